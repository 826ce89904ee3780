//! One STIX object: the text it was written as, and the properties that every reader needs.

use crate::error::{Error, Reason};
use jiff::Timestamp;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

/// An identifier `type--UUID` (section 2.9).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StixId {
    text: String,
    split: usize,
}

impl StixId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// `BadType` when the part before `--` is no type name, `BadId` for everything else.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let (kind, uuid) = text.split_once("--").ok_or(Reason::BadId)?;
        check_type(kind)?;
        // The crate also reads braced, URN and unhyphenated forms, which the specification does not have.
        if uuid.len() != 36 || Uuid::try_parse(uuid).is_err() {
            return Err(Reason::BadId);
        }
        Ok(Self { text: text.to_owned(), split: kind.len() })
    }

    /// Puts an identifier together. `kind` is a type name of the specification or one that [`StixId::parse`] would take.
    #[must_use]
    pub fn new(kind: &str, uuid: Uuid) -> Self {
        Self { text: format!("{kind}--{}", uuid.as_hyphenated()), split: kind.len() }
    }

    /// The type's name, `indicator`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.text[..self.split]
    }

    /// The UUID.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        Uuid::try_parse(&self.text[self.split + 2..]).unwrap_or_default()
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for StixId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl serde::Serialize for StixId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// One object of a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct StixObject {
    /// Identifier; its type is the object's.
    pub id: StixId,
    /// `type`, also of objects that this crate knows nothing else about.
    pub kind: String,
    /// The whole object as it was written, valid JSON without a property that stands twice.
    pub raw: String,
    /// `spec_version`; absent in STIX 2.0.
    pub spec_version: Option<String>,
    /// `created`; observables have none.
    pub created: Option<Timestamp>,
    /// `modified`; observables and marking definitions have none.
    pub modified: Option<Timestamp>,
    /// `created_by_ref`.
    pub created_by_ref: Option<StixId>,
    /// `object_marking_refs`, in order.
    pub object_marking_refs: Vec<StixId>,
    /// Whether there are `granular_markings`: parts of the object then have other markings than the whole.
    pub granular: bool,
    /// `revoked`.
    pub revoked: bool,
    /// `name`.
    pub name: Option<String>,
}

impl StixObject {
    /// Reads one object on its own.
    ///
    /// # Errors
    /// As [`crate::stream`], with the place counted from the start of `raw`.
    pub fn parse(raw: &str) -> Result<Self, Error> {
        Self::parse_at(raw.to_owned(), (1, 1))
    }

    /// The raw text as a JSON value, for embedding.
    #[must_use]
    pub fn raw_value(&self) -> Option<&RawValue> {
        serde_json::from_str(&self.raw).ok()
    }

    /// Reads one object that began at `place` of a larger text.
    pub(crate) fn parse_at(raw: String, place: (u64, u64)) -> Result<Self, Error> {
        let head: Head = serde_json::from_str(&raw).map_err(|e| json_error(&e, place))?;
        let fail = |reason: Reason, what: &str| Error::new(reason, place).detail(what);
        let kind = head.kind.ok_or_else(|| fail(Reason::MissingProperty, "type"))?;
        check_type(&kind).map_err(|r| fail(r, &kind))?;
        let id = head.id.ok_or_else(|| fail(Reason::MissingProperty, "id"))?;
        let id = StixId::parse(&id).map_err(|r| fail(r, &id))?;
        if id.kind() != kind {
            return Err(fail(Reason::BadId, id.as_str()));
        }
        let reference = |text: String| StixId::parse(&text).map_err(|r| fail(r, &text));
        let instant = |text: String| text.parse::<Timestamp>().map_err(|_| fail(Reason::BadTimestamp, &text));
        Ok(Self {
            created: head.created.map(instant).transpose()?,
            modified: head.modified.map(instant).transpose()?,
            created_by_ref: head.created_by_ref.map(reference).transpose()?,
            object_marking_refs: head.object_marking_refs.into_iter().map(reference).collect::<Result<_, _>>()?,
            granular: head.granular,
            revoked: head.revoked,
            name: head.name,
            spec_version: head.spec_version,
            id,
            kind,
            raw,
        })
    }
}

/// A type name: a-z, 0-9, hyphen, at most 250 characters (section 2.19; its lower bound of three is not insisted on).
pub(crate) fn check_type(kind: &str) -> Result<(), Reason> {
    let fits = !kind.is_empty()
        && kind.len() <= 250
        && !kind.contains("--")
        && kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits { Ok(()) } else { Err(Reason::BadType) }
}

