//! Once more: the next wave of a series, as a draft with what the last one settled.

use belfry_kernel::Problem;
use belfry_store::args;
use belfry_web::{Reply, Visit};

use super::{CAMPAIGN, new, store, url};
use crate::access::Collect;

/// Makes the draft: with the newest version of the form, as long as the last one was, from now on.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = store::of(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    let first = campaign.first.unwrap_or(subject.id);
    let wave: i64 = tx.one(
        "select max(c.wave) + 1 from surveys_campaigns c where c.id = $1 or c.first_id = $1",
        args![first],
        |row| row.get(0),
    )?;
    let mut plan = campaign.plan;
    if let Some(newest) = belfry_forms::store::newest(&tx, plan.form)? {
        plan.version = newest.number;
    }
    let length = plan.closes.duration_since(plan.opens);
    plan.opens = visit.now();
    plan.closes = visit.now().checked_add(length).unwrap_or(visit.now());
    let title = t.a("surveys-campaign-wave-title", [("title", base(&subject.title).into()), ("n", wave.into())]);
    let made = new::draft(visit, &tx, &title, &plan, Some(first), wave)?;
    crate::coding::store::copy_books(&tx, visit.act(), subject.id, made.id)?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/edit", url(&made)), t.n("surveys-campaign-wave-made", wave)))
}

/// A title without the number of its wave.
fn base(title: &str) -> &str {
    title
        .rsplit_once(", ")
        .filter(|(_, tail)| tail.ends_with(|c: char| c.is_ascii_digit()))
        .map_or(title, |(base, _)| base)
}
