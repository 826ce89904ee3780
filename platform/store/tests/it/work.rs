//! Jobs and the agenda: nothing is lost, nothing is done by two.

use belfry_kernel::{Clock, PersonId};
use belfry_store::agenda::{self, Obligation};
use belfry_store::{Act, Key, job};
use belfry_testkit::{TestDb, both_databases};
use jiff::SignedDuration;

both_databases! {
    fn a_job_whose_worker_went_silent_is_given_to_another(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let id = job::add(&tx, t.act(), "trial.job", "{}", t.clock.now()).expect("add");
        tx.commit().expect("commit");
        let first = job::take(&t.db, t.clock.now()).expect("take").expect("job");
        assert_eq!((first.id, first.attempts), (id, 1));
        assert!(job::take(&t.db, t.clock.now()).expect("take").is_none(), "it is leased");
        t.clock.advance(job::LEASE + SignedDuration::from_secs(1));
        let second = job::take(&t.db, t.clock.now()).expect("take").expect("again");
        assert_eq!((second.id, second.attempts), (id, 2));
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        job::finish(&tx, id, "{}", t.clock.now()).expect("finish");
        tx.commit().expect("commit");
        t.clock.advance(SignedDuration::from_hours(1));
        assert!(job::take(&t.db, t.clock.now()).expect("take").is_none());
    }

    fn a_failed_job_is_tried_later_and_a_cancelled_one_is_told_to_stop(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let act = Act { actor: Some(PersonId(7)), ..t.act() };
        job::add(&tx, act, "trial.job", "{}", t.clock.now()).expect("add");
        tx.commit().expect("commit");
        let one = job::take(&t.db, t.clock.now()).expect("take").expect("job");
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        job::fail(&tx, &one, "the disk was full", true, t.clock.now()).expect("fail");
        tx.commit().expect("commit");
        assert!(job::take(&t.db, t.clock.now()).expect("take").is_none(), "not at once");
        t.clock.advance(SignedDuration::from_secs(11));
        let one = job::take(&t.db, t.clock.now()).expect("take").expect("later");
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        assert!(!job::cancel(&tx, one.id, PersonId(8), t.clock.now()).expect("cancel"), "not another's");
        assert!(job::cancel(&tx, one.id, PersonId(7), t.clock.now()).expect("cancel"));
        assert!(!job::progress(&tx, one.id, 1, None, t.clock.now()).expect("progress"), "stop");
        tx.commit().expect("commit");
    }

    fn what_is_due_comes_soonest_first_and_ends(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        for (what, hours) in [("later", 5), ("sooner", 1)] {
            let due = t.clock.now() + SignedDuration::from_hours(hours);
            let one = Obligation { id: 0, subject: None, person: Some(PersonId(7)), organisation: None, what: what.into(), data: "{}".into(), due };
            agenda::open(&tx, t.act(), &one, None).expect("open");
        }
        tx.commit().expect("commit");
        let read = t.db.read(Key::SYSTEM).expect("read");
        let mine: Vec<String> = agenda::due(&read, PersonId(7), &[], 10).expect("due").into_iter().map(|o| o.what).collect();
        assert_eq!(mine, ["sooner", "later"]);
        assert!(agenda::due(&read, PersonId(8), &[], 10).expect("due").is_empty());
    }
}
