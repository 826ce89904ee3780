//! One question over every kind of record that the reader may see, newest first.

pub mod api;
pub mod excerpt;
pub mod facet;
pub mod recalled;

use std::collections::{BTreeSet, HashMap, HashSet};

use askama::Template;
use belfry_freetext::{Limits, find};
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{CircleId, Problem, SubjectId};
use belfry_store::search::{self, COUNTED, Hit};
use belfry_web::components::{ActiveFilter, no_day};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use self::excerpt::Piece;
use self::facet::{Asked, Facets, Offer};
use crate::subject::{self, Line, Names, Seen, kind_word};

/// Records on a page.
const PAGE: usize = 30;
/// The longest question, in characters.
const LONGEST: usize = 400;

/// A value that has a page of its own.
struct Value {
    written: String,
    href: String,
}

/// A record that was found.
struct Found {
    line: Line,
    recalled: bool,
    title: Vec<Piece>,
    excerpt: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Body {
    t: Words,
    q: String,
    facets: Facets,
    active: Vec<ActiveFilter>,
    clear: String,
    offers: Vec<Offer>,
    offers_hint: String,
    value: Option<Value>,
    /// With whether it was recalled.
    numbered: Vec<(Line, bool)>,
    found: Vec<Found>,
    count: String,
    newer: String,
    older: String,
    no_from: String,
    no_to: String,
}

/// The question's parts, as they stand in the address.
struct Question {
    q: String,
    facets: Facets,
    /// The window of documents that is looked at begins below this one.
    window: Option<i64>,
    /// Inside it, the page begins after this document.
    after: Option<i64>,
}

impl Question {
    fn of(visit: &Visit<Reads>) -> Self {
        Self {
            q: visit.query("q").chars().take(LONGEST).collect(),
            facets: Facets::of(visit),
            window: visit.query("window").parse().ok(),
            after: visit.query("after").parse().ok(),
        }
    }

