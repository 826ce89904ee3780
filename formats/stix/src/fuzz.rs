//! One plain function per parser, for a fuzz suite: any bytes, no panic. What was read must also survive being written.

use crate::read::{Limits, Shape, Sink, SinkError};
use crate::{StixObject, Writer, pattern};

/// Bundles and envelopes.
///
/// # Panics
/// When what was read cannot be written, or reads differently afterwards: that is a bug.
pub fn bundle(bytes: &[u8]) {
    for shape in [Shape::Bundle, Shape::Envelope] {
        let limits = Limits { shape, ..Limits::default() };
        let Ok(first) = crate::scan(bytes, &limits) else {
            continue;
        };
        let again = copy(bytes, &limits).and_then(|copy| Ok(crate::scan(copy.as_slice(), &limits)?));
        let again = again.expect("what was read can be written and read again"); // tidy: a fuzz target is to fail
        assert_eq!(first, again);
    }
}

/// Reads a text and writes it again, object by object.
///
/// # Errors
/// Those of the reader.
pub fn copy(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, SinkError> {
    struct Copy(Writer<Vec<u8>>, Vec<(String, String)>);
    impl Sink for Copy {
        fn property(&mut self, name: &str, raw: &str) -> Result<(), SinkError> {
            // Those that follow the objects are written after them, too, whatever came before.
            self.1.push((name.to_owned(), raw.to_owned()));
            Ok(())
        }
        fn object(&mut self, object: StixObject) -> Result<(), SinkError> {
            Ok(self.0.object_raw(&object.raw)?)
        }
    }
    let mut sink = Copy(Writer::envelope(Vec::new())?, Vec::new());
    crate::stream(bytes, limits, &mut sink)?;
    for (name, raw) in &sink.1 {
        sink.0.property_raw(name, raw)?;
    }
    Ok(sink.0.finish()?)
}

/// Patterns.
///
/// # Panics
/// When what was parsed is not parsed again from what was written: that is a bug.
pub fn pattern(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let limits = pattern::Limits::default();
    let Ok(first) = pattern::parse(text, &limits) else {
        return;
    };
    let _ = pattern::observables(&first);
    let roomy = pattern::Limits { bytes: usize::MAX, ..limits };
    let again = pattern::parse(&first.to_string(), &roomy).expect("what was written can be parsed"); // tidy: a fuzz target is to fail
    assert_eq!(first, again);
}

/// One object, as the body of a request may hold it.
pub fn object(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = StixObject::parse(text);
    }
}
