//! What arrows end at and reports point at: parts of the same event, by what people know them by.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, Value, args, scope};
use belfry_words::Words;
use uuid::Uuid;

use crate::object::title;
use crate::vocabulary::said;

/// One part.
#[derive(Clone, Debug)]
pub struct Target {
    /// Identity.
    pub uuid: Uuid,
    /// Value of an attribute, name of an object, else its identity.
    pub name: String,
    /// The value that tells an object from others of its name.
    pub value: Option<String>,
    /// An object of the event.
    pub is_object: bool,
    /// Where it begins among the event's attributes; none for what is not among them.
    pub first: Option<i64>,
}

impl Target {
    /// What lies in another event, or is not seen.
    pub fn elsewhere(uuid: Uuid) -> Self {
        Self { uuid, name: uuid.to_string(), value: None, is_object: false, first: None }
    }

    /// As people call it.
    pub fn words(&self, t: &Words) -> String {
        if self.is_object {
            title::whole(&said::object(t, &self.name), self.value.as_deref())
        } else {
            self.name.clone()
        }
    }

    /// As programs read it, in no language.
    pub fn plain(&self) -> String {
        title::whole(&self.name, self.value.as_deref())
    }

    /// Its place in the table of attributes.
    pub fn anchor(&self) -> String {
        format!("{}-{}", if self.is_object { 'o' } else { 'a' }, self.uuid)
    }
}

/// Objects and attributes of an event that was loaded before, as far as the reader sees them. No query for nothing, and a second one
/// only for objects.
pub fn named(read: &Read, event: SubjectId, targets: Vec<Uuid>) -> Result<HashMap<Uuid, Target>> {
    if targets.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "select a.uuid, a.name, cast(1 as bigint), a.id from threats_objects a where a.event_id = ? and a.uuid in {uuids ?} and",
        [event.into(), Value::Uuids(targets.clone())],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select a.uuid, a.value, 0, a.id from threats_attributes a where a.event_id = ? and a.uuid in {uuids ?} and",
        [event.into(), Value::Uuids(targets)],
    );
    sql.append(&scope::sees_child(read.key()));
    let mut found = read.rows(sql, args![], |row| {
        let (uuid, is_object) = (row.get(0)?, row.get::<i64>(2)? == 1);
        Ok(Target { uuid, name: row.get(1)?, value: None, is_object, first: row.get(3)? })
    })?;
    let objects = found.iter().filter(|one| one.is_object).filter_map(|one| one.first).collect();
    let mut titles = title::of(read, objects)?;
    for one in found.iter_mut().filter(|one| one.is_object) {
        let title = one.first.take().and_then(|id| titles.remove(&id));
        (one.value, one.first) = title.map_or((None, None), |title| (Some(title.value), Some(title.first)));
    }
    Ok(found.into_iter().map(|one| (one.uuid, one)).collect())
}
