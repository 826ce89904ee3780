//! Which format a text is in, by what stands in it, never by the name of its file; and the check of one that is small.

use std::cell::Cell;
use std::fmt;
use std::io::{BufReader, Read, Seek, SeekFrom};

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::fault::Fault;

/// Files up to this size are checked while their sender waits: 2 MiB are read in some 20 ms.
pub const CHECKED_AT_ONCE: u64 = 2 << 20;

/// A format that the pages take in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// MISP's JSON.
    Misp,
    /// A STIX 2.1 bundle or envelope.
    Stix,
    /// A table, with what its columns mean.
    Csv,
}

impl Format {
    /// The word in addresses and payloads.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Misp => "misp",
            Self::Stix => "stix",
            Self::Csv => "csv",
        }
    }

    /// As it is called everywhere; not translated.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Misp => "MISP JSON",
            Self::Stix => "STIX 2.1",
            Self::Csv => "CSV",
        }
    }
}

/// How files begin that are no text, and the word for them in message keys.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    // Word, Excel and Outlook before 2007.
    (b"\xD0\xCF\x11\xE0", "office"),
    (b"\x1F\x8B", "packed"),
    (b"7z\xBC\xAF\x27\x1C", "packed"),
    (b"Rar!\x1A\x07", "packed"),
    (b"\xFD7zXZ\x00", "packed"),
    (b"\x28\xB5\x2F\xFD", "packed"),
];

/// What a text seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seems {
    /// JSON of a format that is known.
    Known(Format),
    /// JSON, but neither MISP's nor STIX.
    Json,
    /// It begins as JSON, and is broken before it says of which format it is.
    Broken(Fault),
    /// No text at all, of a kind that its beginning tells.
    Binary(Fault),
    /// No JSON.
    Text,
    /// Nothing at all.
    Empty,
}

/// Looks at a text as far as its first telling key. The source stands at its beginning afterwards.
///
/// # Errors
/// Those of reading.
pub fn seems<R: Read + Seek>(source: &mut R) -> std::io::Result<Seems> {
    let start = source.stream_position()?;
    let mut head = [0_u8; 512];
    let read = fill(source, &mut head)?;
    source.seek(SeekFrom::Start(start))?;
    if let Some(fault) = binary(&head[..read]) {
        return Ok(Seems::Binary(fault));
    }
    let head = head[..read].strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head[..read]);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    let found = match first {
        None => Seems::Empty,
        Some(b'{' | b'[') => {
            let told = Cell::new(None);
            let mut text = serde_json::Deserializer::from_reader(Unmarked::new(&mut *source)?);
            // The looking ends with an error as soon as it knows.
            let _ = text.deserialize_any(Look { told: &told, deep: 0 });
            match told.get() {
                Some(format) => Seems::Known(format),
                None => {
                    source.seek(SeekFrom::Start(start))?;
                    broken(Unmarked::new(&mut *source)?).map_or(Seems::Json, Seems::Broken)
                }
            }
        }
        Some(_) => Seems::Text,
    };
    source.seek(SeekFrom::Start(start))?;
    Ok(found)
}

/// What is no text, by how it begins.
pub fn binary(head: &[u8]) -> Option<Fault> {
    let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind);
    // Every second byte of plain text in UTF-16 is a zero: it says so with a mark.
    let is_marked = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let kind = known.or_else(|| (!is_marked && head.contains(&0)).then_some("other"))?;
    Some(Fault::plain(&format!("binary-{kind}")))
}

/// What is wrong with JSON of any format.
fn broken<R: Read>(source: R) -> Option<Fault> {
    let mut text = serde_json::Deserializer::from_reader(source);
    let whole = IgnoredAny::deserialize(&mut text).and_then(|_| text.end());
    whole.err().map(|error| Fault::from(&error))
}

fn fill<R: Read>(source: &mut R, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..])? {
            0 => break,
            more => filled += more,
        }
    }
    Ok(filled)
}

/// The text without a byte order mark.
struct Unmarked<'a, R: Read>(std::io::Chain<std::io::Cursor<Vec<u8>>, BufReader<&'a mut R>>);

