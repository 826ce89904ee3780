//! What is written reads back, and harms nobody who opens it.

use std::io::{self, Write};

use belfry_documents::{
    Cell, CsvWriter, DocumentError, LineWriter, MediaType, Table, attachment, file_name, guarded, is_line, unguarded,
    write_csv,
};
use proptest::prelude::*;

const RISKY: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Cells that make trouble more often than chance would.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "['=+@\t\r\n\",;-]{0,4}[a-z'\",\n\r]{0,6}",
        Just("=HYPERLINK(\"http://example.org\")".to_owned()),
        Just("＝1+1".to_owned()),
    ]
}

fn written(columns: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = CsvWriter::new(Vec::new(), columns).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

proptest! {
    #[test]
    fn csv_reads_back_as_the_same_cells(table in (1_usize..5).prop_flat_map(|width| {
        prop::collection::vec(prop::collection::vec(cell(), width), 1..8)
    })) {
        let (columns, rows) = table.split_first().unwrap();
        let bytes = written(columns, rows);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let read: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        for cell in read.iter().flatten() {
            prop_assert!(!cell.starts_with(RISKY), "{cell:?} would be run");
        }
        let meant: Vec<Vec<String>> =
            read.iter().map(|row| row.iter().map(|cell| unguarded(cell).to_owned()).collect()).collect();
        prop_assert_eq!(meant, table);
    }

    #[test]
    fn guarding_is_undone_exactly(cell in cell()) {
        let safe = guarded(&cell);
        prop_assert!(!safe.starts_with(RISKY));
        prop_assert_eq!(unguarded(&safe), cell.as_str());
    }

    #[test]
    fn every_value_is_one_line(values in prop::collection::vec(cell(), 0..8)) {
        let mut writer = LineWriter::new(Vec::new());
        for value in &values {
            writer.line(value).unwrap();
        }
        let lines = writer.lines();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        prop_assert_eq!(text.lines().count() as u64, lines);
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        for value in values.iter().filter(|value| is_line(value) && !value.is_empty()) {
            prop_assert!(text.lines().any(|line| line == value), "what one line can hold is not changed");
        }
    }

    #[test]
    fn a_header_is_one_line_of_ascii_whatever_the_name(name in any::<String>()) {
        let header = attachment(&name, MediaType::Csv);
        prop_assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{header}");
        prop_assert_eq!(header.matches('"').count(), 2);
        prop_assert!(!header.contains(['/', '\\']));
    }
}

#[test]
fn lines_end_as_rfc_4180_says() {
    let rows = [vec!["a\"b".to_owned(), "c,d".to_owned()]];
    let bytes = written(&["one".to_owned(), "two".to_owned()], &rows);
    assert_eq!(String::from_utf8(bytes).unwrap(), "one,two\r\n\"a\"\"b\",\"c,d\"\r\n");
}

struct Countdown(u32);

#[derive(Debug)]
struct Failed;

impl From<DocumentError> for Failed {
    fn from(_: DocumentError) -> Self {
        Self
    }
}

impl Table for Countdown {
    type Error = Failed;

    fn columns(&self) -> Vec<String> {
        vec!["left".to_owned(), "said".to_owned()]
    }

    fn block(&mut self) -> Result<Vec<Vec<Cell>>, Failed> {
        let from = self.0;
        self.0 = from.saturating_sub(2);
        Ok((self.0..from).rev().map(|left| vec![i64::from(left).into(), "-x".into()]).collect())
    }
}

#[test]
fn a_table_is_written_block_by_block() {
    let mut out = Vec::new();
    assert_eq!(write_csv(&mut Countdown(3), &mut out).unwrap(), 3);
    assert_eq!(String::from_utf8(out).unwrap(), "left,said\r\n2,'-x\r\n1,'-x\r\n0,'-x\r\n");
}

/// A reader who hangs up.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

#[test]
fn a_reader_who_hangs_up_ends_the_document() {
    assert!(write_csv(&mut Countdown(100_000), Gone).is_err());
}

#[test]
fn a_row_of_another_width_is_refused() {
    let mut writer = CsvWriter::new(Vec::new(), ["a", "b"]).unwrap();
    let refused = writer.row(["1"]).unwrap_err();
    assert!(matches!(refused, DocumentError::Columns { row: 1, expected: 2, given: 1 }));
}

#[test]
fn names_are_kept_where_they_can_be() {
    assert_eq!(file_name("Ransomware wave", MediaType::Csv), "Ransomware wave.csv");
    assert_eq!(file_name("../../etc/passwd", MediaType::Text), "_.._etc_passwd.txt");
    assert_eq!(file_name(" \u{202E}.. ", MediaType::Stix), "document.json");
    assert_eq!(file_name(&"é".repeat(200), MediaType::Csv).len(), 124);
    assert_eq!(attachment("wave", MediaType::Csv), "attachment; filename=\"wave.csv\"");
    assert_eq!(
        attachment("Été 5%", MediaType::Csv),
        "attachment; filename=\"_t_ 5_.csv\"; filename*=UTF-8''%C3%89t%C3%A9%205%25.csv"
    );
}
