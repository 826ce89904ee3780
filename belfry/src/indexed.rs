//! The search index: filled with what stood there before the index held its kind, and built anew as a whole.
//!
//! Both walk the records by id, some at a time, each in a short transaction that keeps how far it has come. So one that was cut
//! off goes on where it was, one that runs beside people at work holds nobody up, and one that runs twice changes nothing.

use belfry_store::{Db, Key, Result, Tx, setting};

/// Documents that one transaction puts in: some 5 ms.
const AT_ONCE: i64 = 100;
/// What stands in the place of an id when all are in.
const DONE: &str = "done";

/// Something that stands in the index.
pub struct Source {
    /// Its name, for whoever waits and for the place that is kept.
    pub name: &'static str,
    /// Whether the index once was without it, or held more of it than everyone may find: then it is put in anew by itself.
    pub came_later: bool,
    /// Puts the next behind an id in; the id of the last, none when all are in.
    pub renew: fn(&Tx, i64, i64) -> Result<Option<i64>>,
}

/// Everything that stands in the index.
pub const SOURCES: &[Source] = &[
    Source { name: "organisations", came_later: true, renew: belfry_identity::indexed::organisations },
    Source { name: "circles", came_later: true, renew: belfry_identity::indexed::circles },
    Source { name: "announcements", came_later: false, renew: belfry_desk::announcement::store::renew },
    Source { name: "surveys", came_later: false, renew: belfry_surveys::campaign::text::renew_all },
    Source { name: "volumes", came_later: false, renew: belfry_insight::report::text::renew_all },
    Source { name: "practices", came_later: false, renew: belfry_practices::record::text::renew_all },
    Source { name: "incidents", came_later: false, renew: belfry_incidents::incident::text::renew_all },
    Source { name: "notifications", came_later: false, renew: belfry_incidents::notification::text::renew_all },
    Source { name: "events", came_later: true, renew: belfry_threats::event::text::renew_events },
    Source { name: "attributes", came_later: false, renew: belfry_threats::event::text::renew_attributes },
    Source { name: "reports", came_later: false, renew: belfry_threats::event::text::renew_reports },
];

/// Puts in what stood there before the index held its kind; how many steps that took, none when it was done before.
///
/// # Errors
/// Those of the database.
pub fn fill(db: &Db) -> Result<usize> {
    let mut steps = 0;
    for source in SOURCES.iter().filter(|source| source.came_later) {
        let place = format!("search.filled.{}", source.name);
        if setting::get(&db.read(Key::SYSTEM)?, &place)?.as_deref() == Some(DONE) {
            continue;
        }
        while step(db, source, &place)? {
            steps += 1;
        }
    }
    Ok(steps)
}

/// Builds the whole index anew, beginning where one that was cut off has come to. Tells after each step what it is at.
///
/// # Errors
/// Those of the database.
pub fn rebuild(db: &Db, mut tell: impl FnMut(&Source, u64)) -> Result<()> {
    let place = |source: &Source| format!("search.rebuilt.{}", source.name);
    for source in SOURCES {
        let mut steps = 0;
        while step(db, source, &place(source))? {
            steps += 1;
            tell(source, steps);
        }
    }
    // All are in: the next one begins from the start.
    let tx = db.write(Key::SYSTEM)?;
    for source in SOURCES {
        setting::put(&tx, &place(source), "")?;
    }
    tx.commit()
}

/// The next step of a source, and how far it has come, in one transaction; whether there was one.
fn step(db: &Db, source: &Source, place: &str) -> Result<bool> {
    let tx = db.write(Key::SYSTEM)?;
    let after = match setting::get(&tx, place)?.as_deref() {
        Some(DONE) => return Ok(false),
        Some(id) => id.parse().unwrap_or(0),
        None => 0,
    };
    let last = (source.renew)(&tx, after, AT_ONCE)?;
    setting::put(&tx, place, &last.map_or_else(|| DONE.to_owned(), |id| id.to_string()))?;
    tx.commit()?;
    Ok(last.is_some())
}
