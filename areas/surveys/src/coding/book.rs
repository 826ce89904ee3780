//! The codes of a question, typed as answers to choose from are: a line each.

use belfry_contracts::surveys::CodesChanged;
use belfry_forms::core::Language;
use belfry_kernel::Problem;
use belfry_store::ledger;
use belfry_web::{Reply, Visit};

use super::store::{self, Code};
use super::{Over, code};
use crate::access::Collect;
use crate::form::written;

/// Codes of a book.
const MOST: usize = 60;
/// Characters of a code.
const LONGEST: usize = 40;

/// A book as it is typed.
pub(super) fn typed(codes: &[Code], languages: &[Language]) -> String {
    codes.iter().map(|one| written::said(&one.code, &one.label, languages)).collect::<Vec<_>>().join("\n")
}

/// Keeps another book.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let (t, over) = (visit.t(), Over::of(visit)?);
    let name: String = visit.path("name")?;
    over.asked(&name)?;
    let text = visit.form().raw("book");
    let codes: Option<Vec<Code>> = written::choices(&text, &over.form.form().languages)
        .map(|all| all.into_iter().map(|one| Code { code: one.code, label: one.label }).collect());
    let once = |codes: &[Code]| (1..codes.len()).all(|at| codes[..at].iter().all(|other| other.code != codes[at].code));
    let fits = |codes: &&Vec<Code>| {
        codes.len() <= MOST && once(codes) && codes.iter().all(|one| one.code.chars().count() <= LONGEST)
    };
    let Some(codes) = codes.as_ref().filter(fits) else {
        let error = t.n("surveys-coding-book-wrong", MOST);
        return Ok(code::draw(visit, &over, (false, i64::MIN), Some((text, error)))?.refused().into());
    };
    let tx = visit.write_as(belfry_store::Key::SYSTEM)?;
    store::keep_book(&tx, visit.act(), &over.subject, &name, codes)?;
    ledger::record(&tx, visit.act(), &CodesChanged { campaign: over.subject.id })?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/{name}", over.here()), t.s("surveys-coding-book-kept")))
}
