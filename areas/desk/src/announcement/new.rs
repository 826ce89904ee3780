//! Writing an announcement: to whom, with a preview of who gets it, from when, until when.

use askama::Template;
use belfry_contracts::desk::AnnouncementMade;
use belfry_identity::organisation::OrganisationKind;
use belfry_identity::{CIRCLE, audience};
use belfry_kernel::{CircleId, Clause, Label, OrganisationId, Problem, Role, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{args, job, ledger, scope, search};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::{Timestamp, civil, tz::TimeZone};

use super::{ANNOUNCEMENT, store, tell};
use crate::access::Announce;

const LONGEST_TITLE: usize = 200;
const LONGEST_TEXT: usize = 10_000;
/// Organisations that a preview names.
const NAMED: usize = 12;

/// Who says something to a circle of the organisation.
const CIRCLE_ROLES: &[Role] = &[Role::CircleCoordinator, Role::OrganisationAdministrator];

/// Whom an announcement may address, as the form offers it.
pub struct Offered {
    value: String,
    words: String,
    label: Label,
    kind: Option<&'static str>,
    owner: OrganisationId,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    title: String,
    text: String,
    to: String,
    starts: String,
    ends: String,
}

/// Who gets it.
struct Preview {
    words: String,
    names: Vec<String>,
    more: String,
    html: String,
}

#[derive(Template)]
#[template(path = "announcement/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    title: String,
    text: String,
    starts: String,
    ends: String,
    zone: String,
    to: Vec<Choice>,
    preview: Option<Preview>,
}

/// The form.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Announce>) -> Result<Reply, Problem> {
    let offered = offered(visit)?;
    Ok(draw(visit, &offered, Typed::default(), Errors::default(), None).into())
}

fn draw(visit: &Visit<Announce>, offered: &[Offered], typed: Typed, errors: Errors, preview: Option<Preview>) -> Page {
    let t = visit.t();
    let body = Body {
        csrf: visit.csrf(),
        errors,
        zone: t.a("desk-agenda-zone", [("now", t.date_time_zone(visit.now()).into())]),
        to: offered.iter().map(|one| Choice::new(one.value.as_str(), one.words.as_str(), &typed.to)).collect(),
        title: typed.title,
        text: typed.text,
        starts: typed.starts,
        ends: typed.ends,
        preview,
        t: t.clone(),
    };
    Page::new(t.s("desk-announcement-new"), body)
        .lead(t.s("desk-announcement-new-lead"))
        .crumb(t.s("desk-announcement-title"), "/desk/announcements")
}

/// Whom this person may address: administrators of the platform everyone and every kind of organisation, supervisors every
/// kind, those who speak for an organisation in circles the circles that it keeps.
fn offered(visit: &Visit<Announce>) -> Result<Vec<Offered>, Problem> {
    let t = visit.t();
    let person = visit.person()?;
    let home = |role: Role| person.roles.iter().find(|(_, held)| *held == role).map(|(bound, _)| *bound);
    let community = Label::new(Tlp::Green, Clause::Community);
    let mut all = Vec::new();
    if let Some(owner) = home(Role::PlatformAdministrator) {
        let words = t.s("desk-announcement-to-all");
        all.push(Offered { value: "all".into(), words, label: community.clone(), kind: None, owner });
    }
    if let Some(owner) = home(Role::PlatformAdministrator).or_else(|| home(Role::Supervisor)) {
        all.extend(OrganisationKind::ALL.iter().map(|kind| Offered {
            value: format!("kind:{}", kind.code()),
            words: t.a("desk-announcement-to-kind", [("kind", kind_name(&t, kind.code()).into())]),
            label: community.clone(),
            kind: Some(kind.code()),
            owner,
        }));
    }
    let keeps: Vec<i64> =
        person.roles.iter().filter(|(_, role)| CIRCLE_ROLES.contains(role)).map(|(bound, _)| bound.0).collect();
    let mine: Vec<i64> = visit.actor().grants().circles.iter().map(|id| id.0).collect();
    let circles = visit.read()?.rows(
        "select s.id, s.uuid, s.title, s.owner_id from store_subjects s where s.kind = $1 and s.id in {ints $2} \
         and s.owner_id in {ints $3} order by s.title",
        args![CIRCLE, mine, keeps],
        |row| Ok((row.get::<i64>(0)?, row.get::<uuid::Uuid>(1)?, row.get::<String>(2)?, row.get::<OrganisationId>(3)?)),
    )?;
    all.extend(circles.into_iter().map(|(id, uuid, title, owner)| Offered {
        value: format!("circle:{uuid}"),
        words: t.a("desk-agenda-for-circle", [("title", title.into())]),
        label: Label::new(Tlp::Amber, Clause::CircleOrOwner(CircleId(id), owner)),
        kind: None,
        owner,
    }));
    Ok(all)
}

