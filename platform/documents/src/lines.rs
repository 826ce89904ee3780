//! One value per line.

use std::io::Write;

use crate::table::DocumentError;

/// Plain text for machines that block or look up: UTF-8, one value per line, each line ends in LF.
pub struct LineWriter<W: Write> {
    out: W,
    lines: u64,
    line: String,
}

impl<W: Write> LineWriter<W> {
    /// Begins a file. `out` should be buffered.
    pub fn new(out: W) -> Self {
        Self { out, lines: 0, line: String::new() }
    }

    /// Writes one value. What could end a line, steer a terminal or turn the direction of reading is left out; a value
    /// of which nothing remains makes no line.
    ///
    /// # Errors
    /// [`DocumentError::Write`] if `out` takes nothing.
    pub fn line(&mut self, value: &str) -> Result<(), DocumentError> {
        self.line.clear();
        self.line.extend(value.chars().filter(|c| is_plain(*c)));
        if self.line.is_empty() {
            return Ok(());
        }
        self.line.push('\n');
        self.lines += 1;
        Ok(self.out.write_all(self.line.as_bytes())?)
    }

    /// How many lines were written.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`DocumentError::Write`] if `out` does not take the rest.
    pub fn finish(mut self) -> Result<W, DocumentError> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Whether a value stands on one line as it is.
#[must_use]
pub fn is_line(value: &str) -> bool {
    value.chars().all(is_plain)
}

/// Neither a control character (Unicode category Cc), nor a line or paragraph separator, nor a mark of direction.
pub(crate) fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
