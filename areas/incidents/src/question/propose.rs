//! The page on which a question is proposed: its words, why, and to whom; with what goes along.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{Allowed, OrganisationId, Problem};
use belfry_store::Read as Picture;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, New};
use crate::access::Share;
use crate::incident::{INCIDENT, url};
use crate::lesson::item;
use crate::lesson::store::{self as lessons, Lesson};
use crate::route::store::addressees;

/// Characters of a question.
const TEXT: usize = 500;
/// Characters of a reason.
const WHY: usize = 2_000;

#[derive(Template)]
#[template(path = "question/propose.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    text: String,
    why: String,
    to: Vec<Choice>,
    item: String,
    owner: String,
}

struct Desk {
    subject: Allowed<Share, Subject>,
    lesson: Lesson,
}

fn desk(visit: &Visit<Share>, read: &Picture) -> Result<Desk, Problem> {
    let (id, subject): (i64, _) = (visit.path("lesson")?, visit.load(read, INCIDENT, visit.path("uuid")?)?);
    let lesson = lessons::lessons(read, subject.id)?.into_iter().find(|one| one.id == id);
    Ok(Desk { lesson: lesson.ok_or(Problem::NotFound)?, subject })
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Share>) -> Result<Reply, Problem> {
    let desk = desk(visit, &*visit.read()?)?;
    let text = desk.lesson.asked.clone();
    Ok(draw(visit, &desk, (&text, "", ""), Errors::default())?.into())
}

fn draw(
    visit: &Visit<Share>,
    desk: &Desk,
    (text, why, to): (&str, &str, &str),
    errors: Errors,
) -> Result<Page, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let mut choices = vec![Choice::new("community", t.s("incidents-question-to-community"), to)];
    choices.extend(offices(&read, desk)?.into_iter().map(|(id, name)| Choice::new(id.to_string(), name, to)));
    let framework = item::framework(&read)?;
    let owner = organisation::names(&read, &[desk.subject.owner])?;
    drop(read);
    let here = format!("{}/lessons", url(&desk.subject));
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{here}/{}/propose", desk.lesson.id),
        errors,
        text: text.to_owned(),
        why: why.to_owned(),
        to: choices,
        item: item::said(framework.as_ref(), &t, &desk.lesson.item),
        owner: owner.into_values().next().map(|name| name.name).unwrap_or_default(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-question-new"), body)
        .lead(t.s("incidents-question-new-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(desk.subject.title.as_str(), url(&desk.subject))
        .crumb(t.s("incidents-after-do"), here))
}

/// The authorities and teams of the entity's country: its own are not asked.
fn offices(read: &Picture, desk: &Desk) -> Result<Vec<(OrganisationId, String)>, Problem> {
    let home = crate::route::store::country(read, desk.subject.owner)?.unwrap_or_default();
    let all = addressees(read)?.into_iter().filter(|one| one.country == home && one.id != desk.subject.owner);
    Ok(all.map(|one| (one.id, one.name)).collect())
}

/// Proposes it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Share>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let text = form.text("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let (why, to) = (form.raw("why").trim().to_owned(), form.text("to").to_owned());
    let mut errors = Errors::default();
    errors.unless(!text.is_empty(), "text", || t.s("incidents-question-missing"));
    errors.unless(text.chars().count() <= TEXT, "text", || t.n("incidents-lesson-long", TEXT));
    errors.unless(why.chars().count() <= WHY, "why", || t.n("incidents-lesson-long", WHY));
    let found = desk(visit, &*visit.read()?)?;
    let office = offices(&*visit.read()?, &found)?.into_iter().map(|(id, _)| id).find(|id| id.to_string() == to);
    errors.unless(to == "community" || office.is_some(), "to", || t.s("incidents-question-to-missing"));
    if !errors.is_empty() {
        return Ok(draw(visit, &found, (&text, &why, &to), errors)?.refused().into());
    }
    let tx = visit.write()?;
    let found = desk(visit, &tx)?;
    let new = New { text: &text, why: &why, language: t.language(), addressee: office };
    let back = format!("{}/lessons#learned", url(&found.subject));
    let Some(question) = store::propose(&tx, visit.act(), &found.subject, found.lesson.id, &new)? else {
        drop(tx);
        return Ok(Reply::To(back, Some(("warn", t.s("incidents-question-already")))));
    };
    visit.finish(tx, Reply::done(super::url(&question), t.s("incidents-question-done")))
}
