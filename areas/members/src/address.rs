//! The links by which both mailboxes of a person agree to another address.

use askama::Template;
use belfry_identity::{Refusal, address};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::safety::{self, Changed};
use crate::welcome::spent;

#[derive(Template)]
#[template(path = "address/confirm.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    email: String,
    half: bool,
}

fn shown(visit: &Visit<Open>, token: &str, email: String, half: bool) -> Page {
    let t = visit.t();
    let body = Body { t: t.clone(), csrf: visit.csrf(), action: format!("/address/{token}"), email, half };
    Page::new(t.s("members-address-confirm-title"), body).shape(Shape::Card)
}

/// What is asked. Opening the link changes nothing: programs that look at mail open links too.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    match address::look(&visit.house().db.read(Key::SYSTEM)?, &token, visit.now())? {
        Some(waiting) => Ok(shown(visit, &token, waiting.email, false).into()),
        None => Ok(spent(&visit.t(), visit.s("members-spent-address"))),
    }
}

/// This mailbox says yes.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let (t, token) = (visit.t(), visit.path::<String>("token")?);
    visit.close();
    let tx = visit.house().db.write(Key::SYSTEM)?;
    let waiting = address::look(&tx, &token, visit.now())?;
    match (address::confirm(&tx, visit.act(), &token), waiting) {
        (Ok(Some((person, before))), _) => {
            safety::tell_at(visit.house(), &tx, visit.act(), person, Changed::Address, Some(&before))?;
            safety::tell(visit.house(), &tx, visit.act(), person, Changed::Address)?;
            tx.commit()?;
            Ok(Reply::done("/sign-in", t.s("members-address-done")))
        }
        (Ok(None), Some(waiting)) => {
            tx.commit()?;
            Ok(shown(visit, &token, waiting.email, true).into())
        }
        (Err(Refusal::AlreadyMember), _) => Ok(spent(&t, t.s("members-address-taken"))),
        (Err(Refusal::Store(error)), _) => Err(error.into()),
        _ => Ok(spent(&t, t.s("members-spent-address"))),
    }
}
