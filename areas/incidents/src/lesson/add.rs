//! What was learned: kept, tied to the practice that came out of it, taken away.

use belfry_kernel::{Problem, SubjectId};
use belfry_store::args;
use belfry_web::form::Errors;
use belfry_web::{Reply, Visit};
use jiff::civil::Date;
use uuid::Uuid;

use super::item;
use super::page::{Typed, draw, practice_field};
use super::store::{self, New};
use crate::access::Edit;
use crate::incident::{INCIDENT, url};

/// Characters of a line.
const LINE: usize = 500;

/// Keeps a lesson, with what is done about it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let text = |name: &str| form.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let typed = Typed {
        cause: text("cause"),
        item: form.text("item").to_owned(),
        action: text("action"),
        owner: form.text("owner").to_owned(),
        due: form.text("due").to_owned(),
        asked: text("asked"),
        practice: String::new(),
    };
    let mut errors = Errors::default();
    errors.unless(!typed.cause.is_empty(), "cause", || t.s("incidents-lesson-cause-missing"));
    for (name, text) in [("cause", &typed.cause), ("action", &typed.action), ("asked", &typed.asked)] {
        errors.unless(text.chars().count() <= LINE, name, || t.n("incidents-lesson-long", LINE));
    }
    let due: Option<Date> = typed.due.parse().ok();
    errors.unless(typed.due.is_empty() || due.is_some(), "due", || t.s("incidents-lesson-due-wrong"));
    errors.unless(typed.action.is_empty() || due.is_some(), "due", || t.s("incidents-lesson-due-missing"));
    let due = due.and_then(|day| day.at(17, 0, 0, 0).to_zoned(t.zone().clone()).ok()).map(|zoned| zoned.timestamp());
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let owner = store::people(&tx, subject.owner)?.into_iter().find(|(id, _)| id.to_string() == typed.owner);
    errors.unless(typed.owner.is_empty() || owner.is_some(), "owner", || t.s("incidents-lesson-owner-wrong"));
    let offered = item::offered(item::framework(&tx)?.as_ref(), &t);
    let known = typed.item.is_empty() || offered.iter().any(|(code, _)| *code == typed.item);
    errors.unless(known, "item", || t.s("incidents-lesson-item-wrong"));
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, subject.into_inner(), typed, errors)?.refused().into());
    }
    let new = New {
        cause: &typed.cause,
        item: &typed.item,
        action: &typed.action,
        owner: owner.map(|(id, _)| id),
        due,
        asked: &typed.asked,
    };
    store::add(&tx, visit.act(), &subject, &new)?;
    visit.finish(tx, Reply::done(format!("{}/lessons#learned", url(&subject)), t.s("incidents-lesson-added")))
}

/// Notes the practice that came out of a lesson: one that the writer sees.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn link(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let lesson: i64 = visit.path("lesson")?;
    let field = practice_field(lesson);
    let text = visit.form().text(&field).to_owned();
    let kind = visit.house().kinds.iter().find(|kind| kind.path == "/practices/records/").copied();
    let uuid: Option<Uuid> = text.rsplit('/').next().and_then(|word| word.trim().parse().ok());
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let back = format!("{}/lessons#learned", url(&subject));
    let found = match kind.zip(uuid) {
        Some((kind, uuid)) => tx.maybe(
            "select s.id from store_subjects s where s.uuid = $1 and s.kind = $2 and exists (select 1 from store_visible v \
             where v.grant_key = $3 and v.label_id = s.label_id limit 1) order by s.id limit 1",
            args![uuid, kind, tx.key()],
            |row| row.get::<SubjectId>(0),
        )?,
        None => None,
    };
    let Some(practice) = found else {
        drop(tx);
        let mut errors = Errors::default();
        errors.add(&field, t.s("incidents-lesson-practice-missing"));
        let typed = Typed { practice: text, ..Typed::default() };
        return Ok(draw(visit, subject.into_inner(), typed, errors)?.refused().into());
    };
    if !store::link(&tx, visit.act(), &subject, lesson, practice)? {
        return Err(Problem::NotFound);
    }
    tx.commit()?;
    Ok(Reply::done(back, t.s("incidents-lesson-practice-linked")))
}

/// Takes a lesson away.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let lesson: i64 = visit.path("lesson")?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    store::remove(&tx, visit.act(), &subject, lesson)?;
    tx.commit()?;
    Ok(Reply::to(format!("{}/lessons#learned", url(&subject))))
}
