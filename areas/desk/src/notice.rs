//! Notices: what changed for whom.
//!
//! | module | holds |
//! |---|---|
//! | [`told`] | the table: of which fact who is told |
//! | [`tell`] | the job that tells: asks for each person whether he may see what happened |
//! | [`post`] | what is sent by mail, when, and how it is neither lost nor sent twice |
//! | [`mail`], [`digest`] | the jobs: one mail for everything that waits; the digest at a person's hour |
//! | [`store`] | the SQL |
//! | [`line`](mod@line), [`bundle`] | a notice as a sentence; many about one record or one act as one line |

pub mod bundle;
pub mod digest;
pub mod line;
pub mod mail;
pub mod post;
pub mod store;
pub mod tell;
pub mod told;

use belfry_web::area::JobHandler;

use crate::announcement;

/// The jobs: one for each fact, since a job knows the fact's data and its own name only.
pub const JOBS: &[JobHandler] = &{
    let mut jobs = [JobHandler { name: mail::JOB, run: mail::run }; told::TOLD.len() + 3];
    jobs[told::TOLD.len()] = JobHandler { name: announcement::tell::JOB, run: announcement::tell::run };
    jobs[told::TOLD.len() + 1] = JobHandler { name: digest::JOB, run: digest::run };
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
