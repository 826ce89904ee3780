//! The job that tells of an announcement when it begins: everybody who sees it and whom it addresses.

use std::collections::BTreeSet;

use belfry_kernel::SubjectId;
use belfry_store::job::{self, Job};
use belfry_store::{Act, Key};
use belfry_web::House;
use belfry_web::area::JobProblem;
use serde::{Deserialize, Serialize};

use super::store;
use crate::notice::{tell, told};

/// The job.
pub const JOB: &str = "desk.tell-announcement";

#[derive(Serialize, Deserialize)]
struct Payload {
    announcement: SubjectId,
}

/// What the job is told.
pub fn payload(announcement: SubjectId) -> String {
    serde_json::json!({ "announcement": announcement }).to_string()
}

/// Tells, unless it is over before it began.
///
/// # Errors
/// As [`tell::run`].
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let payload: Payload = serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let (tx, now) = (house.db.write(Key::SYSTEM)?, house.clock.now());
    let Some(kind) = store::take_to_tell(&tx, payload.announcement, job.id, now)? else {
        // A job that somebody tries again before the announcement begins leaves another for that hour.
        if let Some(starts) = store::begins(&tx, payload.announcement, now)? {
            job::add(&tx, Act { actor: job.actor, now, ids: &house.ids }, JOB, &job.payload, starts)?;
            tx.commit()?;
        }
        return Ok(tell::result(0));
    };
    let within: Option<BTreeSet<_>> = match kind {
        Some(kind) => Some(store::of_kind(&tx, &kind)?.into_iter().collect()),
        None => None,
    };
    tx.commit()?;
    tell::of(house, job, &told::ANNOUNCED, told::about(payload.announcement), within)
}
