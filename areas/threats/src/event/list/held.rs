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

/// What was found so far.
#[derive(Default)]
struct Found {
    events: BTreeSet<i64>,
    /// Loud events that are passed by, and when each was last changed.
    passed: BTreeMap<SubjectId, Timestamp>,
}

impl Found {
    /// Asks the text index once; what of the span is left to look through.
    fn look(&mut self, read: &Read, text: &str, span: Span, passes_by: bool) -> Result<Vec<Span>> {
        let narrow = Narrow { kinds: &[EVENT], since: span.since, until: span.until, ..Narrow::default() };
        let hits = search::find(read, text, &narrow, span.before, COUNTED + 1)?;
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        hits.iter().for_each(|hit| *counts.entry(hit.subject.0).or_default() += 1);
        self.events.extend(counts.keys().copied());
        if hits.len() < wanted() {
            return Ok(Vec::new());
        }
        let rest = Span { before: hits.last().map(|hit| hit.document), ..span };
        if !passes_by {
            return Ok(vec![rest]);
        }
        let loud = counts.into_iter().filter(|(_, count)| *count >= LOUD).map(|(event, _)| SubjectId(event)).collect();
        let changed: BTreeMap<SubjectId, Timestamp> = changed(read, loud)?;
        let left = rest.around(&changed.values().copied().collect());
        self.passed.extend(changed);
        Ok(left)
    }
}

fn wanted() -> usize {
    usize::try_from(COUNTED + 1).unwrap_or(usize::MAX)
}

/// Events that hold these words themselves, or in an attribute or report. Where fewer are found than are counted, the newest that hold
/// them in their titles are among them.
pub(super) fn held(read: &Read, text: &str) -> Result<Held> {
    let (mut found, mut spans) = (Found::default(), vec![Span::default()]);
    for _ in 0..ROUNDS {
        if found.events.len() >= wanted() {
            break;
        }
        let Some(span) = spans.pop() else { break };
        spans.extend(found.look(read, text, span, true)?);
    }
    let is_cut = !spans.is_empty() || !beside(read, &found.passed, ONE_BY_ONE)?.is_empty();
    if is_cut && found.events.len() < wanted() {
        found.events.extend(titled(read, text)?);
    }
    Ok(Held { ids: found.events.into_iter().collect(), is_cut })
}

/// Every event that holds these words, the newest first: for a file, which may take longer than a page and lacks none.
pub(super) fn all(read: &Read, text: &str) -> Result<Vec<SubjectId>> {
    let (mut found, mut spans) = (Found::default(), vec![Span::default()]);
    while let Some(span) = spans.pop() {
        spans.extend(found.look(read, text, span, true)?);
    }
    // Where others were changed in the same microsecond as a loud one, nothing of it is passed by.
    for instant in beside(read, &found.passed, i64::MAX)? {
        let until = instant.checked_add(SignedDuration::from_micros(1)).ok();
        spans.push(Span { since: Some(instant), until, before: None });
        while let Some(span) = spans.pop() {
            spans.extend(found.look(read, text, span, false)?);
        }
    }
    Ok(found.events.into_iter().rev().map(SubjectId).collect())
}

/// When some events were last changed.
fn changed(read: &Read, events: Vec<SubjectId>) -> Result<BTreeMap<SubjectId, Timestamp>> {
    Ok(search::subjects(read, &events)?.into_iter().map(|event| (event.id, event.updated)).collect())
}

/// The instants at which events that were passed by were changed, and others too that the reader sees: of so many, the newest.
fn beside(read: &Read, passed: &BTreeMap<SubjectId, Timestamp>, newest: i64) -> Result<BTreeSet<Timestamp>> {
    if passed.is_empty() {
        return Ok(BTreeSet::new());
    }
    let instants = Value::Ints(passed.values().map(|at| at.as_microsecond()).collect());
    let mut sql = Sql::new("select q.id, q.updated from (select s.id, s.updated", []);
    sql.append(&scope::visible(read, EVENT, "")?);
    sql.push("order by s.id desc limit ?) q where q.updated in {ints ?}", [newest.into(), instants]);
    let there: Vec<(SubjectId, Timestamp)> = read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(there.into_iter().filter(|(event, _)| !passed.contains_key(event)).map(|(_, at)| at).collect())
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
