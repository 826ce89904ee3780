//! Registration: the record submitted to the competent authority, its questions, its decision; afterwards changes told to it, and
//! everything confirmed once a year.
//!
//! [`next`] is the whole of it: who may do what in which state. [`page`] shows state and correspondence to both sides.

pub mod exchange;
mod page;
mod store;

use std::collections::BTreeMap;

use belfry_contracts::register::{RegistrationDecided, RegistrationSent};
use belfry_identity::ORGANISATION;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::{Act, Result as Stored, Tx, ledger};
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

pub use page::{page, state_kind, state_name};
pub use store::{Letter, Registration, letters, load};

use crate::access::{Keep, Supervise};
use crate::register::record::store::Kept;
use crate::register::record::{self, Change};
use crate::register::{duties, fields, sight};

/// What has to be there before a registration is submitted: Article 3(4)(a) to (c).
pub const NEEDED: &[&str] = &["street", "town", "email", "phone", "places"];
/// Characters of a letter.
const WORDS: usize = 5_000;

belfry_kernel::codes! {
    /// Where a registration stands; before it is submitted there is none.
    State {
        /// The authority looks at it.
        Submitted = "submitted",
        /// It has asked something.
        Asked = "asked",
        /// It has accepted it.
        Accepted = "accepted",
        /// It has refused it.
        Refused = "refused",
    }
}

belfry_kernel::codes! {
    /// What either side does.
    Step {
        /// The entity submits its record.
        Submit = "submit",
        /// It answers.
        Answer = "answer",
        /// It tells what has changed.
        Tell = "tell",
        /// It confirms that everything is as told.
        Confirm = "confirm",
        /// The authority asks.
        Ask = "ask",
        /// It accepts.
        Accept = "accept",
        /// It refuses.
        Refuse = "refuse",
    }
}

impl Step {
    /// Whether the authority does it.
    pub const fn is_of_authority(self) -> bool {
        matches!(self, Self::Ask | Self::Accept | Self::Refuse)
    }

    /// Whether it is nothing without words.
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Answer | Self::Ask | Self::Refuse)
    }
}

/// The state after a step; none when the step cannot be taken.
pub const fn next(state: Option<State>, step: Step) -> Option<State> {
    match (state, step) {
        (None | Some(State::Refused), Step::Submit) | (Some(State::Asked), Step::Answer) => Some(State::Submitted),
        (Some(State::Submitted | State::Asked | State::Accepted), Step::Tell) => state,
        (Some(State::Accepted), Step::Confirm) => Some(State::Accepted),
        (Some(State::Submitted | State::Accepted), Step::Ask) => Some(State::Asked),
        (Some(State::Submitted | State::Asked | State::Accepted), Step::Accept) => Some(State::Accepted),
        (Some(State::Submitted | State::Asked), Step::Refuse) => Some(State::Refused),
        _ => None,
    }
}

/// What the authority is told: values by the codes of their fields.
pub type Told = BTreeMap<String, String>;

/// What it would be told now.
pub fn told_now(kept: &Kept) -> Told {
    let mut told = Told::new();
    told.insert("name".into(), kept.name.clone());
    told.insert("country".into(), kept.country.clone().unwrap_or_default());
    for field in fields::FIELDS.iter().filter(|field| field.duty.is_some()) {
        told.insert(field.code.into(), kept.record.get(field.code).to_owned());
    }
    told.retain(|_, value| !value.is_empty());
    told
}

/// What differs from what it was told.
pub fn untold(told: &Told, now: &Told) -> Vec<Change> {
    let codes = fields::TOLD_BASICS.iter().copied().chain(fields::FIELDS.iter().map(|field| field.code));
    let change = |code: &str| {
        let value = |told: &Told| told.get(code).cloned().unwrap_or_default();
        let (before, after) = (value(told), value(now));
        (before != after).then(|| Change { field: code.to_owned(), before, after })
    };
    codes.filter_map(change).collect()
}

/// Takes a step: state, letter, agenda and ledger, in the transaction of the caller, who has decided that it may be taken.
/// False when it cannot be taken in this state.
pub fn take(tx: &Tx, act: Act<'_>, kept: &Kept, step: Step, words: &str) -> Stored<bool> {
    let known = load(tx, kept.id)?;
    let Some(state) = next(known.as_ref().map(|known| known.state), step) else { return Ok(false) };
    let now = told_now(kept);
    let told = if step.is_of_authority() { known.as_ref().map(|known| known.told.clone()).unwrap_or(now) } else { now };
    store::put(tx, act, kept.id, state, step, &told)?;
    store::write(tx, act, kept.id, step, words)?;
    agenda(tx, act, kept.id, step)?;
    let (organisation, step) = (kept.id, step);
    if step.is_of_authority() {
        ledger::record(tx, act, &RegistrationDecided { organisation, act: step.code().to_owned() })?;
    } else {
        let authorities = sight::authorities(tx, organisation)?;
        let sent = |authority| RegistrationSent { organisation, authority, act: step.code().to_owned() };
        for authority in &authorities {
            ledger::record(tx, act, &sent(Some(*authority)))?;
        }
        if authorities.is_empty() {
            ledger::record(tx, act, &sent(None))?;
        }
    }
    Ok(true)
}

