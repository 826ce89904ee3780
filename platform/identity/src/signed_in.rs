//! Who is behind a request: the person, his roles and his grants, in two queries.

use std::collections::BTreeSet;

use belfry_kernel::{Actor, CircleId, Grants, OrganisationId, Person, PersonId, Role};
use belfry_store::{Db, Key, Read, Result, Row, args};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::demand;
use crate::membership::parse_roles;
use crate::person::{PersonState, Theme};
use crate::secret::{self, Secret};

/// A session ends after so long without a request (OWASP ASVS 5.0, 7.3.1).
pub const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A session ends after so long whatever happens (OWASP ASVS 5.0, 7.3.2).
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How often a session's last request is written down.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// How often a key's last use is written down.
const USED_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// What a request showed to be let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A browser's session.
    Session(i64),
    /// An API key.
    Key(i64),
    /// None: a job that works on the person's behalf.
    Delegated,
}

/// Somebody who is signed in, with what he may do and see at this moment.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// By what.
    pub credential: Credential,
    /// From which this session's form tokens are made; empty for keys and jobs.
    pub csrf: Secret,
    /// Who, with the roles of confirmed memberships. `organisation` is the home, or 0 without a confirmed membership.
    pub person: Person,
    /// What he may see.
    pub grants: Grants,
    /// Outside id.
    pub uuid: Uuid,
    /// Canonical address.
    pub email: String,
    /// Of the pages: `en`, `fr`.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// Of the pages.
    pub theme: Theme,
    /// When he last showed who he is in this session; for keys and jobs, never.
    pub proved: Timestamp,
    /// Whether he has a second factor. Known of sessions only.
    pub has_factor: bool,
    /// Whether a role of his demands a second factor and he has none: he may add one and do nothing else. Of sessions only.
    pub must_enrol: bool,
    /// Whether he has saved views of lists, or his organisations share some with him.
    pub views: bool,
    /// Whether [`touch`] is due: the caller runs it in some write, soon.
    pub touch_due: bool,
}

impl SignedIn {
    /// The actor of the request.
    pub fn actor(&self) -> Actor {
        Actor::Person(Box::new(self.person.clone()), self.grants.clone())
    }

    /// The session, when there is one.
    pub const fn session(&self) -> Option<i64> {
        match self.credential {
            Credential::Session(id) => Some(id),
            Credential::Key(_) | Credential::Delegated => None,
        }
    }
}

/// Who holds the session of this token; none when it is unknown, over, or its person's account is closed.
pub fn signed_in(db: &Db, token: &str, now: Timestamp) -> Result<Option<SignedIn>> {
    by_token(&db.read(Key::SYSTEM)?, token, now)
}

/// As [`signed_in`], in a picture that is open already; it must be the program's own ([`Key::SYSTEM`]).
pub fn by_token(read: &Read, token: &str, now: Timestamp) -> Result<Option<SignedIn>> {
    let hash = secret::hash(token);
    let Some(session) = read.remembered(&hash, |read| Session::of(read, &hash))? else { return Ok(None) };
    let lives = now < session.expires && now < session.seen + IDLE;
    Ok(lives.then(|| SignedIn { touch_due: now >= session.seen + SEEN_EVERY, ..session.holder }))
}

/// A session and who holds it; whether it lives is a question of the hour.
#[derive(Clone)]
struct Session {
    holder: SignedIn,
    seen: Timestamp,
    expires: Timestamp,
}

impl Session {
    fn of(read: &Read, hash: &[u8; 32]) -> Result<Option<Self>> {
        let found = read.maybe(
            "select p.id, p.uuid, p.name, p.email, p.language, p.time_zone, p.theme, p.state, \
             s.id, s.csrf, s.seen, s.expires, s.proved, \
             exists (select 1 from identity_factors f where f.person_id = p.id), \
             (select v.value from store_settings v where v.name = 'identity-demand') \
             from identity_sessions s join identity_people p on p.id = s.person_id where s.token_hash = $1 and s.half = false",
            args![hash],
            |row| {
                let session = (Credential::Session(row.get(8)?), Secret::new(row.get::<String>(9)?));
                let times: [Timestamp; 3] = [row.get(10)?, row.get(11)?, row.get(12)?];
                Ok((Account::from_row(row)?, session, times, row.get::<bool>(13)?, row.get::<Option<String>>(14)?))
            },
        )?;
        let Some((account, (credential, csrf), [seen, expires, proved], has_factor, kept)) = found else {
            return Ok(None);
        };
        let Some(who) = account.with_grants(read)? else { return Ok(None) };
        let must_enrol = !has_factor && who.person.holds(&demand::parse(kept.as_deref()));
        let holder = SignedIn { credential, csrf, proved, has_factor, must_enrol, ..who };
        Ok(Some(Self { holder, seen, expires }))
    }
}

/// Who holds this API key; none when it is unknown, revoked, over, or its person's account is closed.
pub fn by_api_key(db: &Db, key: &str, now: Timestamp) -> Result<Option<SignedIn>> {
    by_key(&db.read(Key::SYSTEM)?, key, now)
}

