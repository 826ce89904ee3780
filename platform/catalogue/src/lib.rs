//! The catalogue: what things are measured by. Requirements, competences, maturity parameters, with codes, levels and translations.
//!
//! | module | holds |
//! |---|---|
//! | [`text`] | languages, and texts in several of them |
//! | [`framework`](mod@framework) | a framework with its items; pure |
//! | [`mapping`](mod@mapping) | what an item of one framework corresponds to in another; pure |
//! | [`table`] | items as CSV, both ways |
//! | [`library`] | the YAML libraries of CISO Assistant |
//! | [`builtin`] | the frameworks that the program brings along, in our own words |
//! | [`store`] | their tables |
//! | [`fuzz`] | one plain function per parser, for a fuzz suite |
//!
//! A framework is read from outside or built in, and a version never changes: another one has another version, and a mapping says what
//! became of its items. Deliberately absent: an editor, pages, the text of any law or standard.

pub mod builtin;
pub mod framework;
pub mod fuzz;
pub mod library;
pub mod mapping;
pub mod store;
pub mod table;
pub mod text;

use belfry_store::migrate::Migrations;

pub use framework::{Framework, Item, Step};
pub use mapping::{Mapping, Pair, Relation};
pub use text::{Language, Text};

/// The tables.
pub const MIGRATIONS: Migrations = belfry_store::migrations!("catalogue"; "0001_frameworks");
