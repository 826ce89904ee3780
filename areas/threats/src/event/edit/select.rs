//! The SQL of the editor: the parts of an event that its editor sees.

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use uuid::Uuid;

use crate::attribute::{self, Attribute};
use crate::tag::{self, Tag};

/// Attributes on one page of the editor.
const PAGE: usize = 100;

/// An attribute in the editor.
#[derive(Debug)]
pub struct AttributeRow {
    /// The attribute.
    pub one: Attribute,
    /// The name of the object around it; empty for none.
    pub object: String,
}

/// A report in the editor.
#[derive(Debug)]
pub struct ReportRow {
    /// Identity.
    pub uuid: Uuid,
    /// Its title.
    pub name: String,
}

/// What hangs on an event.
#[derive(Debug)]
pub struct Parts {
    /// Oldest first.
    pub attributes: Vec<AttributeRow>,
    /// After which the next page begins.
    pub next: Option<i64>,
    /// By name.
    pub tags: Vec<Tag>,
    /// Oldest first.
    pub reports: Vec<ReportRow>,
}

/// A page of attributes after `after`, with tags and reports.
pub fn parts(read: &Read, event: SubjectId, after: i64) -> Result<Parts> {
    let mut sql = Sql::new("select", [])
        .and(attribute::COLUMNS, [])
        .and(", o.name from threats_attributes a left join threats_objects o on o.id = a.object_id", [])
        .and("where a.event_id = ? and a.id > ? and a.deleted = false and", [event.into(), after.into()]);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [(PAGE + 1).into()]);
    let mut attributes = read.rows(sql, args![], |row| {
        Ok(AttributeRow {
            one: Attribute::from_row(row, 0)?,
            object: row.get::<Option<String>>(17)?.unwrap_or_default(),
        })
    })?;
    let more = attributes.len() > PAGE;
    attributes.truncate(PAGE);
    let next = attributes.last().filter(|_| more).map(|row| row.one.id);
    let mut sql = Sql::new(
        "select a.uuid, a.name from threats_reports a where a.event_id = ? and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id", []);
    let reports = read.rows(sql, args![], |row| Ok(ReportRow { uuid: row.get(0)?, name: row.get(1)? }))?;
    Ok(Parts { attributes, next, tags: tag::of_event(read, event)?, reports })
}
