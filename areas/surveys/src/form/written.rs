//! Choices, rows and levels as they are typed: a line each, `code: English | Français`, the languages in the form's order. What else
//! belongs to a code stands in lines of its own.

use std::fmt::Write;

use belfry_forms::core::form::{Choice, Level, Row};
use belfry_forms::core::{Language, Name, Text};
use rust_decimal::Decimal;

/// What a line holds.
struct Line {
    code: String,
    label: Text,
}

/// Before the colon, if that is a code, and what follows it. A code may hold a colon of its own, but no space.
fn split(text: &str) -> Option<(&str, &str)> {
    [text.split_once(": "), text.split_once(':')]
        .into_iter()
        .flatten()
        .map(|(code, said)| (code.trim(), said.trim()))
        .find(|(code, _)| !code.is_empty() && !code.contains(char::is_whitespace))
}

/// What follows a code, in each language; a line's end within is written `\\n`.
fn label(said: &str, languages: &[Language]) -> Text {
    let mut label = Text::default();
    for (language, part) in languages.iter().zip(said.splitn(languages.len().max(1), '|')) {
        label.put(language, part.trim().replace("\\n", "\n"));
    }
    label
}

fn line(text: &str, languages: &[Language], number: usize) -> Option<Line> {
    let (code, said) = split(text).map_or_else(|| (number.to_string(), text), |(code, said)| (code.to_owned(), said));
    let label = label(said, languages);
    (!label.is_empty()).then_some(Line { code, label })
}

fn lines(text: &str, languages: &[Language]) -> Option<Vec<Line>> {
    let written = text.lines().map(str::trim).filter(|line| !line.is_empty());
    written.enumerate().map(|(n, text)| line(text, languages, n + 1)).collect()
}

/// Choices out of lines. `None` where a line says nothing.
#[must_use]
pub fn choices(text: &str, languages: &[Language]) -> Option<Vec<Choice>> {
    let choice = |Line { code, label }: Line| Choice { code, label, columns: Default::default(), was: None };
    Some(lines(text, languages)?.into_iter().map(choice).collect())
}

/// Rows of a matrix out of lines. `None` where a line says nothing or its code is no name.
#[must_use]
pub fn rows(text: &str, languages: &[Language]) -> Option<Vec<Row>> {
    let row = |Line { code, label }: Line| {
        let name = Name::parse(&code).or_else(|| Name::parse(&format!("row_{code}")))?;
        Some(Row { name, label, was: None })
    };
    lines(text, languages)?.into_iter().map(row).collect()
}

/// A line of a choice or row.
#[must_use]
pub fn said(code: &str, label: &Text, languages: &[Language]) -> String {
    let parts: Vec<&str> = languages.iter().map(|language| label.get(language).unwrap_or_default()).collect();
    let parts = parts.join(" | ");
    format!("{code}: {}", parts.trim_end_matches([' ', '|']).replace('\n', "\\n"))
}

fn written(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Lines of `code: value`. `None` where one is none, or has a code that was there.
#[must_use]
pub fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in written(text) {
        let (code, value) = split(line).filter(|(_, value)| !value.is_empty())?;
        if all.iter().any(|(other, _)| other == code) {
            return None;
        }
        all.push((code.to_owned(), value.to_owned()));
    }
    Some(all)
}

/// Lines of [`pairs`].
#[must_use]
pub fn pairs_said<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    pairs.map(|(code, value)| format!("{code}: {value}")).collect::<Vec<_>>().join("\n")
}

/// Lines of `code column: value`, by which filters know choices. `None` where one is none.
#[must_use]
pub fn columns(text: &str) -> Option<Vec<(String, Name, String)>> {
    let line = |line: &str| {
        let (code, rest) = line.split_once(char::is_whitespace)?;
        let (column, value) = rest.split_once(':')?;
        Some((code.to_owned(), Name::parse(column.trim())?, value.trim().replace("\\n", "\n")))
    };
    written(text).map(line).collect()
}

/// Lines of [`columns`].
#[must_use]
pub fn columns_said(choices: &[Choice]) -> String {
    let mut said = String::new();
    for choice in choices {
        for (column, value) in &choice.columns {
            // A String takes all that is written.
            let _ = writeln!(said, "{} {column}: {}", choice.code, value.replace('\n', "\\n"));
        }
    }
    said.trim_end().to_owned()
}

/// Levels of maturity: lines of `code from: English | Français`, where from is a share from 0 to 1. `None` where one is none.
#[must_use]
pub fn levels(text: &str, languages: &[Language]) -> Option<Vec<Level>> {
    let line = |line: &str| {
        let (code, rest) = line.split_once(char::is_whitespace)?;
        let (from, said) = rest.split_once(':')?;
        let from = from.trim().replace(',', ".").parse::<Decimal>().ok()?;
        let label = label(said, languages);
        (!label.is_empty()).then(|| Level { code: code.to_owned(), from, label })
    };
    written(text).map(line).collect()
}

/// Lines of [`levels`].
#[must_use]
pub fn levels_said(levels: &[Level], languages: &[Language]) -> String {
    let line = |level: &Level| said(&format!("{} {}", level.code, level.from.normalize()), &level.label, languages);
    levels.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_back() {
        let [en, fr] = ["en", "fr"].map(|tag| Language::parse(tag).unwrap());
        let languages = [en.clone(), fr.clone()];
        let made = choices("yes: Yes | Oui\n\nPartly\nno: No\na:b: Two\\nlines", &languages).unwrap();
        let told: Vec<String> = made.iter().map(|choice| said(&choice.code, &choice.label, &languages)).collect();
        assert_eq!(told, ["yes: Yes | Oui", "2: Partly", "no: No", "a:b: Two\\nlines"]);
        assert_eq!((made[0].label.get(&fr), made[3].label.get(&en)), (Some("Oui"), Some("Two\nlines")));
        assert!(choices("a: |", &languages).is_none());
        assert_eq!(rows("One\nb: Two", &languages).unwrap()[0].name.as_str(), "row_1");
        assert_eq!(choices("a: this | that", &languages[..1]).unwrap()[0].label.get(&en), Some("this | that"));
    }

    #[test]
    fn what_belongs_to_a_code_is_read_back() {
        let [en, fr] = ["en", "fr"].map(|tag| Language::parse(tag).unwrap());
        let text = "low 0: Low | Faible\nhigh 0.5: High | Élevé";
        assert_eq!(levels_said(&levels(text, &[en.clone(), fr.clone()]).unwrap(), &[en.clone(), fr]), text);
        assert!(levels("low: Low", std::slice::from_ref(&en)).is_none());
        let mut list = choices("metz: Metz", &[en]).unwrap();
        let columns = columns("metz land: FR\nmetz size: a, b: c").unwrap();
        columns.into_iter().for_each(|(_, column, value)| drop(list[0].columns.insert(column, value)));
        assert_eq!(columns_said(&list), "metz land: FR\nmetz size: a, b: c");
        assert!(super::columns("metz: FR").is_none() && super::columns("metz no name: FR").is_none());
        assert!(pairs("a: 1\na: 2").is_none() && pairs("a:").is_none());
    }
}
