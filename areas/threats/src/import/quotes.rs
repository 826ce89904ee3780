//! Quotation marks in tables: where one began that is never closed, or not as it should be. The reader of rows takes such a text
//! as it comes, and a whole file may stand in one cell of it (RFC 4180, 2, 5 to 7).

/// Where a reader of a table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the first character of a cell.
    Start,
    /// In a cell without marks.
    Plain,
    /// Between marks.
    Quoted,
    /// Behind a mark within marks: the end of the cell, or the first of two that stand for one.
    Mark,
}

/// Follows a text byte by byte, as the reader of rows does.
#[derive(Debug)]
pub(super) struct Quotes {
    delimiter: u8,
    at: At,
    line: u64,
    /// The line where the last mark began.
    began: u64,
    ill_closed: Option<u64>,
    /// Bytes of a byte order mark that were seen.
    bom: usize,
}

impl Quotes {
    /// At the beginning of a text.
    pub(super) const fn new(delimiter: u8) -> Self {
        Self { delimiter, at: At::Start, line: 1, began: 0, ill_closed: None, bom: 0 }
    }

    /// More of the text.
    pub(super) fn see(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if b"\xEF\xBB\xBF".get(self.bom) == Some(&byte) {
                self.bom += 1;
                continue;
            }
            self.bom = usize::MAX;
            let ends = byte == self.delimiter || matches!(byte, b'\n' | b'\r');
            self.at = match (self.at, byte) {
                (At::Start, b'"') => {
                    self.began = self.line;
                    At::Quoted
                }
                (At::Quoted, b'"') => At::Mark,
                (At::Mark, b'"') | (At::Quoted, _) => At::Quoted,
                (At::Start | At::Plain | At::Mark, _) if ends => At::Start,
                (At::Mark, _) => {
                    // Within one line it is odd; over several it has swallowed what stands between them.
                    if self.began < self.line && self.ill_closed.is_none() {
                        self.ill_closed = Some(self.began);
                    }
                    At::Plain
                }
                (At::Start | At::Plain, _) => At::Plain,
            };
            self.line += u64::from(byte == b'\n');
        }
    }

    /// The line of a mark that was closed in a later line, in the middle of a cell.
    pub(super) const fn ill_closed(&self) -> Option<u64> {
        self.ill_closed
    }

    /// The line of a mark that is not closed; to be asked when there is no more.
    pub(super) fn open_at_the_end(&self) -> Option<u64> {
        self.ill_closed.or((self.at == At::Quoted).then_some(self.began))
    }
}
