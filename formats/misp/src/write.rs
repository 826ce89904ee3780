//! Writing events piece by piece, so that one of a million attributes never lies in memory.

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    event::{Attribute, Event, EventReport, Object, Sighting},
    read::CHILDREN,
};

/// Writes one event, or many under `response`, to any writer. Everything goes through `serde_json`.
///
/// The order is: [`begin`](Self::begin), then children grouped by kind (each kind in one run), [`end`](Self::end),
/// and at last [`finish`](Self::finish). A wrong order is an [`io::ErrorKind::InvalidInput`].
///
/// ```
/// # use belfry_misp::{Event, EventWriter};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let event: Event = serde_json::from_str(
/// #     r#"{"uuid":"0f6d5f6a-1111-4222-8333-444455556666","info":"Sample"}"#)?;
/// let mut writer = EventWriter::single(Vec::new());
/// writer.begin(&event)?;
/// writer.end()?;
/// let bytes = writer.finish()?;
/// # assert_eq!(belfry_misp::scan(&bytes[..])?[0].header, event);
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct EventWriter<W> {
    out: W,
    many: bool,
    written: usize,
    state: State,
    done: [bool; CHILDREN.len()],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    Header,
    List(&'static str),
}

impl<W: Write> EventWriter<W> {
    /// Writes `{"Event":{..}}`.
    pub fn single(out: W) -> Self {
        Self { out, many: false, written: 0, state: State::Between, done: [false; CHILDREN.len()] }
    }

    /// Writes `{"response":[{"Event":{..}},..]}`.
    pub fn response(out: W) -> Self {
        Self { many: true, ..Self::single(out) }
    }

    /// Opens an event with its header.
    ///
    /// # Errors
    /// The writer's; another event is open, or a second one where only one fits.
    pub fn begin(&mut self, header: &Event) -> io::Result<()> {
        if self.state != State::Between || (!self.many && self.written > 0) {
            return Err(misuse("an event cannot begin here"));
        }
        let start: &[u8] = match (self.many, self.written) {
            (true, 0) => b"{\"response\":[{\"Event\":",
            (true, _) => b",{\"Event\":",
            (false, _) => b"{\"Event\":",
        };
        self.out.write_all(start)?;
        let mut text = serde_json::to_vec(&Header(header))?;
        // The object stays open for the children; a header is never empty.
        text.pop();
        self.out.write_all(&text)?;
        self.state = State::Header;
        self.done = [false; CHILDREN.len()];
        Ok(())
    }

    /// Writes an attribute of the event itself.
    ///
    /// # Errors
    /// The writer's; no event is open, or its attributes were ended by another kind of child.
    pub fn attribute(&mut self, attribute: &Attribute) -> io::Result<()> {
        self.child("Attribute", attribute)
    }

    /// Writes an object with all that is in it.
    ///
    /// # Errors
    /// As [`attribute`](Self::attribute).
    pub fn object(&mut self, object: &Object) -> io::Result<()> {
        self.child("Object", object)
    }

    /// Writes a report.
    ///
    /// # Errors
    /// As [`attribute`](Self::attribute).
    pub fn report(&mut self, report: &EventReport) -> io::Result<()> {
        self.child("EventReport", report)
    }

    /// Writes a sighting of the event itself.
    ///
    /// # Errors
    /// As [`attribute`](Self::attribute).
    pub fn sighting(&mut self, sighting: &Sighting) -> io::Result<()> {
        self.child("Sighting", sighting)
    }

    /// Closes the event.
    ///
    /// # Errors
    /// The writer's; no event is open.
    pub fn end(&mut self) -> io::Result<()> {
        let close: &[u8] = match self.state {
            State::Between => return Err(misuse("no event is open")),
            State::Header => b"}}",
            State::List(_) => b"]}}",
        };
        self.out.write_all(close)?;
        self.written += 1;
        self.state = State::Between;
        Ok(())
    }

    /// Closes the text and gives the writer back, flushed.
    ///
    /// # Errors
    /// The writer's; an event is open still, or none was written where one must stand.
    pub fn finish(mut self) -> io::Result<W> {
        if self.state != State::Between {
            return Err(misuse("an event is open still"));
        }
        match (self.many, self.written) {
            (true, 0) => self.out.write_all(b"{\"response\":[]}")?,
            (true, _) => self.out.write_all(b"]}")?,
            (false, 0) => return Err(misuse("no event was written")),
            (false, _) => {}
        }
        self.out.flush()?;
        Ok(self.out)
    }

    fn child<T: Serialize>(&mut self, list: &'static str, item: &T) -> io::Result<()> {
        match self.state {
            State::List(open) if open == list => self.out.write_all(b",")?,
            State::Between => return Err(misuse("no event is open")),
            State::Header | State::List(_) => self.open(list)?,
        }
        serde_json::to_writer(&mut self.out, item)?;
        Ok(())
    }

    fn open(&mut self, list: &'static str) -> io::Result<()> {
        for (name, done) in CHILDREN.iter().zip(&mut self.done) {
            if *name == list && std::mem::replace(done, true) {
                return Err(misuse("children of one kind belong together"));
            }
        }
        if matches!(self.state, State::List(_)) {
            self.out.write_all(b"]")?;
        }
        self.out.write_all(b",")?;
        serde_json::to_writer(&mut self.out, list)?;
        self.out.write_all(b":[")?;
        self.state = State::List(list);
        Ok(())
    }
}

/// A header as it is written: unnamed fields that would stand beside the children's lists are left out.
struct Header<'a>(&'a Event);

impl Serialize for Header<'_> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let extra = &self.0.extra;
        if CHILDREN.iter().any(|list| extra.contains_key(*list)) {
            let mut header = self.0.clone();
            header.extra.retain(|key, _| !CHILDREN.contains(&key.as_str()));
            return header.serialize(s);
        }
        self.0.serialize(s)
    }
}

fn misuse(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}
