//! Service accounts: programs that belong to an organisation. Members without a password, who come by key only.
//!
//! They outlive the person who made them, and end with a word of any administrator of their organisation.

use std::collections::HashMap;

use belfry_contracts::identity::{ServiceEnded, ServiceMade};
use belfry_kernel::{OrganisationId, Person, PersonId, Role};
use belfry_store::{Act, Error, Read, Tx, args, ledger};
use jiff::Timestamp;
use uuid::Uuid;

use crate::email::Email;
use crate::key::{self, ApiKey};
use crate::membership::{self, parse_roles};
use crate::person::{self, NewPerson};
use crate::refusal::Refusal;

/// Living service accounts of one organisation.
const MOST: usize = 50;

/// A service account, as the administrators of its organisation see it.
#[derive(Clone, Debug)]
pub struct Service {
    /// Inside.
    pub person: PersonId,
    /// Outside.
    pub uuid: Uuid,
    /// What it is called.
    pub name: String,
    /// What it may do.
    pub roles: Vec<Role>,
    /// Since when.
    pub created: Timestamp,
}

/// Makes a service account; by whoever may give these roles.
pub fn create(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    organisation: OrganisationId,
    name: &str,
    roles: &[Role],
) -> Result<Uuid, Refusal> {
    membership::check_may_give(by, organisation, roles)?;
    if roles.is_empty() {
        return Err(Refusal::Field("roles"));
    }
    if list(tx, organisation)?.len() >= MOST {
        return Err(Refusal::WrongState);
    }
    // RFC 6761 section 6.4: nobody receives mail under `.invalid`.
    let address = format!("{}@service.invalid", act.ids.uuid().simple());
    let new = NewPerson {
        email: Email::parse(&address).ok_or(Refusal::Field("name"))?,
        name: name.to_owned(),
        password: None,
        language: "en".into(),
        time_zone: "UTC".into(),
    };
    let (person, uuid) = person::create(tx, act, &new)?;
    tx.execute("update identity_people set state = 'active' where id = $1", args![person])?;
    tx.execute(
        "insert into identity_services (person_id, organisation_id, made_by, created) values ($1, $2, $3, $4)",
        args![person, organisation, by.id, act.now],
    )?;
    membership::confirm(tx, act, person, organisation, roles)?;
    ledger::record(tx, act, &ServiceMade { person, organisation })?;
    Ok(uuid)
}

/// The living service accounts of an organisation, by name.
pub fn list(read: &Read, organisation: OrganisationId) -> Result<Vec<Service>, Error> {
    read.rows(
        "select p.id, p.uuid, p.name, m.roles, s.created from identity_services s \
         join identity_people p on p.id = s.person_id \
         join identity_memberships m on m.person_id = p.id and m.organisation_id = s.organisation_id \
         where s.organisation_id = $1 and s.ended is null order by p.name, p.id",
        args![organisation],
        |row| {
            let roles = parse_roles(&row.get::<String>(3)?);
            Ok(Service { person: row.get(0)?, uuid: row.get(1)?, name: row.get(2)?, roles, created: row.get(4)? })
        },
    )
}

/// Loads a service account for a change: whoever could not have given it its roles cannot touch it.
pub fn for_change(read: &Read, by: &Person, organisation: OrganisationId, uuid: Uuid) -> Result<Service, Refusal> {
    let found = list(read, organisation)?.into_iter().find(|service| service.uuid == uuid);
    let found = found.ok_or(Refusal::NotFound)?;
    membership::check_may_give(by, organisation, &found.roles)?;
    Ok(found)
}

/// The keys of service accounts, by account.
pub fn keys(read: &Read, services: &[Service]) -> Result<HashMap<PersonId, Vec<ApiKey>>, Error> {
    let people: Vec<PersonId> = services.iter().map(|service| service.person).collect();
    key::of_many(read, &people)
}

/// Ends a service account: its keys are worth nothing from the next request on.
pub fn end(tx: &Tx, act: Act<'_>, by: &Person, organisation: OrganisationId, uuid: Uuid) -> Result<(), Refusal> {
    let service = for_change(tx, by, organisation, uuid)?;
    let person = service.person;
    key::revoke_all(tx, act, person)?;
    tx.execute("update identity_people set state = 'disabled' where id = $1", args![person])?;
    tx.execute("update identity_services set ended = $2 where person_id = $1", args![person, act.now])?;
    tx.execute(
        "update identity_memberships set status = 'ended', since = $2 where person_id = $1",
        args![person, act.now],
    )?;
    ledger::record(tx, act, &ServiceEnded { person, organisation })?;
    Ok(())
}
