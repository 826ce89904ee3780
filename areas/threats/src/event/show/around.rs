//! What hangs on a page of attributes, in one statement: tags of the event and of these, sightings, references of their objects; and
//! the objects among them in which the reader sees none.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, Value, args, scope};
use uuid::Uuid;

use super::parts::Sightings;
use crate::event::list::TagWords;
use crate::object::bare::{Bare, Span};
use crate::tag::Tag;

/// References shown.
const REFERENCES: i64 = 1_000;

/// All of it.
#[derive(Debug, Default)]
pub struct Hanging {
    /// Tags of the event itself, by name.
    pub own_tags: Vec<Tag>,
    /// By attribute, each by name.
    pub tags: HashMap<i64, Vec<TagWords>>,
    /// By attribute.
    pub sightings: HashMap<i64, Sightings>,
    /// Object, verb and target, in the order of objects.
    pub references: Vec<(i64, String, Uuid)>,
    /// Oldest first.
    pub bare: Vec<Bare>,
}

/// Reads it for attributes between two ids (both included) of an event that was loaded before, as far as the reader sees it; bare
/// objects only where they are asked for.
pub fn load(read: &Read, event: SubjectId, span: (i64, i64), objects: Vec<i64>, bare: Option<Span>) -> Result<Hanging> {
    let mut hanging = Hanging::default();
    let mut tags: Vec<(i64, Tag)> = Vec::new();
    let mut references: Vec<(i64, i64, String, Uuid)> = Vec::new();
    read.each(statement(read, event, span, objects, bare), args![], |row| {
        let of: Option<i64> = row.get(1)?;
        match (row.get::<i64>(0)?, of) {
            (0, of) => {
                let tag = Tag { name: row.get(4)?, colour: row.get(5)?, local: row.get::<i64>(2)? != 0 };
                match of {
                    None => hanging.own_tags.push(tag),
                    Some(attribute) => tags.push((attribute, tag)),
                }
            }
            (1, Some(attribute)) => {
                let (kind, count): (i64, i64) = (row.get(2)?, row.get(3)?);
                hanging.sightings.entry(attribute).or_default().note(kind, count);
            }
            (2, Some(object)) => references.push((object, row.get(3)?, row.get(4)?, row.get(6)?)),
            (_, Some(id)) => {
                hanging.bare.push(Bare { id, uuid: row.get(6)?, name: row.get(4)?, comment: row.get(5)? });
            }
            (_, None) => {}
        }
        Ok(true)
    })?;
    hanging.bare.sort_by_key(|one| one.id);
    hanging.own_tags.sort_by(|a, b| a.name.cmp(&b.name));
    tags.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    for (attribute, tag) in tags {
        let words = TagWords::new(&tag.name, tag.colour.as_deref());
        hanging.tags.entry(attribute).or_default().push(words);
    }
    references.sort_by_key(|(object, id, ..)| (*object, *id));
    hanging.references = references.into_iter().map(|(object, _, verb, target)| (object, verb, target)).collect();
    Ok(hanging)
}

/// Columns: which part, what it hangs on, two numbers, two texts, an identity.
fn statement<'a>(
    read: &Read,
    event: SubjectId,
    (first, last): (i64, i64),
    objects: Vec<i64>,
    bare: Option<Span>,
) -> Sql<'a> {
    let span = || -> [Value<'a>; 3] { [event.into(), first.into(), last.into()] };
    let has_objects = !objects.is_empty() || bare.is_some();
    let mut sql = Sql::new("with h(id) as {ints ?}", [Value::Ints(objects)]);
    if let Some(bare) = bare {
        sql.push(", b(id, uuid, name, comment) as (", []);
        sql.append(&bare.select(read, event));
        sql.push(")", []);
    }
    sql.push(
        "select cast(0 as bigint), cast(null as bigint), cast(case when a.local then 1 else 0 end as bigint), \
         cast(null as bigint), t.name, t.colour, cast(null as uuid) from threats_event_tags a \
         join threats_tags t on t.id = a.tag_id where a.event_id = ? and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select 0, a.attribute_id, case when a.local then 1 else 0 end, null, t.name, t.colour, null \
         from threats_attribute_tags a join threats_tags t on t.id = a.tag_id \
         where a.event_id = ? and a.attribute_id between ? and ? and",
        span(),
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select 1, a.attribute_id, a.kind, count(*), null, null, null from threats_sightings a \
         where a.event_id = ? and a.attribute_id between ? and ? and",
        span(),
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("group by a.attribute_id, a.kind", []);
    if has_objects {
        sql.push(
            "union all select 2, r.object_id, null, r.id, r.relationship, null, r.target from (select a.id, a.object_id, \
             a.relationship, a.target from threats_references a where a.event_id = ? and a.deleted = false and a.object_id in \
             (select id from h",
            [event.into()],
        );
        sql.push(if bare.is_some() { "union all select id from b) and" } else { ") and" }, []);
        sql.append(&scope::sees_child(read.key()));
        sql.push("order by a.object_id, a.id limit ?) r", [REFERENCES.into()]);
    }
    if bare.is_some() {
        sql.push("union all select 3, b.id, null, null, b.name, b.comment, b.uuid from b", []);
    }
    sql
}
