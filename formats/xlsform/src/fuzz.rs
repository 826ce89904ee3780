//! One plain function per parser, for a fuzz suite: none may panic, whatever the bytes.

use crate::{from_xlsx, read, to_xlsx, workbook, write, xpath};

/// A workbook, and what it holds; what was read is written and read again to the same.
///
/// # Panics
/// Where it is not the same.
pub fn workbook(bytes: &[u8]) {
    if let Ok(form) = from_xlsx(bytes) {
        let again = to_xlsx(&form).and_then(|bytes| from_xlsx(&bytes));
        assert!(again.is_ok(), "what is written is not read");
    }
}

/// Three sheets as text: rows by line, cells by `|`, sheets by a line of `=`.
pub fn tables(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut sheets = text.split("\n=\n").map(|sheet| {
        let mut lines = sheet.lines().map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>());
        let headings = lines.next().unwrap_or_default();
        let rows = (2..).zip(lines).map(|(row, mut cells)| {
            cells.resize(headings.len(), String::new());
            (row, cells)
        });
        workbook::Table { rows: rows.collect(), headings }
    });
    let mut next = || sheets.next().unwrap_or_default();
    let read = read::read(&workbook::Workbook { survey: next(), choices: next(), settings: next() });
    if let Ok(form) = read {
        drop(write::write(&form));
    }
}

/// An expression: read, printed, read back the same.
///
/// # Panics
/// Where it is not.
pub fn expression(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(expr) = xpath::parse(text) else { return };
    if let Ok(again) = xpath::parse(&expr.to_string()) {
        assert_eq!(again, expr);
    }
}
