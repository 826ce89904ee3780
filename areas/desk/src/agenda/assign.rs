//! Who takes an obligation on.

use belfry_contracts::desk::ObligationAssigned;
use belfry_identity::membership::{self, MembershipStatus};
use belfry_kernel::Problem;
use belfry_kernel::access::decide;
use belfry_store::{agenda, ledger};
use belfry_web::{Reply, Visit};

use super::{line, show};
use crate::access::Settle;

/// Gives an obligation of an organisation to one of its people, or to nobody in particular.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Settle>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let due = show::find(visit, &tx)?;
    let owner = show::circle_owner(&tx, &due)?;
    decide::<Settle>(visit.actor(), visit.rules(), Some(&line::facts(&due, owner)))?;
    let organisation = due.obligation.organisation.or(owner).filter(|_| due.obligation.person.is_none());
    let organisation = organisation.ok_or(Problem::NotFound)?;
    let to = visit.form().text("assignee");
    let assignee = if to.is_empty() {
        None
    } else {
        let members = membership::of_organisation(&tx, organisation)?;
        let found = members
            .into_iter()
            .find(|member| member.membership.status == MembershipStatus::Confirmed && member.uuid.to_string() == to);
        Some(found.ok_or(Problem::NotFound)?.membership.person)
    };
    agenda::assign(&tx, due.obligation.id, assignee)?;
    let fact = ObligationAssigned { subject: due.obligation.subject, obligation: due.obligation.id };
    ledger::record(&tx, visit.act(), &fact)?;
    tx.commit()?;
    Ok(Reply::done(line::address(&due), visit.t().s("desk-agenda-assigned")))
}
