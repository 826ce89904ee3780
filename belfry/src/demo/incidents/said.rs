//! What is answered in each step of a notification.

use belfry_forms::core::Value;
use belfry_incidents::incident::Cause;

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

pub(super) fn fourth(one: &Told) -> Vec<(&'static str, Value)> {
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
    all.retain(|(_, value)| !matches!(value, Value::Text(text) if text.is_empty()));
    all
}
