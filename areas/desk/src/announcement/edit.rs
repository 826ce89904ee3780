//! Changing the words and the end of an announcement, and ending it now. Whom it addresses stays.

use askama::Template;
use belfry_contracts::desk::{AnnouncementChanged, AnnouncementEnded};
use belfry_kernel::Problem;
use belfry_store::{ledger, search, subject};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{ANNOUNCEMENT, new, store};
use crate::access::Announce;

#[derive(Template)]
#[template(path = "announcement/edit.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    title: String,
    text: String,
    ends: String,
    zone: String,
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Announce>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, ANNOUNCEMENT, visit.path("uuid")?)?;
    let one = store::of(&read, visit.person()?.id, subject.id)?.ok_or(Problem::NotFound)?;
    drop(read);
    let ends = one.ends.map(|at| at.to_zoned(t.zone().clone()).date().to_string()).unwrap_or_default();
    let title = subject.title.clone();
    Ok(draw(visit, (title, one.text, ends), Errors::default())?.into())
}

fn draw(
    visit: &Visit<Announce>,
    (title, text, ends): (String, String, String),
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let page = format!("{}{}", ANNOUNCEMENT.path, visit.path::<uuid::Uuid>("uuid")?);
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{page}/edit"),
        errors,
        zone: t.a("desk-agenda-zone", [("now", t.date_time_zone(visit.now()).into())]),
        title: title.clone(),
        text,
        ends,
        t: t.clone(),
    };
    Ok(Page::new(t.s("desk-announcement-edit"), body).crumb(title, page))
}

/// Keeps the change. Nobody is told again.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Announce>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let (title, text) = (form.text("title").to_owned(), form.raw("text").trim().to_owned());
    let typed = form.text("ends").to_owned();
    let mut errors = new::faults(&t, &title, &text);
    let ends = new::ends(&t, &typed, visit.now(), &mut errors);
    let tx = visit.write()?;
    let subject = visit.load(&tx, ANNOUNCEMENT, visit.path("uuid")?)?;
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, (title, text, typed), errors)?.refused().into());
    }
    subject::touch(&tx, &subject, subject.id, &title, visit.now())?;
    store::save(&tx, &subject, &text, ends)?;
    let words = format!("{title} {text}");
    search::drop_one(&tx, subject.id.0)?;
    search::add(&tx, &[search::Document { id: subject.id.0, subject: subject.id, label: None, text: &words }])?;
    ledger::record(&tx, visit.act(), &AnnouncementChanged { subject: Some(subject.id) })?;
    tx.commit()?;
    Ok(Reply::done(format!("{}{}", ANNOUNCEMENT.path, subject.uuid), t.s("desk-announcement-changed")))
}

/// Ends it now: it leaves everybody's home and stays in the list of past ones.
///
/// # Errors
/// As [`page`].
pub fn end(visit: &mut Visit<Announce>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = visit.load(&tx, ANNOUNCEMENT, visit.path("uuid")?)?;
    if store::end(&tx, &subject, visit.now())? {
        ledger::record(&tx, visit.act(), &AnnouncementEnded { subject: Some(subject.id) })?;
    }
    tx.commit()?;
    Ok(Reply::done(format!("{}{}", ANNOUNCEMENT.path, subject.uuid), visit.s("desk-announcement-ended")))
}
