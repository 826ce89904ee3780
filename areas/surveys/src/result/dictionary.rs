//! What the words of the files mean: every question and every answer that can be chosen, by its code.

use belfry_documents::Cell;
use belfry_kernel::Problem;
use belfry_store::Read as Picture;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::load;
use super::tally::How;
use crate::access::Read;

/// The file.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn file(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let outcome = load::outcome(visit, "", None)?;
    let mut rows = Vec::new();
    for told in outcome.told.iter().flatten() {
        let (kind, categories): (&str, &[_]) = match &told.question.how {
            How::One(categories) => ("one", categories),
            How::Several(categories) => ("several", categories),
            How::Number => ("number", &[]),
            How::Open => ("open", &[]),
        };
        let head = |code: &str, label: &str| -> Vec<Cell> {
            vec![
                told.question.name.as_str().into(),
                told.question.label.as_str().into(),
                kind.into(),
                code.into(),
                label.into(),
            ]
        };
        rows.push(head("", ""));
        rows.extend(categories.iter().map(|one| head(&one.code, &one.label)));
    }
    table::file(visit, "dictionary", Entries { rows: Some(rows) })
}

struct Entries {
    rows: Option<Vec<Vec<Cell>>>,
}

impl Rows for Entries {
    fn columns(&self, t: &Words) -> Vec<String> {
        let (question, answer) = (t.s("surveys-result-question"), t.s("surveys-result-answer"));
        vec!["question".into(), question, "counted".into(), "code".into(), answer]
    }

    fn block(&mut self, _read: &Picture, _t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        Ok(self.rows.take().unwrap_or_default())
    }
}
