//! Sessions of browsers: opened at sign-in, rotated, ended.

use belfry_contracts::identity::SessionsEnded;
use belfry_kernel::PersonId;
use belfry_store::Read;
use belfry_store::{Act, Result, Tx, args, ledger};
use jiff::Timestamp;

use crate::secret::{self, Secret};
use crate::signed_in::{ABSOLUTE, IDLE};

/// Characters kept of what a browser calls itself.
const AGENT_LENGTH: usize = 200;

/// A session that was just opened. The token is nowhere else.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// For the cookie.
    pub token: Secret,
    /// Inside id.
    pub session: i64,
    /// Whose.
    pub person: PersonId,
    /// The cookie need not live longer.
    pub expires: Timestamp,
}

/// A session as its person sees it in a list.
#[derive(Clone, Debug)]
pub struct Session {
    /// Inside id; also its address for its person.
    pub id: i64,
    /// When it was opened.
    pub created: Timestamp,
    /// Its last request, to five minutes.
    pub seen: Timestamp,
    /// What the browser calls itself.
    pub agent: String,
}

/// Opens a session for somebody who has just shown who he is. `replaces` is the token that the browser brought along: that
/// session ends, so that a token planted before sign-in is worth nothing (session fixation).
pub fn open(tx: &Tx, act: Act<'_>, person: PersonId, agent: &str, replaces: Option<&str>) -> Result<NewSession> {
    if let Some(old) = replaces {
        tx.execute("delete from identity_sessions where token_hash = $1", args![&secret::hash(old)])?;
    }
    // Sessions that nobody ended are swept when their person comes back.
    tx.execute(
        "delete from identity_sessions where person_id = $1 and (expires <= $2 or seen <= $3)",
        args![person, act.now, act.now - IDLE],
    )?;
    let (id, token, expires) = (act.ids.next::<i64>(), act.ids.secret(), act.now + ABSOLUTE);
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(AGENT_LENGTH).collect();
    tx.execute(
        "insert into identity_sessions (id, token_hash, person_id, csrf, created, seen, expires, agent, rotated) \
         values ($1, $2, $3, $4, $5, $5, $6, $7, $5)",
        args![id, &secret::hash(&token), person, act.ids.secret(), act.now, expires, agent],
    )?;
    Ok(NewSession { token: Secret::new(token), session: id, person, expires })
}

/// Gives a session another token, as after a change of rights; the old one is worth nothing from now on. None when the
/// session is gone.
pub fn rotate(tx: &Tx, act: Act<'_>, session: i64) -> Result<Option<Secret>> {
    let token = act.ids.secret();
    let done = tx.execute(
        "update identity_sessions set token_hash = $2, csrf = $3, rotated = $4 where id = $1",
        args![session, &secret::hash(&token), act.ids.secret(), act.now],
    )?;
    Ok((done == 1).then(|| Secret::new(token)))
}

/// Ends the session of this token, if there is one.
pub fn sign_out(tx: &Tx, token: &str) -> Result<()> {
    tx.execute("delete from identity_sessions where token_hash = $1", args![&secret::hash(token)])?;
    Ok(())
}

/// A person's living sessions, the last used first.
pub fn list(read: &Read, person: PersonId, now: Timestamp) -> Result<Vec<Session>> {
    read.rows(
        "select id, created, seen, agent from identity_sessions \
         where person_id = $1 and expires > $2 and seen > $3 order by seen desc, id desc",
        args![person, now, now - IDLE],
        |row| Ok(Session { id: row.get(0)?, created: row.get(1)?, seen: row.get(2)?, agent: row.get(3)? }),
    )
}

/// Ends one session of a person; false when it is not his or gone.
pub fn end(tx: &Tx, act: Act<'_>, person: PersonId, session: i64) -> Result<bool> {
    let ended = tx.execute("delete from identity_sessions where id = $1 and person_id = $2", args![session, person])?;
    note(tx, act, person, ended)?;
    Ok(ended == 1)
}

/// Ends every session of a person but `except`; how many.
pub fn end_all(tx: &Tx, act: Act<'_>, person: PersonId, except: Option<i64>) -> Result<u64> {
    let ended = tx.execute(
        "delete from identity_sessions where person_id = $1 and id <> $2",
        args![person, except.unwrap_or(0)],
    )?;
    note(tx, act, person, ended)?;
    Ok(ended)
}

fn note(tx: &Tx, act: Act<'_>, person: PersonId, count: u64) -> Result<()> {
    if count > 0 {
        ledger::record(tx, act, &SessionsEnded { person, count })?;
    }
    Ok(())
}

/// Removes sessions that are over, everybody's: for the nightly job.
pub(crate) fn sweep(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.execute("delete from identity_sessions where expires <= $1 or seen <= $2", args![now, now - IDLE])
}
