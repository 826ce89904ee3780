//! The jobs: `belfry work`, and inside `belfry serve` on SQLite.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use belfry_store::{Dialect, Key, job, ledger};
use belfry_web::House;
use belfry_web::area::JobProblem;
use jiff::SignedDuration;

use crate::areas::areas;

/// How long to wait when there is nothing to do.
const PAUSE: Duration = Duration::from_millis(200);

/// Works on a thread of its own until told to stop.
pub fn spawn(house: Arc<House>, stop: Arc<AtomicBool>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        belfry_store::give_way();
        run(&house, &stop);
    })
}

/// How often reminders are looked for whose hour has come.
const REMIND_EVERY: SignedDuration = SignedDuration::from_secs(30);
/// How often what nobody needs any more is swept away.
const CHORES_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// An upload that no job has taken after so long belongs to nobody.
const UPLOAD_AGE: Duration = Duration::from_secs(48 * 3_600);
/// Whoever sends a form again after so long means to do it again.
const ONCE: SignedDuration = SignedDuration::from_hours(48);
/// A person's copy of his data waits for him so long.
const COPY_AGE: Duration = Duration::from_secs(7 * 24 * 3_600);

/// Takes job after job until told to stop, and sweeps between them. A job that has begun is ended.
pub fn run(house: &House, stop: &AtomicBool) {
    let (mut swept, mut reminded) = (None, None);
    while !stop.load(Ordering::Acquire) {
        let now = house.clock.now();
        if reminded.is_none_or(|at| now >= at + REMIND_EVERY) {
            reminded = Some(now);
            if let Err(error) = belfry_desk::agenda::remind::send_due(house) {
                tracing::warn!(%error, "reminders wait");
            }
        }
        if swept.is_none_or(|at| now >= at + CHORES_EVERY) {
            swept = Some(now);
            if let Err(error) = chores(house) {
                tracing::warn!(%error, "sweeping was put off");
            }
        }
        match step(house) {
            Ok(true) => {}
            Ok(false) => std::thread::sleep(PAUSE),
            Err(error) => {
                tracing::warn!(%error, "no job could be taken");
                std::thread::sleep(PAUSE * 10);
            }
        }
    }
}

/// Takes away what crashes and time have left behind: staged imports, ended sessions and links, forgotten uploads.
pub fn chores(house: &House) -> anyhow::Result<()> {
    let now = house.clock.now();
    let staged = belfry_threats::event::import::sweep_staged(&house.db, now)?;
    if staged > 0 {
        tracing::info!(staged, "imports that had been cut off were removed");
    }
    let tx = house.db.write(Key::SYSTEM)?;
    let (jobs, notices) = belfry_members::platform::setting::retention(&tx)?;
    let days = |n: i64| SignedDuration::from_hours(24 * n);
    belfry_store::job::sweep(&tx, now - days(jobs))?;
    belfry_desk::notice::sweep(&tx, now - days(notices))?;
    belfry_identity::sweep(&tx, now)?;
    belfry_members::application::sweep(&tx, now)?;
    belfry_store::agenda::reminder::sweep(&tx, now)?;
    belfry_store::once::sweep(&tx, now - ONCE)?;
    tx.commit()?;
    crate::indexed::fill(&house.db)?;
    let mails = belfry_desk::notice::post::catch_up(house)?;
    if mails > 0 {
        tracing::info!(mails, "mails that had been given up are tried again");
    }
    belfry_members::platform::sweep::ask(house)?;
    belfry_threats::import::unfinished::sweep(house)?;
    remove_older(&house.uploads(), UPLOAD_AGE)?;
    Ok(remove_older(&house.files.join("copies"), COPY_AGE)?)
}

/// Removes the files of a folder that are older than that; what an import keeps is swept with it.
fn remove_older(folder: &std::path::Path, most: Duration) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        let is_kept = entry.file_name().to_string_lossy().starts_with(belfry_threats::import::KEPT);
        if !is_kept && age.is_some_and(|age| age > most) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Does the next job, or seals the ledger; whether there was anything to do.
pub fn step(house: &House) -> belfry_store::Result<bool> {
    let sealed = house.db.dialect() == Dialect::Postgres && ledger::seal(&house.db, 500)? > 0;
    let now = house.clock.now();
    if !job::is_any_due(&house.db.read(Key::SYSTEM)?, now)? {
        return Ok(sealed);
    }
    let Some(job) = job::take(&house.db, now)? else { return Ok(sealed) };
    let handler = areas().into_iter().flat_map(|area| area.jobs.iter()).find(|handler| handler.name == job.name);
    let outcome = match handler {
        Some(handler) => (handler.run)(house, &job),
        None => Err(JobProblem::Never(format!("nobody does {}", job.name))),
    };
    let tx = house.db.write(Key::SYSTEM)?;
    let now = house.clock.now();
    match outcome {
        Ok(result) => job::finish(&tx, job.id, &result, now)?,
        Err(JobProblem::Later(why)) => job::fail(&tx, &job, &why, true, now)?,
        Err(JobProblem::Never(why)) => job::fail(&tx, &job, &why, false, now)?,
        Err(JobProblem::Cancelled) => {}
        Err(JobProblem::GivesWay(payload)) => job::give_way(&tx, job.id, &payload, now)?,
    }
    tx.commit()?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    use super::remove_older;

    #[test]
    fn old_uploads_go_and_what_an_import_keeps_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["0011", "kept-7-0011"] {
            let file = File::create(folder.path().join(name)).expect("a file");
            file.set_modified(SystemTime::UNIX_EPOCH).expect("a day long ago");
        }
        File::create(folder.path().join("new")).expect("a file");
        remove_older(folder.path(), Duration::from_secs(3_600)).expect("swept");
        let left = std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name());
        let mut left: Vec<_> = left.collect();
        left.sort_unstable();
        assert_eq!(left, ["kept-7-0011", "new"]);
    }
}
