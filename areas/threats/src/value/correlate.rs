//! What an event has in common with others, asked when somebody looks.
//!
//! Nothing about this is stored. Caps count visible events only: a cap over raw rows would let hidden events decide what is
//! found. The number of raw rows only chooses between plans that give the same answer.

use std::collections::{BTreeMap, HashMap, HashSet};

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, Value, args, scope};

use super::lookup::{How, around, each_within, hot_for_few, rows_within};
use super::wide::is_wide;
use super::{Range, keys};
use crate::event::EVENT;

/// Other events are counted up to this number; beyond it a page says "100+".
pub const MOST_EVENTS: usize = 100;
/// So many other events are named, the newest.
pub const HITS: usize = 20;
/// Raw rows of one key up to which it is asked together with others: 400 keys are then at most 80,000 rows.
const TOGETHER: i64 = 200;
/// Keys or networks of many rows in one statement.
const AT_ONCE: usize = 16;
/// Rows of each that are read at once: most values stand once or twice in an event.
const ROWS: i64 = 2 * MOST_EVENTS as i64 + 2;
/// Events of a reader of few that are asked at once.
const SEEN: usize = 2 * MOST_EVENTS;

/// An attribute whose neighbours are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its id.
    pub attribute: i64,
    /// Its type.
    pub kind: &'a str,
    /// Its value.
    pub value: &'a str,
}

/// Another event that holds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The event.
    pub event: SubjectId,
    /// The attribute there; the newest when there are several.
    pub attribute: i64,
    /// How it meets ours.
    pub how: How,
}

/// What one attribute has in common with other events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correlation {
    /// Ours.
    pub attribute: i64,
    /// Other events that the reader sees; [`MOST_EVENTS`] and more are `MOST_EVENTS + 1`.
    pub events: usize,
    /// The newest [`HITS`] of them.
    pub hits: Vec<Hit>,
}

type Met = BTreeMap<SubjectId, (i64, How)>;