/// A kind of organisation in the words of whichever area names it.
pub fn kind_name(t: &Words, code: &str) -> String {
    let key = format!("members-kind-{code}");
    if t.has(&key) { t.s(&key) } else { code.to_owned() }
}

/// Shows who gets it, or publishes it.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Announce>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let form = visit.form();
    let typed = Typed {
        title: form.text("title").to_owned(),
        text: form.raw("text").trim().to_owned(),
        to: form.text("to").to_owned(),
        starts: form.text("starts").to_owned(),
        ends: form.text("ends").to_owned(),
    };
    let publish = form.text("act") == "publish";
    let offered = offered(visit)?;
    let to = offered.iter().find(|one| one.value == typed.to);
    let mut errors = faults(&t, &typed.title, &typed.text);
    errors.unless(to.is_some(), "to", || t.s("desk-announcement-to-missing"));
    let starts = day(&typed.starts, t.zone(), false);
    errors.unless(typed.starts.is_empty() || starts.is_some(), "starts", || t.s("desk-announcement-day-missing"));
    let begins = starts.filter(|at| *at > now).unwrap_or(now);
    let ends = ends(&t, &typed.ends, begins, &mut errors);
    let (Some(to), true) = (to, errors.is_empty()) else {
        return Ok(draw(visit, &offered, typed, errors, None).refused().into());
    };
    if !publish {
        let preview = preview(visit, to, &typed.text)?;
        return Ok(draw(visit, &offered, typed, errors, Some(preview)).into());
    }
    let tx = visit.write()?;
    let (id, uuid): (SubjectId, uuid::Uuid) = (visit.ids().next(), visit.ids().uuid());
    let record = Subject {
        id,
        uuid,
        kind: ANNOUNCEMENT.code,
        label_id: scope::intern(&tx, &to.label)?,
        owner: to.owner,
        author: Some(visit.person()?.id),
        title: typed.title.clone(),
        updated: now,
    };
    subject::insert(&tx, &record)?;
    store::insert(&tx, id, &typed.text, to.kind, begins, ends)?;
    let words = format!("{} {}", typed.title, typed.text);
    search::add(&tx, &[search::Document { id: id.0, subject: id, label: None, text: &words }])?;
    ledger::record(&tx, visit.act(), &AnnouncementMade { subject: Some(id) })?;
    job::add(&tx, visit.act(), tell::JOB, &tell::payload(id), begins)?;
    visit.finish(tx, Reply::done(format!("{}{uuid}", ANNOUNCEMENT.path), t.s("desk-announcement-done")))
}

/// What is wrong with a title and a text.
pub(super) fn faults(t: &Words, title: &str, text: &str) -> Errors {
    let mut errors = Errors::default();
    let fits = !title.is_empty() && title.chars().count() <= LONGEST_TITLE;
    errors.unless(fits, "title", || t.n("desk-announcement-title-missing", LONGEST_TITLE));
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_TEXT;
    errors.unless(fits, "text", || t.n("desk-announcement-text-missing", LONGEST_TEXT));
    errors
}

/// The end that was typed: that day's last moment; none when it was left open.
pub(super) fn ends(t: &Words, typed: &str, begins: Timestamp, errors: &mut Errors) -> Option<Timestamp> {
    let ends = day(typed, t.zone(), true);
    let fits = typed.is_empty() || ends.is_some_and(|ends| ends > begins);
    errors.unless(fits, "ends", || t.s("desk-announcement-end-missing"));
    ends
}

/// The first or last moment of a day.
fn day(text: &str, zone: &TimeZone, last: bool) -> Option<Timestamp> {
    let day: civil::Date = text.parse().ok()?;
    let time = if last { civil::time(23, 59, 59, 0) } else { civil::time(0, 0, 0, 0) };
    day.to_datetime(time).to_zoned(zone.clone()).ok().map(|there| there.timestamp())
}

/// The organisations that get it, as far as the author may know of them.
fn preview(visit: &Visit<Announce>, to: &Offered, text: &str) -> Result<Preview, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let reached = audience(&read, &to.label, &visit.actor().grants())?;
    let of_kind = match to.kind {
        Some(kind) => Some(store::of_kind(&read, kind)?),
        None => None,
    };
    drop(read);
    let names: Vec<String> = reached
        .organisations
        .into_iter()
        .filter(|one| of_kind.as_ref().is_none_or(|kind| kind.contains(&one.organisation)))
        .map(|one| one.name)
        .collect();
    let more = names.len().saturating_sub(NAMED);
    Ok(Preview {
        words: t.n("desk-announcement-reaches", names.len()),
        more: if more > 0 { t.n("desk-announcement-more", more) } else { String::new() },
        names: names.into_iter().take(NAMED).collect(),
        html: belfry_web::prose::harmless(text, &std::collections::HashMap::new()),
    })
}
