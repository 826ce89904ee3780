//! From blocks to *atoms*: what is never parted by the end of a page. A line of text is one, a row of a table, a picture.

use std::rc::Rc;

use belfry_documents::chart::Mark;
use krilla::tagging::{ListNumbering, Tag};

use crate::font::Type;
use crate::model::{Block, Document, Span};
use crate::paragraph::{Ink, Line, Setting, set};
use crate::tags::{Node, Tags};
use crate::{plot, table};

/// The width of what is set, in points.
pub(crate) const MEASURE: f32 = 431.0;
/// Text, small print and notes: size and distance of lines.
pub(crate) const TEXT: (f32, f32) = (10.25, 15.0);
pub(crate) const SMALL: (f32, f32) = (8.75, 12.5);
/// Headings by level: size, distance of lines, space above, space below.
const HEADINGS: [(f32, f32, f32, f32); 3] =
    [(19.0, 24.0, 30.0, 10.0), (13.5, 18.0, 20.0, 5.0), (11.0, 15.0, 14.0, 3.0)];
/// Space between paragraphs.
const BETWEEN: f32 = 7.0;
/// How far lists and quotations are moved in.
const INDENT: f32 = 18.0;

/// Something that stays together.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    /// Space above, where it does not begin a page.
    pub(crate) above: f32,
    pub(crate) height: f32,
    /// Whether the next one has to be on the same page.
    pub(crate) keep: bool,
    pub(crate) body: Body,
    /// Notes that stand on its page.
    pub(crate) notes: Vec<usize>,
}

/// What an atom shows.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A line of text: where it begins, how far below the top its letters stand, whose it is.
    Line { line: Line, x: f32, base: f32, node: Node, heading: Option<usize>, bar: bool },
    /// A row of a table.
    Row(Rc<table::Row>),
    /// A drawing.
    Picture { marks: Rc<Vec<Mark>>, x: f32, width: f32, node: Node, alt: String },
    /// The next begins a page.
    Break,
}

/// A heading, for the contents and the outline.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) text: String,
}

/// All atoms of a document in their order, its notes and headings.
#[derive(Default)]
pub(crate) struct Flow {
    pub(crate) atoms: Vec<Atom>,
    pub(crate) notes: Vec<String>,
    pub(crate) headings: Vec<Heading>,
}

/// What making atoms needs.
pub(crate) struct Maker<'a> {
    pub(crate) kind: &'a mut Type,
    pub(crate) tags: &'a mut Tags,
    pub(crate) document: &'a Document,
    pub(crate) words: &'a belfry_words::Words,
    pub(crate) flow: Flow,
}

