//! What an area hands to the program.

use belfry_kernel::access::Rule;
use belfry_store::Kind;
use belfry_store::job::Job;
use belfry_store::migrate::Migrations;

use crate::house::House;
use crate::site::Site;

/// One area: everything that the program needs to know of it.
#[derive(Clone, Copy)]
pub struct Area {
    /// Its folder, the first word of its addresses, tables and message keys.
    pub name: &'static str,
    /// Its place in the navigation: address, icon (see `assets/icons/list.txt`) and message key; none for areas without one.
    pub nav: Option<(&'static str, &'static str, &'static str)>,
    /// Its places in a person's own menu, likewise.
    pub menu: &'static [(&'static str, &'static str, &'static str)],
    /// The kinds of records that it has pages for.
    pub kinds: &'static [Kind],
    /// Its tables.
    pub migrations: Migrations,
    /// Its words: `(language, text of the .ftl file)`.
    pub words: &'static [(&'static str, &'static str)],
    /// Its routes.
    pub routes: fn(&mut Site),
    /// Who may do what in it.
    pub rules: &'static [Rule],
    /// What it does in the background.
    pub jobs: &'static [JobHandler],
    /// Which facts of any area put which of its jobs into the queue.
    pub hears: &'static [(&'static str, &'static str)],
}

/// Does one kind of job.
#[derive(Clone, Copy)]
pub struct JobHandler {
    /// The name in the queue, `area.noun-verb`.
    pub name: &'static str,
    /// Does it. The result is JSON for its owner. May run more than once for the same job.
    pub run: fn(&House, &Job) -> Result<String, JobProblem>,
}

/// Why a job did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum JobProblem {
    /// Trying again may help: the database was busy, the mail server away.
    #[error("{0}")]
    Later(String),
    /// Trying again will not help. The text is for the job's owner.
    #[error("{0}")]
    Never(String),
    /// It was cancelled, and has cleaned up behind itself.
    #[error("cancelled")]
    Cancelled,
}

impl From<belfry_store::Error> for JobProblem {
    fn from(error: belfry_store::Error) -> Self {
        Self::Later(error.to_string())
    }
}
