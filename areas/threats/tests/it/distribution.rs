//! How far a file says that it may travel: no farther than who sees the event here, whatever it came with.

use belfry_identity::key::Scope;
use belfry_kernel::{CircleId, Role};
use belfry_testkit::{TestDb, TestSite, Visitor, both_databases};
use belfry_threats::event::export::Format;
use belfry_threats::event::import::{ImportContext, Reach, Reason};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::circle::Community;
use crate::export::{export, id_of};
use crate::{HOME, attribute, context, event, import, member, world};

/// An event that came with this distribution, with parts of every distribution.
fn file(distribution: &str) -> Value {
    let part = |number: u128, distribution: &str| {
        let mut one = attribute(number, "domain", &format!("d{number}.example"));
        one["distribution"] = json!(distribution);
        if distribution == "4" {
            one["SharingGroup"] = json!({"uuid": Uuid::from_u128(701), "name": "Few"});
        }
        one
    };
    let parts: Vec<Value> = (0_u128..6).map(|n| part(n, &n.to_string())).collect();
    let mut file = event(7, 1_772_600_000, &["tlp:green"], &parts);
    file["Event"]["distribution"] = json!(distribution);
    if distribution == "4" {
        file["Event"]["SharingGroup"] = json!({"uuid": Uuid::from_u128(700), "name": "Some"});
    }
    file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "file", "distribution": "3",
        "Attribute": [part(20, "2")]}]);
    file["Event"]["EventReport"] =
        json!([{"uuid": Uuid::from_u128(90), "name": "Summary", "content": "x", "distribution": "3"}]);
    file
}

fn out(t: &TestDb) -> Value {
    let bytes = export(t, member(t, HOME), id_of(t, Uuid::from_u128(7)), Format::Misp);
    serde_json::from_slice::<Value>(&bytes).expect("JSON")["Event"].clone()
}

both_databases! {
    fn a_file_says_no_more_than_who_sees_the_event_here(engine) {
        let circle = Reach::Circle(CircleId(5));
        for (came, reach, said, published, parts, group) in [
            ("3", Reach::Own, "0", false, ["0", "5", "5", "5", "0", "5"], false),
            ("3", circle, "0", true, ["0", "5", "5", "5", "0", "5"], false),
            ("3", Reach::Community, "1", true, ["0", "1", "5", "5", "4", "5"], false),
            ("1", Reach::Community, "1", true, ["0", "1", "5", "5", "4", "5"], false),
            ("0", Reach::Community, "0", false, ["0", "5", "5", "5", "0", "5"], false),
            ("4", Reach::Community, "4", true, ["0", "5", "5", "5", "4", "5"], true),
            ("4", circle, "0", true, ["0", "5", "5", "5", "0", "5"], false),
        ] {
            let t = world(engine);
            let ctx = context(&t, HOME, reach);
            assert_eq!(import(&ctx, &file(came)).new, 1);
            let went = out(&t);
            let which = format!("{came} for {reach:?}: {went:#}");
            assert_eq!((&went["distribution"], &went["published"]), (&json!(said), &json!(published)), "{which}");
            let all: Vec<&str> = went["Attribute"].as_array().expect("parts").iter().map(|one| one["distribution"].as_str().expect("one")).collect();
            assert_eq!(all, parts, "{which}");
            assert_eq!(went["SharingGroup"].is_object(), group, "{which}");
            assert_eq!(went["Attribute"][4]["SharingGroup"].is_object(), parts[4] == "4", "{which}");
            assert_eq!((&went["Object"][0]["distribution"], &went["EventReport"][0]["distribution"]), (&json!("5"), &json!("5")), "{which}");
            assert_eq!(went["Object"][0]["Attribute"][0]["distribution"], json!("5"), "{which}");
            assert_eq!(import(&ctx, &json!({ "Event": went })).unchanged, 1, "what is here already stays as it is");
        }
    }

    fn what_the_file_says_otherwise_is_told_before(engine) {
        for (came, told) in [("3", true), ("1", false)] {
            let site = TestSite::new(engine, &[belfry_threats::area()]);
            let home = site.organisation("Riverside Waterworks", "oes");
            let ana = site.person("Ana", home, &[Role::Contributor]);
            let ctx = ImportContext { organisation: home, ..context(&site.db, home, Reach::Community) };
            import(&ctx, &file(came));
            let key = site.key(ana.id(), Scope::Read);
            let path = format!("/api/v1/threats/events/{}?format=misp&report=1", Uuid::from_u128(7));
            let lost = ana.api("GET", &path, &key, None).expect(200).json()["lost"].clone();
            let said = lost.as_array().expect("a list").iter().any(|one| one["thing"] == "distribution" && one["how"] == "changed");
            assert_eq!(said, told, "{lost}");
        }
    }

    fn a_file_that_says_again_what_was_written_here_takes_nothing_out_of_sight(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let nils = c.site.person("Nils", c.water, &[Role::NisImplementer]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let at = format!("/threats/events/{}", Uuid::from_u128(7));
        let as_who = |who: &Visitor<'_>, reach| ImportContext { person: Some(who.id()), ..context(&c.site.db, c.water, reach) };
        import(&as_who(&ana, Reach::Own), &file("0"));
        c.publish(&ana, &at, "community", "green");
        for who in [&ana, &nils] {
            let mut newer: Value = serde_json::from_str(&who.get(&format!("{at}/export/misp")).expect(200).text).expect("json");
            assert_eq!(newer["Event"]["distribution"], json!("0"), "no wider than it came");
            let at_least: i64 = newer["Event"]["timestamp"].as_str().and_then(|text| text.parse().ok()).expect("a time");
            newer["Event"]["timestamp"] = json!((at_least + 5).to_string());
            let told = import(&as_who(who, Reach::Own), &newer);
            assert_eq!((told.updated, &told.items[0].reasons), (1, &vec![Reason::StaysPublished]));
            omar.get(&at).expect(200);
        }
        let key = c.site.key(ana.id(), Scope::Read);
        let lost = ana.api("GET", &format!("/api/v1{at}?format=misp&report=1"), &key, None).expect(200).json();
        let is_told = lost["lost"].as_array().expect("a list").iter().any(|one| one["thing"] == "distribution");
        assert!(is_told, "that the file says less than who sees it is told before: {lost}");
    }

    fn who_may_not_publish_takes_nothing_out_of_sight_by_a_file(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let nils = c.site.person("Nils", c.water, &[Role::NisImplementer]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let at = format!("/threats/events/{}", Uuid::from_u128(7));
        let as_who = |who: &Visitor<'_>| ImportContext { person: Some(who.id()), ..context(&c.site.db, c.water, Reach::Community) };
        import(&as_who(&ana), &file("3"));
        let mut narrower = file("0");
        narrower["Event"]["timestamp"] = json!("1772700000");
        let mut unpublished = file("3");
        (unpublished["Event"]["timestamp"], unpublished["Event"]["published"]) = (json!("1772700000"), json!(false));
        for wish in [&narrower, &unpublished] {
            let told = import(&as_who(&nils), wish);
            assert!(told.failed == 1 && told.items[0].reasons.contains(&Reason::Publisher), "{told:?}");
            omar.get(&at).expect(200);
        }
        import(&as_who(&ana), &narrower);
        omar.get(&at).expect(404);
    }
}
