//! Applications that somebody answers: of his authority's country and mandate, or all for who administers the platform.

use askama::Template;
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::components::Tab;
use belfry_web::views::Narrowed;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::state_name;
use super::store::Application;
use super::{Reach, due, store};
use crate::access::Sift;
use crate::register::registration::{State, state_kind};
use crate::register::said;

/// The list's address.
pub const HERE: &str = "/members/applications";
/// Rows on a page.
const ROWS: i64 = 50;
/// The word in the address for every state.
const ALL: &str = "all";

struct Row {
    href: String,
    name: String,
    person: String,
    sector: String,
    country: String,
    state: String,
    state_kind: &'static str,
    since: (String, String),
    /// By when it is answered; empty when nothing is.
    due: (String, String),
    late: bool,
}

#[derive(Template)]
#[template(path = "application/list.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    /// Whether those are shown that wait for a decision.
    waiting: bool,
    rows: Vec<Row>,
    next: String,
}

/// What is shown: those that wait for the reader unless he asks for others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Waiting,
    Of(State),
    All,
}

impl Shown {
    fn of(code: &str) -> Self {
        match State::parse(code) {
            Some(State::Submitted) => Self::Waiting,
            Some(state) => Self::Of(state),
            None if code == ALL => Self::All,
            None => Self::Waiting,
        }
    }

    fn label(self, t: &Words) -> String {
        match self {
            Self::Waiting => t.s("members-applications-waiting"),
            Self::Of(state) => state_name(t, state),
            Self::All => t.s("members-desk-all"),
        }
    }

    fn url(self) -> String {
        match self {
            Self::Waiting => HERE.to_owned(),
            Self::Of(state) => format!("{HERE}?state={}", state.code()),
            Self::All => format!("{HERE}?state={ALL}"),
        }
    }
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    Ok(vec![Shown::of(list.text("state")).label(list.t)])
}

/// The list.
///
/// # Errors
/// [`Problem::NotFound`] for whoever answers none, and those of the database.
pub fn page(visit: &mut Visit<Sift>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let reach = Reach::of(&*visit.read()?, visit.person()?)?.ok_or(Problem::NotFound)?;
    let shown = Shown::of(visit.query("state"));
    let read = visit.house().db.read(Key::SYSTEM)?;
    let counts = store::by_state(&read, &reach)?;
    let mut found = match shown {
        Shown::Waiting => store::waiting(&read, &reach, after(visit.query("after")), ROWS + 1)?,
        Shown::Of(state) => store::list(&read, &reach, Some(state), visit.query("before").parse().ok(), ROWS + 1)?,
        Shown::All => store::list(&read, &reach, None, visit.query("before").parse().ok(), ROWS + 1)?,
    };
    drop(read);
    let more = found.len() as i64 > ROWS;
    found.truncate(ROWS as usize);
    let turn = |last: &Application| match shown {
        Shown::Waiting => format!("{HERE}?after={}-{}", last.changed.as_microsecond(), last.id),
        other => format!("{}&before={}", other.url(), last.id),
    };
    let body = Body {
        tabs: tabs(&t, shown, &counts),
        waiting: shown == Shown::Waiting,
        next: found.last().filter(|_| more).map(turn).unwrap_or_default(),
        rows: found.into_iter().map(|one| row(&t, one, now)).collect(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("members-application-list"), body)
        .lead(t.s("members-application-list-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .into())
}

/// The place of a page in what waits: an instant in microseconds and an id.
fn after(text: &str) -> Option<(Timestamp, i64)> {
    let (changed, id) = text.split_once('-')?;
    Some((Timestamp::from_microsecond(changed.parse().ok()?).ok()?, id.parse().ok()?))
}

fn row(t: &Words, one: Application, now: Timestamp) -> Row {
    let due = due(one.state, one.changed);
    Row {
        href: format!("{HERE}/{}", one.uuid),
        person: one.person,
        sector: if one.sheet.sector().is_empty() { String::new() } else { said::sector(t, &one.sheet.sector()) },
        country: said::country(t, &one.sheet.country),
        state: state_name(t, one.state),
        state_kind: state_kind(Some(one.state)),
        since: (one.created.to_string(), t.date(one.created)),
        due: due.map(|due| (due.to_string(), t.date(due))).unwrap_or_default(),
        late: due.is_some_and(|due| due < now),
        name: one.sheet.name,
    }
}

fn tabs(t: &Words, shown: Shown, counts: &[(String, i64)]) -> Vec<Tab> {
    let count =
        |code: &str| counts.iter().filter(|(one, _)| code.is_empty() || one == code).map(|(_, n)| n).sum::<i64>();
    let tab = |of: Shown| {
        let code = match of {
            Shown::Waiting => State::Submitted.code(),
            Shown::Of(state) => state.code(),
            Shown::All => "",
        };
        Tab { label: of.label(t), href: of.url(), count: t.number(count(code)), current: of == shown }
    };
    let others = State::ALL.iter().copied().filter(|state| *state != State::Submitted).map(Shown::Of);
    std::iter::once(Shown::Waiting).chain(others).chain([Shown::All]).map(tab).collect()
}
