//! The page of an incident: what is known, what happened when, what was told to whom, what its people say.

mod course;

use std::collections::HashMap;

use askama::Template;
use belfry_contracts::incidents::IncidentSettled;
use belfry_discussion::Discussion;
use belfry_identity::{organisation, person};
use belfry_kernel::{Fact, OrganisationId, PersonId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Read as Picture, Result as Stored, args};
use belfry_web::components::Point;
use belfry_web::form::Errors;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::{Words, key};
use jiff::Timestamp;

use course::{points, step_title};

use super::discuss::OfIncidents;
use super::fields::{INSTANTS, TEXTS, instant_of, text_of};
use super::store::{self, Incident, Moment};
use super::{INCIDENT, State, link, list, url};
use crate::access::{Edit, Notify, Read, Share};
use crate::notification::store::{self as notifications, Notification};
use crate::notification::{self, show};
use crate::share;

/// Entries of a history: the newest.
const HISTORY: i64 = 50;

struct Part {
    id: &'static str,
    title: String,
    html: String,
}

struct Told {
    href: String,
    law: String,
    number: String,
    authority: String,
    state: String,
    state_kind: &'static str,
    next: String,
    late: bool,
    unsent: bool,
}

struct Remove {
    action: String,
    what: String,
}

struct Linked {
    href: String,
    title: String,
    remove: String,
    uuid: String,
}

struct Happened {
    when: String,
    datetime: String,
    who: String,
    what: String,
}

/// What was typed into the page's own forms, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) at: String,
    pub(super) text: String,
    pub(super) event: String,
    pub(super) errors: Errors,
}

#[derive(Template)]
#[template(path = "incident/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    typed: Typed,
    exercise: bool,
    kind: String,
    state: String,
    state_kind: &'static str,
    is_open: bool,
    is_closed: bool,
    may_edit: bool,
    may_share: bool,
    zone: String,
    facts: Vec<(String, String)>,
    parts: Vec<Part>,
    points: Vec<Point>,
    removable: Vec<Remove>,
    told: Vec<Told>,
    linked: Vec<Linked>,
    shared: Vec<(String, String)>,
    discussion: Discussion,
    history: Vec<Happened>,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, INCIDENT, visit.path("uuid")?)?.into_inner();
    Ok(draw(visit, subject, Typed::default())?.into())
}

/// Draws it for an incident that was loaded before.
pub(super) fn draw<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    subject: Subject,
    typed: Typed,
) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let incident = store::of(&read, subject.id)?;
    let moments = store::moments(&read, subject.id)?;
    let told = notifications::of_incident(&read, subject.id)?;
    let mut ids: Vec<OrganisationId> = told.iter().map(|(_, one)| one.authority).collect();
    ids.push(subject.owner);
    let names = organisation::names(&read, &ids)?;
    let people: Vec<PersonId> = moments.iter().filter_map(|one| one.person).collect();
    let people = person::names(&read, &people)?;
    let linked = link::events(&read, subject.id)?;
    let shared = share::store::events(&read, subject.id)?;
    let discussion = Discussion::load::<OfIncidents, _>(visit, &read, &subject)?;
    let history = history(&read, &t, subject.id)?;
    drop(read);
    let owner = names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default();
    let may_edit = visit.may::<Edit>(Some(&subject));
    let here = url(&subject);
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    let body = Body {
        csrf: visit.csrf(),
        exercise: incident.written.exercise,
        kind: t.s(&format!("incidents-kind-{}", incident.written.kind.code())),
        state: t.s(&format!("incidents-state-{}", incident.state.code())),
        state_kind: list::chip(incident.state),
        is_open: incident.state == State::Open,
        is_closed: incident.state == State::Closed,
        may_edit,
        may_share: visit.may::<Share>(Some(&subject)),
        zone: incident.written.zone.clone(),
        facts: facts(&t, &incident),
        parts: parts(&t, &incident),
        points: points(&t, visit.now(), &incident, &moments, &people, &told),
        removable: if may_edit { removable(&t, &here, &moments) } else { Vec::new() },
        told: told.iter().map(|(own, one)| told_of(&t, visit.now(), own, one, named(one.authority))).collect(),
        linked: linked.iter().map(|one| linked_of(&here, one)).collect(),
        shared: shared.iter().map(|one| (visit.house().address(one), one.title.clone())).collect(),
        discussion,
        history,
        here: here.clone(),
        typed,
        t: t.clone(),
    };
    let audience =
        Audience { owner, reach: t.s("incidents-record-reach"), tlp: "amber+strict".into(), href: String::new() };
    let title = crate::exercise::marked(&t, incident.written.exercise, &subject.title);
    let mut page = Page::new(title, body).crumb(t.s("incidents-nav"), "/incidents").audience(audience);
    if visit.may::<Notify>(Some(&subject)) && incident.state != State::Closed {
        page = page.action(Action::link(t.s("incidents-notify-title"), format!("{here}/notify"), "send").primary());
    }
    page = page.action(Action::link(t.s("incidents-after-do"), format!("{here}/lessons"), "practices"));
    if may_edit {
        page = page.action(Action::link(t.s("incidents-record-edit"), format!("{here}/edit"), "edit"));
    }
    Ok(page)
}

