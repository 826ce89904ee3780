//! Tables from a command: the same reading of rows as the pages', each row as a value of one new event.
//!
//! A table is read twice: once whole, to tell every line that cannot be taken, and once to take it in when there is none.

use std::io::{Read, Seek, SeekFrom};

use belfry_documents::unguarded;
use csv::StringRecord;
use uuid::Uuid;

use super::rows::{Fingerprint, Row, take_rows};
use super::{ImportContext, ImportError, Outcome, Progress};
use crate::attribute::check::Refusal;
use crate::event::Origin;
use crate::import::sheet::Rows;
pub use crate::import::sheet::{Column, Delimiter, Shape};
pub use crate::import::unfit::{Undated, Unfit};

/// Faults that are told at once.
pub const TOLD: usize = 100;
/// Bytes of a table that are looked at to guess how it is read.
const LOOKED: u64 = 64 << 10;

/// Why a line is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// The table cannot be read here; the code of a fault of texts.
    Text(String),
    /// The row is no value of a type.
    Row(Unfit),
    /// Its first observation cannot be read; it is taken without.
    Date(Undated),
    /// There is no row at all, or none but the one that names the columns.
    NoRow,
}

/// A line that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine {
    /// The line of the file, from 1, where the row begins.
    pub line: u64,
    /// Why.
    pub fault: LineFault,
}

impl std::fmt::Display for RefusedLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.fault {
            LineFault::NoRow => write!(f, "there is no row with a value in it: nothing was taken in"),
            LineFault::Text(code) if code == "quote" => write!(
                f,
                "line {}: a quotation mark begins here that is not closed as it should be, so that what follows would be lost: close it, \
                 or take it away",
                self.line
            ),
            LineFault::Date(undated) => write!(f, "line {}: {undated}; the value is taken without it", self.line),
            LineFault::Text(code) if code == "not-utf8" => {
                write!(f, "line {}: the text is not UTF-8: in a spreadsheet, save it as \"CSV UTF-8\"", self.line)
            }
            LineFault::Text(code) => write!(f, "line {}: the table cannot be read ({code})", self.line),
            LineFault::Row(Unfit::Word(word)) => write!(
                f,
                "line {}: \"{word}\" is no type that is known: give one of MISP's, such as ip-dst, domain, url or sha256, or an everyday \
                 word, such as IP, domain, URL, hash or e-mail",
                self.line
            ),
            LineFault::Row(Unfit::Untold | Unfit::Refused(Refusal::Type)) => {
                write!(f, "line {}: the value does not tell its type: give it in a column", self.line)
            }
            LineFault::Row(Unfit::Refused(Refusal::Category)) => {
                write!(f, "line {}: the category does not take this type", self.line)
            }
            LineFault::Row(Unfit::Refused(Refusal::Empty)) => write!(f, "line {}: there is no value", self.line),
            LineFault::Row(_) => write!(f, "line {}: the value does not fit its type", self.line),
        }
    }
}

/// How a table seems to be read. The source stands where it stood afterwards.
///
/// # Errors
/// Those of reading.
pub fn guess<R: Read + Seek>(source: &mut R) -> std::io::Result<Shape> {
    let start = source.stream_position()?;
    let mut bytes = Vec::new();
    source.take(LOOKED).read_to_end(&mut bytes)?;
    source.seek(SeekFrom::Start(start))?;
    let delimiter = Delimiter::of(&String::from_utf8_lossy(&bytes));
    let mut rows = Rows::new(&bytes[..], delimiter);
    let first =
        rows.next().ok().flatten().map(|(_, cells)| cells.iter().map(|cell| unguarded(cell).to_owned()).collect());
    Ok(Shape::guess(delimiter, &first.unwrap_or_else(Vec::new)))
}