impl<'a, R: Read> Unmarked<'a, R> {
    fn new(source: &'a mut R) -> std::io::Result<Self> {
        let mut mark = vec![0; 3];
        let read = fill(source, &mut mark)?;
        mark.truncate(read);
        if mark == b"\xEF\xBB\xBF" {
            mark.clear();
        }
        Ok(Self(std::io::Cursor::new(mark).chain(BufReader::new(source))))
    }
}

impl<R: Read> Read for Unmarked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

/// Reads keys until one tells.
#[derive(Clone, Copy)]
struct Look<'a> {
    told: &'a Cell<Option<Format>>,
    deep: u8,
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let known = |format| {
            self.told.set(Some(format));
            Err(serde::de::Error::custom("seen enough"))
        };
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "Event" | "response" | "Attribute" | "Object" | "Orgc" | "info" => return known(Format::Misp),
                "objects" | "spec_version" => return known(Format::Stix),
                "type" => match map.next_value::<serde_json::Value>()?.as_str() {
                    Some("bundle") => return known(Format::Stix),
                    _ => continue,
                },
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if self.deep > 0 {
            return Err(serde::de::Error::custom("too deep"));
        }
        let inner = Self { deep: 1, ..self };
        while list.next_element_seed(Seed(inner))?.is_some() {}
        Ok(())
    }
}

struct Seed<'a>(Look<'a>);

impl<'de> serde::de::DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, text: D) -> Result<(), D::Error> {
        text.deserialize_any(self.0)
    }
}

/// Reads a whole text of a format and says what is wrong with it first.
///
/// # Errors
/// The fault.
pub fn check<R: Read>(format: Format, source: R) -> Result<(), Fault> {
    match format {
        Format::Misp => belfry_misp::scan(source).map(drop).map_err(|error| Fault::from(&error)),
        Format::Stix => {
            belfry_stix::scan(source, &belfry_stix::Limits::default()).map(drop).map_err(|error| Fault::from(&error))
        }
        // Its columns are not known yet.
        Format::Csv => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Seems {
        seems(&mut std::io::Cursor::new(text)).expect("a text in memory")
    }

    #[test]
    fn a_format_is_known_by_what_stands_in_it() {
        assert_eq!(told(r#"{"Event": {"uuid"#), Seems::Known(Format::Misp));
        assert_eq!(told("\u{feff} {\"response\": []}"), Seems::Known(Format::Misp));
        assert_eq!(told(r#"[{"Event": {}}]"#), Seems::Known(Format::Misp));
        assert_eq!(told(r#"{"id": "bundle--x", "type": "bundle", "objects": []}"#), Seems::Known(Format::Stix));
        assert_eq!(told(r#"{"more": false, "objects": []}"#), Seems::Known(Format::Stix));
        assert_eq!(told(r#"{"name": {"Event": 1}}"#), Seems::Json);
        assert_eq!(told("type,value\nmd5,x"), Seems::Text);
        assert_eq!(told(" \n"), Seems::Empty);
    }

    #[test]
    fn what_begins_as_json_and_is_broken_is_told_with_its_place() {
        let broken = |text: &str| match told(text) {
            Seems::Broken(fault) => (fault.code, fault.line, fault.column),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(broken("[1, 2"), ("truncated".into(), 1, 5));
        assert_eq!(broken("{\n\"name\": \"a\",\n oops}"), ("syntax".into(), 3, 2));
        assert_eq!(broken("{\"name\": 1} x"), ("trailing".into(), 1, 13));
        assert_eq!(told("[1, 2]"), Seems::Json);
    }

    #[test]
    fn what_is_no_text_is_called_what_it_is() {
        let kind = |head: &[u8]| binary(head).map(|fault| fault.code);
        assert_eq!(kind(b"PK\x03\x04\x14\x00").as_deref(), Some("binary-zip"));
        assert_eq!(kind(b"%PDF-1.7\n").as_deref(), Some("binary-pdf"));
        assert_eq!(kind(b"\x7FELF\x02\x01\x01\x00").as_deref(), Some("binary-other"));
        assert_eq!(kind(b"\xFF\xFE{\x00"), None, "a text in UTF-16");
        assert_eq!(kind(b"{\"Event\": {}}"), None);
    }
}
