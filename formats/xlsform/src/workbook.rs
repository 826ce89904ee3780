//! XLSX to tables of text and back. A file is looked at within limits before anything of it is kept.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};

use crate::error::Error;

/// Bytes of a file.
pub const BYTES: usize = 8 << 20;
/// Bytes of its parts, unpacked.
pub const UNPACKED: u64 = 64 << 20;
/// Rows of a sheet.
pub const ROWS: u32 = 20_000;
/// Columns of a sheet.
pub const COLUMNS: u32 = 200;

/// The sheets that matter, by their names in small letters.
pub const SHEETS: [&str; 3] = ["survey", "choices", "settings"];

/// A workbook's sheets. A sheet that is missing is an empty table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// What is asked.
    pub survey: Table,
    /// Lists of choices.
    pub choices: Table,
    /// What the form is called.
    pub settings: Table,
}

/// A sheet as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The first row.
    pub headings: Vec<String>,
    /// The others that hold something, with their numbers as a spreadsheet counts them; as wide as the headings.
    pub rows: Vec<(u32, Vec<String>)>,
}

fn refuse<T>(why: impl ToString) -> Result<T, Error> {
    Err(Error::Workbook(why.to_string()))
}

/// Reads the sheets of a workbook.
///
/// # Errors
/// [`Error::Workbook`]
pub fn read(bytes: &[u8]) -> Result<Workbook, Error> {
    if bytes.len() > BYTES {
        return refuse(format!("the file is larger than {} MiB", BYTES >> 20));
    }
    unpacks_within(bytes)?;
    let mut file: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(file) => file,
        Err(error) => return refuse(format!("this is no XLSX file: {error}")),
    };
    let names = file.sheet_names();
    let mut tables = Vec::with_capacity(SHEETS.len());
    for sheet in SHEETS {
        let name = names.iter().find(|name| name.trim().eq_ignore_ascii_case(sheet));
        tables.push(match name {
            Some(name) => table(&mut file, name, sheet)?,
            None => Table::default(),
        });
    }
    let mut tables = tables.into_iter();
    let mut next = || tables.next().unwrap_or_default();
    Ok(Workbook { survey: next(), choices: next(), settings: next() })
}

/// What a compressed file says of its size may be false: every part is unpacked once and counted.
fn unpacks_within(bytes: &[u8]) -> Result<(), Error> {
    let no_file = |error: zip::result::ZipError| Error::Workbook(format!("this is no XLSX file: {error}"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(no_file)?;
    let mut room = UNPACKED;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(no_file)?;
        let read = std::io::copy(&mut part.take(room + 1), &mut std::io::sink());
        let read = read.map_err(|error| Error::Workbook(format!("this is no XLSX file: {error}")))?;
        room = match room.checked_sub(read) {
            Some(room) => room,
            None => return refuse(format!("the file unpacks to more than {} MiB", UNPACKED >> 20)),
        };
    }
    Ok(())
}

/// Cell by cell, since a sheet's own size can be anything.
fn table(file: &mut Xlsx<Cursor<&[u8]>>, name: &str, sheet: &str) -> Result<Table, Error> {
    let broken = |error: calamine::XlsxError| Error::Workbook(format!("the sheet {sheet} cannot be read: {error}"));
    let mut cells = file.worksheet_cells_reader(name).map_err(broken)?;
    let mut table = Table::default();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = match written(cell.get_value()) {
            Ok(text) if text.is_empty() => continue,
            Ok(text) => text,
            Err(why) => return refuse(format!("{sheet}, row {}, column {}: {why}", row + 1, column + 1)),
        };
        if row >= ROWS || column >= COLUMNS {
            return refuse(format!("the sheet {sheet} has more than {ROWS} rows or {COLUMNS} columns"));
        }
        let cells = if row == 0 {
            &mut table.headings
        } else {
            if table.rows.last().is_none_or(|(last, _)| *last != row + 1) {
                table.rows.push((row + 1, Vec::new()));
            }
            match table.rows.last_mut() {
                Some((_, cells)) => cells,
                None => continue,
            }
        };
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    for (_, cells) in &mut table.rows {
        if cells.len() > table.headings.len() {
            return refuse(format!("the sheet {sheet} has cells in a column without a heading"));
        }
        cells.resize(table.headings.len(), String::new());
    }
    Ok(table)
}

fn written(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(truth) => if *truth { "true" } else { "false" }.to_owned(),
        DataRef::Int(number) => number.to_string(),
        // What a spreadsheet keeps as 3.0 was typed as 3.
        DataRef::Float(number) => number.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(_) => return Err("a date as a spreadsheet keeps it; write it as text: 2026-11-26".into()),
        DataRef::Error(error) => return Err(format!("the cell holds an error: {error}")),
        #[expect(unreachable_patterns, reason = "the enumeration may grow")]
        _ => return Err("a kind of cell that is not supported".into()),
    })
}

/// Writes a workbook. Empty tables have no sheet.
///
/// # Errors
/// [`Error::Workbook`]
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    let failed = |error: rust_xlsxwriter::XlsxError| Error::Workbook(error.to_string());
    let mut file = rust_xlsxwriter::Workbook::new();
    // The same form gives the same bytes, whenever it is written.
    let created = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    file.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&created));
    let bold = rust_xlsxwriter::Format::new().set_bold();
    for (name, table) in SHEETS.into_iter().zip([&workbook.survey, &workbook.choices, &workbook.settings]) {
        if table.headings.is_empty() {
            continue;
        }
        let sheet = file.add_worksheet();
        sheet.set_name(name).map_err(failed)?;
        for (column, heading) in (0..).zip(&table.headings) {
            sheet.write_string_with_format(0, column, heading, &bold).map_err(failed)?;
        }
        for (row, (_, cells)) in (1..).zip(&table.rows) {
            for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, column, text).map_err(failed)?;
            }
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
    }
    file.save_to_buffer().map_err(failed)
}
