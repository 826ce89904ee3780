//! A summary as data: JSON as it was frozen, a table with a row for each figure, and the list for programs.

use belfry_documents::{Cell, MediaType};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::Read as Picture;
use belfry_store::subject::Subject;
use belfry_web::api::Spec;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use serde_json::{Value, json};

use super::store::{self, Summary};
use super::{SUMMARY, Told};
use crate::access::{Export, Read};

/// Summaries of one answer.
const PAGE: i64 = 100;

/// A summary as a program reads it.
#[must_use]
pub fn value(subject: &Subject, summary: &Summary) -> Value {
    json!({
        "uuid": subject.uuid, "number": summary.number, "title": subject.title, "regime": summary.regime, "country": summary.country,
        "from": summary.since, "until": summary.until, "zone": summary.zone, "frozen": summary.made, "sha256": summary.hash,
        "content": summary.content,
    })
}

fn loaded<A: belfry_kernel::Action>(visit: &Visit<A>) -> Result<(Subject, Summary), Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, SUMMARY, visit.path("uuid")?)?.into_inner();
    let summary = store::of(&read, subject.id)?;
    Ok((subject, summary))
}

/// `GET .../data`: the JSON file.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn data(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (subject, summary) = loaded(visit)?;
    let text =
        serde_json::to_vec_pretty(&value(&subject, &summary)).map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(Reply::File(summary.number, MediaType::Json, text))
}

/// `GET .../table.csv` and `.xlsx`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn sheet(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    let (_, summary) = loaded(visit)?;
    let name = summary.number.clone();
    table::file(visit, &name, Figures { rows: figures(&summary) })
}

/// A row for each figure: by what, of what, as what, how it is told, how many.
struct Figures {
    rows: Vec<Vec<Cell>>,
}

fn figures(summary: &Summary) -> Vec<Vec<Cell>> {
    let line = |by: &str, row: &str, column: &str, told: Told| -> Vec<Cell> {
        let n = told.count().and_then(|n| i64::try_from(n).ok());
        vec![summary.number.clone().into(), by.into(), row.into(), column.into(), told.word().into(), n.into()]
    };
    let content = &summary.content;
    let mut rows = vec![line("all", "", "", content.all.map_or(Told::Withheld, Told::Count))];
    rows.extend(content.columns.iter().map(|one| line("all", "", &one.codes.join("+"), Told::Count(one.all))));
    for table in &content.tables {
        for row in &table.rows {
            let code =
                row.codes.iter().map(|code| if code.is_empty() { "-" } else { code }).collect::<Vec<_>>().join("+");
            rows.push(line(&table.by, &code, "", Told::Count(row.all)));
            let cells = content.columns.iter().zip(&row.cells);
            rows.extend(cells.map(|(column, told)| line(&table.by, &code, &column.codes.join("+"), *told)));
        }
    }
    rows
}

impl Rows for Figures {
    fn columns(&self, _: &Words) -> Vec<String> {
        ["summary", "by", "row", "category", "told", "count"].map(str::to_owned).to_vec()
    }

    fn block(&mut self, _: &Picture, _: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        Ok(std::mem::take(&mut self.rows))
    }
}

fn schema() -> Value {
    let text = json!({"type": "string"});
    json!({"type": "object", "required": ["uuid", "number", "content"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "number": text, "title": text, "regime": text, "country": text,
        "from": {"type": "string", "format": "date-time"}, "until": {"type": "string", "format": "date-time"}, "zone": text,
        "frozen": {"type": "string", "format": "date-time"}, "sha256": text,
        "content": {"type": "object",
                    "description": "Figures that tell of no few: `columns` are categories, `tables` by sector, cause, border, month"}
    }})
}

/// What the list says of itself.
#[must_use]
pub fn list_spec() -> Spec {
    let answer = json!({"type": "object", "required": ["items", "next"], "properties": {
        "items": {"type": "array", "items": schema()},
        "next": {"type": ["string", "null"], "description": "Give it as `before` for what follows"}
    }});
    Spec::new("Summaries of what was notified that the key's owner may see, newest first", answer)
        .query("before", "`next` of the answer before")
}

/// What one says of itself.
#[must_use]
pub fn one_spec() -> Spec {
    Spec::new("A summary of what was notified in a quarter or year", schema())
}

/// `GET /api/v1/incidents/summaries`.
///
/// # Errors
/// Those of the database.
pub fn list(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let before = visit.query("before").parse().ok().map(SubjectId);
    let mut found = store::list(&*visit.read()?, before, PAGE + 1)?;
    let more = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| more).map(|(last, ..)| last.id.to_string());
    let items: Vec<Value> = found.iter().map(|(subject, _, summary)| value(subject, summary)).collect();
    Reply::json(&json!({ "items": items, "next": next }))
}

/// `GET /api/v1/incidents/summaries/{uuid}`.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn one(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (subject, summary) = loaded(visit)?;
    Reply::json(&value(&subject, &summary))
}
