//! Reads an event in chunks: each from a short picture of its own, under the reader's key, that is given back before anything
//! is written or sent.

use std::collections::HashMap;

use belfry_kernel::{LabelId, SubjectId};
use belfry_misp as misp;
use belfry_store::subject::{self, Subject};
use belfry_store::{Db, Key, Read, Sql, Value, args, scope};

use serde::{Deserialize, Serialize};

use super::distribution::Bounds;
pub use super::records::Head;
use super::records::{self, Hung};
use crate::attribute::{self, Attribute};
use crate::event::{self, Event, Origin, notice};
use crate::object::{self, Object};
use crate::tag::{self, Tag};

/// Attributes read at once: some 20 KiB of MISP's JSON.
const ATTRIBUTES: i64 = 64;
/// Objects read at once, each with all that is in it.
const OBJECTS: i64 = 8;
/// Reports read at once; one may have a megabyte.
const REPORTS: i64 = 1;
/// Sightings of the event itself read at once.
const SIGHTINGS: i64 = 128;
/// Bytes of contents read at once; a single larger one is read alone.
const CONTENTS: i64 = 256 << 10;

/// Objects of STIX read at once, if they are short.
const ORIGINALS: i64 = 128;
/// Bytes of them.
const ORIGINAL_BYTES: usize = 32 << 10;
/// The place of [`Kept`]; objects follow it.
pub const PROPERTIES: i64 = 0;

/// Why reading ended early.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The event is no longer there for this reader.
    #[error("the event is no longer there")]
    Gone,
    /// The database.
    #[error(transparent)]
    Store(#[from] belfry_store::Error),
}

/// What a format has use for.
#[derive(Clone, Copy, Debug)]
pub struct Wants {
    /// Contents of attachments and samples.
    pub contents: bool,
    /// Galaxies, sightings, reports, references.
    pub prose: bool,
    /// Rows taken back.
    pub deleted: bool,
    /// What came as STIX, as it came.
    pub originals: bool,
}

/// A chunk of an event.
pub enum Piece {
    /// First of all.
    Head(Box<Head>),
    /// Attributes outside objects.
    Attributes(Vec<misp::Attribute>),
    /// Objects with their attributes.
    Objects(Vec<misp::Object>),
    /// Reports.
    Reports(Vec<misp::EventReport>),
    /// Sightings of the event itself.
    Sightings(Vec<misp::Sighting>),
    /// Objects of STIX as they came, instead of all of the above.
    Originals(Vec<String>),
    /// Nothing follows.
    End,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    Head,
    Attributes(i64),
    Objects(i64),
    Reports(i64),
    Sightings(i64),
    Originals(i64),
    Done,
}

/// Reads one event, piece by piece.
pub struct Walk {
    event: SubjectId,
    wants: Wants,
    phase: Phase,
    bounds: Bounds,
}

impl Walk {
    /// Begins.
    pub fn new(event: SubjectId, wants: Wants) -> Self {
        Self { event, wants, phase: Phase::Head, bounds: Bounds::default() }
    }

    /// The next piece.
    ///
    /// # Errors
    /// [`Broken::Gone`] when the reader does not see the event any more: what was read so far is not the whole.
    pub fn next(&mut self, db: &Db, key: Key) -> Result<Piece, Broken> {
        if matches!(self.phase, Phase::Done) {
            return Ok(Piece::End);
        }
        let read = db.read(key)?;
        let Some(subject) = seen(&read, self.event)? else { return Err(Broken::Gone) };
        loop {
            let piece = match self.phase {
                Phase::Head => {
                    let whole = if self.wants.originals { held } else { head };
                    let head = whole(&read, subject.clone())?;
                    self.bounds = Bounds::of(&head.event, &head.label);
                    self.phase =
                        if head.originals.is_some() { Phase::Originals(PROPERTIES) } else { Phase::Attributes(0) };
                    Some(Piece::Head(Box::new(head)))
                }
                Phase::Attributes(after) => self.attributes(&read, after)?,
                Phase::Objects(after) => self.objects(&read, after)?,
                Phase::Reports(after) => self.reports(&read, after)?,
                Phase::Sightings(after) => self.sightings(&read, after)?,
                Phase::Originals(after) => self.originals(&read, after)?,
                Phase::Done => Some(Piece::End),
            };
            if let Some(piece) = piece {
                return Ok(piece);
            }
        }
    }

