//! What a pass does with the children of events: counts them, or hands them on.

use super::{Counts, Sink, Stop};
use crate::event::{Attribute, EventReport, Object, Sighting};

/// What one pass does with children: counts them, or counts and hands them on.
pub(super) trait Children {
    fn begin(&mut self);
    fn counts(&self) -> Counts;
    fn attribute(&mut self, event: usize, attribute: Attribute) -> Result<(), Stop>;
    fn object(&mut self, event: usize, object: Object) -> Result<(), Stop>;
    fn report(&mut self, event: usize, report: EventReport) -> Result<(), Stop>;
    fn sighting(&mut self, event: usize, sighting: Sighting) -> Result<(), Stop>;
}

#[derive(Default)]
pub(super) struct Tally(Counts);

impl Tally {
    fn inside(&mut self, attribute: &Attribute) {
        self.0.sightings += attribute.sightings.len() as u64;
        self.0.attribute_tags += attribute.tags.len() as u64;
    }
}

impl Children for Tally {
    fn begin(&mut self) {
        self.0 = Counts::default();
    }
    fn counts(&self) -> Counts {
        self.0
    }
    fn attribute(&mut self, _: usize, attribute: Attribute) -> Result<(), Stop> {
        self.0.attributes += 1;
        self.inside(&attribute);
        Ok(())
    }
    fn object(&mut self, _: usize, object: Object) -> Result<(), Stop> {
        self.0.objects += 1;
        self.0.object_attributes += object.attributes.len() as u64;
        self.0.references += object.references.len() as u64;
        for attribute in &object.attributes {
            self.inside(attribute);
        }
        Ok(())
    }
    fn report(&mut self, _: usize, _: EventReport) -> Result<(), Stop> {
        self.0.reports += 1;
        Ok(())
    }
    fn sighting(&mut self, _: usize, _: Sighting) -> Result<(), Stop> {
        self.0.sightings += 1;
        Ok(())
    }
}

pub(super) struct Passing<'a>(pub(super) &'a mut dyn Sink);

impl Children for Passing<'_> {
    fn begin(&mut self) {}
    fn counts(&self) -> Counts {
        Counts::default()
    }
    fn attribute(&mut self, event: usize, attribute: Attribute) -> Result<(), Stop> {
        self.0.attribute(event, attribute)
    }
    fn object(&mut self, event: usize, object: Object) -> Result<(), Stop> {
        self.0.object(event, object)
    }
    fn report(&mut self, event: usize, report: EventReport) -> Result<(), Stop> {
        self.0.report(event, report)
    }
    fn sighting(&mut self, event: usize, sighting: Sighting) -> Result<(), Stop> {
        self.0.sighting(event, sighting)
    }
}
