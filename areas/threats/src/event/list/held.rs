//! Which events hold the words that somebody looks for: from the text index, whose newest documents may all be of one loud event.
//!
//! An event that takes much of an answer is passed by in the next ones: they ask for what was changed before it, and after it.

use std::collections::{BTreeMap, BTreeSet};

use belfry_kernel::SubjectId;
use belfry_store::scope;
use belfry_store::search::{self, COUNTED, Narrow};
use belfry_store::{Read, Result, Sql, Value, args};
use jiff::{SignedDuration, Timestamp};

use crate::event::EVENT;

/// How often the text index is asked before the rest is left: three times for each loud event.
const ROUNDS: usize = 12;
/// Hits in one answer that make an event loud.
const LOUD: usize = 50;
/// Events, the newest, that are looked at one by one where the index was left early: some 50 ms.
const ONE_BY_ONE: i64 = 50_000;

/// The events found.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// All, or more than are counted: those whose matching parts are newest.
    pub(super) ids: Vec<i64>,
    /// Whether there may be more that are not among them.
    pub(super) is_cut: bool,
}

/// A part of what is looked through: what was last changed within it, and the documents below one.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    before: Option<i64>,
}

impl Span {
    /// What is left of it around some instants.
    fn around(self, instants: &BTreeSet<Timestamp>) -> Vec<Self> {
        let (mut all, mut since) = (Vec::new(), self.since);
        for instant in instants {
            all.push(Self { since, until: Some(*instant), ..self });
            since = instant.checked_add(SignedDuration::from_micros(1)).ok();
        }
        all.push(Self { since, ..self });
        // What is behind the newest is looked through first: a stack.
        all
    }
}

/// Events that hold these words themselves, or in an attribute or report. Where fewer are found than are counted, the newest that hold
/// them in their titles are among them.
pub(super) fn held(read: &Read, text: &str) -> Result<Held> {
    let wanted = usize::try_from(COUNTED + 1).unwrap_or(usize::MAX);
    let (mut events, mut passed) = (BTreeSet::new(), BTreeMap::new());
    let mut spans = vec![Span::default()];
    for _ in 0..ROUNDS {
        if events.len() >= wanted {
            break;
        }
        let Some(span) = spans.pop() else { break };
        let narrow = Narrow { kinds: &[EVENT], since: span.since, until: span.until, ..Narrow::default() };
        let hits = search::find(read, text, &narrow, span.before, COUNTED + 1)?;
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        hits.iter().for_each(|hit| *counts.entry(hit.subject.0).or_default() += 1);
        events.extend(counts.keys().copied());
        if hits.len() >= wanted {
            let loud =
                counts.into_iter().filter(|(_, count)| *count >= LOUD).map(|(event, _)| SubjectId(event)).collect();
            let changed: BTreeMap<SubjectId, Timestamp> = changed(read, loud)?;
            let rest = Span { before: hits.last().map(|hit| hit.document), ..span };
            spans.extend(rest.around(&changed.values().copied().collect()));
            passed.extend(changed);
        }
    }
    let is_cut = !spans.is_empty() || hides_others(read, &passed)?;
    if is_cut && events.len() < wanted {
        events.extend(titled(read, text)?);
    }
    Ok(Held { ids: events.into_iter().collect(), is_cut })
}

/// When some events were last changed.
fn changed(read: &Read, events: Vec<SubjectId>) -> Result<BTreeMap<SubjectId, Timestamp>> {
    Ok(search::subjects(read, &events)?.into_iter().map(|event| (event.id, event.updated)).collect())
}

/// Whether events that the reader sees were changed in the same microsecond as those that were passed by.
fn hides_others(read: &Read, passed: &BTreeMap<SubjectId, Timestamp>) -> Result<bool> {
    if passed.is_empty() {
        return Ok(false);
    }
    let instants = Value::Ints(passed.values().map(|at| at.as_microsecond()).collect());
    let mut sql = Sql::new("select q.id from (select s.id, s.updated", []);
    sql.append(&scope::visible(read, EVENT, "")?);
    sql.push("order by s.id desc limit ?) q where q.updated in {ints ?}", [ONE_BY_ONE.into(), instants]);
    let there: Vec<SubjectId> = read.rows(sql, args![], |row| row.get(0))?;
    Ok(there.iter().any(|event| !passed.contains_key(event)))
}

/// Events whose titles hold the words: of the newest that the reader sees, one by one. Only plain words are looked for so.
fn titled(read: &Read, text: &str) -> Result<Vec<i64>> {
    if text.contains('"') || text.split_whitespace().any(|word| word.starts_with('-')) {
        return Ok(Vec::new());
    }
    let words: Vec<(Vec<String>, bool)> = text
        .split_whitespace()
        .map(|word| (search::places(word).into_iter().map(|(_, part)| part).collect(), word.ends_with('*')))
        .filter(|(parts, _): &(Vec<String>, bool)| !parts.is_empty())
        .collect();
    let mut sql = Sql::new("select s.id, s.title", []);
    sql.append(&scope::visible(read, EVENT, "")?);
    sql.push("order by s.id desc limit ?", [ONE_BY_ONE.into()]);
    let mut found = Vec::new();
    read.each(sql, args![], |row| {
        let title: Vec<String> = search::places(&row.get::<String>(1)?).into_iter().map(|(_, part)| part).collect();
        if words.iter().all(|(parts, is_beginning)| holds(&title, parts, *is_beginning)) {
            found.push(row.get(0)?);
        }
        Ok(true)
    })?;
    Ok(found)
}

/// Whether words stand side by side in a title; of the last perhaps the beginning only.
fn holds(title: &[String], parts: &[String], is_beginning: bool) -> bool {
    title.windows(parts.len()).any(|window| {
        window.iter().zip(parts).enumerate().all(|(at, (word, part))| {
            word == part || (is_beginning && at + 1 == parts.len() && word.starts_with(part.as_str()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_holds_words_that_stand_side_by_side() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let title = words("odd logins at evil example");
        assert!(holds(&title, &words("evil example"), false) && holds(&title, &words("log"), true));
        assert!(!holds(&title, &words("evil logins"), false) && !holds(&title, &words("log"), false));
    }

    #[test]
    fn what_is_left_around_instants_is_all_but_them() {
        let at = |micros| Timestamp::from_microsecond(micros).expect("an instant");
        let left = Span { before: Some(7), ..Span::default() }.around(&[at(10), at(20)].into());
        let edges: Vec<_> = left.iter().map(|span| (span.since, span.until)).collect();
        assert_eq!(edges, [(None, Some(at(10))), (Some(at(11)), Some(at(20))), (Some(at(21)), None)]);
        assert!(left.iter().all(|span| span.before == Some(7)));
    }
}
