//! Discussion and documents on any subject: an area declares a [`Place`], mounts its [`routes`], and shows a [`Discussion`]
//! on the page of its record with the macros of `templates/discussion.html`.
//!
//! | module | holds |
//! |---|---|
//! | [`place`] | where one talks: the kind of record, its actions, who sees what is said there |
//! | [`discussion`] | what a page shows: threads and documents |
//! | `audience` | whom something is for that fewer hear than see the record, in words |
//! | [`remark`] | what is said: [`remark::say`], [`remark::edit`] within an hour and with its trace, [`remark::withdraw`] |
//! | [`mention`] | naming somebody with `@`: who can be named, and who was |
//! | [`document`] | files in versions |
//! | [`file`] | the object store, for these and for other files that a record names |
//! | [`sweep`] | taking away files that nobody can ask for any more |
//!
//! Who may read and speak is decided by the rules of the area whose record it is, since the routes are that area's. What is
//! said is seen by whoever sees the record and, where a place is for fewer or something is addressed to some of them, by those
//! only; a file may have a label of its own on top. So nothing here is ever seen more widely than the record.
//!
//! Deliberately absent: reactions, votes, private messages, comments by mail; a text index of what was said (search finds
//! records).

mod audience;
pub mod discussion;
pub mod document;
pub mod file;
pub mod mention;
pub mod place;
pub mod remark;
pub mod sweep;

pub use discussion::Discussion;
pub use place::{Hearers, Hearing, Place, routes};

/// The tables.
pub const MIGRATIONS: belfry_store::migrate::Migrations = belfry_store::migrations!("discussion"; "0001_discussion");

/// The words: `(language, text of the .ftl file)`; their keys begin with `discussion-`.
pub const WORDS: &[(&str, &str)] =
    &[("en", include_str!("../locales/en.ftl")), ("fr", include_str!("../locales/fr.ftl"))];
