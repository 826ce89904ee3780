//! The list of events: filters in the address, newest first, pages by key.

pub mod filter;
mod held;
pub mod select;
pub mod table;

use std::collections::HashSet;

use askama::Template;
use belfry_kernel::{OrganisationId, Problem, Tlp};
use belfry_web::components::{ActiveFilter, Choice, no_day};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::{Words, key};
use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;
use uuid::Uuid;

use self::filter::Filter;
use self::select::{Cursor, Listed, PAGE};
use super::State;
use crate::access::{Create, Import, Read};

/// The page.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let filter = Filter::of(visit.queries());
    let cursor = Cursor::of(visit.query("before"), visit.query("after"));
    let read = visit.read()?;
    let found = select::page(&read, &filter, cursor)?;
    let circles: Vec<i64> = visit.actor().grants().circles.iter().map(|circle| circle.0).collect();
    let around = select::around(&read, &found.rows, &circles)?;
    drop(read);
    let days = Days::of(&t, found.rows.iter().filter_map(|row| row.date.as_deref()));
    let rows: Vec<Row> = found.rows.into_iter().map(|row| Row::new(row, &around, &found.copied)).collect();
    let query = filter.query();
    let here = |extra: &str| address(&query, extra);
    let body = Body {
        count: count_words(&t, found.count, found.is_cut),
        newer: found.newer.map_or_else(String::new, |id| here(&format!("after={id}"))),
        older: found.older.map_or_else(String::new, |id| here(&format!("before={id}"))),
        files: belfry_web::table::links("/threats/events", &query),
        circles: choices(circles.iter().filter_map(|id| around.names.get(id)), &filter.circle),
        states: states(&t, &filter.state),
        levels: levels(&t, &filter.tlp),
        active: active(&t, &filter, &around),
        words: StateWords::new(&t),
        no_from: no_day(&t, filter.mistyped("from")),
        no_to: no_day(&t, filter.mistyped("to")),
        may_import: visit.may::<Import>(None),
        rows,
        days,
        around,
        filter,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("threats-list-title"), body);
    if visit.may::<Create>(None) {
        page = page.action(Action::link(t.s("threats-list-new"), "/threats/events/new", "plus").primary());
    }
    if visit.may::<Import>(None) {
        page = page.action(Action::link(t.s("threats-list-import"), "/threats/import", "import"));
    }
    page = page.action(Action::link(t.s("threats-list-lookup"), "/threats/values", "search"));
    page = page.action(Action::link(t.s("threats-vocabulary-title"), "/threats/vocabularies", "tag"));
    Ok(page.into())
}

/// "1,000+ events" beyond what is counted; "at least" where there may be more than was looked through.
fn count_words(t: &Words, count: i64, is_cut: bool) -> String {
    if count > belfry_store::search::COUNTED {
        t.n("threats-list-count-more", belfry_store::search::COUNTED)
    } else if is_cut {
        t.n("threats-list-count-least", count)
    } else {
        t.n("threats-list-count", count)
    }
}

fn address(query: &str, extra: &str) -> String {
    let joint = if query.is_empty() || extra.is_empty() { "" } else { "&" };
    format!("/threats/events?{query}{joint}{extra}")
}

fn choices<'a>(named: impl Iterator<Item = &'a select::Named>, current: &str) -> Vec<Choice> {
    let mut all: Vec<Choice> =
        named.map(|named| Choice::new(named.uuid.to_string(), named.title.as_str(), current)).collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}

/// The states that anybody gets to see, with their words.
fn states(t: &Words, current: &str) -> Vec<Choice> {
    [State::Published, State::Draft, State::Recalled]
        .into_iter()
        .map(|state| Choice::new(state.code(), t.s(state_key(state)), current))
        .collect()
}

/// The message that names a state.
pub fn state_key(state: State) -> &'static str {
    match state {
        State::Staged => key!("threats-state-staged"),
        State::Draft => key!("threats-state-draft"),
        State::Published => key!("threats-state-published"),
        State::Recalled => key!("threats-state-recalled"),
    }
}

/// TLP's levels as choices; none stated comes last.
pub fn levels(t: &Words, current: &str) -> Vec<Choice> {
    let stated = Tlp::ALL.into_iter().filter(|level| level.written().is_some());
    stated
        .chain([Tlp::NotStated])
        .map(|level| {
            let words = level.written().map_or_else(|| t.s("threats-tlp-not-stated"), str::to_owned);
            Choice::new(level.code(), words, current)
        })
        .collect()
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// Those of the database.
pub fn said(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let filter = Filter::of(list.query);
    let uuids = [&filter.owner, &filter.circle].into_iter().filter_map(|uuid| uuid.parse().ok());
    let names = select::named(list.read, uuids.collect())?;
    let around = select::Around { names, ..select::Around::default() };
    Ok(active(list.t, &filter, &around).into_iter().map(|one| one.label).collect())
}

fn active(t: &Words, filter: &Filter, around: &select::Around) -> Vec<ActiveFilter> {
    let named = |uuid: &str| {
        let found = around.names.values().find(|named| named.uuid.to_string() == uuid);
        found.map_or_else(|| uuid.to_owned(), |named| named.title.clone())
    };
    let mut all = Vec::new();
    for (name, value) in filter.fields() {
        let value = match name {
            "owner" | "circle" => named(value),
            // The name that stands before it says TLP already.
            "tlp" => match Tlp::parse(value).and_then(Tlp::written) {
                Some(level) => level.trim_start_matches("TLP:").to_owned(),
                None => t.s("threats-list-tlp-none"),
            },
            "state" => State::parse(value).map_or_else(String::new, |state| t.s(state_key(state))),
            _ => value.to_owned(),
        };
        let label = match name {
            "q" => value,
            _ => t.a("threats-list-filter", [("name", t.s(label_key(name)).into()), ("value", value.into())]),
        };
        all.push(ActiveFilter { label, remove: address(&filter.without(name).query(), "") });
    }
    all
}

fn label_key(name: &str) -> &'static str {
    match name {
        "tag" => key!("threats-list-tag"),
        "type" => key!("threats-list-type"),
        "owner" => key!("threats-list-owner"),
        "tlp" => key!("threats-list-tlp"),
        "state" => key!("threats-list-state"),
        "from" => key!("threats-list-from"),
        "to" => key!("threats-list-to"),
        "circle" => key!("threats-list-circle"),
        _ => key!("threats-list-text"),
    }
}

