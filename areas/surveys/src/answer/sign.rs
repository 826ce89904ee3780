//! The signature: from then on, the answers are what the party says.

use belfry_contracts::surveys::AnswerSigned;
use belfry_kernel::{OrganisationId, PersonId, Problem};
use belfry_store::{agenda, ledger};
use belfry_web::{Reply, Visit};

use super::{Paper, Shut, store, there};
use crate::access::Answer;
use crate::campaign::{DUE, Mode, Unit, url};

/// Signs.
///
/// # Errors
/// [`Problem::Forbidden`] for whoever may only write, and those of the database.
pub fn act(visit: &mut Visit<Answer>) -> Result<Reply, Problem> {
    let paper = match Paper::of(visit, false) {
        Ok(paper) if paper.campaign.plan.mode == Mode::Anonymous => return Err(Problem::NotFound),
        Ok(paper) => paper,
        Err(Shut::To(reply)) => return Ok(reply),
        Err(Shut::Problem(problem)) => return Err(problem),
    };
    if !paper.signer {
        return Err(Problem::Forbidden);
    }
    let t = visit.t();
    let desk = paper.desk(&t, there(visit));
    let review = format!("{}/answer/review", url(&paper.subject));
    let tx = visit.write()?;
    let kept = store::of_for_change(&tx, paper.subject.id, paper.party)?;
    let answers = kept.map(|kept| kept.answers).unwrap_or_default();
    let sheet = desk.sheet(&answers)?;
    if !sheet.complaints(&answers).is_empty() {
        drop(tx);
        return Ok(Reply::to(review));
    }
    let (id, unit) = (paper.subject.id, paper.campaign.plan.unit);
    // Somebody may sign that nothing of it is for him: then it is kept now.
    store::keep(&tx, visit.act(), &paper.subject, (unit, paper.party), &answers)?;
    if store::sign(&tx, visit.act(), &paper.subject, paper.party, &sheet.answers())? {
        if paper.form.asks_for_files() {
            store::keep_files(&tx, visit.act(), &paper.subject, paper.party, &sheet.answers())?;
        }
        match unit {
            Unit::Organisation => agenda::end(&tx, id, DUE, Some(OrganisationId(paper.party)), visit.now())?,
            // By a link nobody is invited, and no party comes here.
            Unit::Person | Unit::Link => agenda::end_of_person(&tx, id, DUE, PersonId(paper.party), visit.now())?,
        };
        ledger::record(&tx, visit.act(), &AnswerSigned { campaign: id })?;
    }
    tx.commit()?;
    Ok(Reply::done(review, t.s("surveys-answer-thanks")))
}
