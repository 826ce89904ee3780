//! The SQL of an object's references: those that are there, and what else it could refer to.

use belfry_store::{Read, Result, Sql, args, part_of, scope};
use belfry_words::Words;
use uuid::Uuid;

use crate::event::show::parts;
use crate::object::{Object, relationship};
use crate::vocabulary::said;

/// Attributes on one page.
const PAGE: usize = 50;
/// Arrows of one object that are shown.
const ARROWS: i64 = 1_000;

/// An arrow that starts from the object.
#[derive(Debug)]
pub struct Arrow {
    /// Identity.
    pub uuid: Uuid,
    /// The verb, in words.
    pub says: String,
    /// Value of the attribute or name of the object that it ends at; its identity when it lies elsewhere.
    pub target: String,
    /// It ends at an object of the event.
    pub is_object: bool,
    /// Remark.
    pub comment: String,
}

/// Something that the object could refer to.
#[derive(Debug)]
pub struct Candidate {
    /// Identity.
    pub uuid: Uuid,
    /// The value; the name of an object.
    pub value: String,
    /// Its type, and its role in an object; empty for an object.
    pub kind: String,
    /// An object, else an attribute.
    pub is_object: bool,
    /// It was chosen.
    pub chosen: bool,
}

/// A page of them: each object before its attributes.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Oldest first.
    pub all: Vec<Candidate>,
    /// After which attribute the next page begins.
    pub next: Option<i64>,
}

impl Candidates {
    /// Names objects in the reader's words, and marks what was chosen.
    pub fn worded(mut self, t: &Words, chosen: &str) -> Self {
        for one in &mut self.all {
            one.chosen = one.uuid.to_string() == chosen;
            if one.is_object {
                one.value = said::object(t, &one.value);
            }
        }
        self
    }
}

/// The arrows of an object, oldest first, as far as the reader sees them: their labels are those of both ends.
pub fn arrows(read: &Read, t: &Words, from: &Object) -> Result<Vec<Arrow>> {
    let mut sql = Sql::new(
        "select a.uuid, a.relationship, a.comment, a.target from threats_references a where a.event_id = ? and a.object_id = ? \
         and a.deleted = false and",
        [from.event.into(), from.id.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [ARROWS.into()]);
    let rows =
        read.rows(sql, args![], |row| Ok((row.get(0)?, row.get::<String>(1)?, row.get(2)?, row.get::<Uuid>(3)?)))?;
    let named = parts::targets_named(read, from.event, rows.iter().map(|(.., target)| *target).collect())?;
    let arrow = |(uuid, relationship, comment, target): (Uuid, String, String, Uuid)| Arrow {
        uuid,
        says: relationship::words(t, &relationship),
        target: named.get(&target).map_or_else(|| target.to_string(), |target| target.words(t)),
        is_object: named.get(&target).is_some_and(|target| target.is_object),
        comment,
    };
    Ok(rows.into_iter().map(arrow).collect())
}

/// Whether the object refers to this in the same way already.
pub fn is_known(read: &Read, from: &Object, target: Uuid, relationship: &str) -> Result<bool> {
    let mut sql = Sql::new(
        "select 1 from threats_references a where a.event_id = ? and a.target = ? and a.object_id = ? and a.relationship = ? \
         and a.deleted = false and",
        [from.event.into(), target.into(), from.id.into(), relationship.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("limit 1", []);
    Ok(read.maybe(sql, args![], |row| row.get::<i64>(0))?.is_some())
}

/// The first value in an object, by which people know it.
pub fn name(read: &Read, one: &Object) -> Result<Option<String>> {
    let mut sql = Sql::new(
        "select a.value from threats_attributes a where a.event_id = ? and a.object_id = ? and a.deleted = false and",
        [one.event.into(), one.id.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit 1", []);
    let value: Option<String> = read.maybe(sql, args![], |row| row.get(0))?;
    Ok(value
        .map(|value| if value.chars().count() > 60 { value.chars().take(59).chain(['…']).collect() } else { value }))
}

/// Attributes of the event after one of them, with the objects around them, but for the object itself and what is in it.
pub fn candidates(read: &Read, from: &Object, text: &str, after: i64) -> Result<Candidates> {
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.value, a.type, a.relation, o.uuid, o.name from threats_attributes a \
         left join threats_objects o on o.id = a.object_id and o.deleted = false \
         where a.event_id = ? and a.id > ? and a.deleted = false and (a.object_id is null or a.object_id <> ?)",
        [from.event.into(), after.into(), from.id.into()],
    );
    if !text.is_empty() {
        let part = part_of(text);
        sql.push(
            "and (lower(a.value) like ? escape '!' or lower(a.comment) like ? escape '!' or lower(o.name) like ? escape '!')",
            [part.clone().into(), part.clone().into(), part.into()],
        );
    }
    // Whoever sees an attribute sees the object around it: its label is never wider.
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [(PAGE + 1).into()]);
    let mut found = Candidates::default();
    let (mut last, mut around) = (0, None);
    read.each(sql, args![], |row| {
        if found.next.is_none() && last > 0 && found.count() == PAGE {
            found.next = Some(last);
            return Ok(false);
        }
        last = row.get(0)?;
        let object: Option<Uuid> = row.get(5)?;
        if let Some(uuid) = object.filter(|_| object != around) {
            found.all.push(Candidate { uuid, value: row.get(6)?, kind: String::new(), is_object: true, chosen: false });
        }
        around = object;
        let (kind, relation): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        let kind = match relation {
            Some(relation) if relation != kind => format!("{relation} ({kind})"),
            _ => kind,
        };
        found.all.push(Candidate { uuid: row.get(1)?, value: row.get(2)?, kind, is_object: false, chosen: false });
        Ok(true)
    })?;
    Ok(found)
}

impl Candidates {
    fn count(&self) -> usize {
        self.all.iter().filter(|one| !one.is_object).count()
    }
}
