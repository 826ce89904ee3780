//! What people know an object by: its name, and the value in it that tells most.

use std::collections::HashMap;

use belfry_store::{Read, Result, Sql, Value, args, scope};

use crate::value;
use crate::vocabulary::pattern;

/// Values of one object that are looked at: the oldest.
const LOOKED_AT: i64 = 30;
/// Characters of a value that are read, and that a title has.
const READ: i64 = 200;
const LONGEST: usize = 60;

/// What tells an object from others of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The value.
    pub value: String,
    /// The object's first attribute that the reader sees.
    pub first: i64,
}

/// The titles of objects that the reader sees, of an event that was loaded before: one that holds no attribute that he sees has none.
/// What can be found elsewhere tells more than remarks, numbers and times; of that, the role that the template names first.
pub fn of(read: &Read, objects: Vec<i64>) -> Result<HashMap<i64, Title>> {
    let mut titles: HashMap<i64, ((bool, i64, i64), Title)> = HashMap::new();
    if objects.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "select x.object_id, x.id, x.name, x.relation, x.type, x.value, (select min(t.seq) from threats_vocabularies v \
         join threats_terms t on t.vocabulary_id = v.id where v.kind = 'template' and v.state = 'current' and v.name = x.name \
         and t.name = x.relation) from (select a.object_id, a.id, o.name, a.relation, a.type, substr(a.value, 1, ?) as value, \
         row_number() over (partition by a.object_id order by a.id) as place from threats_attributes a \
         join threats_objects o on o.id = a.object_id where a.object_id in {ints ?} and a.deleted = false and",
        [READ.into(), Value::Ints(objects)],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(") x where x.place <= ? order by x.id", [LOOKED_AT.into()]);
    read.each(sql, args![], |row| {
        let (object, id): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (name, relation): (String, Option<String>) = (row.get(2)?, row.get(3)?);
        let (kind, value): (String, String) = (row.get(4)?, row.get(5)?);
        let place = row.get::<Option<i64>>(6)?.or_else(|| built_in(&name, relation.as_deref()?));
        let rank = (value::keys(&kind, &value).is_empty(), place.unwrap_or(i64::MAX), id);
        let kept = titles
            .entry(object)
            .or_insert_with(|| ((true, i64::MAX, i64::MAX), Title { value: String::new(), first: id }));
        if rank < kept.0 {
            (kept.0, kept.1.value) = (rank, shortened(value));
        }
        Ok(true)
    })?;
    Ok(titles.into_iter().map(|(object, (_, title))| (object, title)).collect())
}

/// Where a template that is built in names a role.
fn built_in(name: &str, relation: &str) -> Option<i64> {
    let pattern = pattern::built_in().iter().find(|one| one.name == name)?;
    pattern.parts.iter().position(|part| part.relation == relation).and_then(|place| place.try_into().ok())
}

fn shortened(value: String) -> String {
    if value.chars().count() > LONGEST { value.chars().take(LONGEST - 1).chain(['…']).collect() } else { value }
}

/// A name with the value, if there is one.
pub fn whole(name: &str, value: Option<&str>) -> String {
    value.map_or_else(|| name.to_owned(), |value| format!("{name} {value}"))
}
