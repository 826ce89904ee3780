//! Brakes on guessing: tries are counted per account and per network before a password is looked at.
//!
//! A try is counted before it is made, in its own transaction, so that a thousand tries at once count as a thousand. Kept
//! under salted hashes: the table says nothing about who tried. Somebody can hold an account's door shut by trying all the
//! time; sessions stay open, and a reset link opens the door.

use std::net::IpAddr;

use belfry_kernel::Ids;
use belfry_store::{Act, Result, Tx, args, setting};
use jiff::{SignedDuration, Timestamp};

use crate::secret;

/// Tries that are counted together.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// The first wait; it doubles with each further failure.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// No wait is longer.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// Failures are forgotten after so long without a try.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(1);

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Account,
    Network,
    /// Codes of one person's second factor, which are short.
    Factor,
}

impl Counted {
    const fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Network => "network",
            Self::Factor => "factor",
        }
    }

    /// Tries that are free within a window.
    const fn free(self) -> i64 {
        match self {
            Self::Account => 10,
            Self::Network => 50,
            Self::Factor => 5,
        }
    }
}

/// The installation's salt, made when it is first asked for.
pub(crate) fn salt(tx: &Tx, ids: &Ids) -> Result<String> {
    if let Some(salt) = setting::get(tx, "identity-salt")? {
        return Ok(salt);
    }
    let salt = ids.secret();
    setting::put(tx, "identity-salt", &salt)?;
    Ok(salt)
}

/// Which network an address stands for: itself for IPv4, its /64 for IPv6, where a single customer has at least that many.
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(six)) => format!("{:x}", six.to_bits() >> 64),
        Ok(four) => four.to_string(),
        Err(_) => address.chars().take(64).collect(),
    }
}

/// The key under which something is counted.
pub(crate) fn key(salt: &str, counted: Counted, text: &str) -> [u8; 32] {
    secret::salted(salt, counted.word(), text)
}

/// Counts a try, or says how many seconds to wait. What is refused is not counted.
pub(crate) fn count(tx: &Tx, act: Act<'_>, counted: Counted, key: &[u8; 32]) -> Result<std::result::Result<(), u32>> {
    // The update of nothing locks the row, and gives it as it stands.
    let (tries, since) = tx.one(
        "insert into identity_throttle (key_hash, tries, since) values ($1, 0, $2) \
         on conflict (key_hash) do update set tries = identity_throttle.tries returning tries, since",
        args![key, act.now],
        |row| Ok((row.get::<i64>(0)?, row.get::<Timestamp>(1)?)),
    )?;
    let age = act.now.duration_since(since);
    let over = tries - counted.free();
    let (tries, since) = if over < 0 {
        if age >= WINDOW { (1, act.now) } else { (tries + 1, since) }
    } else {
        let wait = wait(over);
        if age < wait {
            return Ok(Err(u32::try_from((wait - age).as_secs().max(1)).unwrap_or(u32::MAX)));
        }
        if age >= FORGOTTEN { (1, act.now) } else { (tries + 1, act.now) }
    };
    // The last free try starts the first wait.
    let since = if tries == counted.free() { act.now } else { since };
    tx.execute("update identity_throttle set tries = $2, since = $3 where key_hash = $1", args![key, tries, since])?;
    Ok(Ok(()))
}

fn wait(over: i64) -> SignedDuration {
    let doubled = FIRST_WAIT.as_secs().saturating_mul(1 << over.clamp(0, 10));
    SignedDuration::from_secs(doubled).min(LONGEST_WAIT)
}

/// Forgets an account's failures: its owner has shown who he is.
pub(crate) fn clear(tx: &Tx, key: &[u8; 32]) -> Result<()> {
    tx.execute("delete from identity_throttle where key_hash = $1", args![key])?;
    Ok(())
}

/// Takes one try back: it was no failure.
pub(crate) fn give_back(tx: &Tx, key: &[u8; 32]) -> Result<()> {
    tx.execute("update identity_throttle set tries = tries - 1 where key_hash = $1 and tries > 0", args![key])?;
    Ok(())
}

/// Removes what is forgotten: for the nightly job.
pub(crate) fn sweep(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.execute("delete from identity_throttle where since <= $1", args![now - FORGOTTEN])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..8).map(|over| wait(over).as_secs()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_customers_many_addresses_are_one_network() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
    }
}
