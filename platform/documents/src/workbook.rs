//! Rows as a workbook (Office Open XML, ECMA-376), with little memory: rows go to a temporary file as they come.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::table::{Cell, DocumentError};

/// Rows of a sheet, headings included; more go on a further sheet.
const SHEET_ROWS: u32 = 1_048_576;
/// Characters of a cell; what is longer is cut, with a mark that it was.
const CELL_LETTERS: usize = 32_767;
/// Widths of columns, in characters.
const NARROWEST: usize = 8;
const WIDEST: usize = 60;
const PIECE: u64 = 64 * 1024;

/// A workbook in the making, then on its way out.
pub(crate) struct Book {
    book: Workbook,
    columns: Vec<String>,
    widths: Vec<usize>,
    sheet: usize,
    next_row: u32,
    rows: u64,
    heading: Format,
    day: Format,
    instant: Format,
}

impl From<XlsxError> for DocumentError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => Self::Write(error),
            other => Self::Workbook(other.to_string()),
        }
    }
}

impl Book {
    /// Begins a workbook whose rows wait in `folder` until it is whole.
    pub(crate) fn new(columns: Vec<String>, folder: &Path) -> Result<Self, DocumentError> {
        let mut book = Workbook::new();
        book.set_tempdir(folder)?;
        // The same rows make the same bytes: no clock is looked at.
        let made = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        book.set_properties(&made);
        let mut this = Self {
            book,
            widths: columns.iter().map(|heading| heading.chars().count().clamp(NARROWEST, WIDEST)).collect(),
            columns,
            sheet: 0,
            next_row: 0,
            rows: 0,
            heading: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            instant: Format::new().set_num_format("yyyy-mm-dd hh:mm \"UTC\""),
        };
        this.begin_sheet()?;
        Ok(this)
    }

    fn begin_sheet(&mut self) -> Result<(), DocumentError> {
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        for (at, heading) in self.columns.iter().enumerate() {
            sheet.write_string_with_format(0, column(at), heading.as_str(), &self.heading)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        self.next_row = 1;
        Ok(())
    }

    /// Writes one row.
    pub(crate) fn row(&mut self, cells: &[Cell]) -> Result<(), DocumentError> {
        self.rows += 1;
        if cells.len() != self.columns.len() {
            let (expected, given) = (self.columns.len(), cells.len());
            return Err(DocumentError::Columns { row: self.rows, expected, given });
        }
        if self.next_row == SHEET_ROWS {
            self.end_sheet()?;
            self.sheet += 1;
            self.begin_sheet()?;
        }
        let sheet = self.book.worksheet_from_index(self.sheet)?;
        for (at, cell) in cells.iter().enumerate() {
            let width = self.widths.get(at).copied().unwrap_or(WIDEST);
            let length = put(sheet, (self.next_row, column(at)), cell, &self.day, &self.instant, width)?;
            if length > width {
                self.widths[at] = length.min(WIDEST);
            }
        }
        self.next_row += 1;
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), DocumentError> {
        let last = (self.next_row - 1, column(self.columns.len().saturating_sub(1)));
        let sheet = self.book.worksheet_from_index(self.sheet)?;
        for (at, width) in self.widths.iter().enumerate() {
            sheet.set_column_width(column(at), *width as f64 + 2.0)?;
        }
        sheet.autofilter(0, 0, last.0, last.1)?;
        Ok(())
    }

    /// The whole file, to be read from its beginning. It is gone when it is closed.
    pub(crate) fn finish(mut self, folder: &Path) -> Result<Made, DocumentError> {
        self.end_sheet()?;
        let mut file = tempfile::tempfile_in(folder)?;
        self.book.save_to_writer(&mut file)?;
        file.rewind()?;
        Ok(Made(file))
    }
}

/// A workbook that is whole.
pub(crate) struct Made(File);

impl Made {
    /// The next piece; none at the end.
    pub(crate) fn piece(&mut self) -> Result<Option<Vec<u8>>, DocumentError> {
        let mut piece = Vec::new();
        Read::by_ref(&mut self.0).take(PIECE).read_to_end(&mut piece)?;
        Ok((!piece.is_empty()).then_some(piece))
    }
}

/// Writes a cell; how many characters wide it is, counted only where it may be more than `width`.
fn put(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    day: &Format,
    instant: &Format,
    width: usize,
) -> Result<usize, DocumentError> {
    match cell {
        Cell::Empty => Ok(0),
        // A text cell is never run, whatever it begins with.
        Cell::Text(text) => {
            let text = short(text);
            sheet.write_string(row, at, text.as_ref())?;
            // There are no more characters than bytes.
            Ok(if text.len() <= width || width >= WIDEST { 0 } else { text.chars().take(WIDEST).count() })
        }
        // Whole numbers beyond 2^53 would lose digits as numbers.
        Cell::Number(number) if number.unsigned_abs() <= 1 << 53 => {
            sheet.write_number(row, at, *number as f64)?;
            Ok(number.to_string().len())
        }
        Cell::Number(number) => {
            sheet.write_string(row, at, number.to_string())?;
            Ok(20)
        }
        Cell::Thousandths(n) => {
            sheet.write_number(row, at, *n as f64 / 1_000.0)?;
            Ok(10)
        }
        Cell::Day(date) => {
            match u16::try_from(date.year()).ok().filter(|year| *year >= 1900) {
                Some(year) => {
                    let value = ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())?;
                    sheet.write_datetime_with_format(row, at, value, day)?;
                }
                // Spreadsheets know no days before 1900.
                None => drop(sheet.write_string(row, at, date.to_string())?),
            }
            Ok(10)
        }
        Cell::Instant(moment) => {
            if moment.to_zoned(TimeZone::UTC).year() >= 1900 {
                let value = ExcelDateTime::from_timestamp(moment.as_second())?;
                sheet.write_datetime_with_format(row, at, value, instant)?;
            } else {
                sheet.write_string(row, at, moment.to_string())?;
            }
            Ok(20)
        }
    }
}

/// A text that fits into a cell.
fn short(text: &str) -> Cow<'_, str> {
    // There are no more UTF-16 units than bytes.
    if text.len() <= CELL_LETTERS || text.encode_utf16().count() <= CELL_LETTERS {
        return Cow::Borrowed(text);
    }
    let mut kept = 0;
    let cut: String = text
        .chars()
        .take_while(|c| {
            kept += c.len_utf16();
            kept < CELL_LETTERS
        })
        .collect();
    Cow::Owned(format!("{cut}…"))
}

/// A column by its number; no table of ours has more than a few dozen.
fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
