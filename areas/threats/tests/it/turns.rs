//! A large import gives way to those that wait behind it.

use belfry_identity::key::Scope;
use belfry_kernel::{Clock, Role};
use belfry_store::{Key, args, job};
use belfry_testkit::{TestSite, Visitor, both_databases};
use belfry_web::area::JobProblem;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{attribute, event};

/// More than one turn's.
const LARGE: u128 = 1_100;

fn file(numbers: std::ops::Range<u128>) -> String {
    let events: Vec<Value> = numbers
        .map(|n| event(n + 1, 1_772_600_000, &["tlp:green"], &[attribute(n, "domain", &format!("d{n}.example"))]))
        .collect();
    json!({ "response": events }).to_string()
}

fn send(who: &Visitor<'_>, name: &str, text: &str) -> i64 {
    let files = [("file", name, text.as_bytes())];
    let to =
        who.upload("/threats/import/files", &[("reach", "own")], &files).expect(303).location.expect("the job's page");
    to.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a job")
}

fn of(site: &TestSite, id: i64) -> job::Job {
    job::get(&site.db.db.read(Key::SYSTEM).expect("read"), id).expect("jobs").expect("the job")
}

fn result(site: &TestSite, id: i64) -> Value {
    serde_json::from_str(&of(site, id).result.expect("a result")).expect("JSON")
}

