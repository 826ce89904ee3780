//! Search.

use belfry_identity::key::Scope;
use belfry_kernel::{Clause, Label, Tlp};
use belfry_testkit::both_databases;

use crate::community::{both, event, shared, site, spoken};

both_databases! {
    fn what_is_found_is_visible_newest_first_and_counted(engine) {
        let site = site(engine);
        let (csirt, _, _, ben) = both(&site);
        for n in 0..35 {
            shared(&site, csirt, &format!("Lantern case {n:02}"), Tlp::Amber);
        }
        let (_, hidden) = event(&site, csirt, "Lantern of our own", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let page = ben.get("/search?q=lantern").expect(200);
        assert!(page.says("35 records") && page.says(" case 34") && page.says(" case 05"));
        assert!(!page.says(" case 04") && !page.says("of our own"), "{}", page.text);
        // How the kinds of record are asked for is found out once, in one question, and remembered.
        assert!(page.queries.unwrap() <= 6, "{:?}", page.queries);
        let older = page.text.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        let older = older.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let rest = ben.get(&older).expect(200);
        assert!(rest.says(" case 04") && !rest.says(" case 05"), "{older}");
        assert!(ben.get("/search?q=lantern&kind=members-circle").expect(200).says("Nothing found"));
        // A program is told the same.
        let key = site.key(ben.id(), Scope::Read);
        let ask = |query: &str| ben.api("GET", &format!("/api/v1/desk/search?{query}"), &key, None).expect(200).json();
        let first = ask("q=lantern");
        assert_eq!((first["count"].as_i64(), first["items"].as_array().unwrap().len()), (Some(35), 30));
        assert_eq!(first["items"][0]["title"], "Lantern case 34");
        let rest = ask(&format!("q=lantern&after={}", first["next"]["after"].as_str().expect("text")));
        assert_eq!((rest["items"][0]["title"].as_str(), rest["next"].is_null()), (Some("Lantern case 04"), true));
        assert_eq!(ask("q=lantern&kind=members-circle")["count"], 0);
        // A hidden record's UUID is the UUID of nothing.
        assert!(!ben.get(&format!("/search?q={hidden}")).expect(200).says("with this UUID"));
    }

    fn a_uuid_and_a_value_lead_straight_to_their_pages(engine) {
        let site = site(engine);
        let (csirt, _, _, ben) = both(&site);
        let (_, uuid) = shared(&site, csirt, "Lantern", Tlp::Green);
        let page = ben.get(&format!("/search?q={uuid}")).expect(200);
        assert!(page.says("The record with this UUID") && page.says(&format!("/threats/events/{uuid}")));
        let page = ben.get("/search?q=198.51.100%5B.%5D7").expect(200);
        assert!(page.says("/threats/values?value=198.51.100.7") && page.says("Nothing found"));
        assert!(ben.get("/search").expect(200).says("What are you looking for?"));
    }

    fn what_is_found_is_narrowed_by_facets_that_count_what_is_seen(engine) {
        let site = site(engine);
        let (csirt, _, water, ben) = both(&site);
        for n in 0..3 {
            shared(&site, csirt, &format!("Lantern case {n}"), Tlp::Amber);
        }
        shared(&site, water, "Lantern at the pumps", Tlp::Green);
        event(&site, csirt, "Lantern of our own", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let page = ben.get("/search?q=lantern").expect(200);
        assert!(page.says("4 records") && page.says("<mark>Lantern</mark> at the pumps"), "{}", page.text);
        let aside = page.text.split("Narrow it down").nth(1).expect("facets");
        // What he may not see is in no facet: no red, and three of the CSIRT's.
        assert!(aside.contains("TLP:AMBER") && aside.contains(">3<") && !aside.contains("TLP:RED"));
        let narrowed = ben.get("/search?q=lantern&tlp=green").expect(200);
        assert!(narrowed.says("One record") && narrowed.says("at the pumps") && !narrowed.says("case 1"));
        assert!(ben.get("/search?q=lantern+-case").expect(200).says("One record"));
        let nobody = "/search?q=lantern&owner=00000000-0000-4000-8000-000000000001";
        assert!(ben.get(nobody).expect(200).says("Nothing found"));
        assert!(ben.get("/search?q=lantern&from=2019-01-01&to=2019-12-31").expect(200).says("Nothing found"));
    }

    fn one_line_leads_to_pages_acts_and_records(engine) {
        let site = site(engine);
        let (csirt, _, _, ben) = both(&site);
        let (_, uuid) = shared(&site, csirt, "Lantern case", Tlp::Green);
        let (_, hidden) = event(&site, csirt, "Lantern of our own", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let page = ben.get("/go").expect(200);
        assert!(page.says("Agenda") && page.says("Newest records") && page.says("Lantern case"));
        assert!(page.queries.unwrap() <= 8, "{:?}", page.queries);
        let typed = ben.get("/go?q=lant").expect(200);
        assert!(typed.says(&format!("/threats/events/{uuid}")) && !typed.says(&hidden.to_string()));
        let list = ben.get("/go/list?q=agen").expect(200);
        assert!(list.says("href=\"/desk/agenda\"") && !list.says("<!doctype"));
        // Whoever types a name is led to what bears it, before what only speaks of it, however much that is and however new.
        for n in 0..10 {
            spoken(&site, csirt, &format!("Flood {n}"), "A levee at Lantern Street");
        }
        let typed = ben.get("/go?q=lantern").expect(200);
        let (bears, speaks) = (typed.text.find("Lantern case"), typed.text.find("Flood 9"));
        assert!(bears.is_some() && bears < speaks, "{}", typed.text);
        assert!(ben.get("/go?q=zzzz").expect(200).says("begins like this"));
    }
}
