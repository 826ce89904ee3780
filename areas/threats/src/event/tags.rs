//! Tags of an event: put on and taken off.

pub mod api;

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_store::Tx;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::at::At;
use super::{EVENT, change, header};
use crate::access::Edit;
use crate::tag::{self, Known, Tag};

/// Tags of an event up to which more can be put on by hand. Files may bring more.
const MOST: usize = 500;

/// Puts a tag on.
///
/// # Errors
/// Those of the database; hidden is not found. A tag that cannot be kept is said on the page that follows.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let name = visit.form().text("tag").to_owned();
    let back = At::new(visit, uuid).to("/edit#tags");
    if let Some(fault) = header::tag_fault(&t, &name) {
        return Ok(Reply::To(back, Some(("warn", fault))));
    }
    let said = [("tag", name.as_str().into())];
    let tx = visit.write()?;
    let mut was_local = false;
    changed(visit, &tx, Done::TagAdded, |tags| was_local = put_on(tags, &name))?;
    let said = if was_local { t.a("threats-tags-shared", said) } else { t.a("threats-tags-added", said) };
    visit.finish(tx, Reply::done(back, said))
}

/// Takes a tag off.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let name = visit.form().text("tag").to_owned();
    let tx = visit.write()?;
    changed(visit, &tx, Done::TagRemoved, |tags| take_off(tags, &name))?;
    let said = visit.t().a("threats-tags-removed", [("tag", name.as_str().into())]);
    visit.finish(tx, Reply::done(At::new(visit, visit.path("uuid")?).to("/edit#tags"), said))
}

/// Puts one among the others; whether it was local before: whoever adds it again wants others to see it.
fn put_on(tags: &mut Vec<Tag>, name: &str) -> bool {
    match tags.iter_mut().find(|tag| tag.name == name) {
        Some(tag) => std::mem::take(&mut tag.local),
        None => {
            tags.push(header::plain_tag(name));
            false
        }
    }
}

/// Takes one out; that of the level stays.
fn take_off(tags: &mut Vec<Tag>, name: &str) {
    tags.retain(|tag| tag.name != name || change::is_level(&tag.name));
}

/// Changes the tags of the event of the address; its version since.
fn changed(visit: &Visit<Edit>, tx: &Tx, done: Done, change: impl FnOnce(&mut Vec<Tag>)) -> Result<i64, Problem> {
    let allowed = visit.load(tx, EVENT, visit.path("uuid")?)?;
    let act = visit.act();
    let event = change::begin(tx, &allowed, act)?;
    let mut tags = tag::of_event(tx, event.id)?;
    let before = tags.len();
    change(&mut tags);
    if tags.len() > MOST && tags.len() > before {
        return Err(Problem::Refused(visit.t().n("threats-tags-full", MOST)));
    }
    tag::set(tx, act.ids, &mut Known::default(), event.id, &tags)?;
    change::index(tx, &event, &allowed.title)?;
    change::end(tx, &allowed, act, &event, &allowed.title, vec![Change::new(done)])?;
    Ok(event.version)
}
