//! Passing on what came to a CSIRT or competent authority of one's own country.

use belfry_kernel::{OrganisationId, Problem};
use belfry_store::Read;
use belfry_web::{Reply, Visit};

use super::{PACKAGE, Way, store, url};
use crate::access::HandOver;
use crate::route;

/// The teams and authorities of a country but for one.
///
/// # Errors
/// Those of the database.
pub fn whom(read: &Read, country: &str, but: OrganisationId) -> belfry_store::Result<Vec<route::store::Addressee>> {
    let mut all = route::store::addressees(read)?;
    all.retain(|one| one.country == country && one.id != but);
    Ok(all)
}

/// Does it.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Refused`] for one that is none of them, and those of the database.
pub fn act(visit: &mut Visit<HandOver>) -> Result<Reply, Problem> {
    let t = visit.t();
    let to = visit.form().text("to").to_owned();
    let tx = visit.write()?;
    let subject = visit.load(&tx, PACKAGE, visit.path("uuid")?)?;
    let one = store::of(&tx, subject.id)?;
    let country = route::store::country(&tx, subject.owner)?.unwrap_or_default();
    let found = whom(&tx, &country, subject.owner)?.into_iter().find(|one| one.id.to_string() == to);
    let (Some(found), Way::Received) = (found, one.way) else {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", t.s("incidents-handover-route-missing")))));
    };
    store::route(&tx, visit.act(), &subject, &one, found.id)?;
    let said = t.a("incidents-handover-route-done", [("name", found.name.as_str().into())]);
    visit.finish(tx, Reply::done(url(&subject), said))
}
