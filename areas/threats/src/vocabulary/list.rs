//! The vocabularies of the house, kind by kind; and one search through what they hold.

use askama::Template;
use belfry_kernel::Problem;
use belfry_store::Read;
use belfry_web::components::Tab;
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, key};

use super::show::{Row, warned};
use super::{Kind, Vocabulary, said, store, warn};
use crate::access::Browse;

/// Terms that a search gives.
const FOUND: usize = 100;
/// Bytes of what is searched for.
const LONGEST: usize = 500;

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Browse>) -> Result<Reply, Problem> {
    let t = visit.t();
    let kind = Kind::parse(visit.query("kind")).unwrap_or(Kind::Taxonomy);
    let text = visit.query("q").to_owned();
    if text.len() > LONGEST {
        return Err(Problem::BadRequest(t.s("threats-vocabulary-long")));
    }
    let read = visit.read()?;
    let counts = store::counts(&read)?;
    let all = store::of_kind(&read, kind)?;
    let found = match (text.is_empty(), kind) {
        (true, _) => Vec::new(),
        (_, Kind::Warninglist) => {
            warn::warnings(&read, &[("", &text)])?.concat().into_iter().map(|one| warned(&t, one)).collect()
        }
        _ => found(&t, &read, &all, &text)?,
    };
    drop(read);
    let body = Body {
        tabs: tabs(&t, kind, &counts),
        lines: lines(&t, all, &text),
        found,
        kind_name: t.s(kind_key(kind)),
        why: t.s(why_key(kind)),
        kind,
        text,
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-vocabulary-title"), body)
        .lead(t.s("threats-vocabulary-lead"))
        .crumb(t.s("threats-list-title"), "/threats/events")
        .into())
}

/// Terms that hold the text, in their own words or, of those that are built in, in the reader's.
fn found(t: &Words, read: &Read, all: &[Vocabulary], text: &str) -> Result<Vec<Row>, Problem> {
    let Some(kind) = all.first().map(|one| one.kind) else { return Ok(Vec::new()) };
    let mut found = store::find(read, kind, text, FOUND)?;
    for one in all.iter().filter(|one| said::is_built_in(one)) {
        for term in store::terms(read, one.id, "", 0)? {
            let is_there = found.iter().any(|(name, _, other)| *name == one.name && other.name == term.name);
            if !is_there && said::finds(t, one, &term, text) {
                found.push((one.name.clone(), one.title.clone(), term));
            }
        }
    }
    found.truncate(FOUND);
    Ok(found.into_iter().map(|(name, title, term)| Row::of(t, kind, &name, title, term)).collect())
}

/// The message that names all of a kind.
pub(super) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Taxonomy => key!("threats-vocabulary-taxonomies"),
        Kind::Galaxy => key!("threats-vocabulary-galaxies"),
        Kind::Warninglist => key!("threats-vocabulary-warninglists"),
        Kind::Template => key!("threats-vocabulary-templates"),
    }
}

/// The message that says why there is a kind, where it has none.
fn why_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Taxonomy => key!("threats-vocabulary-taxonomies-why"),
        Kind::Galaxy => key!("threats-vocabulary-galaxies-why"),
        Kind::Warninglist => key!("threats-vocabulary-warninglists-why"),
        Kind::Template => key!("threats-vocabulary-templates-why"),
    }
}

/// The message that counts terms of a kind.
pub(super) fn terms_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Taxonomy => key!("threats-vocabulary-tags"),
        Kind::Galaxy => key!("threats-vocabulary-clusters"),
        Kind::Warninglist => key!("threats-vocabulary-entries"),
        Kind::Template => key!("threats-vocabulary-roles"),
    }
}

fn tabs(t: &Words, current: Kind, counts: &[(Kind, i64, i64)]) -> Vec<Tab> {
    Kind::ALL
        .into_iter()
        .map(|kind| Tab {
            label: t.s(kind_key(kind)),
            href: format!("/threats/vocabularies?kind={}", kind.code()),
            count: t.number(counts.iter().find(|(of, ..)| *of == kind).map_or(0, |(_, count, _)| *count)),
            current: kind == current,
        })
        .collect()
}

struct Line {
    title: String,
    href: String,
    description: String,
    terms: String,
    version: String,
    silent: bool,
}

/// Those whose name or description holds the text; all without one.
fn lines(t: &Words, all: Vec<Vocabulary>, text: &str) -> Vec<Line> {
    let text = text.to_lowercase();
    let holds = |part: &str| part.to_lowercase().contains(&text);
    let worded = all.into_iter().map(|one| said::vocabulary(t, one));
    worded
        .filter(|one| holds(&one.title) || holds(&one.name) || holds(&one.description))
        .map(|one| Line {
            href: format!("/threats/vocabularies/{}/{}", one.kind.code(), one.name),
            description: first(&one.description),
            terms: t.n(terms_key(one.kind), one.terms),
            version: t.number(one.version),
            silent: !one.enabled,
            title: one.title,
        })
        .collect()
}

/// The beginning of a description: some 200 characters.
pub(super) fn first(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

#[derive(Template)]
#[template(path = "vocabulary/list.html")]
struct Body {
    t: Words,
    kind: Kind,
    kind_name: String,
    why: String,
    text: String,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    found: Vec<Row>,
}
