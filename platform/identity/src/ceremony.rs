//! What was begun with a browser or another server and waits for the answer: its state is kept here, sealed, works once and
//! ends after ten minutes.

use belfry_kernel::PersonId;
use belfry_store::{Act, Result, Tx, args};
use jiff::{SignedDuration, Timestamp};

use crate::seal::Seal;
use crate::secret::{self, Secret};

/// How long an answer is waited for.
const LIVES: SignedDuration = SignedDuration::from_mins(10);

fn about(kind: &str, token: &str) -> String {
    format!("ceremony {kind} {token}")
}

/// Keeps a state; the token is what the answer must bring along.
pub fn begin(
    tx: &Tx,
    act: Act<'_>,
    seal: &Seal,
    kind: &'static str,
    person: Option<PersonId>,
    state: &[u8],
) -> Result<Secret> {
    let token = act.ids.secret();
    tx.execute(
        "insert into identity_ceremonies (token_hash, kind, person_id, state, expires) values ($1, $2, $3, $4, $5)",
        args![&secret::hash(&token), kind, person, seal.seal(act.ids, &about(kind, &token), state), act.now + LIVES],
    )?;
    Ok(Secret::new(token))
}

/// Takes a state out: of two answers, one gets it. None when the token is unknown, used, too old or of another kind.
pub fn take(
    tx: &Tx,
    seal: &Seal,
    kind: &'static str,
    token: &str,
    now: Timestamp,
) -> Result<Option<(Option<PersonId>, Vec<u8>)>> {
    let found = tx.maybe(
        "delete from identity_ceremonies where token_hash = $1 and kind = $2 and expires > $3 returning person_id, state",
        args![&secret::hash(token), kind, now],
        |row| Ok((row.get::<Option<PersonId>>(0)?, row.get::<Vec<u8>>(1)?)),
    )?;
    Ok(found.and_then(|(person, state)| Some((person, seal.open(&about(kind, token), &state)?))))
}

/// Removes what nobody answered: for the nightly job.
pub(crate) fn sweep(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.execute("delete from identity_ceremonies where expires <= $1", args![now])
}
