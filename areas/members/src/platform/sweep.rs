//! The daily job that takes away stored files which nobody can ask for any more.

use belfry_store::job::{self, Job};
use belfry_store::{Act, Key, args};
use belfry_web::House;
use belfry_web::area::JobProblem;
use jiff::SignedDuration;

/// The job.
pub const JOB: &str = "members.sweep-files";
/// How often.
const EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Puts the job into the queue, unless one ran within a day or waits.
///
/// # Errors
/// Those of the database.
pub fn ask(house: &House) -> belfry_store::Result<bool> {
    let now = house.clock.now();
    let tx = house.db.write(Key::SYSTEM)?;
    let lately: i64 =
        tx.one("select count(*) from store_jobs where name = $1 and created > $2", args![JOB, now - EVERY], |row| {
            row.get(0)
        })?;
    if lately == 0 {
        job::add(&tx, Act { actor: None, now, ids: &house.ids }, JOB, "{}", now)?;
        tx.commit()?;
    }
    Ok(lately == 0)
}

/// Takes them away.
///
/// # Errors
/// [`JobProblem::Later`] when database or disk fail.
pub fn run(house: &House, _job: &Job) -> Result<String, JobProblem> {
    let swept = belfry_discussion::sweep::files(house).map_err(|problem| JobProblem::Later(problem.to_string()))?;
    Ok(serde_json::json!({ "versions": swept.versions, "files": swept.files }).to_string())
}
