//! What a platform gives out: objects, observables with their ids, markings.

use belfry_stix::emit::{
    Common, ExternalReference, Grouping, Identity, Indicator, Malware, Named, Note, Object, Relationship, Report,
    Sighting, Vulnerability, statement,
};
use belfry_stix::sco::{self, Observable};
use belfry_stix::tlp::{Level, Version};
use belfry_stix::{Limits, StixId, Writer, pattern, scan};
use serde_json::{Map, Value, json};
use uuid::Uuid;

fn uuid(n: u8) -> Uuid {
    Uuid::from_bytes([0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x41, 0x80, 0x90, 0xa0, 0xb0, 0xc0, 0xd0, 0xe0, 0xf0, n])
}

fn observables() -> Vec<Observable> {
    let hash = |name: &str, length: usize| (name.to_owned(), "a".repeat(length));
    vec![
        Observable::Ipv4("198.51.100.7".into()),
        Observable::Ipv6("2001:db8::7".into()),
        Observable::Domain("bad.example".into()),
        Observable::Url("http://bad.example/\"é\"".into()),
        Observable::Email("mallory@bad.example".into()),
        Observable::Mac("00:00:5e:00:53:01".into()),
        Observable::AutonomousSystem { number: 64496, name: Some("Example network".into()) },
        Observable::File {
            name: Some("réponse.exe".into()),
            hashes: vec![hash("SHA-256", 64), hash("MD5", 32)],
            size: Some(7),
        },
        Observable::RegistryKey {
            key: "HKEY_CURRENT_USER\\Software\\Bad".into(),
            values: vec![("Run".into(), Some("bad.exe".into())), ("Empty".into(), None)],
        },
        Observable::Certificate {
            hashes: vec![hash("SHA-1", 40)],
            serial_number: Some("01:02".into()),
            issuer: None,
            subject: Some("CN=bad".into()),
        },
    ]
}

fn everything() -> Vec<Value> {
    let at = "2026-03-01T08:00:00.123456Z".parse().unwrap();
    let me = StixId::new("identity", uuid(1));
    let common = || {
        let mut common = Common::at(at, at);
        common.created_by_ref = Some(me.clone());
        common.object_marking_refs = vec![Level::AmberStrict.marking_id()];
        common
    };
    let path = pattern::ObjectPath::new("file", &["hashes", "SHA-256"]);
    let indicator = StixId::new("indicator", uuid(2));
    let mut vulnerability = common();
    vulnerability.external_references = vec![ExternalReference {
        source_name: "cve".into(),
        external_id: Some("CVE-2026-0001".into()),
        ..ExternalReference::default()
    }];
    let mut listed = Object::new(
        uuid(2),
        common(),
        Indicator {
            name: None,
            description: None,
            indicator_types: vec!["malicious-activity".into()],
            pattern: pattern::comparison(&path, &pattern::Value::Text("a".repeat(64))),
            pattern_type: "stix".into(),
            valid_from: at,
            valid_until: None,
            kill_chain_phases: vec![],
        },
    );
    listed.custom.insert("x_belfry_to_ids".into(), true.into());
    let value = |object: serde_json::Result<Value>| object.unwrap();
    let mut all = vec![
        Level::AmberStrict.marking(),
        statement(uuid(9), at, Some(&me), "Ask before you publish."),
        value(serde_json::to_value(Object::new(
            uuid(1),
            Common::at(at, at),
            Identity {
                name: "Harbour Water Works".into(),
                description: None,
                identity_class: Some("organization".into()),
                sectors: vec!["water".into()],
                contact_information: None,
            },
        ))),
        value(serde_json::to_value(listed)),
        value(serde_json::to_value(Object::new(
            uuid(3),
            common(),
            Malware {
                name: Some("Gullwing".into()),
                description: None,
                malware_types: vec!["ransomware".into()],
                is_family: true,
                aliases: vec![],
            },
        ))),
        value(serde_json::to_value(Object::new(
            uuid(4),
            common(),
            Relationship {
                relationship_type: "indicates".into(),
                description: None,
                source_ref: indicator.clone(),
                target_ref: StixId::new("malware", uuid(3)),
            },
        ))),
        value(serde_json::to_value(Object::new(
            uuid(5),
            common(),
            Report {
                name: "A wave".into(),
                description: None,
                report_types: vec!["campaign".into()],
                published: at,
                object_refs: vec![indicator.clone()],
            },
        ))),
        value(serde_json::to_value(Object::new(
            uuid(6),
            common(),
            Grouping {
                name: None,
                description: None,
                context: "suspicious-activity".into(),
                object_refs: vec![indicator.clone()],
            },
        ))),
        value(serde_json::to_value(Object::new(
            uuid(7),
            common(),
            Sighting {
                description: None,
                first_seen: Some(at),
                last_seen: Some(at),
                count: Some(2),
                sighting_of_ref: indicator.clone(),
                where_sighted_refs: vec![me.clone()],
            },
        ))),
        value(serde_json::to_value(Object::new(
            uuid(8),
            common(),
            Note {
                summary: Some("short".into()),
                content: "long".into(),
                authors: vec![],
                object_refs: vec![indicator],
            },
        ))),
        value(serde_json::to_value(Object::new(
            uuid(10),
            vulnerability,
            Vulnerability { name: "CVE-2026-0001".into(), description: None },
        ))),
        value(serde_json::to_value(Object::new(
            uuid(11),
            common(),
            Named {
                kind: "threat-actor".into(),
                name: "Tin Gull".into(),
                description: None,
                aliases: vec!["TG-1".into()],
            },
        ))),
    ];
    all.extend(observables().iter().map(|o| Value::Object(o.object(&[]).unwrap())));
    all
}

