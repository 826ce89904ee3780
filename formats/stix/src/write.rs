//! Writes bundles and envelopes object by object.

use crate::object::StixId;
use serde::Serialize;
use serde_json::value::RawValue;
use std::io::{self, Write};

/// A bundle or an envelope under way. Nothing is buffered here: give it a buffered writer. Without [`Writer::finish`] the
/// text stays cut off, so that a broken transfer is never mistaken for a whole one.
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: W,
    place: Place,
    first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    Among,
    After,
}

impl<W: Write> Writer<W> {
    /// Begins a bundle.
    ///
    /// # Errors
    /// Those of the writer beneath.
    pub fn bundle(out: W, id: &StixId) -> io::Result<Self> {
        let mut writer = Self::envelope(out)?;
        writer.property("type", &"bundle")?;
        writer.property("id", id)?;
        Ok(writer)
    }

    /// Begins an outermost object without `type` and `id`: a TAXII envelope, or a bundle whose properties are copied one by one.
    ///
    /// # Errors
    /// Those of the writer beneath.
    pub fn envelope(mut out: W) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self { out, place: Place::Before, first: true })
    }

    /// A property beside `objects`, before or after them. `RawValue` passes text through unchanged.
    ///
    /// # Errors
    /// Those of the writer beneath; `InvalidInput` for the name `objects`, which this writer writes itself.
    pub fn property(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        if name == "objects" {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "objects are written by `object`"));
        }
        if self.place == Place::Among {
            self.out.write_all(b"\n]")?;
            self.place = Place::After;
            self.first = false;
        }
        self.comma()?;
        serde_json::to_writer(&mut self.out, name)?;
        self.out.write_all(b":")?;
        serde_json::to_writer(&mut self.out, value)?;
        Ok(())
    }

    /// A property whose value is JSON text.
    ///
    /// # Errors
    /// Those of the writer beneath; `InvalidData` when the text is not JSON.
    pub fn property_raw(&mut self, name: &str, raw: &str) -> io::Result<()> {
        self.property(name, serde_json::from_str::<&RawValue>(raw)?)
    }

    /// One object, from any value that serialises to one.
    ///
    /// # Errors
    /// Those of the writer beneath; `InvalidInput` after a property that followed the objects.
    pub fn object(&mut self, object: &(impl Serialize + ?Sized)) -> io::Result<()> {
        match self.place {
            Place::Before => {
                self.comma()?;
                self.out.write_all(b"\"objects\":[")?;
                self.place = Place::Among;
                self.first = true;
            }
            Place::Among => {}
            Place::After => return Err(io::Error::new(io::ErrorKind::InvalidInput, "the objects are closed")),
        }
        self.comma()?;
        self.out.write_all(b"\n")?;
        serde_json::to_writer(&mut self.out, object)?;
        Ok(())
    }

    /// One object that is JSON text, such as [`crate::StixObject::raw`].
    ///
    /// # Errors
    /// As [`Writer::object`]; `InvalidData` when the text is not JSON.
    pub fn object_raw(&mut self, raw: &str) -> io::Result<()> {
        self.object(serde_json::from_str::<&RawValue>(raw)?)
    }

    /// Ends the text, flushes, gives the writer back.
    ///
    /// # Errors
    /// Those of the writer beneath.
    pub fn finish(mut self) -> io::Result<W> {
        if self.place == Place::Among {
            self.out.write_all(b"\n]")?;
        }
        self.out.write_all(b"}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn comma(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            self.out.write_all(b",")?;
        }
        Ok(())
    }
}