/// Enters an organisation as accepted: its authority has it in its own list already, and takes it in from there.
pub fn enter(tx: &Tx, act: Act<'_>, kept: &Kept) -> Stored<()> {
    store::put(tx, act, kept.id, State::Accepted, Step::Accept, &told_now(kept))?;
    store::write(tx, act, kept.id, Step::Accept, "")?;
    agenda(tx, act, kept.id, Step::Accept)?;
    ledger::record(tx, act, &RegistrationDecided { organisation: kept.id, act: Step::Accept.code().to_owned() })
}

fn agenda(tx: &Tx, act: Act<'_>, organisation: OrganisationId, step: Step) -> Stored<()> {
    match step {
        Step::Submit | Step::Answer | Step::Tell => {
            duties::end_changes(tx, organisation, act.now)?;
            duties::review(tx, act, organisation, &sight::authorities(tx, organisation)?)
        }
        Step::Confirm => {
            duties::end_changes(tx, organisation, act.now)?;
            duties::confirm_in_a_year(tx, act, organisation)
        }
        Step::Ask | Step::Refuse => duties::reviewed(tx, act, organisation, step == Step::Ask),
        Step::Accept => {
            duties::reviewed(tx, act, organisation, false)?;
            duties::confirm_in_a_year(tx, act, organisation)
        }
    }
}

/// What the entity does.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Keep>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    stepped(visit, tx, OrganisationId(subject.id.0), subject.uuid, false)
}

/// What the authority does.
///
/// # Errors
/// [`Problem::NotFound`] when it is not the authority of this organisation, and those of the database.
pub fn decide(visit: &mut Visit<Supervise>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    if !sight::of(&tx, visit.person()?, id)?.supervisor {
        return Err(Problem::NotFound);
    }
    stepped(visit, tx, id, subject.uuid, true)
}

fn stepped<A>(visit: &Visit<A>, tx: Tx, id: OrganisationId, uuid: Uuid, authority: bool) -> Result<Reply, Problem> {
    let t = visit.t();
    let step = Step::parse(visit.form().text("act")).filter(|step| step.is_of_authority() == authority);
    let step = step.ok_or_else(|| Problem::BadRequest("no such step".into()))?;
    let words = visit.form().raw("words").trim().to_owned();
    let kept = record::store::load(&tx, id)?.ok_or(Problem::NotFound)?;
    let mut errors = Errors::default();
    errors.unless(words.chars().count() <= WORDS, "words", || t.s("members-registration-words-long"));
    errors.unless(!step.needs_words() || !words.is_empty(), "words", || t.s("members-registration-words-missing"));
    if step == Step::Submit {
        for code in NEEDED.iter().filter(|code| kept.record.get(code).is_empty()) {
            let field = crate::register::said::label(&t, code);
            errors.add("", t.a("members-registration-needed", [("field", field.into())]));
        }
        errors.unless(kept.country.is_some(), "", || {
            let field = crate::register::said::label(&t, "country");
            t.a("members-registration-needed", [("field", field.into())])
        });
    }
    if errors.is_empty() {
        if take(&tx, visit.act(), &kept, step, &words)? {
            tx.commit()?;
            // words: members-registration-done-{submit,answer,tell,confirm,ask,accept,refuse}
            let said = t.s(&format!("members-registration-done-{}", step.code()));
            return Ok(Reply::done(format!("{}{uuid}/registration", ORGANISATION.path), said));
        }
        errors.add("", t.s("members-registration-wrong-state"));
    }
    drop(tx);
    page::again(visit, id, uuid, step, words, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registration_goes_back_and_forth_until_it_is_accepted() {
        let mut state = None;
        for (step, wanted) in [
            (Step::Submit, State::Submitted),
            (Step::Ask, State::Asked),
            (Step::Tell, State::Asked),
            (Step::Answer, State::Submitted),
            (Step::Refuse, State::Refused),
            (Step::Submit, State::Submitted),
            (Step::Accept, State::Accepted),
            (Step::Tell, State::Accepted),
            (Step::Confirm, State::Accepted),
            (Step::Ask, State::Asked),
            (Step::Accept, State::Accepted),
        ] {
            state = next(state, step);
            assert_eq!(state, Some(wanted), "{step:?}");
        }
    }

    #[test]
    fn what_was_not_submitted_is_not_decided() {
        for step in Step::ALL.iter().filter(|step| **step != Step::Submit) {
            assert_eq!(next(None, *step), None, "{step:?}");
        }
        assert_eq!(next(Some(State::Accepted), Step::Submit), None);
        assert_eq!(next(Some(State::Refused), Step::Accept), None);
    }
}
