//! Recovery codes: shown when they are made, and never again.

use askama::Template;
use belfry_identity::{Secret, factor, recovery};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_store::Tx;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::HERE;
use crate::safety::{self, Changed};

#[derive(Template)]
#[template(path = "me/security/codes.html")]
struct Body {
    t: Words,
    account: String,
    made: String,
    codes: Vec<String>,
}

fn shown(visit: &Visit<Self_>, codes: &[Secret]) -> Page {
    let t = visit.t();
    let body = Body {
        account: visit.signed_in().map(|found| found.email.clone()).unwrap_or_default(),
        made: t.date(visit.now()),
        codes: codes.iter().map(|code| code.expose().to_owned()).collect(),
        t: t.clone(),
    };
    Page::new(t.s("members-security-codes-title"), body)
        .lead(t.s("members-security-codes-lead"))
        .crumb(t.s("members-me-title"), "/members/me")
        .crumb(t.s("members-security-title"), HERE)
}

/// Ends the act that added a factor: whoever has no recovery codes yet is given them now.
///
/// # Errors
/// Those of the database.
pub(super) fn after_first(visit: &Visit<Self_>, tx: Tx) -> Result<Reply, Problem> {
    let t = visit.t();
    let person = visit.person()?.id;
    safety::tell(visit.house(), &tx, visit.act(), person, Changed::FactorAdded)?;
    if recovery::left(&tx, person)? > 0 {
        tx.commit()?;
        return Ok(Reply::done(HERE, t.s("members-security-added")));
    }
    let codes = recovery::renew(&tx, visit.act(), person)?;
    tx.commit()?;
    Ok(shown(visit, &codes).into())
}

/// Makes ten new ones; those before end.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let person = visit.person()?.id;
    let tx = visit.write()?;
    if factor::list(&tx, person)?.is_empty() {
        return Ok(Reply::To(HERE.to_owned(), Some(("warn", t.s("members-security-codes-none")))));
    }
    let codes = recovery::renew(&tx, visit.act(), person)?;
    safety::tell(visit.house(), &tx, visit.act(), person, Changed::Codes)?;
    tx.commit()?;
    Ok(shown(visit, &codes).into())
}
