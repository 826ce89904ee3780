//! Figures: how a report reads numbers from areas that it does not know.
//!
//! An area *offers* [`Indicator`]s. Whoever wants one *asks* for it ([`Ask`]): over which period, at which level, grouped by what. The
//! area answers with a small [`Table`], computed for the grants that were given and through its own disclosure control: what may not be
//! told is withheld there, not by whoever asked. The function that answers is in `belfry_web::area::Figures`.
//!
//! Nothing here computes. What an area answered can be kept as it is (it is plain data), asked again by the same [`Ask`], and held
//! against what was kept ([`Table::differs`]).

use belfry_kernel::OrganisationId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that an area can count or measure.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Its name for ever, `area.noun`.
    pub key: &'static str,
    /// The message that names it.
    pub title: &'static str,
    /// The message that says what exactly is counted, of what, and what is left out.
    pub definition: &'static str,
    /// What a value is of.
    pub unit: Unit,
    /// By what it can be grouped, the usual way first. Every one is a dimension of [`dimension`].
    pub by: &'static [&'static str],
    /// What has to be chosen before it can be asked: a survey, and perhaps a question in it.
    pub of: Of,
    /// Whether it can be asked of one country. What an area cannot tell apart by country it does not answer for one.
    pub by_country: bool,
    /// Whether it can be asked of one organisation alone, for that organisation.
    pub for_one: bool,
    /// How it is drawn unless somebody chooses otherwise.
    pub shape: Shape,
}

/// By what figures are grouped. A word here has one meaning in every area.
pub mod dimension {
    /// Months, oldest first.
    pub const MONTH: &str = "month";
    /// Sectors of the Directive.
    pub const SECTOR: &str = "sector";
    /// Kinds of organisations.
    pub const KIND: &str = "kind";
    /// Countries.
    pub const COUNTRY: &str = "country";
    /// Waves of a survey, oldest first.
    pub const WAVE: &str = "wave";
    /// The answers of a question.
    pub const ANSWER: &str = "answer";
    /// The questions of a survey.
    pub const QUESTION: &str = "question";
    /// What a threat is, by the reference taxonomy for incidents.
    pub const CLASS: &str = "class";
    /// Why incidents happened: their root cause.
    pub const CAUSE: &str = "cause";
    /// How things stand: open, done.
    pub const STATE: &str = "state";
}

/// What a value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Things, counted.
    Count,
    /// A share of one.
    Share,
    /// Points of a scale.
    Points,
    /// Days.
    Days,
}

/// What an indicator is told about, beside period and level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Nothing: it is about everything there is.
    All,
    /// One of the records that the area offers.
    Record,
    /// One part of such a record: a question of a survey.
    Part,
}

/// How figures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// As a table only.
    Table,
    /// Bars beside their names.
    Bars,
    /// Columns over time, one above the other where there are several.
    Columns,
    /// Lines over time.
    Lines,
    /// A radar: few values on one scale.
    Radar,
    /// A table that is shaded.
    Heat,
}

impl Shape {
    /// All, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[Self::Bars, Self::Columns, Self::Lines, Self::Radar, Self::Heat, Self::Table];

    /// The code in forms and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Bars => "bars",
            Self::Columns => "columns",
            Self::Lines => "lines",
            Self::Radar => "radar",
            Self::Heat => "heat",
        }
    }

    /// Reads a code; `None` for anything else.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|shape| shape.code() == code)
    }
}

/// Of whom figures are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "level", content = "country")]
pub enum Level {
    /// Of one country, ISO 3166.
    National(String),
    /// Of several countries together that agreed to it.
    Joint,
    /// Of all.
    #[default]
    European,
}

impl Level {
    /// The country, of a national figure.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        match self {
            Self::National(country) => Some(country),
            Self::Joint | Self::European => None,
        }
    }

    /// The code in message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::National(_) => "national",
            Self::Joint => "joint",
            Self::European => "european",
        }
    }
}

/// A question for figures: everything that settles the answer, but for whom it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Which indicator.
    pub indicator: String,
    /// Grouped by what; one of the indicator's.
    pub by: String,
    /// The record that it is about, as the area offers it; empty where it is about everything.
    #[serde(default)]
    pub of: String,
    /// The part of that record; empty for none.
    #[serde(default)]
    pub part: String,
    /// From this instant on.
    pub from: Timestamp,
    /// To before this instant.
    pub until: Timestamp,
    /// Of whom.
    pub level: Level,
    /// For one organisation alone, of which the asker is a member.
    #[serde(default)]
    pub own: Option<OrganisationId>,
}

/// A record that figures can be asked of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What [`Ask::of`] has to say.
    pub of: String,
    /// What it is called.
    pub title: String,
    /// Its parts, as [`Ask::part`] names them and as they are read; none where it is asked as a whole.
    pub parts: Vec<(String, String)>,
}

