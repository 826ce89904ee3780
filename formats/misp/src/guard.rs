//! Watches the bytes on their way to the JSON parser.
//!
//! The parser gathers a whole string before anybody sees it, and skips what it need not know without
//! counting levels. The guard bounds both as the bytes pass, and refuses `\u0000`.

use std::io::{self, Read};

use crate::{error::Reason, limits};

/// What the guard found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Long,
    Deep,
    Nul,
}

/// Where in a string the guard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Text,
    Escape,
    /// After `\u` and this many zeros.
    Zeros(u8),
}

/// A reader that passes bytes on up to the first fault, then fails.
pub(crate) struct Guard<R> {
    inner: R,
    place: Place,
    depth: usize,
    length: usize,
    fault: Option<Fault>,
    line: u64,
    column: u64,
    started: bool,
}

impl<R: Read> Guard<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, place: Place::Outside, depth: 0, length: 0, fault: None, line: 1, column: 0, started: false }
    }

    /// The fault that ended the reading, with its line and column.
    pub(crate) fn fault(&self) -> Option<(Reason, u64, u64)> {
        let reason = match self.fault? {
            Fault::Long => Reason::TooLong { limit: limits::DATA },
            Fault::Deep => Reason::TooDeep { limit: limits::DEPTH },
            Fault::Nul => Reason::Nul,
        };
        Some((reason, self.line, self.column))
    }

    /// Whether anything but blanks went through.
    pub(crate) fn started(&self) -> bool {
        self.started
    }

    /// How many of these bytes may pass; fewer than all when a fault is among them.
    fn pass(&mut self, bytes: &[u8]) -> usize {
        let mut index = 0;
        while let Some(&byte) = bytes.get(index) {
            if self.place == Place::Text {
                // Most bytes are plain text: pass them in one go.
                let rest = bytes.get(index..).unwrap_or_default();
                let plain = rest.iter().take_while(|b| !matches!(b, b'"' | b'\\')).count();
                let room = limits::RAW_STRING - self.length;
                if plain > room {
                    self.fault = Some(Fault::Long);
                    return index + room;
                }
                if plain > 0 {
                    self.length += plain;
                    index += plain;
                    continue;
                }
            }
            if let Err(fault) = self.step(byte) {
                self.fault = Some(fault);
                return index;
            }
            index += 1;
        }
        bytes.len()
    }

    #[inline]
    fn step(&mut self, byte: u8) -> Result<(), Fault> {
        match self.place {
            Place::Text if byte == b'"' => self.place = Place::Outside,
            Place::Text => {
                if byte == b'\\' {
                    self.place = Place::Escape;
                }
                self.length += 1;
                if self.length > limits::RAW_STRING {
                    return Err(Fault::Long);
                }
            }
            Place::Outside => match byte {
                b'"' => {
                    self.place = Place::Text;
                    self.length = 0;
                }
                b'{' | b'[' => {
                    self.depth += 1;
                    if self.depth > limits::DEPTH {
                        return Err(Fault::Deep);
                    }
                }
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            },
            Place::Escape if byte == b'u' => self.place = Place::Zeros(0),
            Place::Zeros(3) if byte == b'0' => return Err(Fault::Nul),
            Place::Zeros(n) if byte == b'0' => self.place = Place::Zeros(n + 1),
            Place::Zeros(_) if byte == b'"' => self.place = Place::Outside,
            Place::Escape | Place::Zeros(_) => self.place = Place::Text,
        }
        Ok(())
    }

    fn count_lines(&mut self, bytes: &[u8]) {
        let lines = bytes.iter().filter(|b| **b == b'\n').count() as u64;
        self.line += lines;
        match bytes.iter().rposition(|b| *b == b'\n') {
            Some(last) => self.column = (bytes.len() - last - 1) as u64,
            None => self.column += bytes.len() as u64,
        }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault.is_some() {
            return Err(io::Error::other("refused"));
        }
        let read = self.inner.read(buffer)?;
        let Some(bytes) = buffer.get(..read) else {
            return Err(io::Error::other("a reader gave more than it was asked for"));
        };
        self.started = self.started || bytes.iter().any(|b| !b.is_ascii_whitespace());
        let passed = self.pass(bytes);
        self.count_lines(bytes.get(..passed).unwrap_or(bytes));
        if passed == 0 && read > 0 {
            return Err(io::Error::other("refused"));
        }
        Ok(passed)
    }
}
