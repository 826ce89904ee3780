//! The sharing rules of an organisation: read by everybody, changed by its administrators.

use belfry_identity::ORGANISATION;
use belfry_identity::sharing::Holder;
use belfry_kernel::access::Read;
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_web::{Page, Reply, Visit};
use uuid::Uuid;

use crate::access::Manage;
use crate::sharing::{self, About};

fn about<A: belfry_kernel::Action>(visit: &Visit<A>) -> Result<About, Problem> {
    let subject = visit.load(&*visit.read()?, ORGANISATION, visit.path::<Uuid>("id")?)?.into_inner();
    let id = OrganisationId(subject.id.0);
    Ok(About {
        holder: Holder::Organisation(id),
        url: format!("{}{}", ORGANISATION.path, subject.uuid),
        // The platform's administrator looks after the directory, not after what others want.
        rules: visit.person()?.holds_for(&[Role::OrganisationAdministrator], id),
        name: subject.title,
    })
}

fn framed<A>(visit: &Visit<A>, page: Page, about: &About) -> Page {
    page.crumb(visit.s("members-nav"), "/members/organisations").crumb(about.name.clone(), about.url.clone())
}

/// The rules, and what can be added.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let about = about(visit)?;
    Ok(framed(visit, sharing::page(visit, &about)?, &about).into())
}

/// Makes a rule.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let about = about(visit)?;
    Ok(sharing::add(visit, &about)?.unwrap_or_else(|page| framed(visit, page, &about).into()))
}

/// Takes a rule away.
///
/// # Errors
/// As [`page`].
pub fn end(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let about = about(visit)?;
    sharing::end(visit, &about)
}
