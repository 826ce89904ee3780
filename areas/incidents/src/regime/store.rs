//! Regimes that the authorities of a country brought in: each version as it came, in a table, and opened in memory.

use belfry_contracts::incidents::RegimeImported;
use belfry_kernel::{OrganisationId, PersonId};
use belfry_store::{Act, Read, Result, Tx, args, ledger};
use jiff::Timestamp;

use super::{Regime, read};
use crate::notification::store::Notification;

/// A version as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Whose law it is.
    pub country: String,
    /// Which authority brought it.
    pub authority: OrganisationId,
    /// The file.
    pub text: String,
    /// Who brought it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// Every version that was brought in, by name, the newest first.
///
/// # Errors
/// Those of the database.
pub fn all(read: &Read) -> Result<Vec<Kept>> {
    read.rows(
        "select name, version, country, authority_id, text, person_id, at from incidents_regimes order by name, version desc",
        args![],
        |row| {
            Ok(Kept {
                name: row.get(0)?,
                version: row.get(1)?,
                country: row.get(2)?,
                authority: row.get(3)?,
                text: row.get(4)?,
                person: row.get(5)?,
                at: row.get(6)?,
            })
        },
    )
}

/// Opens all that were brought in, so that they can be chosen and read: also what another process brought in, such as the command line
/// while a server runs. What this version of the program cannot read any more is left out. One small query where all are open.
///
/// # Errors
/// Those of the database.
pub fn load(from: &Read) -> Result<()> {
    let kept = from.rows("select name, version from incidents_regimes", args![], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    if kept.iter().all(|(name, version)| super::open(name, version).is_some()) {
        return Ok(());
    }
    for kept in all(from)? {
        if super::open(&kept.name, &kept.version).is_none()
            && let Ok(regime) = read::read(&kept.text)
        {
            super::register(regime);
        }
    }
    Ok(())
}

/// Opens the versions under which these were notified, where they are not open yet: nothing of them is read by the rules of another.
///
/// # Errors
/// Those of the database.
pub fn know<'a>(from: &Read, all: impl IntoIterator<Item = &'a Notification>) -> Result<()> {
    let known = all.into_iter().all(|one| super::open(&one.regime, &one.version).is_some());
    if known { Ok(()) } else { load(from) }
}

/// Why a version is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A regime that is built in has this name.
    BuiltIn,
    /// This version is there, with another content.
    Differs,
    /// The regime is another country's.
    Country,
}

/// Keeps a version for an authority of a country; false when it is there already. The caller has decided that he may.
///
/// # Errors
/// Those of the database.
pub fn bring_in(
    tx: &Tx,
    act: Act<'_>,
    (authority, country): (OrganisationId, &str),
    regime: Regime,
    text: &str,
) -> Result<std::result::Result<bool, Refusal>> {
    if super::built_in().iter().any(|one| one.name == regime.name) {
        return Ok(Err(Refusal::BuiltIn));
    }
    if regime.country.as_deref() != Some(country) {
        return Ok(Err(Refusal::Country));
    }
    let known = all(tx)?;
    let mut same = known.iter().filter(|one| one.name == regime.name);
    if same.clone().any(|one| one.country != country) {
        return Ok(Err(Refusal::Country));
    }
    if let Some(there) = same.find(|one| one.version == regime.version) {
        return Ok(if there.text == text { Ok(false) } else { Err(Refusal::Differs) });
    }
    tx.execute(
        "insert into incidents_regimes (name, version, country, authority_id, text, person_id, at) values ($1, $2, $3, $4, $5, $6, $7)",
        args![&regime.name, &regime.version, country, authority, text, act.actor, act.now],
    )?;
    let fact = RegimeImported { organisation: authority, regime: regime.name.clone(), version: regime.version.clone() };
    ledger::record(tx, act, &fact)?;
    super::register(regime);
    Ok(Ok(true))
}
