//! Rows, and rows as CSV.

use std::io::{self, Write};

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
}

/// Something that can be written row by row. Whoever implements it reads its rows in chunks and holds no reader of the
/// database in between.
pub trait Table {
    /// What may go wrong while rows are read.
    type Error: From<DocumentError>;

    /// The headings, in the reader's language or, where programs read, fixed.
    fn columns(&self) -> Vec<String>;

    /// Fills the empty `row` with the next row's cells; `false` at the end.
    ///
    /// # Errors
    /// Whatever reading rows may bring.
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Self::Error>;
}

/// The cells of one row; used again for the next.
#[derive(Debug, Default)]
pub struct Row {
    cells: csv::StringRecord,
}

impl Row {
    /// The next cell.
    pub fn push(&mut self, cell: &str) -> &mut Self {
        self.cells.push_field(cell);
        self
    }

    /// The cells so far.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }
}

/// Writes a table as CSV: UTF-8 without a byte order mark, headings first, lines that end in CR LF. Gives the number of
/// rows, without the headings.
///
/// # Errors
/// What the table's rows bring, or a [`DocumentError`] of the writer.
pub fn write_csv<T: Table>(table: &mut T, out: impl Write) -> Result<u64, T::Error> {
    let mut writer = CsvWriter::new(out, table.columns())?;
    let mut row = Row::default();
    while table.next_row(&mut row)? {
        writer.row(row.cells())?;
        row.cells.clear();
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
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let mut this = Self { writer, columns: 0, rows: 0 };
        this.columns = this.write(columns)?;
        this.end()?;
        Ok(this)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// [`DocumentError::Columns`] if the number of cells is not that of the headings; the file is then unusable.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), DocumentError> {
        self.rows += 1;
        let given = self.write(cells)?;
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
