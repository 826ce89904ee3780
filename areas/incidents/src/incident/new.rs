//! A new record of what happened.

use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};

use super::fields::{self, Typed};
use super::{Kind, Said, store, url};
use crate::access::Create;

const HERE: &str = "/incidents/records/new";

/// The form; `kind` in the address is chosen in it.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let mut typed = Typed::default();
    let kind = Kind::parse(visit.query("kind")).unwrap_or(Kind::Incident);
    typed.codes.insert("kind", kind.code().to_owned());
    typed.codes.insert("zone", zone(visit));
    typed.codes.insert("suspected", Said::Unknown.code().to_owned());
    typed.codes.insert("border", Said::Unknown.code().to_owned());
    Ok(draw(visit, typed, Errors::default())?.into())
}

/// The zone that the reader is in.
pub(crate) fn zone<A>(visit: &Visit<A>) -> String {
    visit.t().zone().iana_name().unwrap_or("UTC").to_owned()
}

fn draw(visit: &Visit<Create>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let body = fields::body(visit, HERE.into(), typed, errors, true)?;
    Ok(Page::new(t.s("incidents-record-new"), body)
        .lead(t.s("incidents-record-new-lead"))
        .crumb(t.s("incidents-nav"), "/incidents"))
}

/// Keeps it.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let mut errors = Errors::default();
    let written = typed.check(&t, visit.now(), &mut errors);
    let Some(written) = written else { return Ok(draw(visit, typed, errors)?.refused().into()) };
    let owner = fields::owner(visit.person()?, &typed.owner).ok_or(Problem::Forbidden)?;
    visit.granted(())?;
    let tx = visit.write()?;
    let subject = store::insert(&tx, visit.act(), owner, &typed.title, &written)?;
    visit.finish(tx, Reply::done(url(&subject), t.s("incidents-record-entered")))
}
