//! What becomes more open: for whom what was said among fewer is from then on, and who may do it.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{Visitor, both_databases};
use belfry_threats::event::import::{ImportContext, Reach, Reason, What};
use serde_json::json;
use uuid::Uuid;

use crate::circle::{Community, hidden};
use crate::{attribute, context, event, import};

/// The attribute that an editor shows first.
fn first_attribute(who: &Visitor<'_>, event: &str) -> String {
    let page = who.get(&format!("{event}/edit")).expect(200).text;
    let at = page.split("/attributes/").find(|part| part.as_bytes().get(36) == Some(&b'/'));
    at.and_then(|part| part.get(..36)).expect("the attribute's page").to_owned()
}

/// Saves the header with another level; what comes back.
fn level(who: &Visitor<'_>, event: &str, tlp: &str) -> (u16, String) {
    let form = format!("{event}/edit");
    let version = hidden(&who.get(&form).expect(200).text, "version");
    let fields = [("version", version.as_str()), ("title", "Odd logins"), ("date", "2026-03-01"), ("tlp", tlp)];
    let answer = who.submit(&form, &fields);
    (answer.status, answer.text)
}

/// Has everybody who sees the event see this attribute; what comes back.
fn show(who: &Visitor<'_>, event: &str, attribute: &str, value: &str) -> (u16, String) {
    let form = format!("{event}/attributes/{attribute}/edit");
    let was = hidden(&who.get(&form).expect(200).text, "was");
    let answer = who.submit(&form, &[("was", was.as_str()), ("type", "domain"), ("value", value)]);
    (answer.status, answer.text)
}

/// An event of the circle, about which a member said something, met a value, and put a file beside it; and which was corrected.
fn talked_about(c: &Community, ana: &Visitor<'_>, omar: &Visitor<'_>) -> String {
    let circle = c.circle.to_string();
    let event = c.draft(ana, "Odd logins", "amber", &circle);
    ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]).expect(303);
    c.publish(ana, &event, &circle, "amber");
    omar.submit(&format!("{event}/discuss"), &[("text", "Our seventh pump is hit too")]).expect(303);
    let one = first_attribute(ana, &event);
    omar.submit(&format!("{event}/sightings"), &[("mark", &format!("seen:{one}"))]).expect(303);
    let file = [("title", "Log of the seventh pump"), ("tlp", "amber"), ("reach", "record")];
    omar.upload(&format!("{event}/documents/new"), &file, &[("file", "log.txt", b"x")]).expect(303);
    let version = c.version(ana, &event);
    let note = [("version", version.as_str()), ("reach", &circle), ("tlp", "amber"), ("note", "Read by Omar")];
    // Nobody new sees it: nothing is asked.
    ana.submit(&format!("{event}/publish"), &note).expect(303);
    event
}

/// An import of the water's by one of its people.
fn of<'a>(c: &'a Community, who: &Visitor<'_>, reach: Reach) -> ImportContext<'a> {
    ImportContext { person: Some(who.id()), ..context(&c.site.db, c.water, reach) }
}

const SAID: [&str; 4] = ["Our seventh pump is hit too", "Log of the seventh pump", "seen once", "Read by Omar"];