both_databases! {
    fn a_small_import_behind_a_large_one_ends_first_and_the_large_one_tells_of_each_event_once(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let home = site.organisation("Aqua", "oes");
        let (ana, bo) = (site.person("Ana", home, &[Role::Contributor]), site.person("Bo", home, &[Role::Contributor]));
        let large = send(&ana, "large.json", &file(0..LARGE));
        site.db.clock.advance(SignedDuration::from_secs(1));
        let small = send(&bo, "small.json", &file(5_000..5_002));
        // The large one's first turn, then the small one: the large one waits behind it.
        assert_eq!(site.run_jobs(), 2);
        assert_eq!((of(&site, large).state.as_str(), of(&site, small).state.as_str()), ("waiting", "done"));
        assert_eq!(of(&site, large).attempts, 0, "a turn is no try");
        assert_eq!(result(&site, small)["new"], 2);

        // Nobody waits any more: it goes to its end. A worker that died in between costs a turn, no event.
        site.db.clock.advance(SignedDuration::from_secs(1));
        let died = job::take(&site.db.db, site.db.clock.now()).expect("take").expect("the large one");
        assert_eq!(died.id, large);
        site.db.clock.advance(job::LEASE + SignedDuration::from_secs(1));
        site.run_jobs();
        let told = result(&site, large);
        assert_eq!((&told["new"], &told["unchanged"], &told["failed"]), (&json!(LARGE as u64), &json!(0), &json!(0)), "{told}");
        assert_eq!(told["files"].as_array().map(Vec::len), Some(1));
        let items = told["items"].as_array().expect("items");
        let each: std::collections::BTreeSet<&str> = items.iter().map(|item| item["uuid"].as_str().expect("one")).collect();
        assert_eq!((items.len(), each.len()), (1_000, 1_000));
        assert_eq!(told["more"], (LARGE - 1_000) as u64);
        let read = site.db.db.read(Key::SYSTEM).expect("read");
        let events: i64 = read.one("select count(*) from threats_events", args![], |row| row.get(0)).expect("count");
        assert_eq!(events, LARGE as i64 + 2);
    }

    fn what_a_turn_that_was_cut_off_had_brought_in_is_told_as_if_it_had_not_been(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let home = site.organisation("Aqua", "oes");
        let (ana, bo) = (site.person("Ana", home, &[Role::Contributor]), site.person("Bo", home, &[Role::Contributor]));
        // Twenty are here in an older version, ten in this one.
        let older: Vec<Value> = (0..20).map(|n| event(n + 1, 1_772_500_000, &["tlp:green"], &[])).collect();
        let same = file(20..30);
        send(&ana, "older.json", &json!({ "response": older }).to_string());
        send(&ana, "same.json", &same);
        site.run_jobs();
        let large = send(&ana, "large.json", &file(0..LARGE));
        site.db.clock.advance(SignedDuration::from_secs(1));
        let small = send(&bo, "small.json", &file(5_000..5_002));
        let handler = belfry_threats::area().jobs[0];
        let expected = |told: &Value| {
            let figures = ["new", "updated", "unchanged", "failed", "attributes"].map(|name| told[name].as_u64().expect("a number"));
            assert_eq!(figures, [LARGE as u64 - 30, 20, 10, 0, LARGE as u64 - 10], "{told}");
            let items = told["items"].as_array().expect("items");
            let each: std::collections::BTreeSet<&str> = items.iter().map(|item| item["uuid"].as_str().expect("one")).collect();
            assert_eq!((items.len(), each.len(), told["more"].as_u64()), (1_000, 1_000, Some(LARGE as u64 - 1_000)));
            assert_eq!(told["files"].as_array().map(Vec::len), Some(1));
        };
        // The worker dies between the commit of a turn's last event and the note that the turn is over.
        let taken = job::take(&site.db.db, site.db.clock.now()).expect("take").expect("the large one");
        assert_eq!(taken.id, large);
        assert!(matches!((handler.run)(&site.house, &taken), Err(JobProblem::GivesWay(_))));
        let died = || site.db.clock.advance(job::LEASE + SignedDuration::from_secs(1));
        died();
        // Another one dies when all is done but for the note.
        let taken = job::take(&site.db.db, site.db.clock.now()).expect("take").expect("the large one again");
        assert_eq!(taken.id, large);
        let ended = loop {
            match (handler.run)(&site.house, &taken) {
                Ok(ended) => break ended,
                Err(JobProblem::GivesWay(_)) => {}
                Err(_) => panic!("it goes on"),
            }
        };
        expected(&serde_json::from_str(&ended).expect("JSON"));
        died();
        site.run_jobs();
        expected(&result(&site, large));
        assert_eq!(result(&site, small)["new"], 2);
        let rows = |job: i64| -> i64 {
            let read = site.db.db.read(Key::SYSTEM).expect("read");
            read.one("select count(*) from threats_imported where job_id = $1", args![job], |row| row.get(0)).expect("count")
        };
        assert!(rows(small) > 0);
        send(&bo, "last.json", &file(6_000..6_001));
        site.run_jobs();
        assert_eq!((rows(large), rows(small)), (0, 0), "the next import sweeps what is done");
    }

    fn a_cancelled_import_tells_what_was_done_until_then(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let home = site.organisation("Aqua", "oes");
        let (ana, bo) = (site.person("Ana", home, &[Role::Contributor]), site.person("Bo", home, &[Role::Contributor]));
        let key = site.key(ana.id(), Scope::Read);
        let told = |id: i64| {
            let told = ana.api("GET", &format!("/api/v1/threats/import/{id}"), &key, None).expect(200).json();
            (told["state"].clone(), told["result"]["new"].clone(), told["partial"].clone())
        };
        // Between two turns, and while it runs.
        for (round, runs) in [(0, false), (1, true)] {
            let base = round * 10_000;
            let count = || -> i64 {
                let read = site.db.db.read(Key::SYSTEM).expect("read");
                read.one("select count(*) from threats_events", args![], |row| row.get(0)).expect("count")
            };
            let before = count();
            let id = send(&ana, "large.json", &file(base..base + LARGE));
            site.db.clock.advance(SignedDuration::from_secs(1));
            send(&bo, "small.json", &file(base + 5_000..base + 5_001));
            assert_eq!(site.run_jobs(), 2);
            let done = count() - before - 1;
            assert!((1..LARGE as i64).contains(&done), "{done}");
            site.db.clock.advance(SignedDuration::from_secs(1));
            let taken = runs.then(|| job::take(&site.db.db, site.db.clock.now()).expect("take").expect("the large one"));
            assert_eq!(told(id).1, Value::Null, "nothing is told before it ends");
            let page = format!("/threats/import/{id}");
            ana.submit(&format!("{page}/cancel"), &[]).expect(303);
            assert_eq!(told(id), (json!("cancelled"), json!(done), json!(true)));
            let least = "At least what is told below was done";
            assert!(ana.get(&page).expect(200).says(least) && ana.get(&page).says(&format!("Event {}", base + 7)));
            let Some(taken) = taken else { continue };
            let handler = belfry_threats::area().jobs[0];
            assert!(matches!((handler.run)(&site.house, &taken), Err(JobProblem::Cancelled)));
            assert_eq!(told(id), (json!("cancelled"), json!(done), json!(false)), "the worker has said all of it");
            assert!(!ana.get(&page).expect(200).says(least));
        }
    }
}
