//! Marking notices as read.

use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::{Reply, Visit};

use crate::notice::store;

/// Marks one notice as read, or all that the page showed.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let form = visit.form();
    let only: Option<i64> = form.text("notice").parse().ok();
    // Without the newest that the page showed: all that is there now.
    let up_to: i64 = form.text("up-to").parse().unwrap_or(i64::MAX);
    let back = if is_ours(form.text("back")) { form.text("back") } else { "/desk/activity" }.to_owned();
    let person = visit.person()?.id;
    let tx = visit.write()?;
    let marked = store::mark_read(&tx, person, only, up_to, visit.now())?;
    tx.commit()?;
    Ok(Reply::done(back, visit.t().n("desk-activity-marked", marked)))
}

/// The two pages that show notices.
fn is_ours(back: &str) -> bool {
    back == "/" || back == "/desk/activity" || back.starts_with("/desk/activity?")
}
