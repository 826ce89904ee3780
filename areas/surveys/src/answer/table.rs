//! All answers as a file, for whoever asked: with names where they have any, in the order of chance where they have none. Such as lie bare
//! only once the survey is closed.

use std::collections::BTreeSet;

use belfry_documents::Cell;
use belfry_forms::core::{Answers, Place, Published};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Key, Read as Picture, Result as Stored};
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

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
    let bare = campaign.plan.is_bare();
    let closed = matches!(campaign.state, State::Closed | State::Told);
    if !closed && (bare || campaign.state != State::Open) {
        return Err(Problem::NotFound);
    }
    let read = visit.house().db.read(Key::SYSTEM)?;
    let form = crate::campaign::store::form(&read, &campaign.plan)?;
    let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
    let lines = Lines::of(&read, subject.id, &campaign, &form)?;
    drop(read);
    table::file_of_system(visit, "answers", lines)
}

/// Every answer, a line each.
pub struct Lines {
    campaign: SubjectId,
    /// Whose they are; none of such as lie bare.
    unit: Option<Unit>,
    places: Vec<Place>,
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
        let mut lines = Self { campaign: id, unit, places: Vec::new(), after: i64::MIN };
        let mut inside: BTreeSet<Place> = BTreeSet::new();
        if asked.iter().any(|slot| !slot.scope.is_empty()) {
            loop {
                let some = lines.next(read)?;
                if some.is_empty() {
                    break;
                }
                let places = some.into_iter().flat_map(|(_, answers)| answers.values.into_keys());
                inside.extend(places.filter(|place| place.at.depth() > 0));
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
        Ok(lines)
    }

    /// The next answers, with their parties.
    fn next(&mut self, read: &Picture) -> Stored<Vec<(i64, Answers)>> {
        let found = match self.unit {
            Some(_) => store::named(read, self.campaign, self.after, BLOCK)?,
            None => store::ballots(read, self.campaign, self.after, BLOCK)?,
        };
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
        let row = |(party, answers): &(i64, Answers)| {
            let cell = |place: &Place| answers.values.get(place).map(ToString::to_string).into();
            let head = self.unit.map(|_| Cell::from(names.get(party).cloned().unwrap_or_default()));
            head.into_iter().chain(self.places.iter().map(cell)).collect()
        };
        Ok(found.iter().map(row).collect())
    }
}
