//! The desk of somebody with a great deal of work, by the running program: his day, an agenda of ten thousand, what changed a
//! million times; and the ledger, verified beside reading its rows.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use belfry_kernel::{CircleId, Clause, Label, OrganisationId, Tlp};
use belfry_store::{Db, Key, Options, Value, args, ledger, scope};
use rusqlite::{Connection, params};

use crate::client::{Connection as Client, get};
use crate::figures::{cpu_exactly, median, ratio, time, told};
use crate::pages::{Analyst, start};

/// What is asked: words of the report, and the address.
const ASKED: &[(&str, &str)] = &[
    ("the day", "/"),
    ("agenda", "/desk/agenda"),
    ("agenda, the organisation's, by hand", "/desk/agenda?whose=organisation&area=desk"),
    ("agenda, the middle", "/desk/agenda?after=1900000000000000.0"),
    ("activity", "/desk/activity"),
    ("activity, unread", "/desk/activity?state=unread"),
    ("activity, one kind", "/desk/activity?word=discussion.remark-added"),
    ("activity, one by one", "/desk/activity?each=yes"),
    ("activity, the middle", "/desk/activity?before=500000"),
];
/// Each page is asked so often, after as many that warm up.
const TIMES: usize = 200;
/// What 95 in 100 pages may cost of CPU.
const BAR: Duration = Duration::from_millis(4);
/// Records that the notices are about.
const RECORDS: i64 = 20_000;
/// Events of an import: so many notices are one act.
const IMPORTED: i64 = 40;
/// Entries that one transaction records.
const AT_ONCE: u32 = 5_000;
const CIRCLE: i64 = 77;

/// Measures with so many notices and ledger entries, and a hundredth of that many obligations.
pub fn run(notices: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("belfry.db");
    let db =
        Db::open(&path.display().to_string(), Options { statement: Duration::from_secs(600), ..Options::default() })?;
    belfry_store::migrate::migrate(&db, &belfry::areas::migrations(), None)?;
    let analyst = Analyst::new(&db)?;
    let (person, home) = db.read(Key::SYSTEM)?.one(
        "select m.person_id, m.organisation_id from identity_memberships m",
        args![],
        |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)),
    )?;
    let tx = db.write(Key::SYSTEM)?;
    let label = |label: &Label| scope::intern(&tx, label).map(|id| id.0);
    let labels = [
        label(&Label::new(Tlp::Green, Clause::Community))?,
        label(&Label::new(Tlp::Amber, Clause::CircleOrOwner(CircleId(CIRCLE), OrganisationId(home))))?,
        label(&Label::new(Tlp::Amber, Clause::CircleOrOwner(CircleId(78), OrganisationId(9))))?,
    ];
    tx.commit()?;
    record(&db, notices)?;
    verify(&db)?;
    drop(db);
    let world = World { person, home, labels };
    world.fill(&path, i64::from(notices))?;
    let program = start(folder.path())?;
    for (words, address) in ASKED {
        page(&program, &analyst, words, address)?;
    }
    // The circle's address is its own.
    let circle = uuid::Uuid::from_u128(0xc1);
    page(&program, &analyst, "activity, one circle", &format!("/desk/activity?circle={circle}"))
}

fn page(program: &crate::pages::Program, analyst: &Analyst, words: &str, address: &str) -> Result<()> {
    let request = get(address, &analyst.cookie);
    let mut client = Client::open(program.address)?;
    let mut costs = Vec::with_capacity(TIMES);
    for n in 0..TIMES * 2 {
        let before = cpu_exactly(program.child.id());
        let answer = client.ask(&request)?;
        let cost = cpu_exactly(program.child.id()).saturating_sub(before);
        ensure!(answer.status == 200, "{address} answers {}", answer.status);
        if n >= TIMES {
            costs.push(cost);
        }
    }
    costs.sort_unstable();
    let at = |share: usize| costs.get(costs.len() * share / 100).copied().unwrap_or_default();
    let figure = format!("{} of CPU at p95, median {}", time(at(95)), time(at(50)));
    told(&format!("desk, {words}"), &figure, &format!("p95 at most {}", time(BAR)), at(95) <= BAR);
    Ok(())
}

/// So many facts, recorded as an area does.
fn record(db: &Db, entries: u32) -> Result<()> {
    let (clock, ids) = belfry::start::clock_and_ids();
    let act = ledger::Act { actor: None, now: clock.now(), ids: &ids };
    let mut left = entries;
    while left > 0 {
        let some = left.min(AT_ONCE);
        let tx = db.write(Key::SYSTEM)?;
        for n in 0..some {
            let event = belfry_kernel::SubjectId(i64::from(left - n));
            ledger::record(&tx, act, &belfry_contracts::threats::EventPublished { event, version: 1 })?;
        }
        tx.commit()?;
        left -= some;
    }
    Ok(())
}

/// The chain is walked, and the same rows are read and looked at.
fn verify(db: &Db) -> Result<()> {
    let read = || db.read_for(Key::SYSTEM, Duration::from_secs(600));
    let mut bytes = 0_usize;
    let plain = median(3, || {
        read()?.each(ledger::CHAIN, args![], |row| {
            for column in 0..7 {
                bytes += match row.value(column)? {
                    Value::Text(text) => text.len(),
                    Value::Blob(blob) => blob.len(),
                    Value::Int(_) => 8,
                    _ => 0,
                };
            }
            Ok(true)
        })?;
        Ok(())
    })?;
    let mut sealed = 0;
    let ours = median(3, || {
        let verdict = ledger::verify(&read()?)?;
        ensure!(verdict.broken_at.is_none(), "the chain does not fit");
        sealed = verdict.sealed;
        Ok(())
    })?;
    let times = ratio(ours, plain);
    let figure = format!("{sealed} entries in {}, {times:.2} times reading them ({})", time(ours), time(plain));
    told("ledger verified", &figure, "at most 2 times reading the same rows", times <= 2.0 && bytes > 0);
    Ok(())
}

