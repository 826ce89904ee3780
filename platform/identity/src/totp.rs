//! Codes of six digits that change every half minute (RFC 6238), from a secret that person and program share.

use belfry_kernel::{Ids, PersonId, hex};
use belfry_store::{Act, Tx, args};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};

use crate::factor::{self, FactorKind, NewFactor};
use crate::refusal::Refusal;
use crate::seal::Seal;
use crate::secret::{Secret, unhex};

/// How long an offer of a secret stands.
const OFFERED: SignedDuration = SignedDuration::from_mins(30);
/// RFC 4226 section 4 recommends 160 bits.
const SECRET: usize = 20;

/// A secret that is offered to a person; it counts once a code of it came back.
#[derive(Clone, Debug)]
pub struct Offer {
    /// For those who type it: base32 (RFC 4648).
    pub secret: Secret,
    /// For a QR code: `otpauth://`.
    pub url: Secret,
    /// Sealed, for the form that brings the first code.
    pub sealed: String,
}

fn about(person: PersonId) -> String {
    format!("totp offer {person}")
}

fn generator(secret: Vec<u8>, account: &str, issuer: &str) -> Option<Totp> {
    let clean = |text: &str| text.replace(':', " ").trim().to_owned();
    let issuer = Some(clean(issuer)).filter(|issuer| !issuer.is_empty());
    Builder::new().with_secret(secret).with_account_name(clean(account)).with_issuer(issuer).build().ok()
}

/// Offers a new secret. Nothing is kept: the form carries it, sealed.
pub fn offer(seal: &Seal, ids: &Ids, person: PersonId, account: &str, issuer: &str, now: Timestamp) -> Offer {
    let secret = Sha256::digest(ids.secret().as_bytes())[..SECRET].to_vec();
    let until = (now + OFFERED).as_microsecond().to_be_bytes();
    let sealed = hex(&seal.seal(ids, &about(person), &[until.as_slice(), &secret].concat()));
    shown(secret, account, issuer, sealed)
}

/// The same offer again, for a form that comes back; none when it is too old or somebody else's.
pub fn offered(
    seal: &Seal,
    person: PersonId,
    sealed: &str,
    account: &str,
    issuer: &str,
    now: Timestamp,
) -> Option<Offer> {
    Some(shown(open(seal, person, sealed, now)?, account, issuer, sealed.to_owned()))
}

fn shown(secret: Vec<u8>, account: &str, issuer: &str, sealed: String) -> Offer {
    let made = generator(secret, account, issuer);
    let text = |of: fn(&Totp) -> Option<String>| Secret::new(made.as_ref().and_then(of).unwrap_or_default());
    Offer { secret: text(|totp| Some(totp.secret().to_base32())), url: text(|totp| totp.to_url().ok()), sealed }
}

fn open(seal: &Seal, person: PersonId, sealed: &str, now: Timestamp) -> Option<Vec<u8>> {
    let plain = seal.open(&about(person), &unhex(sealed)?)?;
    let (until, secret) = plain.split_at_checked(8)?;
    let until = i64::from_be_bytes(until.try_into().ok()?);
    (now.as_microsecond() < until && secret.len() == SECRET).then(|| secret.to_vec())
}

/// The step whose code this is, now or half a minute away.
fn step(secret: Vec<u8>, code: &str, now: Timestamp) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now = u64::try_from(now.as_second()).ok()?;
    let step = generator(secret, "", "")?.check(&digits, now)?;
    i64::try_from(step).ok()
}

/// Adds the generator of an offer, when the code is one of it.
pub fn add(
    tx: &Tx,
    act: Act<'_>,
    seal: &Seal,
    whose: (PersonId, i64),
    sealed: &str,
    (name, code): (&str, &str),
) -> Result<(), Refusal> {
    let secret = open(seal, whose.0, sealed, act.now).ok_or(Refusal::LinkSpent)?;
    let step = step(secret.clone(), code, act.now).ok_or(Refusal::WrongCode)?;
    let new = NewFactor { kind: FactorKind::Totp, name, secret: &secret, handle: None, step };
    factor::add(tx, act, seal, whose, &new)
}

/// Whether a code is one of a person's generators and was not used before; uses it up.
pub(crate) fn spend(tx: &Tx, act: Act<'_>, seal: &Seal, person: PersonId, code: &str) -> Result<bool, Refusal> {
    let generators = tx.rows(
        "select id, secret from identity_factors where person_id = $1 and kind = 'totp' order by id",
        args![person],
        |row| Ok((row.get::<i64>(0)?, row.get::<Vec<u8>>(1)?)),
    )?;
    for (id, sealed) in generators {
        let Some(secret) = seal.open(&factor::about(FactorKind::Totp, person), &sealed) else {
            tracing::error!(factor = id, "a second factor cannot be opened: another key sealed it");
            continue;
        };
        let Some(step) = step(secret, code, act.now) else { continue };
        let used = tx.execute(
            "update identity_factors set step = $2, used = $3 where id = $1 and step < $2",
            args![id, step, act.now],
        )?;
        if used == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}
