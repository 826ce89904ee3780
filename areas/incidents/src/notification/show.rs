//! The page of a notification, for its entity and for those who receive it: where it stands, what was sent, what was said of it. What
//! stands beside that is in [`beside`].

pub mod beside;

use std::collections::HashMap;

use askama::Template;
use belfry_discussion::{Discussion, Hearing};
use belfry_forms::core::Published;
use belfry_identity::organisation::{self, OrganisationName};
use belfry_identity::person;
use belfry_kernel::{OrganisationId, PersonId, Problem};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Read as Picture};
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use std::sync::Arc;

use beside::{Handling, Happened, Typed};

use super::course::{self, Known};
use super::discuss::{self, OfNotifications};
use super::store::{self, Notification, Recipient, Review, Submission};
use super::{NOTIFICATION, State, handle, paper, url};
use crate::access::{HANDLERS, HandOver, Notify, Read};
use crate::audience::{self, Block, Line, Sight};
use crate::clock::{self, State as Stands};
use crate::instant;
use crate::regime::Regime;
use crate::{handover, share};

// words: incidents-notification-reply-due incidents-notification-reply-late

// words: incidents-stands-{not-asked,waits,open,overdue,done,late}
// words: incidents-part-{nca,csirt,spoc,abroad,enisa,cer,dpa,financial,eidas}

/// A version of a step in a list.
pub(super) struct Version {
    href: String,
    name: String,
    when: (String, String),
    who: String,
    state: String,
    state_kind: &'static str,
    late: bool,
}

struct Step {
    code: String,
    title: String,
    article: String,
    stands: String,
    stands_kind: &'static str,
    due: String,
    write: String,
    again: bool,
    versions: Vec<Version>,
}

struct Said {
    who: String,
    state: String,
    state_kind: &'static str,
    text: String,
    when: (String, String),
}

struct Asked {
    text: String,
    due: String,
    answered: String,
}

#[derive(Template)]
#[template(path = "notification/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    exercise: bool,
    voluntary: bool,
    /// Whether nothing of it was sent and its reader may throw it away.
    discards: bool,
    state: String,
    state_kind: &'static str,
    facts: Vec<(String, String)>,
    steps: Vec<Step>,
    newest: String,
    blocks: Vec<Block>,
    hidden: bool,
    reviews: Vec<Said>,
    asked: Vec<Asked>,
    handling: Option<Handling>,
    typed: Typed,
    beyond: Vec<(String, String)>,
    discussion: Discussion,
    history: Vec<Happened>,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// Everything that a page of a notification shows or looks up.
pub(super) struct Loaded {
    pub(super) subject: Subject,
    pub(super) known: Known<'static>,
    pub(super) recipients: Vec<Recipient>,
    pub(super) sight: Sight,
    pub(super) sent: Vec<Submission>,
    pub(super) names: HashMap<OrganisationId, OrganisationName>,
}

impl Loaded {
    /// Loads it for a visit: six queries.
    ///
    /// # Errors
    /// [`Problem::NotFound`], and those of the database.
    pub(super) fn of<A: belfry_kernel::Action>(visit: &Visit<A>, read: &Picture) -> Result<Self, Problem> {
        let subject = visit.load(read, NOTIFICATION, visit.path("uuid")?)?.into_inner();
        let one = store::of(read, subject.id)?;
        let regime = audience::regime(&one).ok_or(Problem::NotFound)?;
        let recipients = store::recipients(read, subject.id)?;
        let sight = Sight::of(visit.person()?, &subject, &recipients);
        let sent = audience::submissions(read, subject.id, regime, &sight)?;
        let requests = store::requests(read, subject.id)?;
        let mut ids: Vec<OrganisationId> = recipients.iter().map(|one| one.organisation).collect();
        ids.extend([subject.owner, one.authority]);
        let names = organisation::names(read, &ids)?;
        let known = Known { notification: one, regime, sent: sent.clone(), requests };
        Ok(Self { subject, known, recipients, sight, sent, names })
    }

    /// How its reader takes part in what is said beside it.
    fn hearing<A>(&self, visit: &Visit<A>) -> Result<Hearing, Problem> {
        let named = |id| self.named(id);
        let (one, by) = (&self.known.notification, visit.person()?);
        Ok(discuss::hearing(&visit.t(), by, &self.subject, one, &self.recipients, &named))
    }

    pub(super) fn named(&self, organisation: OrganisationId) -> String {
        self.names.get(&organisation).map(|name| name.name.clone()).unwrap_or_default()
    }

