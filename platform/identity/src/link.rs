//! Links that work once, kept as hashes.

use belfry_kernel::{OrganisationId, PersonId, Role};
use belfry_store::{Act, Read, Result, Row, Tx, args};
use jiff::{SignedDuration, Timestamp};

use crate::membership::{parse_roles, role_codes};
use crate::secret::{self, Secret};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    FirstRun,
    Invitation,
    Reset,
}

/// How long an invitation lives.
pub(crate) const INVITATION: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::FirstRun => "first-run",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    const fn lives(self) -> SignedDuration {
        match self {
            Self::FirstRun | Self::Invitation => INVITATION,
            Self::Reset => SignedDuration::from_mins(60),
        }
    }
}

/// What a link carries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Load {
    pub person: Option<PersonId>,
    pub email: Option<String>,
    pub organisation: Option<OrganisationId>,
    pub roles: Vec<Role>,
    pub invited_by: Option<PersonId>,
    pub expires: Timestamp,
}

pub(crate) fn make(tx: &Tx, act: Act<'_>, purpose: Purpose, load: &Load) -> Result<Secret> {
    let token = act.ids.secret();
    tx.execute(
        "insert into identity_links (token_hash, purpose, person_id, email, organisation_id, roles, invited_by, created, \
         expires) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            &secret::hash(&token),
            purpose.code(),
            load.person,
            load.email.as_deref(),
            load.organisation,
            role_codes(&load.roles),
            load.invited_by,
            act.now,
            act.now + purpose.lives()
        ],
    )?;
    Ok(Secret::new(token))
}

/// What a living link carries, without using it.
pub(crate) fn look(read: &Read, purpose: Purpose, token: &str, now: Timestamp) -> Result<Option<Load>> {
    read.maybe(
        "select person_id, email, organisation_id, roles, invited_by, expires from identity_links \
         where token_hash = $1 and purpose = $2 and used is null and expires > $3",
        args![&secret::hash(token), purpose.code(), now],
        from_row,
    )
}

/// Uses a link: of two at once, one gets what it carries.
pub(crate) fn spend(tx: &Tx, purpose: Purpose, token: &str, now: Timestamp) -> Result<Option<Load>> {
    tx.maybe(
        "update identity_links set used = $3 where token_hash = $1 and purpose = $2 and used is null and expires > $3 \
         returning person_id, email, organisation_id, roles, invited_by, expires",
        args![&secret::hash(token), purpose.code(), now],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> Result<Load> {
    Ok(Load {
        person: row.get(0)?,
        email: row.get(1)?,
        organisation: row.get(2)?,
        roles: parse_roles(&row.get::<Option<String>>(3)?.unwrap_or_default()),
        invited_by: row.get(4)?,
        expires: row.get(5)?,
    })
}

/// Removes links that were used or are over: for the nightly job.
pub(crate) fn sweep(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.execute("delete from identity_links where used is not null or expires <= $1", args![now])
}