    fn attributes(&mut self, read: &Read, after: i64) -> Result<Option<Piece>, Broken> {
        let mut rows = outside(read, self.event, after, self.wants.deleted)?;
        let mut hung = Hung::default();
        if self.wants.contents {
            hung.contents = contents(read, self.event, &mut rows)?;
        }
        let Some(last) = rows.last().map(|row| row.id) else {
            self.phase = Phase::Objects(0);
            return Ok(None);
        };
        self.phase = Phase::Attributes(last);
        hang(read, self.event, &rows, self.wants, &mut hung)?;
        self.bounds.meet(read, rows.iter().map(|row| row.label))?;
        let records = rows.into_iter().map(|row| records::attribute(row, &self.bounds, &mut hung));
        Ok(Some(Piece::Attributes(records.collect())))
    }

    fn objects(&mut self, read: &Read, after: i64) -> Result<Option<Piece>, Broken> {
        let rows = object::of_event(read, self.event, after, OBJECTS)?;
        let (Some(first), Some(last)) = (rows.first().map(|row| row.id), rows.last().map(|row| row.id)) else {
            self.phase = if self.wants.prose { Phase::Reports(0) } else { Phase::Done };
            return Ok(None);
        };
        self.phase = Phase::Objects(last);
        let mut references: HashMap<i64, Vec<object::Reference>> = HashMap::new();
        if self.wants.prose {
            for one in object::references(read, self.event, first, last)? {
                references.entry(one.object).or_default().push(one);
            }
        }
        let mut inside = self.inside(read, &rows)?;
        self.bounds.meet(read, rows.iter().map(|row| row.label))?;
        let wants_deleted = self.wants.deleted;
        let objects = rows.into_iter().filter(|row| wants_deleted || !row.deleted).map(|row| {
            let references = references.remove(&row.id).unwrap_or_default();
            let attributes = inside.remove(&row.id).unwrap_or_default();
            records::object(row, &self.bounds, references, attributes)
        });
        Ok(Some(Piece::Objects(objects.collect())))
    }

    /// The attributes of these objects, by object.
    fn inside(&mut self, read: &Read, objects: &[Object]) -> Result<HashMap<i64, Vec<misp::Attribute>>, Broken> {
        let ids: Vec<i64> = objects.iter().map(|row| row.id).collect();
        let mut sql = Sql::new("select", []).and(attribute::COLUMNS, []).and(
            "from threats_attributes a where a.object_id in {ints ?} and a.event_id = ? and",
            [Value::Ints(ids), self.event.into()],
        );
        if !self.wants.deleted {
            sql.push("a.deleted = false and", []);
        }
        sql.append(&scope::sees_child(read.key()));
        sql.push("order by a.id", []);
        let rows = read.rows(sql, args![], |row| Attribute::from_row(row, 0))?;
        let mut hung = Hung::default();
        if self.wants.contents {
            let ids = rows.iter().map(|row| row.id).collect();
            hung.contents = contents_of(read, self.event, ids)?;
        }
        hang(read, self.event, &rows, self.wants, &mut hung)?;
        self.bounds.meet(read, rows.iter().map(|row| row.label))?;
        let mut all: HashMap<i64, Vec<misp::Attribute>> = HashMap::new();
        for row in rows {
            if let Some(object) = row.object {
                all.entry(object).or_default().push(records::attribute(row, &self.bounds, &mut hung));
            }
        }
        Ok(all)
    }

    fn reports(&mut self, read: &Read, after: i64) -> Result<Option<Piece>, Broken> {
        let mut sql = Sql::new(
            "select a.id, a.distribution, a.label_id, a.uuid, a.name, a.content, a.timestamp, a.deleted, a.extra \
             from threats_reports a \
             where a.event_id = ? and a.id > ? and",
            [self.event.into(), after.into()],
        );
        if !self.wants.deleted {
            sql.push("a.deleted = false and", []);
        }
        sql.append(&scope::sees_child(read.key()));
        sql.push("order by a.id limit ?", [REPORTS.into()]);
        let bounds = &mut self.bounds;
        let rows = read.rows(sql, args![], |row| {
            let label: Option<LabelId> = row.get(2)?;
            bounds.meet(read, [label])?;
            Ok((row.get::<i64>(0)?, records::report(row, 3, bounds.part(row.get(1)?, label))?))
        })?;
        let Some(last) = rows.last().map(|(id, _)| *id) else {
            self.phase = Phase::Sightings(0);
            return Ok(None);
        };
        self.phase = Phase::Reports(last);
        Ok(Some(Piece::Reports(rows.into_iter().map(|(_, report)| report).collect())))
    }

