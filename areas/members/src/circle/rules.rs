//! The sharing rules of a circle: read by whoever knows of it, changed by whoever coordinates it.

use belfry_identity::CIRCLE;
use belfry_identity::sharing::Holder;
use belfry_kernel::Problem;
use belfry_kernel::access::Read;
use belfry_store::subject::Subject;
use belfry_web::{Action, Page, Reply, Visit};
use uuid::Uuid;

use super::{LIST, circle_id, url};
use crate::access::Steer;
use crate::sharing::{self, About};

fn about<A: belfry_kernel::Action>(visit: &Visit<A>) -> Result<(About, Subject), Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?.into_inner();
    let id = circle_id(&subject);
    let open = belfry_identity::circle::by_id(&read, id)?.is_some_and(|circle| circle.open);
    let rules = open && visit.may::<Steer>(Some(&subject));
    Ok((About { holder: Holder::Circle(id), name: subject.title.clone(), url: url(&subject), rules }, subject))
}

fn framed<A>(visit: &Visit<A>, page: Page, about: &About) -> Page {
    let t = visit.t();
    let page = page
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-circle-list-title"), LIST)
        .crumb(about.name.clone(), about.url.clone());
    if !about.rules {
        return page;
    }
    page.action(Action::link(t.s("members-circle-audit-title"), format!("{}/audit", about.url), "check"))
}

/// The rules, and what can be added.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (about, _) = about(visit)?;
    Ok(framed(visit, sharing::page(visit, &about)?, &about).into())
}

/// Makes a rule.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let (about, _) = about(visit)?;
    Ok(sharing::add(visit, &about)?.unwrap_or_else(|page| framed(visit, page, &about).into()))
}

/// Takes a rule away.
///
/// # Errors
/// As [`page`].
pub fn end(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let (about, _) = about(visit)?;
    sharing::end(visit, &about)
}
