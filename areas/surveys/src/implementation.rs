//! How countries carry out a framework: requirement, sector, country, status and evidence, recorded by authorities and seen as a heat map
//! with gaps and good examples.
//!
//! | module | holds |
//! |---|---|
//! | [`show`] | the heat map, what is missing, what others can learn from |
//! | [`record`] | what an authority says of its country; taking that back |
//! | [`map`] | from records to cells, gaps and examples; pure |
//! | [`export`], [`api`] | the same as files and for programs |
//! | [`store`] | the SQL |
//!
//! A record is what one authority says of one requirement and sector: there is nothing to approve and nothing to be averaged. Where several
//! speak of the same, the lowest status is shown, since a gap matters more than what is fine.

pub mod api;
pub mod export;
pub mod map;
pub mod record;
pub mod show;
pub mod store;

/// The heat map.
pub const HERE: &str = "/surveys/implementation";
/// In the place of a country: the Union.
pub const UNION: &str = "EU";

macro_rules! statuses {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $class:literal, $chip:literal;)*) => {
        /// How far a requirement is carried out, from nothing to most.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Status {$($(#[$doc])* $name),*}

        impl Status {
            /// All, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code in the database, in forms and message keys.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {$(Self::$name => $code),*}
            }

            /// Reads a code; `None` for anything else.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code {$($code => Some(Self::$name),)* _ => None}
            }

            /// The shade of its cell.
            #[must_use]
            pub const fn class(self) -> &'static str {
                match self {$(Self::$name => $class),*}
            }

            /// The kind of its chip.
            #[must_use]
            pub const fn chip(self) -> &'static str {
                match self {$(Self::$name => $chip),*}
            }
        }
    };
}

statuses! {
    /// Not transposed, or not begun.
    None = "none", "heat-0", "danger";
    /// Planned.
    Planned = "planned", "heat-1", "warn";
    /// In part.
    Partly = "partly", "heat-2", "warn";
    /// In force.
    InForce = "in-force", "heat-4", "good";
    /// In force, and whether it works is checked.
    Checked = "checked", "heat-5", "good";
    /// It does not apply there.
    Exempt = "exempt", "", "";
}

impl Status {
    /// Whether it is a gap.
    #[must_use]
    pub fn is_gap(self) -> bool {
        matches!(self, Self::None | Self::Planned)
    }
}

// words: surveys-implementation-status-{none,planned,partly,in-force,checked,exempt}
