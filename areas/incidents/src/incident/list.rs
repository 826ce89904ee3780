//! The incidents of one's own organisations: filters in the address, newest first, pages by key.

use askama::Template;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::select::{self, COUNTED, Filter};
use super::store::Incident;
use super::{State, fields, url};
use crate::access::{Create, Inbox, Notify, Read};

/// Rows on a page.
const ROWS: usize = 30;
const HERE: &str = "/incidents";

struct Row {
    href: String,
    title: String,
    number: String,
    kind: String,
    exercise: bool,
    state: String,
    state_kind: &'static str,
    severity: String,
    when: (String, String),
}

#[derive(Template)]
#[template(path = "incident/list.html")]
struct Body {
    t: Words,
    filter: Filter,
    filtered: bool,
    first: bool,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    sectors: Vec<Choice>,
    causes: Vec<Choice>,
    active: Vec<ActiveFilter>,
    count: String,
    files: (String, String),
    rows: Vec<Row>,
    newer: String,
    older: String,
}

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
    drop(read);
    let older = rows.last().filter(|_| more).map(|(last, _)| at(&filter, Some(last.id)));
    let state =
        |state: &State| Choice::new(state.code(), t.s(&format!("incidents-state-{}", state.code())), &filter.state);
    let body = Body {
        filtered: !filter.fields().is_empty(),
        first: before.is_none(),
        kinds: fields::kinds(&t, &filter.kind),
        states: State::ALL.iter().map(state).collect(),
        sectors: fields::sectors(&t, &filter.sector),
        causes: fields::causes(&t, &filter.cause),
        active: active(&t, &filter),
        count: counted(&t, found),
        files: belfry_web::table::links("/incidents/records", &filter.query("")),
        rows: rows.iter().map(|row| drawn(visit, row)).collect(),
        newer: if before.is_some() { at(&filter, None) } else { String::new() },
        older: older.unwrap_or_default(),
        filter,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("incidents-title"), body).lead(t.s("incidents-lead"));
    if visit.may::<Notify>(None) {
        page = page.action(Action::link(t.s("incidents-warn-title"), "/incidents/warn", "incidents").primary());
    }
    if visit.may::<Create>(None) {
        page = page.action(Action::link(t.s("incidents-record-new"), "/incidents/records/new", "plus"));
    }
    if visit.may::<Inbox>(None) {
        page = page.action(Action::link(t.s("incidents-inbox-title"), "/incidents/inbox", "message"));
    }
    Ok(page.into())
}

fn counted(t: &Words, found: i64) -> String {
    if found > COUNTED { t.n("incidents-list-count-more", COUNTED) } else { t.n("incidents-list-count", found) }
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
        "sector" => t.named("sector", value),
        "kind" => t.s(&format!("incidents-kind-{value}")),
        "state" => t.s(&format!("incidents-state-{value}")),
        "cause" => t.s(&format!("incidents-cause-{value}")),
        "exercise" => t.s(&format!("incidents-said-{value}")),
        _ => value.to_owned(),
    }
}

// words: incidents-filter-{q,kind,state,sector,cause,exercise}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    Ok(active(list.t, &Filter::of(list.query)).into_iter().map(|one| one.label).collect())
}

fn active(t: &Words, filter: &Filter) -> Vec<ActiveFilter> {
    let chip = |(name, value): (&'static str, &str)| {
        let label = t.s(&format!("incidents-filter-{name}"));
        let rest = filter.query(name);
        ActiveFilter {
            label: t.a("incidents-list-filter", [("label", label.into()), ("value", said(t, name, value).into())]),
            remove: if rest.is_empty() { HERE.to_owned() } else { format!("{HERE}?{rest}") },
        }
    };
    filter.fields().into_iter().map(chip).collect()
}

/// How a state looks.
#[must_use]
pub fn chip(state: State) -> &'static str {
    match state {
        State::Open => "warn",
        State::Resolved => "accent",
        State::Closed => "good",
    }
}

fn drawn(visit: &Visit<Read>, (subject, incident): &(Subject, Incident)) -> Row {
    let t = visit.t();
    let at = incident.written.began.or(incident.written.detected).or(incident.written.aware).unwrap_or(incident.opened);
    Row {
        href: url(subject),
        title: subject.title.clone(),
        number: incident.number.clone(),
        kind: t.s(&format!("incidents-kind-{}", incident.written.kind.code())),
        exercise: incident.written.exercise,
        state: t.s(&format!("incidents-state-{}", incident.state.code())),
        state_kind: chip(incident.state),
        severity: incident
            .written
            .severity
            .map(|one| t.s(&format!("incidents-severity-{}", one.code())))
            .unwrap_or_default(),
        when: (at.to_string(), t.relative(at, visit.now())),
    }
}
