//! What a program of an authority, of a point of contact and of an entity reads and says.

use belfry_identity::key::Scope;
use belfry_testkit::{Answer, TestSite, Visitor, both_databases};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::valley::{notification, site, told, valley, warn};

/// Asks as a program of somebody.
fn ask(site: &TestSite, who: &Visitor<'_>, path: &str) -> Answer {
    who.api("GET", &format!("/api/v1/incidents/{path}"), &site.key(who.id(), Scope::Read), None)
}

fn tell(site: &TestSite, who: &Visitor<'_>, path: &str, body: &Value) -> Answer {
    who.api("POST", &format!("/api/v1/incidents/{path}"), &site.key(who.id(), Scope::Write), Some(body))
}

both_databases! {
    fn an_authoritys_program_lists_reads_and_judges(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        let uuid = page.rsplit('/').next().unwrap().to_owned();
        site.db.clock.advance(SignedDuration::from_hours(5));
        v.tomas.submit(&format!("{page}/steps/notification"), &notification(&[])).expect(303);
        let list = ask(&site, &v.sofia, "inbox?state=received&sector=drinking-water").expect(200).json();
        assert_eq!((&list["items"][0]["uuid"], &list["items"][0]["entity"]), (&uuid.as_str().into(), &"Water".into()), "{list}");
        for none in ["inbox?sector=energy", "inbox?law=dora", "inbox?whose=me", "notifications?state=closed"] {
            assert_eq!(ask(&site, &v.sofia, none).expect(200).json()["items"], json!([]), "{none}");
        }
        assert_eq!(ask(&site, &v.carl, "notifications?state=received&law=nis2").expect(200).json()["items"][0]["uuid"], uuid.as_str());
        let review = format!("notifications/{uuid}/review");
        for bad in [json!({"state": "closed"}), json!({"state": "asked"}), json!({"state": "asked", "text": " "}), json!({})] {
            tell(&site, &v.sofia, &review, &bad).expect(400);
        }
        tell(&site, &v.tomas, &review, &json!({"state": "accepted"})).expect(403);
        tell(&site, &v.paul, &review, &json!({"state": "accepted"})).expect(404);
        let asked = tell(&site, &v.sofia, &review, &json!({"state": "asked", "text": "How many people?"})).expect(200).json();
        assert_eq!(asked["state"], "asked", "{asked}");
        assert!(v.tomas.get(&page).expect(200).says("How many people?"));
        assert_eq!(ask(&site, &v.sofia, "inbox?state=asked").expect(200).json()["items"][0]["state"], "asked");
        // A word that means nothing is no filter: a program is told so instead of being given all.
        for bad in ["inbox?state=done", "inbox?sector=tea", "inbox?law=nis9", "inbox?whose=hers", "inbox?after=x", "inbox?for=7", "statistics?year=abc"] {
            let refused = ask(&site, &v.sofia, bad).expect(400);
            assert!(refused.text.contains("not known here"), "{bad}: {}", refused.text);
        }
        for bad in ["records?kind=riot", "records?exercise=maybe", "records?before=x"] {
            ask(&site, &v.tomas, bad).expect(400);
        }
        ask(&site, &v.paul, "handovers?way=up").expect(400);
        for who in [&v.tomas, &v.anna] {
            ask(&site, who, "inbox").expect(403);
        }
        assert_eq!(ask(&site, &v.paul, "inbox").expect(200).json()["items"], json!([]));
    }

    fn figures_and_statistics_are_those_of_the_pages(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[("border", "yes")]));
        warn(&v.tomas, &[("exercise", "yes")]);
        site.db.clock.advance(SignedDuration::from_hours(3));
        v.sofia.submit(&format!("{page}/reply"), &[("reply", "We come.")]).expect(303);
        let figures = ask(&site, &v.sofia, "figures").expect(200).json();
        assert_eq!(figures["states"], json!([{"sector": "drinking-water", "state": "received", "notifications": 1}]), "{figures}");
        let months = figures["months"].as_array().unwrap();
        let last = months.last().unwrap();
        assert_eq!((months.len(), &last["notifications"], &last["across_borders"]), (12, &1.into(), &1.into()), "{last}");
        assert_eq!((&last["hours_to_notify"], &last["hours_to_reply"]), (&0.0.into(), &3.0.into()), "{last}");
        assert_eq!(months[0]["hours_to_notify"], Value::Null);
        let statistics = ask(&site, &v.sofia, "statistics").expect(200).json();
        assert_eq!((&statistics["items"][0]["by"], &statistics["items"][0]["notifications"]), (&"all".into(), &1.into()), "{statistics}");
        assert_eq!(ask(&site, &v.sofia, "statistics?year=2020").expect(200).json()["items"], json!([]));
        for what in ["figures", "statistics"] {
            ask(&site, &v.tomas, what).expect(403);
            v.sofia.api("GET", &format!("/api/v1/incidents/{what}"), "none", None).expect(401);
        }
    }

    fn an_entitys_program_reads_its_own_record_and_no_other(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[]);
        let fields = [("cause", "One password for all"), ("asked", "Who shares accounts?")];
        v.tomas.submit(&format!("{incident}/lessons"), &fields).expect(303);
        let path = format!("records/{}", incident.rsplit('/').next().unwrap());
        let record = ask(&site, &v.rita, &path).expect(200).json();
        assert_eq!((&record["state"], &record["lessons"][0]["asked"]), (&"open".into(), &"Who shares accounts?".into()), "{record}");
        assert_eq!((&record["services"][0]["sector"], &record["notifications"][0]["regime"]), (&"drinking-water".into(), &"nis2".into()));
        for other in [&v.sofia, &v.anna] {
            ask(&site, other, &path).expect(404);
        }
    }

    fn a_point_of_contacts_program_freezes_a_quarter(engine) {
        let site = site(engine);
        site.db.clock.advance(SignedDuration::from_hours(24 * 365));
        let v = valley(&site);
        for bad in [json!({"law": "nis2", "time": "2030-Q1"}), json!({"law": "gdpr", "time": "2026-Q1"}), json!({"law": "nis2"})] {
            tell(&site, &v.paul, "summaries", &bad).expect(400);
        }
        let of = json!({"law": "nis2", "time": "2026-Q3"});
        tell(&site, &v.sofia, "summaries", &of).expect(403);
        let made = tell(&site, &v.paul, "summaries", &of).expect(201).json();
        let path = format!("summaries/{}", made["uuid"].as_str().unwrap());
        let one = ask(&site, &v.paul, &path).expect(200).json();
        assert_eq!((&one["number"], &one["content"]["all"]), (&"LU-NIS2-2026-Q3".into(), &Value::Null), "{one}");
        ask(&site, &v.sofia, &path).expect(404);
    }
}