    fn originals(&mut self, read: &Read, after: i64) -> Result<Option<Piece>, Broken> {
        let mut last = after;
        let mut bytes = 0;
        let mut all: Vec<String> = Vec::new();
        read.each(
            "select seq, body from threats_originals where event_id = $1 and seq > $2 and format = 'stix' order by seq limit $3",
            args![self.event, after, ORIGINALS],
            |row| {
                last = row.get(0)?;
                let body: String = row.get(1)?;
                bytes += body.len();
                all.push(body);
                Ok(bytes < ORIGINAL_BYTES)
            },
        )?;
        if all.is_empty() {
            self.phase = Phase::Done;
            return Ok(None);
        }
        self.phase = Phase::Originals(last);
        Ok(Some(Piece::Originals(all)))
    }

    fn sightings(&mut self, read: &Read, after: i64) -> Result<Option<Piece>, Broken> {
        let mut sql = Sql::new(
            "select a.id, a.attribute_id, a.uuid, a.kind, a.at, a.organisation_id, a.source, a.extra from threats_sightings a \
             where a.event_id = ? and a.attribute_id is null and a.id > ? and",
            [self.event.into(), after.into()],
        );
        sql.append(&scope::sees_child(read.key()));
        sql.push("order by a.id limit ?", [SIGHTINGS.into()]);
        let rows = read.rows(sql, args![], |row| Ok((row.get::<i64>(0)?, records::sighting(row, 1)?)))?;
        let Some(last) = rows.last().map(|(id, _)| *id) else {
            self.phase = Phase::Done;
            return Ok(None);
        };
        self.phase = Phase::Sightings(last);
        let named = named(read, rows.into_iter().map(|(_, one)| one).collect())?;
        Ok(Some(Piece::Sightings(named.into_iter().map(|(_, one)| one).collect())))
    }
}

/// The subject, if the reader sees it now.
fn seen(read: &Read, event: SubjectId) -> belfry_store::Result<Option<Subject>> {
    let mut sql = Sql::new("select", [])
        .and(subject::COLUMNS, [])
        .and("from store_subjects s where s.id = ? and", [event.into()]);
    sql.append(&scope::sees_subject(read.key()));
    read.maybe(sql, args![], |row| Subject::from_row(row, 0))
}

/// The header of an event that the reader sees.
pub fn head(read: &Read, subject: Subject) -> belfry_store::Result<Head> {
    let event: Event = event::store::leaving(read, subject.id)?;
    let label = scope::label(read, subject.label_id)?;
    let tags = tag::of_event(read, subject.id)?;
    let owner = records::organisations(read, vec![subject.owner.0])?.remove(&subject.owner.0);
    let mut record = records::header(&subject, &event, &Bounds::of(&event, &label), tags, owner);
    let clusters = records::clusters(read, subject.id, None)?;
    record.galaxies = records::galaxies(clusters.iter().map(|(_, text)| text.as_str()));
    let recall = notice::recall(read, subject.id)?;
    Ok(Head { subject, event, label, record, recall, originals: None })
}

/// The header, with what it came with when it goes out as it came.
pub fn held(read: &Read, subject: Subject) -> belfry_store::Result<Head> {
    let mut head = head(read, subject)?;
    head.originals = came(read, &head.event)?;
    Ok(head)
}

/// The bundle's own properties, when the event is as it came: an event that was changed here goes out as it is now.
pub(super) fn came(read: &Read, event: &Event) -> belfry_store::Result<Option<Vec<(String, String)>>> {
    if event.origin != Origin::Stix {
        return Ok(None);
    }
    let kept: Option<String> = read.maybe(
        "select body from threats_originals where event_id = $1 and seq = $2 and format = 'stix' and key = 'bundle'",
        args![event.id, PROPERTIES],
        |row| row.get(0),
    )?;
    let kept = kept.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
    Ok(kept.filter(|kept| kept.timestamp == event.timestamp).map(|kept| kept.properties))
}

/// What is kept of a STIX bundle beside its objects, in the first row of `threats_originals`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The event's timestamp when it came: any change since moved it.
    pub timestamp: i64,
    /// Properties beside `objects`, as JSON texts.
    pub properties: Vec<(String, String)>,
}

