//! What was notified to one's organisation: by deadline, narrowed by state, sector, law and who takes care of it; pages by key.
//!
//! | module | holds |
//! |---|---|
//! | this | the page |
//! | [`table`] | the same as a file |
//! | [`api`] | the same for programs |
//! | [`select`] | its rows: a walk along an index of those who receive |

pub mod api;
pub mod select;
pub mod table;

use std::collections::HashMap;

use askama::Template;
use belfry_identity::organisation::{self, OrganisationName};
use belfry_identity::person;
use belfry_kernel::{OrganisationId, PersonId, Problem};
use belfry_web::components::{ActiveFilter, Choice, Tab};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use crate::access::{HANDLERS, Inbox, Route, all};
use crate::audience;
use crate::incident::fields;
use crate::notification::{self, State, show};
use crate::regime;
use select::{COUNTED, Filter, Listed};

/// Rows on a page.
const ROWS: usize = 50;
const HERE: &str = "/incidents/inbox";

struct Row {
    href: String,
    number: String,
    entity: String,
    exercise: bool,
    kind: String,
    law: String,
    sector: String,
    state: String,
    state_kind: &'static str,
    border: bool,
    due: (String, String),
    late: bool,
    assignee: String,
}

#[derive(Template)]
#[template(path = "inbox/page.html")]
struct Body {
    t: Words,
    filter: Filter,
    filtered: bool,
    first: bool,
    tabs: Vec<Tab>,
    states: Vec<Choice>,
    sectors: Vec<Choice>,
    laws: Vec<Choice>,
    whose: Vec<Choice>,
    active: Vec<ActiveFilter>,
    count: String,
    late: String,
    files: (String, String),
    rows: Vec<Row>,
    newer: String,
    older: String,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Inbox>) -> Result<Reply, Problem> {
    let t = visit.t();
    let offices = all(visit.person()?, HANDLERS);
    let mut filter = Filter::of(visit.queries());
    let chosen = offices.iter().find(|office| office.0 == filter.office).or(offices.first());
    let office = *chosen.ok_or(Problem::Forbidden)?;
    filter.office = if Some(&office) == offices.first() { 0 } else { office.0 };
    let me = visit.person()?.id;
    let after = select::Cursor::parse(visit.query("after"));
    let read = visit.read()?;
    let mut rows = select::rows(&read, office, me, &filter, after, ROWS as i64 + 1)?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    regime::store::know(&read, rows.iter().map(|row| &row.notification))?;
    let found = if after.is_none() && !more { rows.len() as i64 } else { select::count(&read, office, me, &filter)? };
    let late = select::late(&read, office, visit.now())?;
    let mut owners: Vec<OrganisationId> = rows.iter().map(|row| row.subject.owner).collect();
    owners.extend(offices.iter().filter(|_| offices.len() > 1));
    let names = organisation::names(&read, &owners)?;
    let people: Vec<PersonId> = rows.iter().filter_map(|row| row.assignee).collect();
    let people = person::names(&read, &people)?;
    drop(read);
    let older = rows.last().filter(|_| more).map(|last| at(&filter, Some(last.cursor())));
    let body = Body {
        filtered: filter.fields().iter().any(|(name, _)| *name != "for"),
        first: after.is_none(),
        tabs: tabs(&offices, office, &names),
        states: State::ALL.iter().map(|one| state(&t, *one, &filter.state)).collect(),
        sectors: fields::sectors(&t, &filter.sector),
        laws: regime::all()
            .iter()
            .map(|one| Choice::new(one.name.clone(), one.title(t.language()), &filter.law))
            .collect(),
        whose: ["me", "nobody"]
            .map(|code| Choice::new(code, t.s(&format!("incidents-inbox-whose-{code}")), &filter.whose))
            .to_vec(),
        active: active(&t, &filter),
        count: counted(&t, found),
        late: if late > 0 {
            t.a("incidents-inbox-late", [("n", late.into()), ("count", capped(&t, late).into())])
        } else {
            String::new()
        },
        files: belfry_web::table::links(HERE, &filter.query("")),
        rows: rows.iter().map(|row| drawn(visit, row, &names, &people)).collect(),
        newer: if after.is_some() { at(&filter, None) } else { String::new() },
        older: older.unwrap_or_default(),
        filter,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("incidents-inbox-title"), body)
        .lead(t.s("incidents-inbox-lead"))
        .crumb(t.s("incidents-nav"), "/incidents");
    page = page.action(Action::link(t.s("incidents-figures-title"), "/incidents/figures", "insight"));
    page = page.action(Action::link(t.s("incidents-summary-list"), "/incidents/summaries", "list"));
    if visit.may::<Route>(None) {
        page = page.action(Action::link(t.s("incidents-route-title"), "/incidents/routes", "settings"));
    }
    Ok(page.into())
}

