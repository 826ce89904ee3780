//! For all events: what is written is read again. For all bytes: nothing panics.

use belfry_misp::{EventWriter, fuzz};
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Map, Value, json};

use crate::whole::{Whole, gather, write};

/// Text of any kind that a database can hold.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9.|-]{0,12}",
        any::<String>().prop_map(|s| s.replace('\0', "")),
        Just("\u{2028}\"\\/\u{7f}\u{1}\u{10ffff}</script>".to_owned()),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|f| json!(f)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((text(), inner), 0..4).prop_map(|items| Value::Object(items.into_iter().collect())),
        ]
    })
}

fn uuid() -> impl Strategy<Value = String> {
    any::<u128>().prop_map(|n| {
        let h = format!("{n:032x}");
        format!("{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])
    })
}

fn number() -> impl Strategy<Value = Value> {
    any::<u32>().prop_flat_map(|n| prop_oneof![Just(json!(n)), Just(json!(n.to_string()))])
}

fn truth() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![json!(true), json!("0"), json!(1), json!("true"), json!(null)])
}

fn with(mut fields: Value, more: Vec<(String, Value)>) -> Value {
    if let Value::Object(map) = &mut fields {
        for (key, value) in more {
            // Keys of the dialect mean something; strangers begin with a mark here.
            map.insert(format!("?{key}"), value);
        }
    }
    fields
}

fn extra() -> impl Strategy<Value = Vec<(String, Value)>> {
    vec((text(), value()), 0..3)
}

fn attribute() -> impl Strategy<Value = Value> {
    let fields = (uuid(), text(), text(), option::of(number()), truth(), text(), 0..6u8, vec(text(), 0..3), extra());
    fields.prop_map(|(uuid, kind, value, time, truth, comment, reach, tags, more)| {
        let tags: Vec<Value> = tags.into_iter().map(|name| json!({"name": name, "local": truth})).collect();
        let fields = json!({
            "uuid": uuid, "type": kind, "value": value, "timestamp": time, "to_ids": truth, "deleted": truth,
            "comment": comment, "distribution": reach.to_string(), "Tag": tags, "first_seen": comment,
            "Sighting": [{"type": reach % 3, "date_sighting": time, "source": comment}],
        });
        with(fields, more)
    })
}

fn object() -> impl Strategy<Value = Value> {
    (uuid(), text(), vec(attribute(), 0..4), uuid(), extra()).prop_map(|(uuid, name, attributes, other, more)| {
        let fields = json!({
            "uuid": uuid, "name": name, "Attribute": attributes, "comment": name,
            "ObjectReference": [{"referenced_uuid": other, "relationship_type": name}],
        });
        with(fields, more)
    })
}

fn event() -> impl Strategy<Value = Value> {
    let children = (vec(attribute(), 0..4), vec(object(), 0..3), vec((uuid(), text()), 0..2));
    (uuid(), text(), option::of(number()), truth(), children, extra()).prop_map(
        |(uuid, info, time, truth, (attributes, objects, reports), more)| {
            let reports: Vec<Value> =
                reports.into_iter().map(|(uuid, text)| json!({"uuid": uuid, "name": text, "content": text})).collect();
            let fields = json!({
                "uuid": uuid, "info": info, "timestamp": time, "published": truth, "date": "2026-01-31",
                "Orgc": {"name": info}, "Attribute": attributes, "Object": objects, "EventReport": reports,
            });
            json!({"Event": with(fields, more)})
        },
    )
}

fn read(text: &[u8]) -> Result<Vec<Whole>, TestCaseError> {
    gather(text).map(|(_, events)| events).map_err(|e| TestCaseError::fail(e.to_string()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(events in vec(event(), 0..3)) {
        let first = read(json!({"response": events}).to_string().as_bytes())?;
        let written = write(EventWriter::response(Vec::new()), &first).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(read(&written)?, first);
        // The written text is JSON to others too, without repeated keys for them to differ on.
        prop_assert!(serde_json::from_slice::<Map<String, Value>>(&written).is_ok());
    }

    #[test]
    fn unnamed_fields_come_back(fields in extra()) {
        let uuid = "7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1a01";
        let sent = with(json!({"uuid": uuid, "info": ""}), fields);
        let events = read(sent.to_string().as_bytes())?;
        let got = events.first().map(|e| e.header.extra.clone()).unwrap_or_default();
        for (key, value) in sent.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with('?')) {
            prop_assert_eq!(got.get(key), Some(value));
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..200)) {
        for (_, target) in fuzz::TARGETS {
            target(&bytes);
        }
    }

    #[test]
    fn damaged_events_are_survived(event in event(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut text = event.to_string().into_bytes();
        let place = at.index(text.len());
        if let Some(there) = text.get_mut(place) {
            *there = byte;
        }
        fuzz::event(&text);
    }
}
