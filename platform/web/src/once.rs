//! What is sent twice is done once: a double click, a page that is sent again after its answer was lost, a program that tries anew.
//!
//! A route says so with [`once`](crate::site::Route::once); every route for programs does when a request bears an `Idempotency-Key`.
//! The second request is answered as the first was, and changes nothing.
//!
//! What tells two requests apart is the token of the form, drawn anew for every page (see [`Visit::csrf`](crate::Visit::csrf)), the
//! person, the address and everything that was sent: whoever goes back and types something else has sent something else. A
//! program's key belongs to one request, its address and query included: with another one it is refused. The token is claimed in
//! the transaction of the effect ([`belfry_store::once`]) and the reply is kept there, so that neither a crash nor a race does the
//! thing twice. Nobody else can ask for it: it is bound to the person.

use belfry_kernel::Problem;
use belfry_store::{Tx, once};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::form::Form;
use crate::reply::Reply;
use crate::visit::Core;

/// Characters of an `Idempotency-Key`.
const LONGEST: usize = 255;

/// What this request is known by.
pub(crate) struct Once {
    token: [u8; 32],
    /// Digest of what was sent, and where to.
    sent: String,
}

impl Once {
    /// The same for the same request.
    pub(crate) fn identity(&self) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.token[..16]);
        // RFC 9562 version 8: made in a way of our own.
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// How the first of two requests was answered.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Digest of what it sent, and where to.
    sent: String,
    /// For people: where to, and what is said there.
    to: Option<(String, Option<(String, String)>)>,
    /// For programs: status and body.
    json: Option<(u16, String)>,
}

/// Finds out what a request is known by; the reply when it was here before.
///
/// # Errors
/// [`Problem::BadRequest`] for a key that is none, [`Problem::Refused`] for one that came with something else before.
pub(crate) fn begin(core: &mut Core) -> Result<Option<Reply>, Problem> {
    let Some(person) = core.actor.person_id() else { return Ok(None) };
    if core.idempotency.is_none() && !core.is_once {
        return Ok(None);
    }
    let sent = digest(&core.path, &core.form);
    let mut sum = Sha256::new();
    add(&mut sum, person.0.to_string().as_bytes());
    // Of a form what was sent is part of the token; to send a program's key with another request is a mistake that is told.
    match &core.idempotency {
        Some(key) if key.is_empty() || key.len() > LONGEST => {
            return Err(Problem::BadRequest(format!("an Idempotency-Key has 1 to {LONGEST} characters")));
        }
        Some(key) => add(&mut sum, key.as_bytes()),
        None => [core.form.text("csrf"), &sent].into_iter().for_each(|part| add(&mut sum, part.as_bytes())),
    }
    let this = Once { token: sum.finalize().into(), sent };
    let kept = once::reply_of(&core.house.db.read(core.key)?, &this.token)?;
    let again = kept.map(|kept| again(core, &this, &kept)).transpose()?;
    core.once = Some(this);
    Ok(again)
}

/// Claims the token in the transaction of the effect. Where somebody was quicker, the visit is over: see [`of_the_first`].
pub(crate) fn claim(core: &Core, tx: &Tx) -> Result<(), Problem> {
    let Some(this) = &core.once else { return Ok(()) };
    if once::claim(tx, &this.token, core.now)? {
        return Ok(());
    }
    core.again.set(true);
    Err(Problem::Conflict)
}

/// The answer of the one that was quicker, once what it did lasts. If it came to nothing, the request may be sent again.
pub(crate) fn of_the_first(core: &Core) -> Result<Reply, Problem> {
    let Some(this) = &core.once else { return Err(Problem::Conflict) };
    let kept = once::reply_of(&core.house.db.read(core.key)?, &this.token)?;
    again(core, this, &kept.ok_or(Problem::Busy)?)
}

/// Keeps the reply; what is answered by a page may be done again.
pub(crate) fn keep(core: &Core, tx: &Tx, reply: &Reply) -> Result<(), Problem> {
    let Some(this) = &core.once else { return Ok(()) };
    let mut kept = Kept { sent: this.sent.clone(), to: None, json: None };
    match reply {
        Reply::To(url, said) => {
            kept.to = Some((url.clone(), said.as_ref().map(|(kind, words)| ((*kind).to_owned(), words.clone()))));
        }
        Reply::Json(status, text) => kept.json = Some((*status, text.clone())),
        // A page may show a secret, which is kept nowhere: who has not seen it gets another.
        _ => return Ok(once::release(tx, &this.token)?),
    }
    let text = serde_json::to_string(&kept).map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(once::keep(tx, &this.token, &text)?)
}

/// The reply of the first, for the second.
fn again(core: &Core, this: &Once, kept: &str) -> Result<Reply, Problem> {
    let kept: Option<Kept> = serde_json::from_str(kept).ok();
    match kept {
        Some(kept) if kept.sent != this.sent => {
            let why = "this Idempotency-Key came with another request before: send that one again, or take another key";
            Err(Problem::Refused(why.into()))
        }
        Some(Kept { to: Some((url, said)), .. }) => Ok(Reply::To(url, said.map(|(kind, words)| (known(&kind), words)))),
        Some(Kept { json: Some((status, text)), .. }) => Ok(Reply::Json(status, text)),
        _ => Ok(Reply::To(core.path.clone(), Some(("warn", core.words.s("web-once-again"))))),
    }
}

/// A kind of notice as the layout knows it.
fn known(kind: &str) -> &'static str {
    ["good", "warn", "danger"].into_iter().find(|known| *known == kind).unwrap_or("info")
}

/// Everything that was sent, but for the token, and where to. Only what is posted comes here.
fn digest(address: &str, form: &Form) -> String {
    let mut sum = Sha256::new();
    add(&mut sum, address.as_bytes());
    for (name, value) in form.fields().iter().filter(|(name, _)| name != "csrf") {
        add(&mut sum, name.as_bytes());
        add(&mut sum, value.as_bytes());
    }
    for file in &form.files {
        add(&mut sum, file.field.as_bytes());
        add(&mut sum, file.name.as_bytes());
        add(&mut sum, &file.sum);
    }
    add(&mut sum, &form.body);
    belfry_kernel::hex(&sum.finalize())
}

fn add(sum: &mut Sha256, part: &[u8]) {
    sum.update((part.len() as u64).to_le_bytes());
    sum.update(part);
}
