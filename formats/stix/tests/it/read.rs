//! Bundles and envelopes.

use belfry_stix::{Error, Limits, Reason, Scan, Shape, Sink, StixObject, Writer, fuzz, read::SinkError, scan, stream};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::Read;

const SMALL: &str = include_str!("../golden/small-bundle.json");

fn scanned(text: &str) -> Result<Scan, Error> {
    scan(text.as_bytes(), &Limits::default())
}

fn refused(text: &str) -> (Reason, u64, u64) {
    let error = scanned(text).expect_err(text);
    (error.reason, error.line, error.column)
}

fn bundle_of(objects: &str) -> String {
    format!(r#"{{"type":"bundle","id":"bundle--7ac5ba44-4b93-4bd5-a8f5-31b1b5d8c8b7","objects":[{objects}]}}"#)
}

#[test]
fn a_scan_says_what_is_in_a_bundle() {
    let scan = scanned(SMALL).unwrap();
    assert_eq!(scan.id.as_ref().unwrap().as_str(), "bundle--0d8f1b3e-3c55-4e3e-9a55-4c0f6a1e7c11");
    assert_eq!(scan.objects, 5);
    let counts: Vec<_> = scan.by_type.iter().map(|(k, n)| (k.as_str(), *n)).collect();
    assert_eq!(
        counts,
        [("identity", 1), ("indicator", 1), ("ipv4-addr", 1), ("marking-definition", 1), ("x-belfry-oddity", 1)]
    );
    assert_eq!(scan.identities[0].name.as_deref(), Some("Harbour Water Works"));
    assert_eq!(scan.markings.len(), 1);
    let names: Vec<_> = scan.properties.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["spec_version", "type", "x_remark", "id"]);
}

#[test]
fn objects_come_in_order_with_what_every_reader_needs() {
    struct All(Vec<StixObject>);
    impl Sink for All {
        fn object(&mut self, object: StixObject) -> Result<(), SinkError> {
            self.0.push(object);
            Ok(())
        }
    }
    let mut all = All(Vec::new());
    stream(SMALL.as_bytes(), &Limits::default(), &mut all).unwrap();
    let indicator = &all.0[2];
    assert_eq!(indicator.kind, "indicator");
    assert_eq!(indicator.modified.unwrap().to_string(), "2026-03-02T08:00:00.125Z");
    assert_eq!(indicator.created_by_ref.as_ref(), Some(&all.0[1].id));
    assert_eq!(indicator.object_marking_refs, [all.0[0].id.clone()]);
    assert!(indicator.revoked && !indicator.granular);
    assert!(all.0[4].granular);
    assert!(all.0[3].created.is_none());
    assert!(indicator.raw_value().is_some());
}

#[test]
fn in_and_out_is_equal_as_json() {
    let copy = fuzz::copy(SMALL.as_bytes(), &Limits::default()).unwrap();
    let before: Value = serde_json::from_str(SMALL).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&copy).unwrap(), before);
    // Not a digit of a number changes either.
    assert!(String::from_utf8(copy).unwrap().contains("1.10e1"));
}

#[test]
fn capec_in_and_out_is_equal_as_json() {
    let Ok(folder) = std::env::var("BELFRY_REAL_DATA") else {
        return;
    };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let text = std::fs::read(folder.join("stix/capec-2.1.json")).unwrap();
    let scan = scan(text.as_slice(), &Limits::default()).unwrap();
    assert_eq!(scan.objects, 2683);
    let copy = fuzz::copy(&text, &Limits::default()).unwrap();
    let (before, after): (Value, Value) =
        (serde_json::from_slice(&text).unwrap(), serde_json::from_slice(&copy).unwrap());
    assert!(before == after);
}

#[test]
fn an_envelope_needs_no_type() {
    let limits = Limits { shape: Shape::Envelope, ..Limits::default() };
    let text = r#"{"more":false,"objects":[{"type":"url","id":"url--7ac5ba44-4b93-4bd5-a8f5-31b1b5d8c8b7"}]}"#;
    let scan = scan(text.as_bytes(), &limits).unwrap();
    assert_eq!((scan.objects, scan.id), (1, None));
    assert_eq!(scanned(text).unwrap_err().reason, Reason::NotABundle);
    assert_eq!(belfry_stix::scan(&b"{}"[..], &limits).unwrap().objects, 0);
}

