//! Many who write at the same time. What SQLite makes last together is there or told that it is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use belfry_store::{Db, Error, Key, Result, Tx, args, give_way, setting};
use belfry_testkit::{Engine, TestDb, both_databases};

/// Far longer than a thread needs to come to the queue.
const COMES: Duration = Duration::from_millis(60);

fn put(tx: &Tx, name: &str) {
    tx.execute("insert into store_settings (name, value) values ($1, '')", args![name]).expect("insert");
}

fn is_there(db: &Db, name: &str) -> bool {
    setting::get(&db.read(Key::SYSTEM).expect("read"), name).expect("get").is_some()
}

/// Makes a change in a thread of its own, which ends as it is told.
fn change(db: &Db, name: &'static str, ends: impl FnOnce(Tx) -> Result<()> + Send + 'static) -> JoinHandle<Result<()>> {
    let db = db.clone();
    thread::spawn(move || {
        let tx = db.write(Key::SYSTEM)?;
        put(&tx, name);
        ends(tx)
    })
}

/// A first change whose commit comes while a second waits for the writer: how each of them ended.
fn first_and(t: &TestDb, second: impl FnOnce(Tx) -> Result<()> + Send + 'static) -> (Result<()>, Result<()>) {
    let first = t.db.write(Key::SYSTEM).expect("tx");
    put(&first, "first");
    let second = change(&t.db, "second", second);
    thread::sleep(COMES);
    let first = first.commit();
    (first, second.join().expect("a thread"))
}

#[test]
fn a_change_waits_for_the_one_behind_it_and_both_last_at_once() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let seen = Arc::new(AtomicBool::new(true));
    let (then, db) = (seen.clone(), t.db.clone());
    let (first, second) = first_and(&t, move |tx| {
        then.store(is_there(&db, "first"), Ordering::SeqCst);
        tx.commit()
    });
    assert!(!seen.load(Ordering::SeqCst), "nobody else sees the first before it lasts");
    assert!(first.is_ok() && second.is_ok());
    assert!(is_there(&t.db, "first") && is_there(&t.db, "second"));
}

#[test]
fn who_takes_his_change_back_leaves_those_of_others() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let seen = Arc::new(AtomicBool::new(false));
    let (then, db) = (seen.clone(), t.db.clone());
    let (first, second) = first_and(&t, move |tx| {
        drop(tx);
        then.store(is_there(&db, "first"), Ordering::SeqCst);
        Err(Error::Poisoned)
    });
    assert!(first.is_ok() && second.is_err());
    assert!(seen.load(Ordering::SeqCst), "what he may have seen lasts before he says so");
    assert!(is_there(&t.db, "first") && !is_there(&t.db, "second"));
}

#[test]
fn a_statement_that_fails_fails_its_own_change_alone() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let (first, second) = first_and(&t, |tx| {
        let twice = tx.execute("insert into store_settings (name, value) values ('first', '')", args![]);
        assert!(matches!(twice, Err(Error::Unique)), "a change sees the one before it");
        tx.commit()
    });
    assert!(first.is_ok() && matches!(second, Err(Error::Poisoned)));
    assert!(is_there(&t.db, "first") && !is_there(&t.db, "second"));
}

#[test]
fn what_the_database_takes_back_is_told_to_all() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let (first, second) = first_and(&t, |tx| {
        tx.execute("rollback", args![]).expect("as SQLite does when its disk breaks");
        tx.commit()
    });
    assert!(matches!((&first, &second), (Err(Error::Lost), Err(Error::Lost))), "{first:?} {second:?}");
    assert!(!is_there(&t.db, "first") && !is_there(&t.db, "second"));
    change(&t.db, "third", Tx::commit).join().expect("a thread").expect("the writer works on");
    assert!(is_there(&t.db, "third"));
}

#[test]
fn without_room_each_is_told_what_became_of_his() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let (first, second) = first_and(&t, |tx| {
        tx.maybe("pragma max_page_count = 1", args![], |_| Ok(()))?;
        let long = "x".repeat(1 << 20);
        let full = tx.execute("insert into store_settings (name, value) values ('long', $1)", args![long]);
        assert!(matches!(full, Err(Error::Full)), "{full:?}");
        tx.commit()
    });
    assert!(second.is_err() && !is_there(&t.db, "second"));
    assert_eq!(first.is_ok(), is_there(&t.db, "first"), "{first:?}");
}

#[test]
fn nobody_waits_for_what_gives_way() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let first = t.db.write(Key::SYSTEM).expect("tx");
    put(&first, "first");
    let (go, gone) = mpsc::channel::<()>();
    let db = t.db.clone();
    let job = thread::spawn(move || {
        give_way();
        let tx = db.write(Key::SYSTEM).expect("tx");
        put(&tx, "job");
        gone.recv().expect("told");
        tx.commit()
    });
    thread::sleep(3 * COMES);
    first.commit().expect("at once");
    assert!(is_there(&t.db, "first"), "while the job has the writer");
    go.send(()).expect("told");
    job.join().expect("a thread").expect("commit");
    assert!(is_there(&t.db, "job"));
}

#[test]
fn what_gives_way_takes_nobody_along() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let (begun, has_begun) = mpsc::channel();
    let (go, gone) = mpsc::channel::<()>();
    let db = t.db.clone();
    let job = thread::spawn(move || {
        give_way();
        let tx = db.write(Key::SYSTEM).expect("tx");
        put(&tx, "job");
        begun.send(()).expect("told");
        gone.recv().expect("told");
        tx.commit()
    });
    has_begun.recv().expect("begun");
    let (seen, db) = (Arc::new(AtomicBool::new(false)), t.db.clone());
    let then = seen.clone();
    let person = change(&t.db, "person", move |tx| {
        then.store(is_there(&db, "job"), Ordering::SeqCst);
        tx.commit()
    });
    thread::sleep(COMES);
    go.send(()).expect("told");
    job.join().expect("a thread").expect("commit");
    person.join().expect("a thread").expect("commit");
    assert!(seen.load(Ordering::SeqCst), "the job's change lasted before the person began");
}

both_databases! {
    fn of_many_changes_at_once_each_is_there_or_was_refused(engine) {
        const WRITERS: usize = 24;
        const EACH: usize = 20;
        let t = TestDb::new(engine, &[]);
        let kept = AtomicUsize::new(0);
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (db, kept) = (t.db.clone(), &kept);
                scope.spawn(move || {
                    for n in 0..EACH {
                        let name = format!("{writer}-{n}");
                        let tx = db.write(Key::SYSTEM).expect("tx");
                        put(&tx, &name);
                        match n % 5 {
                            3 => drop(tx),
                            4 => {
                                tx.execute("insert into store_settings (name) values (null)", args![]).expect_err("refused");
                                assert!(matches!(tx.commit(), Err(Error::Poisoned)));
                            }
                            _ => {
                                tx.commit().expect("commit");
                                kept.fetch_add(1, Ordering::Relaxed);
                            }
                        }
                        assert_eq!(is_there(&db, &name), n % 5 < 3, "{name}");
                    }
                });
            }
        });
        let read = t.db.read(Key::SYSTEM).expect("read");
        let sql = "select count(*) from store_settings where name like '%-%' and value = ''";
        let all: i64 = read.one(sql, args![], |row| row.get(0)).expect("count");
        assert_eq!((all, kept.load(Ordering::Relaxed)), ((WRITERS * EACH * 3 / 5) as i64, WRITERS * EACH * 3 / 5));
    }
}
