//! Reading events in two passes with constant memory.
//!
//! [`scan`] reads the whole text, checks it, and returns the headers with counts; a text that it accepts holds
//! no surprise for [`stream`], which reads it again and hands the children on one by one.

mod children;

use std::{cell::RefCell, fmt, io::Read, marker::PhantomData};

use serde::{
    Deserializer,
    de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use self::children::{Children, Passing, Tally};
use crate::{
    dialect::{Dialect, Key, KeySeed, Notes, Record, Seed},
    error::{Expected, FormatError, Reason},
    event::{Attribute, Event, EventReport, Object, Sighting},
    limits,
    source::parse,
};

const WHAT: &str = "a MISP event";

/// What one event holds, and its header.
#[derive(Debug, Clone, PartialEq)]
pub struct Scanned {
    /// The event without its children.
    pub header: Event,
    /// How much of each kind of child there is.
    pub counts: Counts,
}

/// How many children an event has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Attributes of the event itself.
    pub attributes: u64,
    /// Objects.
    pub objects: u64,
    /// Attributes inside the objects.
    pub object_attributes: u64,
    /// References of the objects.
    pub references: u64,
    /// Reports.
    pub reports: u64,
    /// Sightings, of attributes and of the event itself.
    pub sightings: u64,
    /// Tags on attributes.
    pub attribute_tags: u64,
}

/// A receiver's wish to read no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop;

/// Receives the children of events in the order of the text. `event` counts from 0.
pub trait Sink {
    /// An attribute of the event itself.
    fn attribute(&mut self, event: usize, attribute: Attribute) -> Result<(), Stop>;
    /// An object with its attributes and references inside.
    fn object(&mut self, event: usize, object: Object) -> Result<(), Stop>;
    /// A report.
    fn report(&mut self, event: usize, report: EventReport) -> Result<(), Stop>;
    /// A sighting that stands beside the attributes; those of an attribute lie in it.
    fn sighting(&mut self, event: usize, sighting: Sighting) -> Result<(), Stop>;
}

/// Reads and checks the whole text; returns each event's header and counts.
///
/// # Errors
/// The first fault of the text; more than [`limits::EVENTS`] events or [`limits::HEADERS`] bytes of headers.
pub fn scan<R: Read>(source: R) -> Result<Vec<Scanned>, FormatError> {
    let mut found = Vec::new();
    let mut tally = Tally::default();
    let at = Notes::new();
    // One budget for all headers: they are held together.
    walk(source, &at, &mut tally, false, &mut |_, scanned| {
        found.push(scanned);
        Ok(())
    })?;
    Ok(found)
}

/// As [`scan`], but hands each event's header on as it ends: for files of very many events.
///
/// # Errors
/// As [`scan`], except that headers are bounded one by one.
pub fn scan_each<R: Read>(
    source: R,
    take: &mut dyn FnMut(usize, Scanned) -> Result<(), Stop>,
) -> Result<(), FormatError> {
    let mut tally = Tally::default();
    walk(source, &Notes::new(), &mut tally, true, take)
}

/// Reads the text and hands every child to the sink.
///
/// # Errors
/// The first fault of the text, or [`Reason::Stopped`] when the sink said so; what it had received it has received.
pub fn stream<R: Read>(source: R, sink: &mut dyn Sink) -> Result<(), FormatError> {
    let mut passing = Passing(sink);
    walk(source, &Notes::new(), &mut passing, true, &mut |_, _| Ok(()))
}

fn walk<R: Read>(
    source: R,
    at: &Notes,
    children: &mut dyn Children,
    apart: bool,
    take: &mut dyn FnMut(usize, Scanned) -> Result<(), Stop>,
) -> Result<(), FormatError> {
    let walk = Walk { at, apart, work: RefCell::new(Work { children, take, events: 0 }) };
    at.enter(WHAT, "");
    parse(source, at, |parser| parser.deserialize_any(Top(&walk)))
}

struct Work<'a> {
    children: &'a mut dyn Children,
    take: &'a mut dyn FnMut(usize, Scanned) -> Result<(), Stop>,
    events: usize,
}

