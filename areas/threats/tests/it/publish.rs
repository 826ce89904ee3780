//! Letting others see it.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::both_databases;
use belfry_threats::event::import::Reach;
use uuid::Uuid;

use crate::circle::{Community, hidden};
use crate::{attribute, context, event, import};

fn facts(c: &Community) -> Vec<String> {
    let read = c.site.db.db.read(Key::SYSTEM).expect("read");
    let sql = "select fact from store_ledger where fact like 'threats.%' order by id";
    read.rows(sql, args![], |row| row.get(0)).expect("facts")
}

both_databases! {
    fn what_a_circle_receives_its_members_see_and_nobody_else(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let rita = c.site.person("Rita", c.bank, &[Role::Contributor]);
        let circle = c.circle.to_string();
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", &circle);
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]).expect(303);
        let own = [("type", "domain"), ("value", "ours.example"), ("audience", "own")];
        ana.submit(&format!("{event}/attributes/add"), &own).expect(303);

        let page = ana.get(&format!("{event}/publish")).expect(200);
        assert!(page.says("Port of Ostrel") && !page.says("Valley Bank") && page.says("2 organisations"));
        assert!(page.says("One part of the event stays back"));
        c.publish(&ana, &event, &circle, "amber");

        assert!(omar.get(&event).expect(200).says("Odd logins at the pumps"));
        assert_eq!(rita.get(&event).status, 404);
        for (who, sees) in [(&omar, true), (&rita, false)] {
            assert_eq!(who.get("/threats/events").expect(200).says("Odd logins"), sees);
            assert_eq!(who.get("/threats/values?value=evil.example").expect(200).says("Odd logins"), sees);
        }
        assert!(!omar.get("/threats/values?value=ours.example").says("Odd logins"), "what stays back stays back");

        let log = ana.get(&format!("{event}/disclosures")).expect(200);
        assert!(log.says("Port of Ostrel") && log.says("Trust circle Shoreline") && !log.says("Valley Bank"));
        assert_eq!(omar.get(&format!("{event}/disclosures")).status, 403);
        assert_eq!(rita.get(&format!("{event}/disclosures")).status, 404);
    }

    fn a_conflict_is_refused_with_words_and_ways_out_and_nothing_is_lost(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        c.site.person("Rita", c.bank, &[Role::Reader]);
        let event = c.draft(&ana, "Odd logins at the pumps", "red", "community");
        let form = format!("{event}/publish");
        let page = ana.get(&form).expect(200);
        assert!(page.says("This cannot be shared so") && page.says("The whole community, as TLP:AMBER"));
        assert!(page.says("Trust circle Shoreline, as TLP:RED"));
        let version = hidden(&page.text, "version");
        let fields = [("version", version.as_str()), ("reach", "community"), ("tlp", "red")];
        let page = ana.submit(&form, &fields).expect(422);
        assert!(page.says("TLP:RED stops short of this audience"));
        assert_eq!(omar.get(&event).status, 404);

        let chosen = [("version", version.as_str()), ("reach", "community"), ("tlp", "red"), ("choose", "community amber")];
        let page = ana.submit(&format!("{event}/publish/preview"), &chosen).expect(200);
        assert!(!page.says("This cannot be shared so") && page.says("Valley Bank"));
        let part = ana.submit(&format!("{event}/publish/preview?part=preview"), &chosen).expect(200);
        assert!(part.says("Valley Bank") && !part.says("<html"), "a script gets the part only");
        assert_eq!(omar.get(&event).status, 404, "a preview shares nothing");
        c.publish(&ana, &event, "community", "amber");
        assert!(omar.get(&event).expect(200).says("TLP:AMBER"));
    }

    fn a_circle_carries_nothing_farther_than_it_agreed_and_a_level_must_be_stated(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let circle = c.circle.to_string();
        let event = c.draft(&ana, "Odd logins", "not-stated", &circle);
        let form = format!("{event}/publish");
        let version = c.version(&ana, &event);
        let choose = |tlp| [("version", version.as_str()), ("reach", circle.as_str()), ("tlp", tlp)];
        assert!(ana.submit(&form, &choose("clear")).expect(422).says("carries nothing farther than TLP:AMBER"));
        assert!(ana.submit(&form, &choose("not-stated")).expect(422).says("State a TLP level first"));
        ana.submit(&form, &choose("amber")).expect(303);
    }

    fn publishing_again_corrects_for_those_who_had_it(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        c.publish(&ana, &event, "community", "green");
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]).expect(303);
        let version = c.version(&ana, &event);
        let fields = [("version", version.as_str()), ("reach", "community"), ("tlp", "green"), ("note", "One domain more")];
        ana.submit(&format!("{event}/publish"), &fields).expect(303);
        assert!(ana.get(&event).expect(200).says("One domain more"));
        let told = facts(&c);
        assert_eq!(told, [
            "threats.event-created",
            "threats.event-published",
            "threats.event-changed",
            "threats.event-corrected",
        ]);
    }

    fn the_second_publishing_of_what_came_in_published_is_a_correction(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let file = event(1, 100, &["tlp:green"], &[attribute(1, "domain", "evil.example")]);
        import(&context(&c.site.db, c.water, Reach::Community), &file);
        let event = format!("/threats/events/{}", Uuid::from_u128(1));
        let version = c.version(&ana, &event);
        let fields = [("version", version.as_str()), ("reach", "community"), ("tlp", "green"), ("note", "Seen by us")];
        ana.submit(&format!("{event}/publish"), &fields).expect(303);
        assert_eq!(facts(&c), ["threats.event-imported", "threats.event-corrected"], "nobody has it for the first time");
        assert!(omar.get(&event).expect(200).says("Seen by us"));
    }

    fn who_publishes_another_version_than_he_saw_is_asked_to_look_again(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let ben = c.site.person("Ben", c.water, &[Role::CsirtAnalyst]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        let version = c.version(&ana, &event);
        ben.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]).expect(303);
        let fields = [("version", version.as_str()), ("reach", "community"), ("tlp", "green")];
        assert!(ana.submit(&format!("{event}/publish"), &fields).expect(409).says("Look at it once more"));
        assert_eq!(omar.get(&event).status, 404);
    }

    fn narrowing_says_who_loses_sight_and_they_do(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let rita = c.site.person("Rita", c.bank, &[Role::Reader]);
        let circle = c.circle.to_string();
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        c.publish(&ana, &event, "community", "amber");
        assert_eq!(rita.get(&event).status, 200);
        let page = ana.submit(&format!("{event}/publish/preview"), &[("reach", &circle), ("tlp", "amber")]).expect(200);
        assert!(page.says("Some lose sight of it") && page.says("not any more: Valley Bank."));
        let version = c.version(&ana, &event);
        let fields = [("version", version.as_str()), ("reach", &circle), ("tlp", "amber")];
        let led = ana.submit(&format!("{event}/publish"), &fields).expect(303);
        let told = led.headers.get("set-cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
        assert!(told.contains("2+organisations+see+it.+One+organisation+no+longer+sees+it."), "{told}");
        let said = ana.get(&event).expect(200);
        for words in [
            "was published: 2 organisations received it",
            "was published: one organisation received it",
            "one organisation lost sight of the event",
        ] {
            assert!(said.says(words), "{words}: {}", said.text);
        }
        assert_eq!((omar.get(&event).status, rita.get(&event).status), (200, 404));
        let log = ana.get(&format!("{event}/disclosures")).expect(200);
        let lost = log.text.split("<tr>").find(|row| row.contains("Narrowed to: Trust circle Shoreline"));
        let lost = lost.unwrap_or_else(|| panic!("the log says who lost it: {}", log.text));
        assert!(lost.contains(">Valley Bank<") && lost.contains("Out of sight") && !lost.contains("Port of Ostrel"), "{lost}");
        assert!(ana.get(&event).says("narrowed the audience") && !omar.get(&event).says("narrowed the audience"));
        let read = c.site.db.db.read(Key::SYSTEM).expect("read");
        let sql = "select data from store_ledger where fact = 'threats.event-narrowed'";
        let told: Vec<String> = read.rows(sql, args![], |row| row.get(0)).expect("facts");
        let before = "select id from store_labels where canonical = 'amber;m'";
        let before: i64 = read.one(before, args![], |row| row.get(0)).expect("a label");
        assert!(told.len() == 1 && told[0].contains(&format!("\"before\":{before}")), "{told:?}");
        drop(read);
        c.publish(&ana, &event, "community", "amber");
        assert!(!facts(&c).iter().rev().take(2).any(|fact| fact.ends_with("narrowed")), "wider is not narrower");
    }

    fn what_nobody_else_received_says_so(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "amber", "own");
        c.publish(&ana, &event, "own", "amber");
        assert!(ana.get(&event).says("was published: nobody beyond your organisation received it"));
        assert!(ana.get(&format!("{event}/disclosures")).says("Nobody beyond your organisation"));
    }

    fn a_circle_of_others_cannot_be_chosen(engine) {
        let c = Community::new(engine);
        let rita = c.site.person("Rita", c.bank, &[Role::Contributor]);
        let event = c.draft(&rita, "Odd transfers", "amber", "own");
        let circle = c.circle.to_string();
        assert!(!rita.get(&format!("{event}/publish")).expect(200).says("Shoreline"));
        let version = c.version(&rita, &event);
        let fields = [("version", version.as_str()), ("reach", circle.as_str()), ("tlp", "amber")];
        rita.submit(&format!("{event}/publish"), &fields).expect(422);
    }
}
