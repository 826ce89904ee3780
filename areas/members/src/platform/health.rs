//! Health: what the engines say of themselves.

use askama::Template;
use belfry_kernel::Problem;
use belfry_kernel::access::Oversee;
use belfry_store::Key;
use belfry_web::components::Tab;
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::{SignedDuration, Timestamp};

use super::standing::{self, Standing};
use super::store;

const HERE: &str = "/members/platform";
/// A job that is due for so long says that nobody works.
const JOBS_LATE: SignedDuration = SignedDuration::from_mins(5);
/// With less room than this part of the disk, or than so many bytes, it is time to make some.
const ROOM: (u64, u64) = (20, 1 << 30);
/// A backup that is older is worth little.
const BACKUP_OLD: SignedDuration = SignedDuration::from_hours(8 * 24);
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
    let told = |label: String, value: String| Line { label, value, note: String::new(), kind: "" };
    let (waiting, running, failed) = figures.jobs;
    let jobs_fine = figures.oldest.is_none_or(|due| now < due + JOBS_LATE);
    let seal_fine = figures.unsealed.is_none_or(|at| now < at + SEAL_LATE);
    let lag = figures.unsealed.map_or_else(|| t.s("members-platform-seal-none"), |at| t.relative(at, now));
    let mut lines = vec![
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
    lines.extend(outside(&t, now, visit.house().settings.mail, &standing::of(visit.house())?));
    let well = lines.iter().all(|line| line.kind != "warn");
    let body = Body { tabs: super::tabs(&t, HERE), well, lines, t };
    Ok(super::frame(visit, body).into())
}

fn judged(label: String, value: String, fine: bool, note: String) -> Line {
    let note = if fine { String::new() } else { note };
    Line { label, value, note, kind: if fine { "good" } else { "warn" } }
}

/// What lies outside the database: the disk, mail, the last backup.
fn outside(t: &Words, now: Timestamp, mail: bool, standing: &Standing) -> Vec<Line> {
    let quiet = |label: String, value: String| Line { label, value, note: String::new(), kind: "" };
    let mut lines = Vec::new();
    if let Some(space) = standing.space {
        let said =
            t.a("members-health-room", [("free", t.bytes(space.free).into()), ("total", t.bytes(space.total).into())]);
        let fine = space.free >= space.total / ROOM.0 && space.free >= ROOM.1;
        lines.push(judged(t.s("members-health-disk"), said, fine, t.s("members-health-disk-low")));
    }
    if mail {
        let sent = standing.sent.map_or_else(|| t.s("members-health-never"), |at| t.relative(at, now));
        lines.push(quiet(t.s("members-health-mail-waiting"), t.number(standing.waiting)));
        let failed = (t.s("members-health-mail-failed"), t.number(standing.failed));
        lines.push(judged(failed.0, failed.1, standing.failed == 0, t.s("members-platform-jobs-failed-note")));
        lines.push(quiet(t.s("members-health-mail-sent"), sent));
    } else {
        lines.push(quiet(t.s("members-policy-mail"), t.s("members-policy-mail-none")));
    }
    lines.push(match standing.backup {
        Some(at) => {
            let fine = now < at + BACKUP_OLD;
            judged(t.s("members-health-backup"), t.relative(at, now), fine, t.s("members-health-backup-old"))
        }
        None => quiet(t.s("members-health-backup"), t.s("members-health-backup-none")),
    });
    lines
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
