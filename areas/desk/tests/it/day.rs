//! A person's day and agenda.

use belfry_contracts::threats::EventRecalled;
use belfry_kernel::{Clause, Label, OrganisationId, Role, Tlp};
use belfry_store::agenda::{self, Obligation};
use belfry_store::{Key, Value, ledger, scope};
use belfry_testkit::{TestSite, both_databases};
use jiff::SignedDuration;

use crate::community::{EVENT, act, both, publish, shared, site};

/// So many for the community that a list walks them.
fn many_events(site: &TestSite, owner: OrganisationId) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let label = scope::intern(&tx, &Label::new(Tlp::Green, Clause::Community)).unwrap();
    let mut rows = Vec::new();
    for n in 1..=2_100_i64 {
        let (id, uuid): (i64, uuid::Uuid) = (site.db.ids.next(), site.db.ids.uuid());
        let at = site.act().now;
        rows.extend([id.into(), EVENT.into(), uuid.into(), label.into(), owner.into()]);
        rows.extend([Value::from(format!("Event {n}")), Value::from(at)]);
    }
    let columns = ["id", "kind", "uuid", "label_id", "owner_id", "title", "updated"];
    tx.insert_many("store_subjects", &columns, "", &rows).unwrap();
    tx.commit().unwrap();
}

both_databases! {
    fn the_day_shows_what_is_due_what_changed_and_what_others_shared(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let (event, uuid) = shared(&site, csirt, "Invoices that lead to a false page", Tlp::Green);
        publish(&site, ana.id(), event, 1);
        let due = Obligation {
            id: 0,
            subject: Some(event),
            person: None,
            organisation: Some(water),
            what: "trial-due".into(),
            data: r#"{"who": "the CSIRT"}"#.into(),
            due: site.act().now - SignedDuration::from_hours(3),
        };
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        agenda::open(&tx, act(&site, ana.id()), &due, None).unwrap();
        tx.commit().unwrap();
        site.run_jobs();

        let day = ben.get("/").expect(200);
        assert!(day.says("Answer the CSIRT") && day.says("Overdue"), "{}", day.text);
        assert!(day.says("Border CSIRT shared: Invoices that lead to a false page"));
        assert!(day.says(&format!("/threats/events/{uuid}")) && day.says("TLP:GREEN"));
        assert!(day.says("One thing is due, and it is late. One thing is new."));
        assert!(day.says("href=\"/members/organisations\"") && !day.says("/threats/import"));
        assert!(day.queries.unwrap() <= 8, "{:?}", day.queries);
        assert!(ben.get("/desk/agenda").expect(200).says("3 hours ago, 2 March 2026, 07:00 CET"));

        // One's own organisation shares nothing with itself, and nobody is told of what he did.
        let hers = ana.get("/").expect(200);
        assert!(hers.says("/threats/import") && hers.says("Nothing has changed yet"));
        assert!(!hers.says("Invoices that lead"), "{}", hers.text);
    }

    fn what_was_recalled_says_so_among_what_others_shared(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        let (event, _) = shared(&site, csirt, "A false alarm", Tlp::Green);
        publish(&site, ana.id(), event, 1);
        assert!(!ben.get("/").expect(200).says("class=\"chip danger"));
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        ledger::record(&tx, act(&site, ana.id()), &EventRecalled { event, version: 2 }).unwrap();
        tx.commit().unwrap();
        let day = ben.get("/").expect(200);
        assert!(day.says("A false alarm</a> <span class=\"chip danger"), "{}", day.text);
        site.run_jobs();
    }

    fn a_first_visit_is_greeted_until_the_greeting_is_put_aside(engine) {
        let site = site(engine);
        let (.., ben) = both(&site);
        assert!(ben.get("/").expect(200).says("Welcome to Belfry"));
        assert!(ben.get("/").expect(200).says("Welcome to Belfry"), "a look changes nothing");
        ben.submit("/desk/welcome", &[]).expect(303);
        ben.submit("/desk/welcome", &[]).expect(303);
        assert!(!ben.get("/").expect(200).says("Welcome to Belfry"));
    }

    fn what_is_due_leads_to_where_it_is_settled(engine) {
        let site = site(engine);
        let (csirt, _, water, ben) = both(&site);
        let (event, uuid) = shared(&site, csirt, "Invoices", Tlp::Green);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        let due = |subject, data: &str| Obligation {
            id: 0,
            subject,
            person: None,
            organisation: Some(water),
            what: "trial-due".into(),
            data: data.into(),
            due: site.act().now + SignedDuration::from_hours(3),
        };
        for one in [
            due(Some(event), r#"{"who": "A", "part": "registration"}"#),
            due(None, r#"{"who": "B", "name": "North Quay", "page": "/members/applications/7"}"#),
            due(Some(event), r#"{"who": "C", "part": "../elsewhere"}"#),
            due(None, r#"{"who": "D", "name": "Elsewhere", "page": "//elsewhere.example/"}"#),
        ] {
            agenda::open(&tx, site.act(), &one, None).unwrap();
        }
        tx.commit().unwrap();
        for page in ["/", "/desk/agenda"] {
            let page = ben.get(page).expect(200);
            assert!(page.says(&format!("\"/threats/events/{uuid}/registration\"")), "{}", page.text);
            assert!(page.says("\"/members/applications/7\"") && !page.says("elsewhere.example") && !page.says("../"));
        }
        assert!(ben.get("/desk/agenda").expect(200).says("North Quay"));
    }

    fn the_first_look_at_a_large_community_asks_no_more_than_any_other(engine) {
        let site = site(engine);
        let (csirt, _, water, ben) = both(&site);
        many_events(&site, csirt);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        for hours in 1..=9 {
            let due = Obligation {
                id: 0,
                subject: None,
                person: None,
                organisation: Some(water),
                what: "trial-due".into(),
                data: r#"{"who": "the CSIRT"}"#.into(),
                due: site.act().now + SignedDuration::from_hours(hours - 2),
            };
            agenda::open(&tx, site.act(), &due, None).unwrap();
        }
        tx.commit().unwrap();
        // Nobody knows yet that he sees more events than can be gathered, and which label most of them have.
        let first = ben.get("/").expect(200);
        assert!(first.says("9 things are due") && first.says("Event 2100"), "{}", first.text);
        let again = ben.get("/").expect(200);
        assert!(first.queries.unwrap() <= 8, "{:?}", first.queries);
        assert_eq!(first.queries.unwrap() - 1, again.queries.unwrap(), "the first time asks how to look");
        for page in ["/desk/agenda", "/desk/activity"] {
            let page = ben.get(page).expect(200);
            assert!(page.queries.unwrap() <= 8, "{:?}", page.queries);
        }
    }

    fn an_administrator_is_led_to_his_organisation(engine) {
        let site = site(engine);
        let home = site.organisation("Harbour", "oes");
        let eva = site.person("Eva", home, &[Role::OrganisationAdministrator]);
        let day = eva.get("/").expect(200);
        assert!(day.says("Invite people") && day.says("/invite\""), "{}", day.text);
        assert!(day.says("Nothing is due") && day.says("Nothing yet."));
    }
}
