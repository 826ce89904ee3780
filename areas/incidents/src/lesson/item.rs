//! Items of the catalogue that a lesson can name: the measures of Article 21.

use belfry_catalogue::Framework;
use belfry_catalogue::text::Language;
use belfry_store::{Read, Result};
use belfry_words::Words;

use super::OFFERED;

/// The framework whose items are offered, if it is there.
///
/// # Errors
/// Those of the database.
pub fn framework(read: &Read) -> Result<Option<Framework>> {
    belfry_catalogue::store::load(read, OFFERED, None)
}

/// The measures that are offered: framework and code, and how they are read.
#[must_use]
pub fn offered(framework: Option<&Framework>, t: &Words) -> Vec<(String, String)> {
    let Some(framework) = framework else { return Vec::new() };
    let wanted = Language::parse(t.language()).unwrap_or_else(|| framework.language.clone());
    let said = |item: &belfry_catalogue::Item| {
        let title = item.title.said(&wanted, std::slice::from_ref(&framework.language));
        (format!("{OFFERED}/{}", item.code), format!("{} {title}", item.code))
    };
    framework.items.iter().filter(|item| item.assessable).map(said).collect()
}

/// How an item is read; one that is offered no more by its framework and code.
#[must_use]
pub fn said(framework: Option<&Framework>, t: &Words, item: &str) -> String {
    let found = offered(framework, t).into_iter().find(|(code, _)| code == item);
    found.map_or_else(|| item.to_owned(), |(_, said)| said)
}

/// Its place in the catalogue; empty for none.
#[must_use]
pub fn href(item: &str) -> String {
    item.split_once('/').map(|(framework, code)| format!("/catalogue/{framework}#{code}")).unwrap_or_default()
}
