//! What happened to a circle: the ledger's entries about it, found by the circle.
//!
//! The ledger keeps who joins and leaves without a subject, since fewer may know of it than of the circle. Here each entry is kept
//! once more beside its circle, in the same transaction, for the circle's own page.

use belfry_contracts::identity::{CircleInvited, CircleLeft, CircleResumed, CircleSuspended};
use belfry_kernel::{CircleId, Fact, Grants, OrganisationId, PersonId};
use belfry_store::{Act, Error, Read, Sql, Tx, args, ledger};
use jiff::Timestamp;

use super::Circle;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Which fact, by its name.
    pub fact: String,
    /// The organisation that it names.
    pub organisation: Option<OrganisationId>,
    /// Who did it; none for the program itself.
    pub person: Option<PersonId>,
}

/// Records a fact about a circle, in the ledger and beside the circle.
pub(super) fn record<F: Fact>(
    tx: &Tx,
    act: Act<'_>,
    circle: CircleId,
    organisation: Option<OrganisationId>,
    fact: &F,
) -> Result<(), Error> {
    ledger::record(tx, act, fact)?;
    tx.execute(
        "insert into identity_circle_steps (circle_id, at, fact, organisation_id, person_id) values ($1, $2, $3, $4, $5)",
        args![circle, act.now, F::NAME, organisation, act.actor],
    )?;
    Ok(())
}

/// What is between the owner and one organisation: nobody else reads of it.
const BETWEEN: &[&str] = &[CircleInvited::NAME, CircleSuspended::NAME, CircleResumed::NAME];

/// The newest steps of a circle, for those who know its members; none for everybody else. Who was invited or suspended is
/// between him and the owner, and so is who declined.
pub fn history(read: &Read, reader: &Grants, circle: &Circle, limit: i64) -> Result<Vec<Step>, Error> {
    let owner = reader.system || reader.organisations.contains(&circle.owner);
    if !owner && !reader.circles.contains(&circle.id) {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "select h.at, h.fact, h.organisation_id, h.person_id from identity_circle_steps h where h.circle_id = ?",
        [circle.id.into()],
    );
    if !owner {
        let own: Vec<i64> = reader.organisations.iter().map(|id| id.0).collect();
        let between: Vec<String> = BETWEEN.iter().map(|name| (*name).to_owned()).collect();
        sql.push(
            "and (h.fact not in {texts ?} or h.organisation_id in {ints ?})",
            [between.into(), own.clone().into()],
        );
        // Who declined was never a member.
        sql.push(
            "and (h.fact <> ? or h.organisation_id in {ints ?} or exists (select 1 from identity_circle_steps j \
             where j.circle_id = h.circle_id and j.organisation_id = h.organisation_id and j.id < h.id \
             and j.fact = 'identity.circle-joined'))",
            [CircleLeft::NAME.into(), own.into()],
        );
    }
    sql.push("order by h.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| {
        Ok(Step { at: row.get(0)?, fact: row.get(1)?, organisation: row.get(2)?, person: row.get(3)? })
    })
}
