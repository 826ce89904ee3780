//! STIX bundles in and out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Cursor;
use std::path::PathBuf;

use belfry_store::{Key, args};
use belfry_testkit::{TestDb, both_databases};
use belfry_threats::event::export::Format;
use belfry_threats::event::import::{Outcome, Reach, import_misp, import_stix};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::export::{assert_same, export, id_of, parts};
use crate::{AWAY, HOME, context, member, rows, world};

fn line(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).expect("json")
}

fn take_in(t: &TestDb, bundle: &Value) -> Outcome {
    let ctx = context(t, HOME, Reach::Community);
    import_stix(&ctx, &mut Cursor::new(bundle.to_string()), &mut |_| true).expect("import")
}

fn data() -> Option<PathBuf> {
    std::env::var_os("BELFRY_REAL_DATA").map(PathBuf::from)
}

/// Type and value of every attribute, with whether it is fit for detection.
fn values(t: &TestDb) -> Vec<(String, String, bool)> {
    let read = t.db.read(Key::SYSTEM).expect("read");
    let sql = "select type, value, to_ids from threats_attributes order by type, value";
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows")
}

fn id(kind: &str, number: u128) -> String {
    format!("{kind}--{}", Uuid::from_u128(0x1000_0000_0000_4000_8000_0000_0000_0000 + number))
}

fn object(kind: &str, number: u128, more: Value) -> Value {
    let mut object = json!({"type": kind, "spec_version": "2.1", "id": id(kind, number),
        "created": "2026-01-05T10:00:00.000Z", "modified": "2026-01-06T10:00:00.000Z"});
    let (Some(object_map), Value::Object(more)) = (object.as_object_mut(), more) else { panic!("an object") };
    object_map.extend(more);
    object
}

fn bundle(objects: &[Value]) -> Value {
    json!({"type": "bundle", "id": id("bundle", 1), "objects": objects, "x_note": "kept"})
}

const AMBER: &str = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";

fn indicators() -> Vec<Value> {
    vec![
        object("identity", 1, json!({"name": "Sample Works", "identity_class": "organization"})),
        object(
            "indicator",
            2,
            json!({"pattern": "[ipv4-addr:value = '192.0.2.7']", "pattern_type": "stix",
            "valid_from": "2026-01-05T10:00:00Z", "name": "A server", "labels": ["c2"], "object_marking_refs": [AMBER]}),
        ),
        object(
            "indicator",
            3,
            json!({"pattern": "[file:name = 'a.exe' AND file:hashes.MD5 = '00112233445566778899aabbccddeeff']",
            "pattern_type": "stix", "valid_from": "2026-01-05T10:00:00Z"}),
        ),
        object(
            "indicator",
            4,
            json!({"pattern": "[url:value LIKE 'http://bad.example/%'] REPEATS 3 TIMES",
            "pattern_type": "stix", "valid_from": "2026-01-05T10:00:00Z"}),
        ),
        json!({"type": "domain-name", "spec_version": "2.1", "id": id("domain-name", 5), "value": "bad.example"}),
        object("malware", 6, json!({"name": "Sampler", "is_family": true})),
        object("vulnerability", 7, json!({"name": "CVE-2026-0001"})),
        object("note", 8, json!({"abstract": "Remark", "content": "Seen twice", "object_refs": [id("indicator", 2)]})),
        object("sighting", 9, json!({"sighting_of_ref": id("indicator", 2), "last_seen": "2026-01-07T00:00:00Z"})),
        object("note", 11, json!({"content": "with \0 in it", "object_refs": [id("indicator", 2)]})),
        object("x-strange", 10, json!({"anything": [1.5, null, {"deep": "é\u{2028}"}]})),
    ]
}

