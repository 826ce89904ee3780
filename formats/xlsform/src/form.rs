//! What a form is in XLSForm.

use std::collections::BTreeMap;

/// Texts by the language as its column's heading has it, `French (fr)`; `""` where the heading names none.
pub type Texts = BTreeMap<String, String>;

/// A form: the three sheets, with the rows of the survey as a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XlsForm {
    /// `form_id`
    pub id: String,
    /// `form_title`, and our own `belfry_title::…`
    pub title: Texts,
    /// `version`
    pub version: String,
    /// `default_language`
    pub default_language: String,
    /// Other settings that we write for ourselves: `belfry_…`.
    pub own: BTreeMap<String, String>,
    /// The survey.
    pub survey: Vec<Node>,
    /// Lists of choices, in the order of the sheet.
    pub lists: Vec<(String, Vec<Choice>)>,
}

/// A row of the survey, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A question or note.
    Question(Row),
    /// `begin_group` … `end_group`
    Group(Row, Vec<Node>),
    /// `begin_repeat` … `end_repeat`
    Repeat(Row, Vec<Node>),
}

/// One row of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet counts; 0 where it was not read from one.
    pub at: u32,
    /// The type; of a group or repeat, [`Kind::Group`].
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// Texts that are translated.
    pub texts: BTreeMap<TextColumn, Texts>,
    /// Other cells that are not empty.
    pub cells: BTreeMap<Column, String>,
}

impl Row {
    /// A row of a kind and name.
    #[must_use]
    pub fn new(kind: Kind, name: &str) -> Self {
        Self { at: 0, kind, name: name.to_owned(), texts: BTreeMap::new(), cells: BTreeMap::new() }
    }

    /// A cell that is not empty.
    #[must_use]
    pub fn cell(&self, column: Column) -> Option<&str> {
        self.cells.get(&column).map(String::as_str)
    }
}

/// A choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// As a spreadsheet counts.
    pub at: u32,
    /// The code.
    pub name: String,
    /// What is read.
    pub label: Texts,
    /// Other columns, for filters.
    pub columns: BTreeMap<String, String>,
}

/// The type of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `text`
    Text,
    /// `integer`
    Integer,
    /// `decimal`
    Decimal,
    /// `date`
    Date,
    /// `time`
    Time,
    /// `dateTime`
    DateTime,
    /// `select_one LIST`, perhaps with `or_other`
    SelectOne(String, bool),
    /// `select_multiple LIST`
    SelectMultiple(String, bool),
    /// `rank LIST`
    Rank(String),
    /// `range`
    Range,
    /// `note`
    Note,
    /// `calculate`
    Calculate,
    /// `hidden`
    Hidden,
    /// `acknowledge`
    Acknowledge,
    /// `file`
    File,
    /// `image`
    Image,
    /// `begin_group`, `begin_repeat`
    Group,
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $heading:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each is its heading")]
        pub enum $name {
            $($variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The heading.
            #[must_use]
            pub fn heading(self) -> &'static str {
                match self { $(Self::$variant => $heading,)* }
            }
        }
    )*};
}

columns! {
    /// Columns that are translated.
    TextColumn {
        Label = "label";
        Hint = "hint";
        ConstraintMessage = "constraint_message";
        RequiredMessage = "required_message";
    }
    /// Columns that are not. Those that begin with `belfry_` are our own; other programs pass over them.
    Column {
        Relevant = "relevant";
        Constraint = "constraint";
        Required = "required";
        Calculation = "calculation";
        Default = "default";
        ReadOnly = "read_only";
        Appearance = "appearance";
        ChoiceFilter = "choice_filter";
        RepeatCount = "repeat_count";
        Parameters = "parameters";
        OwnKind = "belfry_kind";
        OwnScore = "belfry_score";
        OwnWeight = "belfry_weight";
        OwnItem = "belfry_item";
        OwnWas = "belfry_was";
    }
}
