//! Tables as text: which character stands between the columns, what each column holds, and the rows as attributes.
//!
//! A table is read row by row; neither a row nor what is shown of a table can fill the memory (RFC 4180, and what spreadsheets
//! make of it: semicolons, tabs).

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use belfry_freetext::{Limits, find};
use serde::{Deserialize, Serialize};

use super::draft::{Head, Row};
use super::fault::Fault;
use super::quotes::Quotes;
use super::unfit::{self, Undated, Unfit};
use crate::attribute::check::{self, Fit, Refusal};

/// Columns that are looked at.
pub const COLUMNS: usize = 50;
/// Bytes of one row.
const ROW: usize = 1 << 20;
/// What the reader takes at once.
const BUFFER: usize = 16 * 1024;

/// What stands between columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Delimiter {
    /// All.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The word in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Bar => "bar",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The one that splits the first lines into most columns, the same number in each; a comma when none does.
    pub fn of(head: &str) -> Self {
        let counts = |one: &Self| {
            let byte = char::from(one.byte());
            let lines = head.lines().filter(|line| !line.trim().is_empty()).take(10);
            lines.map(|line| line.matches(byte).count()).min().unwrap_or_default()
        };
        // The first one wins a tie, so the order says which is likelier.
        let mut best = Self::Comma;
        for one in Self::ALL {
            if counts(&one) > counts(&best) {
                best = one;
            }
        }
        best
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    /// Left out.
    Ignore,
    /// The value.
    Value,
    /// MISP's type.
    Type,
    /// MISP's category.
    Category,
    /// Remark.
    Comment,
    /// Whether it is fit for detection.
    Detection,
    /// First observation.
    Date,
}

impl Column {
    /// All.
    pub const ALL: [Self; 7] =
        [Self::Ignore, Self::Value, Self::Type, Self::Category, Self::Comment, Self::Detection, Self::Date];

    /// The word in forms and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Value => "value",
            Self::Type => "type",
            Self::Category => "category",
            Self::Comment => "comment",
            Self::Detection => "detection",
            Self::Date => "date",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// By the head of a column, as programs and people write it.
    fn of(head: &str) -> Self {
        let name: String = head.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        match name.as_str() {
            "value" | "valeur" | "indicator" | "indicateur" | "ioc" | "observable" => Self::Value,
            "type" | "kind" | "indicatortype" | "ioctype" => Self::Type,
            "category" | "catégorie" | "categorie" => Self::Category,
            "comment" | "commentaire" | "description" | "note" | "notes" | "remark" | "remarque" => Self::Comment,
            "toids" | "ids" | "detection" | "détection" => Self::Detection,
            "date" | "firstseen" | "seen" | "timestamp" => Self::Date,
            _ => Self::Ignore,
        }
    }
}

/// How a table is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// What stands between columns.
    pub delimiter: Delimiter,
    /// Whether the first row names the columns.
    pub header: bool,
    /// What each column holds.
    pub columns: Vec<Column>,
    /// The type of all values when no column says it; empty to find it out from each.
    pub kind: String,
}

/// A table and the event that it becomes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    /// How it is read.
    pub shape: Shape,
    /// The event.
    pub head: Head,
}

/// A reader that gives out no more than it was granted, and follows the quotation marks in what it gives.
struct Metered<R> {
    inner: R,
    left: Rc<Cell<usize>>,
    quotes: Quotes,
    /// The line of a quotation mark that was never closed as it should be.
    open: Rc<Cell<Option<u64>>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other(TooLarge));
        }
        let read = self.inner.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(read));
        self.quotes.see(buffer.get(..read).unwrap_or_default());
        if self.open.get().is_none() {
            self.open.set(if read == 0 { self.quotes.open_at_the_end() } else { self.quotes.ill_closed() });
        }
        Ok(read)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("one row is larger than a mebibyte")]
struct TooLarge;

/// Rows of a table as texts, each with its line.
pub struct Rows<R> {
    reader: csv::Reader<Metered<R>>,
    left: Rc<Cell<usize>>,
    open: Rc<Cell<Option<u64>>>,
    record: csv::StringRecord,
}

impl<R: Read> Rows<R> {
    /// From the beginning of a text.
    pub fn new(source: R, delimiter: Delimiter) -> Self {
        let (left, open) = (Rc::new(Cell::new(ROW)), Rc::new(Cell::new(None)));
        let quotes = Quotes::new(delimiter.byte());
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(Metered { inner: source, left: left.clone(), quotes, open: open.clone() });
        Self { reader, left, open, record: csv::StringRecord::new() }
    }

