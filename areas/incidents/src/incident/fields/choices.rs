//! What there is to choose from in the form of an incident.

use belfry_identity::organisation;
use belfry_identity::organisation::directory::SECTORS;
use belfry_kernel::{Action, OrganisationId, Problem};
use belfry_web::Visit;
use belfry_web::components::Choice;
use belfry_words::{Words, sortable};

use crate::access::{SPEAKERS, all};
use crate::incident::{Cause, Kind, Said};

/// The organisations for which the writer speaks, as choices; none when it is one.
///
/// # Errors
/// Those of the database.
pub fn owners<A: Action>(visit: &Visit<A>, current: &str) -> Result<Vec<Choice>, Problem> {
    let mine: Vec<OrganisationId> = all(visit.person()?, SPEAKERS);
    if mine.len() < 2 {
        return Ok(Vec::new());
    }
    let names = organisation::names(&*visit.read()?, &mine)?;
    let choice = |id: &OrganisationId| {
        let name = names.get(id).map(|name| name.name.clone()).unwrap_or_default();
        Choice::new(id.to_string(), name, current)
    };
    Ok(mine.iter().map(choice).collect())
}

/// The organisation that was chosen, or the writer's own.
#[must_use]
pub fn owner(person: &belfry_kernel::Person, typed: &str) -> Option<OrganisationId> {
    let mine = all(person, SPEAKERS);
    mine.iter().find(|id| id.to_string() == typed).or(mine.first()).copied()
}

pub(super) fn coded(t: &Words, group: &str, codes: impl Iterator<Item = &'static str>, current: &str) -> Vec<Choice> {
    codes.map(|code| Choice::new(code, t.s(&format!("incidents-{group}-{code}")), current)).collect()
}

/// Every kind.
#[must_use]
pub fn kinds(t: &Words, current: &str) -> Vec<Choice> {
    let choice = |kind: &Kind| {
        let code = kind.code();
        Choice::new(code, t.s(&format!("incidents-kind-{code}")), current)
            .hint(t.s(&format!("incidents-kind-hint-{code}")))
    };
    Kind::ALL.iter().map(choice).collect()
}

/// Every cause.
#[must_use]
pub fn causes(t: &Words, current: &str) -> Vec<Choice> {
    coded(t, "cause", Cause::ALL.iter().map(|one| one.code()), current)
}

/// Yes, no, not known.
#[must_use]
pub fn said(t: &Words, current: &str) -> Vec<Choice> {
    coded(t, "said", Said::ALL.iter().map(|one| one.code()), current)
}

/// Every sector, by its name.
#[must_use]
pub fn sectors(t: &Words, current: &str) -> Vec<Choice> {
    let mut all: Vec<Choice> =
        SECTORS.iter().map(|code| Choice::new(*code, t.named("sector", code), current)).collect();
    all.sort_by_cached_key(|one| sortable(&one.label));
    all
}
