//! Sessions of browsers: opened at sign-in, rotated, ended.

use belfry_contracts::identity::SessionsEnded;
use belfry_kernel::{Person, PersonId};
use belfry_store::Read;
use belfry_store::{Act, Result, Tx, args, ledger};
use jiff::{SignedDuration, Timestamp};

use crate::refusal::Refusal;
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
    /// Whether it waits for a second factor, and is good for nothing else until then.
    pub half: bool,
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

/// How long a session waits for its second factor.
const HALF: SignedDuration = SignedDuration::from_mins(10);

/// Opens a session for somebody who has just shown who he is. `replaces` is the token that the browser brought along: that
/// session ends, so that a token planted before sign-in is worth nothing (session fixation).
pub fn open(tx: &Tx, act: Act<'_>, person: PersonId, agent: &str, replaces: Option<&str>) -> Result<NewSession> {
    begin(tx, act, person, agent, replaces, false)
}

/// Opens a session that is good for one thing: the second step, [`complete`].
pub(crate) fn open_half(
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    agent: &str,
    replaces: Option<&str>,
) -> Result<NewSession> {
    begin(tx, act, person, agent, replaces, true)
}

fn begin(
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    agent: &str,
    replaces: Option<&str>,
    half: bool,
) -> Result<NewSession> {
    if let Some(old) = replaces {
        tx.execute("delete from identity_sessions where token_hash = $1", args![&secret::hash(old)])?;
    }
    // Sessions that nobody ended are swept when their person comes back.
    tx.execute(
        "delete from identity_sessions where person_id = $1 and (expires <= $2 or seen <= $3)",
        args![person, act.now, act.now - IDLE],
    )?;
    let lives = if half { HALF } else { ABSOLUTE };
    let (id, token, expires) = (act.ids.next::<i64>(), act.ids.secret(), act.now + lives);
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(AGENT_LENGTH).collect();
    tx.execute(
        "insert into identity_sessions (id, token_hash, person_id, csrf, created, seen, expires, agent, rotated, proved, half) \
         values ($1, $2, $3, $4, $5, $5, $6, $7, $5, $5, $8)",
        args![id, &secret::hash(&token), person, act.ids.secret(), act.now, expires, agent, half],
    )?;
    Ok(NewSession { token: Secret::new(token), session: id, person, expires, half })
}

/// The person behind a session that waits for its second step, and the session.
pub(crate) fn half(read: &Read, token: &str, now: Timestamp) -> Result<Option<(PersonId, i64)>> {
    read.maybe(
        "select s.person_id, s.id from identity_sessions s join identity_people p on p.id = s.person_id \
         where s.token_hash = $1 and s.half = true and s.expires > $2 and p.state = 'active'",
        args![&secret::hash(token), now],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Makes a session whole that waited for its second step; it gets another token. None when it waits no longer.
pub(crate) fn complete(tx: &Tx, act: Act<'_>, token: &str) -> Result<Option<NewSession>> {
    let Some((person, session)) = half(tx, token, act.now)? else { return Ok(None) };
    let (token, expires) = (act.ids.secret(), act.now + ABSOLUTE);
    tx.execute(
        "update identity_sessions set token_hash = $2, csrf = $3, created = $4, seen = $4, expires = $5, rotated = $4, \
         proved = $4, half = false where id = $1",
        args![session, &secret::hash(&token), act.ids.secret(), act.now, expires],
    )?;
    Ok(Some(NewSession { token: Secret::new(token), session, person, expires, half: false }))
}

/// Notes that the person of a session has just shown again who he is.
pub fn mark_proved(tx: &Tx, session: i64, now: Timestamp) -> Result<()> {
    tx.execute("update identity_sessions set proved = $2 where id = $1", args![session, now])?;
    Ok(())
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
         where person_id = $1 and half = false and expires > $2 and seen > $3 order by seen desc, id desc",
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

/// Ends every session of somebody whose account `by` may touch; how many.
///
/// # Errors
/// [`Refusal::Forbidden`] and [`Refusal::NotFound`] as for any change of another's account.
pub fn end_all_of(tx: &Tx, act: Act<'_>, by: &Person, person: PersonId) -> std::result::Result<u64, Refusal> {
    crate::person::check_may_touch(tx, by, person)?;
    Ok(end_all(tx, act, person, None)?)
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
