//! XLSForm: bytes to types and back.
//!
//! The format is that of <https://xlsform.org/en/ref-table/>, as `pyxform` reads it; expressions are the part of XPath 1.0 that ODK's
//! forms use.
//!
//! | module | what it does |
//! |---|---|
//! | [`workbook`] | XLSX to tables of text and back, within limits |
//! | [`form`] | what a form is in this format |
//! | [`read`] | from tables to a form: types, languages, groups and repeats; what is not supported is refused with its cell |
//! | [`write`] | from a form to tables |
//! | [`xpath`] | its expressions: parsed and printed |
//! | [`fuzz`] | one plain function per parser, for a fuzz suite |
//!
//! Deliberately absent: any opinion on what an expression means, external choice files, XForms, media, places on a map.

pub mod error;
pub mod form;
pub mod fuzz;
pub mod read;
pub mod workbook;
pub mod write;
pub mod xpath;

pub use error::{Error, Fault, Reason, Told};
pub use form::{Choice, Column, Kind, Node, Row, TextColumn, Texts, XlsForm};
pub use workbook::{Table, Workbook};

/// Reads a form from an XLSX file.
///
/// # Errors
/// [`Error::Workbook`] for a file that is none or is too large, [`Error::Faults`] for what it holds.
pub fn from_xlsx(bytes: &[u8]) -> Result<XlsForm, Error> {
    let workbook = workbook::read(bytes)?;
    read::read(&workbook).map_err(Error::Faults)
}

/// Writes a form as an XLSX file.
///
/// # Errors
/// [`Error::Workbook`] where the writer refuses, such as a text longer than a cell.
pub fn to_xlsx(form: &XlsForm) -> Result<Vec<u8>, Error> {
    workbook::write(&write::write(form))
}
