//! Many values looked up at once: pasted, one on a line.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use askama::Template;
use belfry_freetext::refang::refang;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read as Picture, Result as Stored};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::access::Read;
use crate::event::show::neighbours::{self, Shared};
use crate::event::show::parts::value_address;
use crate::value::like::Pattern;
use crate::value::wide::is_wide;
use crate::value::{Range, lookup_many, lookup_within};

/// Values in one question.
pub const MOST: usize = 10_000;
/// Known values that are shown.
const SHOWN: usize = 1_000;
/// Events that are counted for a value.
const EACH: usize = 20;
/// Events that are named for a value.
const NAMED: usize = 3;
/// Networks in one question whose insides are looked through: four statements.
const NETWORKS: usize = 64;

/// What somebody typed into the form.
#[derive(Debug, Default)]
pub struct Typed {
    /// The values.
    pub values: String,
    /// What is wrong with them.
    pub errors: Errors,
}

/// The form for one value or many.
pub fn form<A>(visit: &Visit<A>, typed: Typed) -> Page {
    let t = visit.t();
    let is_refused = !typed.errors.is_empty();
    let body = Body { found: None, typed, csrf: visit.csrf(), t: t.clone() };
    let page = dressed(&t, body);
    if is_refused { page.refused() } else { page }
}

fn dressed(t: &Words, body: Body) -> Page {
    Page::new(t.s("threats-values-title"), body)
        .lead(t.s("threats-values-lead"))
        .crumb(t.s("threats-list-title"), "/threats/events")
}

/// `POST /threats/values`: which of the values are known. Changes nothing; a list is too long for an address.
pub fn answer(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut typed = Typed { values: visit.form().raw("values"), ..Typed::default() };
    let values = values(&typed.values);
    typed.errors.unless(!values.is_empty(), "values", || t.s("threats-values-empty"));
    typed.errors.unless(values.len() <= MOST, "values", || t.n("threats-values-many", MOST));
    if !typed.errors.is_empty() {
        return Ok(form(visit, typed).into());
    }
    let read = visit.read()?;
    let found = Found::load(&read, &t, &values)?;
    drop(read);
    Ok(dressed(&t, Body { found: Some(found), typed, csrf: visit.csrf(), t: t.clone() }).into())
}

/// The values of a pasted text, each once, in their order.
fn values(text: &str) -> Vec<&str> {
    let mut seen = HashSet::new();
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && line.len() <= super::LONGEST && seen.insert(*line))
        .collect()
}

/// A value that is known.
struct Line {
    value: String,
    href: String,
    kinds: String,
    count: String,
    events: Vec<Shared>,
    /// That there are more events than are named; empty for none.
    more: String,
}

/// The networks among values whose insides are looked through, by the place of the value; and what is looked up one by one only:
/// patterns, wide networks, and what is beyond [`NETWORKS`].
fn insides(values: &[&str]) -> (Vec<(usize, Range)>, BTreeSet<usize>) {
    let (mut networks, mut alone) = (Vec::new(), BTreeSet::new());
    for (n, value) in values.iter().enumerate() {
        match Range::parse(&refang(value)).filter(|range| !range.is_host()) {
            Some(range) if networks.len() < NETWORKS && !is_wide(range) => networks.push((n, range)),
            Some(_) => _ = alone.insert(n),
            None if Pattern::parse(value).is_some() => _ = alone.insert(n),
            None => {}
        }
    }
    (networks, alone)
}

impl Line {
    /// `is_cut`: there is more within the network than was read.
    fn new(
        t: &Words,
        value: &str,
        is_cut: bool,
        events: &BTreeSet<SubjectId>,
        kinds: BTreeSet<String>,
        named: &HashMap<SubjectId, Shared>,
    ) -> Self {
        let is_cut = is_cut || events.len() >= EACH;
        let told: Vec<Shared> = events.iter().rev().take(NAMED).filter_map(|id| named.get(id).cloned()).collect();
        let left = events.len().saturating_sub(told.len());
        Self {
            value: value.to_owned(),
            href: value_address(value),
            kinds: kinds.into_iter().collect::<Vec<_>>().join(", "),
            count: if is_cut {
                t.n("threats-list-count-more", events.len().min(EACH))
            } else {
                t.n("threats-list-count", events.len())
            },
            more: match (is_cut, left) {
                (true, _) => t.s("threats-values-more-events"),
                (false, 0) => String::new(),
                (false, left) => t.n("threats-values-more", left),
            },
            events: told,
        }
    }
}

/// The answer.
struct Found {
    lines: Vec<Line>,
    summary: String,
    cut: String,
    unknown: String,
    unknown_count: String,
    /// What was not looked for here: the address of its page, and the value.
    alone: Vec<(String, String)>,
}

impl Found {
    fn load(read: &Picture, t: &Words, values: &[&str]) -> Stored<Self> {
        let mut met: BTreeMap<usize, (BTreeSet<SubjectId>, BTreeSet<String>)> = BTreeMap::new();
        let (networks, mut alone) = insides(values);
        let (within, cut) = lookup_within(read, &networks)?;
        for answer in lookup_many(read, values, EACH)?.into_iter().chain(within) {
            let entry = met.entry(answer.value).or_default();
            entry.0.insert(answer.event);
            entry.1.insert(answer.kind);
        }
        let known = met.len();
        alone.retain(|n| !met.contains_key(n));
        let is_unknown = |n: &usize| !met.contains_key(n) && !alone.contains(n);
        let unknown: Vec<&str> =
            values.iter().enumerate().filter(|(n, _)| is_unknown(n)).map(|(_, value)| *value).collect();
        let mut ids: Vec<SubjectId> =
            met.values().take(SHOWN).flat_map(|(events, _)| events.iter().rev().take(NAMED)).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let named = neighbours::named(read, &ids)?;
        let lines = met
            .into_iter()
            .take(SHOWN)
            .filter_map(|(n, (events, kinds))| {
                Some(Line::new(t, values.get(n)?, cut.contains(&n), &events, kinds, &named))
            })
            .collect();
        Ok(Self {
            lines,
            summary: t.a("threats-values-known", [("known", known.into()), ("all", values.len().into())]),
            cut: if known > SHOWN { t.n("threats-values-cut", SHOWN) } else { String::new() },
            alone: alone
                .iter()
                .filter_map(|n| values.get(*n))
                .map(|one| (value_address(one), (*one).to_owned()))
                .collect(),
            unknown_count: t.number(unknown.len()),
            unknown: unknown.join("\n"),
        })
    }
}

#[derive(Template)]
#[template(path = "value/many.html")]
struct Body {
    t: Words,
    csrf: String,
    typed: Typed,
    found: Option<Found>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_holds_each_value_once() {
        assert_eq!(values(" a \n\nb\r\na\n"), ["a", "b"]);
    }
}