#[test]
fn everything_given_out_is_as_the_golden_file_says() {
    let id = StixId::new("bundle", uuid(0));
    let mut writer = Writer::bundle(Vec::new(), &id).unwrap();
    for object in everything() {
        writer.object(&object).unwrap();
    }
    let text = writer.finish().unwrap();
    assert_eq!(scan(text.as_slice(), &Limits::default()).unwrap().objects, 22);
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/given-out.json");
    if std::env::var_os("BELFRY_WRITE_GOLDEN").is_some() {
        std::fs::write(golden, &text).unwrap();
    }
    assert_eq!(String::from_utf8(text).unwrap(), std::fs::read_to_string(golden).unwrap());
}

/// Two ids as the reference implementation (python-stix2 3.0.2) gives them, and the rule for several hashes.
#[test]
fn ids_of_observables_are_those_of_everybody() {
    let id = |kind: &str, value: Value| {
        let map: Map<_, _> = value.as_object().unwrap().clone();
        sco::id(kind, &map).map(|id| id.as_str().to_owned())
    };
    assert_eq!(
        id("ipv4-addr", json!({"value": "198.51.100.3"})).as_deref(),
        Some("ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4")
    );
    assert_eq!(
        id("domain-name", json!({"value": "example.com", "x": 1})).as_deref(),
        Some("domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7")
    );
    let one = id("file", json!({"hashes": {"SHA-256": "a", "MD5": "b"}}));
    assert_eq!(one, id("file", json!({"hashes": {"MD5": "b"}})));
    assert_eq!(id("file", json!({"size": 3})), None);
    assert_eq!(id("process", json!({"pid": 3})), None);
    assert_eq!(id("software", json!({"name": 1.5})), None);
    assert_eq!(sco::hash_name("sha_512"), Some("SHA-512"));
    assert_eq!(sco::hash_name("crc32"), None);
}

#[test]
fn tlp_maps_both_ways() {
    use Level::*;
    for level in [Clear, Green, Amber, AmberStrict, Red] {
        assert_eq!(Level::of(level.marking_id().as_str()), Some((level, Version::Two)));
        assert_eq!(level.name().parse(), Ok(level));
        assert_eq!(Level::declared(&level.marking()), Some(level));
        if let Some(one) = level.marking_id_v1() {
            assert_eq!(Level::of(one.as_str()), Some((level, Version::One)));
        }
    }
    assert_eq!(AmberStrict.marking_id_v1(), None);
    assert_eq!("TLP:White".parse(), Ok(Clear));
    assert!("TLP:BLUE".parse::<Level>().is_err());
    assert_eq!(Level::declared(&json!({"definition_type": "tlp", "definition": {"tlp": "red"}})), Some(Red));
    assert_eq!(Level::strictest(&[Green.marking_id(), Red.marking_id_v1().unwrap(), Clear.marking_id()]), Some(Red));
    assert_eq!(Level::of("marking-definition--00000000-0000-4000-8000-000000000000"), None);
}
