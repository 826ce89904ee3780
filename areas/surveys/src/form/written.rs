//! Choices and rows as they are typed: a line each, `code: English | Français`, the languages in the form's order.

use belfry_forms::core::form::{Choice, Row};
use belfry_forms::core::{Language, Name, Text};

/// What a line holds.
struct Line {
    code: String,
    label: Text,
}

fn line(text: &str, languages: &[Language], number: usize) -> Option<Line> {
    let (code, said) = match text.split_once(':') {
        Some((code, said)) if !code.trim().is_empty() && !code.trim().contains(char::is_whitespace) => {
            (code.trim().to_owned(), said)
        }
        _ => (number.to_string(), text),
    };
    let mut label = Text::default();
    for (language, part) in languages.iter().zip(said.split('|')) {
        label.put(language, part.trim());
    }
    (!label.is_empty()).then_some(Line { code, label })
}

fn lines(text: &str, languages: &[Language]) -> Option<Vec<Line>> {
    let written = text.lines().map(str::trim).filter(|line| !line.is_empty());
    written.enumerate().map(|(n, text)| line(text, languages, n + 1)).collect()
}

/// Choices out of lines; what the old ones knew besides is kept. `None` where a line says nothing.
#[must_use]
pub fn choices(text: &str, languages: &[Language], old: &[Choice]) -> Option<Vec<Choice>> {
    let choice = |Line { code, label }: Line| {
        let before = old.iter().find(|choice| choice.code == code);
        let (columns, was) = before.map(|choice| (choice.columns.clone(), choice.was.clone())).unwrap_or_default();
        Choice { code, label, columns, was }
    };
    Some(lines(text, languages)?.into_iter().map(choice).collect())
}

/// Rows of a matrix out of lines. `None` where a line says nothing or its code is no name.
#[must_use]
pub fn rows(text: &str, languages: &[Language], old: &[Row]) -> Option<Vec<Row>> {
    let row = |Line { code, label }: Line| {
        let name = Name::parse(&code).or_else(|| Name::parse(&format!("row_{code}")))?;
        let was = old.iter().find(|row| row.name == name).and_then(|row| row.was.clone());
        Some(Row { name, label, was })
    };
    lines(text, languages)?.into_iter().map(row).collect()
}

/// A line of a choice or row.
#[must_use]
pub fn said(code: &str, label: &Text, languages: &[Language]) -> String {
    let parts: Vec<&str> = languages.iter().map(|language| label.get(language).unwrap_or_default()).collect();
    let parts = parts.join(" | ");
    format!("{code}: {}", parts.trim_end_matches([' ', '|']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_back() {
        let [en, fr] = ["en", "fr"].map(|tag| Language::parse(tag).unwrap());
        let languages = [en.clone(), fr.clone()];
        let made = choices("yes: Yes | Oui\n\nPartly\nno: No", &languages, &[]).unwrap();
        let told: Vec<String> = made.iter().map(|choice| said(&choice.code, &choice.label, &languages)).collect();
        assert_eq!(told, ["yes: Yes | Oui", "2: Partly", "no: No"]);
        assert_eq!(made[0].label.get(&fr), Some("Oui"));
        assert!(choices("a: |", &languages, &[]).is_none());
        assert_eq!(rows("One\nb: Two", &languages, &[]).unwrap()[0].name.as_str(), "row_1");
    }
}