/// Attributes outside objects, oldest first.
fn outside(read: &Read, event: SubjectId, after: i64, deleted: bool) -> belfry_store::Result<Vec<Attribute>> {
    let mut sql = Sql::new("select", []).and(attribute::COLUMNS, []).and(
        "from threats_attributes a where a.event_id = ? and a.id > ? and a.object_id is null and",
        [event.into(), after.into()],
    );
    if !deleted {
        sql.push("a.deleted = false and", []);
    }
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [ATTRIBUTES.into()]);
    read.rows(sql, args![], |row| Attribute::from_row(row, 0))
}

/// The contents of as many of the rows as fit into [`CONTENTS`], at least of the first; the others are left for the next chunk.
fn contents(read: &Read, event: SubjectId, rows: &mut Vec<Attribute>) -> belfry_store::Result<HashMap<i64, String>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut sql = Sql::new(
        "select a.attribute_id, length(a.data) from threats_contents a where a.attribute_id in {ints ?} and a.event_id = ? and",
        [Value::Ints(ids), event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    let lengths: HashMap<i64, i64> =
        read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    if lengths.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sum = 0;
    let fits = rows.iter().take_while(|row| {
        sum += lengths.get(&row.id).copied().unwrap_or(0);
        sum <= CONTENTS
    });
    let fits = fits.count().max(1);
    rows.truncate(fits);
    let wanted: Vec<i64> = rows.iter().map(|row| row.id).filter(|id| lengths.contains_key(id)).collect();
    contents_of(read, event, wanted)
}

fn contents_of(read: &Read, event: SubjectId, ids: Vec<i64>) -> belfry_store::Result<HashMap<i64, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "select a.attribute_id, a.data from threats_contents a where a.attribute_id in {ints ?} and a.event_id = ? and",
        [Value::Ints(ids), event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    Ok(read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// What hangs on these attributes.
fn hang(read: &Read, event: SubjectId, rows: &[Attribute], wants: Wants, hung: &mut Hung) -> belfry_store::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut sql = Sql::new(
        "select a.attribute_id, t.name, t.colour, a.local from threats_attribute_tags a join threats_tags t on t.id = a.tag_id \
         where a.event_id = ? and a.attribute_id in {ints ?} and",
        [event.into(), Value::Ints(ids.clone())],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.attribute_id, t.name", []);
    read.each(sql, args![], |row| {
        let tag = Tag { name: row.get(1)?, colour: row.get(2)?, local: row.get(3)? };
        hung.tags.entry(row.get(0)?).or_default().push(tag);
        Ok(true)
    })?;
    if !wants.prose {
        return Ok(());
    }
    let mut kept: HashMap<i64, Vec<String>> = HashMap::new();
    for (attribute, text) in records::clusters(read, event, Some(ids.clone()))? {
        if let Some(attribute) = attribute {
            kept.entry(attribute).or_default().push(text);
        }
    }
    hung.galaxies =
        kept.into_iter().map(|(id, texts)| (id, records::galaxies(texts.iter().map(String::as_str)))).collect();
    let mut sql = Sql::new(
        "select a.attribute_id, a.uuid, a.kind, a.at, a.organisation_id, a.source, a.extra from threats_sightings a \
         where a.event_id = ? and a.attribute_id in {ints ?} and",
        [event.into(), Value::Ints(ids)],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.attribute_id, a.id", []);
    let rows = read.rows(sql, args![], |row| records::sighting(row, 0))?;
    for (attribute, sighting) in named(read, rows)? {
        if let Some(attribute) = attribute {
            hung.sightings.entry(attribute).or_default().push(sighting);
        }
    }
    Ok(())
}

type Seen = (Option<i64>, Option<i64>, misp::Sighting);

/// Gives sightings the names of our own organisations, those that the reader may know.
fn named(read: &Read, rows: Vec<Seen>) -> belfry_store::Result<Vec<(Option<i64>, misp::Sighting)>> {
    let mut ids: Vec<i64> = rows.iter().filter_map(|(_, organisation, _)| *organisation).collect();
    ids.sort_unstable();
    ids.dedup();
    let names = records::organisations(read, ids)?;
    Ok(rows
        .into_iter()
        .map(|(attribute, organisation, mut sighting)| {
            if let Some(named) = organisation.and_then(|id| names.get(&id)) {
                sighting.organisation = Some(named.clone());
            }
            (attribute, sighting)
        })
        .collect())
}