    /// The forms that were answered, by their hash.
    pub(super) fn forms<A>(&self, visit: &Visit<A>) -> Result<HashMap<String, Arc<Published>>, Problem> {
        let read = visit.house().db.read(Key::SYSTEM)?;
        let mut forms = HashMap::new();
        for one in &self.sent {
            if !forms.contains_key(&one.form)
                && let Some(form) = paper::by_hash(&read, &one.form)?
            {
                forms.insert(one.form.clone(), form);
            }
        }
        Ok(forms)
    }

    pub(super) fn lines<A>(&self, visit: &Visit<A>, form: &Published, one: &Submission) -> Vec<Line> {
        let now = one.at.to_zoned(instant::zone(&self.known.notification.zone)).datetime();
        audience::lines(&visit.t(), now, form, self.known.regime, &self.sight, &one.answers)
    }

    pub(super) fn step_title(&self, t: &Words, step: &str) -> String {
        self.known.regime.step(step).map(|step| step.title(t.language()).to_owned()).unwrap_or_default()
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    Ok(draw(visit, Typed::default())?.into())
}

/// Draws it, with what somebody typed for his office and what is wrong with it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub(super) fn draw<A: belfry_kernel::Action>(visit: &Visit<A>, typed: Typed) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let loaded = Loaded::of(visit, &read)?;
    let id = loaded.subject.id;
    let reviews = store::reviews(&read, id)?;
    let people: Vec<PersonId> = loaded.sent.iter().filter_map(|one| one.person).collect();
    let people = person::names(&read, &people)?;
    let hearing = loaded.hearing(visit)?;
    let discussion = Discussion::among::<OfNotifications, _>(visit, &read, &loaded.subject, Some(&hearing))?;
    let mut beyond: Vec<Subject> = share::store::events(&read, id)?;
    beyond.extend(handover::store::of_notification(&read, id)?.into_iter().map(|(subject, _)| subject));
    let history = beside::history(&read, &t, id)?;
    let mine = handle::office(visit.person()?, &loaded.recipients);
    let handling = match mine {
        Some(office) if loaded.known.notification.closed.is_none() => {
            Some(beside::handling(visit, &read, &loaded, office)?)
        }
        _ => None,
    };
    let unread = mine.is_some() && !beside::has_read(&read, id, visit.person()?.id, visit.now())?;
    let incident = match loaded.sight {
        Sight::Whole => subject::by_ids(&read, &[loaded.known.notification.incident])?.pop(),
        Sight::Parts(_) => None,
    };
    drop(read);
    visit.close();
    if let Some(office) = mine.filter(|_| unread) {
        beside::note(visit, id, office)?;
    }
    let forms = loaded.forms(visit)?;
    let newest = loaded.sent.last();
    let lines = newest.and_then(|one| Some(loaded.lines(visit, forms.get(&one.form)?, one))).unwrap_or_default();
    let one = &loaded.known.notification;
    let here = url(&loaded.subject);
    let whole = loaded.sight.is_whole(loaded.known.regime);
    let steps = steps(visit, &loaded, &reviews, &people);
    let next = steps.iter().find(|step| !step.write.is_empty() && step.code == one.step);
    let next = next.map(|step| (step.title.clone(), step.write.clone()));
    let body = Body {
        csrf: visit.csrf(),
        exercise: one.exercise,
        voluntary: one.voluntary,
        discards: one.received.is_none() && visit.may::<Notify>(Some(&loaded.subject)),
        state: match one.received {
            Some(_) => t.s(&format!("incidents-notification-state-{}", one.state.code())),
            None => t.s("incidents-told-unsent"),
        },
        state_kind: if one.received.is_some() { chip(one.state) } else { "warn" },
        facts: facts(&t, visit.now(), &loaded),
        newest: newest.map(|one| named_version(&t, &loaded, one)).unwrap_or_default(),
        blocks: audience::blocks(lines),
        hidden: !whole,
        // What is said of answers is for those who see them all.
        reviews: if whole { said(&t, visit.now(), &loaded, &reviews) } else { Vec::new() },
        asked: if whole { asked(&t, &loaded) } else { Vec::new() },
        steps,
        handling,
        typed,
        beyond: beyond.iter().map(|one| (visit.house().address(one), one.title.clone())).collect(),
        discussion,
        history,
        here,
        t: t.clone(),
    };
    Ok(framed(visit, &loaded, incident.as_ref(), next, body))
}

