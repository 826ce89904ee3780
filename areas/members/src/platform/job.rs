//! Jobs: what waits, runs and failed; tried again or stopped. A job of somebody else shows a class of failure, never its words.

use askama::Template;
use belfry_contracts::platform::{JobRetried, JobStopped};
use belfry_kernel::Problem;
use belfry_kernel::access::{Administer, Oversee};
use belfry_store::job::{self, Job};
use belfry_store::{Key, ledger};
use belfry_web::components::{Choice, Tab};
use belfry_web::views::Narrowed;
use belfry_web::{Reply, Visit};
use belfry_words::Words;

const HERE: &str = "/members/platform/jobs";
const PAGE: i64 = 50;

struct Row {
    name: String,
    id: String,
    state: String,
    kind: &'static str,
    tries: String,
    asked: String,
    error: String,
    retried: bool,
    stopped: bool,
    act: String,
}

#[derive(Template)]
#[template(path = "platform/jobs.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    older: String,
}

// words: members-platform-job-{waiting,running,done,failed,cancelled}
const STATES: [&str; 5] = ["waiting", "running", "done", "failed", "cancelled"];

fn state_words(t: &Words, state: &str) -> String {
    t.s(&format!("members-platform-job-{state}"))
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// None.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let state = STATES.into_iter().find(|state| *state == list.text("state"));
    let state = state.map(|state| (list.t.s("members-platform-state"), state_words(list.t, state)));
    Ok(super::narrowed(list.t, state))
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (t, own) = (visit.t(), visit.person()?.id);
    let state = STATES.into_iter().find(|state| *state == visit.query("state")).unwrap_or("");
    let before = visit.query("before").parse().ok();
    let mut found = job::newest(&visit.house().db.read(Key::SYSTEM)?, state, before, PAGE + 1)?;
    let more = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let older = found.last().filter(|_| more).map(|last| format!("{HERE}?state={state}&before={}", last.id));
    let row = |one: Job| Row {
        kind: match one.state.as_str() {
            "failed" => "danger",
            "done" => "good",
            "running" => "accent",
            _ => "",
        },
        state: state_words(&t, &one.state),
        tries: t.number(one.attempts),
        asked: t.relative(one.created, visit.now()),
        error: one
            .error
            .as_deref()
            .map(|error| said(&t, error, one.actor.is_none_or(|actor| actor == own)))
            .unwrap_or_default(),
        retried: matches!(one.state.as_str(), "failed" | "cancelled"),
        stopped: matches!(one.state.as_str(), "waiting" | "running"),
        act: format!("{HERE}/{}", one.id),
        id: one.id.to_string(),
        name: one.name,
    };
    let body = Body {
        csrf: visit.csrf(),
        tabs: super::tabs(&t, HERE),
        states: STATES.iter().map(|code| Choice::new(*code, state_words(&t, code), state)).collect(),
        rows: found.into_iter().map(row).collect(),
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    Ok(super::frame(visit, body).into())
}

/// The words of a failure for who may read them; for everybody else its class.
fn said(t: &Words, error: &str, may_read: bool) -> String {
    if may_read {
        return error.chars().take(300).collect();
    }
    let lower = error.to_lowercase();
    let class = [
        ("nobody does", belfry_words::key!("members-platform-error-unknown")),
        ("smtp", belfry_words::key!("members-platform-error-mail")),
        ("mail", belfry_words::key!("members-platform-error-mail")),
        ("database", belfry_words::key!("members-platform-error-database")),
        ("connection", belfry_words::key!("members-platform-error-database")),
    ];
    let found = class.into_iter().find(|(mark, _)| lower.contains(mark));
    t.s(found.map_or(belfry_words::key!("members-platform-error-owner"), |(_, key)| key))
}

/// Tries a job again, or stops it.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such job in a state for this.
pub fn act(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let (t, id) = (visit.t(), visit.path::<i64>("job")?);
    let tx = visit.house().db.write(Key::SYSTEM)?;
    let words = if visit.form().text("act") == "retry" {
        if !job::retry(&tx, id, visit.now())? {
            return Err(Problem::NotFound);
        }
        ledger::record(&tx, visit.act(), &JobRetried { job: id })?;
        t.s("members-platform-job-again")
    } else {
        if !job::stop(&tx, id, visit.now())? {
            return Err(Problem::NotFound);
        }
        ledger::record(&tx, visit.act(), &JobStopped { job: id })?;
        t.s("members-platform-job-stopped")
    };
    tx.commit()?;
    Ok(Reply::done(HERE, words))
}
