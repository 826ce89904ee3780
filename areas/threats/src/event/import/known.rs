//! What an event that is updated holds already: identities, timestamps and labels, nothing else. 48 bytes a child.

use std::time::Duration;

use belfry_kernel::{LabelId, SubjectId};
use belfry_store::{Db, Key, Read, Result, Row, args};
use uuid::Uuid;

/// Reading 300,000 children takes under a second; a slow disk may take longer than a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// A child that is here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) id: i64,
    pub(super) timestamp: i64,
    pub(super) label: Option<LabelId>,
}

/// Children of one kind, ordered by UUID.
#[derive(Default)]
pub(super) struct Kept(Vec<(Uuid, Child)>);

impl Kept {
    fn read(rows: Vec<(Uuid, Child)>) -> Self {
        let mut rows = rows;
        rows.sort_unstable_by_key(|(uuid, _)| *uuid);
        Self(rows)
    }

    pub(super) fn get(&self, uuid: Uuid) -> Option<Child> {
        self.0
            .binary_search_by_key(&uuid, |(uuid, _)| *uuid)
            .ok()
            .and_then(|at| self.0.get(at))
            .map(|(_, child)| *child)
    }
}

/// Everything that is compared.
#[derive(Default)]
pub(super) struct Children {
    pub(super) attributes: Kept,
    pub(super) objects: Kept,
    pub(super) references: Kept,
    pub(super) reports: Kept,
    pub(super) sightings: Kept,
}

impl Children {
    pub(super) fn of(db: &Db, event: SubjectId) -> Result<Self> {
        let read = db.read_for(Key::SYSTEM, PATIENCE)?;
        Ok(Self {
            attributes: all(
                &read,
                "select uuid, id, timestamp, label_id from threats_attributes where event_id = $1",
                event,
            )?,
            objects: all(
                &read,
                "select uuid, id, timestamp, label_id from threats_objects where event_id = $1",
                event,
            )?,
            references: all(
                &read,
                "select uuid, id, timestamp, label_id from threats_references where event_id = $1",
                event,
            )?,
            reports: all(
                &read,
                "select uuid, id, timestamp, label_id from threats_reports where event_id = $1",
                event,
            )?,
            sightings: all(&read, "select uuid, id, at, label_id from threats_sightings where event_id = $1", event)?,
        })
    }
}

fn all(read: &Read, sql: &'static str, event: SubjectId) -> Result<Kept> {
    let child =
        |row: &Row<'_>| Ok((row.get(0)?, Child { id: row.get(1)?, timestamp: row.get(2)?, label: row.get(3)? }));
    Ok(Kept::read(read.rows(sql, args![event], child)?))
}
