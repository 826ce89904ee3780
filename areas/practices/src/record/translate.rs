//! What a record says in another language: its title and texts. It is written while the record is a draft, so that whoever checks it reads
//! both.

use std::collections::BTreeMap;

use askama::Template;
use belfry_contracts::practices::RecordChanged;
use belfry_kernel::{Action, Allowed, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Error, Read, Result as Stored, Tx, args, ledger};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::fields::{self, LONGEST_TEXT, LONGEST_TITLE, TEXTS};
use super::store::{self, Written};
use super::{RECORD, text, url};
use crate::access::Edit;

/// What a record says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translation {
    /// One line.
    pub title: String,
    /// The texts by their names.
    pub texts: BTreeMap<String, String>,
}

/// The other language of a record.
#[must_use]
pub fn other(written: &Written) -> &'static str {
    if written.language == "fr" { "en" } else { "fr" }
}

/// What a record that its reader has loaded says in a language, if somebody wrote it.
pub fn of(read: &Read, record: SubjectId, language: &str) -> Stored<Option<Translation>> {
    read.maybe(
        "select title, texts from practices_translations where record_id = $1 and language = $2",
        args![record, language],
        |row| {
            let texts = serde_json::from_str(&row.get::<String>(1)?);
            let texts = texts.map_err(|_| Error::Driver("an unreadable translation is kept".into()))?;
            Ok(Translation { title: row.get(0)?, texts })
        },
    )
}

/// Keeps it, in the place of what was there; nothing at all takes it away.
pub fn put<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    language: &str,
    said: &Translation,
) -> Stored<()> {
    const { assert!(A::WRITES) };
    tx.execute("delete from practices_translations where record_id = $1 and language = $2", args![proof.id, language])?;
    if said.title.is_empty() {
        return Ok(());
    }
    let texts = serde_json::to_string(&said.texts).map_err(|error| Error::Driver(error.to_string()))?;
    tx.execute(
        "insert into practices_translations (record_id, language, title, texts, saved, saved_by) values ($1, $2, $3, $4, $5, $6)",
        args![proof.id, language, &said.title, texts, act.now, act.actor],
    )?;
    Ok(())
}

struct Field {
    name: &'static str,
    label: String,
    original: String,
    value: String,
    error: String,
}

#[derive(Template)]
#[template(path = "record/translate.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    language: &'static str,
    from: String,
    original: String,
    title: String,
    fields: Vec<Field>,
}

/// The form: beside each text what it says in the language of the record.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    let record = store::of(&read, subject.id)?;
    let said = of(&read, subject.id, other(&record.written))?.unwrap_or_default();
    drop(read);
    if !record.state.is_open() {
        return Ok(settled(visit, &subject));
    }
    Ok(draw(visit, &subject, &record.written, &said, Errors::default()).into())
}

fn settled(visit: &Visit<Edit>, subject: &Subject) -> Reply {
    Reply::To(url(subject), Some(("warn", visit.s("practices-record-settled"))))
}

// words: practices-language-{en,fr}

fn draw(visit: &Visit<Edit>, subject: &Subject, written: &Written, said: &Translation, errors: Errors) -> Page {
    let t = visit.t();
    let field = |name: &&'static str| Field {
        name,
        label: t.s(&format!("practices-field-{name}")),
        original: fields::text(written, name).to_owned(),
        value: said.texts.get(*name).cloned().unwrap_or_default(),
        error: errors.of(name).to_owned(),
    };
    let language = other(written);
    let here = url(subject);
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{here}/translate"),
        language,
        from: written.language.clone(),
        original: subject.title.clone(),
        title: said.title.clone(),
        fields: TEXTS.iter().map(field).filter(|field| !field.original.is_empty()).collect(),
        errors,
        t: t.clone(),
    };
    let named = t.s(&format!("practices-language-{language}"));
    Page::new(t.a("practices-translate-title", [("language", named.into())]), body)
        .lead(t.s("practices-translate-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .crumb(subject.title.as_str(), here)
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let title = form.text("title").split_whitespace().collect::<Vec<_>>().join(" ");
    let typed = TEXTS.iter().map(|name| ((*name).to_owned(), form.raw(name).trim().to_owned()));
    let said = Translation { title, texts: typed.filter(|(_, text)| !text.is_empty()).collect() };
    let mut errors = Errors::default();
    let fits = said.title.chars().count() <= LONGEST_TITLE && (!said.title.is_empty() || said.texts.is_empty());
    errors.unless(fits, "title", || t.n("practices-field-title-missing", LONGEST_TITLE));
    for (name, text) in &said.texts {
        errors.unless(text.chars().count() <= LONGEST_TEXT, name, || t.n("practices-field-long", LONGEST_TEXT));
    }
    let tx = visit.write()?;
    let subject = visit.load(&tx, RECORD, visit.path("uuid")?)?;
    let record = store::of(&tx, subject.id)?;
    if !record.state.is_open() {
        drop(tx);
        return Ok(settled(visit, &subject));
    }
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, &subject, &record.written, &said, errors).refused().into());
    }
    put(&tx, visit.act(), &subject, other(&record.written), &said)?;
    text::put(&tx, subject.id, &subject.title, &record.written)?;
    ledger::record(&tx, visit.act(), &RecordChanged { record: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("practices-translate-kept")))
}
