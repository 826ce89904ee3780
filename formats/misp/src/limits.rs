//! Bounds on what is read. They keep memory constant whatever the text is.

/// Levels of lists and objects in each other. Real events have about ten.
pub const DEPTH: usize = 100;
/// Bytes of one text.
pub const TEXT: usize = 1 << 20;
/// Bytes of the base64 text in the field `data` of an attribute (about 24 MiB of content).
pub const DATA: usize = 32 << 20;
/// Bytes of any string as it is written in the source, escapes included.
pub const RAW_STRING: usize = 34 << 20;
/// Items of a list inside one record: attributes of one object, tags of one event.
pub const LIST: usize = 10_000;
/// Bytes of one record with all that is inside it.
pub const RECORD: usize = 64 << 20;
/// Bytes of the headers that `scan` returns, all together.
pub const HEADERS: usize = RECORD;
/// Events in one file.
pub const EVENTS: usize = 100_000;
/// Items of a list in a vocabulary file: entries of a warninglist, clusters of a galaxy.
pub const ENTRIES: usize = 2_000_000;
