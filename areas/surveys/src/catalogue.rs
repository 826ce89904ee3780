//! The catalogue in the browser: frameworks, their items and mappings. The tables are the platform's (`belfry-catalogue`).
//!
//! | module | holds |
//! |---|---|
//! | [`list`], [`show`] | all frameworks; one, with items, levels, languages, mappings and versions |
//! | [`import`], [`export`] | libraries and tables in, for whoever runs the platform; a table out, for everybody |
//! | [`api`] | the same for programs |
//!
//! Only the platform's administrator brings frameworks in: names are unique for the whole platform, so a name that is taken could tell
//! of something hidden.

pub mod api;
pub mod export;
pub mod import;
pub mod list;
pub mod show;

use belfry_catalogue::{Framework, Item, Language, Text};
use belfry_kernel::Problem;
use belfry_store::{Key, Read};

/// The list.
pub const LIST: &str = "/catalogue";

/// A framework's page; of its newest version, if none is named.
#[must_use]
pub fn url(name: &str, version: &str) -> String {
    if version.is_empty() { format!("{LIST}/{name}") } else { format!("{LIST}/{name}?version={}", encoded(version)) }
}

/// A version as it stands in an address.
pub(crate) fn encoded(version: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    version.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// What a text says to a reader: in his language, else in the framework's own, else in any.
#[must_use]
pub fn said<'a>(text: &'a Text, language: &Language, framework: &Framework) -> &'a str {
    text.said(language, std::slice::from_ref(&framework.language))
}

/// What an item is called; one without a heading by its code.
#[must_use]
pub fn heading(item: &Item, language: &Language, framework: &Framework) -> String {
    let title = said(&item.title, language, framework);
    if title.is_empty() { item.code.clone() } else { title.to_owned() }
}

/// A framework for a reader who may see it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn load(read: &Read, name: &str, version: &str) -> Result<Framework, Problem> {
    let version = Some(version).filter(|version| !version.is_empty());
    belfry_catalogue::store::load(read, name, version)?.ok_or(Problem::NotFound)
}

/// The framework of a record that its reader has loaded; in the program's own picture, since a record stays readable where its
/// framework is for fewer.
///
/// # Errors
/// Those of the database.
pub fn of_record(read: &Read, name: &str, version: &str) -> Result<Framework, Problem> {
    debug_assert_eq!(read.key(), Key::SYSTEM);
    let found = belfry_catalogue::store::load(read, name, Some(version))?;
    found.ok_or_else(|| Problem::Internal("a record without its framework".into()))
}
