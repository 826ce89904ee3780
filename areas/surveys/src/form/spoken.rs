//! The languages of a form, by their names: the one that it is written in, and those that it is translated into.

use belfry_forms::core::Language;
use belfry_web::components::Choice;
use belfry_web::form::Form as Typed;
use belfry_words::{Words, sortable};

use super::{language_alone, language_name};

/// Languages to choose from: the official ones of the Union, and Luxembourgish.
const LANGUAGES: [&str; 25] = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lb", "lt", "lv", "mt", "nl",
    "pl", "pt", "ro", "sk", "sl", "sv",
];
/// Languages of one form.
const MOST: usize = 12;

/// What the fields offer.
pub struct Spoken {
    /// In which it is written.
    pub first: Vec<Choice>,
    /// Into which it is translated.
    pub others: Vec<Choice>,
    /// The names of those into which it is.
    pub said: String,
}

impl Spoken {
    /// For a form in these languages. One that has no name here is offered by its tag.
    #[must_use]
    pub fn of(t: &Words, languages: &[Language]) -> Self {
        let mut all: Vec<(String, String)> = LANGUAGES
            .iter()
            .filter_map(|tag| Language::parse(tag))
            .chain(languages.iter().cloned())
            .map(|language| (language_alone(t, &language), language.to_string()))
            .collect();
        all.sort_by_cached_key(|(name, tag)| (sortable(name), tag.clone()));
        all.dedup();
        let first = languages.first().map(ToString::to_string).unwrap_or_default();
        let other = |(name, tag): &(String, String)| Choice {
            chosen: languages.iter().skip(1).any(|language| language.as_str() == tag),
            ..Choice::new(tag.as_str(), name.as_str(), "")
        };
        let said: Vec<String> = languages.iter().skip(1).map(|language| language_name(t, language)).collect();
        Self {
            others: all.iter().map(other).collect(),
            first: all.into_iter().map(|(name, tag)| Choice::new(tag, name, &first)).collect(),
            said: t.list(&said.iter().map(String::as_str).collect::<Vec<_>>()),
        }
    }
}

/// The languages that were chosen, the one in which it is written first; `None` for none, too many, or what is none.
#[must_use]
pub fn taken(typed: &Typed) -> Option<Vec<Language>> {
    let chosen = typed.all("language").chain(typed.all("languages"));
    let tags = chosen.flat_map(|tags| tags.split([',', ' ', ';'])).filter(|tag| !tag.is_empty());
    let mut all: Vec<Language> = Vec::new();
    for tag in tags {
        let language = Language::parse(tag)?;
        if !all.contains(&language) {
            all.push(language);
        }
    }
    (!all.is_empty() && all.len() <= MOST).then_some(all)
}