/// As [`by_api_key`], in a picture that is open already; it must be the program's own ([`Key::SYSTEM`]).
pub fn by_key(read: &Read, key: &str, now: Timestamp) -> Result<Option<SignedIn>> {
    let found = read.maybe(
        "select p.id, p.uuid, p.name, p.email, p.language, p.time_zone, p.theme, p.state, \
         k.id, k.scope, k.used, k.expires from identity_keys k join identity_people p on p.id = k.person_id \
         where k.hash = $1 and k.revoked is null",
        args![&secret::hash(key)],
        |row| {
            let (used, expires): (Option<Timestamp>, Timestamp) = (row.get(10)?, row.get(11)?);
            let writes = row.get::<String>(9)? == "write";
            let due = used.is_none_or(|used| now >= used + USED_EVERY);
            Ok((now < expires).then_some((Account::from_row(row)?, row.get::<i64>(8)?, writes, due)))
        },
    )?;
    let Some((account, id, writes, touch_due)) = found.flatten() else { return Ok(None) };
    let Some(mut who) = account.with_grants(read)? else { return Ok(None) };
    who.person.may_write = writes;
    Ok(Some(SignedIn { credential: Credential::Key(id), touch_due, ..who }))
}

/// The person as he stands now, for a job on his behalf: none when his account is closed. The picture must be the
/// program's own ([`Key::SYSTEM`]).
pub fn on_behalf_of(read: &Read, person: PersonId) -> Result<Option<SignedIn>> {
    let found = read.maybe(
        "select p.id, p.uuid, p.name, p.email, p.language, p.time_zone, p.theme, p.state from identity_people p \
         where p.id = $1",
        args![person],
        Account::from_row,
    )?;
    found.map_or(Ok(None), |account| account.with_grants(read))
}

/// Writes down that a session or key was used, when [`SignedIn::touch_due`] says so.
pub fn touch(tx: &belfry_store::Tx, credential: Credential, now: Timestamp) -> Result<()> {
    match credential {
        Credential::Session(id) => {
            tx.execute("update identity_sessions set seen = $2 where id = $1 and seen < $2", args![id, now])?;
        }
        Credential::Key(id) => {
            tx.execute("update identity_keys set used = $2 where id = $1", args![id, now])?;
        }
        Credential::Delegated => {}
    }
    Ok(())
}

/// The first eight columns of the statements above.
struct Account {
    person: PersonId,
    uuid: Uuid,
    name: String,
    email: String,
    language: String,
    time_zone: String,
    theme: Theme,
    active: bool,
}

impl Account {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            person: row.get(0)?,
            uuid: row.get(1)?,
            name: row.get(2)?,
            email: row.get(3)?,
            language: row.get(4)?,
            time_zone: row.get(5)?,
            theme: Theme::parse(&row.get::<String>(6)?).unwrap_or_default(),
            active: row.get::<String>(7)? == PersonState::Active.code(),
        })
    }

    fn with_grants(self, read: &Read) -> Result<Option<SignedIn>> {
        if !self.active {
            return Ok(None);
        }
        let ties = ties(read, self.person)?;
        let person = Person {
            id: self.person,
            name: self.name,
            organisation: ties.home.unwrap_or(OrganisationId(0)),
            roles: ties.roles,
            may_write: true,
        };
        let grants = Grants {
            community: !ties.organisations.is_empty(),
            person: Some(self.person),
            organisations: ties.organisations,
            circles: ties.circles,
            ..Grants::default()
        };
        Ok(Some(SignedIn {
            credential: Credential::Delegated,
            csrf: Secret::new(""),
            person,
            grants,
            uuid: self.uuid,
            email: self.email,
            language: self.language,
            time_zone: self.time_zone,
            theme: self.theme,
            proved: Timestamp::UNIX_EPOCH,
            has_factor: false,
            must_enrol: false,
            views: ties.views,
            touch_due: false,
        }))
    }
}

#[derive(Default)]
struct Ties {
    home: Option<OrganisationId>,
    roles: Vec<(OrganisationId, Role)>,
    organisations: BTreeSet<OrganisationId>,
    circles: BTreeSet<CircleId>,
    views: bool,
}

/// Only what is confirmed counts, and a closed circle gives nothing.
fn ties(read: &Read, person: PersonId) -> Result<Ties> {
    let mut ties = Ties::default();
    read.each(
        "select m.organisation_id, m.roles, m.home, cast(null as bigint), \
         exists (select 1 from identity_views v where v.person_id = $1) \
         or exists (select 1 from identity_views v where v.organisation_id = m.organisation_id) \
         from identity_memberships m \
         where m.person_id = $1 and m.status = 'confirmed' \
         union all \
         select cm.organisation_id, '', false, cm.circle_id, false from identity_memberships m \
         join identity_circle_members cm on cm.organisation_id = m.organisation_id \
         join identity_circles c on c.id = cm.circle_id \
         where m.person_id = $1 and m.status = 'confirmed' and cm.status = 'confirmed' and c.state = 'open'",
        args![person],
        |row| {
            let organisation: OrganisationId = row.get(0)?;
            if let Some(circle) = row.get::<Option<CircleId>>(3)? {
                ties.circles.insert(circle);
                return Ok(true);
            }
            ties.organisations.insert(organisation);
            ties.views |= row.get::<bool>(4)?;
            ties.roles.extend(parse_roles(&row.get::<String>(1)?).into_iter().map(|role| (organisation, role)));
            if row.get(2)? || ties.home.is_none() {
                ties.home = Some(organisation);
            }
            Ok(true)
        },
    )?;
    Ok(ties)
}