// words: incidents-inbox-whose-{me,nobody}

fn state(t: &Words, state: State, current: &str) -> Choice {
    Choice::new(state.code(), t.s(&format!("incidents-notification-state-{}", state.code())), current)
}

fn tabs(
    offices: &[OrganisationId],
    office: OrganisationId,
    names: &HashMap<OrganisationId, OrganisationName>,
) -> Vec<Tab> {
    if offices.len() < 2 {
        return Vec::new();
    }
    let tab = |id: &OrganisationId| Tab {
        label: names.get(id).map(|name| name.short_name.clone()).unwrap_or_default(),
        href: format!("{HERE}?for={id}"),
        count: String::new(),
        current: *id == office,
    };
    offices.iter().map(tab).collect()
}

fn capped(t: &Words, n: i64) -> String {
    if n > COUNTED { format!("{}+", t.number(COUNTED)) } else { t.number(n) }
}

fn counted(t: &Words, found: i64) -> String {
    t.a("incidents-inbox-count", [("n", found.into()), ("count", capped(t, found).into())])
}

fn at(filter: &Filter, after: Option<select::Cursor>) -> String {
    let mut query = filter.query("");
    if let Some(after) = after {
        query = format!("{query}{}after={after}", if query.is_empty() { "" } else { "&" });
    }
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{query}") }
}

fn said(t: &Words, name: &str, value: &str) -> String {
    match name {
        "state" => t.s(&format!("incidents-notification-state-{value}")),
        "sector" => t.named("sector", value),
        "law" => regime::latest(value).map_or(value, |regime| regime.title(t.language())).to_owned(),
        "whose" => t.s(&format!("incidents-inbox-whose-{value}")),
        _ => value.to_owned(),
    }
}

// words: incidents-filter-{state,sector,law,whose}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    Ok(active(list.t, &Filter::of(list.query)).into_iter().map(|one| one.label).collect())
}

fn active(t: &Words, filter: &Filter) -> Vec<ActiveFilter> {
    let chip = |(name, value): (&'static str, String)| {
        let label = t.s(&format!("incidents-filter-{name}"));
        let rest = filter.query(name);
        ActiveFilter {
            label: t.a("incidents-list-filter", [("label", label.into()), ("value", said(t, name, &value).into())]),
            remove: if rest.is_empty() { HERE.to_owned() } else { format!("{HERE}?{rest}") },
        }
    };
    filter.fields().into_iter().filter(|(name, _)| *name != "for").map(chip).collect()
}

fn drawn(
    visit: &Visit<Inbox>,
    row: &Listed,
    names: &HashMap<OrganisationId, OrganisationName>,
    people: &HashMap<PersonId, person::PersonName>,
) -> Row {
    let (t, one) = (visit.t(), &row.notification);
    Row {
        href: notification::url(&row.subject),
        number: one.number.clone(),
        entity: names.get(&row.subject.owner).map(|name| name.name.clone()).unwrap_or_default(),
        exercise: one.exercise,
        kind: t.s(&format!("incidents-kind-{}", one.kind.code())),
        law: show::law(one, t.language()).to_owned(),
        sector: if one.sector.is_empty() { String::new() } else { t.named("sector", &one.sector) },
        state: t.s(&format!("incidents-notification-state-{}", one.state.code())),
        state_kind: show::chip(one.state),
        border: one.border == crate::incident::Said::Yes
            && audience::regime(one).is_some_and(|regime| row.sight.sees(regime, "border")),
        due: row.due.map(|due| (due.to_string(), t.relative(due, visit.now()))).unwrap_or_default(),
        late: row.due.is_some_and(|due| due < visit.now()),
        assignee: row.assignee.and_then(|id| people.get(&id)).map(|name| name.name.clone()).unwrap_or_default(),
    }
}
