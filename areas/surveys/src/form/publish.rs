//! The draft as the next version: it never changes from then on.

use belfry_forms::store::{self, FORM, Refusal};
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};

use super::url;
use crate::access::Edit;

/// Publishes it; what is wrong stands on the form's page.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, FORM, visit.path("uuid")?)?;
    let there = store::newest(&tx, subject.id)?.map_or(0, |version| version.number);
    match store::publish_draft(&tx, visit.act(), &subject) {
        Ok(number) => {
            tx.commit()?;
            let words = match number == there {
                true => t.n("surveys-form-unchanged", number),
                false => t.n("surveys-form-published", number),
            };
            Ok(Reply::done(url(&subject), words))
        }
        Err(Refusal::Store(error)) => Err(error.into()),
        Err(Refusal::Faults(faults)) => {
            Ok(Reply::To(url(&subject), Some(("warn", t.n("surveys-fault-title", faults.len())))))
        }
        Err(Refusal::NameTaken) => Err(Problem::Internal("a draft has its name".into())),
    }
}