/// Turns an error of the JSON parser over a part that began at `place` into ours.
pub(crate) fn json_error(error: &serde_json::Error, (line, column): (u64, u64)) -> Error {
    let (l, c) = (error.line() as u64, error.column() as u64);
    let at = if l <= 1 { (line, column + c.saturating_sub(1)) } else { (line + l - 1, c.max(1)) };
    let text = error.to_string();
    let reason = match error.classify() {
        serde_json::error::Category::Eof => Reason::UnexpectedEnd,
        serde_json::error::Category::Data if text.starts_with(TWICE) => Reason::DuplicateProperty,
        serde_json::error::Category::Data => Reason::WrongType,
        _ if text.starts_with("recursion limit") => Reason::TooDeep,
        _ => Reason::Syntax,
    };
    // The parser appends its own place, which is relative to the part and would contradict ours.
    let words = text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words);
    Error::new(reason, at).detail(words)
}

const TWICE: &str = "property stands twice";

#[derive(Default)]
struct Head {
    id: Option<String>,
    kind: Option<String>,
    spec_version: Option<String>,
    created: Option<String>,
    modified: Option<String>,
    created_by_ref: Option<String>,
    object_marking_refs: Vec<String>,
    granular: bool,
    revoked: bool,
    name: Option<String>,
}

impl<'de> Deserialize<'de> for Head {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HeadVisitor;
        impl<'de> Visitor<'de> for HeadVisitor {
            type Value = Head;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a STIX object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Head, A::Error> {
                let (mut head, mut seen) = (Head::default(), BTreeSet::new());
                while let Some(Text(key)) = map.next_key::<Text<'de>>()? {
                    match key.as_ref() {
                        "id" => head.id = Some(map.next_value()?),
                        "type" => head.kind = Some(map.next_value()?),
                        "spec_version" => head.spec_version = Some(map.next_value()?),
                        "created" => head.created = Some(map.next_value()?),
                        "modified" => head.modified = Some(map.next_value()?),
                        "created_by_ref" => head.created_by_ref = Some(map.next_value()?),
                        "object_marking_refs" => head.object_marking_refs = map.next_value()?,
                        "revoked" => head.revoked = map.next_value()?,
                        // Only a name that is text is of use; some custom types have structured ones.
                        "name" => head.name = map.next_value::<WellFormed>()?.0,
                        "granular_markings" => {
                            map.next_value::<WellFormed>()?;
                            head.granular = true;
                        }
                        _ => drop(map.next_value::<WellFormed>()?),
                    }
                    once(&mut seen, key)?;
                }
                Ok(head)
            }
        }
        deserializer.deserialize_map(HeadVisitor)
    }
}

fn once<'de, E: de::Error>(seen: &mut BTreeSet<Cow<'de, str>>, key: Cow<'de, str>) -> Result<(), E> {
    if seen.contains(&key) {
        return Err(E::custom(format_args!("{TWICE}: {key}")));
    }
    seen.insert(key);
    Ok(())
}

/// A key, borrowed where it has no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a property name")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

/// Any value, walked to its leaves: escapes decode, numbers fit, no property stands twice. Keeps the text of a string.
pub(crate) struct WellFormed(pub(crate) Option<String>);

impl<'de> Deserialize<'de> for WellFormed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyVisitor;
        impl<'de> Visitor<'de> for AnyVisitor {
            type Value = WellFormed;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }
            fn visit_bool<E>(self, _: bool) -> Result<WellFormed, E> {
                Ok(WellFormed(None))
            }
            fn visit_i64<E>(self, _: i64) -> Result<WellFormed, E> {
                Ok(WellFormed(None))
            }
            fn visit_u64<E>(self, _: u64) -> Result<WellFormed, E> {
                Ok(WellFormed(None))
            }
            fn visit_f64<E>(self, _: f64) -> Result<WellFormed, E> {
                Ok(WellFormed(None))
            }
            fn visit_unit<E>(self) -> Result<WellFormed, E> {
                Ok(WellFormed(None))
            }
            fn visit_str<E>(self, text: &str) -> Result<WellFormed, E> {
                Ok(WellFormed(Some(text.to_owned())))
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<WellFormed, E> {
                Ok(WellFormed(Some(text.to_owned())))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<WellFormed, A::Error> {
                while seq.next_element::<WellFormed>()?.is_some() {}
                Ok(WellFormed(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WellFormed, A::Error> {
                let mut seen = BTreeSet::new();
                while let Some(Text(key)) = map.next_key::<Text<'de>>()? {
                    map.next_value::<WellFormed>()?;
                    once(&mut seen, key)?;
                }
                Ok(WellFormed(None))
            }
        }
        deserializer.deserialize_any(AnyVisitor)
    }
}
