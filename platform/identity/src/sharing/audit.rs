//! Every record and member of a circle against its rules, and those of its members.
//!
//! The age of a record is asked when it is published, of the day that it is about; here only what its label and its owner say.

use belfry_kernel::{Clause, OrganisationId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Error, Read, Sql};
use jiff::civil::Date;

use super::check::{self, Broken, Publishing};
use super::{COLUMNS, rules};
use crate::circle::{Circle, MemberStatus, Shared, shared};

/// Records that are read at once.
const BLOCK: i64 = 500;
/// What is broken is listed up to this; the rest is counted.
pub const LISTED: usize = 200;

/// A rule that a record breaks, or a member when there is no record.
#[derive(Clone, Debug)]
pub struct Found {
    /// The record.
    pub record: Option<Subject>,
    /// The rule, and how.
    pub broken: Broken,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Rules that were asked.
    pub rules: usize,
    /// Members that were looked at.
    pub members: usize,
    /// Records that were looked at.
    pub records: usize,
    /// What is broken, at most [`LISTED`].
    pub found: Vec<Found>,
    /// How many in all.
    pub count: usize,
    /// Whether every record was looked at.
    pub whole: bool,
}

/// Looks through a circle under the reader's key: at most `most` records, newest first. `tell` hears how many it was so far, and
/// ends the work with false.
pub fn audit(
    read: &Read,
    circle: &Circle,
    today: Date,
    most: usize,
    mut tell: impl FnMut(usize) -> bool,
) -> Result<Audit, Error> {
    let standing = crate::circle::standing(read, circle.id)?;
    let confirmed = |status| matches!(status, MemberStatus::Confirmed);
    let members: Vec<OrganisationId> =
        standing.into_iter().filter(|(_, status, _)| confirmed(*status)).map(|(id, _, _)| id).collect();
    let ids: Vec<i64> = members.iter().map(|id| id.0).collect();
    let sql = Sql::new(COLUMNS, [])
        .and("where r.circle_id = ? or r.organisation_id in {ints ?} order by r.id", [circle.id.into(), ids.into()]);
    let rules = rules(read, sql)?;
    let known = check::traits(read, &members)?;
    let mut audit = Audit { rules: rules.len(), members: members.len(), whole: true, ..Audit::default() };
    for member in &members {
        let own = rules.iter().filter(|rule| rule.holder == super::Holder::Circle(circle.id));
        let broken: Vec<Broken> = own.filter_map(|rule| check::member(rule, &known, circle.id, *member)).collect();
        audit.add(None, broken);
    }
    let mut before: Option<SubjectId> = None;
    loop {
        let block = shared(read, circle.id, before, BLOCK)?;
        let Some(last) = block.last() else { return Ok(audit) };
        before = Some(last.subject.id);
        for Shared { subject, label } in block {
            if audit.records >= most {
                audit.whole = false;
                return Ok(audit);
            }
            audit.records += 1;
            let publishing = Publishing {
                owner: subject.owner,
                tlp: label.tlp,
                day: None,
                today,
                circle: Some(circle.id),
                beyond: label.clauses().all(|clause| matches!(clause, Clause::Connected | Clause::Everyone)),
                reached: &members,
            };
            let broken: Vec<Broken> =
                rules.iter().flat_map(|rule| check::published(rule, &known, &publishing)).collect();
            audit.add(Some(&subject), broken);
        }
        if !tell(audit.records) {
            audit.whole = false;
            return Ok(audit);
        }
    }
}

impl Audit {
    fn add(&mut self, record: Option<&Subject>, broken: Vec<Broken>) {
        self.count += broken.len();
        for broken in broken {
            if self.found.len() < LISTED {
                self.found.push(Found { record: record.cloned(), broken });
            }
        }
    }
}
