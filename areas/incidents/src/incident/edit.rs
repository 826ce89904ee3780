//! Changing a record, and that it is over.

use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};

use super::fields::{self, Typed};
use super::{INCIDENT, State, store, url};
use crate::access::Edit;
use crate::notification::send;

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, INCIDENT, visit.path("uuid")?)?;
    let incident = store::of(&read, subject.id)?;
    drop(read);
    Ok(draw(visit, &subject, Typed::from(&subject.title, &incident.written), Errors::default())?.into())
}

fn draw(visit: &Visit<Edit>, subject: &Subject, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let (t, here) = (visit.t(), url(subject));
    let body = fields::body(visit, format!("{here}/edit"), typed, errors, false)?;
    Ok(Page::new(t.s("incidents-record-edit"), body)
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(subject.title.as_str(), here))
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let mut errors = Errors::default();
    let written = typed.check(&t, visit.now(), &mut errors);
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let Some(written) = written else {
        drop(tx);
        return Ok(draw(visit, &subject, typed, errors)?.refused().into());
    };
    store::save(&tx, visit.act(), &subject, &typed.title, &written)?;
    send::handled::<Edit>(&tx, visit.act(), visit.actor(), subject.id)?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("incidents-record-kept")))
}

/// It is over, closed, or open again.
///
/// # Errors
/// As [`page`].
pub fn settle(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let to = State::parse(visit.form().text("state")).ok_or(Problem::NotFound)?;
    let from: &[State] = match to {
        State::Open => &[State::Resolved, State::Closed],
        State::Resolved => &[State::Open],
        State::Closed => &[State::Open, State::Resolved],
    };
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    store::step(&tx, visit.act(), &subject, from, to)?;
    send::handled::<Edit>(&tx, visit.act(), visit.actor(), subject.id)?;
    tx.commit()?;
    let said = visit.s(&format!("incidents-settled-{}", to.code()));
    Ok(Reply::done(url(&subject), said))
}

// words: incidents-settled-{open,resolved,closed}
