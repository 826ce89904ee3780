//! Signing in with address and password, and changing the password.

use belfry_contracts::identity::{PasswordChanged, SignInRefused, SignedIn};
use belfry_kernel::{PersonId, Problem, hex};
use belfry_store::{Act, Db, Error, Key, Tx, args, ledger};

use crate::email::Email;
use crate::factor;
use crate::password::{PasswordBusy, Passwords, check_rules};
use crate::person::PersonState;
use crate::refusal::Refusal;

use crate::session::{self, NewSession};
use crate::throttle::{self, Counted};

/// A form that somebody sent to sign in. `Debug` does not print what was typed.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// As typed.
    pub email: &'a str,
    /// As typed.
    pub password: &'a str,
    /// The client's network address.
    pub address: &'a str,
    /// What the browser calls itself.
    pub agent: &'a str,
    /// The session token that the browser brought along, if any: that session ends.
    pub replaces: Option<&'a str>,
}

impl std::fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attempt(***)")
    }
}

/// Why a sign-in is refused.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// No such account, no password yet, or the wrong one: the same answer after the same time.
    #[error("address or password is wrong")]
    Wrong,
    /// Too many tries; again after this many seconds.
    #[error("too many tries")]
    Throttled(u32),
    /// The password was right and the account is closed.
    #[error("the account is closed")]
    Disabled,
    /// Too many passwords are being checked at this moment.
    #[error("busy")]
    Busy,
    /// The database's fault.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<PasswordBusy> for SignInRefusal {
    fn from(_: PasswordBusy) -> Self {
        Self::Busy
    }
}

impl From<SignInRefusal> for Problem {
    fn from(why: SignInRefusal) -> Self {
        match why {
            SignInRefusal::Throttled(seconds) => Self::TooMany(seconds),
            SignInRefusal::Busy => Self::Busy,
            SignInRefusal::Store(error) => error.into(),
            SignInRefusal::Wrong | SignInRefusal::Disabled => Self::Refused(why.to_string()),
        }
    }
}

/// The account's and the network's places in the table of tries.
struct Counters {
    account: [u8; 32],
    network: [u8; 32],
}

fn is_retry(why: &SignInRefusal) -> bool {
    matches!(why, SignInRefusal::Store(Error::Retry))
}

/// Signs somebody in; who has a second factor gets half a session, which waits for it. Writes in transactions of its own: no
/// transaction is open while the password is hashed.
pub fn sign_in(
    db: &Db,
    passwords: &Passwords,
    act: Act<'_>,
    attempt: &Attempt<'_>,
) -> Result<NewSession, SignInRefusal> {
    // What is no address is counted too, and takes as long.
    let email = Email::parse(attempt.email);
    let typed: String = attempt.email.trim().to_lowercase().chars().take(254).collect();
    let account = email.as_ref().map_or(typed.as_str(), Email::as_str);
    let counters = db
        .write_retrying(Key::SYSTEM, |tx| count(tx, act, account, attempt.address), is_retry)?
        .map_err(SignInRefusal::Throttled)?;

    let found = find(db, email.as_ref())?;
    let verified = passwords.verify(attempt.password, found.as_ref().and_then(|(_, hash, _)| hash.as_deref()));
    let verdict = match (verified, found) {
        (Err(PasswordBusy), _) => Err("busy"),
        (Ok(true), Some((person, _, PersonState::Active))) => Ok(person),
        (Ok(true), Some(_)) => Err("disabled"),
        (Ok(_), _) => Err("wrong"),
    };
    let opened = db.write_retrying(Key::SYSTEM, |tx| settle(tx, act, attempt, &counters, verdict), is_retry)?;
    opened.ok_or(match verdict {
        Err("busy") => SignInRefusal::Busy,
        Err("disabled") => SignInRefusal::Disabled,
        _ => SignInRefusal::Wrong,
    })
}

type Found = (PersonId, Option<String>, PersonState);

fn find(db: &Db, email: Option<&Email>) -> Result<Option<Found>, Error> {
    let address = email.map_or("", Email::as_str);
    db.read(Key::SYSTEM)?.maybe(
        "select id, password, state from identity_people where email = $1",
        args![address],
        |row| Ok((row.get(0)?, row.get(1)?, PersonState::parse(&row.get::<String>(2)?))),
    )
}

