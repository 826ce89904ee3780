//! Surveys and what came out, for programs.

use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_web::api::Spec;
use belfry_web::{Reply, Visit};
use serde_json::{Value, json};

use super::load::{self, Outcome};
use super::table::word;
use super::tally::How;
use super::told::Told;
use crate::access::Read;
use crate::answer;
use crate::campaign::{Unit, store};
use crate::disclosure::Shown;
use crate::disclosure::magnitude::Middle;

/// Surveys of one answer.
const PAGE: usize = 100;

/// What the list says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    let item = json!({"type": "object", "required": ["uuid", "title", "state"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": {"type": "string"}, "owner": {"type": ["string", "null"]},
        "state": {"type": "string"}, "mode": {"type": "string"}, "wave": {"type": "integer"},
        "opens": {"type": "string", "format": "date-time"}, "closes": {"type": "string", "format": "date-time"}
    }});
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }});
    Spec::new("Surveys that the key's owner may see, newest first", answer)
        .query("before", "`next` of the answer before")
}

/// `GET /api/v1/surveys/campaigns`.
///
/// # Errors
/// Those of the database.
pub fn campaigns(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let before = visit.query("before").parse().ok().map(SubjectId);
    let read = visit.read()?;
    let parties = answer::parties(visit.person()?);
    let mut found = store::list(&read, &parties, false, before, PAGE as i64 + 1)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let names = organisation::names(&read, &found.iter().map(|one| one.subject.owner).collect::<Vec<_>>())?;
    drop(read);
    let next = found.last().filter(|_| more).map(|last| last.subject.id.to_string());
    let item = |one: &store::Listed| {
        let plan = &one.campaign.plan;
        json!({
            "uuid": one.subject.uuid, "title": one.subject.title, "state": one.campaign.state.code(),
            "owner": names.get(&one.subject.owner).map(|name| name.name.as_str()), "mode": plan.mode.code(),
            "wave": one.campaign.wave, "opens": plan.opens.to_string(), "closes": plan.closes.to_string(),
        })
    };
    Reply::json(&json!({ "items": found.iter().map(item).collect::<Vec<_>>(), "next": next }))
}

/// What the results say of themselves.
#[must_use]
pub fn results_spec() -> Spec {
    let cell = json!({"type": "object", "properties": {"count": {"type": ["integer", "null"]},
        "shown": {"enum": ["count", "withheld", "nearly-all", "hardly-any"]}}});
    let answer = json!({"type": "object", "required": ["invited", "answered", "counted", "least", "questions"], "properties": {
        "invited": {"type": ["integer", "null"],
            "description": "null where anybody could answer by an open link: nobody knows how many"},
        "answered": {"type": "integer"}, "counted": {"type": "integer"},
        "least": {"type": "integer", "description": "The fewest organisations that a count may be of"},
        "questions": {"type": "array", "items": {"type": "object", "properties": {
            "name": {"type": "string"}, "label": {"type": "string"},
            "answers": {"type": "array", "items": cell}, "groups": {"type": "array", "items": {"type": "object"}},
            "not_shown": {"type": "array", "items": {"type": "string"}}
        }}}
    }});
    Spec::new("What came out of a survey, as far as it tells of nobody", answer)
        .query("by", "sector, kind, country, region, or q: and a question's name")
}

/// `GET /api/v1/surveys/campaigns/{uuid}/results`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn results(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let by = visit.query("by").to_owned();
    Reply::json(&document(&load::outcome(visit, &by, None)?))
}

/// Everything that is told, for programs.
#[must_use]
pub fn document(outcome: &Outcome) -> Value {
    let questions: Vec<Value> = outcome.told.iter().flatten().map(question).collect();
    json!({
        "invited": (outcome.campaign.plan.unit != Unit::Link).then_some(outcome.campaign.invited),
        "answered": outcome.answered, "counted": outcome.counted,
        "least": outcome.campaign.plan.least, "questions": questions,
    })
}

fn cell(shown: Shown) -> Value {
    json!({ "count": shown.count(), "shown": word(shown) })
}

fn question(told: &Told) -> Value {
    let categories = match &told.question.how {
        How::One(categories) | How::Several(categories) => categories.as_slice(),
        How::Number | How::Open => &[],
    };
    let answers = categories.iter().zip(&told.shown).map(|(category, shown)| {
        let mut value = cell(*shown);
        value["code"] = category.code.as_str().into();
        value["label"] = category.label.as_str().into();
        value
    });
    let groups = told.groups.iter().flat_map(|groups| {
        groups.rows.iter().zip(&groups.cells).map(|((of, size), cells)| {
            let codes = |set: &Vec<usize>| set.iter().map(|at| categories[*at].code.clone()).collect::<Vec<_>>();
            let cells = groups.columns.iter().zip(cells).map(|(set, shown)| {
                let mut value = cell(*shown);
                value["codes"] = json!(codes(set));
                value
            });
            let group: Vec<&str> = of.iter().map(|one| one.code.as_str()).collect();
            json!({ "group": group, "size": size, "answers": cells.collect::<Vec<_>>() })
        })
    });
    let middles = told.middles.iter().map(|((of, size), one)| {
        let group: Vec<&str> = of.iter().map(|one| one.code.as_str()).collect();
        let mut value = middle(*one);
        (value["group"], value["size"]) = (json!(group), json!(size));
        value
    });
    let whole = middle(told.middle);
    json!({
        "name": told.question.name.as_str(), "label": told.question.label,
        "answers": answers.collect::<Vec<_>>(), "groups": groups.chain(middles).collect::<Vec<_>>(),
        "mean": whole["mean"], "quartiles": whole["quartiles"],
        "not_shown": told.why.iter().map(|why| why.code()).collect::<Vec<_>>(),
    })
}

/// Numbers: as texts, since a program's own would round them.
fn middle(middle: Option<Middle>) -> Value {
    json!({
        "mean": middle.and_then(|middle| middle.mean).map(|mean| mean.to_string()),
        "quartiles": middle.and_then(|middle| middle.quartiles).map(|three| three.map(|one| one.to_string())),
    })
}
