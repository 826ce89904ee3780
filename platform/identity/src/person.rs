//! People: their names, wishes and states.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use belfry_contracts::identity::{PersonDisabled, PersonEnabled};
use belfry_kernel::{OrganisationId, Person, PersonId, Role};
use belfry_store::{Act, Error, Read, Result, Tx, args, ledger};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::email::Email;
use crate::membership;
use crate::refusal::Refusal;
use crate::text;
use crate::{key, session};

/// Whether somebody can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonState {
    /// Entered, and has not chosen a password yet.
    Invited,
    /// Can sign in.
    Active,
    /// Cannot.
    Disabled,
}

impl PersonState {
    /// The code in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    /// Reads a code; what is unknown is disabled.
    pub fn parse(code: &str) -> Self {
        match code {
            "active" => Self::Active,
            "invited" => Self::Invited,
            _ => Self::Disabled,
        }
    }
}

/// How pages look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's device says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The code in the database and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a code; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark].into_iter().find(|theme| theme.code() == code)
    }
}

/// How somebody is told of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// In the product and by mail, soon.
    Mail,
    /// In the product, and by mail together with others at the hour of the digest.
    Digest,
    /// In the product only.
    Product,
    /// Not at all.
    None,
}

impl Way {
    /// All, the loudest first.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Digest, Self::Product, Self::None];

    /// The code in forms and message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Digest => "digest",
            Self::Product => "product",
            Self::None => "none",
        }
    }

    /// Reads a code; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// When the digest comes, in the reader's own zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Digest {
    /// The day of the week, 1 for Monday to 7; none for every day.
    pub weekday: Option<i8>,
    /// The hour, 0 to 23.
    pub hour: i8,
}

impl Default for Digest {
    fn default() -> Self {
        Self { weekday: None, hour: 7 }
    }
}

impl Digest {
    /// The first instant behind `now` at which it comes. An hour that the clocks skip is the one behind it.
    #[must_use]
    pub fn next(&self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        let today = now.to_zoned(zone.clone()).date();
        // Today's hour may have passed, and then that of the same day of next week is the last that is looked at.
        (0..=7_i64)
            .filter_map(|days| today.checked_add(days.days()).ok())
            .filter(|day| self.weekday.is_none_or(|wanted| day.weekday().to_monday_one_offset() == wanted))
            .filter_map(|day| day.at(self.hour.clamp(0, 23), 0, 0, 0).to_zoned(zone.clone()).ok())
            .map(|there| there.timestamp())
            .find(|at| *at > now)
            .unwrap_or(now)
    }
}

/// Of which facts somebody wants to be told, and how. Names of facts, such as `threats.event-published`; what is in none of
/// the sets goes the usual way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// Told by mail as well.
    pub mail: BTreeSet<String>,
    /// Told by mail as well, with the digest.
    pub gathered: BTreeSet<String>,
    /// Told in the product only, where mail is the usual way.
    pub quiet: BTreeSet<String>,
    /// Not told at all.
    pub muted: BTreeSet<String>,
    /// Another way for all that happens within a circle, by its inside id.
    pub circles: BTreeMap<i64, Way>,
    /// When the digest comes.
    pub digest: Digest,
}

impl Wishes {
    /// How the person wants to be told of a fact; `usual` when he has not said.
    pub fn way(&self, fact: &str, usual: Way) -> Way {
        match () {
            () if self.muted.contains(fact) => Way::None,
            () if self.mail.contains(fact) => Way::Mail,
            () if self.gathered.contains(fact) => Way::Digest,
            () if self.quiet.contains(fact) => Way::Product,
            () => usual,
        }
    }

    /// Sets how the person wants to be told of a fact.
    pub fn set(&mut self, fact: &str, way: Way) {
        for set in [&mut self.mail, &mut self.gathered, &mut self.quiet, &mut self.muted] {
            set.remove(fact);
        }
        let set = match way {
            Way::Mail => &mut self.mail,
            Way::Digest => &mut self.gathered,
            Way::Product => &mut self.quiet,
            Way::None => &mut self.muted,
        };
        set.insert(fact.to_owned());
    }
}

/// What a person sets for himself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// As others see him.
    pub name: String,
    /// Of the pages: `en`, `fr`.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// Of the pages.
    pub theme: Theme,
    /// What he wants to be told.
    pub wishes: Wishes,
}

/// A person as named in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    /// Outside id.
    pub uuid: Uuid,
    /// As others see him.
    pub name: String,
}

/// A person as administrators see him.
#[derive(Clone, Debug)]
pub struct Account {
    /// Inside.
    pub id: PersonId,
    /// Outside.
    pub uuid: Uuid,
    /// Canonical address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Whether he can sign in.
    pub state: PersonState,
}

