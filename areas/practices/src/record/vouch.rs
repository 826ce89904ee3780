//! What others did with a record: who stands by it, who plans or does the same, what it helps with.
//!
//! | module | holds |
//! |---|---|
//! | [`endorse`] | standing by it, with evidence |
//! | [`adopt`] | planning or doing the same, and what came out; named, or only counted |
//! | [`link`] | which difficulty it helps with |
//!
//! Whoever adopts without being named is seen by his own organisation only. Others are told of such adopters by number, in steps of
//! [`LEAST`], and of fewer not at all: neither one of them nor the next one to come shows in a number.

pub mod adopt;
pub mod endorse;
pub mod link;

use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::{Db, Key, Read, Result, Sql, args, scope};

use super::Size;

/// The fewest that a number is told of.
pub const LEAST: i64 = 5;

belfry_kernel::codes! {
    /// How far somebody is.
    Stage {
        /// It is meant to be done.
        Planned = "planned",
        /// It is being done.
        UnderWay = "under-way",
        /// It is done.
        Done = "done",
        /// It was given up, and the outcome says why.
        Dropped = "dropped",
    }
}

// words: practices-stage-{planned,under-way,done,dropped}

/// Somebody stands by a record.
#[derive(Clone, Debug)]
pub struct Endorsement {
    /// Who.
    pub organisation: OrganisationId,
    /// His name, as far as the reader may know it.
    pub name: String,
    /// Why.
    pub evidence: String,
}

/// Somebody plans or does the same.
#[derive(Clone, Debug)]
pub struct Adoption {
    /// Who.
    pub organisation: OrganisationId,
    /// His name, as far as the reader may know it.
    pub name: String,
    /// How far.
    pub stage: Stage,
    /// How large he is.
    pub size: Option<Size>,
    /// What came out.
    pub outcome: String,
    /// Whether everybody who sees the record may know of it.
    pub named: bool,
}

/// What the reader sees of both.
#[derive(Clone, Debug, Default)]
pub struct Vouched {
    /// Who stands by it.
    pub endorsements: Vec<Endorsement>,
    /// Who does the same: those who are named, and the reader's own organisation.
    pub adoptions: Vec<Adoption>,
}

/// Reads it for a record that was loaded before: one query.
///
/// # Errors
/// Those of the database.
pub fn load(read: &Read, record: SubjectId) -> Result<Vouched> {
    let mut sql = Sql::new(
        "select 'e', e.id, e.organisation_id, coalesce(o.name, ''), e.evidence, '', '', 1 from practices_endorsements e \
         left join identity_organisations o on o.id = e.organisation_id where e.record_id = ? \
         union all select 'a', a.id, a.organisation_id, coalesce(o.name, ''), a.outcome, a.stage, a.size, \
         case when a.label_id is null then 1 else 0 end from practices_adoptions a \
         left join identity_organisations o on o.id = a.organisation_id where a.record_id = ? and",
        [record.into(), record.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by 1, 2", []);
    let mut all = Vouched::default();
    read.each(sql, args![], |row| {
        let (organisation, name, words) = (row.get(2)?, row.get(3)?, row.get(4)?);
        if row.get::<String>(0)? == "e" {
            all.endorsements.push(Endorsement { organisation, name, evidence: words });
        } else {
            all.adoptions.push(Adoption {
                organisation,
                name,
                stage: Stage::parse(&row.get::<String>(5)?).unwrap_or(Stage::Planned),
                size: Size::parse(&row.get::<String>(6)?),
                outcome: words,
                named: row.get::<i64>(7)? == 1,
            });
        }
        Ok(true)
    })?;
    Ok(all)
}

/// How many more do the same without being named, in steps of [`LEAST`]; 0 for fewer. In the program's own picture, since no reader
/// sees whom it counts.
///
/// # Errors
/// Those of the database.
pub fn unnamed(db: &Db, record: SubjectId) -> Result<i64> {
    let count: i64 = db.read(Key::SYSTEM)?.one(
        "select count(*) from practices_adoptions where record_id = $1 and label_id is not null and stage = 'done'",
        args![record],
        |row| row.get(0),
    )?;
    Ok(steps(count))
}

/// A number in steps of [`LEAST`].
#[must_use]
pub fn steps(count: i64) -> i64 {
    count / LEAST * LEAST
}

/// The organisations that plan or do the same as a record tells, named or not: for whoever tells each of them what becomes of it.
pub fn adopters(read: &Read, record: SubjectId) -> Result<Vec<OrganisationId>> {
    read.rows(
        "select a.organisation_id from practices_adoptions a where a.record_id = $1 and a.stage <> 'dropped'",
        args![record],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_in_steps_and_never_of_few() {
        assert_eq!([0, 1, 4, 5, 9, 10, 23].map(steps), [0, 0, 0, 5, 5, 10, 20]);
    }
}
