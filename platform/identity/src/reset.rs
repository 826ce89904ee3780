//! A forgotten password: a link by mail that works once, for an hour.

use belfry_kernel::{Person, PersonId};
use belfry_store::{Act, Db, Error, Key, Read, Tx, args};
use jiff::Timestamp;

use crate::email::Email;
use crate::link::{self, Load, Purpose};
use crate::password::{Passwords, check_rules};
use crate::person::{self, PersonState};
use crate::refusal::Refusal;
use crate::secret::Secret;
use crate::sign_in::set_password;
use crate::signed_in::on_behalf_of;
use crate::throttle::{self, Counted};

/// Living links of one person; more are not made, so that nobody's mailbox is flooded.
const MOST: i64 = 3;

/// A link to be sent by mail.
#[derive(Clone, Debug)]
pub struct ResetMail {
    /// Where to.
    pub email: String,
    /// To whom.
    pub name: String,
    /// Language of the mail.
    pub language: String,
    /// For the link.
    pub token: Secret,
}

/// Makes a link for whoever forgot his password. None when there is no such account or too many links live: the page says the
/// same in either case. [`Refusal::Throttled`] when the network asks too often.
pub fn request(db: &Db, act: Act<'_>, email: &str, address: &str) -> Result<Option<ResetMail>, Refusal> {
    let email = Email::parse(email);
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            let network = throttle::key(&throttle::salt(tx, act.ids)?, Counted::Network, &throttle::network(address));
            throttle::count(tx, act, Counted::Network, &network)?.map_err(Refusal::Throttled)?;
            let address = email.as_ref().map_or("", Email::as_str);
            let found = tx.maybe(
                "select p.id, p.name, p.language, (select count(*) from identity_links l where l.person_id = p.id \
                 and l.purpose = 'reset' and l.used is null and l.expires > $2) from identity_people p \
                 where p.email = $1 and p.state <> 'disabled' \
                 and not exists (select 1 from identity_services v where v.person_id = p.id)",
                args![address, act.now],
                |row| Ok((row.get::<PersonId>(0)?, row.get(1)?, row.get(2)?, row.get::<i64>(3)?)),
            )?;
            let Some((person, name, language, _)) = found.filter(|(_, _, _, living)| *living < MOST) else {
                return Ok(None);
            };
            let token = make(tx, act, person, None)?;
            Ok(Some(ResetMail { email: address.to_owned(), name, language, token }))
        },
        Refusal::is_retry,
    )
}

/// Makes a link for somebody else, whose account `by` may touch: such as for a person who has no password yet.
pub fn make_for(tx: &Tx, act: Act<'_>, by: &Person, person: PersonId) -> Result<Secret, Refusal> {
    person::check_may_touch(tx, by, person)?;
    make(tx, act, person, Some(by.id))
}

/// Makes a link by the word of the machine's owner, who may touch every account.
pub fn make_by_owner(tx: &Tx, act: Act<'_>, person: PersonId) -> Result<Secret, Refusal> {
    make(tx, act, person, None)
}

fn make(tx: &Tx, act: Act<'_>, person: PersonId, invited_by: Option<PersonId>) -> Result<Secret, Refusal> {
    let load = Load { person: Some(person), invited_by, ..Load::default() };
    Ok(link::make(tx, act, Purpose::Reset, &load)?)
}

/// Whether a link still works.
pub fn works(read: &Read, token: &str, now: Timestamp) -> Result<bool, Error> {
    Ok(link::look(read, Purpose::Reset, token, now)?.is_some())
}

/// Sets the password, ends every session, and opens the account when it had no password yet.
pub fn complete(
    db: &Db,
    passwords: &Passwords,
    act: Act<'_>,
    token: &str,
    password: &Secret,
) -> Result<PersonId, Refusal> {
    let email = {
        let read = db.read(Key::SYSTEM)?;
        let load = link::look(&read, Purpose::Reset, token, act.now)?.ok_or(Refusal::LinkSpent)?;
        let text: Option<String> =
            read.maybe("select email from identity_people where id = $1", args![load.person], |row| row.get(0))?;
        text.as_deref().and_then(Email::parse).ok_or(Refusal::LinkSpent)?
    };
    check_rules(password.expose(), &email)?;
    let hash = passwords.hash(password.expose(), act.ids)?;
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            let load = link::spend(tx, Purpose::Reset, token, act.now)?.ok_or(Refusal::LinkSpent)?;
            let person = load.person.ok_or(Refusal::LinkSpent)?;
            if let Some(maker) = load.invited_by {
                // The account may hold more by now than when somebody else made the link.
                let maker = on_behalf_of(tx, maker)?.ok_or(Refusal::LinkSpent)?;
                person::check_may_touch(tx, &maker.person, person).map_err(|_| Refusal::LinkSpent)?;
            }
            let opened = tx.execute(
                "update identity_people set state = $2 where id = $1 and state <> $3",
                args![person, PersonState::Active.code(), PersonState::Disabled.code()],
            )?;
            if opened == 0 {
                return Err(Refusal::LinkSpent);
            }
            let act = Act { actor: Some(person), ..act };
            set_password(tx, act, person, &hash, None)?;
            let account = throttle::key(&throttle::salt(tx, act.ids)?, Counted::Account, email.as_str());
            throttle::clear(tx, &account)?;
            Ok(person)
        },
        Refusal::is_retry,
    )
}
