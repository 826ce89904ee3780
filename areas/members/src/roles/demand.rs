//! Which roles demand a second factor: for the administrators of the platform.

use askama::Template;
use belfry_identity::demand;
use belfry_kernel::access::{Administer, Oversee};
use belfry_kernel::{Problem, Role};
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::roles;

/// The page.
pub const HERE: &str = "/members/roles/factors";

#[derive(Template)]
#[template(path = "roles/demand.html")]
struct Body {
    t: Words,
    csrf: String,
    choices: Vec<Choice>,
}

/// The roles, those that demand one chosen.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let t = visit.t();
    let demanding = demand::roles(&*visit.read()?)?;
    let choice = |role: &Role| {
        let mut choice = Choice::new(role.code(), roles::name(&t, *role), "").hint(roles::hint(&t, *role));
        choice.chosen = demanding.contains(role);
        choice
    };
    let body = Body { t: t.clone(), csrf: visit.csrf(), choices: Role::ALL.iter().map(choice).collect() };
    let page = Page::new(t.s("members-demand-title"), body)
        .lead(t.s("members-demand-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-roles-title"), "/members/roles");
    Ok(page.into())
}

/// Keeps the choice. Whoever lacks a second factor now is asked for one with his next page.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let chosen: Vec<Role> = visit.form().all("roles").filter_map(Role::parse).collect();
    let tx = visit.write()?;
    demand::set(&tx, visit.act(), Some(visit.person()?), &chosen)?;
    tx.commit()?;
    Ok(Reply::done(HERE, visit.s("members-demand-done")))
}
