//! What happened, in the order in which it happened: events, and what was said and seen about them.

use std::collections::BTreeMap;
use std::io::Cursor;

use anyhow::{Context, anyhow};
use belfry_identity::on_behalf_of;
use belfry_kernel::time::FixedClock;
use belfry_kernel::{Actor, Ids, PersonId, Tlp};
use belfry_store::{Act, Db, Key, Tx, scope, setting, subject};
use belfry_threats::access::{self, Sight};
use belfry_threats::event::EVENT;
use belfry_threats::event::import::{ImportContext, Reach, What, import_misp};
use belfry_threats::sighting::{self, Kind};
use jiff::Timestamp;

use super::content::{Event, Sighting};
use super::event::{event_uuid, misp, named};
use super::founding::Known;
use super::{TOLD, ago};

/// One thing that happened.
enum Step<'e> {
    /// An event came in.
    Arrives(&'e Event),
    /// Somebody met a value of it.
    Seen(&'e Event, &'e Sighting),
}

/// The whole story, oldest first.
fn story(events: &[Event]) -> Vec<(f64, Step<'_>)> {
    let mut steps: Vec<(f64, Step<'_>)> = Vec::new();
    for event in events {
        steps.push((event.days_ago, Step::Arrives(event)));
        // What another event of its maker tells of an earlier day was said at the earliest when there was something to say it of.
        let after = |days: f64| days.min(event.days_ago);
        steps.extend(event.sightings.iter().map(|one| (after(one.days_ago), Step::Seen(event, one))));
    }
    steps.sort_by(|a, b| b.0.total_cmp(&a.0));
    steps
}

/// Tells what is not told yet.
pub(super) fn tell(db: &Db, ids: &Ids, known: &Known, events: &[Event], began: Timestamp) -> anyhow::Result<()> {
    let told = setting::get(&db.read(Key::SYSTEM)?, TOLD)?;
    let told: usize = told.and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut actors = Actors { db, known: BTreeMap::new() };
    for (number, (days, step)) in story(events).iter().enumerate().skip(told) {
        let now = ago(began, *days);
        let tx = match step {
            Step::Arrives(event) => {
                arrives(db, ids, known, event, now)?;
                db.write(Key::SYSTEM)?
            }
            Step::Seen(event, one) => {
                let person = known.speaker(&one.by)?;
                let (actor, tx) = actors.begin(person, now)?;
                seen(&tx, &actor, Act { actor: Some(person), now, ids }, event, one)?;
                tx
            }
        };
        setting::put(&tx, TOLD, &(number + 1).to_string())?;
        tx.commit()?;
    }
    Ok(())
}

/// Those who act, as they stand.
struct Actors<'a> {
    db: &'a Db,
    known: BTreeMap<PersonId, Actor>,
}

impl Actors<'_> {
    /// Somebody, and a change of his.
    fn begin(&mut self, person: PersonId, now: Timestamp) -> anyhow::Result<(Actor, Tx)> {
        if !self.known.contains_key(&person) {
            let found = on_behalf_of(&self.db.read(Key::SYSTEM)?, person)?.context("somebody cannot act")?;
            self.known.insert(person, Actor::Person(Box::new(found.person), found.grants));
        }
        let actor = self.known.get(&person).context("somebody cannot act")?.clone();
        let key = scope::key_of(self.db, &actor.grants(), now)?;
        Ok((actor, self.db.write(key)?))
    }
}

/// Somebody met a value.
fn seen(tx: &Tx, actor: &Actor, act: Act<'_>, event: &Event, one: &Sighting) -> anyhow::Result<()> {
    let subject = subject::load::<Sight>(tx, actor, access::RULES, EVENT, event_uuid(&event.key));
    let subject = subject.map_err(|problem| anyhow!("{}, {}: {problem}", event.key, one.by))?;
    let attribute = *named(event).get(one.of.as_str()).with_context(|| format!("{}: {}", event.key, one.of))?;
    let kind = Kind::parse(&one.kind).with_context(|| format!("{}: {}", event.key, one.kind))?;
    let home = actor.person().context("nobody acts")?.organisation;
    sighting::record(tx, act, &subject, home, attribute, kind).map_err(|problem| anyhow!("{}: {problem}", event.key))
}

/// Takes an event in for its author, at its hour.
fn arrives(db: &Db, ids: &Ids, known: &Known, event: &Event, at: Timestamp) -> anyhow::Result<()> {
    let owner = known.organisation(&event.owner)?;
    let clock = FixedClock::at(&at.to_string());
    let context = ImportContext {
        db,
        ids,
        clock: &clock,
        person: Some(known.person(&event.author)?),
        organisation: owner.id,
        reach: reach(known, &event.reach)?,
        tlp: Tlp::parse(&event.tlp),
    };
    let file = serde_json::to_vec(&misp(event, owner, at)?)?;
    let outcome = import_misp(&context, &mut Cursor::new(file), &mut |_| true)?;
    match outcome.items.first() {
        Some(item) if item.what != What::Failed => Ok(()),
        other => Err(anyhow!("{}: {other:?}", event.key)),
    }
}

fn reach(known: &Known, text: &str) -> anyhow::Result<Reach> {
    Ok(match text {
        "organisation" => Reach::Own,
        "community" => Reach::Community,
        circle => {
            let key = circle.trim_start_matches("circle:");
            Reach::Circle(*known.circles.get(key).with_context(|| format!("no circle {key}"))?)
        }
    })
}
