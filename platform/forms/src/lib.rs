//! Forms: what is asked, of whom an answer is due, and what follows from it.
//!
//! | module | holds |
//! |---|---|
//! | [`core`] | definitions, the expression language, publishing, answers, scores, versions; pure |
//! | [`store`] | drafts and versions in their tables |
//! | [`access`] | who may write them |
//! | [`choices`] | choices out of the catalogue |
//! | [`render`] | answering pages without JavaScript: what is shown, and what came back |
//! | [`xlsform`] | definitions from XLSForm workbooks and into them |
//! | [`fuzz`] | one plain function per parser, for a fuzz suite |
//!
//! Deliberately absent: campaigns, invitations, anonymity, statistics. They are workflows around a form and belong to areas.

pub mod access;
pub mod choices;
pub mod core;
pub mod fuzz;
pub mod render;
pub mod store;
pub mod xlsform;

use belfry_store::migrate::Migrations;

/// The words around the questions.
pub const WORDS: &[(&str, &str)] =
    &[("en", include_str!("../locales/en.ftl")), ("fr", include_str!("../locales/fr.ftl"))];

/// The tables.
pub const MIGRATIONS: Migrations = belfry_store::migrations!("forms"; "0001_forms", "0002_called");
