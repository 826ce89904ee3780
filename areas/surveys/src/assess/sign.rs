//! The signature: from then on the assessment stays as it is.

use belfry_contracts::assess::AssessmentSigned;
use belfry_kernel::Problem;
use belfry_store::{Key, ledger, subject};
use belfry_web::{Reply, Visit};

use super::result::{Outcome, outcome};
use super::store::{self, State};
use super::{ASSESSMENT, url};
use crate::access::SignOff;
use crate::catalogue;

/// Signs it, once something is said of every item.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<SignOff>) -> Result<Reply, Problem> {
    let t = visit.t();
    let found = visit.load(&*visit.read()?, ASSESSMENT, visit.path("uuid")?)?;
    let assessment = store::of(&*visit.read()?, found.id)?.ok_or(Problem::NotFound)?;
    visit.close();
    let framework =
        catalogue::of_record(&visit.house().db.read(Key::SYSTEM)?, &assessment.framework, &assessment.version)?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, ASSESSMENT, visit.path("uuid")?)?;
    let told = outcome(&framework, &store::entries(&tx, subject.id)?, assessment.aim, None);
    let to = url(&subject);
    if assessment.state == State::Draft && told.said < told.of {
        return Ok(Reply::To(to, Some(("warn", t.n("surveys-assess-missing", told.of - told.said)))));
    }
    if !store::sign(&tx, visit.act(), &subject, thousandths(&told))? {
        return Ok(Reply::To(to, Some(("warn", t.s("surveys-assess-is-signed")))));
    }
    subject::touch(&tx, &subject, subject.id, &subject.title, visit.now())?;
    ledger::record(&tx, visit.act(), &AssessmentSigned { assessment: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(to, t.s("surveys-assess-signed-done")))
}

/// The result as it is kept.
#[must_use]
pub fn thousandths(outcome: &Outcome) -> Option<i64> {
    outcome.overall.now.map(|share| (share * 1000.0).round() as i64)
}