/// Somebody, his organisation, and who sees what.
struct World {
    person: i64,
    home: i64,
    /// The community's, his circle's, and one out of his sight.
    labels: [i64; 3],
}

impl World {
    /// Written straight into the tables: what is measured is asking, not making.
    fn fill(&self, path: &Path, notices: i64) -> Result<()> {
        let mut conn = Connection::open(path)?;
        conn.execute_batch("pragma synchronous = off; pragma cache_size = -200000; pragma foreign_keys = off;")?;
        let tx = conn.transaction()?;
        self.circle(&tx)?;
        self.records(&tx)?;
        self.obligations(&tx, notices / 100)?;
        self.notices(&tx, notices)?;
        tx.commit()?;
        conn.execute_batch("analyze; pragma wal_checkpoint(truncate);")?;
        Ok(())
    }

    fn circle(&self, tx: &rusqlite::Transaction<'_>) -> Result<()> {
        tx.execute(
            "insert into store_subjects (id, kind, uuid, label_id, owner_id, title, updated) values (?, 20, ?, ?, ?, 'Circle', 0)",
            params![CIRCLE, uuid::Uuid::from_u128(0xc1).as_bytes(), self.labels[0], self.home],
        )?;
        tx.execute(
            "insert into identity_circles (id, owner_id, name, name_key, purpose, rules, tlp, hidden, state) \
             values (?, ?, 'Circle', 'circle', '', '', 'amber', 0, 'open')",
            params![CIRCLE, self.home],
        )?;
        tx.execute(
            "insert into identity_circle_members (circle_id, organisation_id, status, may_invite, since) \
             values (?, ?, 'confirmed', 0, 0)",
            params![CIRCLE, self.home],
        )?;
        Ok(())
    }

    /// Three in five are the community's, one in five each the circle's and out of sight.
    fn records(&self, tx: &rusqlite::Transaction<'_>) -> Result<()> {
        let mut subject = tx.prepare(
            "insert into store_subjects (id, kind, uuid, label_id, owner_id, title, updated) values (?, 10, ?, ?, ?, ?, 0)",
        )?;
        for n in 1..=RECORDS {
            let label = self.labels[usize::try_from(n % 5)?.saturating_sub(2)];
            let uuid = uuid::Uuid::from_u128(u128::from(n.unsigned_abs()) << 32);
            subject.execute(params![n * 1_000, uuid.as_bytes(), label, self.home, format!("Record number {n}")])?;
        }
        Ok(())
    }

    /// Three in four are open; half are the organisation's, the rest the person's and the circle's.
    fn obligations(&self, tx: &rusqlite::Transaction<'_>, many: i64) -> Result<()> {
        let mut obligation = tx.prepare(
            "insert into store_obligations (id, uuid, area, subject_id, person_id, organisation_id, circle_id, may_leave, \
             what, data, opened, due, ended, outcome) values (?, ?, 'desk', ?, ?, ?, ?, 0, 'desk-agenda-own', \
             '{\"title\":\"Send what was asked for\"}', 0, ?, ?, ?)",
        )?;
        for n in 0..many {
            let uuid = uuid::Uuid::from_u128(u128::from(n.unsigned_abs()) + 1);
            let (person, organisation, circle) = match n % 4 {
                0 | 1 => (None, Some(self.home), None),
                2 => (Some(self.person), None, None),
                _ => (None, None, Some(CIRCLE)),
            };
            let about = (n % 3 != 0).then_some((n % RECORDS + 1) * 1_000);
            let due = 1_750_000_000_000_000 + n * 36_000_000_000;
            let ended = (n % 16 > 11).then_some(due);
            obligation.execute(params![
                n + 1,
                uuid.as_bytes(),
                about,
                person,
                organisation,
                circle,
                due,
                ended,
                ended.map(|_| "done")
            ])?;
        }
        Ok(())
    }

    /// Imports of forty, remarks and new versions; one in ten is not read.
    fn notices(&self, tx: &rusqlite::Transaction<'_>, many: i64) -> Result<()> {
        let mut notice = tx.prepare(
            "insert into desk_notices (id, person_id, cause, fact, subject_id, organisation_id, at, read_at, mail) \
             values (?, ?, ?, ?, ?, ?, ?, ?, 0)",
        )?;
        for n in 1..=many {
            let act = n / IMPORTED;
            let (fact, record, at) = match act % 4 {
                0 => ("threats.event-published", n % RECORDS, act * 3_600),
                1 => ("discussion.remark-added", n / 5 % RECORDS, n * 90),
                2 => ("threats.event-corrected", n * 7 % RECORDS, n * 90),
                _ => ("discussion.document-added", n * 13 % RECORDS, n * 90),
            };
            let read = (n % 10 != 0).then_some(1);
            let at = 1_600_000_000_000_000 + at * 1_000_000;
            notice.execute(params![n, self.person, n, fact, (record + 1) * 1_000, self.home, at, read])?;
        }
        Ok(())
    }
}