#[test]
fn refusals_name_place_and_reason() {
    let url = r#"{"type":"url","id":"url--7ac5ba44-4b93-4bd5-a8f5-31b1b5d8c8b7"}"#;
    let cases: &[(String, Reason, u64, u64)] = &[
        (String::new(), Reason::UnexpectedEnd, 1, 1),
        ("[]".into(), Reason::NotABundle, 1, 1),
        ("{}".into(), Reason::NotABundle, 1, 1),
        (r#"{"type":"report"}"#.into(), Reason::NotABundle, 1, 9),
        (r#"{"type":"bundle"}"#.into(), Reason::MissingProperty, 1, 1),
        (r#"{"type":"bundle","id":"bundle--1"}"#.into(), Reason::BadId, 1, 23),
        (bundle_of("7"), Reason::WrongType, 1, 81),
        (bundle_of(r#"{"type":"url"}"#), Reason::MissingProperty, 1, 81),
        (bundle_of("\n\n {\"type\":}"), Reason::Syntax, 3, 10),
        (bundle_of(&format!("{url},{url},")), Reason::Syntax, 1, 81 + 2 * (url.len() as u64 + 1)),
        (bundle_of(url) + " x", Reason::TrailingData, 1, 81 + url.len() as u64 + 3),
        (bundle_of(r#"{"type":"url","type":"url"}"#), Reason::DuplicateProperty, 1, 107),
        (bundle_of(&url.replace("\"url--", "\"domain-name--")), Reason::BadId, 1, 81),
        (bundle_of(&url.replace("\"url", "\"Url")), Reason::BadType, 1, 81),
        (bundle_of(&url.replace('}', r#","x":"\ud800"}"#)), Reason::Syntax, 1, 0),
        (bundle_of(&url.replace('}', r#","x":1e999}"#)), Reason::Syntax, 1, 0),
        (bundle_of(&url.replace('}', r#","created":"yesterday"}"#)), Reason::BadTimestamp, 1, 81),
        (bundle_of(&url.replace('}', r#","revoked":"no"}"#)), Reason::WrongType, 1, 0),
        (bundle_of(&url.replace('}', r#","x":{"a":1,"a":2}}"#)), Reason::DuplicateProperty, 1, 0),
        (bundle_of(&"[".repeat(200)), Reason::WrongType, 1, 81),
        (bundle_of(&format!("{{\"a\":{}", "[".repeat(200))), Reason::TooDeep, 1, 0),
        (bundle_of(url).replace("\"id\":\"bundle", "\"type\":\"x\",\"id\":\"bundle"), Reason::DuplicateProperty, 1, 18),
    ];
    for (text, reason, line, column) in cases {
        let (r, l, c) = refused(text);
        assert_eq!((r, l), (*reason, *line), "{text}");
        assert!(*column == 0 || c == *column, "{text}: column {c}, expected {column}");
    }
    let error = scan(&b"{\"type\":\n\"\xff\"}"[..], &Limits::default()).unwrap_err();
    assert_eq!((error.reason, error.line, error.column), (Reason::NotUtf8, 2, 2));
    assert_eq!(error.to_string(), "line 2, column 2: the text is not UTF-8");
}

#[test]
fn a_cut_bundle_is_refused_wherever_it_is_cut() {
    for end in 0..SMALL.trim_end().len() {
        assert!(scan(&SMALL.as_bytes()[..end], &Limits::default()).is_err(), "{end}");
    }
}

#[test]
fn limits_hold() {
    let big = Limits { object_bytes: 40, ..Limits::default() };
    assert_eq!(scan(SMALL.as_bytes(), &big).unwrap_err().reason, Reason::ObjectTooLarge);
    let many = Limits { objects: 4, ..Limits::default() };
    assert_eq!(scan(SMALL.as_bytes(), &many).unwrap_err().reason, Reason::TooManyObjects);
    let wide = Limits { properties: 3, ..Limits::default() };
    assert_eq!(scan(SMALL.as_bytes(), &wide).unwrap_err().reason, Reason::TooManyProperties);
    let kept = Limits { kept_bytes: 300, ..Limits::default() };
    assert_eq!(scan(SMALL.as_bytes(), &kept).unwrap_err().reason, Reason::TooMuchToKeep);
    let deep = Limits { depth: 1, ..Limits::default() };
    assert_eq!(scan(SMALL.as_bytes(), &deep).unwrap_err().reason, Reason::TooDeep);
}

#[test]
fn an_endless_object_is_refused_in_constant_memory() {
    let endless = bundle_of("{\"a\":\"").into_bytes();
    let endless = &endless[..endless.len() - 2];
    let reader = endless.chain(std::io::repeat(b'a'));
    assert_eq!(scan(reader, &Limits::default()).unwrap_err().reason, Reason::ObjectTooLarge);
}

#[test]
fn the_writer_keeps_its_promises() {
    let id = belfry_stix::StixId::parse("bundle--7ac5ba44-4b93-4bd5-a8f5-31b1b5d8c8b7").unwrap();
    let mut writer = Writer::bundle(Vec::new(), &id).unwrap();
    assert!(writer.property("objects", &[0; 0]).is_err());
    writer.object(&json!({"type": "url"})).unwrap();
    assert!(writer.object_raw("{").is_err());
    writer.property("x_after", &1).unwrap();
    assert!(writer.object(&json!({})).is_err());
    let text = writer.finish().unwrap();
    let value: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(value, json!({"type": "bundle", "id": id.as_str(), "objects": [{"type": "url"}], "x_after": 1}));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".*", inner, 0..4).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn write_then_read_is_identity(extras in prop::collection::vec(any_json(), 0..4), after in any_json()) {
        let id = belfry_stix::StixId::parse("bundle--7ac5ba44-4b93-4bd5-a8f5-31b1b5d8c8b7").unwrap();
        let mut writer = Writer::bundle(Vec::new(), &id).unwrap();
        for extra in &extras {
            let object = json!({"type": "x-thing", "id": "x-thing--7ac5ba44-4b93-4bd5-a8f5-31b1b5d8c8b7", "x_extra": extra});
            writer.object(&object).unwrap();
        }
        writer.property("x_after", &after).unwrap();
        let text = writer.finish().unwrap();
        let scan = scan(text.as_slice(), &Limits::default()).unwrap();
        prop_assert_eq!(scan.objects, extras.len());
        let copy = fuzz::copy(&text, &Limits::default()).unwrap();
        prop_assert_eq!(serde_json::from_slice::<Value>(&copy).unwrap(), serde_json::from_slice::<Value>(&text).unwrap());
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        fuzz::bundle(&bytes);
        fuzz::object(&bytes);
    }

    #[test]
    fn no_damage_makes_a_reader_panic(at in 0..SMALL.len(), with in prop::collection::vec(any::<u8>(), 0..4), cut in 0..9usize) {
        let mut bytes = SMALL.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, with);
        fuzz::bundle(&bytes);
    }
}