both_databases! {
    fn capec_goes_in_and_comes_out_equal(engine) {
        let Some(data) = data() else { return };
        let path = data.join("stix/capec-2.1.json");
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let first = import_stix(&ctx, &mut File::open(&path).expect("a file"), &mut |_| true).expect("import");
        assert_eq!((first.new, first.failed), (1, 0));
        assert_eq!(first.items[0].title, "CAPEC (The MITRE Corporation)");
        let out = export(&t, member(&t, AWAY), id_of(&t, first.items[0].uuid), Format::Stix);
        let came: Value = serde_json::from_slice(&std::fs::read(&path).expect("bytes")).expect("JSON");
        let went: Value = serde_json::from_slice(&out).expect("JSON");
        assert!(came == went, "equal as JSON values");
        let again = import_stix(&ctx, &mut File::open(&path).expect("a file"), &mut |_| true).expect("again");
        assert_eq!(line(&again), r#"{"new":0,"updated":0,"unchanged":1,"failed":0,"attributes":0,"objects":0}"#);
    }

    fn a_bundle_becomes_an_event_with_values_and_goes_out_as_it_came(engine) {
        let t = world(engine);
        let whole = bundle(&indicators());
        let outcome = take_in(&t, &whole);
        assert_eq!((outcome.new, outcome.attributes, outcome.clusters), (1, 5, 1));
        let wanted = [
            ("domain", "bad.example", false),
            ("filename|md5", "a.exe|00112233445566778899aabbccddeeff", true),
            ("ip-dst", "192.0.2.7", true),
            ("stix2-pattern", "[url:value LIKE 'http://bad.example/%'] REPEATS 3 TIMES", true),
            ("vulnerability", "CVE-2026-0001", false),
        ];
        let found = values(&t);
        let found: Vec<(&str, &str, bool)> = found.iter().map(|(kind, value, ids)| (kind.as_str(), value.as_str(), *ids)).collect();
        assert_eq!(found, wanted);
        let event = id_of(&t, outcome.items[0].uuid);
        let read = t.db.read(Key::SYSTEM).expect("read");
        let tlp: String = read.one("select tlp from threats_events", args![], |row| row.get(0)).expect("one");
        assert_eq!(tlp, "amber", "the strictest of all markings");
        drop(read);
        for table in ["threats_clusters", "threats_reports", "threats_sightings"] {
            assert_eq!(rows(&t, table), 1, "{table}");
        }
        let went: Value = serde_json::from_slice(&export(&t, member(&t, AWAY), event, Format::Stix)).expect("JSON");
        assert_eq!(went, whole);
        assert_eq!(line(&take_in(&t, &whole)), r#"{"new":0,"updated":0,"unchanged":1,"failed":0,"attributes":0,"objects":0}"#);
    }

    fn a_newer_bundle_updates_and_goes_out_as_it_came(engine) {
        let t = world(engine);
        let outcome = take_in(&t, &bundle(&indicators()));
        let mut objects = indicators();
        objects[1]["pattern"] = "[ipv4-addr:value = '192.0.2.8']".into();
        objects[1]["modified"] = "2026-02-06T10:00:00.000Z".into();
        objects.pop();
        let newer = bundle(&objects);
        assert_eq!(take_in(&t, &newer).updated, 1);
        assert!(values(&t).iter().any(|(_, value, _)| value == "192.0.2.8"));
        let out = export(&t, member(&t, HOME), id_of(&t, outcome.items[0].uuid), Format::Stix);
        assert_eq!(serde_json::from_slice::<Value>(&out).expect("JSON"), newer);
    }

    fn each_report_is_an_event_and_what_no_report_holds_is_one_more(engine) {
        let t = world(engine);
        let mut objects = indicators();
        objects.push(object("report", 20, json!({"name": "First", "published": "2026-01-05T10:00:00Z", "description": "Words",
            "object_refs": [id("indicator", 2), id("malware", 6)]})));
        objects.push(object("report", 21, json!({"name": "Second", "published": "2026-01-05T10:00:00Z",
            "object_refs": [id("indicator", 3)]})));
        let outcome = take_in(&t, &bundle(&objects));
        let mut titles: Vec<&str> = outcome.items.iter().map(|item| item.title.as_str()).collect();
        titles.sort_unstable();
        assert_eq!(titles, ["First", "STIX: Sample Works", "Second"]);
        let first = outcome.items.iter().find(|item| item.title == "First").expect("the first");
        let out: Value = serde_json::from_slice(&export(&t, member(&t, AWAY), id_of(&t, first.uuid), Format::Stix)).expect("JSON");
        let kinds: Vec<&str> = out["objects"].as_array().expect("objects").iter().map(|one| one["type"].as_str().expect("type")).collect();
        assert_eq!(kinds, ["identity", "indicator", "malware", "sighting", "report"]);
    }

    fn a_broken_bundle_leaves_nothing(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let mut text = bundle(&indicators()).to_string();
        text.truncate(text.len() - 30);
        let refused = import_stix(&ctx, &mut Cursor::new(text), &mut |_| true).expect_err("refused");
        assert!(refused.to_string().starts_with("line 1, column "), "{refused}");
        assert_eq!(rows(&t, "threats_events"), 0);
    }

    fn what_misp_said_survives_the_way_through_stix(engine) {
        let Some(data) = data() else { return };
        let (t, other) = (world(engine), world(engine));
        let here = context(&t, HOME, Reach::Community);
        let there = context(&other, AWAY, Reach::Community);
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        let (mut fresh, mut again) = (Outcome::default(), Outcome::default());
        for entry in std::fs::read_dir(data.join("misp-events")).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let outcome = import_misp(&here, &mut File::open(&path).expect("a file"), &mut |_| true).expect("import");
            let uuid = outcome.items[0].uuid;
            let out = export(&t, member(&t, HOME), id_of(&t, uuid), Format::Stix);
            let bundle: Value = serde_json::from_slice(&out).expect("JSON");
            for one in bundle["objects"].as_array().expect("objects") {
                *counted.entry(one["type"].as_str().expect("type").to_owned()).or_default() += 1;
            }
            fresh.add(import_stix(&there, &mut Cursor::new(&out), &mut |_| true).expect("elsewhere"));
            again.add(import_stix(&here, &mut Cursor::new(&out), &mut |_| true).expect("again"));
            let (came, went) = (
                parts(&export(&t, member(&t, HOME), id_of(&t, uuid), Format::Misp)),
                parts(&export(&other, member(&other, AWAY), id_of(&other, uuid), Format::Misp)),
            );
            assert_same(&came, &went, &path.display().to_string());
        }
        let wanted = r#"{"new":29,"updated":0,"unchanged":0,"failed":0,"attributes":1647,"objects":134}"#;
        assert_eq!(line(&fresh), wanted);
        assert_eq!(again.unchanged, 29);
        assert!(counted["indicator"] > 300 && counted["observed-data"] > 1_000, "{counted:?}");
    }

    fn the_strictest_marking_counts_behind_however_many_others(engine) {
        const GREEN: &str = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
        const RED: &str = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1";
        let indicator = |number: u128, markings: Vec<String>| {
            let pattern = format!("[domain-name:value = 'm{number}.example']");
            object("indicator", 500 + number, json!({"pattern": pattern, "pattern_type": "stix",
                "valid_from": "2026-01-05T10:00:00Z", "object_marking_refs": markings}))
        };
        let many = || (0..21_u128).map(|n| {
            let unknown = (0..500_u128).map(|m| id("marking-definition", 1_000_000 + n * 500 + m));
            indicator(n, std::iter::once(GREEN.to_owned()).chain(unknown).collect())
        });
        let own = object("marking-definition", 70, json!({"definition_type": "tlp", "definition": {"tlp": "red"}}));
        // By the marking that everybody knows, and by one that the bundle declares.
        for (last, beside) in [(RED.to_owned(), None), (id("marking-definition", 70), Some(own))] {
            let t = world(engine);
            let objects: Vec<Value> = many().chain([indicator(99, vec![last])]).chain(beside).collect();
            assert_eq!(take_in(&t, &bundle(&objects)).new, 1);
            let read = t.db.read(Key::SYSTEM).expect("read");
            let told: (String, String) =
                read.one("select tlp, state from threats_events", args![], |row| Ok((row.get(0)?, row.get(1)?))).expect("one");
            assert_eq!(told, ("red".into(), "draft".into()), "nothing that is RED is for the community");
        }
    }
}
