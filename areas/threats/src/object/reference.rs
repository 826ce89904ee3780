//! What an object refers to: the arrows that start from it, one more, one less.
//!
//! An arrow ends at an object or attribute of the same event. These come in pages by key and can be searched, for an event may hold
//! hundreds of thousands.

pub mod api;
mod select;

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read, Tx};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use self::select::Candidates;
use super::{Object, relationship, title};
use crate::access::Edit;
use crate::attribute::check;
use crate::event::at::At;
use crate::event::change::End;
use crate::event::edit::audience;
use crate::event::show::target::Target;
use crate::event::{EVENT, change};
use crate::vocabulary::said;

/// Arrows of one object that its page shows.
const ARROWS: usize = 1_000;

#[derive(Template)]
#[template(path = "object/reference.html")]
struct Body {
    t: Words,
    csrf: String,
    at: At,
    action: String,
    remove: String,
    arrows: Vec<Line>,
    candidates: Candidates,
    common: Vec<(&'static str, String)>,
    hint: String,
    text: String,
    after: i64,
    first: String,
    next: String,
    typed: Typed,
    errors: Errors,
}

/// An arrow in words.
struct Line {
    uuid: Uuid,
    says: String,
    target: Target,
    comment: String,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    target: String,
    relationship: String,
    comment: String,
}

/// The object of the address, if the reader sees it.
fn object<A>(visit: &Visit<A>, read: &Read, event: SubjectId) -> Result<Object, Problem> {
    change::object(read, event, visit.path("object")?)?.ok_or(Problem::NotFound)
}

/// The page.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    Ok(form(visit, Typed::default(), Errors::default())?.into())
}

/// A value of the query, which a form that comes back has in a field.
fn kept<'v>(visit: &'v Visit<Edit>, name: &str) -> &'v str {
    if visit.form().has(name) { visit.form().text(name) } else { visit.query(name) }
}

fn form(visit: &Visit<Edit>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let from = object(visit, &read, subject.id)?;
    let text: String = kept(visit, "q").chars().take(200).collect();
    let after: i64 = kept(visit, "after").parse().unwrap_or_default();
    let candidates = select::candidates(&read, &from, &text, after)?;
    let at = At::new(visit, uuid);
    let action = at.of("references", from.uuid, "");
    let page = |after: i64| {
        let after = if after > 0 { after.to_string() } else { String::new() };
        let query = [("q", text.as_str()), ("after", &after)];
        let query: Vec<_> = query.iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("{action}?{}#new", serde_urlencoded::to_string(query).unwrap_or_default())
    };
    let arrows = select::arrows(&read, &from, 0, ARROWS)?;
    let arrows = arrows.into_iter().map(|one| Line {
        uuid: one.uuid,
        says: relationship::words(&t, &one.relationship),
        target: one.ends.unwrap_or_else(|| Target::elsewhere(one.target)),
        comment: one.comment,
    });
    let arrows = arrows.collect();
    let name = title::of(&read, vec![from.id])?.remove(&from.id).map(|title| title.value);
    let name = title::whole(&said::object(&t, &from.name), name.as_deref());
    let readers = audience(visit, &read, &subject)?;
    drop(read);
    let body = Body {
        csrf: visit.csrf(),
        remove: at.of("references", from.uuid, "/remove"),
        arrows,
        common: relationship::COMMON.iter().map(|name| (*name, relationship::words(&t, name))).collect(),
        hint: t.a("threats-reference-relationship-hint", [("name", name.as_str().into())]),
        first: if after > 0 { page(0) } else { String::new() },
        next: candidates.next.map_or_else(String::new, page),
        candidates: candidates.worded(&t, &typed.target),
        action,
        text,
        after,
        typed,
        errors,
        at: at.clone(),
        t: t.clone(),
    };
    Ok(Page::new(t.a("threats-reference-title", [("name", name.into())]), body)
        .audience(readers)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.to(""))
        .crumb(t.s("threats-edit-crumb"), at.to("/edit")))
}

