//! Recovery codes: ten that work once each, for whoever has lost what he carries. Shown when they are made, kept as hashes.

use belfry_contracts::identity::{RecoveryMade, RecoveryUsed};
use belfry_kernel::{Ids, PersonId};
use belfry_store::{Act, Read, Result, Tx, args, ledger};
use sha2::{Digest, Sha256};

use crate::secret::{self, Secret};
use crate::throttle;

/// How many there are.
pub const COUNT: usize = 10;
/// Characters of a code: 80 bits.
const LENGTH: usize = 16;
/// Crockford's base 32: no letter that looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Makes ten new codes; those before end.
pub fn renew(tx: &Tx, act: Act<'_>, person: PersonId) -> Result<Vec<Secret>> {
    forget(tx, person)?;
    let salt = throttle::salt(tx, act.ids)?;
    let mut made = Vec::with_capacity(COUNT);
    for _ in 0..COUNT {
        let code = new_code(act.ids);
        tx.execute(
            "insert into identity_recovery (person_id, code_hash) values ($1, $2)",
            args![person, &kept(&salt, person, &code)],
        )?;
        made.push(Secret::new(grouped(&code)));
    }
    ledger::record(tx, act, &RecoveryMade { person })?;
    Ok(made)
}

fn new_code(ids: &Ids) -> String {
    let random = Sha256::digest(ids.secret().as_bytes());
    random.iter().take(LENGTH).map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// As it was made, from what somebody typed.
fn canonical(typed: &str) -> String {
    let upper = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
    upper
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect()
}

fn kept(salt: &str, person: PersonId, code: &str) -> [u8; 32] {
    secret::salted(salt, "recovery", &format!("{person} {code}"))
}

/// How many of a person's codes are left.
pub fn left(read: &Read, person: PersonId) -> Result<i64> {
    read.one("select count(*) from identity_recovery where person_id = $1 and used is null", args![person], |row| {
        row.get(0)
    })
}

/// Whether something typed is a code that was not used; uses it up.
pub(crate) fn spend(tx: &Tx, act: Act<'_>, person: PersonId, typed: &str) -> Result<bool> {
    let code = canonical(typed);
    if code.len() != LENGTH {
        return Ok(false);
    }
    let salt = throttle::salt(tx, act.ids)?;
    let used = tx.execute(
        "update identity_recovery set used = $3 where person_id = $1 and code_hash = $2 and used is null",
        args![person, &kept(&salt, person, &code), act.now],
    )?;
    if used == 1 {
        ledger::record(tx, act, &RecoveryUsed { person })?;
    }
    Ok(used == 1)
}

/// Ends a person's codes.
pub(crate) fn forget(tx: &Tx, person: PersonId) -> Result<()> {
    tx.execute("delete from identity_recovery where person_id = $1", args![person])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(grouped("0123456789ABCDEF"), "0123-4567-89AB-CDEF");
        assert_eq!(canonical(" o123 4567-89ab-cdef"), "0123456789ABCDEF");
        assert_eq!(canonical("l0iO"), "1010");
    }
}
