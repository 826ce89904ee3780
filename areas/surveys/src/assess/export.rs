//! An assessment as a table, and as JSON for other programs.

use belfry_catalogue::Framework;
use belfry_documents::Cell;
use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_store::{Key, Read as Picture};
use belfry_web::reply::MediaType;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use serde_json::{Value, json};

use super::ASSESSMENT;
use super::result::{Entries, measured, outcome};
use super::store::{self, Assessment};
use crate::access::Read;
use crate::file::{self, File};
use crate::{catalogue, form};

/// Everything there is to write.
pub struct Whole {
    /// The record.
    pub subject: Subject,
    /// The assessment.
    pub assessment: Assessment,
    /// By which framework.
    pub framework: Framework,
    /// What is said.
    pub entries: Entries,
    /// What was said last time.
    pub before: Option<Entries>,
    /// Files beside items.
    pub files: Vec<File>,
}

impl Whole {
    /// The names of the files beside an item.
    fn files_of(&self, code: &str) -> Vec<&str> {
        self.files.iter().filter(|file| file.item == code).map(|file| file.name.as_str()).collect()
    }
}

/// Loads it for its reader.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn load(visit: &Visit<Read>) -> Result<Whole, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, ASSESSMENT, visit.path("uuid")?)?.into_inner();
    drop(read);
    visit.close();
    of(&visit.house().db.read(Key::SYSTEM)?, subject)
}

/// The same of a record that its reader has loaded, in the program's own picture.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Picture, subject: Subject) -> Result<Whole, Problem> {
    let assessment = store::of(read, subject.id)?.ok_or(Problem::NotFound)?;
    let framework = catalogue::of_record(read, &assessment.framework, &assessment.version)?;
    let entries = store::entries(read, subject.id)?;
    let before = assessment.previous.map(|last| store::entries(read, last)).transpose()?;
    let files = file::of_assessment(read, subject.id)?;
    Ok(Whole { subject, assessment, framework, entries, before, files })
}

/// CSV or a workbook: a line for each item.
///
/// # Errors
/// As [`load`].
pub fn items(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let whole = load(visit)?;
    let rows = lines(&visit.t(), &whole);
    table::file(visit, "assessment", Lines(Some(rows)))
}

/// JSON: the same, with the result.
///
/// # Errors
/// As [`load`].
pub fn json(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let whole = load(visit)?;
    let text = serde_json::to_vec_pretty(&document(&whole)).map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(Reply::File("assessment".into(), MediaType::Json, text))
}

struct Lines(Option<Vec<Vec<Cell>>>);

impl Rows for Lines {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            t.s("surveys-catalogue-code"),
            t.s("surveys-assess-item"),
            t.s("surveys-catalogue-score"),
            t.s("surveys-assess-now"),
            t.s("surveys-assess-aim"),
            t.s("surveys-assess-before"),
            t.s("surveys-assess-weight"),
            t.s("surveys-assess-due"),
            t.s("surveys-assess-comment"),
            t.s("surveys-assess-evidence"),
            t.s("surveys-file-title"),
        ]
    }

    fn block(&mut self, _read: &Picture, _t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        Ok(self.0.take().unwrap_or_default())
    }
}

fn lines(t: &Words, whole: &Whole) -> Vec<Vec<Cell>> {
    let framework = &whole.framework;
    let language = form::language(t);
    let step = |level: Option<i64>| -> Cell {
        let Some(level) = level else { return Cell::Empty };
        match usize::try_from(level).ok().and_then(|level| framework.scale.get(level)) {
            Some(step) => catalogue::said(&step.title, &language, framework).into(),
            None => t.s("surveys-assess-apart").into(),
        }
    };
    let line = |place: usize| -> Vec<Cell> {
        let item = &framework.items[place];
        let entry = whole.entries.get(&item.code).cloned().unwrap_or_default();
        let before = whole.before.as_ref().and_then(|before| before.get(&item.code)).and_then(|entry| entry.level);
        let score = entry.measured().and_then(|level| framework.scale.get(usize::try_from(level).ok()?));
        vec![
            item.code.as_str().into(),
            catalogue::heading(item, &language, framework).into(),
            score.map_or(Cell::Empty, |step| Cell::Text(step.score.normalize().to_string())),
            step(entry.level),
            step(Some(entry.target.unwrap_or(whole.assessment.aim))),
            step(before),
            entry.counts().into(),
            entry.due.into(),
            entry.comment.into(),
            entry.evidence.into(),
            whole.files_of(&item.code).join(", ").into(),
        ]
    };
    measured(framework).into_iter().map(line).collect()
}

/// All of it for programs: levels are places on the scale, from 0; shares go from 0 to 1.
#[must_use]
pub fn document(whole: &Whole) -> Value {
    let Whole { subject, assessment, framework, entries, before, .. } = whole;
    let told = outcome(framework, entries, assessment.aim, before.as_ref());
    let item = |place: usize| {
        let code = &framework.items[place].code;
        let entry = entries.get(code).cloned().unwrap_or_default();
        let last = before.as_ref().and_then(|before| before.get(code)).and_then(|entry| entry.level);
        json!({
            "code": code, "level": entry.measured(), "applies": entry.level != Some(super::entry::APART),
            "target": entry.target.unwrap_or(assessment.aim), "before": last, "weight": entry.counts(),
            "due": entry.due.map(|day| day.to_string()), "comment": entry.comment, "evidence": entry.evidence,
            "files": whole.files_of(code),
        })
    };
    let weak: Vec<Value> = told
        .weak
        .iter()
        .map(|weak| {
            json!({ "code": framework.items[weak.item].code, "level": weak.level, "target": weak.target, "urgency": weak.urgency })
        })
        .collect();
    json!({
        "uuid": subject.uuid, "title": subject.title, "framework": framework.name, "version": framework.version,
        "state": assessment.state.code(), "begun": assessment.begun.to_string(),
        "signed": assessment.signed.map(|at| at.to_string()),
        "steps": framework.scale.len(), "overall": told.overall.now, "before": told.overall.before, "aimed_at": told.overall.aim,
        "said": told.said, "of": told.of, "weak": weak,
        "items": measured(framework).into_iter().map(item).collect::<Vec<_>>(),
    })
}
