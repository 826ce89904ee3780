//! What is sent twice is done once: double clicks, pages that are sent again, programs that try anew.

use std::sync::Barrier;
use std::thread;

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{Answer, Visitor, both_databases};
use serde_json::Value;

use crate::circle::{Community, hidden};
use crate::wizard::{paste, waiting_files};
use crate::{attribute, event};

const NEW: &str = "/threats/events/new";
const FIELDS: [(&str, &str); 4] = [("title", "Odd logins"), ("date", "2026-03-01"), ("tlp", "amber"), ("reach", "own")];

/// The same form of the same page.
fn sent<'a>(token: &'a str, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("csrf", token)].into_iter().chain(fields.iter().copied()).collect()
}

fn count(c: &Community, sql: &'static str) -> i64 {
    c.site.db.db.read(Key::SYSTEM).expect("read").one(sql, args![], |row| row.get(0)).expect("a number")
}

fn events(c: &Community) -> i64 {
    count(c, "select count(*) from threats_events")
}

fn call(who: &Visitor<'_>, key: &str, name: &str, body: &Value) -> Answer {
    who.api_once("/api/v1/threats/import?format=misp", key, name, body)
}

both_databases! {
    fn a_form_that_is_sent_twice_makes_one_event_and_leads_to_it_twice(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let token = hidden(&ana.get(NEW).expect(200).text, "csrf");
        let form = sent(&token, &FIELDS);
        let first = ana.submit_raw(NEW, &form).expect(303);
        let second = ana.submit_raw(NEW, &form).expect(303);
        assert_eq!(first.location, second.location);
        assert_eq!(first.headers.get("set-cookie"), second.headers.get("set-cookie"), "and says the same");
        assert_eq!(events(&c), 1);

        let anew = hidden(&ana.get(NEW).expect(200).text, "csrf");
        let third = ana.submit_raw(NEW, &sent(&anew, &FIELDS)).expect(303);
        assert_ne!(first.location, third.location, "the page loaded anew is another form");
        let other = [("title", "Odd logins again"), FIELDS[1], FIELDS[2], FIELDS[3]];
        let fourth = ana.submit_raw(NEW, &sent(&token, &other)).expect(303);
        assert_ne!(first.location, fourth.location, "whoever goes back and types something else makes another");
        assert_eq!(events(&c), 3);
    }

    fn many_at_once_make_one(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let (token, key) = (ana.token(), c.site.key(ana.id(), Scope::Write));
        let form = sent(&token, &FIELDS);
        let file = event(1, 1_772_600_000, &[], &[attribute(1, "md5", &"a".repeat(32))]);
        let (led, told): (Vec<Answer>, Vec<Answer>) = thread::scope(|scope| {
            let clicks: Vec<_> = (0..6).map(|_| scope.spawn(|| ana.submit_raw(NEW, &form))).collect();
            let calls: Vec<_> = (0..6).map(|_| scope.spawn(|| call(&ana, &key, "nightly 7", &file))).collect();
            let ended = |all: Vec<thread::ScopedJoinHandle<'_, Answer>>| {
                all.into_iter().map(|one| one.join().expect("an answer")).collect()
            };
            (ended(clicks), ended(calls))
        });
        assert!(led.iter().all(|one| one.status == 303 && one.location == led[0].location), "{led:?}");
        assert!(told.iter().all(|one| one.status == 202 && one.text == told[0].text), "{told:?}");
        assert_eq!(events(&c), 1);
        assert_eq!(count(&c, "select count(*) from store_jobs where name = 'threats.import'"), 1);
        assert_eq!(waiting_files(&c.site), 1, "what the others sent is no longer here");
        c.site.run_jobs();
        assert_eq!(waiting_files(&c.site), 0);
    }

    fn one_text_or_pile_of_files_in_two_tabs_is_taken_in_once(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let at_once = |send: &(dyn Fn(usize) -> Answer + Sync)| -> Vec<Answer> {
            let start = Barrier::new(2);
            thread::scope(|scope| {
                let tab = |n| { let start = &start; scope.spawn(move || { start.wait(); send(n) }) };
                let tabs = [0, 1].map(tab);
                tabs.map(|one| one.join().expect("an answer")).into()
            })
        };
        for round in 1..=3 {
            let fields = [FIELDS[0], FIELDS[1], FIELDS[2], FIELDS[3], ("take", "0"), ("type-0", "domain")];
            let to = paste(&ana, "evil.example").0;
            let tokens = [ana.token(), ana.token()];
            let mut told = at_once(&|n| ana.submit_raw(&to, &sent(&tokens[n], &fields)));
            told.sort_unstable_by_key(|one| one.status);
            assert_eq!((told[0].status, told[1].status), (303, 404), "{told:?}");
            ana.get(told[0].location.as_deref().expect("the editor")).expect(200);
            assert_eq!((events(&c), waiting_files(&c.site)), (round, 0));
        }

        let file = |n: u128| event(n, 1_772_600_000, &[], &[attribute(n, "md5", &"a".repeat(32))]).to_string();
        let (good, bad) = (file(1), "{\"Event\": ");
        let both = [("file", "good.json", good.as_bytes()), ("file", "bad.json", bad.as_bytes())];
        let to = ana.upload("/threats/import/files", &[("reach", "own")], &both).location.expect("what is ready");
        let more = [file(2), file(3)];
        let told = at_once(&|n| ana.upload(&to, &[("reach", "own")], &[("file", "more.json", more[n].as_bytes())]));
        assert_eq!(told.iter().filter(|one| one.status == 303).count(), 1, "{told:?}");
        assert_eq!(waiting_files(&c.site), 2);
        c.site.run_jobs();
        assert_eq!((events(&c), waiting_files(&c.site)), (5, 0));
    }

    fn who_saves_or_publishes_twice_is_not_told_that_somebody_was_faster(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        let version = |what: &str| hidden(&ana.get(&format!("{event}/{what}")).expect(200).text, "version");
        let twice = |to: String, fields: &[(&str, &str)]| {
            let token = ana.token();
            let first = ana.submit_raw(&to, &sent(&token, fields)).expect(303);
            assert_eq!(ana.submit_raw(&to, &sent(&token, fields)).expect(303).location, first.location);
        };
        twice(format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]);
        twice(format!("{event}/edit"), &[("version", &version("edit")), ("title", "Odder"), FIELDS[1], FIELDS[2]]);
        assert_eq!(count(&c, "select count(*) from threats_attributes"), 1);
        let seen = version("publish");
        twice(format!("{event}/publish"), &[("version", &seen), ("reach", "community"), ("tlp", "amber")]);
        assert_eq!(count(&c, "select count(*) from store_ledger where fact = 'threats.event-published'"), 1);
    }

    fn a_refused_form_claims_nothing_and_a_token_is_its_persons_alone(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let ben = c.site.person("Ben", c.water, &[Role::Contributor]);
        let token = ana.token();
        let bad = [("title", ""), FIELDS[1], FIELDS[2], FIELDS[3]];
        for _ in 0..2 {
            ana.submit_raw(NEW, &sent(&token, &bad)).expect(422);
        }
        assert_eq!(count(&c, "select count(*) from store_once"), 0);
        ana.submit_raw(NEW, &sent(&token, &FIELDS)).expect(303);
        assert_eq!(ben.submit_raw(NEW, &sent(&token, &FIELDS)).status, 400, "another's token is none");

        let (hers, his) = (c.site.key(ana.id(), Scope::Write), c.site.key(ben.id(), Scope::Write));
        let file = event(1, 1_772_600_000, &[], &[attribute(1, "md5", &"a".repeat(32))]);
        let first = call(&ana, &hers, "seven", &file).expect(202).json();
        assert_ne!(call(&ben, &his, "seven", &file).expect(202).json(), first, "nor does a name tell of another's");
        assert_eq!(call(&ana, &hers, "seven", &file).expect(202).json(), first);
        let other = event(2, 1_772_600_000, &[], &[]);
        assert!(call(&ana, &hers, "seven", &other).expect(422).says("came with another request"));
        call(&ana, &hers, "", &file).expect(400);
        call(&ana, &hers, &"x".repeat(300), &file).expect(400);
        assert_ne!(call(&ana, &hers, "eight", &file).expect(202).json(), first);
        c.site.run_jobs();
    }

    fn a_key_is_bound_to_its_request_and_does_no_other(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let key = c.site.key(ana.id(), Scope::Write);
        let file = |value: &str| event(1, 1_772_600_000, &[], &[attribute(1, "md5", &value.repeat(32))]);
        let url = "/api/v1/threats/import?format=misp";
        let call = |url: &str, body: &Value| ana.api_once(url, &key, "nightly", body);
        let first = call(url, &file("a")).expect(202);
        for (url, body) in [(url, file("b")), ("/api/v1/threats/import?format=stix", file("a")),
            ("/api/v1/threats/import?format=misp&reach=own", file("a")), ("/api/v1/threats/import", file("a"))] {
            let told = call(url, &body).expect(422);
            assert!(told.says("came with another request") && told.says("take another key"), "{url}: {}", told.text);
            assert_eq!(told.headers["content-type"], "application/problem+json");
        }
        assert_eq!(call(url, &file("a")).expect(202).text, first.text);

        // Of files the content counts, not only name and length.
        let sent = |value: &str| {
            let part = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"e.json\"\r\n\r\n";
            let request = ana.request("POST", url).header("authorization", format!("Bearer {key}"))
                .header("idempotency-key", "weekly").header("content-type", "multipart/form-data; boundary=edge");
            ana.send(request, format!("{part}{}\r\n--edge--\r\n", file(value)).into())
        };
        let first = sent("c").expect(202);
        sent("d").expect(422);
        assert_eq!(sent("c").expect(202).text, first.text);
        assert_eq!(count(&c, "select count(*) from store_jobs where name = 'threats.import'"), 2);
        c.site.run_jobs();
    }

    fn what_was_found_in_a_text_becomes_one_event(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let fields = [FIELDS[0], FIELDS[1], FIELDS[2], FIELDS[3], ("take", "0"), ("type-0", "domain")];
        let (to, token) = (paste(&ana, "evil.example").0, ana.token());
        let first = ana.submit_raw(&to, &sent(&token, &fields)).expect(303);
        let before = hidden(&ana.get(&first.location.clone().expect("the editor")).expect(200).text, "version");
        let second = ana.submit_raw(&to, &sent(&token, &fields)).expect(303);
        assert_eq!(first.location, second.location);
        let after = hidden(&ana.get(&second.location.expect("the editor")).expect(200).text, "version");
        assert_eq!((events(&c), after), (1, before));
        ana.submit(&to, &fields).expect(404);
        ana.submit(&paste(&ana, "evil.example").0, &fields).expect(303);
        assert_eq!(events(&c), 2);
    }
}