fn count(tx: &Tx, act: Act<'_>, account: &str, address: &str) -> Result<Result<Counters, u32>, SignInRefusal> {
    let salt = throttle::salt(tx, act.ids)?;
    let account = throttle::key(&salt, Counted::Account, account);
    let network = throttle::key(&salt, Counted::Network, &throttle::network(address));
    // Always in this order, so that two tries never wait for each other.
    if let Err(seconds) = throttle::count(tx, act, Counted::Account, &account)? {
        return Ok(Err(seconds));
    }
    if let Err(seconds) = throttle::count(tx, act, Counted::Network, &network)? {
        throttle::give_back(tx, &account)?;
        return Ok(Err(seconds));
    }
    Ok(Ok(Counters { account, network }))
}

fn settle(
    tx: &Tx,
    act: Act<'_>,
    attempt: &Attempt<'_>,
    counters: &Counters,
    verdict: Result<PersonId, &'static str>,
) -> Result<Option<NewSession>, SignInRefusal> {
    let person = match verdict {
        Ok(person) => person,
        Err("busy") => {
            throttle::give_back(tx, &counters.account)?;
            throttle::give_back(tx, &counters.network)?;
            return Ok(None);
        }
        Err(reason) => {
            let fact = SignInRefused { account: hex(&counters.account), reason: reason.to_owned() };
            ledger::record(tx, act, &fact)?;
            return Ok(None);
        }
    };
    throttle::clear(tx, &counters.account)?;
    throttle::give_back(tx, &counters.network)?;
    let act = Act { actor: Some(person), ..act };
    if !factor::list(tx, person)?.is_empty() {
        return Ok(Some(session::open_half(tx, act, person, attempt.agent, attempt.replaces)?));
    }
    let opened = session::open(tx, act, person, attempt.agent, attempt.replaces)?;
    ledger::record(tx, act, &SignedIn { person, session: opened.session })?;
    Ok(Some(opened))
}

/// Another password, confirmed by the old one: every session but the present one ends. The present one should be given
/// another token ([`session::rotate`]).
pub fn change_password(
    db: &Db,
    passwords: &Passwords,
    act: Act<'_>,
    (person, session): (PersonId, i64),
    old: &str,
    new: &str,
) -> Result<(), Refusal> {
    let account = db.read(Key::SYSTEM)?.maybe(
        "select email, password from identity_people where id = $1 and state = 'active'",
        args![person],
        |row| Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?)),
    )?;
    let (email, hash) = account.ok_or(Refusal::NotFound)?;
    let email = Email::parse(&email).ok_or(Refusal::NotFound)?;
    check_rules(new, &email)?;
    // A stolen session must not serve to guess the password either.
    let counted = db.write_retrying(
        Key::SYSTEM,
        |tx| {
            let key = throttle::key(&throttle::salt(tx, act.ids)?, Counted::Account, email.as_str());
            Ok::<_, Refusal>(throttle::count(tx, act, Counted::Account, &key)?.map(|()| key))
        },
        Refusal::is_retry,
    )?;
    let key = counted.map_err(Refusal::Throttled)?;
    if !passwords.verify(old, hash.as_deref())? {
        return Err(Refusal::WrongPassword);
    }
    let new = passwords.hash(new, act.ids)?;
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            throttle::clear(tx, &key)?;
            session::mark_proved(tx, session, act.now)?;
            set_password(tx, act, person, &new, Some(session))
        },
        Refusal::is_retry,
    )
}

/// Writes a new hash, and ends the sessions and reset links of the old one.
pub(crate) fn set_password(
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    hash: &str,
    except: Option<i64>,
) -> Result<(), Refusal> {
    tx.execute("update identity_people set password = $2 where id = $1", args![person, hash])?;
    tx.execute("delete from identity_links where person_id = $1 and purpose = 'reset'", args![person])?;
    session::end_all(tx, act, person, except)?;
    ledger::record(tx, act, &PasswordChanged { person })?;
    Ok(())
}