fn framed<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    loaded: &Loaded,
    incident: Option<&Subject>,
    next: Option<(String, String)>,
    body: Body,
) -> Page {
    let t = visit.t();
    let one = &loaded.known.notification;
    let others: Vec<String> = loaded.recipients.iter().map(|one| loaded.named(one.organisation)).collect();
    let reach = match one.received {
        Some(_) => t.a("incidents-notification-reach", [("who", t.list(&others).into())]),
        None => t.a("incidents-notification-reach-unsent", [("who", t.list(&others).into())]),
    };
    let tlp = if one.received.is_some() { "amber" } else { "amber+strict" };
    let audience = Audience { owner: loaded.named(loaded.subject.owner), reach, tlp: tlp.into(), href: String::new() };
    let title = t.a("incidents-notification-title", [("number", one.number.as_str().into())]);
    let mut page = Page::new(crate::exercise::marked(&t, one.exercise, &title), body)
        .lead(t.a(
            "incidents-notification-lead",
            [
                ("law", loaded.known.regime.title(t.language()).into()),
                ("entity", loaded.named(loaded.subject.owner).into()),
                ("authority", loaded.named(one.authority).into()),
            ],
        ))
        .crumb(t.s("incidents-nav"), "/incidents")
        .audience(audience);
    if let Some(incident) = incident {
        page = page.crumb(incident.title.as_str(), crate::incident::url(incident));
    } else if loaded.sight != Sight::Whole {
        page = page.crumb(t.s("incidents-inbox-title"), "/incidents/inbox");
    }
    let here = url(&loaded.subject);
    if let Some((title, write)) = next.filter(|_| visit.may::<Notify>(Some(&loaded.subject))) {
        page =
            page.action(Action::link(t.a("incidents-step-write", [("step", title.into())]), write, "edit").primary());
    }
    if one.received.is_some() && visit.person().is_ok_and(|me| handle::office(me, &loaded.recipients).is_some()) {
        page = page.action(Action::link(t.s("incidents-share-do"), format!("{here}/share"), "share"));
        if visit.may::<HandOver>(Some(&loaded.subject)) {
            let over = format!("/incidents/handovers/new?notification={}", loaded.subject.uuid);
            page = page.action(Action::link(t.s("incidents-handover-new"), over, "send"));
        }
    }
    page = page.action(Action::link(t.s("incidents-pdf-get"), format!("{here}/pdf"), "download"));
    page = page.action(Action::link(t.s("incidents-pdf-get-file"), format!("{here}/file"), "download"));
    page
}

/// How a state looks.
#[must_use]
pub fn chip(state: State) -> &'static str {
    match state {
        State::Received => "accent",
        State::Review => "info",
        State::Asked => "warn",
        State::Accepted | State::Closed => "good",
    }
}

fn facts(t: &Words, now: Timestamp, loaded: &Loaded) -> Vec<(String, String)> {
    let one = &loaded.known.notification;
    let at = |at: Timestamp| t.date_time_zone(at);
    let mut all = vec![
        (t.s("incidents-notification-entity"), loaded.named(loaded.subject.owner)),
        (t.s("incidents-field-kind"), t.s(&format!("incidents-kind-{}", one.kind.code()))),
    ];
    if !one.sector.is_empty() {
        all.push((t.s("incidents-field-sector"), t.named("sector", &one.sector)));
    }
    all.push((t.s("incidents-notification-aware"), at(one.aware)));
    if !one.contact.is_empty() && loaded.sight.is_whole(loaded.known.regime) {
        all.push((t.s("incidents-warn-contact"), one.contact.clone()));
    }
    for recipient in &loaded.recipients {
        let parts: Vec<String> = recipient.parts.iter().map(|part| t.s(&format!("incidents-part-{part}"))).collect();
        all.push((t.list(&parts), loaded.named(recipient.organisation)));
    }
    let facts = loaded.known.facts();
    let reply = clock::reply_due(loaded.known.regime, &facts);
    match (one.replied, reply) {
        (Some(replied), _) => all.push((t.s("incidents-notification-replied"), at(replied))),
        (None, Some(due)) => {
            let key = if due < now { "incidents-notification-reply-late" } else { "incidents-notification-reply-due" };
            all.push((t.s("incidents-notification-reply"), t.a(key, [("when", at(due).into())])));
        }
        (None, None) => {}
    }
    all.extend(one.handled.map(|handled| (t.s("incidents-notification-handled"), at(handled))));
    all.extend(one.closed.map(|closed| (t.s("incidents-notification-closed"), at(closed))));
    all
}

