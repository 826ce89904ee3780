//! Tags of an event: put on and taken off.

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::at::At;
use super::{EVENT, change, header};
use crate::access::Edit;
use crate::tag::{self, Known};

/// Puts a tag on.
///
/// # Errors
/// Those of the database; hidden is not found. A tag that cannot be kept is said on the page that follows.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let name = visit.form().text("tag").to_owned();
    let back = At::new(visit, uuid).to("/edit#tags");
    if change::is_level(&name) {
        return Ok(Reply::To(back, Some(("warn", t.s("threats-tags-level")))));
    }
    if !header::is_tag(&name) {
        return Ok(Reply::To(back, Some(("warn", t.s("threats-tags-long")))));
    }
    let mut was_local = false;
    change_tags(visit, uuid, Done::TagAdded, |tags| match tags.iter_mut().find(|tag| tag.name == name) {
        // Whoever adds it again wants others to see it.
        Some(tag) => was_local = std::mem::take(&mut tag.local),
        None => tags.push(header::plain_tag(&name)),
    })?;
    let said = [("tag", name.as_str().into())];
    let said = if was_local { t.a("threats-tags-shared", said) } else { t.a("threats-tags-added", said) };
    Ok(Reply::done(back, said))
}

/// Takes a tag off.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let name = visit.form().text("tag").to_owned();
    change_tags(visit, uuid, Done::TagRemoved, |tags| {
        tags.retain(|tag| tag.name != name || change::is_level(&tag.name))
    })?;
    let said = t.a("threats-tags-removed", [("tag", name.as_str().into())]);
    Ok(Reply::done(At::new(visit, uuid).to("/edit#tags"), said))
}

fn change_tags(
    visit: &Visit<Edit>,
    uuid: Uuid,
    done: Done,
    change: impl FnOnce(&mut Vec<tag::Tag>),
) -> Result<(), Problem> {
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let act = visit.act();
    let event = change::begin(&tx, &allowed, act)?;
    let mut tags = tag::of_event(&tx, event.id)?;
    change(&mut tags);
    tag::set(&tx, act.ids, &mut Known::default(), event.id, &tags)?;
    change::index(&tx, &event, &allowed.title)?;
    change::end(&tx, &allowed, act, &event, &allowed.title, vec![Change::new(done)])?;
    Ok(tx.commit()?)
}
