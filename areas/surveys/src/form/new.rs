//! A new form: what it is called, in which languages, and who may see it.

use std::collections::BTreeMap;

use askama::Template;
use belfry_forms::core::{Form, Language, Name, Text, edit};
use belfry_forms::store::{self, FORM, Refusal};
use belfry_kernel::access::{Granted, decide};
use belfry_kernel::{Clause, Label, OrganisationId, Problem, SubjectId, Tlp};
use belfry_store::{Tx, args};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::spoken::Spoken;
use super::{LIST, language, spoken};
use crate::access::Create;

/// Characters of a title.
pub(super) const LONGEST_TITLE: usize = 200;

#[derive(Template)]
#[template(path = "form/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    title: String,
    spoken: Spoken,
    reach: Vec<Choice>,
}

/// The form.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    Ok(draw(visit, (String::new(), &[language(&t)], "own"), Errors::default()).into())
}

fn draw(visit: &Visit<Create>, (title, languages, reach): (String, &[Language], &str), errors: Errors) -> Page {
    let t = visit.t();
    let (spoken, reach) = (Spoken::of(&t, languages), reaches(&t, reach));
    let body = Body { csrf: visit.csrf(), errors, title, spoken, reach, t: t.clone() };
    Page::new(t.s("surveys-form-new"), body)
        .lead(t.s("surveys-form-new-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
}

/// Who may see a form, to choose from.
pub(crate) fn reaches(t: &Words, chosen: &str) -> Vec<Choice> {
    vec![
        Choice::new("own", t.s("surveys-form-reach-own"), chosen).hint(t.s("surveys-form-reach-own-hint")),
        Choice::new("community", t.s("surveys-form-reach-community"), chosen)
            .hint(t.s("surveys-form-reach-community-hint")),
    ]
}

/// The label for what was chosen.
pub(crate) fn label(reach: &str, owner: OrganisationId) -> Label {
    let clause = if reach == "community" { Clause::Community } else { Clause::Organisation(owner) };
    Label::new(Tlp::Amber, clause)
}

/// The organisation for which somebody writes forms, with the proof.
pub(crate) fn author(visit: &Visit<Create>) -> Result<(OrganisationId, Granted<Create>), Problem> {
    Ok((visit.person()?.organisation, decide::<Create>(visit.actor(), visit.rules(), None)?))
}

/// Makes it.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let (title, reach) = (form.text("title").to_owned(), form.text("reach").to_owned());
    let mut errors = Errors::default();
    let fits = !title.is_empty() && title.chars().count() <= LONGEST_TITLE;
    errors.unless(fits, "title", || t.n("surveys-form-title-missing", LONGEST_TITLE));
    let languages = spoken::taken(form);
    errors.unless(languages.is_some(), "languages", || t.s("surveys-form-languages-missing"));
    let (Some(languages), true) = (&languages, errors.is_empty()) else {
        let chosen = languages.unwrap_or_default();
        return Ok(draw(visit, (title, &chosen, &reach), errors).refused().into());
    };
    let languages = languages.clone();
    let (owner, granted) = author(visit)?;
    let mut form = Form {
        name: Name::parse("form").ok_or_else(|| Problem::Internal("a name".into()))?,
        title: Text::new(&languages[0], title.clone()),
        languages,
        lists: BTreeMap::new(),
        elements: Vec::new(),
        rating: None,
    };
    let stem = edit::name_for(&form, &title, "form");
    form.name = stem.clone();
    let tx = visit.write()?;
    for n in 2.. {
        match store::create(&tx, visit.act(), &granted, owner, &label(&reach, owner), &form) {
            Ok(id) => {
                let uuid = uuid_of(&tx, id)?;
                tx.commit()?;
                return Ok(Reply::done(format!("{}{uuid}/edit", FORM.path), t.s("surveys-form-made")));
            }
            Err(Refusal::NameTaken) => {
                let free = Name::parse(&format!("{stem}_{n}"));
                form.name = free.ok_or_else(|| Problem::Internal("a name".into()))?;
            }
            Err(Refusal::Store(error)) => return Err(error.into()),
            Err(Refusal::Faults(_)) => break,
        }
    }
    Err(Problem::Internal("a draft is not checked".into()))
}

/// The outside id of a form that was just made.
pub(super) fn uuid_of(tx: &Tx, id: SubjectId) -> belfry_store::Result<Uuid> {
    tx.one("select s.uuid from store_subjects s where s.id = $1", args![id], |row| row.get(0))
}
