//! Organisations, people and circles, entered some weeks before the first event.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow};
use belfry_contracts::identity::PersonJoined;
use belfry_identity::circle::{self, CircleFields};
use belfry_identity::key::{self, Scope};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind};
use belfry_identity::person::{self, NewPerson};
use belfry_identity::{Email, Passwords, membership, on_behalf_of};
use belfry_kernel::{CircleId, Ids, OrganisationId, PersonId, Role, Tlp};
use belfry_store::{Act, Db, Key, Read, Tx, ledger, setting};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::content::{Circle, Community, Organisation, Person};
use super::{Cast, Player, TOLD};

/// When the community was made: the day from which the story counts back.
pub(super) const BEGAN: &str = "demo-began";
/// The name of the keys that the cast is given.
const KEY_NAME: &str = "demonstration";
/// How long those keys live.
const KEY_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Who says what an organisation has met: the last of these that it has.
const SPEAKERS: &[Role] = &[Role::OrganisationAdministrator, Role::Contributor, Role::CsirtAnalyst];
/// The namespace of the demonstration's UUIDs (RFC 9562, version 5): they are the same on every machine.
const NAMESPACE: Uuid = Uuid::from_u128(0x0b1f_5a7e_6d2c_4c53_9e41_7d6f_7374_7265);

/// The UUID of a thing of the story, by what it is and its key.
pub(super) fn uuid_of(what: &str, key: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{what} {key}").as_bytes())
}

/// An organisation as the story needs it.
pub(super) struct Home {
    pub(super) id: OrganisationId,
    pub(super) uuid: Uuid,
    pub(super) name: String,
}

/// The community's ids by the keys of its data files.
pub(super) struct Known {
    pub(super) organisations: BTreeMap<String, Home>,
    pub(super) people: BTreeMap<String, PersonId>,
    pub(super) circles: BTreeMap<String, CircleId>,
    /// Who says for an organisation what it has met.
    speakers: BTreeMap<String, PersonId>,
}

impl Known {
    /// Looks everybody up.
    pub(super) fn find(db: &Db, community: &Community) -> anyhow::Result<Self> {
        let read = db.read(Key::SYSTEM)?;
        let other = |key: &str| anyhow!("the database holds another community: it has no {key}");
        let (mut organisations, mut people, mut circles) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for one in &community.organisations {
            let found = organisation::by_uuid(&read, uuid_of("organisation", &one.key))?;
            let found = found.ok_or_else(|| other(&one.key))?;
            let home = Home { id: found.id, uuid: found.uuid, name: found.fields.name };
            organisations.insert(one.key.clone(), home);
        }
        let mut speakers: BTreeMap<String, (Option<usize>, PersonId)> = BTreeMap::new();
        for one in &community.people {
            let account = person::by_email(&read, &address(one)?)?.ok_or_else(|| other(&one.key))?;
            people.insert(one.key.clone(), account.id);
            let holds = |role: &Role| one.roles.iter().any(|code| code == role.code());
            let rank = SPEAKERS.iter().rposition(holds);
            let speaker = speakers.entry(one.organisation.clone()).or_insert((rank, account.id));
            if rank > speaker.0 {
                *speaker = (rank, account.id);
            }
        }
        let speakers = speakers.into_iter().map(|(key, (_, person))| (key, person)).collect();
        for one in &community.circles {
            let found = circle::by_uuid(&read, uuid_of("circle", &one.key))?.ok_or_else(|| other(&one.key))?;
            circles.insert(one.key.clone(), found.id);
        }
        Ok(Self { organisations, people, circles, speakers })
    }

    /// An organisation of the data files.
    pub(super) fn organisation(&self, key: &str) -> anyhow::Result<&Home> {
        self.organisations.get(key).with_context(|| format!("no organisation {key}"))
    }

    /// Who says for an organisation what it has met.
    pub(super) fn speaker(&self, organisation: &str) -> anyhow::Result<PersonId> {
        self.speakers.get(organisation).copied().with_context(|| format!("nobody speaks for {organisation}"))
    }

    /// A person of the data files.
    pub(super) fn person(&self, key: &str) -> anyhow::Result<PersonId> {
        self.people.get(key).copied().with_context(|| format!("no person {key}"))
    }
}

/// Enters everybody, in one transaction.
pub(super) fn found(
    db: &Db,
    ids: &Ids,
    passwords: &Passwords,
    community: &Community,
    since: Timestamp,
    began: Timestamp,
) -> anyhow::Result<()> {
    if !belfry_identity::first_run::is_first(&db.read(Key::SYSTEM)?)? {
        return Err(anyhow!("the database holds a community of its own; the demonstration needs an empty one"));
    }
    let hashes = hashes(ids, passwords, &community.people)?;
    let tx = db.write(Key::SYSTEM)?;
    let act = Act { actor: None, now: since, ids };
    let mut homes = BTreeMap::new();
    for one in &community.organisations {
        homes.insert(one.key.as_str(), enter_organisation(&tx, act, one)?);
    }
    let mut people = BTreeMap::new();
    for (one, hash) in community.people.iter().zip(hashes) {
        let home = *homes.get(one.organisation.as_str()).with_context(|| one.organisation.clone())?;
        people.insert(one.key.as_str(), enter_person(&tx, act, one, hash, home)?);
    }
    for one in &community.circles {
        enter_circle(&tx, act, one, community, &homes, &people)?;
    }
    setting::put(&tx, BEGAN, &began.to_string())?;
    setting::put(&tx, TOLD, "no")?;
    tx.commit()?;
    Ok(())
}

