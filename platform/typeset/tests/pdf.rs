//! What is set can be read by everybody, and the next one costs no more than the last.

mod sample;

use belfry_typeset::model::{Block, Document, Span, Table};
use belfry_typeset::pdf;

fn count(bytes: &[u8], what: &str) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what.as_bytes()).count()
}

#[test]
fn a_report_of_a_dozen_pages_is_tagged_and_the_same_twice() {
    for language in ["en", "fr"] {
        let t = sample::words(language);
        let made = pdf(&sample::document(&t), &t).expect("a document");
        assert!(made.starts_with(b"%PDF-1.7"));
        assert_eq!(made, pdf(&sample::document(&t), &t).expect("again"), "the same data, the same bytes");
        let pages = count(&made, "/Type/Page") - count(&made, "/Type/Pages");
        assert!(pages >= 12, "{pages} pages");
        for part in ["/StructTreeRoot", "/Outlines", "/Figure", "/TOCI", "/Note", "/TH", "pdfuaid:part"] {
            assert!(count(&made, part) > 0, "{part}");
        }
        assert!(count(&made, &format!("/Lang({language})")) > 0);
    }
}

#[test]
fn whatever_members_write_can_be_set() {
    let t = sample::words("en");
    let long = "x".repeat(9_000);
    let table = Table {
        head: (0..14).map(|n| format!("Column {n}")).collect(),
        rows: (0..200)
            .map(|n| (0..14).map(|m| format!("{n} {m} verylongwordwithoutanyend").into()).collect())
            .collect(),
        ..Table::default()
    };
    let blocks = vec![
        Block::Paragraph(vec![Span::plain(long)]),
        Block::Paragraph(vec![Span::plain("Emoji 🜁🎉, عربى, \u{0}\u{feff}\u{202e}控制")]),
        Block::List(true, vec![Vec::new(), vec![Span::plain("")], vec![Span::plain("c").with_note("n".repeat(3_000))]]),
        Block::Table(table),
        Block::Table(Table::default()),
        Block::Heading(9, String::new()),
        Block::Break,
        Block::Break,
        Block::Chart(Box::default()),
        Block::Quote(vec![Span { link: "https://example.org/a\"b(c".into(), ..Span::plain("led away") }]),
    ];
    let document = Document { title: "T".into(), language: "en".into(), id: "x".into(), blocks, ..Document::default() };
    let made = pdf(&document, &t).expect("a document");
    assert!(made.len() > 10_000);
    let empty = Document { title: "T".into(), language: "en".into(), id: "x".into(), ..Document::default() };
    assert!(pdf(&empty, &t).expect("a document of nothing but its cover").len() > 1_000);
}
