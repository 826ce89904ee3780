//! Notices: what changed for whom.
//!
//! | module | holds |
//! |---|---|
//! | [`told`] | the table: of which fact who is told |
//! | [`tell`] | the job that tells: asks for each person whether he may see what happened |
//! | [`mail`] | the job that sends a person one mail for everything that waits |
//! | [`store`] | the SQL |
//! | [`line`](mod@line) | a notice as a sentence |

pub mod line;
pub mod mail;
pub mod store;
pub mod tell;
pub mod told;

use belfry_web::area::JobHandler;

use crate::announcement;

/// The jobs: one for each fact, since a job knows the fact's data and its own name only.
pub const JOBS: &[JobHandler] = &{
    let mut jobs = [JobHandler { name: mail::JOB, run: mail::run }; told::TOLD.len() + 2];
    jobs[told::TOLD.len()] = JobHandler { name: announcement::tell::JOB, run: announcement::tell::run };
    let mut n = 0;
    while n < told::TOLD.len() {
        jobs[n] = JobHandler { name: told::TOLD[n].job, run: tell::run };
        n += 1;
    }
    jobs
};

/// Which fact puts which of them into the queue.
pub const HEARS: &[(&str, &str)] = &{
    let mut hears = [("", ""); told::TOLD.len()];
    let mut n = 0;
    while n < told::TOLD.len() {
        hears[n] = (told::TOLD[n].fact, told::TOLD[n].job);
        n += 1;
    }
    hears
};

/// Removes notices that were read before an instant, some at a time; how many.
pub fn sweep(tx: &belfry_store::Tx, before: jiff::Timestamp) -> belfry_store::Result<u64> {
    tx.execute(
        "delete from desk_notices where id in (select id from desk_notices where read_at is not null and read_at < $1 limit 500)",
        belfry_store::args![before],
    )
}
