//! Charts: drawings that need only the page's style sheet, and everything they say once more as a table.
//!
//! | maker | what it shows | drawn as |
//! |---|---|---|
//! | [`Counts::columns`] | counts by month, by series | stacked columns |
//! | [`Counts::bars`] | counts by category, by series | a table with a stacked bar in each row |
//! | [`Tiles::heat`] | counts by two headings | a table whose cells are shaded |
//! | [`Deadlines::strip`] | what is due when | marks along a line of time |
//! | [`Plot::chart`] | values that may be withheld, by category and series | bars, columns, lines, a radar, a shaded table; on paper too |
//! | [`Radar::chart`] | where one stands on several axes | shapes around a middle |
//!
//! Places are percentages and sizes are the style sheet's, so that a drawing fills 320 pixels or a sheet of paper with letters
//! of the same size. Colours are classes: light and dark are the page's business (decision 0012).

mod counts;
mod deadlines;
mod plot;
mod radar;
mod svg;
mod tiles;

pub use counts::{Category, Counts, Series};
pub use deadlines::{Deadline, Deadlines, Due};
pub use plot::{BarPart, Form, Mark, Plot, Values};
pub use radar::{Radar, Shape, Spoke, Stands};
pub use tiles::{Tile, TileRow, Tiles};

/// A chart, ready for the component that shows it.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What it is about.
    pub title: String,
    /// What it shows, in one or two sentences.
    pub summary: String,
    /// The drawing above the table; empty when the rows or cells themselves are the drawing.
    pub svg: String,
    /// What the colours stand for; empty for a chart of one series.
    pub legend: Vec<Legend>,
    /// The headings of the table.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Line>,
    /// Its last row: sums; empty for none.
    pub foot: Vec<String>,
}

/// A colour, and what it stands for.
#[derive(Clone, Debug)]
pub struct Legend {
    /// The class of the style sheet.
    pub class: &'static str,
    /// The words.
    pub label: String,
}

/// A row of a chart's table.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its heading.
    pub label: String,
    /// Where the heading leads; empty for nowhere.
    pub href: String,
    /// Its bar; empty for none.
    pub svg: String,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a chart's table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What is read.
    pub said: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// The class of its shade; empty for none.
    pub class: &'static str,
}

impl Cell {
    fn of(said: String) -> Self {
        Self { said, ..Self::default() }
    }
}

impl Chart {
    /// Whether its rows carry bars.
    #[must_use]
    pub fn has_bars(&self) -> bool {
        self.rows.iter().any(|row| !row.svg.is_empty())
    }

    /// The heading of a column of the table; the first is that of the rows. For templates, which give a reference.
    #[must_use]
    pub fn heading(&self, column: &usize) -> &str {
        self.head.get(*column).map_or("", String::as_str)
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
