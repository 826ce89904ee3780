//! What is answered in each step of a notification.

use belfry_forms::core::Value;
use belfry_incidents::incident::Cause;
use belfry_incidents::incident::store::Written;
use jiff::Timestamp;

use super::Told;

fn code(text: &str) -> Value {
    Value::Code(text.to_owned())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn yes_or_no(yes: bool) -> Value {
    code(if yes { "yes" } else { "no" })
}

fn malicious(one: &Told) -> Value {
    yes_or_no(one.cause == Cause::Malicious.code())
}

pub(super) fn first(one: &Told) -> Vec<(&'static str, Value)> {
    vec![("what", text(&one.what)), ("suspected", malicious(one)), ("border", yes_or_no(!one.countries.is_empty()))]
}

pub(super) fn second(one: &Told) -> Vec<(&'static str, Value)> {
    let mut all = first(one);
    all.extend([("severity", code(&one.severity)), ("impact", text(&one.impact)), ("services", text(&one.service))]);
    if !one.countries.is_empty() {
        all.push(("countries", text(&one.countries.join(" "))));
    }
    if !one.measures.is_empty() {
        all.push(("measures", text(&one.measures)));
    }
    all.retain(|(_, value)| !matches!(value, Value::Text(text) if text.is_empty()));
    all
}

pub(super) fn third(one: &Told) -> Vec<(&'static str, Value)> {
    vec![
        ("now", text("Half of it is rebuilt; the rest runs by hand.")),
        ("border", yes_or_no(!one.countries.is_empty())),
    ]
}

/// An instant as it is answered: the time of day in the valley.
fn moment(at: Timestamp) -> Value {
    Value::Moment(at.to_zoned(belfry_incidents::instant::zone(super::ZONE)).datetime())
}

pub(super) fn fourth(one: &Told, written: &Written) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("what", text(&one.what)),
        ("severity", code(&one.severity)),
        ("impact", text(&one.impact)),
        ("services", text(&one.service)),
        ("cause", code(&one.cause)),
        ("root", text(&one.root)),
        ("measures", text(&one.measures)),
        ("border", yes_or_no(!one.countries.is_empty())),
    ];
    if !one.countries.is_empty() {
        all.push(("countries", text(&one.countries.join(" "))));
    }
    all.extend(written.began.map(|at| ("began", moment(at))));
    all.extend(written.resolved.map(|at| ("resolved", moment(at))));
    all.extend(one.users.and_then(|users| Some(("users", Value::Number(users.to_string().parse().ok()?)))));
    all.retain(|(_, value)| !matches!(value, Value::Text(text) if text.is_empty()));
    all
}