/// The hashes of all passwords, two at a time: a hash is meant to be slow.
fn hashes(ids: &Ids, passwords: &Passwords, people: &[Person]) -> anyhow::Result<Vec<String>> {
    let half = people.len().div_ceil(2);
    let some = |people: &[Person]| -> anyhow::Result<Vec<String>> {
        let hash = |one: &Person| passwords.hash(&one.password, ids).map_err(|_| anyhow!("passwords are busy"));
        people.iter().map(hash).collect()
    };
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| some(&people[half..]));
        (some(&people[..half]), second.join())
    });
    let mut all = first?;
    all.extend(second.map_err(|_| anyhow!("a password could not be hashed"))??);
    Ok(all)
}

fn enter_organisation(tx: &Tx, act: Act<'_>, one: &Organisation) -> anyhow::Result<OrganisationId> {
    let fields = OrganisationFields {
        name: one.name.clone(),
        short_name: one.short.clone(),
        kind: OrganisationKind::parse(&one.kind).with_context(|| format!("no kind {}", one.kind))?,
        sector: Some(one.sector.clone()),
        country: Some(one.country.clone()),
        about: one.description.clone(),
        website: Some(format!("https://www.{}/", one.domain)),
    };
    Ok(organisation::create_as(tx, act, uuid_of("organisation", &one.key), fields)?.0)
}

fn address(one: &Person) -> anyhow::Result<Email> {
    Email::parse(&one.email).with_context(|| format!("no address: {}", one.email))
}

fn enter_person(tx: &Tx, act: Act<'_>, one: &Person, hash: String, home: OrganisationId) -> anyhow::Result<PersonId> {
    let new = NewPerson {
        email: address(one)?,
        name: one.name.clone(),
        password: Some(hash),
        language: one.language.clone(),
        time_zone: "Europe/Brussels".to_owned(),
    };
    let (id, _) = person::create(tx, act, &new)?;
    let roles: Option<Vec<Role>> = one.roles.iter().map(|code| Role::parse(code)).collect();
    membership::confirm(tx, act, id, home, &roles.with_context(|| format!("a role of {}", one.key))?)?;
    let act = Act { actor: Some(id), ..act };
    ledger::record(tx, act, &PersonJoined { person: id, organisation: home })?;
    Ok(id)
}

fn enter_circle(
    tx: &Tx,
    act: Act<'_>,
    one: &Circle,
    community: &Community,
    homes: &BTreeMap<&str, OrganisationId>,
    people: &BTreeMap<&str, PersonId>,
) -> anyhow::Result<()> {
    let fields = CircleFields {
        name: one.name.clone(),
        purpose: one.purpose.clone(),
        rules: one.rules.clone(),
        ceiling: Tlp::parse(&one.ceiling).with_context(|| one.ceiling.clone())?,
        hidden: one.hidden,
    };
    let home = |key: &str| homes.get(key).copied().with_context(|| format!("no organisation {key}"));
    let founder = acting(tx, people, &one.coordinator)?;
    let by_founder = Act { actor: Some(founder.id), ..act };
    let owner = home(&one.owner)?;
    let (id, _) = circle::create_as(tx, by_founder, &founder, owner, uuid_of("circle", &one.key), fields)?;
    for key in one.members.iter().filter(|key| **key != one.owner) {
        circle::invite(tx, by_founder, &founder, id, home(key)?, false)?;
        let speaks = |person: &&Person| {
            person.organisation == *key
                && person.roles.iter().any(|role| role == Role::OrganisationAdministrator.code())
        };
        let speaker = community.people.iter().find(speaks).with_context(|| format!("nobody speaks for {key}"))?;
        let speaker = acting(tx, people, &speaker.key)?;
        circle::accept(tx, Act { actor: Some(speaker.id), ..act }, &speaker, id, home(key)?)?;
    }
    Ok(())
}

/// Somebody of the cast as he stands now.
fn acting(read: &Read, people: &BTreeMap<&str, PersonId>, key: &str) -> anyhow::Result<belfry_kernel::Person> {
    let id = *people.get(key).with_context(|| format!("no person {key}"))?;
    Ok(on_behalf_of(read, id)?.with_context(|| format!("{key} cannot act"))?.person)
}

/// Gives each of the cast a new key in the place of the one of the last start.
pub(super) fn cast(db: &Db, act: Act<'_>, community: &Community, known: &Known) -> anyhow::Result<Cast> {
    let tx = db.write(Key::SYSTEM)?;
    let mut players = Vec::new();
    for one in &community.people {
        let id = known.person(&one.key)?;
        let act = Act { actor: Some(id), ..act };
        for old in key::list(&tx, id)?.into_iter().filter(|old| old.name == KEY_NAME) {
            key::revoke(&tx, act, id, old.uuid)?;
        }
        let (_, secret) = key::create(&tx, act, id, KEY_NAME, Scope::Write, act.now + KEY_LIFE)?;
        players.push(Player {
            email: one.email.clone(),
            password: one.password.clone(),
            role: one.roles.first().cloned().unwrap_or_default(),
            organisation: known.organisation(&one.organisation)?.name.clone(),
            api_key: secret.expose().to_owned(),
            name: one.name.clone(),
        });
    }
    tx.commit()?;
    Ok(Cast { people: players })
}
