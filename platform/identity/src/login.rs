//! Accounts elsewhere that sign a person in here (OpenID Connect Core 1.0): known by issuer and subject, never by an address.

use belfry_contracts::identity::{LoginTied, LoginUntied};
use belfry_kernel::PersonId;
use belfry_store::{Act, Error, Read, Tx, args, ledger};
use jiff::Timestamp;
use uuid::Uuid;

use crate::refusal::Refusal;

/// Accounts elsewhere of one person.
const MOST: usize = 10;

/// An account elsewhere, as its person sees it.
#[derive(Clone, Debug)]
pub struct Login {
    /// Outside id.
    pub uuid: Uuid,
    /// Who vouches.
    pub issuer: String,
    /// The address that it told, for its person to know it by.
    pub email: String,
    /// Since when.
    pub created: Timestamp,
    /// Its last use.
    pub used: Option<Timestamp>,
}

/// A person's accounts elsewhere, the oldest first.
pub fn list(read: &Read, person: PersonId) -> Result<Vec<Login>, Error> {
    read.rows(
        "select uuid, issuer, email, created, used from identity_logins where person_id = $1 order by created, issuer",
        args![person],
        |row| {
            Ok(Login {
                uuid: row.get(0)?,
                issuer: row.get(1)?,
                email: row.get(2)?,
                created: row.get(3)?,
                used: row.get(4)?,
            })
        },
    )
}

/// Ties an account elsewhere to a person who has proved both: he is signed in here, freshly, and has just come from there.
/// One that is tied already stays with whom it is: [`Refusal::AlreadyMember`].
pub fn tie(
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    (issuer, subject): (&str, &str),
    email: &str,
) -> Result<(), Refusal> {
    if list(tx, person)?.len() >= MOST {
        return Err(Refusal::WrongState);
    }
    let email: String = email.chars().filter(|c| !c.is_control()).take(254).collect();
    tx.execute(
        "insert into identity_logins (issuer, subject, uuid, person_id, email, created) values ($1, $2, $3, $4, $5, $6)",
        args![issuer, subject, act.ids.uuid(), person, email, act.now],
    )
    .map_err(|error| Refusal::clash(error, Refusal::AlreadyMember))?;
    ledger::record(tx, act, &LoginTied { person, issuer: issuer.to_owned() })?;
    Ok(())
}

/// Whose an account elsewhere is; notes that it was used.
pub fn whose(tx: &Tx, act: Act<'_>, (issuer, subject): (&str, &str)) -> Result<Option<PersonId>, Error> {
    tx.maybe(
        "update identity_logins set used = $3 where issuer = $1 and subject = $2 returning person_id",
        args![issuer, subject, act.now],
        |row| row.get(0),
    )
}

/// Unties a person's account elsewhere.
pub fn untie(tx: &Tx, act: Act<'_>, person: PersonId, uuid: Uuid) -> Result<(), Refusal> {
    let issuer = tx.maybe(
        "delete from identity_logins where uuid = $1 and person_id = $2 returning issuer",
        args![uuid, person],
        |row| row.get::<String>(0),
    )?;
    let issuer = issuer.ok_or(Refusal::NotFound)?;
    ledger::record(tx, act, &LoginUntied { person, issuer })?;
    Ok(())
}
