//! The list of records: filters in the address, newest first, pages by key.

use std::collections::HashMap;

use askama::Template;
use belfry_identity::organisation::{self, OrganisationName, directory::SECTORS};
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::{Words, sortable};

use super::select::{self, COUNTED, Filter, Listed, STATES};
use super::{fields, url};
use crate::access::{Create, Export, Inbox, Read, Tell};

/// Rows on a page.
const ROWS: usize = 30;
const HERE: &str = "/practices";

struct Row {
    href: String,
    title: String,
    kind: String,
    kind_code: &'static str,
    owner: String,
    sectors: String,
    state: String,
    tlp: String,
    when: (String, String),
    endorsed: String,
    adopted: String,
}

#[derive(Template)]
#[template(path = "record/list.html")]
struct Body {
    t: Words,
    filter: Filter,
    filtered: bool,
    first: bool,
    kinds: Vec<Choice>,
    sectors: Vec<Choice>,
    sizes: Vec<Choice>,
    levels: Vec<Choice>,
    states: Vec<Choice>,
    active: Vec<ActiveFilter>,
    count: String,
    rows: Vec<Row>,
    newer: String,
    older: String,
    files: (String, String),
    may_export: bool,
    may_create: bool,
}

// words: practices-list-state-{working,superseded,all}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let filter = Filter::of(visit.queries());
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let mut rows = select::rows(&read, &filter, before, ROWS as i64 + 1)?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let found = if before.is_none() && !more { rows.len() as i64 } else { select::count(&read, &filter)? };
    let names = organisation::names(&read, &select::owners(&rows))?;
    let sectors = select::sectors(&read, &rows.iter().map(|row| row.subject.id).collect::<Vec<_>>())?;
    drop(read);
    let older = rows.last().filter(|_| more).map(|last| at(&filter, Some(last.subject.id)));
    let mut offered: Vec<Choice> =
        SECTORS.iter().map(|code| Choice::new(*code, t.named("sector", code), &filter.sector)).collect();
    offered.sort_by_cached_key(|one| sortable(&one.label));
    let state = |code: &&str| Choice::new(*code, t.s(&format!("practices-list-state-{code}")), &filter.state);
    let body = Body {
        filtered: !filter.fields().is_empty(),
        first: before.is_none(),
        kinds: fields::kinds(&t, &filter.kind),
        sectors: offered,
        sizes: fields::sizes(&t, &filter.size),
        levels: fields::levels(&t, &filter.level),
        states: STATES.iter().map(state).collect(),
        active: active(&t, &filter),
        count: counted(&t, found),
        rows: rows.iter().map(|row| drawn(visit, row, &names, &sectors)).collect(),
        newer: if before.is_some() { at(&filter, None) } else { String::new() },
        older: older.unwrap_or_default(),
        files: belfry_web::table::links("/practices/records", &filter.query("")),
        may_export: visit.may::<Export>(None),
        may_create: visit.may::<Create>(None),
        filter,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("practices-title"), body).lead(t.s("practices-lead"));
    if visit.may::<Tell>(None) {
        page = page.action(Action::link(t.s("practices-report-new"), "/practices/report", "send").primary());
    }
    if visit.may::<Create>(None) {
        page = page.action(Action::link(t.s("practices-record-new"), "/practices/records/new", "plus"));
    }
    page = page.action(Action::link(t.s("practices-next-title"), "/practices/next", "search"));
    if visit.may::<Inbox>(None) {
        page = page.action(Action::link(t.s("practices-report-inbox"), "/practices/inbox", "history"));
    }
    Ok(page.into())
}

fn counted(t: &Words, found: i64) -> String {
    if found > COUNTED { t.n("practices-list-count-more", COUNTED) } else { t.n("practices-list-count", found) }
}

fn at(filter: &Filter, before: Option<SubjectId>) -> String {
    let mut query = filter.query("");
    if let Some(before) = before {
        query = format!("{query}{}before={before}", if query.is_empty() { "" } else { "&" });
    }
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
}

/// What stands in a filter, in words.
fn said(t: &Words, name: &str, value: &str) -> String {
    match name {
        "kind" => t.s(&format!("practices-kind-{value}")),
        "sector" => t.named("sector", value),
        "size" => t.s(&format!("practices-size-{value}")),
        "level" => t.s(&format!("practices-level-{value}")),
        "state" => t.s(&format!("practices-list-state-{value}")),
        _ => value.to_owned(),
    }
}

// words: practices-filter-{q,kind,sector,size,item,country,level,state}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    Ok(active(list.t, &Filter::of(list.query)).into_iter().map(|one| one.label).collect())
}

fn active(t: &Words, filter: &Filter) -> Vec<ActiveFilter> {
    let chip = |(name, value): (&'static str, &str)| {
        let label = t.s(&format!("practices-filter-{name}"));
        let rest = filter.query(name);
        ActiveFilter {
            label: t.a("practices-list-filter", [("label", label.into()), ("value", said(t, name, value).into())]),
            remove: if rest.is_empty() { HERE.to_owned() } else { format!("{HERE}?{rest}") },
        }
    };
    filter.fields().into_iter().map(chip).collect()
}

fn drawn(
    visit: &Visit<Read>,
    row: &Listed,
    names: &HashMap<OrganisationId, OrganisationName>,
    sectors: &HashMap<SubjectId, Vec<String>>,
) -> Row {
    let t = visit.t();
    let of = sectors.get(&row.subject.id).map(Vec::as_slice).unwrap_or_default();
    let of: Vec<String> = of.iter().map(|code| t.named("sector", code)).collect();
    let at = row.record.published.unwrap_or(row.subject.updated);
    Row {
        href: url(&row.subject),
        title: row.subject.title.clone(),
        kind: t.s(&format!("practices-kind-{}", row.record.written.kind.code())),
        kind_code: row.record.written.kind.code(),
        owner: names.get(&row.subject.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
        sectors: if of.is_empty() { t.s("practices-field-any-sector") } else { t.list(&of) },
        state: if row.record.state == super::State::Published {
            String::new()
        } else {
            t.s(&format!("practices-state-{}", row.record.state.code()))
        },
        tlp: row.tlp.clone(),
        when: (at.to_string(), t.relative(at, visit.now())),
        endorsed: if row.endorsed > 0 { t.n("practices-list-endorsed", row.endorsed) } else { String::new() },
        adopted: if row.adopted > 0 { t.n("practices-list-adopted", row.adopted) } else { String::new() },
    }
}
