//! The clock for programs: a line of JSON in, a line of JSON out. A line that cannot be read gives an object that says why; the others
//! go on.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Facts, due, reply_due};
use crate::regime::{self, Regime, Start};

/// What is asked of the clock.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The regime's name.
    pub regime: String,
    /// Its version; without it the newest.
    #[serde(default)]
    pub version: Option<String>,
    /// Whether trust services of a trust service provider are hit.
    #[serde(default)]
    pub trust_service: bool,
    /// Of the IANA database.
    pub zone: String,
    /// When the entity became aware (RFC 3339).
    pub aware: Timestamp,
    /// When it found out how serious it is.
    #[serde(default)]
    pub classified: Option<Timestamp>,
    /// When the notification was first submitted.
    #[serde(default)]
    pub notified: Option<Timestamp>,
    /// When the authority asked for a report.
    #[serde(default)]
    pub requested: Option<Timestamp>,
    /// The date that it set.
    #[serde(default)]
    pub requested_due: Option<Timestamp>,
    /// When the incident was handled.
    #[serde(default)]
    pub handled: Option<Timestamp>,
    /// Whether it went on when the final report was due.
    #[serde(default)]
    pub ongoing: bool,
    /// When other steps were first submitted, by their codes.
    #[serde(default)]
    pub sent: BTreeMap<String, Timestamp>,
    /// When the newest versions of steps were submitted, where there were later ones; some laws count from there.
    #[serde(default)]
    pub updated: BTreeMap<String, Timestamp>,
}

#[derive(Serialize)]
struct Answered<'a> {
    regime: &'a str,
    version: &'a str,
    zone: &'a str,
    ongoing: bool,
    steps: Vec<StepDue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_due: Option<Timestamp>,
}

#[derive(Serialize)]
struct StepDue<'a> {
    step: &'a str,
    title: &'a str,
    asked: bool,
    /// RFC 3339 in UTC; null where the law names no time, or the time has not begun to run.
    due: Option<Timestamp>,
    /// The same where the entity is.
    local: Option<String>,
    article: &'a str,
    from: &'a str,
    waits: bool,
}

/// Answers one line. `find` knows regimes that are not built in, by name and version.
pub fn answer(line: &str, find: &impl Fn(&str, Option<&str>) -> Option<std::sync::Arc<Regime>>) -> Value {
    answered(line, find).unwrap_or_else(|why| json!({ "error": why }))
}

fn answered(line: &str, find: &impl Fn(&str, Option<&str>) -> Option<std::sync::Arc<Regime>>) -> Result<Value, String> {
    let asked: Question = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let regime = find(&asked.regime, asked.version.as_deref()).ok_or_else(|| {
        let version = asked.version.as_deref().map(|version| format!(" in version `{version}`")).unwrap_or_default();
        format!("no regime `{}`{version}", asked.regime)
    })?;
    let zone = TimeZone::get(&asked.zone).map_err(|_| format!("no time zone `{}`", asked.zone))?;
    if let Some(step) = asked.sent.keys().chain(asked.updated.keys()).find(|step| regime.step(step).is_none()) {
        return Err(format!("`{}` has no step `{step}`", regime.name));
    }
    let mut facts = Facts::new(zone.clone(), asked.aware)
        .with(Start::Classified, asked.classified)
        .with(Start::Requested, asked.requested)
        .with(Start::Handled, asked.handled)
        .with(Start::Sent("notification".to_owned()), asked.notified);
    facts.at.extend(asked.sent.into_iter().map(|(step, at)| (Start::Sent(step), at)));
    facts.versions = asked.updated.into_iter().map(|(step, at)| (step, vec![at])).collect();
    (facts.trust, facts.ongoing, facts.requested_due) = (asked.trust_service, asked.ongoing, asked.requested_due);
    let all = due(&regime, &facts);
    let steps = all.iter().map(|due| StepDue {
        step: &due.step,
        title: regime.step(&due.step).map_or("", |step| step.title("en")),
        asked: due.asked,
        due: due.at,
        local: due.at.map(|at| at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        article: &due.article,
        from: due.from.code(),
        waits: due.asked && due.waits,
    });
    serde_json::to_value(Answered {
        regime: &regime.name,
        version: &regime.version,
        zone: &asked.zone,
        ongoing: super::went_on(&regime, &facts),
        steps: steps.collect(),
        reply_due: reply_due(&regime, &facts),
    })
    .map_err(|error| error.to_string())
}

/// Regimes that are built in.
#[must_use]
pub fn built_in(name: &str, version: Option<&str>) -> Option<std::sync::Arc<Regime>> {
    match version {
        Some(version) => regime::open(name, version).cloned(),
        None => regime::latest(name).cloned(),
    }
}
