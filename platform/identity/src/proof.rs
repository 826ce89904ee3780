//! Showing again who one is: the second step of signing in, and before acts that could do great harm.
//!
//! Every door counts tries as the first one does ([`crate::throttle`]): passwords per account, codes per person, both per
//! network, before anything is looked at.

use belfry_contracts::identity::{SignInRefused, SignedIn as SignedInFact};
use belfry_kernel::{PersonId, hex};
use belfry_store::{Act, Db, Key, Read, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};

use crate::email::Email;
use crate::password::Passwords;
use crate::refusal::Refusal;
use crate::seal::Seal;

use crate::session::{self, NewSession};
use crate::signed_in::on_behalf_of;
use crate::throttle::{self, Counted};
use crate::{factor, recovery, totp};

/// A proof is fresh for so long (OWASP ASVS 5.0, 7.5.1).
pub const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// What somebody shows. `Debug` does not print it.
#[derive(Clone, Copy)]
pub enum Proof<'a> {
    /// The password.
    Password(&'a str),
    /// A code of a generator, or a recovery code.
    Code(&'a str),
}

impl std::fmt::Debug for Proof<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proof(***)")
    }
}

/// Who shows a proof, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Prover<'a> {
    /// Who.
    pub person: PersonId,
    /// His session.
    pub session: i64,
    /// The client's network address.
    pub address: &'a str,
}

/// The person whose session waits for its second step, with the session.
pub fn waiting(read: &Read, token: &str, now: Timestamp) -> belfry_store::Result<Option<(PersonId, i64)>> {
    session::half(read, token, now)
}

/// The second step by a code: gives the whole session. [`Refusal::WrongCode`], [`Refusal::Throttled`], and
/// [`Refusal::LinkSpent`] when the first step is too long ago.
pub fn second_step(
    db: &Db,
    seal: &Seal,
    act: Act<'_>,
    token: &str,
    code: &str,
    address: &str,
) -> Result<NewSession, Refusal> {
    let found = session::half(&db.read(Key::SYSTEM)?, token, act.now)?;
    let (person, session) = found.ok_or(Refusal::LinkSpent)?;
    let by = Prover { person, session, address };
    let counted = counted(db, act, &by, Counted::Factor, &person.to_string())?;
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            if !by_code(tx, act, seal, person, code)? {
                return Ok(Err(refused(tx, act, &counted, "factor")?));
            }
            counted.settle(tx)?;
            Ok(Ok(enter(tx, Act { actor: Some(person), ..act }, token)?))
        },
        Refusal::is_retry,
    )?
}

/// The second step by a passkey that was checked already: gives the whole session.
pub fn second_step_done(tx: &Tx, act: Act<'_>, token: &str) -> Result<NewSession, Refusal> {
    enter(tx, act, token)
}

fn enter(tx: &Tx, act: Act<'_>, token: &str) -> Result<NewSession, Refusal> {
    let opened = session::complete(tx, act, token)?.ok_or(Refusal::LinkSpent)?;
    ledger::record(tx, act, &SignedInFact { person: opened.person, session: opened.session })?;
    Ok(opened)
}

/// Counts a try at a door where no account is known yet; [`Refusal::Throttled`] when the network tries too often.
pub fn knock(db: &Db, act: Act<'_>, address: &str) -> Result<(), Refusal> {
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            let network = throttle::key(&throttle::salt(tx, act.ids)?, Counted::Network, &throttle::network(address));
            throttle::count(tx, act, Counted::Network, &network)?.map_err(Refusal::Throttled)
        },
        Refusal::is_retry,
    )
}

/// Takes a [`knock`] back: whoever knocked was let in.
pub fn welcome(tx: &Tx, act: Act<'_>, address: &str) -> Result<(), Refusal> {
    let network = throttle::key(&throttle::salt(tx, act.ids)?, Counted::Network, &throttle::network(address));
    Ok(throttle::give_back(tx, &network)?)
}

/// Opens a whole session for whoever has shown two factors at once, such as a passkey with a finger.
pub fn enter_alone(
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    agent: &str,
    replaces: Option<&str>,
) -> Result<NewSession, Refusal> {
    on_behalf_of(tx, person)?.ok_or(Refusal::WrongCode)?;
    let act = Act { actor: Some(person), ..act };
    let opened = session::open(tx, act, person, agent, replaces)?;
    ledger::record(tx, act, &SignedInFact { person, session: opened.session })?;
    Ok(opened)
}

