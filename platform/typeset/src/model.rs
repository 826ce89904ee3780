//! What a document consists of. Nothing here knows pages.

use belfry_documents::chart::Plot;

/// A document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What stands above the title: the series it belongs to.
    pub over: String,
    /// What stands below: volume and date.
    pub under: String,
    /// A few lines at the foot of the cover: who made it, who may read it.
    pub facts: Vec<(String, String)>,
    /// How far readers may carry it, as it stands on every page; empty for none.
    pub mark: String,
    /// Who publishes: on the cover and on every page.
    pub publisher: String,
    /// The language, ISO 639-1: it decides about hyphens and about how the document is read aloud.
    pub language: String,
    /// The colour of headings and of the cover.
    pub accent: Colour,
    /// The day that it bears: year, month, day.
    pub date: (i16, i8, i8),
    /// Its identity: the same document has the same bytes.
    pub id: String,
    /// Words of the setter itself.
    pub words: Own,
    /// What it consists of.
    pub blocks: Vec<Block>,
}

/// Words that the setter adds.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// The heading of the table of contents.
    pub contents: String,
    /// "Page": what a line of the contents leads to, for those who hear it.
    pub page: String,
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Default for Colour {
    /// Verdigris, the pages' own.
    fn default() -> Self {
        Self(0x0b, 0x66, 0x62)
    }
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading, from level 1; it stands in the contents.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list; with numbers or without.
    List(bool, Vec<Vec<Span>>),
    /// A quotation or a sentence to keep.
    Quote(Vec<Span>),
    /// A table.
    Table(Table),
    /// A chart, with its table.
    Chart(Box<Plot>),
    /// Small print: sources, what is withheld.
    Small(Vec<Span>),
    /// What follows begins on a new page.
    Break,
}

/// A piece of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Where it leads; empty for nowhere.
    pub link: String,
    /// A note at the foot of the page.
    pub note: Option<String>,
}

impl Span {
    /// Text in the usual style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Heavier text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { bold: true, ..Self::plain(text) }
    }

    /// The same with a note at the foot of the page.
    #[must_use]
    pub fn with_note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }
}

/// A table. Its first column heads the rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// The columns that hold numbers: set to the right.
    pub numbers: Vec<usize>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What is read.
    pub text: String,
    /// How dark it is, from 0 to 5.
    pub shade: usize,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, shade: 0 }
    }
}
