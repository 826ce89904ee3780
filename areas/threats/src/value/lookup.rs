//! Finding values that somebody asks for, under his scope.

use std::collections::{BTreeSet, HashMap};

use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::scope::{self, Shape};
use belfry_store::{Read, Result, Row, Sql, Value, args};
use uuid::Uuid;

use super::like::{self, Pattern};
use super::pair::{self, Pairs};
use super::{Range, meanings, wide};
use crate::event::{EVENT, State};

/// Raw rows of one key up to which testing each is never slower than starting from what the reader sees (decision 0002).
const FEW: i64 = 2_000;
/// Rows of one key up to which it is asked together with others.
pub(super) const TOGETHER: i64 = 64;
/// Keys in many rows that are asked in one statement, each by itself.
const AT_ONCE: usize = 16;
/// Rows within one of many networks that are read.
const WITHIN: usize = 200;
/// How an attribute meets what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is the value.
    Equal,
    /// It is a network around the address or network asked for.
    Around,
    /// It is an address or a network within the one asked for.
    Within,
    /// It fits the pattern that was asked for.
    Like,
}

/// An attribute that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The event.
    pub event: SubjectId,
    /// Its identity outside.
    pub event_uuid: Uuid,
    /// Its title.
    pub title: String,
    /// The attribute.
    pub attribute: i64,
    /// Its identity outside.
    pub attribute_uuid: Uuid,
    /// Its type.
    pub kind: String,
    /// Its value, as it came.
    pub value: String,
    /// MISP's category.
    pub category: String,
    /// Remark.
    pub comment: String,
    /// Fit for detection.
    pub to_ids: bool,
    /// Its last change, in seconds.
    pub timestamp: i64,
    /// The organisation that owns the event.
    pub owner: OrganisationId,
    /// Where the event is in its life: what was recalled is not to be used any more.
    pub state: State,
    /// How it meets the question.
    pub how: How,
}

/// The last one of a page: newest events first, within an event the newest attribute first.
pub type After = (SubjectId, i64);

const FOUND: &str = "a.event_id, s.uuid as event_uuid, s.title, a.attribute_id, x.uuid, x.type, x.value, x.category, x.comment, x.to_ids, \
     x.timestamp, s.owner_id, (select e.state from threats_events e where e.id = a.event_id) as state";

fn found(row: &Row<'_>, how: How) -> Result<Found> {
    Ok(Found {
        event: row.get(0)?,
        event_uuid: row.get(1)?,
        title: row.get(2)?,
        attribute: row.get(3)?,
        attribute_uuid: row.get(4)?,
        kind: row.get(5)?,
        value: row.get(6)?,
        category: row.get(7)?,
        comment: row.get(8)?,
        to_ids: row.get(9)?,
        timestamp: row.get(10)?,
        owner: row.get(11)?,
        state: row.get(12)?,
        how,
    })
}

/// What the reader may know about a value: equal ones, networks around an address, addresses within a network; what fits a pattern
/// with stars. At most `limit` after `after`.
pub fn lookup(read: &Read, value: &str, after: Option<After>, limit: usize) -> Result<Vec<Found>> {
    Ok(lookup_told(read, value, after, limit)?.0)
}

/// As [`lookup`], with whether only the newest of what holds the words of a pattern was looked at.
pub fn lookup_told(read: &Read, value: &str, after: Option<After>, limit: usize) -> Result<(Vec<Found>, bool)> {
    let (hashes, range) = meanings(value);
    let mut asked: Vec<(i64, How)> = hashes.into_iter().map(|hash| (hash, How::Equal)).collect();
    if let Some(range) = range {
        asked.extend(around(read, &[range])?.into_iter().map(|(hash, _)| (hash, How::Around)));
    }
    let network = range.filter(|range| !range.is_host());
    let mut all = of_hashes(read, &asked, network.filter(|range| !wide::is_wide(*range)), after, limit)?;
    if let Some(range) = network.filter(|range| wide::is_wide(*range)) {
        all.extend(of_places(read, wide::first(read, range)?, How::Within, after, limit)?);
    }
    if let Some(pairs) = Pairs::of([(0, value)].into_iter()) {
        all.extend(of_places(read, pair::newest(read, &pairs, after, limit)?, How::Equal, after, limit)?);
    }
    let mut is_cut = false;
    if let Some(pattern) = Pattern::parse(value) {
        let (places, cut) = like::newest(read, &pattern)?;
        is_cut = cut;
        all.extend(of_places(read, places, How::Like, after, limit)?);
    }
    all.sort_by(|a, b| (b.event, b.attribute, a.how).cmp(&(a.event, a.attribute, b.how)));
    all.dedup_by_key(|found| found.attribute);
    all.truncate(limit);
    Ok((all, is_cut))
}

