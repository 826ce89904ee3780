//! Streams a bundle, or a TAXII envelope, object by object. Memory: one buffer and one object, whatever the length of the text.

use crate::bytes::Bytes;
use crate::error::{Error, Reason};
use crate::object::{StixId, StixObject, WellFormed, json_error};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// What the outermost object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// A bundle (section 8): `type` and `id` are required.
    #[default]
    Bundle,
    /// A TAXII 2.1 envelope (TAXII 2.1 section 3.7): `more`, `next`, `objects`, all optional.
    Envelope,
}

/// What a reader accepts.
#[derive(Debug, Clone)]
pub struct Limits {
    /// What the outermost object must be.
    pub shape: Shape,
    /// Bytes of one object, or of one property beside `objects`.
    pub object_bytes: usize,
    /// Number of objects.
    pub objects: usize,
    /// Nesting inside one object, itself included. The JSON parser beneath refuses more than 127 by itself.
    pub depth: usize,
    /// Properties beside `objects`.
    pub properties: usize,
    /// Bytes of marking definitions and identities that a scan keeps.
    pub kept_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            shape: Shape::Bundle,
            object_bytes: 8 << 20,
            objects: 1_000_000,
            depth: 100,
            properties: 100,
            kept_bytes: 16 << 20,
        }
    }
}

/// Why a receiver stopped.
pub type SinkError = Box<dyn std::error::Error + Send + Sync>;

/// Receives what is read, in the order of the text. Objects arrive before the end of the text was seen: what must be all or
/// nothing scans first.
pub trait Sink {
    /// One property beside `objects`, as JSON text; `type` and `id` among them.
    ///
    /// # Errors
    /// Any error stops the reading and comes back as the source of a [`Reason::Sink`].
    fn property(&mut self, name: &str, raw: &str) -> Result<(), SinkError> {
        let _ = (name, raw);
        Ok(())
    }

    /// One object.
    ///
    /// # Errors
    /// Any error stops the reading and comes back as the source of a [`Reason::Sink`].
    fn object(&mut self, object: StixObject) -> Result<(), SinkError>;
}

/// What a text said about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bundle {
    /// The bundle's id; none in an envelope.
    pub id: Option<StixId>,
    /// Number of objects.
    pub objects: usize,
}

/// The result of [`scan`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scan {
    /// The bundle's id; none in an envelope.
    pub id: Option<StixId>,
    /// Number of objects.
    pub objects: usize,
    /// Number of objects of each type.
    pub by_type: BTreeMap<String, usize>,
    /// The marking definitions, in order.
    pub markings: Vec<StixObject>,
    /// The identities, in order.
    pub identities: Vec<StixObject>,
    /// The properties beside `objects`, as JSON text, in order.
    pub properties: Vec<(String, String)>,
    kept: usize,
    kept_max: usize,
}

/// Reads a whole text, checks it, and says what is in it.
///
/// # Errors
/// The first thing that does not fit, with its place.
pub fn scan(reader: impl Read, limits: &Limits) -> Result<Scan, Error> {
    let mut scan = Scan { kept_max: limits.kept_bytes, ..Scan::default() };
    let outcome = stream(reader, limits, &mut scan);
    let bundle = outcome.map_err(|mut e| {
        if e.reason == Reason::Sink {
            e.reason = Reason::TooMuchToKeep;
            e.source = None;
        }
        e
    })?;
    scan.id = bundle.id;
    scan.objects = bundle.objects;
    Ok(scan)
}

impl Scan {
    fn keep(&mut self, bytes: usize) -> Result<(), SinkError> {
        // A small object costs more than its text once it is parsed.
        self.kept += bytes + 256;
        if self.kept > self.kept_max {
            return Err("too much to keep".into());
        }
        Ok(())
    }
}

impl Sink for Scan {
    fn property(&mut self, name: &str, raw: &str) -> Result<(), SinkError> {
        self.keep(name.len() + raw.len())?;
        self.properties.push((name.to_owned(), raw.to_owned()));
        Ok(())
    }