    /// The next row that is not blank, with its line.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn next(&mut self) -> Result<Option<(u64, &csv::StringRecord)>, Fault> {
        loop {
            self.left.set(ROW + BUFFER);
            let line = self.reader.position().line();
            let read = self.reader.read_record(&mut self.record);
            // What the mark swallowed would stand in one cell, and nobody would miss its rows.
            if let (Some(line), Ok(_)) = (self.open.get(), &read) {
                return Err(Fault { line, column: 1, ..Fault::plain("quote") });
            }
            match read {
                Ok(false) => return Ok(None),
                Ok(true) if self.record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => break,
                Err(error) => return Err(fault(&error, line)),
            }
        }
        let line = self.record.position().map_or(0, csv::Position::line);
        Ok(Some((line, &self.record)))
    }
}

fn fault(error: &csv::Error, line: u64) -> Fault {
    let code = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "not-utf8",
        csv::ErrorKind::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<TooLarge>()) => "row-too-large",
        _ => "table",
    };
    Fault { line, column: 1, ..Fault::plain(code) }
}

impl Shape {
    /// What the first rows look like.
    pub fn guess(delimiter: Delimiter, first: &[String]) -> Self {
        let mut columns: Vec<Column> = first.iter().take(COLUMNS).map(|cell| Column::of(cell)).collect();
        let header = columns.iter().any(|column| *column != Column::Ignore);
        for place in 1..columns.len() {
            // Each once, but for remarks.
            if columns[place] != Column::Comment && columns[..place].contains(&columns[place]) {
                columns[place] = Column::Ignore;
            }
        }
        if !columns.contains(&Column::Value) {
            let found = first.iter().position(|cell| kind_of(cell).is_some());
            let free = found.or_else(|| columns.iter().position(|column| *column == Column::Ignore));
            if let Some(column) = free.and_then(|place| columns.get_mut(place)) {
                *column = Column::Value;
            }
        }
        Self { delimiter, header, columns, kind: String::new() }
    }

    /// One row as an attribute.
    ///
    /// A first observation that cannot be read does not stand in its way: [`Self::undated`] tells of it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn row(&self, cells: &csv::StringRecord) -> Result<(Row, Fit), Unfit> {
        let cell = |wanted: Column| self.cell(cells, wanted);
        let value = cell(Column::Value).ok_or(Unfit::Refused(Refusal::Empty))?;
        let found = || kind_of(value).ok_or(Unfit::Untold);
        let kind = match cell(Column::Type).unwrap_or(self.kind.as_str()) {
            "" => found()?,
            word => match unfit::type_of(word) {
                Some(kind) => kind,
                None if unfit::is_everyday(word) => found()?,
                None => return Err(Unfit::word(word)),
            },
        };
        let fit = check::check(kind, cell(Column::Category).unwrap_or_default(), value).map_err(Unfit::Refused)?;
        let comments = self.columns.iter().enumerate().filter(|(_, column)| **column == Column::Comment);
        let comments: Vec<&str> =
            comments.filter_map(|(place, _)| cells.get(place).map(str::trim)).filter(|c| !c.is_empty()).collect();
        let row = Row {
            kind: fit.info.name.to_owned(),
            category: fit.category.to_owned(),
            value: fit.value.clone(),
            to_ids: cell(Column::Detection).and_then(truth).unwrap_or(fit.info.to_ids),
            comment: comments.join("\n"),
            first_seen: cell(Column::Date).and_then(|text| unfit::instant(text).ok()),
        };
        Ok((row, fit))
    }

    /// What a row says of its first observation, if that cannot be read.
    pub fn undated(&self, cells: &csv::StringRecord) -> Option<Undated> {
        self.cell(cells, Column::Date).and_then(|text| unfit::instant(text).err())
    }

    fn cell<'c>(&self, cells: &'c csv::StringRecord, wanted: Column) -> Option<&'c str> {
        let place = self.columns.iter().position(|column| *column == wanted)?;
        cells.get(place).map(str::trim).filter(|text| !text.is_empty())
    }
}