/// Days in words, each said once: lists repeat them.
pub struct Days(HashMap<String, String>);

impl Days {
    /// "22 November 2026" for `2026-11-22`; what cannot be read stays as it is.
    pub fn of<'d>(t: &Words, written: impl Iterator<Item = &'d str>) -> Self {
        let mut said: HashMap<String, String> = HashMap::new();
        for day in written {
            if !said.contains_key(day) {
                said.insert(day.to_owned(), day.parse::<Date>().map_or_else(|_| day.to_owned(), |date| t.day(date)));
            }
        }
        Self(said)
    }

    /// One of those that it was made of; nothing for none.
    pub fn say(&self, day: Option<&str>) -> &str {
        day.and_then(|day| self.0.get(day)).map_or("", String::as_str)
    }
}

/// The words of the states, said once.
struct StateWords {
    draft: String,
    recalled: String,
    more: String,
}

impl StateWords {
    fn new(t: &Words) -> Self {
        Self {
            draft: t.s("threats-state-draft"),
            recalled: t.s("threats-state-recalled"),
            more: t.s("threats-list-more-tags"),
        }
    }
}

/// A tag as the component takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagWords {
    /// Before the colon; the whole of a tag that is no machine tag.
    pub namespace: String,
    /// Between colon and equals sign.
    pub predicate: String,
    /// After it, without quotes.
    pub value: String,
    /// `#rrggbb`, or empty.
    pub colour: String,
    name: String,
}

impl TagWords {
    /// Takes a tag apart: `namespace:predicate="value"`.
    pub fn new(name: &str, colour: Option<&str>) -> Self {
        let (namespace, rest) = name.split_once(':').unwrap_or((name, ""));
        let (predicate, value) = rest.split_once('=').unwrap_or((rest, ""));
        Self {
            namespace: namespace.to_owned(),
            predicate: predicate.to_owned(),
            value: value.trim_matches('"').to_owned(),
            colour: colour.filter(|colour| is_colour(colour)).unwrap_or_default().to_owned(),
            name: name.to_owned(),
        }
    }

    /// The list of what carries it.
    pub fn href(&self) -> String {
        let query = serde_urlencoded::to_string([("tag", &self.name)]).unwrap_or_default();
        format!("/threats/events?{query}")
    }
}

/// A colour as tags carry it. Anything else is dropped: it goes into an attribute of the page.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

struct Row {
    listed: Listed,
    /// Behind its UUID, where that alone would lead to another organisation's record.
    holder: String,
    tags: Vec<TagWords>,
    more: usize,
}

/// Tags shown in a row.
const FEW_TAGS: usize = 3;

impl Row {
    fn new(listed: Listed, around: &select::Around, copied: &HashSet<Uuid>) -> Self {
        let holder = around.names.get(&listed.owner.0).filter(|_| copied.contains(&listed.uuid));
        let all = around.tags.get(&listed.id).map(Vec::as_slice).unwrap_or_default();
        // TLP stands in a column of its own.
        let shown = || all.iter().filter(|(name, _)| !name.starts_with("tlp:"));
        Self {
            tags: shown().take(FEW_TAGS).map(|(name, colour)| TagWords::new(name, colour.as_deref())).collect(),
            more: shown().count().saturating_sub(FEW_TAGS),
            holder: holder.map_or_else(String::new, |holder| format!("@{}", holder.uuid)),
            listed,
        }
    }
}

impl select::Around {
    /// The name of an organisation; empty when the reader may not know of it.
    pub fn name(&self, organisation: OrganisationId) -> String {
        self.names.get(&organisation.0).map_or_else(String::new, |named| named.title.clone())
    }

    /// The short name of an event's owner; empty when the reader may not know of it.
    fn owner(&self, listed: &Listed) -> &str {
        self.names.get(&listed.owner.0).map_or("", |named| &named.short)
    }
}

#[derive(Template)]
#[template(path = "event/list.html")]
struct Body {
    t: Words,
    filter: Filter,
    rows: Vec<Row>,
    days: Days,
    around: select::Around,
    count: String,
    newer: String,
    older: String,
    files: (String, String),
    circles: Vec<Choice>,
    states: Vec<Choice>,
    levels: Vec<Choice>,
    active: Vec<ActiveFilter>,
    words: StateWords,
    no_from: String,
    no_to: String,
    may_import: bool,
}

/// Rows on a page, for other lists of events.
pub const ROWS: i64 = PAGE;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_taken_apart() {
        let tag = TagWords::new("rsit:malicious-code=\"c2-server\"", Some("#9b2226"));
        assert_eq!(
            (tag.namespace.as_str(), tag.predicate.as_str(), tag.value.as_str()),
            ("rsit", "malicious-code", "c2-server")
        );
        assert_eq!(tag.colour, "#9b2226");
        let plain = TagWords::new("ransomware", Some("red\" onload"));
        assert_eq!((plain.namespace.as_str(), plain.predicate.as_str(), plain.colour.as_str()), ("ransomware", "", ""));
    }
}
