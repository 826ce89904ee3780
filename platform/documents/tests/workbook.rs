//! A table as a workbook: typed cells, nothing that runs, the same rows as in CSV.

use std::io::{Cursor, Read};

use belfry_documents::{Cell, DocumentError, Format, Pieces, Table};
use jiff::Timestamp;
use jiff::civil::date;

/// Rows in blocks of three.
struct Rows(Vec<Vec<Cell>>);

#[derive(Debug)]
struct Failed;

impl From<DocumentError> for Failed {
    fn from(error: DocumentError) -> Self {
        panic!("{error}")
    }
}

impl Table for Rows {
    type Error = Failed;

    fn columns(&self) -> Vec<String> {
        vec!["Name".into(), "Count".into(), "Day".into(), "Instant".into()]
    }

    fn block(&mut self) -> Result<Vec<Vec<Cell>>, Failed> {
        let taken = self.0.len().min(3);
        Ok(self.0.drain(..taken).collect())
    }
}

fn rows() -> Vec<Vec<Cell>> {
    let row = |name: &str, count: i64| {
        let instant = Timestamp::from_second(1_774_000_000).expect("an instant");
        vec![name.into(), count.into(), date(2026, 3, 1).into(), Some(instant).into()]
    };
    let mut rows =
        vec![row("=HYPERLINK(\"http://example.org\")", -7), row("Österrike & <sons>", 9_007_199_254_740_993)];
    rows.extend((0..5).map(|n| row("waterworks", n)));
    rows.push(vec!["x".repeat(40_000).into(), Cell::Empty, date(1850, 1, 1).into(), Cell::Empty]);
    rows
}

fn written(format: Format) -> Vec<u8> {
    let mut pieces = Pieces::new(Rows(rows()), format, std::env::temp_dir()).expect("it begins");
    let mut whole = Vec::new();
    while let Some(piece) = pieces.piece().expect("a piece") {
        whole.extend(piece);
    }
    assert!(pieces.piece().expect("nothing more").is_none());
    whole
}

#[test]
fn csv_comes_block_by_block_as_one_file() {
    let text = String::from_utf8(written(Format::Csv)).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 9);
    assert_eq!(lines[0], "Name,Count,Day,Instant");
    assert_eq!(lines[1], "\"'=HYPERLINK(\"\"http://example.org\"\")\",-7,2026-03-01,2026-03-20T09:46:40Z");
}

#[test]
fn a_workbook_has_typed_cells_and_no_formula() {
    let bytes = written(Format::Xlsx);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "a formula");
    assert!(sheet.contains("=HYPERLINK"), "the text stays what it was");
    // The number, the day and the instant are numbers; a number that would lose digits is a text.
    for wanted in ["<v>-7</v>", "<v>46082</v>", "46101.4074", "9007199254740993", "state=\"frozen\"", "<autoFilter"] {
        assert!(sheet.contains(wanted), "{wanted} is missing");
    }
    assert!(!sheet.contains("<v>9007199254740993</v>"));
    assert!(sheet.contains("1850-01-01") && sheet.contains('…'));
}

#[test]
fn an_empty_table_still_has_its_headings() {
    for format in [Format::Csv, Format::Xlsx] {
        let mut pieces = Pieces::new(Rows(Vec::new()), format, std::env::temp_dir()).expect("it begins");
        let mut whole = Vec::new();
        while let Some(piece) = pieces.piece().expect("a piece") {
            whole.extend(piece);
        }
        assert!(whole.len() > 10, "{format:?}");
    }
}

#[test]
fn the_address_says_the_format() {
    assert_eq!(Format::of("/members/organisations.xlsx?sector=energy"), Some(Format::Xlsx));
    assert_eq!(Format::of("/members/organisations.csv"), Some(Format::Csv));
    assert_eq!(Format::of("/members/organisations?q=.csv"), None);
}