/// The type that a value has by its looks.
fn kind_of(value: &str) -> Option<&'static str> {
    let limits = Limits { text_bytes: check::LONGEST, candidates: 2 };
    let found = find(value.trim(), &limits).ok()?;
    let whole = found.candidates.iter().find(|one| one.span.start == 0 && one.span.end == value.trim().len())?;
    Some(whole.kind.name())
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "oui" | "vrai" | "x" => Some(true),
        "0" | "false" | "no" | "n" | "non" | "faux" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(list: &[&str]) -> csv::StringRecord {
        csv::StringRecord::from(list.to_vec())
    }

    #[test]
    fn the_delimiter_is_the_one_that_splits_every_line() {
        assert_eq!(Delimiter::of("a;b,c\n1;2\n"), Delimiter::Semicolon);
        assert_eq!(Delimiter::of("a\tb\n1\t2\n"), Delimiter::Tab);
        assert_eq!(Delimiter::of("only\nlines\n"), Delimiter::Comma);
    }

    #[test]
    fn columns_are_known_by_their_heads_or_by_what_they_hold() {
        let named =
            Shape::guess(Delimiter::Comma, &["Indicator".into(), "Type".into(), "First seen".into(), "Owner".into()]);
        assert_eq!(named.columns, [Column::Value, Column::Type, Column::Date, Column::Ignore]);
        assert!(named.header);
        let bare = Shape::guess(Delimiter::Comma, &["7".into(), "198.51.100.7".into()]);
        assert_eq!((bare.columns, bare.header), (vec![Column::Ignore, Column::Value], false));
    }

    #[test]
    fn a_row_becomes_an_attribute_or_says_why_not() {
        let columns = vec![Column::Value, Column::Comment, Column::Detection, Column::Date];
        let shape = Shape { delimiter: Delimiter::Comma, header: false, columns, kind: String::new() };
        let (row, _) = shape.row(&cells(&["hxxp://bad[.]example/x", "seen", "no", "2026-01-31"])).expect("a row");
        assert_eq!((row.kind.as_str(), row.value.as_str(), row.to_ids), ("url", "http://bad.example/x", false));
        assert_eq!(row.first_seen.as_deref(), Some("2026-01-31T00:00:00Z"));
        assert_eq!(shape.row(&cells(&["nothing known"])).err(), Some(Unfit::Untold));
        let fixed = Shape { kind: "md5".into(), ..shape };
        assert_eq!(fixed.row(&cells(&["abc"])).err(), Some(Unfit::Refused(Refusal::Digits(32))));
    }

    #[test]
    fn a_row_without_end_is_refused() {
        let text = format!("\"{}", "a".repeat(3 << 20));
        let mut rows = Rows::new(text.as_bytes(), Delimiter::Comma);
        assert_eq!(rows.next().expect_err("too large").code, "row-too-large");
    }
    #[test]
    fn everyday_words_for_a_type_let_the_value_tell_it() {
        let columns = vec![Column::Value, Column::Type];
        let shape = Shape { delimiter: Delimiter::Comma, header: false, columns, kind: String::new() };
        let told = |value: &str, word: &str| shape.row(&cells(&[value, word])).map(|(row, _)| row.kind);
        assert_eq!(told("198.51.100.7", "IP").as_deref(), Ok("ip-dst"));
        assert_eq!(told("evil.site", "Nom de domaine").as_deref(), Ok("domain"));
        assert_eq!(told("00112233445566778899aabbccddeeff", "hash").as_deref(), Ok("md5"));
        assert_eq!(told("http://evil.site/a", "URL").as_deref(), Ok("url"));
        assert_eq!(told("x", "malware family"), Err(Unfit::Word("malware family".into())));
        assert_eq!(told("nothing known", "ip"), Err(Unfit::Untold));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_told_with_its_line() {
        let told = |text: &str| {
            let mut rows = Rows::new(text.as_bytes(), Delimiter::Comma);
            loop {
                match rows.next() {
                    Ok(Some(_)) => {}
                    Ok(None) => return None,
                    Err(fault) => return Some((fault.code, fault.line)),
                }
            }
        };
        let open = |line| Some(("quote".to_owned(), line));
        assert_eq!(told("a,b\nc,\"d\ne,f\n"), open(2));
        assert_eq!(told("a,b\nc,d\n\"e,f"), open(3));
        assert_eq!(told("a,\"b\nc,\"d\"\n"), open(1), "the next mark does not close it");
        assert_eq!(told("\u{feff}\"a\nb\",\"c\"\"\"\r\n\"d\",e\"f\r\n"), None);
        assert_eq!(told("\"a\" b,c\n"), None, "what is odd within a line swallows nothing");
    }
}
