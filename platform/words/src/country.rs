//! Names of countries, for every area: codes of ISO 3166-1 with the names of Unicode CLDR, and the lands of the demonstration.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The table: `code;english;french;union`, after lines of comment and a head.
pub const COUNTRIES: &str = include_str!("../data/countries.csv");

/// The name of a country in English or French; none for a code that is none.
pub(crate) fn name(code: &str, language: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<&str, (&str, &str)>> = LazyLock::new(|| {
        let rows = COUNTRIES.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split(';');
            Some((cells.next()?, (cells.next()?, cells.next()?)))
        })
        .collect()
    });
    NAMES.get(code).map(|(english, french)| if language == "fr" { *french } else { *english })
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_country_has_its_name_in_both_languages_and_a_strange_code_none() {
        assert_eq!((name("DE", "en"), name("DE", "fr")), (Some("Germany"), Some("Allemagne")));
        assert_eq!((name("code", "en"), name("", "en"), name("QQ", "fr")), (None, None, None));
    }
}
