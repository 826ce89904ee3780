//! What an event has in common with others, asked when somebody looks.
//!
//! Nothing about this is stored. Caps count visible events only: a cap over raw rows would let hidden events decide what is
//! found. The number of raw rows only chooses between plans that give the same answer.

use std::collections::{BTreeMap, HashMap, HashSet};

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, Value, args, scope};

use super::lookup::{How, around, each_within, hot, rows_of};
use super::{Range, keys};

/// Other events are counted up to this number; beyond it a page says "100+".
pub const MOST_EVENTS: usize = 100;
/// So many other events are named, the newest.
pub const HITS: usize = 20;
/// Raw rows of one key up to which it is asked together with others: 400 keys are then at most 80,000 rows.
const TOGETHER: i64 = 200;

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
    let mut hashes: Vec<i64> = question.meant.keys().copied().collect();
    hashes.sort_unstable();
    let hot = hot(read, &hashes, TOGETHER)?;
    hashes.retain(|hash| !hot.contains(hash));
    together(read, event, hashes, &question, &mut met)?;
    for hash in hot {
        apart(read, event, hash, &question, &mut met)?;
    }
    for (index, range) in &question.networks {
        let mut events = HashSet::new();
        each_within(read, *range, |other, attribute| {
            if other != event {
                events.insert(other);
                note(&mut met[*index], other, attribute, How::Within);
            }
            events.len() <= MOST_EVENTS
        })?;
    }
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

    fn note(&self, met: &mut [Met], hash: i64, event: SubjectId, attribute: i64) {
        for (index, how) in self.meant.get(&hash).map(Vec::as_slice).unwrap_or_default() {
            note(&mut met[*index], event, attribute, *how);
        }
    }
}

/// Keys that stand in few rows, all in one statement.
fn together(read: &Read, event: SubjectId, hashes: Vec<i64>, question: &Question, met: &mut [Met]) -> Result<()> {
    if hashes.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "with h(hash) as {ints ?} select a.hash, a.event_id, a.attribute_id from h cross join threats_keys a \
         cross join store_subjects s where a.hash = h.hash and a.event_id <> ? and s.id = a.event_id and",
        [Value::Ints(hashes), event.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    read.each(sql, args![], |row| {
        question.note(met, row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(true)
    })
}

/// A key that stands in many rows: newest events first until enough visible ones were met.
fn apart(read: &Read, event: SubjectId, hash: i64, question: &Question, met: &mut [Met]) -> Result<()> {
    let mut sql = Sql::new("select a.event_id, a.attribute_id", []);
    sql.append(&rows_of(read, hash, "", "")?);
    sql.push("and a.event_id <> ? order by a.event_id desc, a.attribute_id desc", [event.into()]);
    let mut events = HashSet::new();
    read.each(sql, args![], |row| {
        let other: SubjectId = row.get(0)?;
        events.insert(other);
        if events.len() <= MOST_EVENTS + 1 {
            question.note(met, hash, other, row.get(1)?);
        }
        Ok(events.len() <= MOST_EVENTS + 1)
    })
}
