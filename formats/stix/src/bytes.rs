//! A reader that knows its place and cuts one JSON value at a time out of the stream, without parsing it.

use crate::error::{Error, Reason};
use std::io::Read;

const BUFFER: usize = 64 * 1024;

/// Bytes of a text with line and column.
pub(crate) struct Bytes<R> {
    inner: R,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    line: u64,
    column: u64,
}

impl<R: Read> Bytes<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, buffer: vec![0; BUFFER].into_boxed_slice(), at: 0, end: 0, line: 1, column: 1 }
    }

    /// Where the next byte stands.
    pub(crate) fn place(&self) -> (u64, u64) {
        (self.line, self.column)
    }

    pub(crate) fn fail(&self, reason: Reason) -> Error {
        Error::new(reason, self.place())
    }

    /// The next byte, left in place.
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, Error> {
        while self.at == self.end {
            match self.inner.read(&mut self.buffer) {
                Ok(0) => return Ok(None),
                // A reader that claims more than the buffer holds is broken; never trust it with an index.
                Ok(n) => (self.at, self.end) = (0, n.min(BUFFER)),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(self.fail(Reason::Io).source(e)),
            }
        }
        Ok(Some(self.buffer[self.at]))
    }

    /// Takes the byte that `peek` showed.
    pub(crate) fn bump(&mut self) {
        if self.buffer[self.at] == b'\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        self.at += 1;
    }

    /// The next byte after white space, left in place.
    pub(crate) fn peek_past_space(&mut self) -> Result<Option<u8>, Error> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.bump(),
                other => return Ok(other),
            }
        }
    }

    /// Takes `wanted` after white space, or refuses.
    pub(crate) fn expect(&mut self, wanted: u8) -> Result<(), Error> {
        match self.peek_past_space()? {
            Some(b) if b == wanted => {
                self.bump();
                Ok(())
            }
            Some(_) => Err(self.fail(Reason::Syntax).detail(format_args!("expected `{}`", wanted as char))),
            None => Err(self.fail(Reason::UnexpectedEnd)),
        }
    }

    /// Skips a byte order mark at the very start.
    pub(crate) fn skip_mark(&mut self) -> Result<(), Error> {
        if self.peek()? == Some(0xEF) {
            for wanted in [0xEF, 0xBB, 0xBF] {
                if self.peek()? != Some(wanted) {
                    return Err(self.fail(Reason::Syntax));
                }
                self.bump();
            }
            self.column = 1;
        }
        Ok(())
    }

    /// Cuts one JSON value out of the stream into `into`, which is cleared first. The value is framed (brackets, strings), not checked.
    pub(crate) fn cut(&mut self, into: &mut Vec<u8>, max_bytes: usize, max_depth: usize) -> Result<(), Error> {
        into.clear();
        match self.peek_past_space()? {
            None => Err(self.fail(Reason::UnexpectedEnd)),
            Some(b'{' | b'[' | b'"') => self.cut_closed(into, max_bytes, max_depth),
            Some(_) => self.cut_scalar(into, max_bytes),
        }
    }

    /// A value that says itself where it ends: object, array, string.
    fn cut_closed(&mut self, into: &mut Vec<u8>, max_bytes: usize, max_depth: usize) -> Result<(), Error> {
        let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
        loop {
            let Some(byte) = self.peek()? else {
                return Err(self.fail(Reason::UnexpectedEnd));
            };
            if into.len() == max_bytes {
                return Err(self.fail(Reason::ObjectTooLarge));
            }
            into.push(byte);
            if in_string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => in_string = false,
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => in_string = true,
                    b'{' | b'[' if depth == max_depth => return Err(self.fail(Reason::TooDeep)),
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            self.bump();
            if depth == 0 && !in_string {
                return Ok(());
            }
        }
    }

    /// A number or a word.
    fn cut_scalar(&mut self, into: &mut Vec<u8>, max_bytes: usize) -> Result<(), Error> {
        while let Some(byte) = self.peek()? {
            if matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\r' | b'\n') {
                break;
            }
            if into.len() == max_bytes {
                return Err(self.fail(Reason::ObjectTooLarge));
            }
            into.push(byte);
            self.bump();
        }
        if into.is_empty() {
            return Err(self.fail(Reason::Syntax));
        }
        Ok(())
    }
}
