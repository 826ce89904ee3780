//! The directory, and the people of an organisation, as files.

use belfry_documents::Cell;
use belfry_identity::ORGANISATION;
use belfry_identity::membership::{self, Member};
use belfry_identity::organisation::OrganisationKind;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::Read;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::store::{self, Asker, Filter, Place};
use super::{kind_name, list, sector_name};
use crate::access::Overlook;
use crate::roles;

/// Rows read at once.
const AT_ONCE: i64 = 250;

/// The directory with the filters of its page.
///
/// # Errors
/// As [`table::file`].
pub fn organisations(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let filter = list::filter(visit);
    let asker = list::asker(visit, &filter)?;
    table::file(visit, "organisations", Directory { filter, asker, place: Place::First })
}

struct Directory {
    filter: Filter,
    asker: Asker,
    place: Place,
}

impl Rows for Directory {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            "uuid".into(),
            t.s("members-organisation-name"),
            t.s("members-organisation-short-name"),
            t.s("members-organisation-kind"),
            t.s("members-organisation-sector"),
            t.s("members-organisation-country"),
            t.s("members-field-region"),
        ]
    }

    fn block(&mut self, read: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        let rows = store::page(read, &self.filter, &self.asker, &self.place, AT_ONCE)?;
        if let Some(last) = rows.last() {
            self.place = Place::After(last.key.clone());
        }
        let row = |row: store::Listed| {
            vec![
                row.uuid.to_string().into(),
                row.name.into(),
                row.short_name.into(),
                OrganisationKind::parse(&row.kind).map(|kind| kind_name(t, kind)).into(),
                row.sector.map(|code| sector_name(t, &code)).into(),
                row.country.into(),
                row.region.into(),
            ]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// The people of an organisation, for those who manage it.
///
/// # Errors
/// As the page, and as [`table::file`].
pub fn people(visit: &mut Visit<Overlook>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let members = membership::of_organisation(&read, OrganisationId(subject.id.0))?;
    table::file(visit, &subject.title, People { members })
}

/// At most some thousand: they are read before the first row is written, under the proof that they may be.
struct People {
    members: Vec<Member>,
}

impl Rows for People {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            t.s("members-person-name"),
            t.s("members-sign-in-email"),
            t.s("members-roles-title"),
            t.s("members-membership"),
        ]
    }

    fn block(&mut self, _: &Read, t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        // words: members-membership-{invited,confirmed,suspended,ended}
        let row = |member: Member| {
            let names: Vec<String> = member.membership.roles.iter().map(|role| roles::name(t, *role)).collect();
            let status = t.s(&format!("members-membership-{}", member.membership.status.code()));
            vec![member.name.into(), member.email.into(), t.list(&names).into(), status.into()]
        };
        Ok(std::mem::take(&mut self.members).into_iter().map(row).collect())
    }
}
