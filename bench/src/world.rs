//! A world of many attributes, written straight into the tables: what is measured is asking, not making.

use std::path::Path;

use anyhow::Result;
use belfry_kernel::{CircleId, Clause, Grants, Label, OrganisationId, PersonId, Tlp};
use belfry_store::{Db, Key, Options, scope};
use belfry_threats::value;
use rusqlite::{Connection, params};

/// Attributes of an event.
pub const PER_EVENT: i64 = 10;
/// Circles, each with its label; half of the events are in the community's.
const CIRCLES: i64 = 2_000;
/// The organisation that owns every event.
const OWNER: i64 = 9;

/// What was made.
pub struct World {
    /// The database.
    pub db: Db,
    /// The file.
    pub path: String,
    /// Events.
    pub events: i64,
    /// A reader of fifty circles and the community: most is visible.
    pub dense: Key,
    /// A reader of whom one event in a thousand is visible.
    pub sparse: Key,
}

/// A value that is in `spread` events or so.
pub fn value_of(event: i64, place: i64, events: i64) -> String {
    match place {
        // One value stands in every event.
        0 => "hot.example.org".to_owned(),
        1 => format!("shared{}.example.org", event % (events / 4).max(1)),
        _ => format!("h{}x{place}.example.net", event.wrapping_mul(2_654_435_761) % 1_000_000_007),
    }
}

/// Builds a world of so many attributes in a folder.
pub fn build(folder: &Path, attributes: u32) -> Result<World> {
    let path = folder.join(format!("world-{attributes}.db")).display().to_string();
    let db = Db::open(&path, Options { statement: std::time::Duration::from_secs(600), ..Options::default() })?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    // What a program does once at its first start is done.
    belfry::indexed::fill(&db)?;
    let now = jiff::Timestamp::UNIX_EPOCH;
    let member = |person, circles: Vec<i64>, community| Grants {
        person: Some(PersonId(person)),
        organisations: [OrganisationId(person)].into(),
        circles: circles.into_iter().map(CircleId).collect(),
        community,
        ..Grants::default()
    };
    let dense = scope::key_of(&db, &member(1, (1..=50).collect(), true), now)?;
    let sparse = scope::key_of(&db, &member(2, vec![1_999, 2_000], false), now)?;
    let tx = db.write(Key::SYSTEM)?;
    let community = scope::intern(&tx, &Label::new(Tlp::Green, Clause::Community))?.0;
    let circles: Vec<i64> = (1..=CIRCLES)
        .map(|n| scope::intern(&tx, &Label::new(Tlp::Amber, Clause::CircleOrOwner(CircleId(n), OrganisationId(OWNER)))))
        .map(|id| id.map(|id| id.0))
        .collect::<Result<_, _>>()?;
    tx.commit()?;
    let events = i64::from(attributes) / PER_EVENT;
    fill(&path, events, community, &circles)?;
    Ok(World { db, path, events, dense, sparse })
}

fn fill(path: &str, events: i64, community: i64, circles: &[i64]) -> Result<()> {
    let mut conn = Connection::open(path)?;
    conn.execute_batch("pragma synchronous = off; pragma cache_size = -400000; pragma foreign_keys = off;")?;
    conn.execute(
        "insert into store_subjects (id, kind, uuid, label_id, owner_id, title, updated) values (?, 21, ?, ?, ?, ?, 0)",
        params![OWNER, uuid::Uuid::from_u128(9).as_bytes(), community, OWNER, "Computer Emergency Team Nine"],
    )?;
    conn.execute(
        "insert into identity_organisations (id, name, name_key, short_name, kind, about) \
         values (?, 'Computer Emergency Team Nine', 'computer emergency team nine', 'CERT Nine', 'csirt', '')",
        params![OWNER],
    )?;
    let mut keys: Vec<(i64, i64, i64)> = Vec::with_capacity(usize::try_from(events * PER_EVENT)?);
    let tx = conn.transaction()?;
    {
        let mut subject = tx.prepare(
            "insert into store_subjects (id, kind, uuid, label_id, owner_id, title, updated) values (?, 10, ?, ?, 9, ?, 0)",
        )?;
        let mut event = tx.prepare(
            "insert into threats_events (id, uuid, creator, date, threat_level, analysis, timestamp, state, tlp, attributes, origin) \
             values (?, ?, 'Somebody', '2026-01-01', 2, 1, 0, 'published', 'green', 10, 'misp')",
        )?;
        let mut attribute = tx.prepare(
            "insert into threats_attributes (id, event_id, uuid, type, category, value, to_ids, comment, timestamp, deleted) \
             values (?, ?, ?, 'domain', 'Network activity', ?, 1, '', 0, 0)",
        )?;
        for n in 0..events {
            let id = (n + 1) * 100;
            let uuid = uuid::Uuid::from_u128(u128::from(n.unsigned_abs()) + 1);
            // Four in five are the community's; one in a thousand is in the last circles; the rest is spread.
            let label = match n % 1_000 {
                7 => circles[circles.len() - 1],
                m if m % 5 != 0 => community,
                _ => circles[usize::try_from(n)? % (circles.len() - 2)],
            };
            subject.execute(params![id, uuid.as_bytes(), label, format!("Event {n}")])?;
            event.execute(params![id, uuid.as_bytes()])?;
            for place in 0..PER_EVENT {
                let text = value_of(n, place, events);
                attribute.execute(params![id + place + 1, id, uuid.as_bytes(), &text])?;
                keys.extend(value::keys("domain", &text).into_iter().map(|key| (key.hash, id, id + place + 1)));
            }
        }
    }
    keys.sort_unstable();
    {
        let mut key = tx.prepare("insert into threats_keys (hash, event_id, attribute_id) values (?, ?, ?)")?;
        for (hash, event, id) in keys {
            key.execute(params![hash, event, id])?;
        }
    }
    tx.commit()?;
    conn.execute_batch("analyze; pragma wal_checkpoint(truncate);")?;
    Ok(())
}
