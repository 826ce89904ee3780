//! For whom a part of what is said beside a record is, where that is fewer than see it: what was said before others came to see the
//! record may stay among those who did.

use belfry_identity::{circle, organisation};
use belfry_kernel::{CircleId, Clause, Label, OrganisationId, Problem};
use belfry_store::Read;
use belfry_store::subject::Subject;
use belfry_words::Words;

use crate::place::{self, Place};

/// For each of these labels, whom it is for, if that is fewer than hear what is said here; empty otherwise. Circles and organisations
/// that the reader may not know of have no name. No query where there is no label.
///
/// # Errors
/// Those of the database.
pub(crate) fn words<P: Place>(
    read: &Read,
    t: &Words,
    subject: &Subject,
    own: &[Option<Label>],
) -> Result<Vec<String>, Problem> {
    if own.iter().all(Option::is_none) {
        return Ok(vec![String::new(); own.len()]);
    }
    let record = place::label::<P>(read, subject)?;
    let narrower = |label: &Label| label.clauses().find(|one| record.clauses().all(|other| other != *one)).cloned();
    let found: Vec<Option<Clause>> = own.iter().map(|label| label.as_ref().and_then(narrower)).collect();
    let (mut circles, mut organisations): (Vec<CircleId>, Vec<OrganisationId>) = (Vec::new(), Vec::new());
    for clause in found.iter().flatten() {
        match clause {
            Clause::CircleOrOwner(id, _) => circles.push(*id),
            Clause::Organisation(id) => organisations.push(*id),
            Clause::Organisations(few) => organisations.extend(few),
            Clause::People(_) | Clause::Community | Clause::Connected | Clause::Everyone => {}
        }
    }
    let (circles, organisations) = (circle::names(read, &circles)?, organisation::names(read, &organisations)?);
    let some = || t.s("discussion-audience-some");
    let said = |clause: &Clause| match clause {
        Clause::CircleOrOwner(id, _) => circles
            .get(id)
            .map_or_else(some, |one| t.a("discussion-audience-circle", [("name", one.name.as_str().into())])),
        Clause::Organisation(id) => organisations.get(id).map_or_else(some, |one| one.name.clone()),
        Clause::Organisations(few) => {
            let names: Option<Vec<String>> =
                few.iter().map(|id| organisations.get(id).map(|one| one.name.clone())).collect();
            names.map_or_else(some, |names| t.list(&names))
        }
        Clause::Community => t.s("discussion-audience-community"),
        Clause::People(_) | Clause::Connected | Clause::Everyone => some(),
    };
    Ok(found.iter().map(|clause| clause.as_ref().map_or_else(String::new, said)).collect())
}
