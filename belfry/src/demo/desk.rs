//! What the valley has to do, and what the coordination has said: obligations and announcements of `desk.toml`.

use anyhow::{Context, bail};
use belfry_desk::announcement::{ANNOUNCEMENT, store};
use belfry_kernel::{CircleId, Clause, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Key, Tx, scope, search, setting};
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::ago;
use super::founding::{Known, uuid_of};

const DESK: &str = include_str!("desk.toml");
/// Set with the last of it: all or nothing.
const TOLD: &str = "demo-desk";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Desk {
    #[serde(rename = "obligation")]
    obligations: Vec<Owed>,
    #[serde(rename = "announcement")]
    announcements: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Owed {
    title: String,
    whose: String,
    due_in: f64,
    opener: String,
    assignee: Option<String>,
    #[serde(default)]
    may_leave: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    to: String,
    by: String,
    days_ago: f64,
    ends_in: Option<f64>,
    title: String,
    text: String,
}

/// Puts it there, unless it is.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    let tx = house.db.write(Key::SYSTEM)?;
    if setting::get(&tx, TOLD)?.is_some() {
        return Ok(());
    }
    let desk: Desk = toml::from_str(DESK)?;
    for one in &desk.obligations {
        owe(house, &tx, known, one, began)?;
    }
    for one in &desk.announcements {
        say(house, &tx, known, one, began)?;
    }
    setting::put(&tx, TOLD, "yes")?;
    Ok(tx.commit()?)
}

fn circle(known: &Known, key: &str) -> anyhow::Result<CircleId> {
    known.circles.get(key).copied().with_context(|| format!("no circle {key}"))
}

fn owe(house: &House, tx: &Tx, known: &Known, one: &Owed, began: Timestamp) -> anyhow::Result<()> {
    let (sort, key) = one.whose.split_once(':').context("whose")?;
    let in_circle = if sort == "circle" { Some(circle(known, key)?) } else { None };
    let due = ago(began, -one.due_in);
    let obligation = Obligation {
        id: 0,
        subject: in_circle.map(|id| SubjectId(id.0)),
        person: if sort == "person" { Some(known.person(key)?) } else { None },
        organisation: if sort == "organisation" { Some(known.organisation(key)?.id) } else { None },
        what: belfry_desk::agenda::new::WHAT.into(),
        data: serde_json::json!({ "title": one.title }).to_string(),
        due,
    };
    let assignee: Option<PersonId> = match &one.assignee {
        Some(key) => Some(known.person(key)?),
        None => None,
    };
    let reminders = [ago(due, 1.0), due];
    let new =
        New { obligation: &obligation, circle: in_circle, assignee, may_leave: one.may_leave, reminders: &reminders };
    // Opened a fortnight before it is due, or today when that is still to come.
    let opened = ago(due, 14.0).min(began);
    let act = Act { actor: Some(known.person(&one.opener)?), now: opened, ids: &house.ids };
    // A reminder of the past would go out late at the first start: those are not asked for.
    let ahead: Vec<Timestamp> = reminders.into_iter().filter(|at| *at > began).collect();
    agenda::add(tx, act, &New { reminders: &ahead, ..new })?;
    Ok(())
}

fn say(house: &House, tx: &Tx, known: &Known, one: &Said, began: Timestamp) -> anyhow::Result<()> {
    let author = known.person(&one.by)?;
    let home = home(tx, author)?;
    let (label, kind) = match one.to.split_once(':') {
        None => (Label::new(Tlp::Green, Clause::Community), None),
        Some(("kind", kind)) => (Label::new(Tlp::Green, Clause::Community), Some(kind)),
        Some(("circle", key)) => (Label::new(Tlp::Amber, Clause::CircleOrOwner(circle(known, key)?, home)), None),
        Some((other, _)) => bail!("nobody is told as {other}"),
    };
    let id: SubjectId = house.ids.next();
    let starts = ago(began, one.days_ago);
    let record = Subject {
        id,
        uuid: uuid_of("announcement", &one.title),
        kind: ANNOUNCEMENT.code,
        label_id: scope::intern(tx, &label)?,
        owner: home,
        author: Some(author),
        title: one.title.clone(),
        updated: starts,
    };
    subject::insert(tx, &record)?;
    let ends = one.ends_in.map(|days| began + SignedDuration::from_secs_f64(days * 86_400.0));
    store::insert(tx, id, one.text.trim(), kind, starts, ends)?;
    let words = format!("{} {}", one.title, one.text);
    search::add(tx, &[search::Document { id: id.0, subject: id, label: None, text: &words }])?;
    Ok(())
}

fn home(tx: &Tx, person: PersonId) -> anyhow::Result<OrganisationId> {
    let found = belfry_identity::on_behalf_of(tx, person)?.context("somebody cannot act")?;
    Ok(found.person.organisation)
}
