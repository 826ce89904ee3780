//! Answering whoever asks to join an organisation: with roles, or with a reason. Where no mail goes out, the link of the
//! invitation is shown once to whoever accepts.

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
        let refused = refuse(visit, &tx, &subject, uuid);
        refused.map(|name| Reply::done(&back, t.a("members-request-refused", [("name", name.into())])))
    };
    match answered {
        Ok(reply) => {
            tx.commit()?;
            Ok(reply)
        }
        Err(why) => {
            drop(tx);
            refused::back(&t, why, back)
        }
    }
}

fn accept(visit: &Visit<Manage>, tx: &Tx, subject: &Subject, uuid: Uuid) -> Result<Reply, Refusal> {
    let (t, url) = (visit.t(), format!("{}{}", ORGANISATION.path, subject.uuid));
    let roles: Vec<Role> = visit.form().all("roles").filter_map(Role::parse).collect();
    let by = visit.person().map_err(|_| Refusal::Forbidden)?;
    let (asked, token) = request::accept(tx, visit.act(), by, OrganisationId(subject.id.0), uuid, &roles)?;
    let back = format!("{url}/people");
    if visit.house().settings.mail {
        invite::send(visit, tx, &subject.title, (&asked.email, &asked.language), &token)?;
        return Ok(Reply::done(back, t.a("members-request-accepted", [("name", asked.name.into())])));
    }
    let link = format!("{}/invitation/{}", visit.house().settings.base_url, token.expose());
    let why = t.s("members-organisation-invite-link-why");
    Ok(invite::link_page(&t, (&subject.title, &url), back, &asked.email, (link, why)).into())
}

fn refuse(visit: &Visit<Manage>, tx: &Tx, subject: &Subject, uuid: Uuid) -> Result<String, Refusal> {
    let by = visit.person().map_err(|_| Refusal::Forbidden)?;
    let reason = visit.form().raw("reason");
    let (asked, reason) = request::refuse(tx, visit.act(), by, OrganisationId(subject.id.0), uuid, &reason)?;
    if visit.house().settings.mail {
        Letter::new("join-refused", &asked.email, &asked.language)
            .with("name", &asked.name)
            .with("organisation", &subject.title)
            .with("reason", reason)
            .post(visit.house(), tx, visit.act())?;
    }
    Ok(asked.name)
}
