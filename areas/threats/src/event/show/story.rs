//! What happened to an event, and who received it.
//!
//! Of what was changed the ledger knows only ids. What they stand for is read as the reader sees it now: of a part that he does not
//! see the entry tells no more than that something was changed.

use std::collections::HashMap;

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, Value, args, scope};
use belfry_words::{Words, key};

use super::beside::{Fact, Handed};
use crate::object::relationship;
use crate::vocabulary::said;

/// Types, templates or relationships that one change names.
const NAMED: usize = 5;

/// Something that happened.
#[derive(Debug)]
pub struct Happened {
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// Who; empty for the program.
    pub who: String,
    /// What.
    pub what: String,
    /// What was changed; empty where the reader sees nothing of it.
    pub note: String,
}

/// Somebody received a version.
#[derive(Debug)]
pub struct Disclosed {
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// The organisation that fetched it; empty where an audience is spoken of.
    pub who: String,
    /// What came to it: with `who` before it, a sentence.
    pub what: String,
}

/// History and disclosure log.
#[derive(Debug, Default)]
pub struct Story {
    /// What happened, newest first.
    pub history: Vec<Happened>,
    /// Who received it, newest first; empty for who may not see that.
    pub disclosed: Vec<Disclosed>,
}

/// Says what was read.
pub fn told(t: &Words, facts: Vec<Fact>, seen: &Seen, handed: Vec<Handed>) -> Story {
    let history = facts
        .into_iter()
        .map(|one| Happened {
            when: t.date_time(one.at),
            datetime: one.at.to_string(),
            who: one.actor.map_or_else(String::new, |_| one.name.unwrap_or_else(|| t.s("threats-somebody"))),
            what: t.s(fact_key(&one.fact)),
            note: one.what.iter().filter_map(|change| noted(t, change, seen)).collect::<Vec<_>>().join(" · "),
        })
        .collect();
    let disclosed = handed
        .into_iter()
        .map(|one| Disclosed {
            when: t.date_time(one.at),
            datetime: one.at.to_string(),
            what: t.a(how_key(&one.how), [("n", one.reached.into()), ("version", one.version.into())]),
            who: one
                .organisation
                .map_or_else(String::new, |_| one.name.unwrap_or_else(|| t.s("threats-some-organisation"))),
        })
        .collect();
    Story { history, disclosed }
}

/// The parts that facts name and the reader sees, by id: the type of an attribute, the name of an object, the relationship of a
/// reference, nothing of a report.
pub type Seen = HashMap<i64, String>;

/// Reads them for an event that was loaded before: one query, none where nothing is named.
pub fn seen(read: &Read, event: SubjectId, facts: &[Fact]) -> Result<Seen> {
    let changes = facts.iter().flat_map(|fact| &fact.what);
    let ids: Vec<i64> = changes.flat_map(|change| change.parts.iter().take(Change::MOST)).copied().collect();
    if ids.is_empty() {
        return Ok(Seen::new());
    }
    let mut sql = Sql::new("", []);
    for (n, select) in PARTS.iter().enumerate() {
        if n > 0 {
            sql.push("union all", []);
        }
        sql.push(select, []);
        sql.push("where a.event_id = ? and a.id in {ints ?} and", [event.into(), Value::Ints(ids.clone())]);
        sql.append(&scope::sees_child(read.key()));
    }
    let rows = read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

const PARTS: [&str; 4] = [
    "select a.id, a.type from threats_attributes a",
    "select a.id, a.name from threats_objects a",
    "select a.id, a.relationship from threats_references a",
    "select a.id, '' from threats_reports a",
];

/// "2 attributes added: domain, url"; nothing where the reader sees none of the parts.
fn noted(t: &Words, change: &Change, seen: &Seen) -> Option<String> {
    let (key, names) = done_key(change.done)?;
    let Some(word) = names else { return Some(t.s(key)) };
    let parts: Vec<&str> = change.parts.iter().filter_map(|id| seen.get(id)).map(String::as_str).collect();
    if parts.is_empty() {
        return None;
    }
    // No more are noted: whether there were, and whether he sees them, is not known.
    let count = if parts.len() < Change::MOST { t.number(parts.len()) } else { format!("{}+", t.number(Change::MOST)) };
    let mut names: Vec<String> = parts.iter().map(|part| word(t, part)).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() > NAMED {
        names.truncate(NAMED);
        names.push("…".into());
    }
    Some(t.a(key, [("n", parts.len().into()), ("count", count.into()), ("names", names.join(", ").into())]))
}

/// How a part is named.
type Word = fn(&Words, &str) -> String;

/// The message of what was done, and how its parts are named; none for what is done to the event itself.
fn done_key(done: Done) -> Option<(&'static str, Option<Word>)> {
    let plain: Word = |_, name| name.to_owned();
    let (object, arrow): (Word, Word) = (said::object, relationship::words);
    Some(match done {
        Done::Title => (key!("threats-history-title"), None),
        Done::Date => (key!("threats-history-date"), None),
        Done::TlpWider => (key!("threats-history-tlp-wider"), None),
        Done::TlpStricter => (key!("threats-history-tlp-stricter"), None),
        Done::ThreatLevel => (key!("threats-history-threat-level"), None),
        Done::Analysis => (key!("threats-history-analysis"), None),
        Done::TagAdded => (key!("threats-history-tag-added"), None),
        Done::TagRemoved => (key!("threats-history-tag-removed"), None),
        Done::AttributeAdded => (key!("threats-history-attribute-added"), Some(plain)),
        Done::AttributeChanged => (key!("threats-history-attribute-changed"), Some(plain)),
        Done::AttributeDetected => (key!("threats-history-attribute-detected"), Some(plain)),
        Done::AttributeSilenced => (key!("threats-history-attribute-silenced"), Some(plain)),
        Done::AttributeTagged => (key!("threats-history-attribute-tagged"), Some(plain)),
        Done::AttributeUntagged => (key!("threats-history-attribute-untagged"), Some(plain)),
        Done::AttributeRemoved => (key!("threats-history-attribute-removed"), Some(plain)),
        Done::ObjectAdded => (key!("threats-history-object-added"), Some(object)),
        Done::ObjectRemoved => (key!("threats-history-object-removed"), Some(object)),
        Done::ReferenceAdded => (key!("threats-history-reference-added"), Some(arrow)),
        Done::ReferenceRemoved => (key!("threats-history-reference-removed"), Some(arrow)),
        Done::ReportAdded => (key!("threats-history-report-added"), Some(plain)),
        Done::ReportChanged => (key!("threats-history-report-changed"), Some(plain)),
        Done::ReportRemoved => (key!("threats-history-report-removed"), Some(plain)),
        Done::Other => return None,
    })
}

fn fact_key(fact: &str) -> &'static str {
    match fact {
        "threats.event-created" => key!("threats-fact-created"),
        "threats.event-imported" => key!("threats-fact-imported"),
        "threats.event-published" => key!("threats-fact-published"),
        "threats.event-recalled" => key!("threats-fact-recalled"),
        "threats.event-corrected" => key!("threats-fact-corrected"),
        "threats.event-withdrawn" => key!("threats-fact-withdrawn"),
        "threats.event-narrowed" => key!("threats-fact-narrowed"),
        _ => key!("threats-fact-changed"),
    }
}

fn how_key(how: &str) -> &'static str {
    match how {
        "published" => key!("threats-how-published"),
        "exported" => key!("threats-how-exported"),
        "downloaded" => key!("threats-how-downloaded"),
        "lost" => key!("threats-how-lost"),
        _ => key!("threats-how-api"),
    }
}
