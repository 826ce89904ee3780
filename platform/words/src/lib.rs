//! Every visible word, in the reader's language.
//!
//! - [`Catalogue`]: all messages of all languages, checked when they are loaded; made once, shared for good.
//! - [`Words`]: what a page gets: one language, one time zone, cheap to clone. It gives messages (`s`, `a`), numbers,
//!   sizes, money, dates, distances from now and lists.
//! - [`sortable`]: what names are sorted by for a reader.
//! - [`Arg`]: what a message is told (a number, which picks the plural, or a text).
//! - [`used_keys`]: finds the keys that source code uses, so that a test can hold code and catalogue together.
//!
//! Messages are Fluent files (<https://projectfluent.org/fluent/guide/>), `areas/<area>/locales/<language>.ftl`; keys are
//! `area-noun-part` and begin with the name of their source, which loading enforces. A language is one row of number
//! conventions and one file per source.
//!
//! Deliberately absent: message attributes, bidirectional isolation marks (no right-to-left language is planned), and
//! any language chosen from global state.

mod arg;
mod catalogue;
mod country;
mod law;
mod negotiate;
mod number;
mod order;
mod time;
mod typography;
mod used;
mod words;

pub use arg::Arg;
pub use catalogue::{Catalogue, Source, WordsError};
pub use country::{COUNTRIES, REGIONS, countries, country_of, regions};
pub use order::sortable;
pub use typography::{capital, typeset};
pub use used::used_keys;
pub use words::Words;

/// Marks a string as a message key, so that [`used_keys`] finds it; it is the string itself.
///
/// For keys that are chosen in one place and said in another: `match state { Draft => key!("threats-event-draft"), .. }`.
#[macro_export]
macro_rules! key {
    ($key:literal) => {
        $key
    };
}
