//! An authority's figures and statistics for programs: the numbers of the pages.

use std::collections::{BTreeMap, HashMap};

use belfry_kernel::Problem;
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::page::{months, states};
use super::statistics::{self, Line};
use super::{One, hours, median, month, received};
use crate::access::{Figures, HANDLERS, home};
use crate::inbox::select;
use crate::incident::api::known;
use crate::incident::{Cause, Said};

fn number() -> Value {
    json!({"type": "integer"})
}

fn measure(what: &str) -> Value {
    json!({"type": ["number", "null"], "description": what})
}

/// What the figures say of themselves.
#[must_use]
pub fn spec() -> Spec {
    let text = json!({"type": "string"});
    let month = json!({"type": "object", "properties": {
        "month": {"type": "string", "description": "As 2026-07"}, "notifications": number(),
        "causes": {"type": "object", "additionalProperties": number(), "description": "By root cause; `-` where none was said"},
        "across_borders": number(),
        "hours_to_notify": measure("From awareness to the first step: the median"),
        "hours_to_reply": measure("From the first step to the reply: the median")
    }});
    let state = json!({"type": "object", "properties": {"sector": text, "state": text, "notifications": number()}});
    let answer = json!({"type": "object", "required": ["late", "states", "months"], "properties": {
        "late": {"type": "integer", "description": "Open ones of which something is overdue; 1001 for more than a thousand"},
        "zone": {"type": "string", "description": "Of the months"},
        "states": {"type": "array", "items": state, "description": "Since the beginning"},
        "months": {"type": "array", "items": month, "description": "The last twelve, the oldest first"}
    }});
    Spec::new("What the key owner's authority received, counted. Exercises are left out", answer)
}

/// `GET /api/v1/incidents/figures`.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn figures(visit: &mut Visit<Figures>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let office = home(visit.person()?, HANDLERS).ok_or(Problem::Forbidden)?;
    let months = months(now, &t);
    let from = months.first().and_then(|day| day.to_zoned(t.zone().clone()).ok()).map_or(now, |day| day.timestamp());
    let read = visit.read()?;
    let all = received(&read, office, (from, now.checked_add(SignedDuration::from_secs(1)).unwrap_or(now)))?;
    let states = states(&read, office)?;
    let late = select::late(&read, office, now)?;
    drop(read);
    let mut by: HashMap<Date, Vec<&One>> = HashMap::new();
    for one in &all {
        by.entry(month(one.received, t.zone())).or_default().push(one);
    }
    let state =
        |(sector, state, n): &(String, String, i64)| json!({"sector": sector, "state": state, "notifications": n});
    Reply::json(&json!({
        "late": late,
        "zone": t.zone().iana_name().unwrap_or("UTC"),
        "states": states.iter().map(state).collect::<Vec<_>>(),
        "months": months.iter().map(|day| in_month(*day, by.get(day).map_or(&[], Vec::as_slice))).collect::<Vec<_>>(),
    }))
}

fn in_month(day: Date, all: &[&One]) -> Value {
    let mut causes: BTreeMap<&str, u64> = BTreeMap::new();
    for one in all {
        *causes.entry(one.cause.map_or("-", Cause::code)).or_default() += 1;
    }
    let mut notify: Vec<f64> = all.iter().map(|one| hours(one.aware, one.received)).collect();
    let mut reply: Vec<f64> = all.iter().filter_map(|one| Some(hours(one.received, one.replied?))).collect();
    json!({
        "month": day.strftime("%Y-%m").to_string(),
        "notifications": all.len(),
        "causes": causes.into_iter().map(|(code, n)| (code.to_owned(), n.into())).collect::<Map<String, Value>>(),
        "across_borders": all.iter().filter(|one| one.border == Said::Yes).count(),
        "hours_to_notify": tenths(&mut notify),
        "hours_to_reply": tenths(&mut reply),
    })
}

fn tenths(values: &mut [f64]) -> Option<f64> {
    median(values).map(|value| (value * 10.0).round() / 10.0)
}

/// What the statistics say of themselves.
#[must_use]
pub fn statistics_spec() -> Spec {
    let text = json!({"type": "string"});
    let line = json!({"type": "object", "properties": {
        "by": {"enum": ["all", "cause", "sector"]}, "code": text, "notifications": number(),
        "measured": {"type": "integer", "description": "Of so many, begin and end are known"},
        "median_hours": measure("From begin to end"),
        "users_known": number(), "median_users": measure("Users who were hit"),
        "steps": number(), "in_time": {"type": "integer", "description": "Steps whose first version came before its limit"}
    }});
    let answer = json!({"type": "object", "required": ["year", "items"], "properties": {
        "year": number(), "items": {"type": "array", "items": line}
    }});
    Spec::new("Statistics of what the key owner's authority received in a year, by cause and sector", answer)
        .query("year", "The year; this one where none is named")
}

/// `GET /api/v1/incidents/statistics`.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::BadRequest`] for a year of which there is nothing to say, and those of the database.
pub fn statistics(visit: &mut Visit<Figures>) -> Result<Reply, Problem> {
    let office = home(visit.person()?, HANDLERS).ok_or(Problem::Forbidden)?;
    let year = statistics::year(visit);
    known(visit.queries(), &["year"], |(_, said)| said.parse() == Ok(year))?;
    let lines = statistics::lines(&*visit.read()?, office, statistics::span(year, visit.t().zone())?)?;
    let line = |mut line: Line| {
        json!({
            "by": line.by, "code": line.code, "notifications": line.n, "measured": line.hours.len(),
            "median_hours": tenths(&mut line.hours), "users_known": line.users.len(), "median_users": tenths(&mut line.users),
            "steps": line.steps, "in_time": line.in_time,
        })
    };
    Reply::json(&json!({ "year": year, "items": lines.into_iter().map(line).collect::<Vec<_>>() }))
}
