//! What is refused, with the place and the reason.

use belfry_misp::{Attribute, EventReport, Expected, FormatError, Object, Reason, Sighting, Sink, Stop, limits, scan};

const ID: &str = "7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1a01";

fn event(rest: &str) -> String {
    format!("{{\"Event\":{{\"uuid\":\"{ID}\",\"info\":\"x\"{rest}}}}}")
}

fn refusal(text: impl AsRef<[u8]>) -> FormatError {
    match scan(text.as_ref()) {
        Ok(found) => panic!("accepted: {found:?}"),
        Err(error) => error,
    }
}

fn reason(text: impl AsRef<[u8]>) -> Reason {
    refusal(text).reason
}

fn wrong(record: &'static str, field: &'static str, expected: Expected) -> Reason {
    Reason::WrongKind { record, field, expected }
}

#[test]
fn what_is_no_event() {
    assert_eq!(reason(""), Reason::Empty);
    assert_eq!(reason(" \n"), Reason::Empty);
    for text in ["null", "1", "\"x\"", "true", "{}", "{\"type\":\"bundle\",\"objects\":[]}", "[{}]", "[1]", "[[]]"] {
        assert_eq!(reason(text), Reason::NotThis("a MISP event"), "{text}");
    }
    assert_eq!(reason("{\"Event\":null}"), wrong("text", "Event", Expected::Record));
    assert!(matches!(reason("Event"), Reason::Syntax(_)));
}

#[test]
fn what_is_no_json() {
    assert_eq!(reason(&event("")[..20]), Reason::Truncated);
    let whole = event(
        ",\"Attribute\":[{\"uuid\":\"7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1a04\",\"type\":\"ip-dst\",\"value\":\"é\"}]",
    );
    for end in 1..whole.len() {
        assert_eq!(reason(&whole.as_bytes()[..end]), Reason::Truncated, "cut at {end}");
    }
    assert_eq!(reason(event("") + "x"), Reason::Trailing);
    assert_eq!(reason(event(",\"a\":\"\\ud800\"")), Reason::BadText);
    assert_eq!(reason(event(",\"info2\":\"\\udc00\"")), Reason::BadText);
    assert_eq!(reason(event(",\"a\":\"Q\"").replace('Q', "\\ud800\\u0041")), Reason::BadText);
    assert_eq!(reason(event(",\"a\":1e400")), Reason::NumberRange);
    assert_eq!(reason(event(",\"a\":\"b\\u0000c\"")), Reason::Nul);
    assert_eq!(reason(event(",\"a\\u0000\":1")), Reason::Nul);
    assert!(matches!(reason(event(",\"a\":\"b\0c\"")), Reason::Syntax(_)));
    assert!(matches!(reason(event(",\"a\":NaN")), Reason::Syntax(_)));
    assert!(matches!(reason(event(",\"a\":01")), Reason::Syntax(_)));
    assert!(matches!(reason(event(",")), Reason::Syntax(_)));
    let latin = [event(",\"a\":\"").as_bytes(), b"\xe9\"}}"].concat();
    assert!(matches!(reason(latin), Reason::Syntax(_) | Reason::BadText));
}

#[test]
fn an_escaped_backslash_is_no_escape() {
    assert!(scan(event(",\"a\":\"\\\\u0000\"").as_bytes()).is_ok());
    assert!(scan(event(",\"a\":\"\\u0001\\u00000\"").as_bytes()).is_err());
    assert!(scan(event(",\"a\":\"\\u0001 \\u000a\"").as_bytes()).is_ok());
}

#[test]
fn what_lacks_or_repeats_a_field() {
    let missing = |record, field| Reason::Missing { record, field };
    let repeated = |record, field: &str| Reason::Repeated { record, field: field.to_owned() };
    assert_eq!(reason("{\"Event\":{\"info\":\"x\"}}"), missing("Event", "uuid"));
    assert_eq!(reason(format!("{{\"Event\":{{\"uuid\":\"{ID}\"}}}}")), missing("Event", "info"));
    assert_eq!(reason(event(",\"info\":\"y\"")), repeated("Event", "info"));
    assert_eq!(reason(event(",\"new\":1,\"new\":1")), repeated("Event", "new"));
    assert_eq!(reason(event(",\"new\":[{\"a\":1,\"a\":1}]")), repeated("Event", "a"));
    assert_eq!(reason(event(",\"Attribute\":[],\"Attribute\":[]")), repeated("Event", "Attribute"));
    assert_eq!(
        reason(format!("{{\"Event\":{{\"uuid\":\"{ID}\",\"info\":\"\"}},\"Event\":1}}")),
        repeated("text", "Event")
    );
    assert_eq!(
        reason(event(&format!(",\"Attribute\":[{{\"uuid\":\"{ID}\",\"type\":\"md5\"}}]"))),
        missing("Attribute", "value")
    );
    assert_eq!(reason(event(",\"Attribute\":[{\"uuid\":null,\"type\":\"md5\"}]")), missing("Attribute", "uuid"));
    assert_eq!(reason(event(&format!(",\"Object\":[{{\"uuid\":\"{ID}\"}}]"))), missing("Object", "name"));
}