fn facts(t: &Words, incident: &Incident) -> Vec<(String, String)> {
    let written = &incident.written;
    let mut all = vec![(t.s("incidents-receipt-number"), incident.number.clone())];
    for name in INSTANTS {
        all.extend(instant_of(written, name).map(|at| (t.s(&format!("incidents-field-{name}")), t.date_time_zone(at))));
    }
    let coded = |group: &str, code: Option<&'static str>| code.map(|code| t.s(&format!("incidents-{group}-{code}")));
    let countries: Vec<String> = written.countries.iter().map(|code| t.named("country", code)).collect();
    let countries = Some(countries.join(", ")).filter(|text| !text.is_empty());
    let more = [
        ("severity", coded("severity", written.severity.map(|one| one.code()))),
        ("suspected", coded("said", Some(written.suspected.code()))),
        ("border", coded("said", Some(written.border.code()))),
        ("cause", coded("cause", written.cause.map(|one| one.code()))),
        ("class", coded("class", written.class.map(|one| one.code()))),
        ("users", written.users.map(|n| t.number(n))),
        ("share", written.share.map(|n| t.percent(n as f64 / 10_000.0))),
        ("loss", written.loss.map(|cents| t.money(cents, "EUR"))),
        ("countries", countries),
    ];
    all.extend(more.into_iter().filter_map(|(name, value)| Some((t.s(&format!("incidents-field-{name}")), value?))));
    let service = |(sector, service): &(String, String)| {
        let sector = t.named("sector", sector);
        if service.is_empty() { sector } else { t.labelled(&sector, service) }
    };
    let services: Vec<String> = written.services.iter().map(service).collect();
    if !services.is_empty() {
        all.push((t.s("incidents-field-services"), services.join("; ")));
    }
    all
}

fn parts(t: &Words, incident: &Incident) -> Vec<Part> {
    let part = |name: &&'static str| {
        let text = text_of(&incident.written, name);
        (!text.is_empty()).then(|| Part {
            id: name,
            title: t.s(&format!("incidents-field-{name}")),
            html: belfry_web::prose::harmless(text, &HashMap::new()),
        })
    };
    TEXTS.iter().filter_map(part).collect()
}

fn removable(t: &Words, here: &str, moments: &[Moment]) -> Vec<Remove> {
    let one = |one: &Moment| Remove {
        action: format!("{here}/moments/{}/remove", one.id),
        what: format!("{} {}", t.date_time(one.at), one.text),
    };
    moments.iter().map(one).collect()
}

fn told_of(t: &Words, now: Timestamp, own: &Subject, one: &Notification, authority: String) -> Told {
    let next = match (one.step.is_empty(), one.due) {
        (true, _) => String::new(),
        (false, None) => step_title(t, one),
        (false, Some(due)) => {
            let step = step_title(t, one);
            t.a("incidents-told-next", [("step", step.into()), ("when", t.date_time_zone(due).into())])
        }
    };
    Told {
        href: notification::url(own),
        law: show::law(one, t.language()).to_owned(),
        number: one.number.clone(),
        authority,
        state: t.s(&format!("incidents-notification-state-{}", one.state.code())),
        state_kind: show::chip(one.state),
        next,
        late: one.due.is_some_and(|due| due < now),
        unsent: one.received.is_none(),
    }
}

fn linked_of(here: &str, one: &link::Event) -> Linked {
    Linked {
        href: format!("/threats/events/{}", one.uuid),
        title: one.title.clone(),
        remove: format!("{here}/unlink"),
        uuid: one.uuid.to_string(),
    }
}

// words: incidents-fact-settled-{open,resolved,closed}

/// What a fact says of the record.
fn happened(t: &Words, fact: &str, data: &str) -> String {
    let settled = || State::parse(&serde_json::from_str::<IncidentSettled>(data).ok()?.state);
    t.s(match fact {
        "incidents.incident-recorded" => key!("incidents-fact-incident-recorded"),
        "incidents.notification-discarded" => key!("incidents-fact-notification-discarded"),
        "incidents.incident-lesson" => key!("incidents-fact-incident-lesson"),
        "incidents.incident-review" => key!("incidents-fact-incident-review"),
        "incidents.incident-review-approved" => key!("incidents-fact-incident-review-approved"),
        IncidentSettled::NAME => match settled() {
            Some(state) => return t.s(&format!("incidents-fact-settled-{}", state.code())),
            None => key!("incidents-fact-incident-changed"),
        },
        _ => key!("incidents-fact-incident-changed"),
    })
}

/// What happened to the record.
fn history(read: &Picture, t: &Words, id: SubjectId) -> Stored<Vec<Happened>> {
    read.rows(
        "select l.at, l.fact, p.name, l.data from store_ledger l left join identity_people p on p.id = l.actor_id \
         where l.subject_id = $1 and (l.fact like 'incidents.incident-%' or l.fact = 'incidents.notification-discarded') \
         order by l.at desc, l.id desc limit $2",
        args![id, HISTORY],
        |row| {
            let at: Timestamp = row.get(0)?;
            let (fact, data): (String, String) = (row.get(1)?, row.get(3)?);
            Ok(Happened {
                when: t.date_time(at),
                datetime: at.to_string(),
                who: row.get::<Option<String>>(2)?.unwrap_or_default(),
                what: happened(t, &fact, &data),
            })
        },
    )
}
