//! The SQL of the editor: the parts of an event that its editor sees.

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use uuid::Uuid;

use crate::attribute::{self, Attribute};
use crate::event::list::TagWords;
use crate::event::show::around;
use crate::tag::Tag;

/// Attributes on one page of the editor.
const PAGE: usize = 100;

/// An attribute in the editor.
#[derive(Debug)]
pub struct AttributeRow {
    /// The attribute.
    pub one: Attribute,
    /// The name of the object around it; empty for none.
    pub object: String,
    /// Its own tags, by name.
    pub tags: Vec<TagWords>,
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
            tags: Vec::new(),
        })
    })?;
    let more = attributes.len() > PAGE;
    attributes.truncate(PAGE);
    let next = attributes.last().filter(|_| more).map(|row| row.one.id);
    if let (Some(first), Some(last)) = (attributes.first(), attributes.last()) {
        let mut tags = around::load(read, event, (first.one.id, last.one.id), Vec::new())?.tags;
        for row in &mut attributes {
            row.tags = tags.remove(&row.one.id).unwrap_or_default();
        }
    }
    let (reports, tags) = beside(read, event)?;
    Ok(Parts { attributes, next, tags, reports })
}

/// Reports, oldest first, and tags of the event itself, by name.
fn beside(read: &Read, event: SubjectId) -> Result<(Vec<ReportRow>, Vec<Tag>)> {
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.name, cast(null as text), cast(0 as bigint) from threats_reports a where a.event_id = ? \
         and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select 0, null, t.name, t.colour, case when x.local then 1 else 0 end from threats_event_tags x \
         join threats_tags t on t.id = x.tag_id where x.event_id = ?",
        [event.into()],
    );
    let (mut reports, mut tags) = (Vec::new(), Vec::new());
    read.each(sql, args![], |row| {
        let name: String = row.get(2)?;
        match row.get::<Option<Uuid>>(1)? {
            Some(uuid) => reports.push((row.get::<i64>(0)?, ReportRow { uuid, name })),
            None => tags.push(Tag { name, colour: row.get(3)?, local: row.get::<i64>(4)? != 0 }),
        }
        Ok(true)
    })?;
    reports.sort_by_key(|(id, _)| *id);
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((reports.into_iter().map(|(_, report)| report).collect(), tags))
}