#[test]
fn what_is_of_another_kind() {
    assert_eq!(reason(event(",\"date\":\"2026-02-30\"")), wrong("Event", "date", Expected::Day));
    assert_eq!(reason(event(",\"distribution\":\"6\"")), wrong("Event", "distribution", Expected::Code));
    assert_eq!(reason(event(",\"timestamp\":\"soon\"")), wrong("Event", "timestamp", Expected::Number));
    assert_eq!(reason(event(",\"timestamp\":1.5")), wrong("Event", "timestamp", Expected::Number));
    assert_eq!(reason(event(",\"published\":2")), wrong("Event", "published", Expected::Truth));
    assert_eq!(
        reason(event(",\"extends_uuid\":\"7b0c8f2e4d0a4a539a0e0b1f6f0c1a01\"")),
        wrong("Event", "extends_uuid", Expected::Uuid)
    );
    assert_eq!(reason(event(",\"Tag\":\"tlp:red\"")), wrong("Event", "Tag", Expected::List));
    assert_eq!(reason(event(",\"Tag\":[null]")), wrong("Event", "Tag", Expected::Record));
    assert_eq!(reason(event(",\"Org\":\"us\"")), wrong("Event", "Org", Expected::Record));
    assert_eq!(reason(event(",\"Attribute\":{}")), wrong("Event", "Attribute", Expected::List));
    assert_eq!(reason(event(",\"Attribute\":[1]")), wrong("Event", "Attribute", Expected::Record));
    assert_eq!(reason(event(",\"event_creator_email\":[]")), wrong("Event", "event_creator_email", Expected::Text));
}

#[test]
fn what_is_too_large() {
    let deep = |n: usize| event(&format!(",\"a\":{}{}", "[".repeat(n), "]".repeat(n)));
    assert!(scan(deep(limits::DEPTH - 2).as_bytes()).is_ok());
    assert_eq!(reason(deep(limits::DEPTH - 1)), Reason::TooDeep { limit: limits::DEPTH });
    let related = format!(",\"RelatedEvent\":{}", "[".repeat(1 << 20));
    assert_eq!(reason(event(&related)), Reason::TooDeep { limit: limits::DEPTH });
    let long = "x".repeat(limits::TEXT + 1);
    assert_eq!(reason(event(&format!(",\"a\":\"{long}\""))), Reason::TooLong { limit: limits::TEXT });
    let endless = std::io::Read::chain(&b"{\"Event\":{\"info\":\""[..], std::io::repeat(b'x'));
    assert_eq!(scan(endless).map_err(|e| e.reason), Err(Reason::TooLong { limit: limits::DATA }));
    let inner = format!("{{\"uuid\":\"{ID}\",\"type\":\"text\",\"value\":\"\"}}");
    let object = |n: usize| {
        let attributes = vec![inner.as_str(); n].join(",");
        event(&format!(",\"Object\":[{{\"uuid\":\"{ID}\",\"name\":\"o\",\"Attribute\":[{attributes}]}}]"))
    };
    assert!(scan(object(limits::LIST).as_bytes()).is_ok());
    let many = Reason::TooMany { record: "Object", field: "Attribute", limit: limits::LIST };
    assert_eq!(reason(object(limits::LIST + 1)), many);
    let spread = event(&format!(",\"a\":[{}0]", "[],".repeat(3 << 20)));
    assert_eq!(reason(spread), Reason::TooLarge { limit: limits::RECORD });
}

#[test]
fn data_may_be_long() {
    let data = "QUJD".repeat(1 << 20);
    let text = event(&format!(
        ",\"Attribute\":[{{\"uuid\":\"{ID}\",\"type\":\"attachment\",\"value\":\"a\",\"data\":\"{data}\"}}]"
    ));
    assert!(scan(text.as_bytes()).is_ok());
}

#[test]
fn the_place_is_told() {
    let text = event(",\n\"Attribute\":[\n{\"uuid\":\"no\"}]");
    let error = refusal(text);
    assert_eq!((error.line, error.event, error.child), (3, Some(0), Some(("Attribute", 0))));
    assert!((8..=14).contains(&error.column), "{}", error.column);
    assert_eq!(
        error.to_string().split_once(", event").map(|(_, rest)| rest),
        Some(" 1, Attribute 1: the field \"uuid\" of Attribute should be a UUID")
    );
    let error = refusal(event(",\n\"a\":\"\\u0000\""));
    assert_eq!((error.line, error.column), (2, 11));
}

#[test]
fn a_failing_source_is_told() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("disk"))
        }
    }
    assert_eq!(scan(Broken).map_err(|e| e.reason), Err(Reason::Unreadable("disk".to_owned())));
    let half = std::io::Read::chain(&b"{\"Event\":{"[..], Broken);
    assert!(matches!(scan(half), Err(FormatError { reason: Reason::Unreadable(_), .. })));
}

#[test]
fn a_sink_may_stop() {
    struct Once(usize);
    impl Sink for Once {
        fn attribute(&mut self, _: usize, _: Attribute) -> Result<(), Stop> {
            self.0 += 1;
            Err(Stop)
        }
        fn object(&mut self, _: usize, _: Object) -> Result<(), Stop> {
            Ok(())
        }
        fn report(&mut self, _: usize, _: EventReport) -> Result<(), Stop> {
            Ok(())
        }
        fn sighting(&mut self, _: usize, _: Sighting) -> Result<(), Stop> {
            Ok(())
        }
    }
    let mut once = Once(0);
    let inner = format!("{{\"uuid\":\"{ID}\",\"type\":\"text\",\"value\":\"\"}}");
    let text = event(&format!(",\"Attribute\":[{inner},{inner}]"));
    let stopped = belfry_misp::stream(text.as_bytes(), &mut once);
    assert_eq!((stopped.map_err(|e| e.reason), once.0), (Err(Reason::Stopped), 1));
}

#[test]
fn content_is_base64_or_not() {
    let is = |text: &str| belfry_misp::Data(text.to_owned()).is_base64();
    for text in ["", "YQ==", "YWI=", "YWJj", "YWJj\r\nZGVm\n", "+/+/"] {
        assert!(is(text), "{text:?}");
    }
    for text in ["!!!notb64", "YQ", "YQ=", "Y===", "YQ==YQ==", "Y W J j", "YWJé", "_-_-"] {
        assert!(!is(text), "{text:?}");
    }
}
