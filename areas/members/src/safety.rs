//! What a person is told by mail when something changed by which his account is entered: in his language, without secrets, to
//! the address that he has. Not a wish: who took an account over would not wish it.

use belfry_kernel::PersonId;
use belfry_store::{Act, Tx};
use belfry_web::House;

use crate::letter::Letter;

/// Where it is put right.
const HERE: &str = "/members/me/security";

// words: members-letter-safety-subject members-letter-safety-text
// words: members-safety-{password,factor-added,factor-removed,factors-removed,codes,login-tied,login-untied,key-made,key-revoked}
// words: members-safety-{address,sessions}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The password.
    Password,
    /// A second factor was added.
    FactorAdded,
    /// A second factor was removed.
    FactorRemoved,
    /// An administrator removed all second factors.
    FactorsRemoved,
    /// New recovery codes were made.
    Codes,
    /// An account elsewhere signs in here from now on.
    LoginTied,
    /// One does no longer.
    LoginUntied,
    /// An API key was made.
    KeyMade,
    /// An API key was revoked.
    KeyRevoked,
    /// The address.
    Address,
    /// An administrator ended all sessions.
    Sessions,
}

impl Changed {
    /// The end of the message's key.
    const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::FactorAdded => "factor-added",
            Self::FactorRemoved => "factor-removed",
            Self::FactorsRemoved => "factors-removed",
            Self::Codes => "codes",
            Self::LoginTied => "login-tied",
            Self::LoginUntied => "login-untied",
            Self::KeyMade => "key-made",
            Self::KeyRevoked => "key-revoked",
            Self::Address => "address",
            Self::Sessions => "sessions",
        }
    }
}

/// Puts the letter to a person into the queue, in the transaction of the change.
///
/// # Errors
/// Those of the database.
pub fn tell(house: &House, tx: &Tx, act: Act<'_>, person: PersonId, changed: Changed) -> belfry_store::Result<()> {
    tell_at(house, tx, act, person, changed, None)
}

/// As [`tell`], to another address than the person has now: the one that he had.
///
/// # Errors
/// Those of the database.
pub fn tell_at(
    house: &House,
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    changed: Changed,
    address: Option<&str>,
) -> belfry_store::Result<()> {
    if !house.settings.mail {
        return Ok(());
    }
    let Some(who) = belfry_identity::on_behalf_of(tx, person)? else { return Ok(()) };
    let t = house.words_in(&who.language).in_zone(&who.time_zone);
    Letter::new("safety", address.unwrap_or(&who.email), &who.language)
        .with("name", &who.person.name)
        .with("what", t.s(&format!("members-safety-{}", changed.code())))
        .with("when", t.date_time_zone(act.now))
        .with("link", format!("{}{HERE}", house.settings.base_url))
        .post(house, tx, act)
}
