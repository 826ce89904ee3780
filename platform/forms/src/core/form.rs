//! A definition as its author writes it. Nothing here is checked yet: [`super::publish`] does that.
//!
//! Expressions are texts in the language of [`super::expression`], so that a draft may be wrong and still be kept.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::name::{Language, Name, Text};

/// A whole form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What programs call it.
    pub name: Name,
    /// What people call it.
    pub title: Text,
    /// The languages it is meant to be complete in; the first is the one it is written in.
    pub languages: Vec<Language>,
    /// Lists of choices.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<Name, List>,
    /// What is asked, in order.
    pub elements: Vec<Element>,
    /// How answers are rated, if they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// A list of choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// In the order in which they are offered.
    pub choices: Vec<Choice>,
    /// From where in the catalogue they were taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Items of a framework in the catalogue. They are copied into the form, which therefore stays what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The framework's name.
    pub framework: String,
    /// Its version.
    pub version: String,
    /// Only what lies under this item, by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is kept of it: no white space.
    pub code: String,
    /// What is read.
    pub label: Text,
    /// What filters ask for: `choice.country`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<Name, String>,
    /// Its code in the version before, where that was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

/// One thing in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Element {
    /// A question, or a note.
    Question(Box<Question>),
    /// What belongs together.
    Group(Group),
    /// What is asked several times.
    Repeat(Repeat),
}

impl Element {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Name {
        match self {
            Self::Question(question) => &question.name,
            Self::Group(group) => &group.name,
            Self::Repeat(repeat) => &repeat.name,
        }
    }
}

/// What belongs together: a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name.
    pub name: Name,
    /// Its heading.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// Whether it is a page of its own; at the top only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub page: bool,
    /// When it is asked: yes or no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<String>,
    /// What it weighs in the rating of what is around it; 1 if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Decimal>,
    /// The catalogue's item that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What is in it.
    pub elements: Vec<Element>,
}

/// What is asked several times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// Its name.
    pub name: Name,
    /// What one entry is called.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// When it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<String>,
    /// How many entries: a number. Without it the respondent decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// At least so many.
    #[serde(default)]
    pub min: u16,
    /// At most so many; [`MOST_ENTRIES`] if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u16>,
    /// What each entry asks.
    pub elements: Vec<Element>,
}

/// Entries of one repeat.
pub const MOST_ENTRIES: u16 = 500;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name.
    pub name: Name,
    /// What kind of answer.
    pub kind: Kind,
    /// What is asked.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// What helps to answer.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub hint: Text,
    /// When it is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<String>,
    /// What an answer, `this`, must fulfil.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What is said where it does not.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub message: Text,
    /// When an answer is due: `true` for always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    /// What is said where it is missing.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub required_message: Text,
    /// What the answer is computed by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculation: Option<String>,
    /// Whether a computed answer stays what it first was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub once: bool,
    /// What stands there before somebody answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether it is shown and cannot be changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    /// How it is rated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// The catalogue's item that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Its name in the version before, where that was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Name>,
}

impl Question {
    /// A question of a kind, with nothing else said.
    #[must_use]
    pub fn new(name: Name, kind: Kind, label: Text) -> Self {
        Self {
            name,
            kind,
            label,
            hint: Text::default(),
            relevance: None,
            constraint: None,
            message: Text::default(),
            required: None,
            required_message: Text::default(),
            calculation: None,
            once: false,
            default: None,
            read_only: false,
            score: None,
            item: None,
            was: None,
        }
    }
}

/// What kind of answer a question has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A line of text.
    Text,
    /// Paragraphs.
    LongText,
    /// A whole number.
    Whole,
    /// A number.
    Decimal,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day with a time.
    Moment,
    /// Yes or no.
    YesNo,
    /// One choice.
    One(Choose),
    /// Several choices.
    Several(Choose),
    /// All choices, in the respondent's order.
    Rank(Choose),
    /// A number between two, in steps.
    Scale {
        /// The lowest.
        from: Decimal,
        /// The highest.
        to: Decimal,
        /// Between two neighbours.
        step: Decimal,
    },
    /// Several rows, each with one choice of the same list.
    Matrix {
        /// What is asked; each row has a name of its own, and its own answer.
        rows: Vec<Row>,
        /// What can be chosen.
        list: Name,
    },
    /// A country, by its ISO 3166 code.
    Country,
    /// A region, by its NUTS code.
    Region,
    /// A sector, by its code in the community's register.
    Sector,
    /// An organisation of the community.
    Organisation,
    /// A person of the community.
    Person,
    /// A file.
    File {
        /// Only pictures.
        #[serde(default)]
        picture: bool,
    },
    /// An amount in one of these currencies.
    Money {
        /// ISO 4217 codes, at least one.
        currencies: Vec<String>,
    },
    /// A text to read.
    Note,
    /// Computed, and not shown.
    Calculated,
    /// Kept with the answers and not shown.
    Hidden,
    /// To be agreed to before one can go on.
    Consent,
}

/// From what one chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choose {
    /// The list.
    pub list: Name,
    /// Which of its choices are offered: yes or no for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// How they are laid out.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub look: Look,
}

impl Choose {
    /// From a whole list.
    #[must_use]
    pub fn from(list: Name) -> Self {
        Self { list, filter: None, look: Look::Plain }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_plain(look: &Look) -> bool {
    *look == Look::Plain
}

/// How choices are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// One under the other.
    #[default]
    Plain,
    /// A field that opens.
    Minimal,
    /// Side by side, from one pole to the other.
    Likert,
}

/// A row of a matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its name, by which expressions know its answer.
    pub name: Name,
    /// What is asked.
    pub label: Text,
    /// Its name in the version before, where that was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Name>,
}

/// How an answer becomes points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The points.
    pub points: Points,
    /// The most there are; more than zero.
    pub most: Decimal,
    /// What the question weighs in its section; 1 if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Decimal>,
}

/// Where points come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Points {
    /// By the code of what was chosen, added where there are several.
    Choices(BTreeMap<String, Decimal>),
    /// By an expression; `this` is the answer.
    Expression(String),
}

/// How answers are rated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Whether what was asked and not answered counts as no points; otherwise it does not count at all.
    #[serde(default)]
    pub unanswered_is_zero: bool,
    /// Levels of maturity, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
}

/// A level of maturity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Its code.
    pub code: String,
    /// Reached with this share of the points, from 0 to 1.
    pub from: Decimal,
    /// What it is called.
    pub label: Text,
}
