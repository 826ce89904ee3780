//! What happened, in the order in which it happened: events, and what was said and seen about them.

use std::collections::BTreeMap;
use std::io::Cursor;

use anyhow::{Context, anyhow};
use belfry_identity::on_behalf_of;
use belfry_kernel::time::FixedClock;
use belfry_kernel::{Actor, Ids, PersonId, Tlp};
use belfry_store::{Act, Db, Key, Tx, args, scope, subject};
use belfry_threats::access::{self, Sight};
use belfry_threats::event::EVENT;
use belfry_threats::event::import::{ImportContext, Reach, What, import_misp};
use belfry_threats::sighting::{self, Kind};
use belfry_web::House;
use jiff::Timestamp;

use super::ago;
use super::content::{Comment, Event, Notice, Sighting};
use super::event::{event_uuid, misp, named};
use super::founding::{Known, uuid_of};
use super::pages::Pages;

const SIGHTED: &str = "select 1 from threats_sightings c join store_subjects s on s.id = c.event_id \
     where s.uuid = $1 and c.person_id = $2 and c.at = $3";

/// One thing that happened.
enum Step<'e> {
    /// An event came in.
    Arrives(&'e Event),
    /// Somebody met a value of it.
    Seen(&'e Event, &'e Sighting),
    /// Somebody says something about it.
    Said(&'e Event, &'e Comment),
    /// It is corrected or recalled.
    Noticed(&'e Event, &'e Notice),
}

/// The whole story, oldest first.
fn story(events: &[Event]) -> Vec<(f64, Step<'_>)> {
    let mut steps: Vec<(f64, Step<'_>)> = Vec::new();
    for event in events {
        steps.push((event.days_ago, Step::Arrives(event)));
        // What another event of its maker tells of an earlier day was said at the earliest when there was something to say it of.
        let after = |days: f64| days.min(event.days_ago);
        steps.extend(event.sightings.iter().map(|one| (after(one.days_ago), Step::Seen(event, one))));
        steps.extend(event.comments.iter().map(|one| (one.days_ago, Step::Said(event, one))));
        steps.extend(event.notice.iter().map(|one| (one.days_ago, Step::Noticed(event, one))));
    }
    steps.sort_by(|a, b| b.0.total_cmp(&a.0));
    steps
}

/// Tells what is not told yet. A step that was told before the story was cut off is known by its person and hour.
pub(super) fn tell(house: &House, known: &Known, events: &[Event], began: Timestamp) -> anyhow::Result<()> {
    let mut stage = Stage { house, known, actors: BTreeMap::new(), pages: Pages::of(house)? };
    for (days, step) in story(events) {
        stage.play(&step, ago(began, days))?;
    }
    stage.pages.close()
}

/// Whether a step is told already: something of this person and hour about this event, asked with a statement of its table.
pub(super) fn is_told(
    db: &Db,
    sql: &'static str,
    event: &Event,
    person: PersonId,
    at: Timestamp,
) -> anyhow::Result<bool> {
    let found = db.read(Key::SYSTEM)?.maybe(sql, args![event_uuid(&event.key), person, at], |_| Ok(()))?;
    Ok(found.is_some())
}

/// Where the story is played.
struct Stage<'a> {
    house: &'a House,
    known: &'a Known,
    actors: BTreeMap<PersonId, Actor>,
    pages: Pages,
}

impl Stage<'_> {
    fn play(&mut self, step: &Step<'_>, now: Timestamp) -> anyhow::Result<()> {
        match step {
            Step::Arrives(event) => arrives(&self.house.db, &self.house.ids, self.known, event, now),
            Step::Seen(event, one) => {
                let person = self.known.speaker(&one.by)?;
                if is_told(&self.house.db, SIGHTED, event, person, now)? {
                    return Ok(());
                }
                let (actor, tx) = self.begin(person, now)?;
                seen(&tx, &actor, Act { actor: Some(person), now, ids: &self.house.ids }, event, one)?;
                Ok(tx.commit()?)
            }
            Step::Said(event, one) => self.pages.say(self.known.person(&one.by)?, now, event, one),
            Step::Noticed(event, one) => {
                let reach = match event.reach.strip_prefix("circle:") {
                    Some(key) => uuid_of("circle", key).to_string(),
                    None => event.reach.clone(),
                };
                self.pages.notify(self.known.person(&one.by)?, now, event, one, &reach)
            }
        }
    }

    /// Somebody as he stands, and a change of his.
    fn begin(&mut self, person: PersonId, now: Timestamp) -> anyhow::Result<(Actor, Tx)> {
        let db = &self.house.db;
        let actor = match self.actors.get(&person) {
            Some(actor) => actor.clone(),
            None => {
                let found = on_behalf_of(&db.read(Key::SYSTEM)?, person)?.context("somebody cannot act")?;
                let actor = Actor::Person(Box::new(found.person), found.grants);
                self.actors.insert(person, actor.clone());
                actor
            }
        };
        let key = scope::key_of(db, &actor.grants(), now)?;
        Ok((actor, db.write(key)?))
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
