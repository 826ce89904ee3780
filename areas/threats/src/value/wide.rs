//! What lies within wide networks. They hold a good part of everything, so they are walked in the order of addresses until
//! enough was seen; a reader of few events starts from those instead. Both find the same, and both count what he sees only.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use belfry_kernel::SubjectId;
use belfry_misp::types::{self, Family};
use belfry_store::scope::{self, Shape};
use belfry_store::{Read, Result, Value, args};

use super::lookup::rows_within;
use super::{Range, keys};
use crate::event::EVENT;

/// So many addresses and networks within a wide one are found: the lowest.
pub const FIRST: usize = 1_000;
/// Fixed bits that a network has at least which is not wide: /8 of IPv4.
const FOUR: u8 = 96 + 8;
/// The same for IPv6: /16.
const SIX: u8 = 16;

/// Whether a network is walked so.
pub(super) fn is_wide(range: Range) -> bool {
    range.bits < if range.is_four() { FOUR } else { SIX }
}

/// The event and attribute of the first [`FIRST`] that the reader sees.
pub(super) fn first(read: &Read, range: Range) -> Result<Vec<(SubjectId, i64)>> {
    match scope::shape(read, EVENT)? {
        Shape::Walk => walk(read, range),
        Shape::Gather => gather(read, range),
    }
}

fn walk(read: &Read, range: Range) -> Result<Vec<(SubjectId, i64)>> {
    let mut sql = belfry_store::Sql::new("select a.event_id, a.attribute_id", []);
    sql.append(&rows_within(read, range));
    sql.push("and x.id = a.attribute_id order by a.start, a.bits, a.event_id, a.attribute_id limit ?", [FIRST.into()]);
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Addresses have no index by event, since this is all that would ask for it: they are read from the values.
fn gather(read: &Read, range: Range) -> Result<Vec<(SubjectId, i64)>> {
    static KINDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let is_address = |info: &&'static types::TypeInfo| {
            info.halves("|").iter().any(|(half, _)| half.family == Family::Ip && half.correlates)
        };
        types::all().iter().filter(is_address).map(|info| info.name.to_owned()).collect()
    });
    let mut sql = belfry_store::Sql::new("select a.event_id, a.id, a.type, a.value", []);
    sql.append(&scope::visible(read, EVENT, "cross join threats_attributes a")?);
    sql.push("and a.event_id = s.id and a.deleted = false and a.type in {texts ?} and", [Value::Texts(KINDS.clone())]);
    sql.append(&scope::sees_child(read.key()));
    let mut lowest: BTreeSet<(Range, SubjectId, i64)> = BTreeSet::new();
    read.each(sql, args![], |row| {
        let (kind, value): (String, String) = (row.get(2)?, row.get(3)?);
        for found in keys(&kind, &value).into_iter().filter_map(|key| key.range) {
            if found.bits > range.bits && range.start <= found.start && found.stop() <= range.stop() {
                lowest.insert((found, row.get(0)?, row.get(1)?));
            }
        }
        while lowest.len() > FIRST {
            lowest.pop_last();
        }
        Ok(true)
    })?;
    Ok(lowest.into_iter().map(|(_, event, attribute)| (event, attribute)).collect())
}
