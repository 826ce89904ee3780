//! Many values looked up at once: pasted, one on a line.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use askama::Template;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read as Picture, Result as Stored, search};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::access::Read;
use crate::event::EVENT;
use crate::event::show::neighbours::Shared;
use crate::event::show::parts::value_address;
use crate::value::lookup_many;

/// Values in one question.
pub const MOST: usize = 10_000;
/// Known values that are shown.
const SHOWN: usize = 1_000;
/// Events that are counted for a value.
const EACH: usize = 20;
/// Events that are named for a value.
const NAMED: usize = 3;

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
        .shape(Shape::Wide)
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
}

/// The answer.
struct Found {
    lines: Vec<Line>,
    summary: String,
    cut: String,
    unknown: String,
    unknown_count: String,
}

impl Found {
    fn load(read: &Picture, t: &Words, values: &[&str]) -> Stored<Self> {
        let mut met: BTreeMap<usize, (BTreeSet<SubjectId>, BTreeSet<String>)> = BTreeMap::new();
        for answer in lookup_many(read, values, EACH)? {
            let entry = met.entry(answer.value).or_default();
            entry.0.insert(answer.event);
            entry.1.insert(answer.kind);
        }
        let known = met.len();
        let unknown: Vec<&str> =
            values.iter().enumerate().filter(|(n, _)| !met.contains_key(n)).map(|(_, value)| *value).collect();
        let mut ids: Vec<SubjectId> =
            met.values().take(SHOWN).flat_map(|(events, _)| events.iter().rev().take(NAMED)).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let named: HashMap<SubjectId, Shared> = search::subjects(read, &ids)?
            .into_iter()
            .map(|event| (event.id, Shared { href: format!("{}{}", EVENT.path, event.uuid), title: event.title }))
            .collect();
        let lines = met
            .into_iter()
            .take(SHOWN)
            .filter_map(|(n, (events, kinds))| {
                let value = (*values.get(n)?).to_owned();
                Some(Line {
                    href: value_address(&value),
                    value,
                    kinds: kinds.into_iter().collect::<Vec<_>>().join(", "),
                    count: if events.len() >= EACH {
                        t.n("threats-list-count-more", EACH)
                    } else {
                        t.n("threats-list-count", events.len())
                    },
                    events: events.iter().rev().take(NAMED).filter_map(|id| named.get(id).cloned()).collect(),
                })
            })
            .collect();
        Ok(Self {
            lines,
            summary: t.a("threats-values-known", [("known", known.into()), ("all", values.len().into())]),
            cut: if known > SHOWN { t.n("threats-values-cut", SHOWN) } else { String::new() },
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
