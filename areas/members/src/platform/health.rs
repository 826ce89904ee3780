//! Health: what the engines say of themselves.

use askama::Template;
use belfry_kernel::Problem;
use belfry_kernel::access::Oversee;
use belfry_store::Key;
use belfry_web::components::Tab;
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::SignedDuration;

use super::store;

const HERE: &str = "/members/platform";
/// A job that is due for so long says that nobody works.
const JOBS_LATE: SignedDuration = SignedDuration::from_mins(5);
/// An entry that waits so long for the sealer says that a transaction hangs.
const SEAL_LATE: SignedDuration = SignedDuration::from_mins(2);

struct Line {
    label: String,
    value: String,
    note: String,
    /// `good`, `warn`, or empty where there is nothing to judge.
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "platform/health.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    well: bool,
    lines: Vec<Line>,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let read = visit.house().db.read(Key::SYSTEM)?;
    let (figures, (database, size)) = (store::figures(&read)?, store::database(&read)?);
    drop(read);
    let judged = |label: String, value: String, fine: bool, note: String| Line {
        label,
        value,
        note: if fine { String::new() } else { note },
        kind: if fine { "good" } else { "warn" },
    };
    let told = |label: String, value: String| Line { label, value, note: String::new(), kind: "" };
    let (waiting, running, failed) = figures.jobs;
    let jobs_fine = figures.oldest.is_none_or(|due| now < due + JOBS_LATE);
    let seal_fine = figures.unsealed.is_none_or(|at| now < at + SEAL_LATE);
    let lag = figures.unsealed.map_or_else(|| t.s("members-platform-seal-none"), |at| t.relative(at, now));
    let lines = vec![
        told(t.s("members-platform-version"), env!("CARGO_PKG_VERSION").to_owned()),
        told(t.s("members-platform-database"), database),
        told(t.s("members-platform-size"), t.bytes(size.unsigned_abs())),
        told(t.s("members-platform-files"), t.bytes(folder(&visit.house().files, 0))),
        told(t.s("members-platform-steps"), t.number(figures.steps)),
        told(t.s("members-platform-accounts"), t.number(figures.people)),
        judged(
            t.s("members-platform-jobs-waiting"),
            t.a("members-platform-jobs-both", [("waiting", waiting.into()), ("running", running.into())]),
            jobs_fine,
            t.s("members-platform-jobs-late"),
        ),
        judged(
            t.s("members-platform-jobs-failed"),
            t.number(failed),
            failed == 0,
            t.s("members-platform-jobs-failed-note"),
        ),
        told(t.s("members-platform-ledger-sealed"), t.number(figures.sealed)),
        judged(t.s("members-platform-ledger-lag"), lag, seal_fine, t.s("members-platform-seal-late")),
    ];
    let body = Body { tabs: super::tabs(&t, HERE), well: jobs_fine && seal_fine && failed == 0, lines, t };
    Ok(super::frame(visit, body).into())
}

/// The bytes of a folder's files, two levels deep: uploads, stored documents, the embedded database.
fn folder(path: &std::path::Path, depth: u8) -> u64 {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten().take(100_000);
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(meta) if meta.is_dir() && depth < 3 => folder(&entry.path(), depth + 1),
        Ok(meta) if meta.is_file() => meta.len(),
        _ => 0,
    };
    entries.map(size).sum()
}
