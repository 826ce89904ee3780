//! Where one talks.

use belfry_kernel::{Action, Allowed, Label, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Kind, Read, scope};
use belfry_web::{Site, Visit, receive};
use uuid::Uuid;

use crate::{discussion, document, remark};

/// A kind of record that is discussed, as its area declares it.
pub trait Place: 'static {
    /// The kind of record.
    const KIND: Kind;
    /// The name of the record's UUID in the area's routes.
    const PARAM: &'static str;
    /// Whether information can be asked for, and an organisation can acknowledge.
    const ASKS: bool = false;
    /// The area's action of reading the record.
    type Read: Action;
    /// The area's action of speaking about it.
    type Discuss: Action;

    /// Who sees what is said here, where that is fewer than those who see the record.
    fn narrowed(_subject: &Subject) -> Option<Label> {
        None
    }
}

/// Declares the addresses below a record's page, which the area names as in `site.page("/events/{uuid}", ..)`.
pub fn routes<P: Place>(site: &mut Site, page: &str) {
    let below = |rest: &str| format!("{page}/{rest}");
    site.page::<P::Read>(&below("discussion"), discussion::page::page::<P>);
    site.act::<P::Discuss>(&below("discuss"), remark::say::act::<P>).once();
    if P::ASKS {
        site.act::<P::Discuss>(&below("ask"), remark::say::ask::<P>).once();
        site.act::<P::Discuss>(&below("acknowledge"), remark::say::acknowledge::<P>);
    }
    site.page::<P::Read>(&below("discussion/{remark}"), remark::edit::page::<P>);
    site.act::<P::Discuss>(&below("discussion/{remark}"), remark::edit::act::<P>);
    site.act::<P::Discuss>(&below("discussion/{remark}/withdraw"), remark::withdraw::act::<P>);
    site.page::<P::Discuss>(&below("documents/new"), document::add::page::<P>);
    site.act_with::<P::Discuss>(&below("documents/new"), receive::FILES, document::add::act::<P>).once();
    site.page::<P::Read>(&below("documents/{document}"), document::show::page::<P>);
    site.act_with::<P::Discuss>(&below("documents/{document}"), receive::FILES, document::revise::act::<P>).once();
    site.page::<P::Read>(&below("documents/{document}/{number}"), document::download::download::<P>);
    site.act::<P::Discuss>(&below("documents/{document}/withdraw"), document::withdraw::act::<P>);
}

/// The record of this address, for an act, if its talk is for this visitor at all.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub(crate) fn load<P: Place, A: Action>(visit: &Visit<A>, read: &Read) -> Result<Allowed<A, Subject>, Problem> {
    let uuid: Uuid = visit.path(P::PARAM)?;
    let subject = visit.load(read, P::KIND, uuid)?;
    if is_heard::<P, A>(visit, &subject) { Ok(subject) } else { Err(Problem::NotFound) }
}

/// Whether what is said about this record is for this visitor.
pub(crate) fn is_heard<P: Place, A>(visit: &Visit<A>, subject: &Subject) -> bool {
    P::narrowed(subject).is_none_or(|label| label.seen_by(&visit.actor().grants()))
}

/// Who sees what is said: the record's label, and what the place adds.
pub(crate) fn label<P: Place>(read: &Read, subject: &Subject) -> Result<Label, Problem> {
    let label = scope::label(read, subject.label_id)?;
    Ok(P::narrowed(subject).map_or_else(|| label.clone(), |narrowed| label.meet(&narrowed)))
}

/// The record's page.
pub(crate) fn address(kind: Kind, subject: &Subject) -> String {
    format!("{}{}", kind.path, subject.uuid)
}
