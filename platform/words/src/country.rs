//! Names of countries, for every area: codes of ISO 3166-1 with the names of Unicode CLDR, and the lands of the demonstration. Regions
//! by their NUTS codes, whose names are what their own country writes.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::order::sortable;

/// The table: `code;english;french;union`, after lines of comment and a head.
pub const COUNTRIES: &str = include_str!("../data/countries.csv");

/// The table of regions, NUTS levels 1 and 2: `code;name`, after lines of comment and a head.
pub const REGIONS: &str = include_str!("../data/regions.csv");

/// The cells of a table, without its comments and head.
fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|row| row.split(';'))
}

/// The name of a country in English or French; none for a code that is none.
pub(crate) fn name(code: &str, language: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&str, (&str, &str)>> = LazyLock::new(|| {
        let row = |mut cells: std::str::Split<'static, char>| Some((cells.next()?, (cells.next()?, cells.next()?)));
        rows(COUNTRIES).filter_map(row).collect()
    });
    NAMES.get(code).map(|(english, french)| if language == "fr" { *french } else { *english })
}

/// The name of a region; none for a code that is none.
pub(crate) fn region(code: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| regions().collect());
    NAMES.get(code).copied()
}

/// Every region by its code and name, those of a country together, the larger before the smaller that it holds.
pub fn regions() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(REGIONS).filter_map(|mut cells| Some((cells.next()?, cells.next()?)))
}

/// The country of a region: the first two letters of its code, where EL stands for Greece.
#[must_use]
pub fn country_of(region: &str) -> &str {
    match region.get(..2) {
        Some("EL") => "GR",
        country => country.unwrap_or_default(),
    }
}

/// The codes of countries to choose from: those of the Union and of the EEA first, then all others, each by its name in this
/// language; those of the demonstration only there.
pub fn countries(language: &str, demo: bool) -> impl Iterator<Item = &'static str> {
    static ENGLISH: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| by_name("en"));
    static FRENCH: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| by_name("fr"));
    let all = if language == "fr" { &*FRENCH } else { &*ENGLISH };
    all.iter().filter(move |(_, invented)| demo || !invented).map(|(code, _)| *code)
}

fn by_name(language: &str) -> Vec<(&'static str, bool)> {
    let row = |mut cells: std::str::Split<'static, char>| Some((cells.next()?, cells.nth(2)?));
    let mut all: Vec<(&str, &str)> = rows(COUNTRIES).filter_map(row).collect();
    all.sort_by_cached_key(|(code, union)| (union.is_empty(), sortable(name(code, language).unwrap_or(code))));
    all.into_iter().map(|(code, union)| (code, union == "demo")).collect()
}

#[cfg(test)]
mod tests {
    use super::{countries, country_of, name, region, regions};

    #[test]
    fn a_country_has_its_name_in_both_languages_and_a_strange_code_none() {
        assert_eq!((name("DE", "en"), name("DE", "fr")), (Some("Germany"), Some("Allemagne")));
        assert_eq!((name("code", "en"), name("", "en"), name("QQ", "fr")), (None, None, None));
    }

    #[test]
    fn countries_of_the_union_come_first_by_name_and_invented_ones_only_in_the_demonstration() {
        let french: Vec<&str> = countries("fr", false).collect();
        assert_eq!((french.len(), french[0]), (249, "DE"));
        assert_eq!(countries("en", true).count(), 255);
        assert!(french.iter().position(|code| *code == "EE") < french.iter().position(|code| *code == "FR"));
        assert!(french.iter().position(|code| *code == "SE") < french.iter().position(|code| *code == "CH"));
    }

    #[test]
    fn a_region_lies_in_a_country_that_there_is() {
        assert_eq!((region("BE33"), country_of("BE33"), country_of("EL30")), (Some("Prov. Liège"), "BE", "GR"));
        assert!(regions().all(|(code, _)| name(country_of(code), "en").is_some()));
        assert_eq!((region("BE"), country_of("")), (None, ""));
    }
}
