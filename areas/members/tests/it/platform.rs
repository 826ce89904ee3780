//! The platform's own pages, and what it holds on a person.

use std::collections::BTreeMap;

use belfry_kernel::Role;
use belfry_members::area;
use belfry_store::{Key, job, ledger};
use belfry_testkit::{Engine, TestSite, Visitor, both_databases};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{between, site};

fn cast(site: &TestSite) -> (Visitor<'_>, Visitor<'_>) {
    let office = site.organisation("Office", "institution");
    let water = site.organisation("Water", "oes");
    let petra = site.person("Petra", office, &[Role::PlatformAdministrator]);
    let ana = site.person("Ana Lund", water, &[Role::Contributor]);
    (petra, ana)
}

both_databases! {
    fn the_administrator_sees_how_the_platform_is_and_nobody_else_does(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        for page in ["/members/platform", "/members/platform/people", "/members/platform/organisations", "/members/platform/jobs", "/members/platform/settings", "/members/platform/ledger"] {
            let answer = petra.get(page).expect(200);
            assert!(answer.queries.is_some_and(|count| count <= 6), "{page}: {:?}", answer.queries);
            ana.get(page).expect(403);
        }
        let health = petra.get("/members/platform").expect(200);
        // The one thing that a new site cannot help: the disk that it stands on.
        let full = health.says("Make room");
        assert_eq!(health.says("Everything is as it should be"), !full);
        assert_eq!(health.text.matches("chip warn").count(), usize::from(full));
        let found = petra.get("/members/platform/people?q=lund").expect(200);
        assert!(found.says("Ana Lund") && found.text.matches("class=\"row-link\"").count() == 1);
        assert!(petra.get("/members/platform/people.csv").expect(200).says("Ana Lund"));
        ana.get("/members/platform/people.csv").expect(403);
        site.run_jobs();
    }

    fn the_administrator_sees_which_organisation_nobody_looks_after(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        let rail = site.organisation("Rail", "oes");
        site.person("Rosa", rail, &[Role::OrganisationAdministrator]);
        site.organisation("Empty Quarters", "sme");
        let list = |query: &str| petra.get(&format!("/members/platform/organisations{query}")).expect(200);
        let rows = |page: &belfry_testkit::Answer| page.text.matches("class=\"row-link\"").count();
        let all = list("");
        assert!(rows(&all) == 4 && all.says("Last seen"), "{}", all.text);
        let alone = list("?need=administrator");
        assert!(alone.says("Water") && !alone.says(">Rail<") && !alone.says("Empty"), "{}", alone.text);
        let empty = list("?need=people");
        assert!(rows(&empty) == 1 && empty.says("Empty Quarters"));
        assert!(list("?need=answer").says("No organisation fits"));
        site.stranger().submit("/join", &[("organisation", "Rail"), ("name", "Cy"), ("email", "cy@rail.example")]).expect(200);
        let asked = list("?need=answer&q=rai");
        assert!(rows(&asked) == 1 && asked.says("Rail"));
        assert!(petra.get("/members/platform/organisations.csv?need=people").expect(200).says("Empty Quarters"));
        ana.get("/members/platform/organisations.csv").expect(403);
        site.run_jobs();
    }

    fn a_suspended_account_opens_again_and_its_sessions_stay_ended(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        let list = petra.get("/members/platform/people?q=lund").expect(200);
        let path = format!("/members/platform/people/{}", between(&list.text, "class=\"row-link\" href=\"/members/platform/people/", "\""));
        ana.submit(&path, &[("act", "suspend")]).expect(403);
        petra.submit(&path, &[("act", "suspend")]).expect(303);
        ana.get("/members/me").expect(303);
        assert!(petra.get(&path).expect(200).says("Suspended"));
        petra.submit(&path, &[("act", "resume")]).expect(303);
        ana.get("/members/me").expect(303);
        site.sign_in(ana.id()).get("/members/me").expect(200);
        site.run_jobs();
    }

    fn a_failed_job_is_tried_again_and_its_words_stay_with_its_owner(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        let act = belfry_store::Act { actor: Some(ana.id()), ..site.act() };
        let id = job::add(&tx, act, "members.personal-copy", "{}", site.act().now).expect("a job");
        let one = job::get(&tx, id).expect("get").expect("the job");
        job::fail(&tx, &one, "line 3 of Quiet Water Plan.csv", false, site.act().now).expect("fail");
        tx.commit().expect("commit");
        let page = petra.get("/members/platform/jobs?state=failed").expect(200);
        assert!(page.says("members.personal-copy") && page.says("Its owner is told why") && !page.says("Quiet Water Plan"));
        let path = format!("/members/platform/jobs/{id}");
        ana.submit(&path, &[("act", "retry")]).expect(403);
        petra.submit(&path, &[("act", "retry")]).expect(303);
        petra.submit(&path, &[("act", "retry")]).expect(404);
        assert_eq!(site.run_jobs(), 1);
        assert!(petra.get("/members/platform/jobs?state=done").expect(200).says("members.personal-copy"));
    }

    fn health_tells_of_disk_mail_and_backup(engine) {
        let site = TestSite::with(engine, &[area()], |settings| settings.mail = true);
        let (petra, ana) = cast(&site);
        let page = petra.get("/members/platform").expect(200);
        assert!(page.says("Room on the disk") && page.says("None yet") && page.says("None is known"));
        ana.submit("/members/me/address", &[("email", "ana.lund@water.example")]).expect(303);
        let standing = || belfry_members::platform::standing::of(&site.house).expect("figures");
        assert_eq!((standing().waiting, standing().failed, standing().sent), (2, 0, None));
        site.run_jobs();
        assert_eq!((standing().waiting, standing().sent), (0, Some(belfry_kernel::Clock::now(&*site.db.clock))));
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        tx.execute("update store_jobs set state = 'failed' where name = 'members.mail'", belfry_store::args![]).expect("failed");
        let taken = belfry_kernel::Clock::now(&*site.db.clock).to_string();
        belfry_store::setting::put(&tx, belfry_members::platform::standing::BACKUP, &taken).expect("noted");
        tx.commit().expect("commit");
        let page = petra.get("/members/platform").expect(200);
        assert!(!page.says("None is known") && page.says("Something needs a look"));
        assert_eq!(standing().failed, 2);
        site.db.clock.advance(jiff::SignedDuration::from_hours(24 * 9));
        assert!(site.sign_in(petra.id()).get("/members/platform").expect(200).says("older than a week"));
        // The job that looks through the store is asked for once a day.
        assert!(belfry_members::platform::sweep::ask(&site.house).expect("asked"));
        assert!(!belfry_members::platform::sweep::ask(&site.house).expect("asked"));
        assert_eq!(site.run_jobs(), 1);
    }

    fn settings_are_checked_and_written_down(engine) {
        let site = site(engine);
        let (petra, _) = cast(&site);
        let odd = [("retention.jobs", "1"), ("retention.notices", "365")];
        let refused = petra.submit("/members/platform/settings", &odd).expect(422);
        assert!(refused.says("value=\"1\"") && refused.says("from 7 to 3,650"));
        petra.submit("/members/platform/settings", &[("retention.jobs", "30"), ("retention.notices", "365")]).expect(303);
        assert!(petra.get("/members/platform/settings").expect(200).says("value=\"30\""));
        assert!(petra.get("/members/platform/ledger?fact=members.settings").expect(200).says("retention.jobs"));
    }

    fn the_community_has_a_name_a_language_and_a_door_that_can_be_closed(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        let here = "/members/platform/settings/community";
        let mut fields = vec![
            ("community.name", "River Basin"),
            ("sign-up", "closed"),
            ("language", "fr"),
            ("mail.sender-name", "River Basin"),
            ("mail.sender", "nobody"),
        ];
        let refused = petra.submit(here, &fields).expect(422);
        assert!(refused.says("value=\"River Basin\"") && refused.says("href=\"#f-mail.sender\""));
        fields[4].1 = "no-reply@basin.example";
        ana.submit(here, &fields).expect(403);
        petra.submit(here, &fields).expect(303);
        // Everybody sees it at once; who asks for no language that is here reads French.
        assert!(ana.get("/members/me").expect(200).says("River Basin"));
        let door = site.stranger();
        assert!(door.speaking("pt").get("/sign-in").expect(200).says("River Basin"));
        let door = site.stranger().speaking("pt");
        assert!(door.get("/classify").expect(200).says("Secteur"));
        for page in ["/join", "/apply"] {
            door.get(page).expect(404);
        }
        let sign_in = door.get("/sign-in").expect(200);
        assert!(!sign_in.says("/join") && !sign_in.says("/apply"));
        let ledger = petra.get("/members/platform/ledger?fact=members.settings").expect(200);
        for name in ["community.name", "sign-up", "language", "mail.sender-name", "mail.sender"] {
            assert!(ledger.says(name), "{name}");
        }
        // What is the same is no change.
        let before = petra.get("/members/platform/ledger?fact=members.settings").expect(200).text.matches("sign-up").count();
        petra.submit(here, &fields).expect(303);
        let after = petra.get("/members/platform/ledger?fact=members.settings").expect(200).text.matches("sign-up").count();
        assert_eq!(before, after);
        fields[1].1 = "request";
        petra.submit(here, &fields).expect(303);
        door.get("/apply").expect(200);
    }

    fn mail_comes_from_whom_it_was_chosen(engine) {
        let site = TestSite::with(engine, &[area()], |settings| settings.mail = true);
        let (petra, ana) = cast(&site);
        let fields = [("sign-up", "request"), ("mail.sender-name", "River Basin"), ("mail.sender", "no-reply@basin.example")];
        petra.submit("/members/platform/settings/community", &fields).expect(303);
        ana.submit("/members/me/address", &[("email", "ana.lund@water.example")]).expect(303);
        site.run_jobs();
        let mails = site.outbox.take();
        assert!(!mails.is_empty());
        for mail in mails {
            assert_eq!((mail.sender().name.as_str(), mail.sender().address.as_str()), ("River Basin", "no-reply@basin.example"));
        }
    }

    fn the_ledger_is_filtered_verified_and_taken_away_without_names(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        site.run_jobs();
        let page = petra.get("/members/platform/ledger?fact=identity.person").expect(200);
        assert!(page.says("identity.person-joined") || page.says("identity."), "{}", page.text);
        let lines = petra.get("/members/platform/ledger.ndjson").expect(200);
        let first: Value = serde_json::from_str(lines.text.lines().next().expect("a line")).expect("JSON");
        assert!(first["fact"].is_string());
        assert!(!lines.says("Ana Lund") && !lines.says("Water"));
        assert!(petra.get("/members/platform/ledger.csv").expect(200).says("identity."));
        ana.get("/members/platform/ledger.ndjson").expect(403);
        petra.submit("/members/platform/ledger/verify", &[]).expect(303);
        site.run_jobs();
        assert!(petra.get("/members/platform/ledger").expect(200).says("sealed entries fit"));
    }

    fn the_ledger_as_lines_loses_no_digit_and_can_be_verified_elsewhere(engine) {
        let site = site(engine);
        let (petra, _) = cast(&site);
        site.run_jobs();
        let text = petra.get("/members/platform/ledger.ndjson").expect(200).text;
        let all: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        // As a browser or jq reads them.
        fn holds(value: &Value) -> bool {
            match value {
                Value::Number(number) => number.as_i64().is_some_and(|number| number.abs() < 1 << 53),
                Value::Array(list) => list.iter().all(holds),
                Value::Object(map) => map.values().all(holds),
                _ => true,
            }
        }
        assert!(!all.is_empty() && all.iter().all(holds), "{text}");
        let id = |one: &Value, name: &str| one[name].as_str().map_or(0, |text| text.parse::<i64>().expect("digits"));
        assert!(all.iter().any(|one| id(one, "subject") > 1 << 53), "{text}");
        let hash = |one: &Value| -> Vec<u8> {
            let text = one["hash"].as_str().expect("a hash");
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal")).collect()
        };
        let sealed: BTreeMap<i64, &Value> = all.iter().filter_map(|one| Some((one["number"].as_i64()?, one))).collect();
        assert!(engine == Engine::Postgres || sealed.len() == all.len());
        for (number, one) in &sealed {
            let before = sealed.get(&(number - 1)).map(|before| hash(before)).unwrap_or_default();
            let at: jiff::Timestamp = one["at"].as_str().expect("an instant").parse().expect("an instant");
            let fact = one["fact"].as_str().expect("a fact");
            let mut sum = Sha256::new();
            sum.update((before.len() as u64).to_le_bytes());
            sum.update(&before);
            sum.update(at.as_microsecond().to_le_bytes());
            sum.update((fact.len() as u64).to_le_bytes());
            sum.update(fact);
            sum.update(id(one, "actor").to_le_bytes());
            sum.update(id(one, "subject").to_le_bytes());
            sum.update(one["hashed"].as_str().expect("what was hashed"));
            assert_eq!(sum.finalize().to_vec(), hash(one), "{one}");
        }
    }

    fn ana_takes_everything_about_her_along_and_nobody_else_does(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        ana.submit("/members/me/data", &[]).expect(303);
        site.run_jobs();
        let page = ana.get("/members/me/data").expect(200);
        let path = format!("/members/me/data/{}", between(&page.text, "href=\"/members/me/data/", "\""));
        let copy = ana.get(&path).expect(200);
        assert!(copy.text.starts_with("PK"), "{path}");
        petra.get(&path).expect(404);
    }

    fn ana_is_erased_at_once_where_nobody_relies_on_what_she_did(engine) {
        let site = site(engine);
        let (petra, ana) = cast(&site);
        let phone = site.sign_in(ana.id());
        ana.submit("/members/me/views", &[("list", "/members/organisations"), ("query", "kind=oes"), ("name", "Mine"), ("share", "yes")]).expect(303);
        assert!(ana.get("/members/me/data").expect(200).says("Erase me now"));
        let gone = ana.submit("/members/me/data/erase", &[("act", "erase")]).expect(303);
        assert_eq!(gone.location.as_deref(), Some("/sign-in"));
        ana.get("/members/me").expect(303);
        phone.get("/members/me").expect(303);
        for page in ["/members/platform/people", "/members/platform/people.csv", "/members/platform/ledger.ndjson"] {
            let told = petra.get(page).expect(200);
            assert!(!told.says("Ana Lund") && !told.says("ana.lund"), "{page}");
        }
        assert!(petra.get("/members/platform/people").expect(200).says("Erased "));
        let read = site.db.db.read(Key::SYSTEM).expect("read");
        assert_eq!(ledger::verify(&read).expect("verify").broken_at, None);
        drop(read);
        site.run_jobs();
    }

    fn who_is_named_in_a_record_is_erased_by_an_administrator_who_has_it_on_his_agenda(engine) {
        let site = site(engine);
        let (petra, _) = cast(&site);
        let rail = site.organisation("Rail", "oes");
        let eve = site.person("Eve_Marsh", rail, &[Role::OrganisationAdministrator]);
        let here = crate::organisations::url(&eve, "Rail");
        let email = format!("eve_marsh@{}.example", rail.0);
        let contact = [("contacts-0-role", "security"), ("contacts-0-name", "Eve Marsh"), ("contacts-0-email", &*email)];
        eve.submit(&format!("{here}/record/contacts"), &contact).expect(303);
        let erasure = || crate::record::obligations(&site).into_iter().filter(|(what, _)| what == "members-due-erasure").count();
        let data = eve.get("/members/me/data").expect(200);
        assert!(data.says("one contact point") && data.says("names somebody else") && data.says("Ask to be erased"));
        for _ in 0..2 {
            eve.submit("/members/me/data/erase", &[("act", "erase")]).expect(303);
        }
        assert_eq!(erasure(), 1, "once, on the agenda of the one administrator");
        eve.submit("/members/me/data/erase", &[("act", "withdraw")]).expect(303);
        assert_eq!(erasure(), 0);
        eve.submit("/members/me/data/erase", &[("act", "erase")]).expect(303);
        let people = petra.get("/members/platform/people?state=asked").expect(200);
        let person = format!("/members/platform/people/{}", between(&people.text, "href=\"/members/platform/people/", "\""));
        assert!(petra.get(&format!("{person}/erase")).expect(200).says("contact point"));
        petra.submit(&format!("{person}/erase"), &[]).expect(303);
        assert_eq!(erasure(), 0);
        petra.get(&person).expect(404);
        site.run_jobs();
    }

    fn the_last_administrator_stays(engine) {
        let site = site(engine);
        let (petra, _) = cast(&site);
        petra.submit("/members/me/data/erase", &[("act", "erase")]).expect(303);
        petra.get("/members/me").expect(200);
        site.run_jobs();
    }
}
