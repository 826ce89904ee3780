//! The ledger remembers everything once, in order, and shows what was changed behind its back.

use belfry_kernel::{Fact, SubjectId};
use belfry_store::{Key, args, ledger};
use belfry_testkit::{Engine, TestDb, both_databases};
use serde::Serialize;

#[derive(Serialize)]
struct Tried {
    number: i64,
}

impl Fact for Tried {
    const NAME: &'static str = "trial.tried";
    fn subject(&self) -> Option<SubjectId> {
        None
    }
}

fn record(t: &TestDb, number: i64) {
    let tx = t.db.write(Key::SYSTEM).expect("tx");
    ledger::record(&tx, t.act(), &Tried { number }).expect("record");
    tx.commit().expect("commit");
}

/// An open transaction anywhere in the cluster, such as another test's, holds sealing back: so it is tried for a while.
fn seal_all(t: &TestDb) -> ledger::Verdict {
    for _ in 0..500 {
        ledger::seal(&t.db, 7).expect("seal");
        let verdict = ledger::verify(&t.db.read(Key::SYSTEM).expect("read")).expect("verify");
        if verdict.unsealed == 0 || verdict.broken_at.is_some() {
            return verdict;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the ledger was not sealed");
}

both_databases! {
    fn entries_are_chained_and_verified(engine) {
        let t = TestDb::new(engine, &[]);
        (0..20).for_each(|n| record(&t, n));
        let verdict = seal_all(&t);
        assert_eq!((verdict.sealed, verdict.unsealed, verdict.broken_at), (20, 0, None));
    }

    fn a_subscriber_gets_one_job_per_fact_and_none_when_the_change_is_undone(engine) {
        let t = TestDb::new(engine, &[]);
        t.db.subscribe("trial.tried", "trial.job");
        record(&t, 1);
        {
            let tx = t.db.write(Key::SYSTEM).expect("tx");
            ledger::record(&tx, t.act(), &Tried { number: 2 }).expect("record");
        }
        let job = belfry_store::job::take(&t.db, t.act().now).expect("take").expect("one job");
        assert_eq!((job.name.as_str(), job.payload.as_str()), ("trial.job", r#"{"number":1}"#));
        assert!(belfry_store::job::take(&t.db, t.act().now).expect("take").is_none());
    }
}

/// Committing out of order, many at once, still seals each entry exactly once.
#[test]
fn postgres_seals_entries_of_many_writers_without_gap() {
    let t = TestDb::new(Engine::Postgres, &[]);
    std::thread::scope(|s| {
        for writer in 0..4_i64 {
            let t = &t;
            s.spawn(move || {
                for n in 0..25 {
                    let tx = t.db.write(Key::SYSTEM).expect("tx");
                    ledger::record(&tx, t.act(), &Tried { number: writer * 100 + n }).expect("record");
                    if n % 5 == 4 {
                        drop(tx);
                    } else {
                        tx.commit().expect("commit");
                    }
                }
            });
        }
        s.spawn(|| (0..30).for_each(|_| assert!(ledger::seal(&t.db, 10).expect("seal") <= 10)));
    });
    let verdict = seal_all(&t);
    assert_eq!((verdict.sealed, verdict.unsealed, verdict.broken_at), (80, 0, None));
}

#[test]
fn sqlite_shows_an_entry_that_was_changed_in_the_file() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    (0..5).for_each(|n| record(&t, n));
    let tx = t.db.write(Key::SYSTEM).expect("tx");
    assert!(tx.execute("update store_ledger set data = '{}' where seal_no = 3", args![]).is_err(), "append-only");
    drop(tx);
    let tx = t.db.write(Key::SYSTEM).expect("tx");
    tx.execute("drop trigger store_ledger_stays", args![]).expect("by force");
    tx.execute("update store_ledger set data = '{\"number\":9}' where seal_no = 3", args![]).expect("by force");
    tx.commit().expect("commit");
    let verdict = ledger::verify(&t.db.read(Key::SYSTEM).expect("read")).expect("verify");
    assert_eq!((verdict.sealed, verdict.broken_at), (2, Some(3)));
}