/// One pass over the text.
struct Walk<'a> {
    at: &'a Notes,
    /// Whether each header has a budget of its own, because nobody keeps it.
    apart: bool,
    work: RefCell<Work<'a>>,
}

impl Walk<'_> {
    fn not_misp<E: de::Error>(&self) -> E {
        self.at.refuse(Reason::NotThis(WHAT))
    }
}

/// The outermost value: an event, bare or wrapped, or many.
struct Top<'a, 'w>(&'a Walk<'w>);

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WHAT)
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Err(self.0.not_misp())
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Err(self.0.not_misp())
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        Err(self.0.not_misp())
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        Err(self.0.not_misp())
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        Err(self.0.not_misp())
    }
    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Err(self.0.not_misp())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Wrapped { walk: self.0, response: false })?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        wrapped(self.0, map, true)
    }
}

/// The list under `response`, or one wrapped event there.
struct Response<'a, 'w>(&'a Walk<'w>);

impl<'de> DeserializeSeed<'de> for Response<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Response<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of MISP events")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Wrapped { walk: self.0, response: false })?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        wrapped(self.0, map, false)
    }
}

/// `{"Event": {..}}` or a bare event; `response` may stand there in the outermost object only.
struct Wrapped<'a, 'w> {
    walk: &'a Walk<'w>,
    response: bool,
}

impl<'de> DeserializeSeed<'de> for Wrapped<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wrapped<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WHAT)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        wrapped(self.walk, map, self.response)
    }
}

fn wrapped<'de, A: MapAccess<'de>>(walk: &Walk<'_>, mut map: A, response: bool) -> Result<(), A::Error> {
    walk.at.enter("text", "Event");
    match map.next_key_seed(KeySeed(KEYS))? {
        Some(Key::Named("Event")) => map.next_value_seed(EventSeed(walk))?,
        Some(Key::Named("response")) if response => map.next_value_seed(Response(walk))?,
        Some(first) => return event(walk, map, first, true),
        None => return Err(walk.not_misp()),
    }
    while let Some(key) = map.next_key::<String>()? {
        if matches!(key.as_str(), "Event" | "response") {
            let repeated = Reason::Repeated { record: "text", field: key };
            return Err(walk.at.refuse(repeated));
        }
        map.next_value::<IgnoredAny>()?;
    }
    Ok(())
}

/// The keys of an event, those of its children, and those of its wrappers.
const KEYS: &[&str] = &{
    let mut keys = [""; Event::KEYS.len() + 7];
    let mut index = 0;
    while index < Event::KEYS.len() {
        keys[index] = Event::KEYS[index];
        index += 1;
    }
    keys[index] = "Attribute";
    keys[index + 1] = "Object";
    keys[index + 2] = "EventReport";
    keys[index + 3] = "Sighting";
    keys[index + 4] = "RelatedEvent";
    keys[index + 5] = "Event";
    keys[index + 6] = "response";
    keys
};

/// The keys under which an event's children stand; the writer owns them.
pub(crate) const CHILDREN: &[&str] = &["Attribute", "Object", "EventReport", "Sighting"];

struct EventSeed<'a, 'w>(&'a Walk<'w>);

impl<'de> DeserializeSeed<'de> for EventSeed<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for EventSeed<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WHAT)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match map.next_key_seed(KeySeed(KEYS))? {
            Some(first) => event(self.0, map, first, false),
            None => Err(self.0.not_misp()),
        }
    }
}

