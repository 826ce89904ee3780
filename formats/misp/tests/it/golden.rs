//! A small event of our own with every oddity of MISP's scalars.

use std::error::Error;

use belfry_misp::{Counts, Distribution, EventWriter, SightingKind};

use crate::whole::{gather, write};

const EVENT: &str = include_str!("../golden/event.json");
const WRITTEN: &str = include_str!("../golden/event.written.json");

type Tested = Result<(), Box<dyn Error>>;

#[test]
fn scalars_are_read_generously() -> Tested {
    let (scanned, events) = gather(EVENT.as_bytes())?;
    let [event] = &events[..] else { return Err("one event".into()) };
    let header = &event.header;
    assert_eq!(header.timestamp, Some(1_772_600_000));
    assert_eq!(header.distribution, Some(Distribution::SharingGroup));
    assert_eq!((header.published, header.locked, header.extends_uuid), (true, Some(false), None));
    assert_eq!(header.extra.get("protected"), Some(&serde_json::Value::Null));
    assert_eq!(header.sharing_group.as_ref().map(|g| g.members.len()), Some(1));
    let [port, size, source] = &event.attributes[..] else { return Err("three attributes".into()) };
    assert_eq!((port.to_ids, port.timestamp), (Some(true), Some(1_772_600_000)));
    assert_eq!(port.sightings.first().map(|s| s.kind), Some(SightingKind::FalsePositive));
    assert!(port.extra.contains_key("a_field_of_tomorrow"));
    assert_eq!((size.value.as_str(), size.category_or_default(), size.is_for_detection()), ("4096", "Other", false));
    assert_eq!((source.category_or_default(), source.is_for_detection()), ("Network activity", false));
    assert_eq!(event.objects.first().and_then(|o| o.template_version.as_deref()), Some("24"));
    let counts = Counts {
        attributes: 3,
        objects: 1,
        object_attributes: 1,
        references: 1,
        reports: 1,
        sightings: 1,
        attribute_tags: 0,
    };
    assert_eq!(scanned.first().map(|s| s.counts), Some(counts));
    Ok(())
}

#[test]
fn scalars_are_written_as_misp_does() -> Tested {
    let (_, events) = gather(EVENT.as_bytes())?;
    let written = write(EventWriter::single(Vec::new()), &events)?;
    if std::env::var_os("BELFRY_WRITE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/event.written.json");
        std::fs::write(path, [&written[..], b"\n"].concat())?;
        return Ok(());
    }
    assert_eq!(String::from_utf8(written.clone())?, WRITTEN.trim_end());
    assert_eq!(gather(&written)?.1, events);
    Ok(())
}

#[test]
fn all_wrappings_hold_the_same() -> Tested {
    let (_, events) = gather(EVENT.as_bytes())?;
    let bare = EVENT.trim().strip_prefix("{\"Event\":").and_then(|t| t.strip_suffix('}')).ok_or("shape")?;
    for text in [
        bare.to_owned(),
        format!("\u{feff}{EVENT}"),
        format!("[{EVENT}]"),
        format!("[{bare}]"),
        format!("{{\"response\":[{EVENT}]}}"),
        format!("{{\"response\":{EVENT}}}"),
        format!("{{\"Event\":{bare},\"note\":[{{}}]}}"),
    ] {
        assert_eq!(gather(text.as_bytes())?.1, events, "{}", text.get(..20).unwrap_or_default());
    }
    assert_eq!(gather(format!("[{EVENT},{EVENT}]").as_bytes())?.1.len(), 2);
    assert_eq!(gather(b"{\"response\":[]}")?.1.len(), 0);
    Ok(())
}

#[test]
fn a_writer_keeps_its_order() -> Tested {
    let (_, events) = gather(EVENT.as_bytes())?;
    let [event] = &events[..] else { return Err("one event".into()) };
    let [attribute, ..] = &event.attributes[..] else { return Err("attributes".into()) };
    let [object] = &event.objects[..] else { return Err("one object".into()) };
    let mut writer = EventWriter::single(Vec::new());
    assert!(writer.attribute(attribute).is_err(), "no event is open");
    assert!(writer.end().is_err());
    writer.begin(&event.header)?;
    assert!(writer.begin(&event.header).is_err(), "one is open");
    writer.attribute(attribute)?;
    writer.object(object)?;
    assert!(writer.attribute(attribute).is_err(), "attributes were ended");
    writer.end()?;
    assert!(writer.begin(&event.header).is_err(), "only one fits");
    gather(&writer.finish()?)?;
    assert_eq!(EventWriter::response(Vec::new()).finish()?, b"{\"response\":[]}");
    assert!(EventWriter::single(Vec::new()).finish().is_err());
    Ok(())
}