    fn address(&self, facets: &Facets, window: Option<i64>, after: Option<i64>) -> String {
        let (window, after) = (window.map(|id| id.to_string()), after.map(|id| id.to_string()));
        let places = [("window", window.as_deref().unwrap_or("")), ("after", after.as_deref().unwrap_or(""))];
        let all = facet::NAMES.into_iter().map(|name| (name, facets.get(name))).chain(places);
        let kept: Vec<(&str, &str)> =
            std::iter::once(("q", self.q.as_str())).chain(all.filter(|(_, value)| !value.is_empty())).collect();
        format!("/search?{}", serde_urlencoded::to_string(kept).unwrap_or_default())
    }
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let t = visit.t();
    let question = Question::of(visit);
    let read = visit.read()?;
    let hits = hits(visit, &question)?;
    let mut numbered = match question.q.parse::<Uuid>() {
        Ok(uuid) => subject::by_uuid(&read, uuid)?,
        Err(_) => Vec::new(),
    };
    let named = hits.page.iter().map(|hit| hit.subject).chain(numbered.iter().map(|seen| seen.subject.id));
    let (mut seen, recalled) = recalled::seen(&read, &hits.all, named)?;
    subject::entitle(visit.house(), &read, &t, seen.values_mut().chain(&mut numbered))?;
    let circles = facet::own_circles(&read, visit.actor().grants().circles.iter().copied())?;
    let names = subject::names(visit, seen.values().chain(&numbered).map(|seen| seen.subject.owner))?;
    let texts = texts(visit, &hits.page)?;
    drop(read);
    let body = body(visit, &t, &question, &Drawn { hits, numbered, seen, recalled, circles, names, texts });
    let title = if question.q.is_empty() {
        t.s("desk-search-title")
    } else {
        t.a("desk-search-for", [("q", (&question.q).into())])
    };
    let mut page = Page::new(title, body);
    page.query = question.q;
    Ok(page.into())
}

/// What was read for the page.
struct Drawn {
    hits: Hits,
    numbered: Vec<Seen>,
    seen: HashMap<SubjectId, Seen>,
    recalled: HashSet<SubjectId>,
    circles: Vec<(CircleId, Uuid, String)>,
    names: Names,
    texts: HashMap<i64, String>,
}

fn body(visit: &Visit<Reads>, t: &Words, question: &Question, drawn: &Drawn) -> Body {
    let (house, hits) = (visit.house(), &drawn.hits);
    let copied = subject::copied(drawn.seen.values().chain(&drawn.numbered));
    let line = |seen: &Seen| Line::new(house, t, visit.now(), seen, &drawn.names).among(&copied, seen, &drawn.names);
    let wanted = search::wanted(&question.q);
    let found = |hit: &Hit| {
        let seen = drawn.seen.get(&hit.subject)?;
        let text = drawn.texts.get(&hit.document).map_or("", String::as_str);
        Some(Found {
            title: excerpt::marked(&seen.subject.title, &wanted),
            excerpt: excerpt::excerpt(text, &wanted),
            recalled: drawn.recalled.contains(&hit.subject),
            line: line(seen),
        })
    };
    let narrowed = |name: &str, value: &str| question.address(&question.facets.with(name, value), None, None);
    let page = |place: Option<Place>| place.map(|(window, after)| question.address(&question.facets, window, after));
    Body {
        found: hits.page.iter().filter_map(found).collect(),
        numbered: drawn.numbered.iter().map(|seen| (line(seen), drawn.recalled.contains(&seen.subject.id))).collect(),
        value: value(&question.q),
        active: active(visit, t, question, drawn),
        clear: question.address(&Facets::default(), None, None),
        offers: facet::offers(t, house, drawn.seen.values(), (&drawn.names, &drawn.circles), narrowed),
        offers_hint: if hits.more { t.n("desk-facet-newest", COUNTED) } else { String::new() },
        count: count(t, hits),
        newer: page(hits.newer).unwrap_or_default(),
        older: page(hits.older).unwrap_or_default(),
        no_from: no_day(t, visit.query("from")),
        no_to: no_day(t, visit.query("to")),
        q: question.q.clone(),
        facets: question.facets.clone(),
        t: t.clone(),
    }
}

/// The facets that are set, in words. What the reader may not know of is said as it was typed.
fn active(visit: &Visit<Reads>, t: &Words, question: &Question, drawn: &Drawn) -> Vec<ActiveFilter> {
    let said = |name: &str, value: &str| match name {
        "kind" => {
            let kind = visit.house().kinds.iter().find(|kind| kind.name == value);
            kind.map_or_else(|| value.to_owned(), |kind| kind_word(t, *kind))
        }
        "owner" => {
            let named = drawn.names.values().find(|name| name.uuid.to_string() == value);
            named.map_or_else(|| value.to_owned(), |name| name.name.clone())
        }
        "tlp" => facet::level_name(t, value),
        "circle" => {
            let named = drawn.circles.iter().find(|(_, uuid, _)| uuid.to_string() == value);
            named.map_or_else(|| value.to_owned(), |(.., name)| name.clone())
        }
        _ => value.parse().map_or_else(|_| value.to_owned(), |day| t.day(day)),
    };
    // words: desk-facet-{kind,owner,tlp,circle,from,to}
    let filter = |name: &'static str| {
        let value = Some(question.facets.get(name)).filter(|value| !value.is_empty())?;
        let label = [("name", t.s(&format!("desk-facet-{name}")).into()), ("value", said(name, value).into())];
        let remove = question.address(&question.facets.with(name, ""), None, None);
        Some(ActiveFilter { label: t.a("desk-facet-active", label), remove })
    };
    facet::NAMES.into_iter().filter_map(filter).collect()
}

/// The texts of the documents of a page, from the areas whose they are.
fn texts(visit: &Visit<Reads>, page: &[Hit]) -> Result<HashMap<i64, String>, Problem> {
    let mut all = HashMap::new();
    if page.is_empty() {
        return Ok(all);
    }
    let read = visit.read()?;
    for texts in &visit.house().texts {
        all.extend(texts(&read, page)?);
    }
    Ok(all)
}

fn count(t: &Words, hits: &Hits) -> String {
    if hits.more { t.n("desk-search-count-more", hits.all.len()) } else { t.n("desk-search-count", hits.all.len()) }
}

/// Where a page begins: below a document, and after another.
type Place = (Option<i64>, Option<i64>);