/// Opens a session for whom another place has vouched; it waits for the second factor, where there is one.
pub fn enter_vouched(
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    agent: &str,
    replaces: Option<&str>,
) -> Result<NewSession, Refusal> {
    if factor::kinds(tx, person)?.is_empty() {
        return enter_alone(tx, act, person, agent, replaces);
    }
    on_behalf_of(tx, person)?.ok_or(Refusal::WrongCode)?;
    Ok(session::open_half(tx, act, person, agent, replaces)?)
}

/// Shows again who one is, before a dangerous act. The session is fresh from now on.
pub fn prove(
    db: &Db,
    passwords: &Passwords,
    seal: &Seal,
    act: Act<'_>,
    by: &Prover<'_>,
    proof: Proof<'_>,
) -> Result<(), Refusal> {
    match proof {
        Proof::Password(password) => by_password(db, passwords, act, by, password),
        Proof::Code(code) => {
            let counted = counted(db, act, by, Counted::Factor, &by.person.to_string())?;
            db.write_retrying(
                Key::SYSTEM,
                |tx| {
                    if !by_code(tx, act, seal, by.person, code)? {
                        return Ok(Err(refused(tx, act, &counted, "factor")?));
                    }
                    counted.settle(tx)?;
                    Ok(Ok(session::mark_proved(tx, by.session, act.now)?))
                },
                Refusal::is_retry,
            )?
        }
    }
}

fn by_password(db: &Db, passwords: &Passwords, act: Act<'_>, by: &Prover<'_>, password: &str) -> Result<(), Refusal> {
    let account = db.read(Key::SYSTEM)?.maybe(
        "select email, password from identity_people where id = $1 and state = 'active'",
        args![by.person],
        |row| Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?)),
    )?;
    let (email, hash) = account.ok_or(Refusal::NotFound)?;
    let email = Email::parse(&email).ok_or(Refusal::NotFound)?;
    let counted = counted(db, act, by, Counted::Account, email.as_str())?;
    let fits = passwords.verify(password, hash.as_deref())?;
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            if !fits {
                refused(tx, act, &counted, "wrong")?;
                return Ok(Err(Refusal::WrongPassword));
            }
            counted.settle(tx)?;
            Ok(Ok(session::mark_proved(tx, by.session, act.now)?))
        },
        Refusal::is_retry,
    )?
}

fn by_code(tx: &Tx, act: Act<'_>, seal: &Seal, person: PersonId, code: &str) -> Result<bool, Refusal> {
    Ok(totp::spend(tx, act, seal, person, code)? || recovery::spend(tx, act, person, code)?)
}

fn refused(tx: &Tx, act: Act<'_>, counted: &Tries, reason: &str) -> Result<Refusal, Refusal> {
    ledger::record(tx, act, &SignInRefused { account: hex(&counted.own), reason: reason.to_owned() })?;
    Ok(Refusal::WrongCode)
}

/// The places of a try in the table.
struct Tries {
    own: [u8; 32],
    network: [u8; 32],
}

impl Tries {
    fn settle(&self, tx: &Tx) -> belfry_store::Result<()> {
        throttle::clear(tx, &self.own)?;
        throttle::give_back(tx, &self.network)
    }
}

fn counted(db: &Db, act: Act<'_>, by: &Prover<'_>, counted: Counted, whose: &str) -> Result<Tries, Refusal> {
    db.write_retrying(
        Key::SYSTEM,
        |tx| {
            let salt = throttle::salt(tx, act.ids)?;
            let own = throttle::key(&salt, counted, whose);
            let network = throttle::key(&salt, Counted::Network, &throttle::network(by.address));
            if let Err(seconds) = throttle::count(tx, act, counted, &own)? {
                return Ok(Err(Refusal::Throttled(seconds)));
            }
            if let Err(seconds) = throttle::count(tx, act, Counted::Network, &network)? {
                throttle::give_back(tx, &own)?;
                return Ok(Err(Refusal::Throttled(seconds)));
            }
            Ok(Ok(Tries { own, network }))
        },
        Refusal::is_retry,
    )?
}
