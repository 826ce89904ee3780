//! Asking who has done it without being named: a question to a broker, who asks further in words of his own.
//!
//! What the broker asks further is a report of the broker's organisation. It holds what he wrote, and nothing of the one who asked:
//! neither a name nor a number of the first question. Words that would name him are refused, unless he agreed.

use askama::Template;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::{Read, args};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, New};
use super::{Channel, Kind, new, show, sort, url};
use crate::access::{CHECKERS, Sort, Tell};
use crate::desk::{self, Desk};
use crate::record::{self, RECORD};

#[derive(Template)]
#[template(path = "report/question.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    text: String,
    named: bool,
    desks: Vec<Choice>,
}

/// The form, on the way from a record.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Tell>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    let desks = brokers(visit, &read)?;
    drop(read);
    Ok(draw(visit, &subject, &desks, (String::new(), false), Errors::default()).into())
}

/// Whoever asks through his own organisation asks himself.
fn brokers(visit: &Visit<Tell>, read: &Read) -> Result<Vec<Desk>, Problem> {
    let home = visit.person()?.organisation;
    let mut desks = desk::all(read, home)?;
    desks.retain(|desk| desk.id != home);
    Ok(desks)
}

fn draw(
    visit: &Visit<Tell>,
    subject: &belfry_store::subject::Subject,
    desks: &[Desk],
    (text, named): (String, bool),
    errors: Errors,
) -> Page {
    let t = visit.t();
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{}/question", record::url(subject)),
        errors,
        text,
        named,
        desks: desk::choices(desks, visit.form().text("desk")),
        t: t.clone(),
    };
    Page::new(t.s("practices-ask-title"), body)
        .lead(t.s("practices-ask-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .crumb(subject.title.as_str(), record::url(subject))
}

/// Hands the question to the broker.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Tell>) -> Result<Reply, Problem> {
    let t = visit.t();
    let text = visit.form().raw("text").trim().to_owned();
    let named = visit.form().has("named");
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    let desks = brokers(visit, &read)?;
    drop(read);
    let mut errors = Errors::default();
    new::faults(&t, &subject.title, &text, &mut errors);
    let desk = desk::chosen(&desks, visit.form().text("desk"));
    errors.unless(desk.is_some(), "desk", || t.s("practices-submit-desk-missing"));
    let (Some(desk), true) = (desk, errors.is_empty()) else {
        return Ok(draw(visit, &subject, &desks, (text, named), errors).refused().into());
    };
    let tx = visit.write()?;
    let new = New {
        kind: Kind::Question,
        title: &subject.title,
        text: &text,
        owner: visit.person()?.organisation,
        desk: desk.id,
        channel: Channel::Page,
        about: Some(subject.id),
        named,
        waits: false,
    };
    let made = store::insert(&tx, visit.act(), &new)?;
    let said = t.a("practices-ask-done", [("desk", desk.name.as_str().into())]);
    visit.finish(tx, Reply::done(url(&made), said))
}

/// Those who may be asked about what a record tells: its owner, unless it speaks for somebody else, and adopters that are named; not the
/// one who asks, nor the broker.
///
/// # Errors
/// Those of the database.
pub(super) fn whom(read: &Read, record: SubjectId, but: &[OrganisationId]) -> belfry_store::Result<show::Whom> {
    let but: Vec<i64> = but.iter().map(|id| id.0).collect();
    read.rows(
        "select o.id, o.name from identity_organisations o where o.id not in {ints $2} and (o.id in (select a.organisation_id \
         from practices_adoptions a where a.record_id = $1 and a.label_id is null) or o.id in (select s.owner_id \
         from store_subjects s join practices_records r on r.id = s.id where s.id = $1 and r.unnamed = 0)) order by o.name_key",
        args![record, but],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Asks further.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`] for who is not the broker, and those of the database.
pub fn forward(visit: &mut Visit<Sort>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut typed = sort::typed(visit, "forward", Some(belfry_words::key!("practices-question-words-missing")));
    let tx = visit.write()?;
    let (subject, report) = sort::loaded(visit, &tx)?;
    let Some(about) = report.about.filter(|_| report.kind == Kind::Question && report.forward.is_none()) else {
        return Err(Problem::NotFound);
    };
    desk::works_at(visit.person()?, Some(report.desk), CHECKERS)?;
    let whom = whom(&tx, about, &[subject.owner, report.desk])?;
    let to = visit.form().text("to");
    let to = whom.iter().map(|(id, _)| *id).find(|id| id.to_string() == to);
    typed.errors.unless(to.is_some(), "to", || t.s("practices-field-choose"));
    if !report.named && names(&tx, &subject, &typed.text)? {
        typed.errors.add(sort::field("forward"), t.s("practices-question-gives-away"));
    }
    let (Some(to), true) = (to, typed.errors.is_empty()) else {
        drop(tx);
        return Ok(show::draw(visit, &subject, typed)?.refused().into());
    };
    let title: String =
        tx.one("select s.title from store_subjects s where s.id = $1", args![about], |row| row.get(0))?;
    let new = New {
        kind: Kind::Question,
        title: &title,
        text: &typed.text,
        owner: report.desk,
        desk: to,
        channel: Channel::Page,
        about: Some(about),
        named: true,
        waits: false,
    };
    let made = store::insert(&tx, visit.act(), &new)?;
    store::forwarded(&tx, &subject, made.id)?;
    visit.finish(tx, sort::done(visit, &subject, belfry_words::key!("practices-question-forwarded-done")))
}

/// Whether a text names whoever asked: his organisation, by its long or short name, or himself.
fn names(read: &Read, subject: &belfry_store::subject::Subject, text: &str) -> belfry_store::Result<bool> {
    let names: Vec<String> = read.rows(
        "select o.name from identity_organisations o where o.id = $1 union all select o.short_name from identity_organisations o \
         where o.id = $1 union all select p.name from identity_people p where p.id = $2",
        args![subject.owner, subject.author],
        |row| row.get(0),
    )?;
    let text = text.to_lowercase();
    let stands = |name: &String| {
        let name = name.to_lowercase();
        let whole = |at: usize| {
            let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let after = text[at + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            before && after
        };
        !name.is_empty() && text.match_indices(name.as_str()).any(|(at, _)| whole(at))
    };
    Ok(names.iter().any(stands))
}
