//! What is refused, with its cell.

use std::fmt;

/// A file was refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No XLSX file, one that is too large, or one that cannot be written.
    #[error("{0}")]
    Workbook(String),
    /// Everything in it that is wrong or not supported.
    #[error("{} cells are refused", .0.len())]
    Faults(Vec<Fault>),
}

/// One cell that is wrong or not supported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which sheet.
    pub sheet: &'static str,
    /// The row as a spreadsheet counts it; 1 is the headings.
    pub row: u32,
    /// The heading of the column.
    pub column: String,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, row {}, {}: {}", self.sheet, self.row, self.column, self.reason)
    }
}

/// What can be wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A sheet that has to be there.
    #[error("the sheet is missing")]
    NoSheet,
    /// A column that has to be there.
    #[error("the column is missing")]
    NoColumn,
    /// A column that stands there twice.
    #[error("the column stands there twice")]
    ColumnTwice,
    /// A column of which nothing is known.
    #[error("this column is not supported, and it is not empty")]
    Column,
    /// A cell that has to be filled.
    #[error("the cell is empty")]
    Empty,
    /// A type that is not supported, and why or what to do.
    #[error("the type `{0}` is not supported{1}")]
    Type(String, &'static str),
    /// A type that needs a list.
    #[error("the type needs the name of a list of choices")]
    NoList,
    /// An `end` without a `begin`, or of another kind.
    #[error("this ends something that was not begun")]
    NotBegun,
    /// A `begin` without an `end`.
    #[error("this is begun and not ended")]
    NotEnded,
    /// Groups within groups beyond reason.
    #[error("groups are nested too deeply")]
    TooDeep,
    /// A cell that this type cannot have.
    #[error("this type of row cannot have it")]
    Misplaced,
    /// Anything else, in words of whoever looks closer.
    #[error("{0}")]
    Other(Told),
}

/// A sentence of whoever looks closer than this crate: with a key, so that it can be said in other languages too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which sentence.
    pub key: &'static str,
    /// In English; `{}` stands for the next of `with`.
    pub english: &'static str,
    /// What it is about, as it stands in the cell.
    pub with: Vec<String>,
    /// At which character of the cell, from 0; none for the whole cell.
    pub at: Option<usize>,
}

impl Told {
    /// Of a whole cell.
    #[must_use]
    pub fn new(key: &'static str, english: &'static str, with: &[&str]) -> Self {
        Self { key, english, with: with.iter().map(|one| (*one).to_owned()).collect(), at: None }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.at {
            write!(f, "at character {at}: ")?;
        }
        let mut with = self.with.iter();
        for (n, part) in self.english.split("{}").enumerate() {
            if n > 0 {
                f.write_str(with.next().map_or("", String::as_str))?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}