    fn object(&mut self, object: StixObject) -> Result<(), SinkError> {
        if let Some(count) = self.by_type.get_mut(&object.kind) {
            *count += 1;
        } else {
            self.keep(object.kind.len())?;
            self.by_type.insert(object.kind.clone(), 1);
        }
        match object.kind.as_str() {
            "marking-definition" => {
                self.keep(object.raw.len())?;
                self.markings.push(object);
            }
            "identity" => {
                self.keep(object.raw.len())?;
                self.identities.push(object);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Reads a text and hands over its properties and objects in order.
///
/// # Errors
/// The first thing that does not fit, with its place; or the error of the sink.
pub fn stream(reader: impl Read, limits: &Limits, sink: &mut dyn Sink) -> Result<Bundle, Error> {
    let mut walk = Walk {
        bytes: Bytes::new(reader),
        limits,
        sink,
        part: Vec::new(),
        seen: BTreeSet::new(),
        bundle: Bundle::default(),
        is_bundle: false,
    };
    walk.outermost()?;
    Ok(walk.bundle)
}

struct Walk<'a, R> {
    bytes: Bytes<R>,
    limits: &'a Limits,
    sink: &'a mut dyn Sink,
    part: Vec<u8>,
    seen: BTreeSet<String>,
    bundle: Bundle,
    is_bundle: bool,
}

impl<R: Read> Walk<'_, R> {
    fn outermost(&mut self) -> Result<(), Error> {
        self.bytes.skip_mark()?;
        let start = match self.bytes.peek_past_space()? {
            None => return Err(self.bytes.fail(Reason::UnexpectedEnd)),
            Some(b'{') => self.bytes.place(),
            Some(_) => return Err(self.bytes.fail(Reason::NotABundle)),
        };
        self.bytes.bump();
        if self.bytes.peek_past_space()? == Some(b'}') {
            self.bytes.bump();
        } else {
            loop {
                self.member()?;
                if self.ends(b'}')? {
                    break;
                }
            }
        }
        if self.bytes.peek_past_space()?.is_some() {
            return Err(self.bytes.fail(Reason::TrailingData));
        }
        if self.limits.shape == Shape::Bundle && !self.is_bundle {
            return Err(Error::new(Reason::NotABundle, start).detail("type"));
        }
        if self.limits.shape == Shape::Bundle && self.bundle.id.is_none() {
            return Err(Error::new(Reason::MissingProperty, start).detail("id"));
        }
        Ok(())
    }

    /// After an item: whether the list is over. Takes the comma or the end.
    fn ends(&mut self, end: u8) -> Result<bool, Error> {
        match self.bytes.peek_past_space()? {
            Some(b) if b == end => {
                self.bytes.bump();
                Ok(true)
            }
            Some(b',') => {
                self.bytes.bump();
                Ok(false)
            }
            Some(_) => Err(self.bytes.fail(Reason::Syntax)),
            None => Err(self.bytes.fail(Reason::UnexpectedEnd)),
        }
    }

    /// One `"name": value` of the outermost object.
    fn member(&mut self) -> Result<(), Error> {
        if self.bytes.peek_past_space()? != Some(b'"') {
            return Err(self.bytes.fail(Reason::Syntax));
        }
        let place = self.bytes.place();
        self.bytes.cut(&mut self.part, self.limits.object_bytes, self.limits.depth)?;
        let name: String = serde_json::from_str(self.text(place)?).map_err(|e| json_error(&e, place))?;
        if !self.seen.insert(name.clone()) {
            return Err(Error::new(Reason::DuplicateProperty, place).detail(name));
        }
        if self.seen.len() > self.limits.properties {
            return Err(Error::new(Reason::TooManyProperties, place));
        }
        self.bytes.expect(b':')?;
        if name == "objects" {
            return self.objects();
        }
        self.bytes.peek_past_space()?;
        let place = self.bytes.place();
        self.bytes.cut(&mut self.part, self.limits.object_bytes, self.limits.depth)?;
        let raw = self.text(place)?;
        let value: WellFormed = serde_json::from_str(raw).map_err(|e| json_error(&e, place))?;
        if self.limits.shape == Shape::Bundle {
            match (name.as_str(), &value.0) {
                ("type", Some(t)) if t == "bundle" => self.is_bundle = true,
                ("type", _) => return Err(Error::new(Reason::NotABundle, place).detail("type")),
                ("id", Some(id)) => {
                    let id = StixId::parse(id).map_err(|r| Error::new(r, place).detail(id))?;
                    if id.kind() != "bundle" {
                        return Err(Error::new(Reason::NotABundle, place).detail(id));
                    }
                    self.bundle.id = Some(id);
                }
                ("id", None) => return Err(Error::new(Reason::WrongType, place).detail("id")),
                _ => {}
            }
        }
        let raw = std::str::from_utf8(&self.part).unwrap_or_default();
        self.sink.property(&name, raw).map_err(|e| Error::new(Reason::Sink, place).source(e))
    }

    /// The array `objects`.
    fn objects(&mut self) -> Result<(), Error> {
        self.bytes.expect(b'[')?;
        if self.bytes.peek_past_space()? == Some(b']') {
            self.bytes.bump();
            return Ok(());
        }
        loop {
            let next = self.bytes.peek_past_space()?;
            let place = self.bytes.place();
            if self.bundle.objects == self.limits.objects {
                return Err(Error::new(Reason::TooManyObjects, place));
            }
            if next.is_some_and(|b| matches!(b, b'[' | b'"' | b'0'..=b'9' | b'-' | b't' | b'f' | b'n')) {
                return Err(Error::new(Reason::WrongType, place).detail("objects"));
            }
            self.bytes.cut(&mut self.part, self.limits.object_bytes, self.limits.depth)?;
            let raw = self.text(place)?.to_owned();
            let object = StixObject::parse_at(raw, place)?;
            self.bundle.objects += 1;
            self.sink.object(object).map_err(|e| Error::new(Reason::Sink, place).source(e))?;
            if self.ends(b']')? {
                return Ok(());
            }
        }
    }

    /// The part that was cut last, as text.
    fn text(&self, place: (u64, u64)) -> Result<&str, Error> {
        std::str::from_utf8(&self.part).map_err(|e| {
            let before = &self.part[..e.valid_up_to()];
            let lines = before.iter().filter(|b| **b == b'\n').count() as u64;
            let last = before.iter().rposition(|b| *b == b'\n');
            let column = match last {
                Some(at) => (before.len() - at) as u64,
                None => place.1 + before.len() as u64,
            };
            Error::new(Reason::NotUtf8, (place.0 + lines, column))
        })
    }
}
