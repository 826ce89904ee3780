//! Languages as XLSForm's headings name them.

use crate::core::Language;

/// English names of the languages of the Union and its neighbours, by tag.
const NAMES: &[(&str, &str)] = &[
    ("bg", "Bulgarian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("it", "Italian"),
    ("lb", "Luxembourgish"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mt", "Maltese"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sv", "Swedish"),
    ("uk", "Ukrainian"),
];

/// `French (fr)`; a tag that is not known here stands for itself.
pub fn heading(language: &Language) -> String {
    let tag = language.as_str();
    let name = NAMES.iter().find(|(known, _)| *known == tag).map_or(tag, |(_, name)| name);
    format!("{name} ({tag})")
}

/// The language of `French (fr)`, `fr` or `French`.
pub fn parse(heading: &str) -> Option<Language> {
    let heading = heading.trim();
    if let Some((_, tag)) = heading.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        return Language::parse(tag.trim());
    }
    let named = NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(heading));
    named.map_or_else(|| Language::parse(heading), |(tag, _)| Language::parse(tag))
}

/// What `other` is called in a language.
pub fn other(language: &Language) -> &'static str {
    match language.as_str() {
        "fr" => "Autre",
        "de" | "lb" => "Andere",
        "nl" => "Andere",
        _ => "Other",
    }
}

/// What yes and no are called in a language.
pub fn yes_no(language: &Language) -> (&'static str, &'static str) {
    match language.as_str() {
        "fr" => ("Oui", "Non"),
        "de" => ("Ja", "Nein"),
        "nl" => ("Ja", "Nee"),
        _ => ("Yes", "No"),
    }
}
