//! Standing by a record: with evidence, once for each organisation, and not by its own.

use askama::Template;
use belfry_contracts::practices::RecordEndorsed;
use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_store::{Read, args, ledger};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::access::{SPEAKERS, Vouch};
use crate::record::{RECORD, State, new, store, url};

const LONGEST: usize = 4_000;

#[derive(Template)]
#[template(path = "record/endorse.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    evidence: String,
}

/// The form, with what one's organisation said before.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Vouch>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    if let Some(reply) = refused(visit, &read, &subject)? {
        return Ok(reply);
    }
    let home = new::home(visit.person()?, SPEAKERS).ok_or(Problem::Forbidden)?;
    let before = read.maybe(
        "select evidence from practices_endorsements where record_id = $1 and organisation_id = $2",
        args![subject.id, home],
        |row| row.get::<String>(0),
    )?;
    drop(read);
    Ok(draw(visit, &subject, before.unwrap_or_default(), Errors::default()).into())
}

/// What is not out yet, or one's own, is not endorsed.
pub(super) fn refused(visit: &Visit<Vouch>, read: &Read, subject: &Subject) -> Result<Option<Reply>, Problem> {
    let record = store::of(read, subject.id)?;
    if record.state != State::Published {
        return Ok(Some(Reply::To(url(subject), Some(("warn", visit.s("practices-vouch-not-out"))))));
    }
    let own = new::home(visit.person()?, SPEAKERS) == Some(subject.owner) && !record.unnamed;
    Ok(own.then(|| Reply::To(url(subject), Some(("warn", visit.s("practices-vouch-own"))))))
}

fn draw(visit: &Visit<Vouch>, subject: &Subject, evidence: String, errors: Errors) -> Page {
    let t = visit.t();
    let here = format!("{}/endorse", url(subject));
    let body = Body { csrf: visit.csrf(), here, errors, evidence, t: t.clone() };
    Page::new(t.s("practices-endorse-title"), body)
        .lead(t.s("practices-endorse-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .crumb(subject.title.as_str(), url(subject))
}

/// Keeps it, in the place of what was said before.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Vouch>) -> Result<Reply, Problem> {
    let t = visit.t();
    let evidence = visit.form().raw("evidence").trim().to_owned();
    let mut errors = Errors::default();
    errors.unless(!evidence.is_empty(), "evidence", || t.s("practices-endorse-missing"));
    errors.unless(evidence.chars().count() <= LONGEST, "evidence", || t.n("practices-field-long", LONGEST));
    let tx = visit.write()?;
    let subject = visit.load(&tx, RECORD, visit.path("uuid")?)?;
    if let Some(reply) = refused(visit, &tx, &subject)? {
        return Ok(reply);
    }
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, &subject, evidence, errors).refused().into());
    }
    let person = visit.person()?;
    let home = new::home(person, SPEAKERS).ok_or(Problem::Forbidden)?;
    let id: i64 = visit.ids().next();
    tx.execute(
        "insert into practices_endorsements (id, record_id, organisation_id, person_id, evidence, at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (record_id, organisation_id) do update set person_id = excluded.person_id, \
         evidence = excluded.evidence, at = excluded.at",
        args![id, subject.id, home, person.id, &evidence, visit.now()],
    )?;
    ledger::record(&tx, visit.act(), &RecordEndorsed { record: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("practices-endorse-done")))
}
