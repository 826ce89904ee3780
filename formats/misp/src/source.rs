//! Runs the JSON parser over a source and turns whatever stops it into a [`FormatError`].

use std::io::{self, BufReader, Cursor, Read};

use serde_json::{
    Deserializer,
    de::IoRead,
    error::{Category, Error},
};

use crate::{
    dialect::{Dialect, Notes},
    error::{FormatError, Reason},
    guard::Guard,
    limits,
};

/// The parser as this crate runs it.
pub(crate) type Parser<'a, R> = Deserializer<IoRead<BufReader<&'a mut Guard<R>>>>;

const BUFFER: usize = 64 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Runs `read` over the whole source; a byte order mark before it is passed over, anything after it refused.
pub(crate) fn parse<R, T, F>(source: R, at: &Notes, read: F) -> Result<T, FormatError>
where
    R: Read,
    F: FnOnce(&mut Parser<'_, io::Chain<Cursor<Vec<u8>>, R>>) -> Result<T, Error>,
{
    let source = match without_mark(source) {
        Ok(source) => source,
        Err(error) => return Err(unreadable(&error)),
    };
    let mut guard = Guard::new(source);
    let outcome = {
        let mut parser = Deserializer::from_reader(BufReader::with_capacity(BUFFER, &mut guard));
        read(&mut parser).and_then(|value| parser.end().map(|()| value))
    };
    outcome.map_err(|error| explain(&error, &guard, at))
}

/// Reads one record that is the whole text.
pub(crate) fn whole<R: Read, T: Dialect>(source: R, what: &'static str) -> Result<T, FormatError> {
    let at = Notes::new().with_lists(limits::ENTRIES);
    parse(source, &at, |parser| {
        at.enter(what, "");
        match T::read(parser, &at)? {
            Some(value) => Ok(value),
            None => Err(at.refuse(Reason::NotThis(what))),
        }
    })
}

fn without_mark<R: Read>(mut source: R) -> io::Result<io::Chain<Cursor<Vec<u8>>, R>> {
    let mut start = Vec::with_capacity(3);
    source.by_ref().take(3).read_to_end(&mut start)?;
    if start == BYTE_ORDER_MARK {
        start.clear();
    }
    Ok(Cursor::new(start).chain(source))
}

fn unreadable(error: &io::Error) -> FormatError {
    FormatError { line: 0, column: 0, event: None, child: None, reason: Reason::Unreadable(error.to_string()) }
}

fn explain<R: Read>(error: &Error, guard: &Guard<R>, at: &Notes) -> FormatError {
    let (reason, line, column) = match (error.classify(), guard.fault()) {
        (Category::Io, Some((reason, line, column))) => (reason, line, column + 1),
        (Category::Io, None) => (Reason::Unreadable(error.to_string()), 0, 0),
        (Category::Eof, _) if !guard.started() => (Reason::Empty, 1, 1),
        (category, _) => {
            let reason = match category {
                Category::Eof => Reason::Truncated,
                Category::Syntax => syntax(error),
                _ => at.fault().unwrap_or_else(|| at.wrong_kind()),
            };
            (reason, error.line() as u64, error.column() as u64)
        }
    };
    FormatError { line, column, event: at.event.get(), child: at.child.get(), reason }
}

/// Sorts what the parser calls a syntax error. Its words are its only face; tests pin them.
fn syntax(error: &Error) -> Reason {
    let text = error.to_string();
    let words = text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words);
    match words {
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" | "invalid unicode code point" => {
            Reason::BadText
        }
        "number out of range" => Reason::NumberRange,
        "trailing characters" => Reason::Trailing,
        "recursion limit exceeded" => Reason::TooDeep { limit: limits::DEPTH },
        other => Reason::Syntax(other.to_owned()),
    }
}
