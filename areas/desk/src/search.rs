//! One question over every kind of record that the reader may see, newest first.

use std::collections::BTreeSet;

use askama::Template;
use belfry_freetext::{Limits, find};
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::search::{self, COUNTED, Hit};
use belfry_store::{Kind, Read};
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use crate::subject::{self, Line, kind_word};

/// Records on a page.
const PAGE: usize = 30;
/// The longest question, in characters.
const LONGEST: usize = 400;

/// A value that has a page of its own.
struct Value {
    written: String,
    href: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Body {
    t: Words,
    q: String,
    kinds: Vec<Choice>,
    active: Vec<ActiveFilter>,
    clear: String,
    value: Option<Value>,
    numbered: Vec<Line>,
    found: Vec<Line>,
    count: String,
    newer: String,
    older: String,
}

/// The question's parts, as they stand in the address.
struct Question {
    q: String,
    kind: Option<Kind>,
    /// The window of documents that is looked at begins below this one.
    window: Option<i64>,
    /// Inside it, the page begins after this document.
    after: Option<i64>,
}

impl Question {
    fn of(visit: &Visit<Reads>) -> Self {
        let asked = visit.query("kind");
        Self {
            q: visit.query("q").chars().take(LONGEST).collect(),
            kind: visit.house().kinds.iter().copied().find(|kind| kind.name == asked),
            window: visit.query("window").parse().ok(),
            after: visit.query("after").parse().ok(),
        }
    }

    fn address(&self, kind: Option<Kind>, window: Option<i64>, after: Option<i64>) -> String {
        let mut address = format!("/search?q={}", encoded(&self.q));
        for (name, value) in [
            ("kind", kind.map(|kind| kind.name.to_owned())),
            ("window", window.map(|id| id.to_string())),
            ("after", after.map(|id| id.to_string())),
        ] {
            if let Some(value) = value {
                address.push_str(&format!("&{name}={value}"));
            }
        }
        address
    }
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let t = visit.t();
    let question = Question::of(visit);
    let hits = hits(visit, &question)?;
    let numbered = match question.q.parse::<Uuid>() {
        Ok(uuid) => subject::by_uuid(&*visit.read()?, uuid)?,
        Err(_) => Vec::new(),
    };
    let seen = subject::by_ids(&*visit.read()?, &hits.page.iter().map(|hit| hit.subject).collect::<Vec<_>>())?;
    let listed: Vec<_> = hits.page.iter().filter_map(|hit| seen.get(&hit.subject)).collect();
    let owners = listed.iter().copied().chain(&numbered).map(|seen| seen.subject.owner);
    let names = subject::names(visit, owners)?;
    let line = |seen: &subject::Seen| Line::new(visit.house(), &t, visit.now(), seen, &names);
    let active = question
        .kind
        .map(|kind| ActiveFilter { label: kind_word(&t, kind), remove: question.address(None, None, None) });
    let body = Body {
        found: listed.iter().map(|seen| line(seen)).collect(),
        numbered: numbered.iter().map(line).collect(),
        value: value(&question.q),
        kinds: choices(visit, &t, &question),
        clear: question.address(None, None, None),
        active: active.into_iter().collect(),
        count: count(&t, &hits),
        newer: hits.newer.map(|(window, after)| question.address(question.kind, window, after)).unwrap_or_default(),
        older: hits.older.map(|(window, after)| question.address(question.kind, window, after)).unwrap_or_default(),
        q: question.q.clone(),
        t: t.clone(),
    };
    let title = if question.q.is_empty() {
        t.s("desk-search-title")
    } else {
        t.a("desk-search-for", [("q", (&question.q).into())])
    };
    let mut page = Page::new(title, body);
    page.query = question.q;
    Ok(page.into())
}

fn choices(visit: &Visit<Reads>, t: &Words, question: &Question) -> Vec<Choice> {
    let current = question.kind.map_or("", |kind| kind.name);
    visit.house().kinds.iter().map(|kind| Choice::new(kind.name, kind_word(t, *kind), current)).collect()
}

fn count(t: &Words, hits: &Hits) -> String {
    if hits.more { t.n("desk-search-count-more", hits.count) } else { t.n("desk-search-count", hits.count) }
}

/// One page of hits, one for each record.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hits {
    page: Vec<Hit>,
    /// Records in the window.
    count: usize,
    /// Whether there are documents beyond the window.
    more: bool,
    newer: Option<(Option<i64>, Option<i64>)>,
    older: Option<(Option<i64>, Option<i64>)>,
}

fn hits(visit: &Visit<Reads>, question: &Question) -> Result<Hits, Problem> {
    if question.q.is_empty() {
        return Ok(Hits::default());
    }
    let kinds: Vec<Kind> = question.kind.map_or_else(|| visit.house().kinds.clone(), |kind| vec![kind]);
    let read: std::rc::Rc<Read> = visit.read()?;
    let found = search::newest(&read, &question.q, &kinds, question.window, COUNTED + 1)?;
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
    Hits { page, count: found.len(), more, newer, older }
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
        assert_eq!((first.count, first.more, first.page.len(), first.newer), (70, false, 30, None));
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
        assert_eq!((only.count, only.more, only.page.len()), (1, true, 1));
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
