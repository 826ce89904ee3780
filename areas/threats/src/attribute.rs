//! Attributes: values with a type and a category.

pub mod add;
pub mod api;
pub mod check;
pub mod edit;
pub mod fields;
pub mod many;
pub mod paste;
pub mod remove;

use belfry_kernel::{LabelId, SubjectId};
use belfry_store::{Read, Result, Row, Sql, Value, args, scope};
use uuid::Uuid;

/// One attribute. Its label, if it has one, only narrows the event's.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Inside; grows with time. Also the id of its search document.
    pub id: i64,
    /// The event.
    pub event: SubjectId,
    /// The object around it.
    pub object: Option<i64>,
    /// Its role in that object.
    pub relation: Option<String>,
    /// Identity everywhere.
    pub uuid: Uuid,
    /// MISP's type; may be one that [`belfry_misp::types`] does not know.
    pub kind: String,
    /// MISP's category.
    pub category: String,
    /// As it came.
    pub value: String,
    /// Whether it is fit for detection.
    pub to_ids: bool,
    /// Remark.
    pub comment: String,
    /// Last change, in seconds.
    pub timestamp: i64,
    /// First observation, as it came.
    pub first_seen: Option<String>,
    /// Last observation, as it came.
    pub last_seen: Option<String>,
    /// Taken back; kept so that others learn of it.
    pub deleted: bool,
    /// Its own label.
    pub label: Option<LabelId>,
    /// MISP's distribution, 0 to 5, as it came.
    pub distribution: Option<i16>,
    /// Fields of its format that have no column, JSON.
    pub extra: Option<String>,
}

/// The columns that [`Attribute::from_row`] reads, of the alias `a`.
pub const COLUMNS: &str = "a.id, a.event_id, a.object_id, a.relation, a.uuid, a.type, a.category, a.value, a.to_ids, a.comment, \
     a.timestamp, a.first_seen, a.last_seen, a.deleted, a.label_id, a.distribution, a.extra";

/// The same columns for `insert_many`, in the order of [`Attribute::push`].
pub const NAMES: &[&str] = &[
    "id",
    "event_id",
    "object_id",
    "relation",
    "uuid",
    "type",
    "category",
    "value",
    "to_ids",
    "comment",
    "timestamp",
    "first_seen",
    "last_seen",
    "deleted",
    "label_id",
    "distribution",
    "extra",
];

impl Attribute {
    /// Reads [`COLUMNS`] from a row, beginning at `at`.
    pub fn from_row(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            id: row.get(at)?,
            event: row.get(at + 1)?,
            object: row.get(at + 2)?,
            relation: row.get(at + 3)?,
            uuid: row.get(at + 4)?,
            kind: row.get(at + 5)?,
            category: row.get(at + 6)?,
            value: row.get(at + 7)?,
            to_ids: row.get(at + 8)?,
            comment: row.get(at + 9)?,
            timestamp: row.get(at + 10)?,
            first_seen: row.get(at + 11)?,
            last_seen: row.get(at + 12)?,
            deleted: row.get(at + 13)?,
            label: row.get(at + 14)?,
            distribution: row.get(at + 15)?,
            extra: row.get(at + 16)?,
        })
    }

    /// Appends its columns, in the order of [`NAMES`].
    pub fn push(self, rows: &mut Vec<Value<'static>>) {
        rows.extend([
            Value::Int(self.id),
            self.event.into(),
            self.object.into(),
            self.relation.into(),
            self.uuid.into(),
            self.kind.into(),
            self.category.into(),
            self.value.into(),
            self.to_ids.into(),
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

    /// The words under which it is found.
    pub fn words(&self) -> String {
        if self.comment.is_empty() { self.value.clone() } else { format!("{}\n{}", self.value, self.comment) }
    }
}

/// Attributes of an event that was loaded before, oldest first, as far as the reader sees them; those in objects too.
/// For streaming: ask again with the last id.
pub fn of_event(read: &Read, event: SubjectId, after: i64, limit: i64) -> Result<Vec<Attribute>> {
    let mut sql = Sql::new("select", [])
        .and(COLUMNS, [])
        .and("from threats_attributes a where a.event_id = ? and a.id > ? and", [event.into(), after.into()]);
    sql.append(&scope::sees_child(read.key()));
    // An object's own label narrows what is in it, which the import has put into the attribute's label.
    sql.push("order by a.id limit ?", [limit.into()]);
    read.rows(sql, args![], |row| Attribute::from_row(row, 0))
}