both_databases! {
    fn what_was_said_among_fewer_goes_along_only_when_its_author_says_so(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let rita = c.site.person("Rita", c.bank, &[Role::Contributor]);
        for (along, sees) in [("stay", false), ("share", true)] {
            let event = talked_about(&c, &ana, &omar);
            let form = format!("{event}/publish");
            let page = ana.get(&form).expect(200);
            assert!(!page.says("Something was said while fewer saw"), "the circle has it already");
            let wider = [("reach", "community"), ("tlp", "amber")];
            let page = ana.submit(&format!("{form}/preview"), &wider).expect(200);
            let said = "Trust circle Shoreline. From that time there are one remark, one file, one sighting and one note on a version.";
            assert!(page.says("Something was said while fewer saw") && page.says(said), "{}", page.text);

            let version = c.version(&ana, &event);
            let choose = |along| [("version", version.as_str()), wider[0], wider[1], ("along", along)];
            for nothing in ["", "whatever"] {
                let page = ana.submit(&form, &choose(nothing)).expect(422);
                assert!(page.says("Choose whether the new readers see"), "{}", page.text);
            }
            rita.get(&event).expect(404);
            ana.submit(&form, &choose(along)).expect(303);
            for (who, sees) in [(&ana, true), (&omar, true), (&rita, sees)] {
                let page = who.get(&event).expect(200);
                for words in SAID {
                    assert_eq!(page.says(words), sees, "{words}: {}", page.text);
                }
                let is_marked = page.says("Only for the trust circle Shoreline") && page.says("Read by: the trust circle Shoreline");
                assert_eq!(is_marked, along == "stay" && sees, "{}", page.text);
                let losses = who.get(&format!("{event}/export")).expect(200);
                assert_eq!(losses.says("discussion"), sees, "{}", losses.text);
            }
            // What is said from now on is for all.
            rita.submit(&format!("{event}/discuss"), &[("text", "Here as well")]).expect(303);
            assert!(omar.get(&event).expect(200).says("Here as well"));
        }
    }

    fn what_colleagues_said_of_a_draft_is_asked_about_when_others_are_to_see_it(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        ana.submit(&format!("{event}/discuss"), &[("text", "It was our own mistake")]).expect(303);
        assert!(ana.get(&format!("{event}/publish")).expect(200).says("Your own organisation. From that time there is one remark."));
        let version = c.version(&ana, &event);
        let fields = [("version", version.as_str()), ("reach", "community"), ("tlp", "amber")];
        ana.submit(&format!("{event}/publish"), &fields).expect(422);
        ana.submit(&format!("{event}/publish"), &[&fields[..], &[("along", "stay")]].concat()).expect(303);
        assert!(!omar.get(&event).expect(200).says("our own mistake") && ana.get(&event).says("our own mistake"));
    }

    fn a_sighting_that_stays_among_fewer_follows_its_attribute_and_never_becomes_wider(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let rita = c.site.person("Rita", c.bank, &[Role::Contributor]);
        let event = talked_about(&c, &ana, &omar);
        let version = c.version(&ana, &event);
        let fields = [("version", version.as_str()), ("reach", "community"), ("tlp", "amber"), ("along", "stay")];
        ana.submit(&format!("{event}/publish"), &fields).expect(303);
        let one = first_attribute(&ana, &event);
        let form = format!("{event}/attributes/{one}/edit");
        let was = hidden(&ana.get(&form).expect(200).text, "was");
        let home = [("was", was.as_str()), ("type", "domain"), ("value", "evil.example"), ("audience", "own")];
        ana.submit(&form, &home).expect(303);
        assert!(!omar.get(&event).expect(200).says("seen once") && ana.get(&event).says("seen once"));
        assert_eq!(show(&ana, &event, &one, "evil.example").0, 303);
        let page = rita.get(&event).expect(200);
        assert!(page.says("evil.example") && !page.says("seen once"), "{}", page.text);
    }

    fn what_is_published_becomes_more_open_by_those_only_who_may_publish(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let nils = c.site.person("Nils", c.water, &[Role::NisImplementer]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        assert_eq!(level(&nils, &event, "clear").0, 303, "a draft is for its makers");
        assert_eq!(level(&nils, &event, "amber").0, 303);
        let own = [("type", "domain"), ("value", "ours.example"), ("audience", "own")];
        nils.submit(&format!("{event}/attributes/add"), &own).expect(303);
        let one = first_attribute(&nils, &event);
        c.publish(&ana, &event, "community", "amber");

        nils.get(&format!("{event}/publish")).expect(403);
        let (status, page) = level(&nils, &event, "green");
        assert!(status == 422 && page.contains("a contributor, a CSIRT analyst or an administrator"), "{page}");
        nils.submit(&format!("{event}/tags/add"), &[("tag", "tlp:clear")]).expect(303);
        let (status, page) = show(&nils, &event, &one, "ours.example");
        assert!(status == 422 && page.contains("a contributor, a CSIRT analyst or an administrator"), "{page}");
        let his = omar.get(&event).expect(200);
        assert!(his.says("TLP:AMBER") && !his.says("TLP:CLEAR") && !his.says("ours.example"), "{}", his.text);

        assert_eq!(level(&nils, &event, "amber+strict").0, 303, "to be stricter is for whoever may edit");
        assert_eq!(level(&ana, &event, "green").0, 303);
        assert_eq!(show(&ana, &event, &one, "ours.example").0, 303);
        let his = omar.get(&event).expect(200);
        assert!(his.says("TLP:GREEN") && his.says("ours.example"), "{}", his.text);
    }

    fn an_update_opens_nothing_for_an_importer_who_may_not_publish(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let nils = c.site.person("Nils", c.water, &[Role::NisImplementer]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let at = |timestamp: i64, tlp: &str, distribution: &str| {
            let mut part = attribute(1, "domain", "ours.example");
            (part["distribution"], part["timestamp"]) = (json!(distribution), json!(timestamp.to_string()));
            event(1, timestamp, &[tlp], &[part])
        };
        import(&of(&c, &ana, Reach::Community), &at(100, "tlp:amber", "0"));
        let page = format!("/threats/events/{}", Uuid::from_u128(1));
        let outcome = import(&of(&c, &nils, Reach::Own), &at(200, "tlp:green", "0"));
        assert_eq!((outcome.items[0].what, outcome.items[0].reasons.as_slice()), (What::Failed, [Reason::Publisher].as_slice()));
        assert_eq!(import(&of(&c, &nils, Reach::Own), &at(300, "tlp:amber", "5")).updated, 1);
        let seen = || omar.get(&page).expect(200);
        assert!(seen().says("TLP:AMBER") && !seen().says("ours.example"), "{}", seen().text);
        assert_eq!(import(&of(&c, &ana, Reach::Own), &at(400, "tlp:green", "5")).updated, 1);
        assert!(seen().says("TLP:GREEN") && seen().says("ours.example"), "{}", seen().text);
    }

    fn an_attribute_that_is_shown_by_hand_is_seen_as_far_as_the_object_around_it(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let mut file = event(1, 100, &["tlp:green"], &[]);
        file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "domain-ip", "timestamp": "100",
            "distribution": "0", "Attribute": [{"uuid": Uuid::from_u128(81), "type": "domain", "value": "ours.example",
            "object_relation": "domain", "distribution": "0"}]}]);
        import(&of(&c, &ana, Reach::Community), &file);
        let page = format!("/threats/events/{}", Uuid::from_u128(1));
        let labels = || -> Vec<Option<i64>> {
            let read = c.site.db.db.read(Key::SYSTEM).expect("read");
            let sql = "select label_id from threats_objects union all select label_id from threats_attributes";
            read.rows(sql, args![], |row| row.get(0)).expect("labels")
        };
        let before = labels();
        assert!(before[0].is_some() && before[0] == before[1], "{before:?}");
        assert_eq!(show(&ana, &page, &Uuid::from_u128(81).to_string(), "ours.example").0, 303);
        assert_eq!(labels(), before, "the object stays at home, and what is in it");
        assert!(!omar.get(&page).expect(200).says("ours.example"));
        assert!(!omar.get("/threats/values?value=ours.example").expect(200).says("Event 1"));
    }
}