pub(super) fn page(sql: &mut Sql<'_>, after: Option<After>, limit: usize) {
    if let Some((event, attribute)) = after {
        sql.push("and (a.event_id, a.attribute_id) < (?, ?)", [event.into(), attribute.into()]);
    }
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    sql.push("order by a.event_id desc, a.attribute_id desc limit ?", [limit.into()]);
}

/// Keys that stand in more rows than a reader of few events should walk through. Chooses a plan; both give the same.
pub(super) fn hot_for_few(read: &Read, hashes: &[i64]) -> Result<Vec<i64>> {
    if hashes.is_empty() || scope::shape(read, EVENT)? == Shape::Walk {
        return Ok(Vec::new());
    }
    hot(read, hashes, FEW)
}

/// `from .. where ..` over the visible rows of one key, aliased `a`, with their events `s` and their attributes `x`.
/// `is_hot_for_few`: see [`hot_for_few`].
pub(super) fn rows_of<'a>(read: &Read, hash: i64, is_hot_for_few: bool) -> Result<Sql<'a>> {
    let mut sql = if is_hot_for_few {
        scope::visible(read, EVENT, "cross join threats_keys a cross join threats_attributes x")?
            .and("and a.event_id = s.id and a.hash = ? and x.id = a.attribute_id and", [hash.into()])
    } else {
        let mut sql = Sql::new(
            "from threats_keys a cross join store_subjects s cross join threats_attributes x \
             where a.hash = ? and s.id = a.event_id and x.id = a.attribute_id and",
            [hash.into()],
        );
        sql.append(&scope::sees_subject(read.key()));
        sql.push("and", []);
        sql
    };
    sql.append(&scope::sees_child(read.key()));
    Ok(sql)
}