/// What an area answered: headings in one language, values, and what stands behind them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What the rows are: "Sector".
    pub of: String,
    /// The headings of the columns.
    pub columns: Vec<Heading>,
    /// The rows.
    pub rows: Vec<Row>,
    /// How many could have been counted: organisations that were invited, events that there are.
    #[serde(default)]
    pub population: Option<u64>,
    /// How many were.
    #[serde(default)]
    pub responses: Option<u64>,
    /// The fewest that a value may be of; none where nothing is withheld.
    #[serde(default)]
    pub least: Option<u64>,
    /// What a reader has to know: what is withheld and why, what was joined. In words.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Where the figures come from.
    #[serde(default)]
    pub origins: Vec<Origin>,
}

/// A heading: a code that stays, and words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The same in every language, and next time.
    pub code: String,
    /// As it is read.
    pub label: String,
    /// What values under it are of, where that differs from the indicator's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

impl Heading {
    /// A heading of the indicator's own unit.
    #[must_use]
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: code.into(), label: label.into(), unit: None }
    }

    /// A heading of values of another unit.
    #[must_use]
    pub fn in_unit(code: impl Into<String>, label: impl Into<String>, unit: Unit) -> Self {
        Self { unit: Some(unit), ..Self::new(code, label) }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its heading.
    pub head: Heading,
    /// A cell per column.
    pub cells: Vec<Cell>,
}

/// What is told in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cell {
    /// A value.
    Value(f64),
    /// Nothing: it is of few, or would tell of few. Which of the two is not told.
    Withheld,
    /// All, or all but few.
    Nearly,
    /// None, or few.
    Hardly,
    /// There is nothing to tell: nobody was asked, nothing happened that could be measured.
    None,
}

impl Cell {
    /// The value, where it is told.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }

    /// A count.
    #[must_use]
    pub fn count(n: u64) -> Self {
        // Counts beyond 2^53 do not occur among organisations and events.
        Self::Value(n as f64)
    }

    /// Whether something is kept back here.
    #[must_use]
    pub fn is_withheld(self) -> bool {
        matches!(self, Self::Withheld | Self::Nearly | Self::Hardly)
    }
}

/// A page that shows where figures come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its name.
    pub title: String,
    /// Its address here.
    pub href: String,
}

/// One cell that is not what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The code of the row, and how it is read.
    pub row: Heading,
    /// The column, likewise.
    pub column: Heading,
    /// What was told before; none where the cell is new.
    pub before: Option<Cell>,
    /// What is told now; none where it is gone.
    pub after: Option<Cell>,
}

impl Table {
    /// Share of those who could have been counted; none where that is not known.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let all = self.population.filter(|all| *all > 0)?;
        Some(self.responses? as f64 / all as f64)
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.cells.iter().all(|cell| *cell == Cell::None))
    }

    /// How many cells are withheld.
    #[must_use]
    pub fn withheld(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.is_withheld()).count()
    }

    /// A cell by the codes of its row and column.
    #[must_use]
    pub fn cell(&self, row: &str, column: &str) -> Option<Cell> {
        let at = self.columns.iter().position(|heading| heading.code == column)?;
        self.rows.iter().find(|one| one.head.code == row)?.cells.get(at).copied()
    }

    /// Every cell that is another one in `now`, by codes and not by words: those of a language may change.
    #[must_use]
    pub fn differs(&self, now: &Self) -> Vec<Difference> {
        let mut all = Vec::new();
        for (table, other, gone) in [(self, now, true), (now, self, false)] {
            for row in &table.rows {
                for (column, cell) in table.columns.iter().zip(&row.cells) {
                    let there = other.cell(&row.head.code, &column.code);
                    let (before, after) = if gone { (Some(*cell), there) } else { (there, Some(*cell)) };
                    // The second round finds only what is new.
                    if before != after && (gone || before.is_none()) {
                        all.push(Difference { row: row.head.clone(), column: column.clone(), before, after });
                    }
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Heading, Row, Table};

    fn table(rows: &[(&str, f64)]) -> Table {
        let row =
            |(code, value): &(&str, f64)| Row { head: Heading::new(*code, *code), cells: vec![Cell::Value(*value)] };
        Table { columns: vec![Heading::new("n", "Number")], rows: rows.iter().map(row).collect(), ..Table::default() }
    }

    #[test]
    fn what_differs_is_told_once_by_codes() {
        let before = table(&[("a", 1.0), ("b", 2.0), ("gone", 3.0)]);
        let mut now = table(&[("b", 5.0), ("a", 1.0), ("new", 4.0)]);
        now.columns[0].label = "Nombre".into();
        let found: Vec<(String, Option<Cell>, Option<Cell>)> =
            before.differs(&now).into_iter().map(|one| (one.row.code, one.before, one.after)).collect();
        assert_eq!(
            found,
            [
                ("b".to_owned(), Some(Cell::Value(2.0)), Some(Cell::Value(5.0))),
                ("gone".to_owned(), Some(Cell::Value(3.0)), None),
                ("new".to_owned(), None, Some(Cell::Value(4.0))),
            ]
        );
        assert!(before.differs(&before).is_empty());
    }
}