/// Reads one event whose first key has been read already.
fn event<'de, A: MapAccess<'de>>(walk: &Walk<'_>, mut map: A, first: Key, bare: bool) -> Result<(), A::Error> {
    let at = walk.at;
    let number = begin(walk)?;
    let kept = walk.apart.then(|| at.fresh_budget());
    let mut draft = <Event as Record>::Draft::default();
    let mut seen = [false; CHILDREN.len()];
    let mut next = Some(first);
    while let Some(key) = next {
        match key {
            Key::Named("RelatedEvent") => {
                map.next_value::<IgnoredAny>()?;
            }
            Key::Named(list) if CHILDREN.contains(&list) => {
                at.enter("Event", list);
                once(at, list, &mut seen)?;
                children(walk, list, number, &mut map)?;
            }
            key => Event::field(&mut draft, key, &mut map, at)?,
        }
        next = map.next_key_seed(KeySeed(KEYS))?;
    }
    let header = match Event::finish(draft) {
        Ok(header) => header,
        Err(Reason::Missing { field: "uuid" | "info", .. }) if bare && !seen.contains(&true) => {
            return Err(walk.not_misp());
        }
        Err(reason) => return Err(at.refuse(reason)),
    };
    if let Some(kept) = kept {
        at.restore_budget(kept);
    }
    let work = &mut *walk.work.borrow_mut();
    let counts = work.children.counts();
    (work.take)(number, Scanned { header, counts }).map_err(|Stop| at.refuse(Reason::Stopped))
}

fn begin<E: de::Error>(walk: &Walk<'_>) -> Result<usize, E> {
    let work = &mut *walk.work.borrow_mut();
    let number = work.events;
    walk.at.event.set(Some(number));
    if number >= limits::EVENTS {
        return Err(walk.at.refuse(Reason::TooMany { record: "text", field: "Event", limit: limits::EVENTS }));
    }
    walk.at.charge(size_of::<Scanned>())?;
    work.events += 1;
    work.children.begin();
    Ok(number)
}

fn once<E: de::Error>(at: &Notes, list: &'static str, seen: &mut [bool]) -> Result<(), E> {
    for (name, seen) in CHILDREN.iter().zip(seen) {
        if *name == list && std::mem::replace(seen, true) {
            return Err(at.refuse(Reason::Repeated { record: "Event", field: list.to_owned() }));
        }
    }
    Ok(())
}

fn children<'de, A: MapAccess<'de>>(
    walk: &Walk<'_>,
    list: &'static str,
    number: usize,
    map: &mut A,
) -> Result<(), A::Error> {
    let work = &mut *walk.work.borrow_mut();
    let sink = &mut *work.children;
    let at = walk.at;
    match list {
        "Attribute" => each(map, at, list, &mut |item| sink.attribute(number, item)),
        "Object" => each(map, at, list, &mut |item| sink.object(number, item)),
        "EventReport" => each(map, at, list, &mut |item| sink.report(number, item)),
        _ => each(map, at, list, &mut |item| sink.sighting(number, item)),
    }
}

fn each<'de, T: Dialect, A: MapAccess<'de>>(
    map: &mut A,
    at: &Notes,
    list: &'static str,
    take: &mut dyn FnMut(T) -> Result<(), Stop>,
) -> Result<(), A::Error> {
    let seed = Each { at, list, take, of: PhantomData };
    map.next_value_seed(seed)?;
    at.child.set(None);
    Ok(())
}

/// A list whose items are handed on one by one.
struct Each<'a, T> {
    at: &'a Notes,
    list: &'static str,
    take: &'a mut dyn FnMut(T) -> Result<(), Stop>,
    of: PhantomData<T>,
}

impl<'de, T: Dialect> DeserializeSeed<'de> for Each<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        self.at.expect(Expected::List);
        d.deserialize_any(self)
    }
}

impl<'de, T: Dialect> Visitor<'de> for Each<'_, T> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let at = self.at;
        for index in 0.. {
            at.child.set(Some((self.list, index)));
            at.enter("Event", self.list);
            let kept = at.fresh_budget();
            let item = seq.next_element_seed(Seed::<T>::new(at))?;
            at.restore_budget(kept);
            match item {
                Some(Some(item)) => {
                    (self.take)(item).map_err(|Stop| at.refuse(Reason::Stopped))?;
                }
                Some(None) => {
                    at.enter("Event", self.list);
                    return Err(at.refuse(at.wrong_kind()));
                }
                None => break,
            }
        }
        Ok(())
    }
}
