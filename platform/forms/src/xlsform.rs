//! Forms as XLSForm workbooks: definitions from them and into them.
//!
//! | file | holds |
//! |---|---|
//! | `language.rs` | `French (fr)` and tags |
//! | `sort.rs` | what kind of answer a name has, for expressions |
//! | `from_xpath.rs`, `to_xpath.rs` | expressions, both ways; what has no counterpart is refused |
//! | `read.rs` | from a workbook to a definition |
//! | `matrix.rs` | a `table-list` as a matrix |
//! | `write.rs` | from a definition to a workbook |
//!
//! What XLSForm has no word for (scores, kinds of our own, links to the catalogue) travels in columns that begin with `belfry_`; other
//! programs pass over them.

mod from_xpath;
mod language;
mod matrix;
mod read;
mod sort;
mod to_xpath;
mod write;

use belfry_xlsform::{Error, Fault};

use crate::core::{Form, Language};

pub use write::Unwritable;

/// A definition that was read, and what in its workbook changes only how other programs show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The definition; not yet checked.
    pub form: Form,
    /// Appearances that are not known here, with their cells.
    pub passed_over: Vec<Fault>,
}

/// Reads a definition from an XLSX file. `assumed` is the language of texts that name none.
///
/// # Errors
/// Every cell that is wrong or has no counterpart here.
pub fn import(bytes: &[u8], assumed: &Language) -> Result<Import, Error> {
    read::read(&belfry_xlsform::from_xlsx(bytes)?, assumed).map_err(Error::Faults)
}

/// Writes a definition as an XLSX file.
///
/// # Errors
/// [`Unwritable`] for expressions that XLSForm cannot say.
pub fn export(form: &Form, version: &str) -> Result<Vec<u8>, Unwritable> {
    let written = write::write(form, version)?;
    belfry_xlsform::to_xlsx(&written).map_err(|error| Unwritable::Workbook(error.to_string()))
}
