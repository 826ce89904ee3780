//! People as accounts: found by name or address, with their state and their living sessions.

use askama::Template;
use belfry_documents::Cell;
use belfry_kernel::Problem;
use belfry_kernel::access::Oversee;
use belfry_store::Read;
use belfry_web::components::{Choice, Tab};
use belfry_web::table::{self, Rows};
use belfry_web::views::Narrowed;
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::store::{self, Filter, PAGE};

const HERE: &str = "/members/platform/people";

struct Row {
    name: String,
    href: String,
    email: String,
    organisation: String,
    state: String,
    kind: &'static str,
    asked: bool,
    sessions: String,
}

#[derive(Template)]
#[template(path = "platform/people.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    filter: Filter,
    states: Vec<Choice>,
    rows: Vec<Row>,
    older: String,
    files: (String, String),
}

fn filter(visit: &Visit<Oversee>) -> Filter {
    let text = |name| visit.query(name).chars().take(200).collect::<String>();
    Filter { text: text("q"), state: text("state") }
}

fn query(filter: &Filter, before: Option<i64>) -> String {
    let before = before.map(|id| id.to_string()).unwrap_or_default();
    let all = [("q", filter.text.as_str()), ("state", filter.state.as_str()), ("before", before.as_str())];
    serde_urlencoded::to_string(all.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
        .unwrap_or_default()
}

/// How somebody can stand.
const STATES: [&str; 4] = ["active", "invited", "disabled", "asked"];
// words: members-platform-state-{active,invited,disabled,asked}
pub(super) fn state_words(t: &Words, code: &str) -> String {
    t.s(&format!("members-platform-state-{code}"))
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let t = list.t;
    let state = STATES.into_iter().find(|state| *state == list.text("state")).map(|state| state_words(t, state));
    let all = [
        (t.s("members-platform-people-text"), list.text("q").to_owned()),
        (t.s("members-platform-state"), state.unwrap_or_default()),
    ];
    Ok(super::narrowed(t, all))
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (t, filter) = (visit.t(), filter(visit));
    let before = visit.query("before").parse().ok();
    let mut found = store::people(&*visit.read()?, &filter, before, visit.now(), PAGE + 1)?;
    let more = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let older = found.last().filter(|_| more).map(|last| format!("{HERE}?{}", query(&filter, Some(last.id.0))));
    let row = |one: store::Listed| Row {
        href: format!("{HERE}/{}", one.uuid),
        kind: if one.state == "active" { "good" } else { "" },
        state: state_words(&t, &one.state),
        asked: one.asked.is_some(),
        sessions: t.number(one.sessions),
        organisation: one.organisation.unwrap_or_default(),
        name: one.name,
        email: one.email,
    };
    let body = Body {
        tabs: super::tabs(&t, HERE),
        states: STATES.iter().map(|code| Choice::new(*code, state_words(&t, code), &filter.state)).collect(),
        rows: found.into_iter().map(row).collect(),
        older: older.unwrap_or_default(),
        files: table::links(HERE, &query(&filter, None)),
        filter,
        t: t.clone(),
    };
    Ok(super::frame(visit, body).into())
}

/// The list as a file.
///
/// # Errors
/// As [`table::file`].
pub fn file(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let now = visit.now();
    table::file(visit, "people", People { filter: filter(visit), before: None, now })
}

struct People {
    filter: Filter,
    before: Option<i64>,
    now: Timestamp,
}

impl Rows for People {
    fn columns(&self, t: &Words) -> Vec<String> {
        [
            "members-person-name",
            "members-sign-in-email",
            "members-organisation-name",
            "members-platform-state",
            "members-platform-sessions",
        ]
        .map(|key| t.s(key))
        .to_vec()
    }

    fn block(&mut self, read: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let found = store::people(read, &self.filter, self.before, self.now, 250)?;
        self.before = found.last().map(|one| one.id.0).or(self.before);
        let row = |one: store::Listed| {
            let state = state_words(t, &one.state);
            vec![one.name.into(), one.email.into(), one.organisation.into(), state.into(), one.sessions.into()]
        };
        Ok(found.into_iter().map(row).collect())
    }
}
