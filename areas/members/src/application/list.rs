//! Applications that somebody answers: of his authority's country and mandate, or all for who administers the platform.

use askama::Template;
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::components::Tab;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{Reach, store};
use crate::access::Sift;
use crate::register::registration::{State, state_kind, state_name};
use crate::register::said;

/// The list's address.
pub const HERE: &str = "/members/applications";
/// Rows on a page.
const ROWS: i64 = 50;

struct Row {
    href: String,
    name: String,
    person: String,
    sector: String,
    country: String,
    state: String,
    state_kind: &'static str,
    since: (String, String),
}

#[derive(Template)]
#[template(path = "application/list.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    next: String,
}

/// The list.
///
/// # Errors
/// [`Problem::NotFound`] for whoever answers none, and those of the database.
pub fn page(visit: &mut Visit<Sift>) -> Result<Reply, Problem> {
    let t = visit.t();
    let reach = Reach::of(&*visit.read()?, visit.person()?)?.ok_or(Problem::NotFound)?;
    let state = State::parse(visit.query("state"));
    let read = visit.house().db.read(Key::SYSTEM)?;
    let counts = store::by_state(&read, &reach)?;
    let mut found = store::list(&read, &reach, state, visit.query("before").parse().ok(), ROWS + 1)?;
    drop(read);
    let more = found.len() as i64 > ROWS;
    found.truncate(ROWS as usize);
    let of = state.map_or("", State::code);
    let next = found.last().filter(|_| more).map(|last| format!("{HERE}?state={of}&before={}", last.id));
    let row = |one: store::Application| Row {
        href: format!("{HERE}/{}", one.uuid),
        person: one.person,
        sector: if one.sheet.sector().is_empty() { String::new() } else { said::sector(&t, &one.sheet.sector()) },
        country: said::country(&t, &one.sheet.country),
        state: state_name(&t, Some(one.state)),
        state_kind: state_kind(Some(one.state)),
        since: (one.created.to_string(), t.date(one.created)),
        name: one.sheet.name,
    };
    let body = Body {
        tabs: tabs(&t, state, &counts),
        rows: found.into_iter().map(row).collect(),
        next: next.unwrap_or_default(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("members-application-list"), body)
        .lead(t.s("members-application-list-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .into())
}

fn tabs(t: &Words, state: Option<State>, counts: &[(String, i64)]) -> Vec<Tab> {
    let count =
        |code: &str| counts.iter().filter(|(one, _)| code.is_empty() || one == code).map(|(_, n)| n).sum::<i64>();
    let tab = |of: Option<State>| {
        let code = of.map_or("", State::code);
        Tab {
            label: of.map_or_else(|| t.s("members-desk-all"), |state| state_name(t, Some(state))),
            href: if code.is_empty() { HERE.to_owned() } else { format!("{HERE}?state={code}") },
            count: t.number(count(code)),
            current: of == state,
        }
    };
    std::iter::once(None).chain(State::ALL.iter().copied().map(Some)).map(tab).collect()
}