impl<'a> Maker<'a> {
    /// How a paragraph of a size is set.
    pub(crate) fn setting(&self, size: f32, measure: f32) -> Setting<'a> {
        let language = self.document.language.as_str();
        Setting { size, measure, even: false, ink: Ink::Text, bold: false, italic: false, language }
    }

    /// Everything.
    pub(crate) fn all(&mut self) {
        for block in &self.document.blocks {
            match block {
                Block::Heading(level, text) => self.heading(*level, text),
                Block::Paragraph(spans) => {
                    let node = self.tags.under_root(Tag::P);
                    let how = Setting { even: true, ..self.setting(TEXT.0, MEASURE) };
                    self.lines(spans, how, TEXT.1, 0.0, BETWEEN, node);
                }
                Block::Small(spans) => {
                    let node = self.tags.under_root(Tag::P);
                    let how = Setting { ink: Ink::Soft, ..self.setting(SMALL.0, MEASURE) };
                    self.lines(spans, how, SMALL.1, 0.0, 4.0, node);
                }
                Block::List(ordered, items) => self.list(*ordered, items),
                Block::Quote(spans) => self.quote(spans),
                Block::Table(made) => {
                    table::set(self, made);
                }
                Block::Chart(made) => plot::set(self, made),
                Block::Break => {
                    self.push(Atom { above: 0.0, height: 0.0, keep: false, body: Body::Break, notes: Vec::new() })
                }
            }
        }
    }

    pub(crate) fn push(&mut self, atom: Atom) {
        self.flow.atoms.push(atom);
    }

    fn heading(&mut self, level: u8, text: &str) {
        let level = level.clamp(1, 3);
        let (size, leading, above, below) = HEADINGS[usize::from(level) - 1];
        let node = self.tags.heading(level, text);
        let ink = if level == 1 { Ink::Accent } else { Ink::Text };
        let how = Setting { ink, bold: true, language: "", ..self.setting(size, MEASURE) };
        let number = self.flow.headings.len();
        self.flow.headings.push(Heading { level, text: text.to_owned() });
        let lines = set(self.kind, &[Span::plain(text)], how, &mut self.flow.notes);
        let last = lines.len().saturating_sub(1);
        for (n, line) in lines.into_iter().enumerate() {
            let heading = (n == 0).then_some(number);
            let body = Body::Line { line, x: 0.0, base: size, node, heading, bar: false };
            let height = if n == last { leading + below } else { leading };
            self.push(Atom { above: if n == 0 { above } else { 0.0 }, height, keep: true, body, notes: Vec::new() });
        }
    }

    /// Lines of a paragraph: its first two and its last two stay together.
    pub(crate) fn lines(&mut self, spans: &[Span], how: Setting<'_>, leading: f32, x: f32, above: f32, node: Node) {
        let lines = set(self.kind, spans, how, &mut self.flow.notes);
        let count = lines.len();
        for (n, line) in lines.into_iter().enumerate() {
            let notes = line.notes().collect();
            let base = (leading - how.size) / 2.0 + how.size * 0.82;
            let body = Body::Line { line, x, base, node, heading: None, bar: false };
            let keep = count > 1 && (n == 0 || n + 2 == count);
            self.push(Atom { above: if n == 0 { above } else { 0.0 }, height: leading, keep, body, notes });
        }
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Span>]) {
        let numbering = if ordered { ListNumbering::Decimal } else { ListNumbering::Disc };
        let list = self.tags.under_root(Tag::L(numbering));
        for (n, spans) in items.iter().enumerate() {
            let item = self.tags.under(list, Tag::LI);
            let (label, body) = (self.tags.under(item, Tag::Lbl), self.tags.under(item, Tag::LBody));
            let begin = self.flow.atoms.len();
            let how = self.setting(TEXT.0, MEASURE - INDENT);
            self.lines(spans, how, TEXT.1, INDENT, if n == 0 { BETWEEN } else { 3.0 }, body);
            let mark = if ordered { format!("{}.", n + 1) } else { "•".to_owned() };
            let marks = set(self.kind, &[Span::plain(mark)], self.setting(TEXT.0, INDENT), &mut Vec::new());
            // The mark stands in the first line, read before it.
            if let (Some(mark), Some(Atom { body: Body::Line { line, .. }, .. })) =
                (marks.into_iter().next(), self.flow.atoms.get_mut(begin))
            {
                for (at, mut run) in mark.runs.into_iter().enumerate() {
                    run.x -= INDENT - 4.0;
                    line.runs.insert(at, run);
                }
                line.label = Some(label);
            }
        }
    }

    fn quote(&mut self, spans: &[Span]) {
        let quote = self.tags.under_root(Tag::BlockQuote);
        let node = self.tags.under(quote, Tag::P);
        let begin = self.flow.atoms.len();
        let how = Setting { italic: false, ..self.setting(TEXT.0, MEASURE - INDENT) };
        self.lines(spans, how, TEXT.1, INDENT, BETWEEN + 3.0, node);
        for atom in &mut self.flow.atoms[begin..] {
            if let Body::Line { bar, .. } = &mut atom.body {
                *bar = true;
            }
        }
    }
}
