//! Marking notices as read: one, those of a bundle, or all that the page's filters show.

use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::{Reply, Visit};

use super::{Asked, circles};
use crate::notice::store;

/// Notices that one line of a page can stand for.
const MOST: usize = 200;

/// Marks them.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let form = visit.form();
    let these: Vec<i64> = form.text("notices").split(',').filter_map(|id| id.parse().ok()).take(MOST).collect();
    // Without the newest that the page showed: all that is there now.
    let up_to: i64 = form.text("up-to").parse().unwrap_or(i64::MAX);
    let back = if is_ours(form.text("back")) { form.text("back") } else { "/desk/activity" }.to_owned();
    let person = visit.person()?.id;
    let marked = if these.is_empty() {
        let circles = circles(visit, &*visit.read()?)?;
        let asked = Asked::of(&circles, &|name| visit.form().text(name).to_owned());
        let tx = visit.write()?;
        let marked = store::mark_all(&tx, person, asked.filter(), up_to, visit.now())?;
        tx.commit()?;
        marked
    } else {
        let tx = visit.write()?;
        let marked = store::mark_these(&tx, person, &these, visit.now())?;
        tx.commit()?;
        marked
    };
    Ok(Reply::done(back, visit.t().n("desk-activity-marked", marked)))
}

/// The two pages that show notices.
fn is_ours(back: &str) -> bool {
    back == "/" || back == "/desk/activity" || back.starts_with("/desk/activity?")
}
