//! Events with all their children in memory, for comparison.

use std::error::Error;

use belfry_misp::{Attribute, Event, EventReport, EventWriter, Object, Scanned, Sighting, Sink, Stop, scan, stream};

/// An event with all its children.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    pub header: Event,
    pub attributes: Vec<Attribute>,
    pub objects: Vec<Object>,
    pub reports: Vec<EventReport>,
    pub sightings: Vec<Sighting>,
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

/// Both passes over a text.
pub fn gather(bytes: &[u8]) -> Result<(Vec<Scanned>, Vec<Whole>), Box<dyn Error>> {
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

/// Writes events, many under `response` or one alone.
pub fn write(mut writer: EventWriter<Vec<u8>>, events: &[Whole]) -> Result<Vec<u8>, Box<dyn Error>> {
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
