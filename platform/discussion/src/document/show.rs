//! A document and its versions: `PAGE/documents/{document}`.

use askama::Template;
use belfry_kernel::{Action, Clause, Label, Person, Problem};
use belfry_store::subject::Subject;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::Document;
use crate::place::{self, Place};
use crate::{audience, document, file};

/// A version as the page shows it.
struct Line {
    label: String,
    href: String,
    name: String,
    size: String,
    who: String,
    when: String,
    datetime: String,
    note: String,
}

#[derive(Template)]
#[template(path = "document_show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    withdraw: String,
    errors: Errors,
    tlp: String,
    reach: String,
    newest: String,
    versions: Vec<Line>,
    may_change: bool,
    accept: String,
    file_hint: String,
    note: String,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page<P: Place>(visit: &mut Visit<P::Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?.into_inner();
    let known = document::load::<P, _>(visit, &read, &subject)?;
    drop(read);
    Ok(draw::<P, _>(visit, &subject, &known, String::new(), Errors::default())?.into())
}

/// Draws it for a document that was loaded before.
pub(super) fn draw<P: Place, A: Action>(
    visit: &Visit<A>,
    subject: &Subject,
    known: &Document,
    note: String,
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let own = known.label.as_deref().and_then(Label::parse);
    let (versions, record, hearing, narrower) = {
        let read = visit.read()?;
        let versions = document::versions(&read, known.id, None)?;
        let narrower = audience::words::<P>(&read, &t, subject, std::slice::from_ref(&own))?.concat();
        (versions, place::label::<P>(&read, subject)?, place::hearing::<P, A>(visit, &read, subject)?, narrower)
    };
    let page = visit.page_of(P::KIND, subject.uuid);
    let here = format!("{page}/documents/{}", known.uuid);
    let line = |one: &document::Version| Line {
        label: t.a("discussion-version", [("number", one.number.into())]),
        href: format!("{here}/{}", one.number),
        name: one.name.clone(),
        size: t.bytes(one.length),
        who: one.author.clone().unwrap_or_else(|| t.s("discussion-somebody")),
        when: t.date_time(one.at),
        datetime: one.at.to_string(),
        note: one.note.clone(),
    };
    let only_own = own.as_ref().is_some_and(|own| own.clauses().any(|one| matches!(one, Clause::Organisation(_))));
    let others = hearing.as_ref().zip(own.as_ref()).and_then(|(hearing, own)| hearing.other_than_usual(own));
    let reach = match (&hearing, others) {
        _ if only_own => t.s("discussion-reach-own"),
        (_, Some(others)) => others.to_owned(),
        (Some(hearing), None) => hearing.usual.name.clone(),
        (None, None) if narrower.is_empty() => t.s("discussion-reach-record"),
        (None, None) => narrower,
    };
    let body = Body {
        csrf: visit.csrf(),
        reach,
        tlp: own.map_or(record.tlp, |own| own.tlp.min(record.tlp)).code().to_owned(),
        newest: versions.first().map(|one| format!("{here}/{}", one.number)).unwrap_or_default(),
        versions: versions.iter().map(line).collect(),
        may_change: visit.may::<P::Discuss>(Some(subject)) && may_change(visit.person()?, known),
        accept: file::accept(),
        file_hint: file::hint(&t),
        note,
        errors,
        withdraw: format!("{here}/withdraw"),
        here,
        t,
    };
    Ok(Page::new(known.title.as_str(), body).crumb(subject.title.as_str(), format!("{page}#documents")))
}

/// Whether somebody may bring a new version or take the document away: those of the organisation that put it there.
pub(super) fn may_change(person: &Person, known: &Document) -> bool {
    person.roles.iter().any(|(bound, _)| *bound == known.organisation)
}
