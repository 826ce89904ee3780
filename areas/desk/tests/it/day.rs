//! A person's day and agenda.

use belfry_kernel::{Role, Tlp};
use belfry_store::Key;
use belfry_store::agenda::{self, Obligation};
use belfry_testkit::both_databases;
use jiff::SignedDuration;

use crate::community::{act, both, publish, shared, site};

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

    fn a_first_visit_is_greeted_until_the_greeting_is_put_aside(engine) {
        let site = site(engine);
        let (.., ben) = both(&site);
        assert!(ben.get("/").expect(200).says("Welcome to Belfry"));
        assert!(ben.get("/").expect(200).says("Welcome to Belfry"), "a look changes nothing");
        ben.submit("/desk/welcome", &[]).expect(303);
        ben.submit("/desk/welcome", &[]).expect(303);
        assert!(!ben.get("/").expect(200).says("Welcome to Belfry"));
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
