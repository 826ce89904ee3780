//! What happened, in the order in which it happened: events, and what was said and seen about them.

use std::io::Cursor;

use anyhow::{Context, anyhow};
use belfry_kernel::time::FixedClock;
use belfry_kernel::{Ids, Tlp};
use belfry_store::{Db, Key, setting};
use belfry_threats::event::import::{ImportContext, Reach, What, import_misp};
use jiff::Timestamp;

use super::content::Event;
use super::event::misp;
use super::founding::Known;
use super::{TOLD, ago};

/// One thing that happened.
enum Step<'e> {
    /// An event came in.
    Arrives(&'e Event),
}

/// The whole story, oldest first.
fn story(events: &[Event]) -> Vec<(f64, Step<'_>)> {
    let mut steps: Vec<(f64, Step<'_>)> = Vec::new();
    for event in events {
        steps.push((event.days_ago, Step::Arrives(event)));
    }
    steps.sort_by(|a, b| b.0.total_cmp(&a.0));
    steps
}

/// Tells what is not told yet.
pub(super) fn tell(db: &Db, ids: &Ids, known: &Known, events: &[Event], began: Timestamp) -> anyhow::Result<()> {
    let told = setting::get(&db.read(Key::SYSTEM)?, TOLD)?;
    let told: usize = told.and_then(|text| text.parse().ok()).unwrap_or(0);
    let steps = story(events);
    for (number, (days, step)) in steps.iter().enumerate().skip(told) {
        let at = ago(began, *days);
        match step {
            Step::Arrives(event) => arrives(db, ids, known, event, at)?,
        }
        let tx = db.write(Key::SYSTEM)?;
        setting::put(&tx, TOLD, &(number + 1).to_string())?;
        tx.commit()?;
    }
    Ok(())
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
