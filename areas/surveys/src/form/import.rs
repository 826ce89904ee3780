//! A form out of an XLSForm workbook: a new one, or another draft of the organisation's form of that name.

use askama::Template;
use belfry_forms::store::{self, FORM, Refusal};
use belfry_forms::xlsform::{self, Import};
use belfry_kernel::{Allowed, Problem};
use belfry_store::subject::{self, Subject};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, language, new, sheet};
use crate::access::{Create, Edit};

/// Bytes of a workbook.
const LARGEST: u64 = 8 << 20;
/// Faults that are told one by one.
const TOLD: usize = 50;

#[derive(Template)]
#[template(path = "form/import.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    reach: Vec<Choice>,
    faults: Vec<String>,
    more: usize,
}

/// The form.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    Ok(draw(visit, Errors::default(), Vec::new()).into())
}

fn draw(visit: &Visit<Create>, errors: Errors, mut faults: Vec<String>) -> Page {
    let t = visit.t();
    let more = faults.len().saturating_sub(TOLD);
    faults.truncate(TOLD);
    let reach = Some(visit.form().text("reach")).filter(|reach| !reach.is_empty()).unwrap_or("own");
    let body = Body { csrf: visit.csrf(), errors, reach: new::reaches(&t, reach), faults, more, t: t.clone() };
    Page::new(t.s("surveys-form-import"), body)
        .lead(t.s("surveys-form-import-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
}

/// Takes it in. What is wrong is told cell by cell, and then nothing is kept.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut errors = Errors::default();
    let bytes = match visit.form_mut().files_of("file").next() {
        None => Err(t.s("surveys-form-file-missing")),
        Some(file) if file.length > LARGEST => Err(t.s("surveys-form-file-large")),
        Some(file) => std::fs::read(&file.path).map_err(|_| t.s("surveys-form-file-unreadable")),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(words) => {
            errors.add("file", words);
            return Ok(draw(visit, errors, Vec::new()).refused().into());
        }
    };
    let Import { form, passed_over } = match xlsform::import(&bytes, &language(&t)) {
        Ok(import) => import,
        Err(belfry_xlsform::Error::Faults(faults)) => {
            errors.add("file", t.n("surveys-form-file-faults", faults.len()));
            return Ok(draw(visit, errors, faults.iter().map(|fault| sheet::line(&t, fault)).collect())
                .refused()
                .into());
        }
        Err(belfry_xlsform::Error::Workbook(_)) => {
            errors.add("file", t.s("surveys-form-file-unreadable"));
            return Ok(draw(visit, errors, Vec::new()).refused().into());
        }
    };
    let (owner, granted) = new::author(visit)?;
    let label = new::label(visit.form().text("reach"), owner);
    let tx = visit.write()?;
    let uuid = match store::by_name(&tx, owner, form.name.as_str())? {
        Some(uuid) => {
            let subject: Allowed<Edit, Subject> = subject::load(&tx, visit.actor(), visit.rules(), FORM, uuid)?;
            store::save(&tx, visit.act(), &subject, &form)?;
            uuid
        }
        None => match store::create(&tx, visit.act(), &granted, owner, &label, &form) {
            Ok(id) => new::uuid_of(&tx, id)?,
            Err(Refusal::Store(error)) => return Err(error.into()),
            Err(refusal) => return Err(Problem::Internal(refusal.to_string())),
        },
    };
    tx.commit()?;
    Ok(Reply::done(format!("{}{uuid}", FORM.path), t.n("surveys-form-imported", passed_over.len())))
}
