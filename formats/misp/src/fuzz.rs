//! One plain function per parser for a fuzzer: arbitrary bytes go in, nothing may panic, and what is accepted
//! must come back equal after writing.

use std::io::{self, Write};

use crate::{
    Attribute, ClusterFile, Event, EventReport, EventWriter, GalaxyFile, Object, Sighting, Sink, Stop, Taxonomy,
    Template, Warninglist, scan, stream, types,
};

/// A parser that takes whatever comes.
pub type Target = fn(&[u8]);

/// All targets by name, for a fuzzer that walks them.
pub const TARGETS: &[(&str, Target)] = &[
    ("misp-event", event),
    ("misp-taxonomy", taxonomy),
    ("misp-galaxy", galaxy),
    ("misp-clusters", clusters),
    ("misp-warninglist", warninglist),
    ("misp-template", template),
    ("misp-halves", halves),
];

/// Scans; what is accepted is streamed into a writer, and the result scanned again.
///
/// # Panics
/// When an accepted text is refused by the second pass, or comes back changed.
pub fn event(data: &[u8]) {
    let Ok(scanned) = scan(data) else { return };
    let headers: Vec<Event> = scanned.iter().map(|s| s.header.clone()).collect();
    let mut copy = Copy { headers, open: None, next: 0, writer: Some(EventWriter::response(Vec::new())) };
    let streamed = stream(data, &mut copy);
    assert!(streamed.is_ok(), "accepted by the scan, refused by the stream: {streamed:?}");
    let Some(written) = copy.finish() else { return };
    let again = scan(&written[..]);
    assert_eq!(again.as_ref(), Ok(&scanned), "an event did not come back");
}

/// Reads a taxonomy.
pub fn taxonomy(data: &[u8]) {
    if let Ok(taxonomy) = Taxonomy::read(data) {
        taxonomy.tags().for_each(|tag| drop(tag.name()));
    }
}

/// Reads a galaxy.
pub fn galaxy(data: &[u8]) {
    drop(GalaxyFile::read(data));
}

/// Reads galaxy clusters.
pub fn clusters(data: &[u8]) {
    drop(ClusterFile::read(data));
}

/// Reads a warninglist.
pub fn warninglist(data: &[u8]) {
    drop(Warninglist::read(data));
}

/// Reads an object template.
pub fn template(data: &[u8]) {
    if let Ok(template) = Template::read(data) {
        drop(template.missing(&[]));
    }
}

/// Splits arbitrary text as every type would.
pub fn halves(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for info in types::all() {
        drop(info.halves(&text));
    }
}

/// Copies events from a stream to a writer. Children may come in any order of kinds; the writer wants each kind once,
/// which the reader guarantees. Headers are taken from the scan, so events without children are written too.
struct Copy<W> {
    headers: Vec<Event>,
    open: Option<usize>,
    next: usize,
    writer: Option<EventWriter<W>>,
}

impl<W: Write> Copy<W> {
    fn to(&mut self, event: usize) -> io::Result<&mut EventWriter<W>> {
        let writer = self.writer.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        while self.open != Some(event) {
            if self.open.is_some() {
                writer.end()?;
            }
            let header = self.headers.get(self.next).ok_or(io::ErrorKind::NotFound)?;
            writer.begin(header)?;
            self.open = Some(self.next);
            self.next += 1;
        }
        Ok(writer)
    }

    fn finish(mut self) -> Option<W> {
        if let Some(last) = self.headers.len().checked_sub(1) {
            self.to(last).ok()?.end().ok()?;
        }
        self.writer?.finish().ok()
    }
}

impl<W: Write> Sink for Copy<W> {
    fn attribute(&mut self, event: usize, attribute: Attribute) -> Result<(), Stop> {
        self.to(event).and_then(|writer| writer.attribute(&attribute)).map_err(|_| Stop)
    }
    fn object(&mut self, event: usize, object: Object) -> Result<(), Stop> {
        self.to(event).and_then(|writer| writer.object(&object)).map_err(|_| Stop)
    }
    fn report(&mut self, event: usize, report: EventReport) -> Result<(), Stop> {
        self.to(event).and_then(|writer| writer.report(&report)).map_err(|_| Stop)
    }
    fn sighting(&mut self, event: usize, sighting: Sighting) -> Result<(), Stop> {
        self.to(event).and_then(|writer| writer.sighting(&sighting)).map_err(|_| Stop)
    }
}
