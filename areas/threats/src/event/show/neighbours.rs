//! What an event has in common with others that the reader sees.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use uuid::Uuid;

use super::parts::Parts;
use crate::event::{EVENT, State};
use crate::value::{self, Asked};

/// Other events named in a row.
const NAMED: usize = 5;
/// Other events in the summary.
const SUMMARY: usize = 10;

/// Another event that holds a value of ours.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Its identity.
    pub uuid: Uuid,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// It was recalled: its values are not to be used any more.
    pub recalled: bool,
}

/// Another event with the number of values in common.
#[derive(Debug)]
pub struct Neighbour {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// It was recalled.
    pub recalled: bool,
    /// How many of the values shown.
    pub values: usize,
}

/// What the attributes of a page have in common with other events.
#[derive(Debug, Default)]
pub struct Near {
    /// By attribute: how many other events, and the newest of them.
    pub of: HashMap<i64, (usize, Vec<Shared>)>,
    /// The events with the most in common; of equally many the one whose values are rarer, then the newer.
    pub events: Vec<Neighbour>,
}

/// Those of these events that the reader sees, as others name them.
pub fn named(read: &Read, ids: &[SubjectId]) -> Result<HashMap<SubjectId, Shared>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut sql = Sql::new(
        "select s.id, s.uuid, s.title, e.state from store_subjects s cross join threats_events e \
         where s.id in {ints ?} and e.id = s.id and",
        [ids.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    let all = read.rows(sql, args![], |row| {
        let uuid: Uuid = row.get(1)?;
        let href = format!("{}{uuid}", EVENT.path);
        let recalled = row.get::<State>(3)? == State::Recalled;
        Ok((row.get(0)?, Shared { uuid, title: row.get(2)?, href, recalled }))
    })?;
    Ok(all.into_iter().collect())
}

/// Asks for the attributes of a page.
///
/// `copies` are other records of the same event, with their pages: they are named apart, not among the events.
pub fn load(read: &Read, event: SubjectId, parts: &Parts, copies: &HashMap<SubjectId, String>) -> Result<Near> {
    let asked: Vec<Asked<'_>> = parts
        .attributes
        .iter()
        .map(|attribute| Asked { attribute: attribute.id, kind: &attribute.kind, value: &attribute.value })
        .collect();
    if asked.is_empty() {
        return Ok(Near::default());
    }
    let found = value::correlate(read, event, &asked)?;
    // (values in common, weight of their rarity) by event; a value that stands in few events weighs more.
    let mut tally: HashMap<SubjectId, (usize, usize)> = HashMap::new();
    for one in &found {
        for hit in &one.hits {
            let entry = tally.entry(hit.event).or_default();
            entry.0 += 1;
            entry.1 += 1_000 / one.events.max(1);
        }
    }
    let mut ranked: Vec<(SubjectId, usize, usize)> =
        tally.into_iter().filter(|(id, _)| !copies.contains_key(id)).map(|(id, (n, weight))| (id, n, weight)).collect();
    ranked.sort_by_key(|(id, n, weight)| std::cmp::Reverse((*n, *weight, *id)));
    ranked.truncate(SUMMARY);
    let mut ids: Vec<SubjectId> = ranked.iter().map(|(id, ..)| *id).collect();
    ids.extend(found.iter().flat_map(|one| one.hits.iter().take(NAMED)).map(|hit| hit.event));
    ids.sort_unstable();
    ids.dedup();
    let mut named = named(read, &ids)?;
    for (id, place) in copies {
        if let Some(shared) = named.get_mut(id) {
            shared.href.clone_from(place);
        }
    }
    let of = found
        .into_iter()
        .map(|one| {
            let others = one.hits.iter().take(NAMED).filter_map(|hit| named.get(&hit.event).cloned()).collect();
            (one.attribute, (one.events, others))
        })
        .collect();
    let events = ranked
        .into_iter()
        .filter_map(|(id, values, _)| {
            let shared = named.get(&id)?;
            let Shared { title, href, recalled, .. } = shared.clone();
            Some(Neighbour { title, href, recalled, values })
        })
        .collect();
    Ok(Near { of, events })
}
