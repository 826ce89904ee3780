//! The SQL of the attributes of an event as programs read them.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, Sql, args, scope};
use uuid::Uuid;

use crate::attribute::edit::keeps_home;

/// An attribute.
pub(super) struct Listed {
    pub id: i64,
    pub uuid: Uuid,
    pub kind: String,
    pub category: String,
    pub value: String,
    pub to_ids: bool,
    pub comment: String,
    pub timestamp: i64,
    pub relation: Option<String>,
    /// The object around it.
    pub object: Option<Uuid>,
    /// Its label keeps it with the event's own organisation.
    pub own: bool,
}

/// Those of an event that was loaded before, of this type unless it is empty, behind an id.
pub(super) fn page(read: &Read, event: &Subject, kind: &str, after: i64, most: usize) -> Result<Vec<Listed>> {
    let mut sql = Sql::new(
        "select a.id, a.uuid, a.type, a.category, a.value, a.to_ids, a.comment, a.timestamp, a.relation, o.uuid, l.canonical \
         from threats_attributes a left join threats_objects o on o.id = a.object_id and (o.label_id is null or exists \
         (select 1 from store_visible v where v.grant_key = ? and v.label_id = o.label_id limit 1)) \
         left join store_labels l on l.id = a.label_id where a.event_id = ? and a.id > ? and a.deleted = false",
        [read.key().into(), event.id.into(), after.into()],
    );
    if !kind.is_empty() {
        sql.push("and a.type = ?", [kind.into()]);
    }
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [most.into()]);
    read.rows(sql, args![], |row| {
        let label: Option<String> = row.get(10)?;
        let label = label.as_deref().map(scope::parsed).transpose()?;
        Ok(Listed {
            id: row.get(0)?,
            uuid: row.get(1)?,
            kind: row.get(2)?,
            category: row.get(3)?,
            value: row.get(4)?,
            to_ids: row.get(5)?,
            comment: row.get(6)?,
            timestamp: row.get(7)?,
            relation: row.get(8)?,
            object: row.get(9)?,
            own: label.is_some_and(|label| keeps_home(&label, event)),
        })
    })
}

/// The tags of these, by name.
pub(super) fn tags(read: &Read, event: SubjectId, attributes: Vec<i64>) -> Result<HashMap<i64, Vec<String>>> {
    let mut sql = Sql::new(
        "select a.attribute_id, t.name from threats_attribute_tags a join threats_tags t on t.id = a.tag_id \
         where a.event_id = ? and a.attribute_id in {ints ?} and",
        [event.into(), attributes.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by t.name", []);
    let mut tags: HashMap<i64, Vec<String>> = HashMap::new();
    read.each(sql, args![], |row| {
        tags.entry(row.get(0)?).or_default().push(row.get(1)?);
        Ok(true)
    })?;
    Ok(tags)
}
