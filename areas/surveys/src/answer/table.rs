//! All answers as a file, for whoever asked: with names where they have any, in the order of chance where they have none. Of anonymous
//! surveys only once they are closed.

use belfry_documents::Cell;
use belfry_forms::core::{Answers, Place, Published};
use belfry_kernel::Problem;
use belfry_store::{Key, Read as Picture};
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::store;
use crate::access::Inspect;
use crate::campaign::{CAMPAIGN, State, show};

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
    let form = crate::campaign::store::form(&read, &campaign.plan)?.and_then(Result::ok);
    let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
    let answers: Vec<(String, Answers)> = if bare {
        store::ballots(&read, subject.id)?.into_iter().map(|answers| (String::new(), answers)).collect()
    } else {
        let named = store::named(&read, subject.id)?;
        let names = show::names(&read, campaign.plan.unit, named.iter().map(|(party, _)| party))?;
        named.into_iter().map(|(party, answers)| (names.get(&party).cloned().unwrap_or_default(), answers)).collect()
    };
    drop(read);
    let rows = Lines::of(&form, answers, !bare);
    table::file(visit, "answers", rows)
}

struct Lines {
    columns: Vec<String>,
    named: bool,
    rows: Option<Vec<Vec<Cell>>>,
}

impl Lines {
    fn of(form: &Published, answers: Vec<(String, Answers)>, named: bool) -> Self {
        // What is asked several times has as many columns as whoever gave most entries.
        let mut places: Vec<Place> = Vec::new();
        for slot in form.slots().iter().filter(|slot| slot.kind.is_some()) {
            if slot.scope.is_empty() {
                places.push(Place::top(slot.name.clone()));
                continue;
            }
            let mut inside: Vec<Place> = answers
                .iter()
                .flat_map(|(_, one)| one.values.keys())
                .filter(|place| place.name == slot.name)
                .cloned()
                .collect();
            inside.sort_unstable();
            inside.dedup();
            places.append(&mut inside);
        }
        let row = |(name, answers): (String, Answers)| {
            let cell = |place: &Place| answers.values.get(place).map(ToString::to_string).into();
            let head = named.then(|| Cell::from(name));
            head.into_iter().chain(places.iter().map(cell)).collect()
        };
        let rows = answers.into_iter().map(row).collect();
        Self { columns: places.iter().map(ToString::to_string).collect(), named, rows: Some(rows) }
    }
}

impl Rows for Lines {
    fn columns(&self, t: &Words) -> Vec<String> {
        let head = self.named.then(|| t.s("surveys-answer-who"));
        head.into_iter().chain(self.columns.iter().cloned()).collect()
    }

    fn block(&mut self, _read: &Picture, _t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        Ok(self.rows.take().unwrap_or_default())
    }
}
