//! What of a notification leaves: as much as its law lets a point of contact of another country read (`sees` of the part `abroad` in the
//! regime), and no more.

use belfry_forms::core::{Answers, Form, Language, Published, Value};
use belfry_handover::package;
use belfry_kernel::Problem;
use belfry_store::Read;
use belfry_store::subject::Subject;
use belfry_words::Words;

use crate::audience::{self, Sight};
use crate::notification::paper;
use crate::notification::store::{Notification, Submission};
use crate::regime::{Part, Regime};

/// A question with its answer, as it is read.
pub struct Line {
    /// What was asked.
    pub label: String,
    /// What was answered.
    pub value: String,
}

/// A step as it leaves, or as it came.
pub struct Told {
    /// Its name.
    pub step: String,
    /// When it was sent.
    pub at: (String, String),
    /// What it says.
    pub lines: Vec<Line>,
}

/// What leaves, and what stays.
pub struct Leaving {
    /// What leaves of each step.
    pub steps: Vec<package::Step>,
    /// The labels of what was answered and stays here.
    pub kept: Vec<String>,
}

/// The regime of a notification.
///
/// # Errors
/// [`Problem::Internal`] where the program does not know it any more.
pub fn regime_of(one: &Notification) -> Result<&'static Regime, Problem> {
    let found = audience::regime(one);
    let found = found.ok_or_else(|| Problem::Internal(format!("the regime {} is not known", one.regime)));
    found.map(|regime| regime.as_ref())
}

/// The newest version of each step, in the order in which the steps began.
#[must_use]
pub fn newest(all: Vec<Submission>) -> Vec<Submission> {
    let mut newest: Vec<Submission> = Vec::new();
    for one in all {
        match newest.iter_mut().find(|other| other.step == one.step) {
            Some(other) => *other = one,
            None => newest.push(one),
        }
    }
    newest
}

/// What leaves of a notification that was loaded before: what the law lets the other side read, of that what who hands it over reads
/// himself. `forms` is the program's own picture: who has to read an answer need not know the record of its form.
///
/// # Errors
/// Those of the database.
pub fn leaving(
    (read, forms): (&Read, &Read),
    t: &Words,
    subject: &Subject,
    one: &Notification,
    own: &Sight,
) -> Result<Leaving, Problem> {
    let (regime, abroad) = (regime_of(one)?, Sight::Parts(vec![Part::Abroad]));
    let (mut steps, mut kept) = (Vec::new(), Vec::new());
    for sent in newest(audience::submissions(read, subject.id, regime, own)?) {
        let form = paper::by_hash(forms, &sent.form)?;
        let answers = abroad.answers(regime, &sent.answers);
        if let Some(form) = &form {
            let mut stays = sent.answers.clone();
            stays.values.retain(|place, _| !answers.values.contains_key(place));
            kept.extend(lines(form, t, &stays).into_iter().map(|line| line.label));
        }
        let value =
            |it: serde_json::Result<serde_json::Value>| it.map_err(|error| Problem::Internal(error.to_string()));
        steps.push(package::Step {
            step: sent.step,
            version: sent.number,
            at: sent.at,
            form: form.map_or(Ok(serde_json::Value::Null), |form| value(serde_json::to_value(form.form())))?,
            answers: value(serde_json::to_value(&answers))?,
        });
    }
    kept.sort();
    kept.dedup();
    Ok(Leaving { steps, kept })
}

/// What is told of the incident itself.
///
/// # Errors
/// As [`regime_of`].
pub fn incident(one: &Notification, entity: &str) -> Result<package::Incident, Problem> {
    let regime = regime_of(one)?;
    let cause = one.cause.filter(|_| regime.sees(Part::Abroad, "cause"));
    Ok(package::Incident {
        number: one.number.clone(),
        kind: one.kind.code().to_owned(),
        regime: one.regime.clone(),
        country: one.country.clone(),
        sector: one.sector.clone(),
        cause: cause.map_or_else(String::new, |cause| cause.code().to_owned()),
        border: one.border.code().to_owned(),
        entity: entity.to_owned(),
        aware: None,
        received: one.received,
    })
}

/// The steps of a package as they are read here: by the definition that came along, or, where that cannot be read, by the names of
/// the questions.
#[must_use]
pub fn told(t: &Words, regime: &str, steps: &[package::Step]) -> Vec<Told> {
    let regime = crate::regime::latest(regime);
    let told = |one: &package::Step| {
        let answers: Answers = serde_json::from_value(one.answers.clone()).unwrap_or_default();
        let form: Option<Form> = serde_json::from_value(one.form.clone()).ok();
        let form = form.and_then(|form| belfry_forms::core::publish(form).ok());
        let lines = match &form {
            Some(form) => lines(form, t, &answers),
            None => {
                let plain = answers.values.iter();
                plain.map(|(place, value)| Line { label: place.to_string(), value: value.to_string() }).collect()
            }
        };
        let known = regime.and_then(|regime| regime.step(&one.step));
        let step = known.map_or_else(|| one.step.clone(), |step| step.title(t.language()).to_owned());
        Told { step, at: (one.at.to_string(), t.date_time_zone(one.at)), lines }
    };
    steps.iter().map(told).collect()
}

/// Every answer with its question, in the order of the form.
#[must_use]
pub fn lines(form: &Published, t: &Words, answers: &Answers) -> Vec<Line> {
    let Some(language) = Language::parse(t.language()) else { return Vec::new() };
    let mut all = Vec::new();
    for slot in form.slots() {
        for (_, value) in answers.values.iter().filter(|(place, _)| place.name == slot.name) {
            let label = slot.label().said(&language, &form.form().languages);
            let label = if label.is_empty() { slot.name.as_str() } else { label };
            let list = match slot.kind {
                Some(belfry_forms::core::Type::Code(list) | belfry_forms::core::Type::Codes(list)) => Some(list),
                _ => None,
            };
            all.push(Line { label: label.to_owned(), value: said(form, t, &language, list, value) });
        }
    }
    all
}

/// An answer in the reader's words.
fn said(form: &Published, t: &Words, language: &Language, list: Option<u16>, value: &Value) -> String {
    match (value, list) {
        (Value::Truth(yes), _) => t.s(if *yes { "forms-yes" } else { "forms-no" }),
        (Value::Date(day), _) => t.day(*day),
        (_, Some(list)) => {
            let label = |code: &String| match form.choice(list, code) {
                Some(choice) => choice.label.said(language, &form.form().languages).to_owned(),
                None => code.clone(),
            };
            value.codes().iter().map(label).collect::<Vec<_>>().join(", ")
        }
        _ => value.to_string(),
    }
}
