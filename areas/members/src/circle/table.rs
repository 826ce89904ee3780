//! The circles that the reader may know of, as a file.

use belfry_documents::Cell;
use belfry_identity::circle::{self, MemberStatus};
use belfry_identity::organisation;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{CircleId, OrganisationId, Problem};
use belfry_store::Read;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::list::{Filter, MOST};

/// The list as a file.
///
/// # Errors
/// As [`table::file`].
pub fn file(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let mine: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    let standing = circle::of(&visit.house().db, &mine)?;
    let filter = Filter::of(visit);
    table::file(visit, "circles", Circles { written: false, filter, standing })
}

struct Circles {
    written: bool,
    filter: Filter,
    /// How the reader's organisations stand in which circle.
    standing: Vec<(CircleId, OrganisationId, MemberStatus)>,
}

impl Rows for Circles {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            "uuid".into(),
            t.s("members-circle-name"),
            t.s("members-circle-purpose"),
            t.s("members-circle-owner"),
            t.s("members-circle-ceiling-short"),
            t.s("members-circle-standing"),
        ]
    }

    fn block(&mut self, read: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        if std::mem::replace(&mut self.written, true) {
            return Ok(Vec::new());
        }
        let mut circles = circle::list(read, MOST)?;
        circles.retain(|found| {
            let stands = |status| self.standing.iter().any(|(id, _, at)| *id == found.id && *at == status);
            self.filter.fits(found, stands(MemberStatus::Confirmed), stands(MemberStatus::Suspended))
        });
        let owners: Vec<_> = circles.iter().map(|circle| circle.owner).collect();
        let names = organisation::names(read, &owners)?;
        let row = |found: circle::Circle| {
            let ceiling = found.fields.ceiling.written().map_or_else(String::new, str::to_owned);
            vec![
                found.uuid.to_string().into(),
                found.fields.name.into(),
                found.fields.purpose.into(),
                names.get(&found.owner).map(|name| name.name.clone()).into(),
                ceiling.into(),
                Cell::from((!found.open).then(|| t.s("members-circle-closed"))),
            ]
        };
        Ok(circles.into_iter().map(row).collect())
    }
}
