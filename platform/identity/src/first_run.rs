//! The first administrator, by a link that the program prints. There is no default account.

use belfry_contracts::identity::PersonJoined;
use belfry_kernel::{OrganisationId, PersonId, Role};
use belfry_store::{Act, Db, Error, Key, Read, Result, args, ledger};
use jiff::Timestamp;

use crate::email::Email;
use crate::link::{self, Load, Purpose};
use crate::membership;
use crate::organisation::{self, OrganisationFields};
use crate::password::{Passwords, check_rules};
use crate::person::{self, NewPerson};
use crate::refusal::Refusal;
use crate::secret::Secret;

/// What the first administrator may do, to begin with.
const ROLES: &[Role] = &[
    Role::PlatformAdministrator,
    Role::OrganisationAdministrator,
    Role::CircleCoordinator,
    Role::Contributor,
    Role::Reader,
];

/// What is asked on the first page. `Debug` does not print the password.
#[derive(Clone, Debug)]
pub struct FirstRun {
    /// The organisation that runs the platform.
    pub organisation: OrganisationFields,
    /// Name of its first administrator.
    pub name: String,
    /// His address.
    pub email: String,
    /// His password.
    pub password: Secret,
    /// Of his pages.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
}

/// Whether nobody is there yet.
pub fn is_first(read: &Read) -> Result<bool> {
    Ok(read.maybe("select 1 from identity_people limit 1", args![], |_| Ok(()))?.is_none())
}

/// A link's token for the first run, while there is no person; it takes the place of one made before, of which only the
/// hash was kept. Lives a week.
pub fn first_run_link(db: &Db, act: Act<'_>) -> Result<Option<Secret>> {
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            if !is_first(tx)? {
                return Ok(None);
            }
            tx.execute("delete from identity_links where purpose = 'first-run'", args![])?;
            link::make(tx, act, Purpose::FirstRun, &Load::default()).map(Some)
        },
        |error| matches!(error, Error::Retry | Error::Unique),
    )
}

/// Whether the link would work, before its page is shown.
pub fn is_living(read: &Read, token: &str, now: Timestamp) -> Result<bool> {
    Ok(link::look(read, Purpose::FirstRun, token, now)?.is_some())
}

/// Makes the organisation and its administrator, of the platform too, and uses the link up.
pub fn complete_first_run(
    db: &Db,
    passwords: &Passwords,
    act: Act<'_>,
    token: &str,
    first: &FirstRun,
) -> Result<(PersonId, OrganisationId), Refusal> {
    if !is_living(&db.read(Key::SYSTEM)?, token, act.now)? {
        return Err(Refusal::LinkSpent);
    }
    let email = Email::parse(&first.email).ok_or(Refusal::Field("email"))?;
    check_rules(first.password.expose(), &email)?;
    let new = NewPerson {
        email,
        name: first.name.clone(),
        password: Some(passwords.hash(first.password.expose(), act.ids)?),
        language: first.language.clone(),
        time_zone: first.time_zone.clone(),
    };
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            link::spend(tx, Purpose::FirstRun, token, act.now)?.ok_or(Refusal::LinkSpent)?;
            if !is_first(tx)? {
                return Err(Refusal::LinkSpent);
            }
            let (person, _) = person::create(tx, act, &new)?;
            let act = Act { actor: Some(person), ..act };
            let (organisation, _) = organisation::create(tx, act, first.organisation.clone())?;
            membership::confirm(tx, act, person, organisation, ROLES)?;
            ledger::record(tx, act, &PersonJoined { person, organisation })?;
            Ok((person, organisation))
        },
        Refusal::is_retry,
    )
}
