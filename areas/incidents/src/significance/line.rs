//! Significance for programs: a line of JSON in, a line of JSON out. A line that cannot be read gives an object that says why.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Fact, Facts, Outcome, Reason, Thresholds, Unit};
use crate::regime::Regime;

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The regime's name.
    pub regime: String,
    /// Its version; without it the newest.
    #[serde(default)]
    pub version: Option<String>,
    /// The types that the entity is of.
    pub types: Vec<String>,
    /// What is known, by the codes of metrics.
    #[serde(default)]
    pub facts: Facts,
}

#[derive(Serialize)]
struct Answered<'a> {
    regime: &'a str,
    version: &'a str,
    /// Yes or no; null where what is known does not tell.
    significant: Option<bool>,
    reasons: &'a [Reason],
    missing: &'a [String],
}

/// Answers one line.
pub fn answer(line: &str, find: &impl Fn(&str, Option<&str>) -> Option<Arc<Regime>>) -> Value {
    answered(line, find).unwrap_or_else(|why| json!({ "error": why }))
}

fn answered(line: &str, find: &impl Fn(&str, Option<&str>) -> Option<Arc<Regime>>) -> Result<Value, String> {
    let asked: Question = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let regime =
        find(&asked.regime, asked.version.as_deref()).ok_or_else(|| format!("no regime `{}`", asked.regime))?;
    let thresholds = regime.thresholds.as_ref().ok_or_else(|| format!("`{}` has no thresholds", regime.name))?;
    checked(thresholds, &asked)?;
    let verdict = thresholds.decide(&asked.types, &asked.facts);
    let significant = match verdict.outcome {
        Outcome::Met => Some(true),
        Outcome::Unmet => Some(false),
        Outcome::Open => None,
    };
    serde_json::to_value(Answered {
        regime: &regime.name,
        version: &regime.version,
        significant,
        reasons: &verdict.reasons,
        missing: &verdict.missing,
    })
    .map_err(|error| error.to_string())
}

fn checked(thresholds: &Thresholds, asked: &Question) -> Result<(), String> {
    if asked.types.is_empty() {
        return Err("`types`: at least one type of entity".to_owned());
    }
    if let Some(one) = asked.types.iter().find(|one| thresholds.types.iter().all(|known| known.code != **one)) {
        return Err(format!("`{one}` is no type of entity of this regime"));
    }
    for (code, fact) in &asked.facts {
        let unit = thresholds.metric(code).map(|metric| metric.unit).ok_or_else(|| format!("no metric `{code}`"))?;
        if matches!(fact, Fact::Truth(_)) != (unit == Unit::YesNo) {
            return Err(format!("`{code}` is {}", if unit == Unit::YesNo { "true or false" } else { "a number" }));
        }
        if matches!(fact, Fact::Number(value) if *value < 0.0) {
            return Err(format!("`{code}` is below 0"));
        }
    }
    Ok(())
}

/// Every type and metric of a regime, for whoever writes lines.
#[must_use]
pub fn codes(regime: &Regime) -> Value {
    let Some(thresholds) = &regime.thresholds else { return json!({ "regime": regime.name }) };
    let types = thresholds.types.iter().map(|one| json!({ "code": one.code, "title": one.title }));
    let metrics =
        thresholds.metrics.iter().map(|one| json!({ "code": one.code, "unit": one.unit.code(), "ask": one.ask }));
    let criteria = thresholds.criteria.iter().map(|one| {
        json!({ "code": one.code, "article": one.article, "types": one.types, "text": one.text, "excludes": one.excludes })
    });
    json!({
        "regime": regime.name, "version": regime.version, "source": thresholds.source,
        "types": types.collect::<Vec<_>>(), "metrics": metrics.collect::<Vec<_>>(), "criteria": criteria.collect::<Vec<_>>(),
    })
}
