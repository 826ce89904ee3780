//! The SQL of an object's references: those that are there, and what else it could refer to.

use belfry_store::{Read, Result, Sql, args, part_of, scope};
use belfry_words::Words;
use uuid::Uuid;

use crate::event::show::target::{self, Target};
use crate::object::{Object, bare};
use crate::vocabulary::said;

/// Attributes, and objects without any, on one page.
const PAGE: usize = 50;

/// An arrow that starts from the object.
#[derive(Debug)]
pub struct Arrow {
    /// Inside.
    pub id: i64,
    /// Identity.
    pub uuid: Uuid,
    /// The verb, as it came.
    pub relationship: String,
    /// Remark.
    pub comment: String,
    /// What it ends at.
    pub target: Uuid,
    /// The same, if it is a part of the event that the reader sees.
    pub ends: Option<Target>,
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

/// The arrows of an object after one of them, oldest first, as far as the reader sees them: their labels are those of both ends.
pub fn arrows(read: &Read, from: &Object, after: i64, most: usize) -> Result<Vec<Arrow>> {
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.relationship, a.comment, a.target from threats_references a where a.event_id = ? \
         and a.object_id = ? and a.id > ? and a.deleted = false and",
        [from.event.into(), from.id.into(), after.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [most.into()]);
    let mut arrows = read.rows(sql, args![], |row| {
        let (relationship, comment) = (row.get(2)?, row.get(3)?);
        Ok(Arrow { id: row.get(0)?, uuid: row.get(1)?, relationship, comment, target: row.get(4)?, ends: None })
    })?;
    let named = target::named(read, from.event, arrows.iter().map(|one| one.target).collect())?;
    for one in &mut arrows {
        one.ends = named.get(&one.target).cloned();
    }
    Ok(arrows)
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

/// Attributes of the event after one of them, with the objects around them, and objects in which the reader sees none; but for the
/// object itself and what is in it.
pub fn candidates(read: &Read, from: &Object, text: &str, after: i64) -> Result<Candidates> {
    let mut sql = Sql::new(
        "select * from (select a.id, a.uuid, a.value, a.type, a.relation, o.uuid as around, o.name from threats_attributes a \
         left join threats_objects o on o.id = a.object_id and o.deleted = false \
         where a.event_id = ? and a.id > ? and a.deleted = false and (a.object_id is null or a.object_id <> ?)",
        [from.event.into(), after.into(), from.id.into()],
    );
    let part = part_of(text);
    if !text.is_empty() {
        sql.push(
            "and (lower(a.value) like ? escape '!' or lower(a.comment) like ? escape '!' or lower(o.name) like ? escape '!')",
            [part.clone().into(), part.clone().into(), part.clone().into()],
        );
    }
    // Whoever sees an attribute sees the object around it: its label is never wider.
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "order by a.id limit ?) p union all select * from (select o.id, cast(null as uuid), cast(null as text), \
         cast(null as text), cast(null as text), o.uuid, o.name from (",
        [(PAGE + 1).into()],
    );
    sql.append(&bare::select(read, from.event, after));
    sql.push(") o where o.id <> ?", [from.id.into()]);
    if !text.is_empty() {
        sql.push(
            "and (lower(o.name) like ? escape '!' or lower(o.comment) like ? escape '!')",
            [part.clone().into(), part.into()],
        );
    }
    sql.push("order by o.id limit ?) q order by 1 limit ?", [(PAGE + 1).into(), (PAGE + 1).into()]);
    let mut found = Candidates::default();
    let (mut last, mut count, mut around) = (0, 0, None);
    read.each(sql, args![], |row| {
        if count == PAGE {
            found.next = Some(last);
            return Ok(false);
        }
        (last, count) = (row.get(0)?, count + 1);
        let object: Option<Uuid> = row.get(5)?;
        if let Some(uuid) = object.filter(|_| object != around) {
            found.all.push(Candidate { uuid, value: row.get(6)?, kind: String::new(), is_object: true, chosen: false });
        }
        around = object;
        let Some(uuid) = row.get::<Option<Uuid>>(1)? else { return Ok(true) };
        let (kind, relation): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        let kind = match relation {
            Some(relation) if relation != kind => format!("{} ({kind})", said::field(&relation)),
            _ => kind,
        };
        found.all.push(Candidate { uuid, value: row.get(2)?, kind, is_object: false, chosen: false });
        Ok(true)
    })?;
    Ok(found)
}
