//! All answers as a file, for whoever asked: with names where they have any, in the order of chance where they have none. Such as lie bare
//! only once the survey is closed.

use std::collections::{BTreeSet, HashMap};

use belfry_documents::Cell;
use belfry_forms::core::{Answers, Place, Published};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Key, Read as Picture, Result as Stored};
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::kept::{self, Said};
use super::store;
use crate::access::Inspect;
use crate::campaign::store::Campaign;
use crate::campaign::{CAMPAIGN, State, Unit, show};

/// Answers that are read at once.
const BLOCK: i64 = 200;

/// The file.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn file(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = crate::campaign::store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    drop(read);
    visit.close();
    if !told(&campaign) {
        return Err(Problem::NotFound);
    }
    let read = visit.house().db.read(Key::SYSTEM)?;
    let form = crate::campaign::store::form(&read, &campaign.plan)?;
    let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
    let lines = Lines::of(&read, subject.id, &campaign, &form)?;
    drop(read);
    table::file_of_system(visit, "answers", lines)
}

/// Whether whoever asked is told of single answers: of such as lie bare only once the survey is closed.
#[must_use]
pub fn told(campaign: &Campaign) -> bool {
    let closed = matches!(campaign.state, State::Closed | State::Told);
    closed || campaign.state == State::Open && !campaign.plan.is_bare()
}

/// Every answer, a line each.
pub struct Lines {
    campaign: SubjectId,
    /// Whose they are; none of such as lie bare.
    unit: Option<Unit>,
    places: Vec<Place>,
    /// Which column a place has, by how it is written.
    columns: HashMap<String, usize>,
    /// Where files lie beside the table, by party and place; elsewhere they are told by their names.
    files: HashMap<(i64, String), String>,
    after: i64,
}

impl Lines {
    /// All of a survey. What is asked several times has as many columns as whoever gave most entries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(read: &Picture, id: SubjectId, campaign: &Campaign, form: &Published) -> Stored<Self> {
        let unit = Some(campaign.plan.unit).filter(|_| !campaign.plan.is_bare());
        let asked: Vec<_> = form.slots().iter().filter(|slot| slot.kind.is_some()).collect();
        let (places, columns, files) = Default::default();
        let mut lines = Self { campaign: id, unit, places, columns, files, after: i64::MIN };
        let mut inside: BTreeSet<Place> = BTreeSet::new();
        if asked.iter().any(|slot| !slot.scope.is_empty()) {
            loop {
                let some = lines.next(read)?;
                if some.is_empty() {
                    break;
                }
                for (_, text) in some {
                    let answers: Answers = serde_json::from_str(&text).map_err(store::unreadable)?;
                    inside.extend(answers.values.into_keys().filter(|place| place.at.depth() > 0));
                }
            }
            lines.after = i64::MIN;
        }
        for slot in asked {
            if slot.scope.is_empty() {
                lines.places.push(Place::top(slot.name.clone()));
            } else {
                lines.places.extend(inside.iter().filter(|place| place.name == slot.name).cloned());
            }
        }
        let first = usize::from(unit.is_some());
        lines.columns = lines.places.iter().enumerate().map(|(n, place)| (place.to_string(), first + n)).collect();
        Ok(lines)
    }

    /// The same, with where the files lie.
    #[must_use]
    pub fn with_files(self, files: HashMap<(i64, String), String>) -> Self {
        Self { files, ..self }
    }

    /// The next answers as they are kept, with their parties.
    fn next(&mut self, read: &Picture) -> Stored<Vec<(i64, String)>> {
        let found = store::texts(read, self.campaign, self.unit.is_none(), self.after, BLOCK)?;
        self.after = found.last().map_or(self.after, |(last, _)| *last);
        Ok(found)
    }
}

impl Rows for Lines {
    fn columns(&self, t: &Words) -> Vec<String> {
        let head = self.unit.map(|_| t.s("surveys-answer-who"));
        head.into_iter().chain(self.places.iter().map(ToString::to_string)).collect()
    }

    fn block(&mut self, read: &Picture, _t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let found = self.next(read)?;
        let names = match self.unit {
            Some(unit) => show::names(read, unit, found.iter().map(|(party, _)| party))?,
            None => Default::default(),
        };
        let width = usize::from(self.unit.is_some()) + self.places.len();
        let row = |(party, text): &(i64, String)| {
            let mut row = vec![Cell::Empty; width];
            if self.unit.is_some() {
                row[0] = names.get(party).cloned().unwrap_or_default().into();
            }
            let first = usize::from(self.unit.is_some());
            let lies = |at: usize| self.files.get(&(*party, self.places.get(at - first)?.to_string()));
            kept::each(text, &self.columns, |at, said| {
                row[at] = match (&said, lies(at)) {
                    (Said::File(_), Some(path)) => path.as_str().into(),
                    _ => cell(said),
                };
            })
            .map_err(store::unreadable)?;
            Ok(row)
        };
        Ok(found.iter().map(row).collect::<Stored<_>>()?)
    }
}

/// A value as a program reads it: codes, ISO 8601, numbers as numbers.
fn cell(said: Said<'_>) -> Cell {
    match said {
        Said::Truth(truth) => Cell::from(if truth { "yes" } else { "no" }),
        Said::Number(number) => number_cell(number.normalize()),
        Said::Text(text) | Said::Code(text) | Said::Date(text) => Cell::Text(text.0.into_owned()),
        Said::Codes(codes) => {
            let codes: Vec<&str> = codes.iter().map(|code| code.0.as_ref()).collect();
            Cell::Text(codes.join(" "))
        }
        Said::Money(money) => Cell::Text(format!("{} {}", money.amount, money.currency.0)),
        Said::File(file) => Cell::Text(file.name.0.into_owned()),
    }
}

/// A number as one, where a cell holds it without loss.
fn number_cell(number: Decimal) -> Cell {
    let thousandths =
        number.checked_mul(Decimal::ONE_THOUSAND).filter(|_| number.scale() <= 3).and_then(|n| n.to_i64());
    match (number.scale(), number.to_i64(), thousandths) {
        (0, Some(whole), _) => Cell::Number(whole),
        (_, _, Some(thousandths)) => Cell::Thousandths(thousandths),
        _ => Cell::Text(number.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_number_as_far_as_a_cell_holds_it() {
        let cell = |text: &str| number_cell(text.parse::<Decimal>().unwrap().normalize());
        assert_eq!(cell("12"), Cell::Number(12));
        assert_eq!(cell("-3.50"), Cell::Thousandths(-3_500));
        assert_eq!(cell("0.0625"), Cell::from("0.0625"));
        assert_eq!(cell("99999999999999999999"), Cell::from("99999999999999999999"));
    }
}
