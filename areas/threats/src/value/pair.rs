//! Composite values asked for whole, `evil.example|192.0.2.1`. Keys are made of halves: what holds one is found by its keys, and then
//! held against both.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use belfry_kernel::SubjectId;
use belfry_misp::types;
use belfry_store::{Read, Result, Row, Sql, Value, args, scope};

use super::lookup::{After, Answer, How, TOGETHER, hot, hot_for_few, page, rows_of};
use super::{canonical, hash, meanings};

/// Rows that are held against the halves at once.
const AT_ONCE: usize = 500;

/// Composite values that are asked for, by the hashes of what their halves may mean.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    asked: HashMap<(i64, i64), Vec<usize>>,
    firsts: BTreeSet<i64>,
    seconds: BTreeSet<i64>,
}

impl Pairs {
    /// Of values with their places in the question; none if there is no composite one.
    pub(super) fn of<'v>(values: impl Iterator<Item = (usize, &'v str)>) -> Option<Self> {
        let mut pairs = Self::default();
        for (place, value) in values.filter(|(_, value)| value.contains('|')) {
            // Which bar divides depends on the type, as in `belfry_misp`.
            let splits = BTreeMap::from([("first", value.split_once('|')), ("last", value.rsplit_once('|'))]);
            let splits: BTreeSet<(&str, &str)> = splits.into_values().flatten().collect();
            for (first, second) in splits {
                pairs.add(place, &meanings(first).0, &meanings(second).0);
            }
        }
        if pairs.asked.is_empty() { None } else { Some(pairs) }
    }

    fn add(&mut self, place: usize, firsts: &[i64], seconds: &[i64]) {
        self.firsts.extend(firsts);
        self.seconds.extend(seconds);
        for first in firsts {
            for second in seconds {
                let places = self.asked.entry((*first, *second)).or_default();
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
    }

    /// The places of what an attribute's value is.
    fn met(&self, kind: &str, value: &str) -> &[usize] {
        let halves = types::get(kind).map(|info| info.halves(value)).unwrap_or_default();
        let hashed =
            |(info, text): &(&types::TypeInfo, &str)| canonical(info.family, info.name, text).map(|key| hash(&key));
        let [first, second] = halves.as_slice() else { return &[] };
        let key = hashed(first).zip(hashed(second));
        key.and_then(|key| self.asked.get(&key)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Types whose second half has no key: ports, and what stands in the registry.
fn without_second() -> Value<'static> {
    let is_one = |info: &&types::TypeInfo| {
        info.parts.get(1).is_some_and(|second| types::get(second).is_none_or(|second| !second.correlates))
    };
    Value::Texts(types::all().iter().filter(is_one).map(|info| info.name.to_owned()).collect())
}

fn ints(hashes: &BTreeSet<i64>) -> Value<'static> {
    Value::Ints(hashes.iter().copied().collect())
}

/// `and exists ..`: the attribute has one of some keys, too.
fn and_has(sql: &mut Sql<'_>, hashes: &BTreeSet<i64>) {
    sql.push(
        "exists (select 1 from threats_keys b where b.hash in {ints ?} and b.event_id = a.event_id \
         and b.attribute_id = a.attribute_id)",
        [ints(hashes)],
    );
}

/// Visible rows of some keys, with their events `s` and attributes `x`; conditions follow.
fn rows_of_all<'a>(read: &Read, columns: &'static str, hashes: &BTreeSet<i64>) -> Sql<'a> {
    let mut sql = Sql::new("with h(hash) as {ints ?} select", [ints(hashes)]).and(columns, []).and(
        "from h cross join threats_keys a cross join store_subjects s cross join threats_attributes x \
         where a.hash = h.hash and s.id = a.event_id and x.id = a.attribute_id and",
        [],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    sql
}

/// Where the newest stand that are one of the values and that the reader sees: at least `limit` after `after`, if there are.
pub(super) fn newest(read: &Read, pairs: &Pairs, after: Option<After>, limit: usize) -> Result<Vec<(SubjectId, i64)>> {
    const COLUMNS: &str = "a.event_id, a.attribute_id, x.type, x.value";
    let firsts: Vec<i64> = pairs.firsts.iter().copied().collect();
    let seconds: Vec<i64> = pairs.seconds.iter().copied().collect();
    // From the half that stands in fewer places. Chooses a plan; both give the same.
    let by_second = !hot(read, &firsts, TOGETHER)?.is_empty() && hot(read, &seconds, TOGETHER)?.is_empty();
    let (from, also) = if by_second { (&pairs.seconds, &pairs.firsts) } else { (&pairs.firsts, &pairs.seconds) };
    let mut found = BTreeSet::new();
    for is_keyed in [true, false] {
        let (mut after, mut met) = (after, 0);
        loop {
            let mut sql = if is_keyed {
                let mut sql = rows_of_all(read, COLUMNS, from).and("and", []);
                and_has(&mut sql, also);
                sql
            } else {
                rows_of_all(read, COLUMNS, &pairs.firsts).and("and x.type in {texts ?}", [without_second()])
            };
            page(&mut sql, after, AT_ONCE);
            let mut rows = 0;
            read.each(sql, args![], |row| {
                let place = (row.get(0)?, row.get(1)?);
                if !pairs.met(&row.get::<String>(2)?, &row.get::<String>(3)?).is_empty() && found.insert(place) {
                    met += 1;
                }
                (rows, after) = (rows + 1, Some(place));
                Ok(true)
            })?;
            if rows < AT_ONCE || met >= limit {
                break;
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// What is one of the values, for each its places: halves that stand in few places all in one statement, each other first half by
/// itself.
pub(super) fn many(read: &Read, pairs: &Pairs) -> Result<Vec<Answer>> {
    const COLUMNS: &str = "a.event_id, s.uuid as event_uuid, x.uuid, x.type, x.value";
    let (mut answers, mut seen) = (Vec::new(), HashSet::new());
    let mut take = |row: &Row<'_>| -> Result<bool> {
        let (kind, attribute_uuid): (String, uuid::Uuid) = (row.get(3)?, row.get(2)?);
        for value in pairs.met(&kind, &row.get::<String>(4)?) {
            if seen.insert((*value, attribute_uuid)) {
                answers.push(Answer {
                    value: *value,
                    event: row.get(0)?,
                    event_uuid: row.get(1)?,
                    attribute_uuid,
                    kind: kind.clone(),
                    how: How::Equal,
                });
            }
        }
        Ok(true)
    };
    let all: Vec<i64> = pairs.firsts.union(&pairs.seconds).copied().collect();
    let hot: BTreeSet<i64> = hot(read, &all, TOGETHER)?.into_iter().collect();
    let few: BTreeSet<i64> = all.into_iter().filter(|hash| !hot.contains(hash)).collect();
    read.each(rows_of_all(read, COLUMNS, &few), args![], &mut take)?;
    // What has a second half in few places is known by now.
    let seconds: BTreeSet<i64> = pairs.seconds.intersection(&hot).copied().collect();
    let firsts: Vec<i64> = pairs.firsts.intersection(&hot).copied().collect();
    let hot_for_few = hot_for_few(read, &firsts)?;
    for first in firsts {
        let mut sql = Sql::new("select", []).and(COLUMNS, []);
        sql.append(&rows_of(read, first, hot_for_few.contains(&first))?);
        sql.push("and (x.type in {texts ?} or", [without_second()]);
        and_has(&mut sql, &seconds);
        sql.push(")", []);
        read.each(sql, args![], &mut take)?;
    }
    Ok(answers)
}