/// Rows of several keys, and of what lies within a network: keys in few rows all in one statement, those in many and the network in
/// another, each by itself from its newest.
fn of_hashes(
    read: &Read,
    asked: &[(i64, How)],
    network: Option<Range>,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Found>> {
    let hashes: Vec<i64> = asked.iter().map(|(hash, _)| *hash).collect();
    let alone = if hashes.len() > 1 { hot(read, &hashes, TOGETHER)? } else { hashes.clone() };
    let of = |hash: Option<i64>| match asked.iter().find(|(one, _)| Some(*one) == hash) {
        Some((_, how)) => *how,
        None if hash.is_none() => How::Within,
        None => How::Equal,
    };
    let mut all = Vec::new();
    let few: Vec<i64> = hashes.into_iter().filter(|hash| !alone.contains(hash)).collect();
    if !few.is_empty() {
        // An attribute may have several of the keys: none must take the place of another.
        let limit = limit.saturating_mul(few.len());
        let mut sql = Sql::new("with h(hash) as {ints ?} select", [Value::Ints(few)]).and(FOUND, []).and(
            ", a.hash from h cross join threats_keys a cross join store_subjects s cross join threats_attributes x \
             where a.hash = h.hash and s.id = a.event_id and x.id = a.attribute_id and",
            [],
        );
        sql.append(&scope::sees_subject(read.key()));
        sql.push("and", []);
        sql.append(&scope::sees_child(read.key()));
        page(&mut sql, after, limit);
        all = read.rows(sql, args![], |row| found(row, of(row.get(13)?)))?;
    }
    let hot_for_few = hot_for_few(read, &alone)?;
    let parts: Vec<Option<i64>> = alone.into_iter().map(Some).chain(network.map(|_| None)).collect();
    for some in parts.chunks(AT_ONCE) {
        let mut sql = Sql::default();
        for (n, hash) in some.iter().enumerate() {
            sql.push(if n == 0 { "select * from (select" } else { "union all select * from (select" }, []);
            sql.push(FOUND, []);
            match (hash, network) {
                (Some(hash), _) => {
                    sql.push(", a.hash", []);
                    sql.append(&rows_of(read, *hash, hot_for_few.contains(hash))?);
                }
                (None, Some(range)) => {
                    sql.push(", cast(null as bigint)", []);
                    sql.append(&rows_within(read, range));
                    sql.push("and x.id = a.attribute_id", []);
                }
                (None, None) => {}
            }
            page(&mut sql, after, limit);
            sql.push(") q", []);
        }
        all.extend(read.rows(sql, args![], |row| found(row, of(row.get(13)?)))?);
    }
    Ok(all)
}

/// A page of places that were found, and so are seen.
fn of_places(
    read: &Read,
    mut places: Vec<(SubjectId, i64)>,
    how: How,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Found>> {
    places.retain(|place| after.is_none_or(|after| *place < after));
    places.sort_unstable_by(|a, b| b.cmp(a));
    places.truncate(limit);
    let attributes: Vec<i64> = places.into_iter().map(|(_, attribute)| attribute).collect();
    read.rows(
        "select x.event_id, s.uuid, s.title, x.id, x.uuid, x.type, x.value, x.category, x.comment, x.to_ids, x.timestamp, \
         s.owner_id, (select e.state from threats_events e where e.id = x.event_id) \
         from threats_attributes x cross join store_subjects s where x.id in {ints $1} and s.id = x.event_id",
        args![attributes],
        |row| found(row, how),
    )
}

/// `from .. where ..` over the visible rows within a network, aliased `a`, with their attributes `x`, whose ids are to be joined.
pub(super) fn rows_within<'a>(read: &Read, range: Range) -> Sql<'a> {
    let edge = |address: u128| Value::Blob(address.to_be_bytes().to_vec().into());
    let mut sql = Sql::new(
        "from threats_addresses a cross join store_subjects s cross join threats_attributes x \
         where a.start >= ? and a.start <= ? and a.bits > ? and s.id = a.event_id and",
        [edge(range.start), edge(range.stop()), i64::from(range.bits).into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    sql
}

/// The hashes of the networks around addresses or networks, for the lengths that were ever kept: `(hash, index of the range)`.
pub(super) fn around(read: &Read, ranges: &[Range]) -> Result<Vec<(i64, usize)>> {
    if ranges.is_empty() {
        return Ok(Vec::new());
    }
    let lengths = read
        .rows("select bits, four from threats_prefixes", args![], |row| Ok((row.get::<u8>(0)?, row.get::<bool>(1)?)))?;
    let mut all = Vec::new();
    for (index, range) in ranges.iter().enumerate() {
        for (bits, four) in &lengths {
            if *four == range.is_four() && *bits < range.bits {
                all.push((super::hash(&range.around(*bits)), index));
            }
        }
    }
    Ok(all)
}

/// What was found for one of many values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which of the values, from 0.
    pub value: usize,
    /// The event.
    pub event: SubjectId,
    /// Its identity outside.
    pub event_uuid: Uuid,
    /// The attribute's identity outside.
    pub attribute_uuid: Uuid,
    /// Its type.
    pub kind: String,
    /// How it meets the value.
    pub how: How,
}

/// Looks many values up at once: equal ones and networks around addresses; at most `each` per key of a value, newest first.
pub fn lookup_many<S: AsRef<str>>(read: &Read, values: &[S], each: usize) -> Result<Vec<Answer>> {
    let mut asked: HashMap<i64, Vec<(usize, How)>> = HashMap::with_capacity(values.len() * 2);
    let (mut ranges, mut owners) = (Vec::new(), Vec::new());
    for (index, value) in values.iter().enumerate() {
        let (hashes, range) = meanings(value.as_ref());
        for hash in hashes {
            asked.entry(hash).or_default().push((index, How::Equal));
        }
        if let Some(range) = range {
            ranges.push(range);
            owners.push(index);
        }
    }
    for (hash, range) in around(read, &ranges)? {
        asked.entry(hash).or_default().push((owners[range], How::Around));
    }
    let mut answers = match Pairs::of(values.iter().map(AsRef::as_ref).enumerate()) {
        Some(pairs) => pair::many(read, &pairs)?,
        None => Vec::new(),
    };
    let mut take = |hash: i64, row: &Row<'_>, at: usize| -> Result<()> {
        let meant = asked.get(&hash).map(Vec::as_slice).unwrap_or_default();
        for (value, how) in meant {
            answers.push(Answer {
                value: *value,
                event: row.get(at)?,
                event_uuid: row.get(at + 1)?,
                attribute_uuid: row.get(at + 2)?,
                kind: row.get(at + 3)?,
                how: *how,
            });
        }
        Ok(())
    };
    let mut few: Vec<i64> = asked.keys().copied().collect();
    few.sort_unstable();
    let hot = hot(read, &few, TOGETHER.min(i64::try_from(each).unwrap_or(TOGETHER)))?;
    few.retain(|hash| !hot.contains(hash));
    let mut sql = Sql::new(
        "with h(hash) as {ints ?} select a.hash, a.event_id, s.uuid, x.uuid, x.type from h cross join threats_keys a \
         cross join store_subjects s cross join threats_attributes x where a.hash = h.hash and s.id = a.event_id \
         and x.id = a.attribute_id and",
        [Value::Ints(few)],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    read.each(sql, args![], |row| take(row.get(0)?, row, 1).map(|()| true))?;
    let hot_for_few = hot_for_few(read, &hot)?;
    for some in hot.chunks(AT_ONCE) {
        let mut sql = Sql::default();
        for (n, hash) in some.iter().enumerate() {
            sql.push(if n == 0 { "select * from (select" } else { "union all select * from (select" }, []);
            sql.push("a.hash, a.event_id, s.uuid as event_uuid, x.uuid, x.type", []);
            sql.append(&rows_of(read, *hash, hot_for_few.contains(hash))?);
            page(&mut sql, None, each);
            sql.push(") q", []);
        }
        read.each(sql, args![], |row| take(row.get(0)?, row, 1).map(|()| true))?;
    }
    Ok(answers)
}

/// What lies within several networks, each with the index of its value: of each the lowest addresses. With it the values of which
/// there is more. Wide networks are not asked for so.
pub fn lookup_within(read: &Read, networks: &[(usize, Range)]) -> Result<(Vec<Answer>, BTreeSet<usize>)> {
    let (mut answers, mut read_of) = (Vec::new(), HashMap::<usize, usize>::new());
    for some in networks.chunks(AT_ONCE) {
        let mut sql = Sql::default();
        for (n, (value, range)) in some.iter().enumerate() {
            sql.push(if n == 0 { "select * from (select" } else { "union all select * from (select" }, []);
            sql.push(
                "cast(? as bigint), a.event_id, s.uuid as event_uuid, x.uuid, x.type",
                [i64::try_from(*value).unwrap_or(i64::MAX).into()],
            );
            sql.append(&rows_within(read, *range));
            sql.push(
                "and x.id = a.attribute_id order by a.start, a.bits, a.event_id desc, a.attribute_id desc limit ?) q",
                [WITHIN.into()],
            );
        }
        read.each(sql, args![], |row| {
            let value = usize::try_from(row.get::<i64>(0)?).unwrap_or_default();
            *read_of.entry(value).or_default() += 1;
            answers.push(Answer {
                value,
                event: row.get(1)?,
                event_uuid: row.get(2)?,
                attribute_uuid: row.get(3)?,
                kind: row.get(4)?,
                how: How::Within,
            });
            Ok(true)
        })?;
    }
    let cut = read_of.into_iter().filter(|(_, rows)| *rows >= WITHIN).map(|(value, _)| value).collect();
    Ok((answers, cut))
}

/// Those of the hashes that stand in more than `few` raw rows. Chooses a plan; decides nothing about what is found.
pub(super) fn hot(read: &Read, hashes: &[i64], few: i64) -> Result<Vec<i64>> {
    read.rows(
        "with h(hash) as {ints $1} select h.hash from h where exists (select 1 from threats_keys a where a.hash = h.hash \
         limit 1 offset $2)",
        args![hashes.to_vec(), few],
        |row| row.get(0),
    )
}

/// Visible rows within a network, in the order of addresses, for counting events.
pub(super) fn each_within(read: &Read, range: Range, take: impl FnMut(SubjectId, i64) -> bool) -> Result<()> {
    let mut take = take;
    if wide::is_wide(range) {
        let _ = wide::first(read, range)?.into_iter().all(|(event, attribute)| take(event, attribute));
        return Ok(());
    }
    let mut sql = Sql::new("select a.event_id, a.attribute_id", []);
    sql.append(&rows_within(read, range));
    sql.push("and x.id = a.attribute_id order by a.start, a.bits, a.event_id desc, a.attribute_id desc", []);
    read.each(sql, args![], |row| Ok(take(row.get(0)?, row.get(1)?)))
}