/// Adds one.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let field = |name: &str| visit.form().text(name).to_owned();
    let typed = Typed { target: field("target"), relationship: field("relationship"), comment: field("comment") };
    let mut errors = Errors::default();
    let tx = visit.write()?;
    let Some((from, _)) = made(visit, &tx, &typed, &mut errors)? else {
        drop(tx);
        return Ok(form(visit, typed, errors)?.refused().into());
    };
    visit.finish(tx, back(visit, &from, visit.s("threats-reference-done")))
}

/// Makes one: the object that it starts from, and its own identity. None where something is wrong, which goes to its field.
fn made(visit: &Visit<Edit>, tx: &Tx, typed: &Typed, errors: &mut Errors) -> Result<Option<(Object, Uuid)>, Problem> {
    let t = visit.t();
    let verb = relationship::typed(&t, &typed.relationship, errors);
    errors.unless(typed.comment.len() <= check::LONGEST, "comment", || t.s("threats-reference-comment-long"));
    let allowed = visit.load(tx, EVENT, visit.path("uuid")?)?;
    let mut event = change::begin(tx, &allowed, visit.act())?;
    let from = object(visit, tx, event.id)?;
    let end = end(&t, tx, &from, typed, &verb, errors)?;
    let (Some(end), true) = (end, errors.is_empty()) else { return Ok(None) };
    let made = change::add_reference(tx, visit.ids(), &mut event, &from, end, &verb, &typed.comment)?;
    let what = vec![Change::of(Done::ReferenceAdded, [made.id])];
    change::end_of_parts(tx, &allowed, visit.act(), &event, [made.label], what)?;
    Ok(Some((from, made.uuid)))
}

/// Where the arrow is to end; what is wrong goes to its field.
fn end(
    t: &Words,
    read: &Read,
    from: &Object,
    typed: &Typed,
    verb: &str,
    errors: &mut Errors,
) -> Result<Option<End>, Problem> {
    if typed.target.is_empty() {
        errors.add("target", t.s("threats-reference-missing"));
        return Ok(None);
    }
    // What is hidden is gone, as what never was.
    let target: Option<Uuid> = typed.target.parse().ok();
    let end = target.map(|target| change::end_of(read, from.event, target)).transpose()?.flatten();
    match &end {
        None => errors.add("target", t.s("threats-reference-gone")),
        Some(end) if end.uuid == from.uuid => errors.add("target", t.s("threats-reference-itself")),
        Some(end) if select::is_known(read, from, end.uuid, verb)? => {
            errors.add("target", t.s("threats-reference-known"))
        }
        Some(_) => {}
    }
    Ok(end)
}

/// Takes one back.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let wanted = visit.form().text("reference").parse().ok();
    let tx = visit.write()?;
    let from = taken_back(visit, &tx, wanted)?;
    visit.finish(tx, back(visit, &from, visit.s("threats-reference-removed")))
}

/// Takes it back; the object that it started from.
fn taken_back(visit: &Visit<Edit>, tx: &Tx, wanted: Option<Uuid>) -> Result<Object, Problem> {
    let allowed = visit.load(tx, EVENT, visit.path("uuid")?)?;
    let mut event = change::begin(tx, &allowed, visit.act())?;
    let from = object(visit, tx, event.id)?;
    let all = super::references(tx, event.id, from.id, from.id)?;
    let one = all.into_iter().find(|one| Some(one.uuid) == wanted && !one.deleted).ok_or(Problem::NotFound)?;
    change::remove_reference(tx, &mut event, &from, &one)?;
    let what = vec![Change::of(Done::ReferenceRemoved, [one.id])];
    change::end_of_parts(tx, &allowed, visit.act(), &event, [one.label], what)?;
    Ok(from)
}

fn back(visit: &Visit<Edit>, from: &Object, said: String) -> Reply {
    let uuid: Uuid = visit.path("uuid").unwrap_or_default();
    Reply::done(At::new(visit, uuid).of("references", from.uuid, ""), said)
}
