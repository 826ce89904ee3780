//! Answering whoever asks to join an organisation: with roles, or with a reason.

use belfry_identity::request;
use belfry_identity::{ORGANISATION, Refusal};
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_store::Tx;
use belfry_store::subject::Subject;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::invite;
use crate::access::Manage;
use crate::letter::Letter;
use crate::refused;

/// Accepts, which sends an invitation, or refuses, as the button says.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let back = format!("{}{}/people", ORGANISATION.path, subject.uuid);
    let uuid = visit.path::<Uuid>("request")?;
    let answered = if visit.form().text("act") == "accept" {
        accept(visit, &tx, &subject, uuid)
    } else {
        refuse(visit, &tx, &subject, uuid)
    };
    match answered {
        Ok((name, words)) => {
            tx.commit()?;
            Ok(Reply::done(back, t.a(words, [("name", name.into())])))
        }
        Err(why) => {
            drop(tx);
            refused::back(&t, why, back)
        }
    }
}

fn accept(visit: &Visit<Manage>, tx: &Tx, subject: &Subject, uuid: Uuid) -> Result<(String, &'static str), Refusal> {
    let roles: Vec<Role> = visit.form().all("roles").filter_map(Role::parse).collect();
    let by = visit.person().map_err(|_| Refusal::Forbidden)?;
    let (asked, token) = request::accept(tx, visit.act(), by, OrganisationId(subject.id.0), uuid, &roles)?;
    invite::send(visit, tx, subject, (&asked.email, &asked.language), &token)?;
    Ok((asked.name, belfry_words::key!("members-request-accepted")))
}

fn refuse(visit: &Visit<Manage>, tx: &Tx, subject: &Subject, uuid: Uuid) -> Result<(String, &'static str), Refusal> {
    let by = visit.person().map_err(|_| Refusal::Forbidden)?;
    let reason = visit.form().raw("reason");
    let (asked, reason) = request::refuse(tx, visit.act(), by, OrganisationId(subject.id.0), uuid, &reason)?;
    Letter::new("join-refused", &asked.email, &asked.language)
        .with("name", &asked.name)
        .with("organisation", &subject.title)
        .with("reason", reason)
        .post(visit.house(), tx, visit.act())?;
    Ok((asked.name, belfry_words::key!("members-request-refused")))
}
