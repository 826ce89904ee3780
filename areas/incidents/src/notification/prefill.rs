//! What is known already need not be typed again: answers of a step begin with those that were sent before, and with what the incident's
//! own record says.

use std::collections::BTreeMap;

use belfry_forms::core::read::read;
use belfry_forms::core::sheet::is_of_kind;
use belfry_forms::core::{Answers, Place, Published};

use super::store::Submission;
use crate::incident::store::Written;
use crate::incident::{Cause, Severity};
use crate::instant;

/// What an incident's record says, by the names of questions.
#[must_use]
pub fn texts(title: &str, written: &Written) -> BTreeMap<&'static str, String> {
    let zone = instant::zone(&written.zone);
    let at = |at| instant::typed(at, &zone);
    let hundredths = |n: Option<i64>| n.map(|n| format!("{}.{:02}", n / 100, n % 100)).unwrap_or_default();
    let what = if written.description.is_empty() { title } else { &written.description };
    let services: Vec<&str> = written.services.iter().map(|(_, service)| service.as_str()).collect();
    BTreeMap::from([
        ("what", what.to_owned()),
        ("began", at(written.began)),
        ("detected", at(written.detected)),
        ("resolved", at(written.resolved)),
        ("suspected", written.suspected.code().to_owned()),
        ("border", written.border.code().to_owned()),
        ("severity", written.severity.map_or("", Severity::code).to_owned()),
        ("cause", written.cause.map_or("", Cause::code).to_owned()),
        ("impact", written.impact.clone()),
        ("measures", written.measures.clone()),
        ("area", written.place.clone()),
        ("users", written.users.map(|n| n.to_string()).unwrap_or_default()),
        ("share", hundredths(written.share)),
        ("loss", hundredths(written.loss)),
        ("services", services.join(", ")),
        ("countries", written.countries.join(" ")),
    ])
}

/// Answers for a form: of the newest version that says something, else of the record. What does not fit is left out.
#[must_use]
pub fn answers(form: &Published, sent: &[Submission], texts: &BTreeMap<&'static str, String>) -> Answers {
    let mut answers = Answers::default();
    for slot in form.slots().iter().filter(|slot| slot.is_answered() && slot.scope.is_empty()) {
        let place = Place::top(slot.name.clone());
        let before = sent.iter().rev().find_map(|one| one.answers.values.get(&place));
        let value = before.filter(|value| is_of_kind(slot, value)).cloned().or_else(|| {
            let text = texts.get(slot.name.as_str()).filter(|text| !text.is_empty())?;
            read(slot, &[text]).ok().flatten()
        });
        let offered = |value: &belfry_forms::core::Value| match slot.kind {
            Some(belfry_forms::core::Type::Code(list)) => {
                value.codes().iter().all(|code| form.choice(list, code).is_some())
            }
            _ => true,
        };
        answers.put(place, value.filter(offered));
    }
    answers
}