/// What a new person brings along.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Canonical address.
    pub email: Email,
    /// Name.
    pub name: String,
    /// A hash made by [`crate::Passwords::hash`]; none until he chooses one.
    pub password: Option<String>,
    /// Of the pages.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
}

/// Enters a person, active when there is a password. For the first run, invitations and the command line.
pub fn create(tx: &Tx, act: Act<'_>, person: &NewPerson) -> std::result::Result<(PersonId, Uuid), Refusal> {
    let name = text::line(&person.name, 120).ok_or(Refusal::Field("name"))?;
    check_language(&person.language)?;
    check_time_zone(&person.time_zone)?;
    if by_email(tx, &person.email)?.is_some() {
        return Err(Refusal::AlreadyMember);
    }
    let (id, uuid): (PersonId, Uuid) = (act.ids.next(), act.ids.uuid());
    let state = if person.password.is_some() { PersonState::Active } else { PersonState::Invited };
    tx.execute(
        "insert into identity_people (id, uuid, email, name, password, language, time_zone, theme, state, wishes, created) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            id,
            uuid,
            person.email.as_str(),
            name,
            person.password.as_deref(),
            &person.language,
            &person.time_zone,
            Theme::default().code(),
            state.code(),
            "{}",
            act.now
        ],
    )
    .map_err(|error| Refusal::clash(error, Refusal::AlreadyMember))?;
    Ok((id, uuid))
}

fn check_language(language: &str) -> std::result::Result<(), Refusal> {
    let fine = (2..=12).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fine { Ok(()) } else { Err(Refusal::Field("language")) }
}

fn check_time_zone(name: &str) -> std::result::Result<(), Refusal> {
    jiff::tz::TimeZone::get(name).map(drop).map_err(|_| Refusal::Field("time-zone"))
}

/// The account of an address.
pub fn by_email(read: &Read, email: &Email) -> Result<Option<Account>> {
    read.maybe(
        "select id, uuid, email, name, state from identity_people where email = $1",
        args![email.as_str()],
        account,
    )
}

/// The account of an outside id.
pub fn by_uuid(read: &Read, uuid: Uuid) -> Result<Option<Account>> {
    read.maybe("select id, uuid, email, name, state from identity_people where uuid = $1", args![uuid], account)
}

fn account(row: &belfry_store::Row<'_>) -> Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        uuid: row.get(1)?,
        email: row.get(2)?,
        name: row.get(3)?,
        state: PersonState::parse(&row.get::<String>(4)?),
    })
}

/// Names for a list of ids, in one query.
pub fn names(read: &Read, ids: &[PersonId]) -> Result<HashMap<PersonId, PersonName>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let named = read.rows("select id, uuid, name from identity_people where id in {ints $1}", args![ids], |row| {
        Ok((row.get(0)?, PersonName { uuid: row.get(1)?, name: row.get(2)? }))
    })?;
    Ok(named.into_iter().collect())
}

/// What a person has set for himself.
pub fn settings(read: &Read, id: PersonId) -> Result<Settings> {
    read.one("select name, language, time_zone, theme, wishes from identity_people where id = $1", args![id], |row| {
        Ok(Settings {
            name: row.get(0)?,
            language: row.get(1)?,
            time_zone: row.get(2)?,
            theme: Theme::parse(&row.get::<String>(3)?).unwrap_or_default(),
            wishes: wishes(&row.get::<String>(4)?),
        })
    })
}

/// What an earlier program wrote and this one cannot read is no wish.
fn wishes(json: &str) -> Wishes {
    serde_json::from_str(json).unwrap_or_default()
}

