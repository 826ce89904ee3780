//! A table on its way out, piece by piece.

use std::path::PathBuf;

use crate::media::MediaType;
use crate::table::{CsvWriter, DocumentError, Table};
use crate::workbook::{Book, Made};

/// As what a table is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For programs, and for spreadsheets that ask how to read it.
    Csv,
    /// A workbook, with typed cells.
    Xlsx,
}

impl Format {
    /// Its media type.
    #[must_use]
    pub const fn media(self) -> MediaType {
        match self {
            Self::Csv => MediaType::Csv,
            Self::Xlsx => MediaType::Xlsx,
        }
    }

    /// The format that an address ends with: `/members/organisations.xlsx?sector=energy`.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let path = address.split('?').next().unwrap_or_default();
        [Self::Csv, Self::Xlsx].into_iter().find(|format| path.ends_with(&format!(".{}", format.media().extension())))
    }
}

enum Out {
    Csv { columns: Option<usize> },
    Gathering(Box<Book>),
    Made(Made),
    Gone,
}

/// A table, written piece by piece: CSV block by block; of a workbook nothing comes before all its rows are in, so its first
/// pieces are empty.
pub struct Pieces<T> {
    table: T,
    out: Out,
    folder: PathBuf,
}

impl<T: Table> Pieces<T> {
    /// Begins. `folder` is for the temporary files of a workbook.
    ///
    /// # Errors
    /// [`DocumentError`] when no temporary file can be made.
    pub fn new(table: T, format: Format, folder: PathBuf) -> Result<Self, DocumentError> {
        let out = match format {
            Format::Csv => Out::Csv { columns: None },
            Format::Xlsx => Out::Gathering(Box::new(Book::new(table.columns(), &folder)?)),
        };
        Ok(Self { table, out, folder })
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// What the table's rows bring, or a [`DocumentError`]; nothing comes after one.
    pub fn piece(&mut self) -> Result<Option<Vec<u8>>, T::Error> {
        match std::mem::replace(&mut self.out, Out::Gone) {
            Out::Csv { columns } => self.lines(columns),
            Out::Gathering(mut book) => {
                let rows = self.table.block()?;
                rows.iter().try_for_each(|row| book.row(row))?;
                self.out = if rows.is_empty() { Out::Made(book.finish(&self.folder)?) } else { Out::Gathering(book) };
                Ok(Some(Vec::new()))
            }
            Out::Made(mut made) => {
                let piece = made.piece()?;
                self.out = Out::Made(made);
                Ok(piece)
            }
            Out::Gone => Ok(None),
        }
    }

    fn lines(&mut self, columns: Option<usize>) -> Result<Option<Vec<u8>>, T::Error> {
        let rows = self.table.block()?;
        let (mut writer, width) = match columns {
            Some(_) if rows.is_empty() => return Ok(None),
            Some(width) => (CsvWriter::further(Vec::new(), width), width),
            None => {
                let headings = self.table.columns();
                (CsvWriter::new(Vec::new(), &headings)?, headings.len())
            }
        };
        rows.iter().try_for_each(|row| writer.cells(row))?;
        if !rows.is_empty() || columns.is_none() {
            self.out = Out::Csv { columns: Some(width) };
        }
        Ok(Some(writer.finish()?))
    }
}
