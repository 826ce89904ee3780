//! Taking it back.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{Visitor, both_databases};
use belfry_threats::event::import::{ImportContext, Reach, import_misp};
use jiff::SignedDuration;
use std::io::Cursor;

use crate::circle::Community;
use crate::{HOME, context, rows, world};

const REASON: &str = "The address was our own scanner";

/// An event of an address and a name, published for the community and recalled after a minute; its address.
fn recalled(c: &Community, ana: &Visitor<'_>) -> String {
    let event = c.draft(ana, "Odd logins", "green", "community");
    for (kind, value) in [("ip-dst", "198.51.100.7"), ("domain", "evil.example")] {
        ana.submit(&format!("{event}/attributes/add"), &[("type", kind), ("value", value)]).expect(303);
    }
    c.publish(ana, &event, "community", "green");
    c.site.db.clock.advance(SignedDuration::from_secs(60));
    ana.submit(&format!("{event}/recall"), &[("reason", REASON)]).expect(303);
    event
}

both_databases! {
    fn a_recalled_event_stays_with_its_readers_and_says_so(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        c.publish(&ana, &event, "community", "amber");
        assert_eq!(omar.submit(&format!("{event}/recall"), &[("reason", "I do not like it")]).status, 403);
        let page = ana.submit(&format!("{event}/recall"), &[("reason", " ")]).expect(422);
        assert!(page.says("Give a reason"));
        ana.submit(&format!("{event}/recall"), &[("reason", "The address was our own scanner")]).expect(303);
        assert!(omar.get(&event).expect(200).says("Recalled"));
        assert!(omar.get("/threats/events").says("Recalled"));
        assert!(omar.get(&event).says("The address was our own scanner"));
        // Publishing it again lifts the recall.
        c.publish(&ana, &event, "community", "amber");
        assert!(!omar.get(&event).says("our own scanner"));
    }

    fn what_is_withdrawn_is_a_draft_again_that_can_be_published(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        c.publish(&ana, &event, "community", "amber");
        ana.submit(&format!("{event}/withdraw"), &[]).expect(303);
        assert_eq!(omar.get(&event).status, 404);
        let log = ana.get(&format!("{event}/disclosures")).expect(200);
        assert!(log.says("Narrowed to: Your own organisation") && log.says("Out of sight"), "{}", log.text);
        assert!(ana.get(&format!("{event}/edit")).expect(200).says("Publish"));
        c.publish(&ana, &event, "community", "amber");
        assert_eq!(omar.get(&event).status, 200);
    }

    fn what_is_deleted_nobody_sees(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let nis = c.site.person("Nils", c.water, &[Role::NisImplementer]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        c.publish(&ana, &event, "community", "amber");
        ana.submit(&format!("{event}/delete"), &[]).expect(422);
        nis.submit(&format!("{event}/delete"), &[("sure", "yes")]).expect(403);
        ana.submit(&format!("{event}/delete"), &[("sure", "yes")]).expect(303);
        assert_eq!(ana.get(&event).status, 404);
        assert!(!ana.get("/threats/events").says("Odd logins"));
    }

    fn a_deletion_is_told_to_those_who_saw_it_and_that_of_a_draft_to_nobody(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let facts = |event: &str| -> Vec<(String, String)> {
            let read = c.site.db.db.read(Key::SYSTEM).expect("read");
            let uuid: uuid::Uuid = event.rsplit('/').next().expect("its id").parse().expect("a UUID");
            let sql = "select l.fact, l.data from store_ledger l join store_subjects s on s.id = l.subject_id \
                       where s.uuid = $1 and l.fact in ('threats.event-withdrawn', 'threats.event-deleted') order by l.id";
            read.rows(sql, args![uuid], |row| Ok((row.get(0)?, row.get(1)?))).expect("facts")
        };
        let shown = c.draft(&ana, "Odd logins", "green", "community");
        c.publish(&ana, &shown, "community", "green");
        let seen_by: i64 = {
            let read = c.site.db.db.read(Key::SYSTEM).expect("read");
            read.one("select id from store_labels where canonical = 'green;m'", args![], |row| row.get(0)).expect("a label")
        };
        for event in [shown, recalled(&c, &ana)] {
            ana.submit(&format!("{event}/delete"), &[("sure", "yes")]).expect(303);
            let told = facts(&event);
            let names: Vec<&str> = told.iter().map(|(fact, _)| fact.as_str()).collect();
            assert_eq!(names, ["threats.event-deleted"]);
            assert!(told[0].1.contains(&format!("\"before\":{seen_by}")), "{told:?}");
        }
        let draft = c.draft(&ana, "Odd logins", "green", "community");
        ana.submit(&format!("{draft}/delete"), &[("sure", "yes")]).expect(303);
        assert!(facts(&draft)[0].1.contains("\"before\":null"), "nobody had it");
    }

    fn what_was_recalled_is_marked_wherever_it_is_met(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = recalled(&c, &ana);
        let chip = |text: &str| text.contains("Recalled</span>");
        let value = omar.get("/threats/values?value=198.51.100.7").expect(200);
        assert!(chip(&value.text) && !value.says("Detection<"), "{}", value.text);
        let list = omar.submit("/threats/values", &[("values", "198.51.100.7\nevil.example")]).expect(200);
        assert!(list.says("2 of 2 values are known") && chip(&list.text), "{}", list.text);
        let page = omar.get(&event).expect(200);
        assert!(chip(&page.text) && !page.says("chip accent\">Detection"), "{}", page.text);

        let other = c.draft(&omar, "Seen at the quay", "green", "community");
        ana.get(&other).expect(404);
        let add = [("type", "ip-src"), ("value", "198.51.100.7")];
        omar.submit(&format!("{other}/attributes/add"), &add).expect(303);
        let near = omar.get(&other).expect(200);
        let common = near.text.split("In common with other events").nth(1).and_then(|rest| rest.split("</aside>").next());
        assert!(common.is_some_and(chip), "{}", near.text);
        let pasted = omar.submit(&format!("{other}/attributes/paste"), &[("text", "we met evil.example")]).expect(200);
        assert!(pasted.says("Odd logins") && chip(&pasted.text), "{}", pasted.text);

        let key = c.site.key(omar.id(), Scope::Read);
        let told = omar.api("GET", "/api/v1/threats/values?value=198.51.100.7", &key, None).expect(200).json();
        assert!(told["items"].as_array().is_some_and(|items| items.iter().any(|one| one["state"] == "recalled")), "{told}");
        assert!(told["items"].as_array().is_some_and(|items| items.iter().any(|one| one["state"] == "draft")), "{told}");

        c.publish(&ana, &event, "community", "green");
        let again = omar.get("/threats/values?value=evil.example").expect(200);
        assert!(!chip(&again.text) && again.says("Detection<"), "a recall can be lifted: {}", again.text);
    }

    fn what_was_recalled_goes_into_no_block_list(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = recalled(&c, &ana);
        let file = |format: &str| omar.get(&format!("{event}/export/{format}")).expect(200).text;
        let page = omar.get(&format!("{event}/export")).expect(200);
        assert!(page.says("No value: only when and why") && !page.says("One value on each line"), "{}", page.text);
        for query in ["", "?all=1", "?bare=1", "?all=1&bare=1"] {
            let text = file(&format!("text{query}"));
            assert!(text.lines().all(|line| line.starts_with('#')), "{text}");
            assert_eq!(text.contains("RECALLED at 2026-") && text.contains(REASON), !query.contains("bare"), "{text}");
        }
        let key = c.site.key(omar.id(), Scope::Read);
        for query in ["format=text", "format=text&state=recalled", "format=text&state=recalled&all=1"] {
            let all = omar.api("GET", &format!("/api/v1/threats/events?{query}"), &key, None).expect(200).text;
            assert!(!all.contains("evil.example") && !all.contains("198.51.100.7"), "{all}");
        }
        let misp = file("misp");
        assert!(misp.contains("belfry:state=\\\"recalled\\\"") && !misp.contains("\"to_ids\":true"), "{misp}");
        assert!(file("csv").contains(",recalled,") && file("stix").contains("\"revoked\":true"));
        let page = omar.get(&format!("{event}/export")).expect(200);
        assert!(page.says("As text there are no values") && page.says("2 values of a recalled event"), "{}", page.text);
        c.publish(&ana, &event, "community", "green");
        assert!(file("text").contains("evil.example") && file("misp").contains("\"to_ids\":true"));
    }

    fn a_recall_reaches_another_community_by_its_file_and_so_does_its_end(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]).expect(303);
        c.publish(&ana, &event, "community", "green");
        let file = || ana.get(&format!("{event}/export/misp")).expect(200).text;
        let elsewhere = world(engine);
        let there = context(&elsewhere, HOME, Reach::Community);
        let take = |ctx: &ImportContext<'_>, text: &str| {
            import_misp(ctx, &mut Cursor::new(text.to_owned()), &mut |_| true).expect("import")
        };
        let detects = || {
            let read = elsewhere.db.read(Key::SYSTEM).expect("read");
            read.one("select to_ids from threats_attributes", args![], |row| row.get::<bool>(0)).expect("one")
        };
        take(&there, &file());
        assert!(detects());
        ana.submit(&format!("{event}/recall"), &[("reason", REASON)]).expect(303);
        let text = file();
        take(&there, &text);
        assert!(!detects() && rows(&elsewhere, "threats_events") == 1);
        // At home the same file says nothing new.
        let told = serde_json::to_string(&take(&context(&c.site.db, c.water, Reach::Community), &text)).expect("json");
        assert!(told.starts_with(r#"{"new":0,"updated":0,"unchanged":1,"#), "{told}");
        c.publish(&ana, &event, "community", "green");
        take(&there, &file());
        assert!(detects(), "and back");
    }

    fn a_recall_has_a_time_of_its_own(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        c.publish(&ana, &event, "community", "green");
        let fact = |name: &str| {
            let page = ana.get(&event).expect(200).text;
            let behind = page.split(&format!(">{name}</dt>")).nth(1).unwrap_or_default().to_owned();
            behind.split("datetime=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
        };
        let published = fact("Published");
        assert!(published.starts_with("2026-"), "{published}");
        c.site.db.clock.advance(SignedDuration::from_secs(60));
        ana.submit(&format!("{event}/recall"), &[("reason", REASON)]).expect(303);
        assert_eq!(fact("Published"), published, "the recall does not move it");
        assert!(fact("Recalled on").as_str() > published.as_str());
        let misp: serde_json::Value = serde_json::from_str(&ana.get(&format!("{event}/export/misp")).text).expect("json");
        let at: jiff::Timestamp = published.parse().expect("an instant");
        assert_eq!(misp["Event"]["publish_timestamp"].to_string().trim_matches('"'), at.as_second().to_string(), "{misp}");
    }

    fn the_act_has_one_word_and_is_offered_once(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        c.publish(&ana, &event, "community", "green");
        for page in [event.clone(), format!("{event}/edit")] {
            let page = ana.get(&page).expect(200);
            assert!(page.says("Recall …") && !page.says("Take back …"), "{}", page.text);
        }
        let form = ana.get(&format!("{event}/recall")).expect(200);
        assert!(form.says("Recall this event") && !form.says("Take back"), "{}", form.text);
        ana.submit(&format!("{event}/recall"), &[("reason", REASON)]).expect(303);
        for page in [event.clone(), format!("{event}/edit")] {
            assert!(!ana.get(&page).expect(200).says("Recall …"));
        }
        assert!(ana.get(&format!("{event}/edit")).says("Withdraw …"), "what is recalled can still be withdrawn");
        let form = ana.get(&format!("{event}/recall")).expect(200);
        assert!(!form.says("Recall this event") && form.says("Withdraw to draft"), "{}", form.text);
    }
}
