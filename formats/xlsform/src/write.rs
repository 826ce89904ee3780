//! From a form to tables.

use std::collections::BTreeSet;

use crate::form::{Choice, Column, Kind, Node, Row, TextColumn, XlsForm};
use crate::read::languages;
use crate::workbook::{Table, Workbook};

/// Writes a form. A column stands there when something is in it.
#[must_use]
pub fn write(form: &XlsForm) -> Workbook {
    let mut languages = languages(form);
    languages.retain(|language| !language.is_empty());
    languages.sort_by_key(|language| (*language != form.default_language, language.clone()));
    Workbook { survey: survey(form, &languages), choices: choices(form, &languages), settings: settings(form) }
}

fn heading(plain: &str, language: &str) -> String {
    if language.is_empty() { plain.to_owned() } else { format!("{plain}::{language}") }
}

/// The columns of a translated text that are in use: without a language first.
fn translated(plain: &str, languages: &[String], uses: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let all = std::iter::once(String::new()).chain(languages.iter().cloned());
    all.filter(|language| uses(language)).map(|language| (heading(plain, &language), language)).collect()
}

fn flat<'a>(nodes: &'a [Node], rows: &mut Vec<(String, Option<&'a Row>)>) {
    for node in nodes {
        match node {
            Node::Question(row) => rows.push((kind(&row.kind), Some(row))),
            Node::Group(row, inside) => {
                rows.push(("begin_group".into(), Some(row)));
                flat(inside, rows);
                rows.push(("end_group".into(), None));
            }
            Node::Repeat(row, inside) => {
                rows.push(("begin_repeat".into(), Some(row)));
                flat(inside, rows);
                rows.push(("end_repeat".into(), None));
            }
        }
    }
}

fn kind(kind: &Kind) -> String {
    let other = |other: &bool| if *other { " or_other" } else { "" };
    match kind {
        Kind::Text => "text".into(),
        Kind::Integer => "integer".into(),
        Kind::Decimal => "decimal".into(),
        Kind::Date => "date".into(),
        Kind::Time => "time".into(),
        Kind::DateTime => "dateTime".into(),
        Kind::SelectOne(list, or) => format!("select_one {list}{}", other(or)),
        Kind::SelectMultiple(list, or) => format!("select_multiple {list}{}", other(or)),
        Kind::Rank(list) => format!("rank {list}"),
        Kind::Range => "range".into(),
        Kind::Note => "note".into(),
        Kind::Calculate => "calculate".into(),
        Kind::Hidden => "hidden".into(),
        Kind::Acknowledge => "acknowledge".into(),
        Kind::File => "file".into(),
        Kind::Image => "image".into(),
        Kind::Group => "begin_group".into(),
    }
}

fn survey(form: &XlsForm, languages: &[String]) -> Table {
    let mut rows = Vec::new();
    flat(&form.survey, &mut rows);
    let mut headings = vec!["type".to_owned(), "name".to_owned()];
    let mut texts: Vec<(TextColumn, String)> = Vec::new();
    for column in TextColumn::ALL {
        let uses = |language: &str| {
            let there = |row: &&Row| row.texts.get(column).is_some_and(|texts| texts.contains_key(language));
            rows.iter().filter_map(|(_, row)| *row).any(|row| there(&row))
        };
        for (heading, language) in translated(column.heading(), languages, uses) {
            headings.push(heading);
            texts.push((*column, language));
        }
    }
    let used: BTreeSet<Column> =
        rows.iter().filter_map(|(_, row)| *row).flat_map(|row| row.cells.keys().copied()).collect();
    headings.extend(used.iter().map(|column| column.heading().to_owned()));
    let line = |(kind, row): &(String, Option<&Row>)| {
        let mut cells = vec![kind.clone(), row.map(|row| row.name.clone()).unwrap_or_default()];
        let text = |(column, language): &(TextColumn, String)| (*row)?.texts.get(column)?.get(language).cloned();
        cells.extend(texts.iter().map(|key| text(key).unwrap_or_default()));
        cells.extend(used.iter().map(|column| row.and_then(|row| row.cells.get(column)).cloned().unwrap_or_default()));
        cells
    };
    Table { headings, rows: (2..).zip(rows.iter().map(line)).collect() }
}

fn choices(form: &XlsForm, languages: &[String]) -> Table {
    let all = || form.lists.iter().flat_map(|(_, choices)| choices);
    if form.lists.is_empty() {
        return Table::default();
    }
    let labels = translated("label", languages, |language| all().any(|choice| choice.label.contains_key(language)));
    let columns: BTreeSet<&String> = all().flat_map(|choice| choice.columns.keys()).collect();
    let mut headings = vec!["list_name".to_owned(), "name".to_owned()];
    headings.extend(labels.iter().map(|(heading, _)| heading.clone()));
    headings.extend(columns.iter().map(|column| (*column).clone()));
    let line = |list: &str, choice: &Choice| {
        let mut cells = vec![list.to_owned(), choice.name.clone()];
        cells.extend(labels.iter().map(|(_, language)| choice.label.get(language).cloned().unwrap_or_default()));
        cells.extend(columns.iter().map(|column| choice.columns.get(*column).cloned().unwrap_or_default()));
        cells
    };
    let rows = form.lists.iter().flat_map(|(list, choices)| choices.iter().map(|choice| line(list, choice)));
    Table { headings, rows: (2..).zip(rows).collect() }
}

fn settings(form: &XlsForm) -> Table {
    let mut table = Table::default();
    let mut row = Vec::new();
    let mut put = |heading: String, cell: &str| {
        if !cell.is_empty() {
            table.headings.push(heading);
            row.push(cell.to_owned());
        }
    };
    put("form_title".into(), form.title.get("").map_or("", String::as_str));
    put("form_id".into(), &form.id);
    put("version".into(), &form.version);
    put("default_language".into(), &form.default_language);
    for (language, title) in form.title.iter().filter(|(language, _)| !language.is_empty()) {
        put(heading("belfry_title", language), title);
    }
    for (own, cell) in &form.own {
        put(own.clone(), cell);
    }
    table.rows.push((2, row));
    table
}
