//! Objects: attributes that belong together, after a template, and what they point at.

pub mod add;
pub mod api;
pub mod bare;
pub mod choose;
pub mod reference;
pub mod relationship;
pub mod remove;
pub mod title;

use belfry_kernel::{LabelId, SubjectId};
use belfry_store::{Read, Result, Row, Sql, Value, args, scope};
use uuid::Uuid;

/// One object.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Inside.
    pub id: i64,
    /// The event.
    pub event: SubjectId,
    /// Identity everywhere.
    pub uuid: Uuid,
    /// Name of the template.
    pub name: String,
    /// Family of the template.
    pub meta_category: Option<String>,
    /// Identity of the template.
    pub template_uuid: Option<Uuid>,
    /// Version of the template.
    pub template_version: Option<String>,
    /// What the template is for.
    pub description: Option<String>,
    /// Remark.
    pub comment: String,
    /// Last change, in seconds.
    pub timestamp: i64,
    /// First observation, as it came.
    pub first_seen: Option<String>,
    /// Last observation, as it came.
    pub last_seen: Option<String>,
    /// Taken back.
    pub deleted: bool,
    /// Its own label; its attributes and references carry it too.
    pub label: Option<LabelId>,
    /// MISP's distribution, 0 to 5, as it came.
    pub distribution: Option<i16>,
    /// Fields of its format that have no column, JSON.
    pub extra: Option<String>,
}

/// The columns that [`Object::from_row`] reads, of the alias `a`.
pub const COLUMNS: &str = "a.id, a.event_id, a.uuid, a.name, a.meta_category, a.template_uuid, a.template_version, a.description, \
     a.comment, a.timestamp, a.first_seen, a.last_seen, a.deleted, a.label_id, a.distribution, a.extra";

/// The same columns for `insert_many`, in the order of [`Object::push`].
pub const NAMES: &[&str] = &[
    "id",
    "event_id",
    "uuid",
    "name",
    "meta_category",
    "template_uuid",
    "template_version",
    "description",
    "comment",
    "timestamp",
    "first_seen",
    "last_seen",
    "deleted",
    "label_id",
    "distribution",
    "extra",
];

impl Object {
    /// Reads [`COLUMNS`] from a row, beginning at `at`.
    pub fn from_row(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            id: row.get(at)?,
            event: row.get(at + 1)?,
            uuid: row.get(at + 2)?,
            name: row.get(at + 3)?,
            meta_category: row.get(at + 4)?,
            template_uuid: row.get(at + 5)?,
            template_version: row.get(at + 6)?,
            description: row.get(at + 7)?,
            comment: row.get(at + 8)?,
            timestamp: row.get(at + 9)?,
            first_seen: row.get(at + 10)?,
            last_seen: row.get(at + 11)?,
            deleted: row.get(at + 12)?,
            label: row.get(at + 13)?,
            distribution: row.get(at + 14)?,
            extra: row.get(at + 15)?,
        })
    }

    /// Appends its columns, in the order of [`NAMES`].
    pub fn push(self, rows: &mut Vec<Value<'static>>) {
        rows.extend([
            Value::Int(self.id),
            self.event.into(),
            self.uuid.into(),
            self.name.into(),
            self.meta_category.into(),
            self.template_uuid.into(),
            self.template_version.into(),
            self.description.into(),
            self.comment.into(),
            self.timestamp.into(),
            self.first_seen.into(),
            self.last_seen.into(),
            self.deleted.into(),
            self.label.into(),
            self.distribution.into(),
            self.extra.into(),
        ]);
    }
}

/// Objects of an event that was loaded before, oldest first, as far as the reader sees them.
pub fn of_event(read: &Read, event: SubjectId, after: i64, limit: i64) -> Result<Vec<Object>> {
    let mut sql = Sql::new("select", [])
        .and(COLUMNS, [])
        .and("from threats_objects a where a.event_id = ? and a.id > ? and", [event.into(), after.into()]);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [limit.into()]);
    read.rows(sql, args![], |row| Object::from_row(row, 0))
}

/// An arrow from an object to another object or attribute. Its own label is that of the object and of the part that it points at: who
/// does not see both does not see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Inside.
    pub id: i64,
    /// The object it starts from.
    pub object: i64,
    /// Identity everywhere.
    pub uuid: Uuid,
    /// What it points at; may lie in another event.
    pub target: Uuid,
    /// The verb.
    pub relationship: String,
    /// Remark.
    pub comment: String,
    /// Last change, in seconds.
    pub timestamp: i64,
    /// Taken back.
    pub deleted: bool,
    /// Its own label, if it has one: that of both ends.
    pub label: Option<LabelId>,
    /// Fields of its format that have no column, JSON.
    pub extra: Option<String>,
}

/// The references of an event's objects between two ids (both included), as far as the reader sees them.
pub fn references(read: &Read, event: SubjectId, first: i64, last: i64) -> Result<Vec<Reference>> {
    let mut sql = Sql::new(
        "select a.id, a.object_id, a.uuid, a.target, a.relationship, a.comment, a.timestamp, a.deleted, a.label_id, \
         a.extra from threats_references a where a.event_id = ? and a.object_id between ? and ? and",
        [event.into(), first.into(), last.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.object_id, a.id", []);
    read.rows(sql, args![], |row| {
        Ok(Reference {
            id: row.get(0)?,
            object: row.get(1)?,
            uuid: row.get(2)?,
            target: row.get(3)?,
            relationship: row.get(4)?,
            comment: row.get(5)?,
            timestamp: row.get(6)?,
            deleted: row.get(7)?,
            label: row.get(8)?,
            extra: row.get(9)?,
        })
    })
}