/// Keeps what a person sets for himself.
pub fn save_settings(tx: &Tx, id: PersonId, settings: &Settings) -> std::result::Result<(), Refusal> {
    let name = text::line(&settings.name, 120).ok_or(Refusal::Field("name"))?;
    check_language(&settings.language)?;
    check_time_zone(&settings.time_zone)?;
    let wishes = serde_json::to_string(&settings.wishes).map_err(|error| Error::Driver(error.to_string()))?;
    let done = tx.execute(
        "update identity_people set name = $2, language = $3, time_zone = $4, theme = $5, wishes = $6 where id = $1",
        args![id, name, &settings.language, &settings.time_zone, settings.theme.code(), wishes],
    )?;
    if done == 1 { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Somebody who may have to be told something.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub person: PersonId,
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language of the message.
    pub language: String,
    /// For its instants.
    pub time_zone: String,
    /// What he wants to be told.
    pub wishes: Wishes,
}

/// Active people with a confirmed membership of one of these organisations, each once.
/// What each may see must be asked when the message is made ([`crate::on_behalf_of`]).
pub fn recipients(read: &Read, organisations: &[OrganisationId]) -> Result<Vec<Recipient>> {
    let organisations: Vec<i64> = organisations.iter().map(|id| id.0).collect();
    read.rows(
        "select p.id, p.email, p.name, p.language, p.time_zone, p.wishes from identity_people p \
         where p.state = 'active' and p.id in (select m.person_id from identity_memberships m \
         where m.status = 'confirmed' and m.organisation_id in {ints $1}) order by p.id",
        args![organisations],
        |row| {
            Ok(Recipient {
                person: row.get(0)?,
                email: row.get(1)?,
                name: row.get(2)?,
                language: row.get(3)?,
                time_zone: row.get(4)?,
                wishes: wishes(&row.get::<String>(5)?),
            })
        },
    )
}

/// A person as the machine's owner sees him.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Canonical address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Whether he can sign in.
    pub state: PersonState,
    /// How many second factors he has.
    pub factors: i64,
    /// Organisations of confirmed memberships, with the codes of roles.
    pub ties: Vec<(String, String)>,
}

/// Everybody, by address: for the machine's owner.
pub fn roll(read: &Read) -> Result<Vec<Listed>> {
    let mut all: Vec<Listed> = Vec::new();
    read.each(
        "select p.email, p.name, p.state, (select count(*) from identity_factors f where f.person_id = p.id), \
         coalesce(o.name, ''), coalesce(m.roles, '') from identity_people p \
         left join identity_memberships m on m.person_id = p.id and m.status = 'confirmed' \
         left join identity_organisations o on o.id = m.organisation_id order by p.email, o.name",
        args![],
        |row| {
            let (email, tie): (String, (String, String)) = (row.get(0)?, (row.get(4)?, row.get(5)?));
            if all.last().is_none_or(|last| last.email != email) {
                let state = PersonState::parse(&row.get::<String>(2)?);
                all.push(Listed { email, name: row.get(1)?, state, factors: row.get(3)?, ties: Vec::new() });
            }
            if let Some(last) = all.last_mut().filter(|_| !tie.0.is_empty()) {
                last.ties.push(tie);
            }
            Ok(true)
        },
    )?;
    Ok(all)
}

/// Whether `by` may touch an account as a whole: administrators of the platform may; those of an organisation only when the
/// account holds nothing, anywhere, that they could not have given it themselves.
pub(crate) fn check_may_touch(read: &Read, by: &Person, person: PersonId) -> std::result::Result<(), Refusal> {
    let memberships = membership::of_person(read, person)?;
    if by.holds(&[Role::PlatformAdministrator]) {
        return Ok(());
    }
    let known = memberships.iter().any(|m| by.holds_for(&[Role::OrganisationAdministrator], m.organisation));
    if !known {
        return Err(Refusal::NotFound);
    }
    let reaches = memberships.iter().all(|m| {
        let given = membership::may_give(by, m.organisation);
        !given.is_empty() && m.roles.iter().all(|role| given.contains(role))
    });
    if reaches { Ok(()) } else { Err(Refusal::Forbidden) }
}

/// Closes an account: its sessions, keys and links die with it.
pub fn disable(tx: &Tx, act: Act<'_>, by: &Person, person: PersonId) -> std::result::Result<(), Refusal> {
    check_may_touch(tx, by, person)?;
    disable_by_owner(tx, act, person)
}

/// Closes an account by the word of the machine's owner.
pub fn disable_by_owner(tx: &Tx, act: Act<'_>, person: PersonId) -> std::result::Result<(), Refusal> {
    membership::check_not_last_administrator(tx, person, None)?;
    let done = tx.execute(
        "update identity_people set state = 'disabled' where id = $1 and state <> 'disabled'",
        args![person],
    )?;
    if done == 0 {
        return Err(Refusal::WrongState);
    }
    session::end_all(tx, act, person, None)?;
    key::revoke_all(tx, act, person)?;
    tx.execute("delete from identity_links where person_id = $1", args![person])?;
    ledger::record(tx, act, &PersonDisabled { person })?;
    Ok(())
}

/// Opens an account again; its sessions and keys stay dead.
pub fn enable(tx: &Tx, act: Act<'_>, by: &Person, person: PersonId) -> std::result::Result<(), Refusal> {
    check_may_touch(tx, by, person)?;
    let done = tx.execute(
        "update identity_people set state = case when password is null then 'invited' else 'active' end \
         where id = $1 and state = 'disabled'",
        args![person],
    )?;
    if done == 0 {
        return Err(Refusal::WrongState);
    }
    ledger::record(tx, act, &PersonEnabled { person })?;
    Ok(())
}
