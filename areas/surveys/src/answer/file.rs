//! Files in answers: what a page brought is taken into the store before anything is written, and handed over to whoever answers, or to
//! whoever asked.

use std::collections::BTreeMap;

use belfry_discussion::file as store;
use belfry_forms::core::form::Kind;
use belfry_forms::core::publish::Slot;
use belfry_forms::core::value::FileRef;
use belfry_forms::core::{Answers, Place, Published, Sheet, Value};
use belfry_forms::render::{self, REMOVE};
use belfry_kernel::Problem;
use belfry_outbound::BlobId;
use belfry_web::{Reply, Visit};

use super::{Paper, Shut};
use crate::access::{Answer, Inspect};
use crate::campaign::{CAMPAIGN, Mode, State};
use crate::file;

/// Files that came with a page, and what is wrong with others.
#[derive(Default)]
pub struct Brought {
    files: BTreeMap<Place, FileRef>,
    /// By the names of fields.
    pub wrong: Vec<(String, String)>,
}

/// Whether a page of a form asks for a file.
#[must_use]
pub fn asks(form: &Published, page: usize) -> bool {
    form.slots().iter().any(|slot| slot.page == page && picture(slot).is_some())
}

/// Of a question that asks for a file: whether only for pictures.
fn picture(slot: &Slot) -> Option<bool> {
    match slot.question()?.kind {
        Kind::File { picture } => Some(picture),
        _ => None,
    }
}

/// Takes what a page of a form brought. For trying a form nothing is kept.
///
/// # Errors
/// Those of the object store.
pub fn brought<A>(visit: &Visit<A>, form: &Published, page: usize, keep: bool) -> Result<Brought, Problem> {
    let (t, mut all) = (visit.t(), Brought::default());
    for sent in visit.form().files.iter().filter(|sent| sent.length > 0) {
        let Some(place) = render::place(&sent.field) else { continue };
        let slot = form.slot(&place.name).map(|id| &form.slots()[id]).filter(|slot| slot.page == page);
        let Some(picture) = slot.and_then(picture) else { continue };
        if !keep {
            let named = FileRef { hash: String::new(), name: sent.name.clone(), size: sent.length };
            all.files.insert(place, named);
            continue;
        }
        match store::receive(visit.house(), &t, sent)? {
            Ok(taken) if picture && !taken.is_picture() => {
                all.wrong.push((sent.field.clone(), t.s("surveys-answer-picture")));
            }
            Ok(taken) => drop(all.files.insert(place, file::named(&taken))),
            Err(words) => all.wrong.push((sent.field.clone(), words)),
        }
    }
    Ok(all)
}

impl Brought {
    /// Whether nothing came.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.wrong.is_empty()
    }

    /// Puts the files into the answers, where they are asked for.
    pub fn put(&self, sheet: &Sheet<'_>, answers: &mut Answers) {
        for (place, named) in &self.files {
            if sheet.form().slot(&place.name).is_some_and(|slot| sheet.is_asked(slot, place.at)) {
                answers.put(place.clone(), Some(Value::File(named.clone())));
            }
        }
    }

    /// What else was sent: one that is replaced is not taken away besides.
    #[must_use]
    pub fn without(&self, sent: &[(String, String)]) -> Vec<(String, String)> {
        let replaced = |field: &str| {
            let place = field.strip_suffix(REMOVE).and_then(render::place);
            place.is_some_and(|place| self.files.contains_key(&place))
        };
        sent.iter().filter(|(field, _)| !replaced(field)).cloned().collect()
    }
}

/// A file of one's own answer.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database and of the object store.
pub fn own(visit: &mut Visit<Answer>) -> Result<Reply, Problem> {
    let paper = match Paper::of(visit, true) {
        Ok(paper) if paper.campaign.plan.mode != Mode::Anonymous => paper,
        Ok(_) | Err(Shut::To(_)) => return Err(Problem::NotFound),
        Err(Shut::Problem(problem)) => return Err(problem),
    };
    let place = render::place(&visit.path::<String>("place")?).ok_or(Problem::NotFound)?;
    let kept = super::store::of(&*visit.read()?, paper.subject.id, paper.party)?.ok_or(Problem::NotFound)?;
    let Some(Value::File(named)) = kept.answers.values.get(&place) else { return Err(Problem::NotFound) };
    let blob: BlobId = named.hash.parse().map_err(|_| Problem::NotFound)?;
    store::hand_over(visit.house(), blob, &named.name)
}

/// A file of somebody's signed answer, for whoever asked.
///
/// # Errors
/// As [`own`].
pub fn of_party(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = crate::campaign::store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    let shown = matches!(campaign.state, State::Open | State::Closed | State::Told) && !campaign.plan.is_bare();
    let found = if shown { file::of_answer(&read, subject.id, visit.path("file")?)? } else { None };
    drop(read);
    let found = found.ok_or(Problem::NotFound)?;
    store::hand_over(visit.house(), found.blob, &found.name)
}
