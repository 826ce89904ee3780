//! What came out as a file: a line for each answer of each question, and of each group.

use belfry_documents::Cell;
use belfry_kernel::Problem;
use belfry_store::Read as Picture;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::drawn::joined;
use super::load::{self, Outcome};
use super::tally::{Category, How};
use super::told::Told;
use crate::access::Read;
use crate::disclosure::Shown;
use crate::disclosure::magnitude::Middle;

/// The file, split as the page is.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn file(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let by = visit.query("by").to_owned();
    let outcome = load::outcome(visit, &by, None)?;
    table::file(visit, "results", Lines { rows: Some(lines(&visit.t(), &outcome)) })
}

struct Lines {
    rows: Option<Vec<Vec<Cell>>>,
}

impl Rows for Lines {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            "question".into(),
            t.s("surveys-result-question"),
            "code".into(),
            t.s("surveys-result-answer"),
            t.s("surveys-result-group"),
            t.s("surveys-result-count"),
            t.s("surveys-result-group-size"),
            t.s("surveys-result-shown"),
        ]
    }

    fn block(&mut self, _read: &Picture, _t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        Ok(self.rows.take().unwrap_or_default())
    }
}

/// How a count stands in a file: the number where it is told, and a fixed word that says how it is told.
#[must_use]
pub fn word(shown: Shown) -> &'static str {
    match shown {
        Shown::Count(_) => "count",
        Shown::Withheld => "withheld",
        Shown::Nearly => "nearly-all",
        Shown::Hardly => "hardly-any",
    }
}

fn lines(t: &Words, outcome: &Outcome) -> Vec<Vec<Cell>> {
    let all = i64::try_from(outcome.counted).unwrap_or(i64::MAX);
    let mut rows = Vec::new();
    for told in outcome.told.iter().flatten() {
        rows.extend(told.middle.iter().flat_map(|middle| numbers(told, "", middle, all)));
        for ((of, size), middle) in &told.middles {
            let group = joined(t, &of.iter().collect::<Vec<_>>());
            let size = i64::try_from(*size).unwrap_or(i64::MAX);
            rows.extend(middle.iter().flat_map(|middle| numbers(told, &group, middle, size)));
        }
        let (How::One(categories) | How::Several(categories)) = &told.question.how else { continue };
        for (category, shown) in categories.iter().zip(&told.shown) {
            rows.push(line(told, &[category], t, "", *shown, all));
        }
        if let Some(groups) = &told.groups {
            for ((of, size), cells) in groups.rows.iter().zip(&groups.cells) {
                let group = joined(t, &of.iter().collect::<Vec<_>>());
                for (set, shown) in groups.columns.iter().zip(cells) {
                    let set: Vec<&Category> = set.iter().filter_map(|at| categories.get(*at)).collect();
                    rows.push(line(told, &set, t, &group, *shown, i64::try_from(*size).unwrap_or(i64::MAX)));
                }
            }
        }
    }
    rows
}

fn line(told: &Told, set: &[&Category], t: &Words, group: &str, shown: Shown, of: i64) -> Vec<Cell> {
    let codes: Vec<&str> = set.iter().map(|one| one.code.as_str()).collect();
    vec![
        told.question.name.as_str().into(),
        told.question.label.as_str().into(),
        codes.join(" ").into(),
        joined(t, set).into(),
        group.into(),
        shown.count().and_then(|n| i64::try_from(n).ok()).into(),
        of.into(),
        word(shown).into(),
    ]
}

/// Lines of numbers: what is computed of them stands in the place of the code, and the figure in that of the answer.
fn numbers(told: &Told, group: &str, middle: &Middle, of: i64) -> Vec<Vec<Cell>> {
    let quartiles =
        middle.quartiles.map(|[low, half, high]| [("quartile-1", low), ("median", half), ("quartile-3", high)]);
    let mean = middle.mean.map(|mean| ("mean", mean));
    let line = |(what, figure): (&str, rust_decimal::Decimal)| -> Vec<Cell> {
        vec![
            told.question.name.as_str().into(),
            told.question.label.as_str().into(),
            what.into(),
            figure.to_string().into(),
            group.into(),
            Cell::Empty,
            of.into(),
            "figure".into(),
        ]
    };
    quartiles.into_iter().flatten().chain(mean).map(line).collect()
}
