//! Rows, and rows as CSV.

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::formula::guarded;

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The other side went away, or the disk is full.
    #[error("the document could not be written: {0}")]
    Write(#[from] io::Error),
    /// A row has more or fewer cells than there are columns: a fault of ours.
    #[error("row {row} has {given} cells, the table has {expected} columns")]
    Columns {
        /// The row, from 1.
        row: u64,
        /// How many columns there are.
        expected: usize,
        /// How many cells came.
        given: usize,
    },
    /// The workbook cannot be made.
    #[error("the workbook could not be made: {0}")]
    Workbook(String),
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with three decimals, as so many thousandths.
    Thousandths(i64),
    /// A day of the calendar.
    Day(Date),
    /// An instant, written in UTC.
    Instant(Timestamp),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Timestamp> for Cell {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(instant)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl Cell {
    /// As it stands in CSV: days and instants as in RFC 3339.
    fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => guarded(text).into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Thousandths(n) => {
                let written = format!(
                    "{}{}.{:03}",
                    if *n < 0 { "-" } else { "" },
                    n.unsigned_abs() / 1_000,
                    n.unsigned_abs() % 1_000
                );
                written.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            Self::Day(day) => day.to_string(),
            Self::Instant(instant) => instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

/// Something that can be written in blocks of rows. Whoever implements it holds no reader of the database between two blocks.
pub trait Table {
    /// What may go wrong while rows are read.
    type Error: From<DocumentError>;

    /// The headings, in the reader's language or, where programs read, fixed.
    fn columns(&self) -> Vec<String>;

    /// The next rows, some hundred at most; none at the end.
    ///
    /// # Errors
    /// Whatever reading rows may bring.
    fn block(&mut self) -> Result<Vec<Vec<Cell>>, Self::Error>;
}

/// Writes a table as CSV: UTF-8 without a byte order mark, headings first, lines that end in CR LF. Gives the number of
/// rows, without the headings.
///
/// # Errors
/// What the table's rows bring, or a [`DocumentError`] of the writer.
pub fn write_csv<T: Table>(table: &mut T, out: impl Write) -> Result<u64, T::Error> {
    let mut writer = CsvWriter::new(out, table.columns())?;
    loop {
        let rows = table.block()?;
        if rows.is_empty() {
            break;
        }
        rows.iter().try_for_each(|row| writer.cells(row))?;
    }
    let rows = writer.rows();
    writer.finish()?;
    Ok(rows)
}

/// CSV by RFC 4180, row by row, with cells [`guarded`] against formulas.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
    columns: usize,
    rows: u64,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file with its headings.
    ///
    /// # Errors
    /// [`DocumentError::Write`] if `out` takes nothing.
    pub fn new(out: W, columns: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, DocumentError> {
        let mut this = Self::further(out, 0);
        this.columns = this.write(columns)?;
        this.end()?;
        Ok(this)
    }

    /// Goes on with a file whose headings and first rows are written already.
    pub(crate) fn further(out: W, columns: usize) -> Self {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        Self { writer, columns, rows: 0 }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// [`DocumentError::Columns`] if the number of cells is not that of the headings; the file is then unusable.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), DocumentError> {
        let given = self.write(cells)?;
        self.ended(given)
    }

    /// Writes one row of typed cells; as [`row`](Self::row).
    pub(crate) fn cells(&mut self, cells: &[Cell]) -> Result<(), DocumentError> {
        for cell in cells {
            // Only words can be taken for a formula: a negative number is one, and must stay one.
            self.writer.write_field(cell.written().as_bytes()).map_err(io::Error::from)?;
        }
        self.ended(cells.len())
    }

    fn ended(&mut self, given: usize) -> Result<(), DocumentError> {
        self.rows += 1;
        if given != self.columns {
            return Err(DocumentError::Columns { row: self.rows, expected: self.columns, given });
        }
        self.end()
    }

    /// How many rows were written, without the headings.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Hands on what is still in the buffer, so that a slow reader sees that something comes.
    ///
    /// # Errors
    /// [`DocumentError::Write`] if `out` takes nothing.
    pub fn flush(&mut self) -> Result<(), DocumentError> {
        Ok(self.writer.flush()?)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`DocumentError::Write`] if `out` does not take the rest.
    pub fn finish(self) -> Result<W, DocumentError> {
        self.writer.into_inner().map_err(|error| DocumentError::Write(error.into_error()))
    }

    fn write(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<usize, DocumentError> {
        let mut given = 0;
        for cell in cells {
            self.writer.write_field(guarded(cell.as_ref()).as_bytes()).map_err(io::Error::from)?;
            given += 1;
        }
        Ok(given)
    }

    fn end(&mut self) -> Result<(), DocumentError> {
        self.writer.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        Ok(())
    }
}
