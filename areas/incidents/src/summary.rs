//! What was notified in a quarter or year, added up: the single point of contact's summary for ENISA and the Cooperation Group.
//!
//! | module | holds |
//! |---|---|
//! | this | what a summary is |
//! | [`count`] | the one question to the tables, and what may be told of its answer |
//! | [`store`] | the SQL of summaries |
//! | [`list`], [`new`], [`show`] | the pages |
//! | [`said`] | rows and columns in words |
//! | [`paper`], [`file`] | as a document, as data |
//!
//! "Anonymised and aggregated data on significant incidents, incidents, cyber threats and near misses" (NIS2 Article 23(9)). It counts what
//! was notified in the country, also what its maker does not receive himself: the law gives him the sums, not the notifications. So
//! nothing is shown before it is frozen, and what is frozen tells of no few: see [`belfry_disclosure`]. Exercises never count.

pub mod count;
pub mod file;
pub mod list;
pub mod new;
pub mod paper;
pub mod said;
pub mod show;
pub mod store;

use belfry_disclosure::Shown;
use belfry_store::Kind as SubjectKind;
use belfry_store::subject::Subject;
use jiff::Span;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::regime;

/// Summaries among the subjects.
pub const SUMMARY: SubjectKind = SubjectKind { code: 82, name: "incidents-summary", path: "/incidents/summaries/" };

belfry_kernel::codes! {
    /// As what something was notified.
    Category {
        /// Because it had to be (Article 23(1)).
        Significant = "significant",
        /// An incident, voluntarily (Article 30).
        Incident = "incident",
        /// A cyber threat.
        Threat = "threat",
        /// A near miss.
        NearMiss = "near-miss",
    }
    /// By what a table is grouped.
    By {
        /// The sector that was hit most.
        Sector = "sector",
        /// The root cause.
        Cause = "cause",
        /// Whether it reached into other countries.
        Border = "border",
        /// The month in which it was notified.
        Month = "month",
    }
}

/// A summary's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", SUMMARY.path, subject.uuid)
}

/// What is told of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// So many.
    Count(u64),
    /// Nothing: of few, or few could be computed from it.
    Withheld,
    /// All or nearly all of its row.
    Nearly,
    /// None or hardly any of its row.
    Hardly,
}

impl From<Shown> for Told {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::Count(n) => Self::Count(n),
            Shown::Withheld => Self::Withheld,
            Shown::Nearly => Self::Nearly,
            Shown::Hardly => Self::Hardly,
        }
    }
}

impl Told {
    /// The count, where it is told.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        if let Self::Count(n) = self { Some(n) } else { None }
    }

    /// The word for how it is told, in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Count(_) => "count",
            Self::Withheld => "withheld",
            Self::Nearly => "nearly-all",
            Self::Hardly => "hardly-any",
        }
    }
}

/// What was counted, frozen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The fewest that a figure may be of.
    pub least: u64,
    /// All that was notified; nothing where that is fewer than the least.
    pub all: Option<u64>,
    /// Categories, several in one where one alone is of few, with their sums.
    pub columns: Vec<Column>,
    /// By sector, cause, border, month.
    pub tables: Vec<Table>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Codes of [`Category`].
    pub codes: Vec<String>,
    /// How many.
    pub all: u64,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// A code of [`By`].
    pub by: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is of: several codes where one alone is of few.
    pub codes: Vec<String>,
    /// How many.
    pub all: u64,
    /// One for each column.
    pub cells: Vec<Told>,
}

/// A quarter or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The year.
    pub year: i16,
    /// The quarter, from 1; none for the whole year.
    pub quarter: Option<i8>,
}

impl Period {
    /// Reads `2026-Q3` or `2026`; only what the regime's summary is of.
    #[must_use]
    pub fn parse(text: &str, of: regime::Summary) -> Option<Self> {
        let quarter = text.split_once("-Q");
        let year: i16 =
            quarter.map_or(text, |(year, _)| year).parse().ok().filter(|year| (2016..2100).contains(year))?;
        let quarter = match (quarter, of) {
            (Some((_, n)), regime::Summary::Quarterly) => Some(n.parse().ok().filter(|n| (1..=4).contains(n))?),
            (None, regime::Summary::Yearly) => None,
            _ => return None,
        };
        Some(Self { year, quarter })
    }

    /// As it is read back.
    #[must_use]
    pub fn code(self) -> String {
        self.quarter.map_or_else(|| self.year.to_string(), |quarter| format!("{}-Q{quarter}", self.year))
    }

    /// Its first day, and the first day after it.
    #[must_use]
    pub fn days(self) -> (Date, Date) {
        let months = if self.quarter.is_some() { 3 } else { 12 };
        let first = date(self.year, self.quarter.map_or(1, |quarter| (quarter - 1) * 3 + 1), 1);
        (first, first.checked_add(Span::new().months(months)).unwrap_or(first))
    }

    /// Those that are over on a day, the newest first.
    #[must_use]
    pub fn over(of: regime::Summary, today: Date, most: usize) -> Vec<Self> {
        let all = (2016..=today.year()).rev().flat_map(|year| match of {
            regime::Summary::Quarterly => (1..=4).rev().map(|n| Self { year, quarter: Some(n) }).collect(),
            regime::Summary::Yearly => vec![Self { year, quarter: None }],
            regime::Summary::None => Vec::new(),
        });
        all.filter(|period| period.days().1 <= today).take(most).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regime::Summary;

    #[test]
    fn a_period_is_read_and_has_its_days() {
        let third = Period::parse("2026-Q3", Summary::Quarterly).unwrap();
        assert_eq!((third.code(), third.days()), ("2026-Q3".to_owned(), (date(2026, 7, 1), date(2026, 10, 1))));
        let year = Period::parse("2026", Summary::Yearly).unwrap();
        assert_eq!(year.days(), (date(2026, 1, 1), date(2027, 1, 1)));
        for (text, of) in [("2026", Summary::Quarterly), ("2026-Q3", Summary::Yearly), ("2026-Q5", Summary::Quarterly)]
        {
            assert_eq!(Period::parse(text, of), None, "{text}");
        }
        assert_eq!(Period::parse("2026", Summary::None), None);
    }

    #[test]
    fn only_what_is_over_is_offered() {
        let over = Period::over(Summary::Quarterly, date(2026, 10, 1), 3);
        assert_eq!(over.iter().map(|one| one.code()).collect::<Vec<_>>(), ["2026-Q3", "2026-Q2", "2026-Q1"]);
        assert_eq!(Period::over(Summary::Yearly, date(2026, 12, 31), 1)[0].code(), "2025");
    }
}
