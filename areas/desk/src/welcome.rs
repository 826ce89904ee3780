//! The greeting of a first visit, and putting it aside.

use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::{Reply, Visit};

use crate::notice::store;

/// Puts the greeting aside.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let person = visit.person()?.id;
    let tx = visit.write()?;
    store::put_welcome_aside(&tx, person, visit.now())?;
    tx.commit()?;
    Ok(Reply::to("/"))
}
