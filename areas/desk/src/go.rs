//! Go: one line that leads to a page, to an act that fits one's roles, or to a record. A page of its own without a script, a
//! dialog under Ctrl+K with one; both draw the same list.

use std::collections::BTreeSet;

use askama::Template;
use belfry_kernel::access::{Read as Reads, is_offered};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::search;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::subject::{self, Line};

/// Records that are shown.
const RECORDS: usize = 8;
/// Documents that are looked through for them.
const LOOKED_THROUGH: i64 = 60;
/// Pages and acts that are shown.
const PLACES: usize = 8;

/// A page, or an act.
struct Way {
    label: String,
    href: String,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "go/list.html")]
struct List {
    t: Words,
    q: String,
    ways: Vec<Way>,
    records: Vec<Line>,
    records_title: String,
    search: String,
}

#[derive(Template)]
#[template(path = "go.html")]
struct Body {
    t: Words,
    q: String,
    list: String,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let t = visit.t();
    let list = gather(visit)?;
    let drawn = list.render().map_err(|error| Problem::Internal(error.to_string()))?;
    let body = Body { t: t.clone(), q: list.q, list: drawn };
    Ok(Page::new(t.s("desk-go-title"), body).lead(t.s("desk-go-lead")).into())
}

/// The list alone, for the dialog.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    Ok(Reply::Fragment(Box::new(gather(visit)?)))
}

fn gather(visit: &Visit<Reads>) -> Result<List, Problem> {
    let t = visit.t();
    let q: String = visit.query("q").chars().take(200).collect();
    let words: Vec<String> = search::wanted(&q).into_iter().map(|(word, _)| word).collect();
    let ways = ways(visit, &t, &words);
    let records = records(visit, &q, &words)?;
    let records_title = if q.is_empty() { t.s("desk-go-recent") } else { t.s("desk-go-records") };
    let search = serde_urlencoded::to_string([("q", &q)]).unwrap_or_default();
    Ok(List { search: format!("/search?{search}"), t, q, ways, records, records_title })
}

/// The pages and acts whose words begin with what was typed, among those that the reader's roles open.
fn ways(visit: &Visit<Reads>, t: &Words, words: &[String]) -> Vec<Way> {
    let places = visit.house().places.iter().filter(|place| is_offered(visit.actor(), place.rules, place.action));
    let named = places.map(|place| Way { label: t.s(place.key), href: place.href.to_owned(), icon: place.icon });
    named.filter(|way| begins(&way.label, words)).take(PLACES).collect()
}

/// Whether every one of these words is the beginning of one in a text.
fn begins(text: &str, words: &[String]) -> bool {
    let there: Vec<String> = search::places(text).into_iter().map(|(_, word)| word).collect();
    words.iter().all(|word| there.iter().any(|here| here.starts_with(word)))
}

/// Records that hold what was typed, the last word as the beginning of one; the newest ones when nothing was typed.
fn records(visit: &Visit<Reads>, q: &str, words: &[String]) -> Result<Vec<Line>, Problem> {
    let (t, read, kinds) = (visit.t(), visit.read()?, &visit.house().kinds);
    let mut ids: Vec<SubjectId> = if words.is_empty() {
        subject::newest(&read, kinds, RECORDS)?
    } else {
        let begun = if q.ends_with(['"', '*']) { q.to_owned() } else { format!("{q}*") };
        let mut known = BTreeSet::new();
        let hits = search::newest(&read, &begun, kinds, None, LOOKED_THROUGH)?;
        hits.into_iter().map(|hit| hit.subject).filter(|id| known.insert(*id)).collect()
    };
    let mut seen = subject::by_ids(&read, &ids)?;
    // Whoever types a name wants what bears it, before what only speaks of it.
    ids.sort_by_key(|id| !seen.get(id).is_some_and(|seen| begins(&seen.subject.title, words)));
    ids.truncate(RECORDS);
    seen.retain(|id, _| ids.contains(id));
    subject::entitle(visit.house(), &read, &t, seen.values_mut())?;
    let names = subject::names(visit, seen.values().map(|seen| seen.subject.owner))?;
    let line = |seen| Line::new(visit.house(), &t, visit.now(), seen, &names);
    Ok(ids.iter().filter_map(|id| seen.get(id)).map(line).collect())
}