/// One page of hits, one for each record.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hits {
    page: Vec<Hit>,
    /// Records in the window.
    all: Vec<SubjectId>,
    /// Whether there are documents beyond the window.
    more: bool,
    newer: Option<Place>,
    older: Option<Place>,
}

fn hits(visit: &Visit<Reads>, question: &Question) -> Result<Hits, Problem> {
    if question.q.is_empty() {
        return Ok(Hits::default());
    }
    let read = visit.read()?;
    let Some(asked) = Asked::of(visit.house(), &read, &visit.t(), &question.facets)? else {
        return Ok(Hits::default());
    };
    let found = search::find(&read, &question.q, &asked.narrow(), question.window, COUNTED + 1)?;
    Ok(paged(found, question.window, question.after))
}

/// Cuts a page out of a window of a thousand documents. Within a window every record stands once, at its newest document.
fn paged(mut found: Vec<Hit>, window: Option<i64>, after: Option<i64>) -> Hits {
    let more = found.len() > COUNTED as usize;
    found.truncate(COUNTED as usize);
    let end = found.last().map(|hit| hit.document);
    let mut known: BTreeSet<SubjectId> = BTreeSet::new();
    found.retain(|hit| known.insert(hit.subject));
    let begin = after.map_or(0, |after| found.iter().take_while(|hit| hit.document >= after).count());
    let page: Vec<Hit> = found.iter().skip(begin).take(PAGE).copied().collect();
    let left = found.len().saturating_sub(begin + page.len());
    let older = match page.last() {
        Some(last) if left > 0 => Some((window, Some(last.document))),
        _ if more => Some((end, None)),
        _ => None,
    };
    let newer = match (begin.checked_sub(PAGE + 1), begin, window) {
        (Some(before), _, _) => found.get(before).map(|hit| (window, Some(hit.document))),
        (None, 1.., _) => Some((window, None)),
        (None, _, Some(_)) => Some((None, None)),
        (None, ..) => None,
    };
    Hits { page, all: found.iter().map(|hit| hit.subject).collect(), more, newer, older }
}

/// The question, if as a whole it is one value.
fn value(q: &str) -> Option<Value> {
    let found = find(q, &Limits { text_bytes: 4_096, candidates: 2 }).ok()?;
    let [candidate] = found.candidates.as_slice() else { return None };
    (candidate.span == (0..q.len()) && !found.more).then(|| Value {
        href: format!("/threats/values?value={}", encoded(&candidate.value)),
        written: candidate.value.clone(),
    })
}

/// A text as a value of a query (RFC 3986, unreserved characters as they are).
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(document: i64, subject: i64) -> Hit {
        Hit { document, subject: SubjectId(subject) }
    }

    #[test]
    fn a_record_stands_once_and_pages_follow_each_other() {
        // Seventy records with two documents each, newest first.
        let found: Vec<Hit> = (0..140).rev().map(|n| hit(n, n % 70)).collect();
        let first = paged(found.clone(), None, None);
        assert_eq!((first.all.len(), first.more, first.page.len(), first.newer), (70, false, 30, None));
        let (window, after) = first.older.unwrap();
        let second = paged(found.clone(), window, after);
        assert_eq!(second.page[0].document, first.page[29].document - 1);
        assert_eq!(second.newer, Some((None, None)));
        let (window, after) = second.older.unwrap();
        let third = paged(found.clone(), window, after);
        assert_eq!((third.page.len(), third.older), (10, None));
        let (window, after) = third.newer.unwrap();
        assert_eq!(paged(found, window, after).page, second.page);
    }

    #[test]
    fn beyond_a_thousand_documents_another_window_begins() {
        let found: Vec<Hit> = (0..1_001).rev().map(|n| hit(n, 7)).collect();
        let only = paged(found, None, None);
        assert_eq!((only.all.len(), only.more, only.page.len()), (1, true, 1));
        assert_eq!(only.older, Some((Some(1), None)));
    }

    #[test]
    fn a_question_that_is_a_value_leads_to_its_page() {
        let href = |q: &str| value(q).map(|value| value.href);
        assert_eq!(href("198.51.100[.]7").as_deref(), Some("/threats/values?value=198.51.100.7"));
        assert_eq!(href("invoice from 198.51.100.7"), None);
        assert_eq!(href("ransomware"), None);
    }
}
