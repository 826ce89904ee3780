//! What a job has done so far, event by event, kept in the transaction that ends each: a worker that dies takes none of it along.

use std::collections::BTreeMap;

use belfry_store::{Db, Error, Key, Result, Tx, args};

use super::report::Report;
use crate::event::import::Outcome;

/// Rows that one transaction removes.
const AT_ONCE: i64 = 1_000;

/// A file of a job.
#[derive(Clone, Copy)]
pub struct File {
    /// The job.
    pub job: i64,
    /// Which of its files, from 0 on; their number for the whole.
    pub number: usize,
}

impl File {
    /// Notes what became of an event of it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note(self, tx: &Tx, event: usize, outcome: &Outcome) -> Result<()> {
        let report = Report::new(outcome.clone(), Vec::new(), 0);
        self.keep(tx, event, &serde_json::to_string(&report).map_err(|error| Error::Driver(error.to_string()))?)
    }

    /// Keeps a report as it is written.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keep(self, tx: &Tx, event: usize, report: &str) -> Result<()> {
        tx.execute(
            "insert into threats_imported (job_id, file, event, report) values ($1, $2, $3, $4)",
            args![self.job, self.number, event, report],
        )?;
        Ok(())
    }

    /// What was kept of it, from an event on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn kept(self, db: &Db, from: usize) -> Result<BTreeMap<usize, String>> {
        let rows = db.read(Key::SYSTEM)?.rows(
            "select event, report from threats_imported where job_id = $1 and file = $2 and event >= $3",
            args![self.job, self.number, from],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(rows.into_iter().collect())
    }
}

/// Removes what was kept of jobs that are done or gone, and of the turns that this job has behind it: its payload tells of them.
///
/// # Errors
/// Those of the database.
pub fn sweep(db: &Db, next: File, event: usize) -> Result<()> {
    loop {
        let tx = db.write(Key::SYSTEM)?;
        let removed = tx.execute(
            "delete from threats_imported where (job_id, file, event) in (select i.job_id, i.file, i.event from threats_imported i \
             left join store_jobs j on j.id = i.job_id where j.id is null or j.state = 'done' \
             or (i.job_id = $1 and (i.file < $2 or (i.file = $2 and i.event < $3))) limit $4)",
            args![next.job, next.number, event, AT_ONCE],
        )?;
        tx.commit()?;
        if removed < AT_ONCE as u64 {
            return Ok(());
        }
    }
}
