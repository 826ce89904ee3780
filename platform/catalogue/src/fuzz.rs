//! One plain function per parser, for a fuzz suite: none may panic, whatever the bytes.

use crate::text::Language;
use crate::{library, table};

/// A library in YAML, and the check of what is in it.
pub fn library(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(library) = library::read(text) {
        library.frameworks.iter().for_each(|framework| drop(framework.check()));
    }
}

/// A table of items.
pub fn table(bytes: &[u8]) {
    if let Some(language) = Language::parse("en") {
        drop(table::read(bytes, &language));
    }
}
