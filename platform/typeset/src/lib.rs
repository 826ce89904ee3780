//! Reports on paper: a document of headings, paragraphs, lists, tables and charts becomes a PDF.
//!
//! | module | holds |
//! |---|---|
//! | [`model`] | what a document consists of |
//! | [`prose`] | Markdown, as members write it, into paragraphs and lists |
//! | `font` | the faces, and words in glyphs |
//! | `paragraph` | where lines end |
//! | `flow`, `table`, `plot` | blocks into what is never parted by the end of a page |
//! | `page` | pages, notes at their foot, the contents |
//! | `draw`, `tags` | PDF; the tree that says what each piece is |
//!
//! One document is set at a time and nothing is kept of it, so a process that has set a hundred is as large as one that has set one.
//! The files claim PDF/UA-1, and the library refuses to write one that cannot be (a picture without words, a letter without a code).
//!
//! Deliberately absent: HTML as a source, pictures made of points, right-to-left scripts, a language of templates: a document is data
//! (decision 0021).

mod draw;
mod flow;
mod font;
pub mod model;
mod page;
mod paragraph;
mod plot;
pub mod prose;
mod table;
mod tags;

use std::sync::{Mutex, PoisonError};

use belfry_words::Words;
use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::Tag;

use crate::flow::{Heading, MEASURE, Maker};
use crate::font::Type;
use crate::model::{Document, Span};
use crate::page::LEFT;
use crate::paragraph::{Ink, Line, Setting, set};
use crate::tags::Tags;

/// Headings from which a document has a table of contents.
const CONTENTS_FROM: usize = 4;

/// Why there is no PDF. Neither is the reader's fault.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The faces that are built in cannot be read.
    #[error("the type cannot be read")]
    Type,
    /// The library refuses to write it.
    #[error("the document cannot be written: {0}")]
    Refused(String),
}

/// One at a time: each holds some megabytes while it is set.
static TURN: Mutex<()> = Mutex::new(());

/// Sets a document, in the words of the reader's language.
///
/// # Errors
/// See [`Fault`].
pub fn pdf(document: &Document, t: &Words) -> Result<Vec<u8>, Fault> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut kind = Type::new().ok_or(Fault::Type)?;
    let mut tags = Tags::default();
    // Parts are read in the order in which they are made here.
    let cover = tags.under_root(Tag::Section);
    let contents_heading = tags.heading(1, &document.words.contents);
    let contents_list = tags.under_root(Tag::TOC);
    let mut maker = Maker { kind: &mut kind, tags: &mut tags, document, words: t, flow: flow::Flow::default() };
    maker.all();
    let notes = page::notes(&mut maker);
    let headings = maker.flow.headings.clone();
    let bold = |maker: &mut Maker<'_>, text: &str, size: f32, ink: Ink| -> Vec<Line> {
        let how = Setting { ink, bold: true, language: "", ..maker.setting(size, MEASURE) };
        set(maker.kind, &[Span::plain(text)], how, &mut Vec::new())
    };
    let title = bold(&mut maker, &document.title, 30.0, Ink::Text);
    let contents_title = bold(&mut maker, &document.words.contents, 19.0, Ink::Accent);
    let soft = |maker: &mut Maker<'_>, text: &str, ink: Ink| -> Line {
        let how = Setting { ink, language: "", ..maker.setting(10.0, MEASURE - 130.0) };
        set(maker.kind, &[Span::plain(text)], how, &mut Vec::new()).into_iter().next().unwrap_or_default()
    };
    let facts: Vec<(Line, Line)> = document
        .facts
        .iter()
        .map(|(label, value)| (soft(&mut maker, label, Ink::Soft), soft(&mut maker, value, Ink::Text)))
        .collect();
    let contents =
        if headings.len() < CONTENTS_FROM { Vec::new() } else { page::contents(&mut maker, &headings, 34.0) };
    let flow = maker.flow;
    let pages = page::pages(&flow.atoms, &notes);
    let places = page::headings(&pages, &flow.atoms);
    let first = 1 + contents.len();

    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|why| Fault::Refused(format!("{why:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut pen = draw::Pen::new(Pdf::new_with(settings), &mut kind, &mut tags, document, notes.len());
    pen.cover(cover, &title, &facts);
    pen.contents((contents_list, contents_heading), &contents_title, &contents, &places, first);
    pen.body(&flow, &pages, &notes);
    let mut pdf = pen.pdf;
    pdf.set_outline(outline(&headings, &places, first, &document.title));
    pdf.set_metadata(metadata(document));
    pdf.set_tag_tree(tags.done(&document.language));
    pdf.finish().map_err(|why| Fault::Refused(format!("{why:?}")))
}

/// The outline beside the pages: headings below those above them.
fn outline(headings: &[Heading], places: &[(usize, f32)], first: usize, title: &str) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let close = |open: &mut Vec<(u8, OutlineNode)>, level: u8, outline: &mut Outline| {
        while let Some((_, node)) = open.pop_if(|(known, _)| *known >= level) {
            match open.last_mut() {
                Some((_, above)) => above.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    outline.push_child(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    for (heading, (page, y)) in headings.iter().zip(places) {
        close(&mut open, heading.level, &mut outline);
        let to = XyzDestination::new(first + page, Point::from_xy(LEFT, (y - 12.0).max(0.0)));
        open.push((heading.level, OutlineNode::new(heading.text.clone(), to)));
    }
    close(&mut open, 0, &mut outline);
    outline
}

fn metadata(document: &Document) -> Metadata {
    let (year, month, day) = document.date;
    let date = DateTime::new(u16::try_from(year).unwrap_or(0))
        .month(u8::try_from(month).unwrap_or(1))
        .day(u8::try_from(day).unwrap_or(1))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(document.title.clone())
        .description(format!("{} {}", document.over, document.under))
        .language(document.language.clone())
        .authors(vec![document.publisher.clone()])
        .creator("Belfry".into())
        .creation_date(date)
        .document_id(document.id.clone())
}