/// What these attributes of `event` have in common with other events that the reader sees; the rarest first.
pub fn correlate(read: &Read, event: SubjectId, attributes: &[Asked<'_>]) -> Result<Vec<Correlation>> {
    let question = Question::new(read, attributes)?;
    let mut met: Vec<Met> = vec![Met::new(); attributes.len()];
    let hashes: Vec<i64> = question.meant.keys().copied().collect();
    let hot = together(read, event, hashes, &question, &mut met)?;
    apart(read, event, &hot, &question, &mut met)?;
    networks(read, event, &question.networks, &mut met)?;
    let mut all: Vec<Correlation> = attributes
        .iter()
        .zip(met)
        .filter(|(_, met)| !met.is_empty())
        .map(|(asked, met)| Correlation {
            attribute: asked.attribute,
            events: met.len().min(MOST_EVENTS + 1),
            hits: met
                .iter()
                .rev()
                .take(HITS)
                .map(|(e, (a, how))| Hit { event: *e, attribute: *a, how: *how })
                .collect(),
        })
        .collect();
    all.sort_by_key(|one| (one.events, one.attribute));
    Ok(all)
}

/// Equal is nearer than around, around nearer than within; of equally near attributes the newest is named.
fn note(met: &mut Met, event: SubjectId, attribute: i64, how: How) {
    let entry = met.entry(event).or_insert((attribute, how));
    if (how, std::cmp::Reverse(attribute)) < (entry.1, std::cmp::Reverse(entry.0)) {
        *entry = (attribute, how);
    }
}

struct Question {
    /// For each hash the attributes, by index, that mean it.
    meant: HashMap<i64, Vec<(usize, How)>>,
    networks: Vec<(usize, Range)>,
}

impl Question {
    fn new(read: &Read, attributes: &[Asked<'_>]) -> Result<Self> {
        let mut meant: HashMap<i64, Vec<(usize, How)>> = HashMap::new();
        let (mut ranges, mut owners, mut networks) = (Vec::new(), Vec::new(), Vec::new());
        for (index, asked) in attributes.iter().enumerate() {
            for key in keys(asked.kind, asked.value) {
                meant.entry(key.hash).or_default().push((index, How::Equal));
                if let Some(range) = key.range {
                    ranges.push(range);
                    owners.push(index);
                    if !range.is_host() {
                        networks.push((index, range));
                    }
                }
            }
        }
        for (hash, range) in around(read, &ranges)? {
            meant.entry(hash).or_default().push((owners[range], How::Around));
        }
        Ok(Self { meant, networks })
    }

    /// Notes a row of a key that is asked for apart, as long as its events still count.
    fn take(&self, told: &mut HashMap<i64, Enough>, met: &mut [Met], (hash, event, attribute): (i64, SubjectId, i64)) {
        if told.entry(hash).or_default().takes(event) {
            self.note(met, hash, event, attribute);
        }
    }

    fn note(&self, met: &mut [Met], hash: i64, event: SubjectId, attribute: i64) {
        for (index, how) in self.meant.get(&hash).map(Vec::as_slice).unwrap_or_default() {
            note(&mut met[*index], event, attribute, *how);
        }
    }
}

/// Keys that stand in few rows, all in one statement; it also tells which stand in many.
fn together(
    read: &Read,
    event: SubjectId,
    mut hashes: Vec<i64>,
    question: &Question,
    met: &mut [Met],
) -> Result<Vec<i64>> {
    if hashes.is_empty() {
        return Ok(hashes);
    }
    hashes.sort_unstable();
    let mut sql = Sql::new(
        "with h(hash) as {ints ?} select h.hash, cast(null as bigint), cast(null as bigint) from h where \
         exists (select 1 from threats_keys b where b.hash = h.hash limit 1 offset ?) \
         union all select a.hash, a.event_id, a.attribute_id from h cross join threats_keys a \
         cross join store_subjects s where not exists (select 1 from threats_keys b where b.hash = h.hash limit 1 offset ?) \
         and a.hash = h.hash and a.event_id <> ? and s.id = a.event_id and",
        [Value::Ints(hashes), TOGETHER.into(), TOGETHER.into(), event.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    let mut hot = Vec::new();
    read.each(sql, args![], |row| {
        match row.get::<Option<SubjectId>>(1)? {
            None => hot.push(row.get(0)?),
            Some(other) => question.note(met, row.get(0)?, other, row.get(2)?),
        }
        Ok(true)
    })?;
    Ok(hot)
}

/// Keys that stand in many rows: the newest visible rows of each, several keys in one statement. One whose rows are of few events
/// is asked again by itself, until enough events were met.
fn apart(read: &Read, event: SubjectId, hashes: &[i64], question: &Question, met: &mut [Met]) -> Result<()> {
    let for_few = hot_for_few(read, hashes)?;
    let hashes: Vec<i64> = hashes.iter().filter(|hash| !for_few.contains(hash)).copied().collect();
    of_few(read, event, for_few, question, met)?;
    for some in hashes.chunks(AT_ONCE) {
        let mut sql = Sql::default();
        for (n, hash) in some.iter().enumerate() {
            sql.push(if n == 0 { BATCHED } else { AND_BATCHED }, [(*hash).into()]);
            sql.append(&newest_rows(read, event, *hash));
            sql.push("limit ?) q", [ROWS.into()]);
        }
        let mut told: HashMap<i64, Enough> = HashMap::new();
        read.each(sql, args![], |row| {
            question.take(&mut told, met, (row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(true)
        })?;
        for (hash, _) in told.into_iter().filter(|(_, told)| told.is_cut()) {
            let mut enough = Enough::default();
            read.each(newest_rows(read, event, hash), args![], |row| {
                let other: SubjectId = row.get(0)?;
                let takes = enough.takes(other);
                if takes {
                    question.note(met, hash, other, row.get(1)?);
                }
                Ok(takes)
            })?;
        }
    }
    Ok(())
}

/// Keys that stand in more rows than a reader of few events should walk through: from his newest events on, some at a time, until
/// enough were met.
fn of_few(read: &Read, event: SubjectId, mut hashes: Vec<i64>, question: &Question, met: &mut [Met]) -> Result<()> {
    if hashes.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("select s.id", []);
    sql.append(&scope::visible(read, EVENT, "")?);
    sql.push("and s.id <> ?", [event.into()]);
    let mut seen: Vec<i64> = read.rows(sql, args![], |row| row.get(0))?;
    seen.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    let mut told: HashMap<i64, Enough> = HashMap::new();
    for some in seen.chunks(SEEN) {
        let mut sql = Sql::new(
            "with h(hash) as {ints ?}, e(id) as {ints ?} select a.hash, a.event_id, a.attribute_id \
             from h cross join e cross join threats_keys a where a.hash = h.hash and a.event_id = e.id and",
            [Value::Ints(hashes.clone()), Value::Ints(some.to_vec())],
        );
        sql.append(&scope::sees_child(read.key()));
        sql.push("order by a.hash, a.event_id desc, a.attribute_id desc", []);
        read.each(sql, args![], |row| {
            question.take(&mut told, met, (row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(true)
        })?;
        hashes.retain(|hash| told.get(hash).is_none_or(Enough::is_open));
        if hashes.is_empty() {
            break;
        }
    }
    Ok(())
}

const BATCHED: &str = "select cast(? as bigint), q.event_id, q.attribute_id from (";
const AND_BATCHED: &str = "union all select ?, q.event_id, q.attribute_id from (";

/// The visible rows of one key, newest events first.
fn newest_rows<'a>(read: &Read, event: SubjectId, hash: i64) -> Sql<'a> {
    let mut sql = Sql::new(
        "select a.event_id, a.attribute_id from threats_keys a cross join store_subjects s \
         where a.hash = ? and a.event_id <> ? and s.id = a.event_id and",
        [hash.into(), event.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    sql.and("order by a.event_id desc, a.attribute_id desc", [])
}

/// What lies within networks: several in one statement, the lowest rows of each; one whose rows are of few events, or that is
/// wide, by itself.
fn networks(read: &Read, event: SubjectId, networks: &[(usize, Range)], met: &mut [Met]) -> Result<()> {
    let (mut alone, narrow): (Vec<_>, Vec<_>) = networks.iter().copied().partition(|(_, range)| is_wide(*range));
    for some in narrow.chunks(AT_ONCE) {
        let mut sql = Sql::default();
        for (n, (index, range)) in some.iter().enumerate() {
            let index = i64::try_from(*index).unwrap_or(i64::MAX);
            sql.push(if n == 0 { BATCHED } else { AND_BATCHED }, [index.into()]);
            sql.append(&Sql::new("select a.event_id, a.attribute_id", []));
            sql.append(&rows_within(read, *range));
            sql.push(
                "and a.event_id <> ? and x.id = a.attribute_id order by a.start, a.bits, a.event_id desc, a.attribute_id desc \
                 limit ?) q",
                [event.into(), ROWS.into()],
            );
        }
        let mut told: HashMap<usize, Enough> = HashMap::new();
        read.each(sql, args![], |row| {
            let index = usize::try_from(row.get::<i64>(0)?).unwrap_or_default();
            let other: SubjectId = row.get(1)?;
            if told.entry(index).or_default().takes(other) {
                note(&mut met[index], other, row.get(2)?, How::Within);
            }
            Ok(true)
        })?;
        alone.extend(some.iter().copied().filter(|(index, _)| told.get(index).is_some_and(Enough::is_cut)));
    }
    for (index, range) in alone {
        let mut events = HashSet::new();
        each_within(read, range, |other, attribute| {
            if other != event {
                events.insert(other);
                note(&mut met[index], other, attribute, How::Within);
            }
            events.len() <= MOST_EVENTS
        })?;
    }
    Ok(())
}

/// Counts events of one key or network until there are more than are told.
#[derive(Default)]
struct Enough {
    rows: i64,
    events: HashSet<SubjectId>,
}

impl Enough {
    /// Whether a row of this event still counts.
    fn takes(&mut self, event: SubjectId) -> bool {
        self.rows += 1;
        self.events.insert(event);
        self.events.len() <= MOST_EVENTS + 1
    }

    /// Whether more events would still count.
    fn is_open(&self) -> bool {
        self.events.len() <= MOST_EVENTS
    }

    /// Whether the rows ended before the events were enough.
    fn is_cut(&self) -> bool {
        self.rows >= ROWS && self.is_open()
    }
}
