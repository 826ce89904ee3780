//! A new record, as a draft that only its organisation sees.

use belfry_contracts::practices::RecordDrafted;
use belfry_kernel::{Clause, Label, OrganisationId, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Tx, ledger, scope};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};

use super::fields::{self, Typed};
use super::store::{self, Written};
use super::{Kind, Level, RECORD, text, url};
use crate::access::{CHECKERS, Create, SPEAKERS};

const HERE: &str = "/practices/records/new";

/// The form; `kind` in the address is chosen in it.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let kind = Kind::parse(visit.query("kind")).unwrap_or(Kind::Practice);
    let mut typed = Typed::default();
    typed.codes.insert("kind", kind.code().to_owned());
    typed.codes.insert("level", Level::Joint.code().to_owned());
    typed.codes.insert("language", visit.t().language().to_owned());
    typed.ticked = visit.queries().iter().filter(|(name, _)| name == "item").map(|(_, item)| item.clone()).collect();
    Ok(draw(visit, typed, Errors::default())?.into())
}

fn draw(visit: &Visit<Create>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let body = fields::body(visit, HERE.into(), typed, errors, true)?;
    Ok(Page::new(t.s("practices-record-new"), body)
        .lead(t.s("practices-record-new-lead"))
        .crumb(t.s("practices-nav"), "/practices"))
}

/// Keeps the draft.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut typed = Typed::of(visit.form());
    typed.unnamed &= visit.person()?.holds(CHECKERS);
    let mut errors = Errors::default();
    let written = typed.check(&*visit.read()?, &t, &mut errors)?;
    let Some(written) = written else { return Ok(draw(visit, typed, errors)?.refused().into()) };
    let person = visit.person()?;
    let roles = if typed.unnamed { CHECKERS } else { SPEAKERS };
    let owner = home(person, roles).ok_or(Problem::Forbidden)?;
    let tx = visit.write()?;
    visit.granted(())?;
    let subject = draft(&tx, visit.act(), owner, &typed.title, &written, typed.unnamed)?;
    if typed.unnamed {
        store::put_source(&tx, subject.id, owner, &typed.source)?;
    }
    visit.finish(tx, Reply::done(url(&subject), t.s("practices-record-drafted")))
}

/// The organisation for which a person acts in one of these roles: his own first.
#[must_use]
pub fn home(person: &belfry_kernel::Person, roles: &[belfry_kernel::Role]) -> Option<OrganisationId> {
    let acts = |organisation: OrganisationId| person.holds_for(roles, organisation);
    let other = person.roles.iter().map(|(bound, _)| *bound).find(|bound| acts(*bound));
    Some(person.organisation).filter(|home| acts(*home)).or(other)
}

/// Keeps a draft of an organisation.
///
/// # Errors
/// Those of the database.
pub fn draft(
    tx: &Tx,
    act: Act<'_>,
    owner: OrganisationId,
    title: &str,
    written: &Written,
    unnamed: bool,
) -> belfry_store::Result<Subject> {
    let id: SubjectId = act.ids.next();
    let subject = Subject {
        id,
        uuid: act.ids.uuid(),
        kind: RECORD.code,
        label_id: scope::intern(tx, &own(owner))?,
        owner,
        author: act.actor,
        title: title.to_owned(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    store::insert(tx, id, written, unnamed)?;
    text::put(tx, id, title, written)?;
    ledger::record(tx, act, &RecordDrafted { record: id })?;
    Ok(subject)
}

/// Who sees a draft: its organisation.
#[must_use]
pub fn own(owner: OrganisationId) -> Label {
    Label::new(Tlp::Amber, Clause::Organisation(owner))
}
