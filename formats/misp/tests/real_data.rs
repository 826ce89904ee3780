//! Real events, read where they lie: `BELFRY_REAL_DATA` names the folder with `misp-events/` in it.

use std::{error::Error, fs, path::PathBuf};

use belfry_misp::{
    Attribute, Event, EventReport, EventWriter, Object, Scanned, Sighting, Sink, Stop, scan, stream, types,
};

/// An event with all its children, for comparison.
#[derive(Debug, PartialEq)]
struct Whole {
    header: Event,
    attributes: Vec<Attribute>,
    objects: Vec<Object>,
    reports: Vec<EventReport>,
    sightings: Vec<Sighting>,
}

struct Gather(Vec<Whole>);

impl Sink for Gather {
    fn attribute(&mut self, event: usize, attribute: Attribute) -> Result<(), Stop> {
        self.0.get_mut(event).ok_or(Stop)?.attributes.push(attribute);
        Ok(())
    }
    fn object(&mut self, event: usize, object: Object) -> Result<(), Stop> {
        self.0.get_mut(event).ok_or(Stop)?.objects.push(object);
        Ok(())
    }
    fn report(&mut self, event: usize, report: EventReport) -> Result<(), Stop> {
        self.0.get_mut(event).ok_or(Stop)?.reports.push(report);
        Ok(())
    }
    fn sighting(&mut self, event: usize, sighting: Sighting) -> Result<(), Stop> {
        self.0.get_mut(event).ok_or(Stop)?.sightings.push(sighting);
        Ok(())
    }
}

fn gather(bytes: &[u8]) -> Result<(Vec<Scanned>, Vec<Whole>), Box<dyn Error>> {
    let scanned = scan(bytes)?;
    let empty = scanned.iter().map(|s| Whole {
        header: s.header.clone(),
        attributes: Vec::new(),
        objects: Vec::new(),
        reports: Vec::new(),
        sightings: Vec::new(),
    });
    let mut gather = Gather(empty.collect());
    stream(bytes, &mut gather)?;
    Ok((scanned, gather.0))
}

fn write(events: &[Whole]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = EventWriter::response(Vec::new());
    for event in events {
        writer.begin(&event.header)?;
        for attribute in &event.attributes {
            writer.attribute(attribute)?;
        }
        for object in &event.objects {
            writer.object(object)?;
        }
        for report in &event.reports {
            writer.report(report)?;
        }
        for sighting in &event.sightings {
            writer.sighting(sighting)?;
        }
        writer.end()?;
    }
    Ok(writer.finish()?)
}

#[test]
fn real_events_come_back_as_they_were() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::var_os("BELFRY_REAL_DATA") else {
        return Ok(());
    };
    // Relative to the repository, wherever the test runs.
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let (mut events, mut attributes, mut inside, mut objects) = (0, 0, 0, 0);
    for file in fs::read_dir(folder.join("misp-events"))? {
        let path = file?.path();
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let (scanned, read) = gather(&fs::read(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
        for (scanned, whole) in scanned.iter().zip(&read) {
            events += 1;
            attributes += scanned.counts.attributes;
            inside += scanned.counts.object_attributes;
            objects += scanned.counts.objects;
            assert_eq!(scanned.counts.attributes, whole.attributes.len() as u64);
            assert_eq!(scanned.counts.objects, whole.objects.len() as u64);
            let all = whole.attributes.iter().chain(whole.objects.iter().flat_map(|o| &o.attributes));
            for attribute in all {
                assert!(types::get(&attribute.kind).is_some(), "{}", attribute.kind);
                assert!(attribute.extra.is_empty(), "{:?}", attribute.extra);
            }
        }
        let (_, again) = gather(&write(&read)?)?;
        assert_eq!(read, again, "{}", path.display());
    }
    assert_eq!((events, attributes, inside, objects), (29, 1374, 273, 134));
    Ok(())
}
