//! Values of fields as people read them.

use belfry_words::Words;
use jiff::Timestamp;

use crate::classify::page::class_name;
use crate::register::facts::{self, Named};
use crate::register::fields::{self, ColumnForm, Form};
use crate::register::record::Place;
use crate::register::rules::{self, Class};

/// A field's name.
pub fn label(t: &Words, code: &str) -> String {
    t.s(&format!("members-field-{code}"))
}

/// A section's name.
pub fn section(t: &Words, code: &str) -> String {
    t.s(&format!("members-section-{code}"))
}

/// Why a field is missed.
pub fn why(t: &Words, code: &str) -> String {
    t.s(&format!("members-why-{code}"))
}

/// A code of a column's choice.
pub fn choice(t: &Words, code: &str) -> String {
    t.s(&format!("members-code-{code}"))
}

/// A country by its code; a code that is none says itself.
pub fn country(t: &Words, code: &str) -> String {
    facts::country(code).map_or_else(|| code.to_owned(), |country| country.name(t.language()).to_owned())
}

/// A region by its code, likewise.
pub fn region(code: &str) -> String {
    facts::region(code).map_or_else(|| code.to_owned(), |region| region.said.clone())
}

/// A sector by its code, likewise.
pub fn sector(t: &Words, code: &str) -> String {
    let code = code.to_lowercase().replace(' ', "-");
    facts::sector(&code).map_or_else(|| code.clone(), |sector| sector.name(t.language()).to_owned())
}

/// Where an organisation stands in the annexes.
pub fn place(t: &Words, text: &str) -> String {
    let place = Place::of(text);
    let language = t.language();
    let mut parts = vec![sector(t, place.sector)];
    let subsector = facts::sector(place.sector).and_then(|sector| sector.subsector(place.subsector));
    parts.extend(subsector.map(|subsector| subsector.name(language).to_owned()));
    parts.extend(facts::entity_type(place.entity_type).map(|(_, _, one)| one.name(language).to_owned()));
    parts.join(" · ")
}

/// The lines of a value.
pub fn lines(t: &Words, code: &str, value: &str) -> Vec<String> {
    let Some(field) = fields::by_code(code) else { return basic(t, code, value) };
    let each = |say: &dyn Fn(&str) -> String| value.lines().filter(|line| !line.is_empty()).map(say).collect();
    match field.form {
        Form::Figure => match (code, value.parse::<f64>()) {
            ("turnover" | "balance", Ok(amount)) => vec![euro(t, amount)],
            (_, Ok(figure)) => vec![t.decimal(figure, 2)],
            _ => vec![value.to_owned()],
        },
        Form::Yes if !value.is_empty() => vec![t.s("members-yes")],
        Form::Countries => vec![t.list(&value.lines().map(|code| country(t, code)).collect::<Vec<_>>())],
        Form::Places => each(&|line| place(t, line)),
        Form::Sectors => each(&|line| sector(t, line)),
        Form::Specials => each(&|line| {
            rules::special(line).map_or_else(|| line.to_owned(), |special| special.name(t.language()).to_owned())
        }),
        Form::Rows(columns) => each(&|line| {
            let said = columns.iter().zip(line.split('\t')).filter(|(_, cell)| !cell.is_empty());
            let said = said.map(|(column, cell)| match column.form {
                ColumnForm::Choice(_) => choice(t, cell),
                ColumnForm::Country => country(t, cell),
                _ => cell.to_owned(),
            });
            said.collect::<Vec<_>>().join(" · ")
        }),
        Form::Keys => each(&|line| key(t, line)),
        _ => each(&str::to_owned),
    }
}

/// A certificate: fingerprint in groups, whose it is, until when.
fn key(t: &Words, line: &str) -> String {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |n: usize| cells.get(n).copied().unwrap_or_default();
    let ends = match cell(2).parse::<Timestamp>() {
        Ok(ends) => t.a("members-key-ends", [("date", t.date(ends).into())]),
        Err(_) => t.s("members-key-endless"),
    };
    format!("{} · {} · {ends}", grouped(cell(0)), cell(1))
}

/// A fingerprint as it is read aloud: in groups of four.
pub fn grouped(fingerprint: &str) -> String {
    let letters: Vec<char> = fingerprint.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// An amount in whole euro.
#[expect(clippy::cast_possible_truncation, reason = "an amount of money is far below the largest whole number")]
fn euro(t: &Words, amount: f64) -> String {
    t.a("members-euro", [("amount", t.number(amount.round() as i64).into())])
}

fn basic(t: &Words, code: &str, value: &str) -> Vec<String> {
    if value.is_empty() {
        return Vec::new();
    }
    vec![match code {
        "kind" => belfry_identity::organisation::OrganisationKind::parse(value)
            .map_or_else(|| value.to_owned(), |kind| crate::organisation::kind_name(t, kind)),
        "sector" => sector(t, value),
        "country" => country(t, value),
        "region" => region(value),
        "class" => Class::parse(value).map_or_else(|| value.to_owned(), |class| class_name(t, class)),
        "open" => t.s("members-yes"),
        _ => value.to_owned(),
    }]
}