fn steps<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    loaded: &Loaded,
    reviews: &[Review],
    people: &HashMap<PersonId, person::PersonName>,
) -> Vec<Step> {
    let (t, here) = (visit.t(), url(&loaded.subject));
    let facts = loaded.known.facts();
    let may = course::may_send(loaded.known.regime, &loaded.known.notification, &facts);
    let writes = visit.may::<Notify>(Some(&loaded.subject));
    let one = |due: &clock::Due| {
        let step = loaded.known.regime.step(&due.step)?;
        let stands = due.state(facts.sent(&due.step), visit.now());
        let versions: Vec<Version> = loaded
            .sent
            .iter()
            .filter(|one| one.step == due.step)
            .map(|one| version(visit, loaded, reviews, people, one))
            .collect();
        let offered = writes && may.contains(&due.step);
        if stands == Stands::NotAsked && versions.is_empty() && !offered {
            return None;
        }
        Some(Step {
            code: due.step.clone(),
            title: step.title(t.language()).to_owned(),
            article: visit.t().cited_first(&due.article),
            stands: t.s(&format!("incidents-stands-{}", stands.code())),
            stands_kind: match stands {
                Stands::Overdue => "danger",
                Stands::Late => "warn",
                Stands::Done => "good",
                Stands::Open => "accent",
                Stands::NotAsked | Stands::Waits => "",
            },
            due: due.at.map(|at| t.date_time_zone(at)).unwrap_or_default(),
            write: if offered { format!("{here}/steps/{}", due.step) } else { String::new() },
            again: !versions.is_empty(),
            versions,
        })
    };
    clock::due(loaded.known.regime, &facts).iter().filter_map(one).collect()
}

fn version<A>(
    visit: &Visit<A>,
    loaded: &Loaded,
    reviews: &[Review],
    people: &HashMap<PersonId, person::PersonName>,
    one: &Submission,
) -> Version {
    let t = visit.t();
    let state =
        reviews.iter().rfind(|review| review.submission == one.id).map_or(State::Received, |review| review.state);
    Version {
        href: format!("{}/versions/{}", url(&loaded.subject), one.id),
        name: t.n("incidents-version", one.number),
        when: (one.at.to_string(), t.date_time(one.at)),
        who: one.person.and_then(|id| people.get(&id)).map(|name| name.name.clone()).unwrap_or_default(),
        state: t.s(&format!("incidents-notification-state-{}", state.code())),
        state_kind: chip(state),
        late: one.number == 1 && one.due.is_some_and(|due| one.at > due),
    }
}

fn named_version(t: &Words, loaded: &Loaded, one: &Submission) -> String {
    let step = loaded.step_title(t, &one.step);
    t.a("incidents-version-of", [("step", step.into()), ("n", one.number.into())])
}

fn said(t: &Words, now: Timestamp, loaded: &Loaded, reviews: &[Review]) -> Vec<Said> {
    let one = |review: &Review| {
        let of = loaded.sent.iter().find(|one| one.id == review.submission);
        let of = of.map(|one| named_version(t, loaded, one)).unwrap_or_default();
        let who = loaded.named(review.organisation);
        Said {
            who: t.a("incidents-review-of", [("who", who.into()), ("version", of.into())]),
            state: t.s(&format!("incidents-notification-state-{}", review.state.code())),
            state_kind: chip(review.state),
            text: review.text.clone(),
            when: (review.at.to_string(), t.relative(review.at, now)),
        }
    };
    reviews.iter().rev().map(one).collect()
}

fn asked(t: &Words, loaded: &Loaded) -> Vec<Asked> {
    let one = |request: &store::Request| Asked {
        text: request.text.clone(),
        due: t.date_time_zone(request.due),
        answered: request.answered.map(|at| t.date_time(at)).unwrap_or_default(),
    };
    loaded.known.requests.iter().map(one).collect()
}

/// The organisation, of those that receive it, for which a person handles it.
pub(super) fn handles(person: &belfry_kernel::Person, organisation: OrganisationId) -> bool {
    person.holds_for(HANDLERS, organisation)
}

/// What the law of a notification is called.
#[must_use]
pub fn law<'a>(one: &Notification, language: &str) -> &'a str {
    let regime: Option<&'static Arc<Regime>> = audience::regime(one);
    regime.map_or("", |regime| regime.title(language))
}
