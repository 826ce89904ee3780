//! How far a file says that it may travel: no farther than who sees the event here, whatever it came with.

use belfry_identity::key::Scope;
use belfry_kernel::{CircleId, Role};
use belfry_testkit::{TestDb, TestSite, both_databases};
use belfry_threats::event::export::Format;
use belfry_threats::event::import::{ImportContext, Reach};
use serde_json::{Value, json};
use uuid::Uuid;

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
}
