//! Instruments: forms of our own wording that the program brings along, to be copied into an organisation's library.
//!
//! | module | holds |
//! |---|---|
//! | [`list`] | what there is, with what each asks |
//! | [`copy`] | one of them into the library, as version 1 |
//!
//! A copy is a form as any other: whoever has it changes its draft and publishes what he wants. The instruments themselves never ask
//! anybody.

pub mod copy;
pub mod list;

use belfry_forms::access::Edit;
use belfry_forms::core::{Form, Published, publish};
use belfry_forms::store::{self, FORM, Refusal};
use belfry_kernel::access::{Granted, Rule};
use belfry_kernel::{Action, Actor, Label, OrganisationId, Problem};
use belfry_store::{Act, Tx, subject};
use uuid::Uuid;

/// Their names, and what they are: the questions, in data files.
const ALL: &[(&str, &str)] = &[
    ("operators-implementation", include_str!("../instruments/operators-implementation.toml")),
    ("authorities-implementation", include_str!("../instruments/authorities-implementation.toml")),
    ("csirt-capacity", include_str!("../instruments/csirt-capacity.toml")),
    ("small-firms-resilience", include_str!("../instruments/small-firms-resilience.toml")),
    ("student-awareness", include_str!("../instruments/student-awareness.toml")),
    ("trust-between-organisations", include_str!("../instruments/trust-between-organisations.toml")),
];

/// Every name.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}

/// One of them, checked; none for another name.
#[must_use]
pub fn open(name: &str) -> Option<Published> {
    let (_, text) = ALL.iter().find(|(own, _)| *own == name)?;
    // A test opens them all.
    publish(toml::from_str::<Form>(text).ok()?).ok()
}

/// What became of one that was wanted in a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The form in the library.
    pub form: Uuid,
    /// Whether it was put there now: an organisation has one form of a name.
    pub is_new: bool,
}

/// Puts one into an organisation's library and publishes it, unless a form of its name is there.
///
/// # Errors
/// [`Problem::NotFound`] for another name, [`Problem::Forbidden`], and those of the database.
pub fn install<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    (actor, rules): (&Actor, &[Rule]),
    granted: &Granted<A>,
    (owner, label): (OrganisationId, &Label),
    name: &str,
) -> Result<Copied, Problem> {
    let form = open(name).ok_or(Problem::NotFound)?;
    let is_new = match store::create(tx, act, granted, owner, label, form.form()) {
        Ok(_) => true,
        Err(Refusal::NameTaken) => false,
        Err(Refusal::Store(error)) => return Err(error.into()),
        Err(refusal @ Refusal::Faults(_)) => return Err(Problem::Internal(refusal.to_string())),
    };
    let uuid = store::by_name(tx, owner, name)?.ok_or(Problem::NotFound)?;
    if is_new {
        let allowed = subject::load::<Edit>(tx, actor, rules, FORM, uuid)?;
        store::publish_draft(tx, act, &allowed).map_err(|refusal| Problem::Internal(refusal.to_string()))?;
    }
    Ok(Copied { form: uuid, is_new })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_forms_that_can_be_answered() {
        for (name, text) in ALL {
            let form = toml::from_str::<Form>(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            publish(form).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
        }
    }
}
