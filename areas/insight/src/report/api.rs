//! Reports for programs.

use belfry_contracts::figures::Table;
use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_web::api::Spec;
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;
use serde_json::{Value, json};

use super::content::Kind;
use super::pdf::{self, Whole};
use super::store::{self, Report, Section};
use super::{REPORT, fields};
use crate::access::Read;
use crate::figure as figures;

/// Reports of one answer.
const PAGE: usize = 100;

fn head() -> Value {
    json!({"type": "object", "required": ["uuid", "title", "series", "volume", "state"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": {"type": "string"}, "series": {"type": "string"},
        "volume": {"type": "string"}, "owner": {"type": ["string", "null"]}, "state": {"type": "string"}, "tlp": {"type": "string"},
        "from": {"type": "string", "format": "date"}, "until": {"type": "string", "format": "date"},
        "published": {"type": ["string", "null"], "format": "date-time"}
    }})
}

/// What the list says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": head()},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }});
    Spec::new("Reports that the key's owner may see, newest first", answer)
        .query("before", "`next` of the answer before")
}

/// A report's header for programs.
#[must_use]
pub fn line(subject: &Subject, report: &Report, owner: Option<&str>) -> Value {
    json!({
        "uuid": subject.uuid, "title": subject.title, "series": report.series, "volume": report.volume, "owner": owner,
        "state": report.state.code(), "tlp": report.reach.tlp.code(), "from": fields::first_day(report.from).to_string(),
        "until": fields::last_day(report.until).to_string(), "published": report.published.map(|at| at.to_string()),
    })
}

/// `GET /api/v1/insight/reports`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let before = visit.query("before").parse().ok().map(SubjectId);
    let read = visit.read()?;
    let mut found = store::list(&read, before, PAGE as i64 + 1)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let names = organisation::names(&read, &found.iter().map(|(subject, ..)| subject.owner).collect::<Vec<_>>())?;
    drop(read);
    let next = found.last().filter(|_| more).map(|(last, ..)| last.id.to_string());
    let item = |(subject, _, report): &(Subject, String, Report)| {
        line(subject, report, names.get(&subject.owner).map(|name| name.name.as_str()))
    };
    Reply::json(&json!({ "items": found.iter().map(item).collect::<Vec<_>>(), "next": next }))
}

/// What one report says of itself.
#[must_use]
pub fn one_spec() -> Spec {
    let mut answer = head();
    answer["properties"]["sections"] = json!({"type": "array", "items": {"type": "object", "properties": {
        "kind": {"type": "string"}, "title": {"type": "string"}, "text": {"type": "string", "description": "Markdown"},
        "figure": {"type": ["object", "null"]}, "recommendations": {"type": "array", "items": {"type": "object"}}
    }}});
    Spec::new("One report with its figures, as they were kept with it", answer).query("language", "en or fr")
}

/// `GET /api/v1/insight/reports/{uuid}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn one(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = match visit.query("language") {
        "" => visit.t(),
        language => visit.house().words_in(language),
    };
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let whole = pdf::whole(&read, subject.into_inner())?;
    drop(read);
    Reply::json(&document(visit.house(), &t, &whole))
}

/// A whole report for programs.
#[must_use]
pub fn document(house: &House, t: &Words, whole: &Whole) -> Value {
    let mut value = line(&whole.subject, &whole.report, Some(&whole.owner));
    value["summary"] = whole.report.summary.said(t.language()).into();
    value["sections"] = whole.sections.iter().map(|one| section(house, t, whole, one)).collect();
    value
}

fn section(house: &House, t: &Words, whole: &Whole, one: &Section) -> Value {
    let content = &one.content;
    let recommendations: Vec<Value> = content
        .recommendations
        .iter()
        .map(|each| {
            json!({ "what": each.what.said(t.language()), "owner": whole.owners.get(&each.owner), "due": each.due.to_string() })
        })
        .collect();
    let chosen = one.kept.iter().flat_map(|kept| &kept.chosen);
    let chosen: Vec<Value> = chosen.map(|(title, href)| json!({ "title": title, "href": href })).collect();
    json!({
        "kind": one.kind.code(), "title": content.title.said(t.language()), "text": content.text.said(t.language()),
        "figure": if one.kind == Kind::Figure { figure(house, t, one) } else { Value::Null },
        "chosen": chosen,
        "recommendations": recommendations,
    })
}

/// A figure with its definition and what stands behind it.
#[must_use]
pub fn figure(house: &House, t: &Words, one: &Section) -> Value {
    let (Some(figure), Some(kept)) = (&one.content.figure, &one.kept) else { return Value::Null };
    let indicator = house.indicator(&figure.indicator).map(|(_, indicator)| indicator);
    let tables: Vec<Option<Value>> = kept.tables(t.language()).iter().map(|one| one.as_ref().map(table)).collect();
    json!({
        "indicator": figure.indicator, "by": figure.by, "level": figure.level, "beside": figure.beside,
        "definition": indicator.map(|one| t.s(one.definition)),
        "unit": indicator.map(|one| super::annex::unit_word(one.unit)), "computed": kept.computed.to_string(),
        "tables": tables,
    })
}

fn table(table: &Table) -> Value {
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| json!({ "value": cell.value(), "told": figures::word(*cell) }));
        json!({ "code": row.head.code, "label": row.head.label, "cells": cells.collect::<Vec<_>>() })
    });
    let columns = table.columns.iter().map(|one| json!({ "code": one.code, "label": one.label }));
    json!({
        "of": table.of, "rows": rows.collect::<Vec<_>>(), "columns": columns.collect::<Vec<_>>(), "notes": table.notes,
        "population": table.population, "responses": table.responses, "least": table.least,
    })
}