/// First observations of a table that cannot be read, up to [`TOLD`]: their values are taken without. The source stands where it
/// stood afterwards.
///
/// # Errors
/// Those of reading.
pub fn undated<R: Read + Seek>(source: &mut R, shape: &Shape) -> std::io::Result<Vec<RefusedLine>> {
    let mut all = Vec::new();
    if !shape.columns.contains(&Column::Date) {
        return Ok(all);
    }
    let start = source.stream_position()?;
    let mut rows = Rows::new(&mut *source, shape.delimiter);
    let mut is_heading = shape.header;
    while all.len() < TOLD
        && let Ok(Some((line, cells))) = rows.next()
    {
        if std::mem::take(&mut is_heading) || cells.get(0).is_some_and(|cell| cell.starts_with('#')) {
            continue;
        }
        let found = shape.undated(&cells.iter().map(unguarded).collect());
        all.extend(found.map(|undated| RefusedLine { line, fault: LineFault::Date(undated) }));
    }
    drop(rows);
    source.seek(SeekFrom::Start(start))?;
    Ok(all)
}

/// Takes in a table as one new event of this title: all of it, or nothing with every line that cannot be taken.
///
/// # Errors
/// [`ImportError::Lines`] and the others; nothing is left then.
pub fn import_csv<R: Read + Seek>(
    ctx: &ImportContext<'_>,
    title: &str,
    source: &mut R,
    shape: &Shape,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    let start = source.stream_position()?;
    let (uuid, total) = check(&mut *source, title, shape).map_err(ImportError::Lines)?;
    source.seek(SeekFrom::Start(start))?;
    let mut rows = Lines::new(&mut *source, shape).map(|row| row.map_err(|fault| ImportError::Lines(vec![fault])));
    take_rows(ctx, (uuid, title), Origin::Csv, &mut rows, total, progress)
}

/// The identity of the event that a table makes, and how many rows it has.
fn check<R: Read>(source: R, title: &str, shape: &Shape) -> Result<(Uuid, u64), Vec<RefusedLine>> {
    let (mut count, mut faults) = (0, Vec::new());
    let mut print = Fingerprint::new(title);
    for row in Lines::new(source, shape) {
        match row {
            Ok(row) => {
                count += 1;
                print.row(&row);
            }
            Err(fault) => faults.push(fault),
        }
        if faults.len() >= TOLD {
            break;
        }
    }
    if count == 0 && faults.is_empty() {
        faults.push(RefusedLine { line: 0, fault: LineFault::NoRow });
    }
    if faults.is_empty() { Ok((print.uuid(), count)) } else { Err(faults) }
}

/// The rows of a table as values; headings and lines that begin with `#` are left out.
struct Lines<'s, R> {
    rows: Rows<R>,
    shape: &'s Shape,
    is_first: bool,
    ended: bool,
}

impl<'s, R: Read> Lines<'s, R> {
    fn new(source: R, shape: &'s Shape) -> Self {
        Self { rows: Rows::new(source, shape.delimiter), shape, is_first: true, ended: false }
    }
}

impl<R: Read> Iterator for Lines<'_, R> {
    type Item = Result<Row, RefusedLine>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let (line, cells) = match self.rows.next() {
                Ok(Some(found)) => found,
                Ok(None) => return None,
                Err(fault) => {
                    // Nothing can be said of what follows.
                    self.ended = true;
                    return Some(Err(RefusedLine { line: fault.line, fault: LineFault::Text(fault.code) }));
                }
            };
            let is_heading = std::mem::take(&mut self.is_first) && self.shape.header;
            if is_heading || cells.get(0).is_some_and(|cell| cell.starts_with('#')) {
                continue;
            }
            if cells.iter().any(|cell| cell.contains('\0')) {
                return Some(Err(RefusedLine { line, fault: LineFault::Text("nul".into()) }));
            }
            let cells: StringRecord = cells.iter().map(unguarded).collect();
            let row = self.shape.row(&cells).map_err(|refusal| RefusedLine { line, fault: LineFault::Row(refusal) });
            return Some(row.map(|(row, _)| Row {
                kind: row.kind,
                value: row.value,
                category: Some(row.category),
                comment: row.comment,
                to_ids: Some(row.to_ids),
                seen: row.first_seen,
            }));
        }
        None
    }
}
