//! What a record says, as it is typed, checked and drawn.

use std::collections::BTreeMap;

use askama::Template;
use belfry_catalogue::text::Language;
use belfry_identity::organisation::directory::SECTORS;
use belfry_kernel::{Action, Problem};
use belfry_store::Read;
use belfry_web::Visit;
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_words::Words;

use super::store::{self, Written};
use super::{Effort, Kind, Level, Size};
use crate::access::CHECKERS;

pub(super) const LONGEST_TITLE: usize = 200;
pub(super) const LONGEST_TEXT: usize = 6_000;
/// Items of the catalogue that one record is about.
const MOST_ITEMS: usize = 30;
/// The framework whose items are offered one by one; others are typed.
pub const OFFERED: &str = "nis2-article-21";

/// The texts, in the order in which they are told.
pub const TEXTS: [&str; 8] =
    ["context", "problem", "done", "eases", "effort-note", "evidence", "obstacles", "transfer"];

// words: practices-field-{context,problem,done,eases,effort-note,evidence,obstacles,transfer}
// words: practices-field-hint-{context,problem,done,eases,effort-note,evidence,obstacles,transfer}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// One line.
    pub title: String,
    /// The texts by their names.
    pub texts: BTreeMap<&'static str, String>,
    /// Codes of what is chosen: kind, effort, size, level, country, region, language.
    pub codes: BTreeMap<&'static str, String>,
    /// Codes of sectors.
    pub sectors: Vec<String>,
    /// Items that were ticked.
    pub ticked: Vec<String>,
    /// Items that were typed, one on a line.
    pub items: String,
    /// Whether somebody is not named.
    pub unnamed: bool,
    /// Who.
    pub source: String,
}

const CODES: [&str; 7] = ["kind", "effort", "size", "level", "country", "region", "language"];

impl Typed {
    /// Out of a form that was sent.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let all = |name: &str| form.all(name).map(str::to_owned).collect();
        let mut codes: BTreeMap<&'static str, String> =
            CODES.iter().map(|name| (*name, form.text(name).to_owned())).collect();
        if let Some(country) = codes.get_mut("country") {
            *country = country.to_uppercase();
        }
        Self {
            title: form.text("title").split_whitespace().collect::<Vec<_>>().join(" "),
            texts: TEXTS.iter().map(|name| (*name, form.raw(name).trim().to_owned())).collect(),
            codes,
            sectors: all("sectors"),
            ticked: all("ticked"),
            items: form.raw("items"),
            unnamed: form.has("unnamed"),
            source: form.text("source").to_owned(),
        }
    }

    /// Out of a record.
    #[must_use]
    pub fn from(title: &str, written: &Written) -> Self {
        let texts = TEXTS.iter().map(|name| (*name, text(written, name).to_owned())).collect();
        let code = |name: &str| match name {
            "kind" => written.kind.code().to_owned(),
            "effort" => written.effort.map_or("", Effort::code).to_owned(),
            "size" => written.size.map_or("", Size::code).to_owned(),
            "level" => written.level.code().to_owned(),
            "country" => written.country.clone(),
            "region" => written.region.clone(),
            _ => written.language.clone(),
        };
        let spelt = |(framework, code): &(String, String)| format!("{framework}/{code}");
        let (ticked, others): (Vec<_>, Vec<_>) = written.items.iter().partition(|(framework, _)| framework == OFFERED);
        Self {
            title: title.to_owned(),
            texts,
            codes: CODES.iter().map(|name| (*name, code(name))).collect(),
            sectors: written.sectors.clone(),
            ticked: ticked.into_iter().map(spelt).collect(),
            items: others.into_iter().map(spelt).collect::<Vec<_>>().join("\n"),
            unnamed: false,
            source: String::new(),
        }
    }

    fn code(&self, name: &str) -> &str {
        self.codes.get(name).map_or("", String::as_str)
    }

    fn text(&self, name: &str) -> String {
        self.texts.get(name).cloned().unwrap_or_default()
    }

    /// Reads it; what is wrong stands beside its field.
    ///
    /// # Errors
    /// Those of the database.
    pub fn check(&self, read: &Read, t: &Words, errors: &mut Errors) -> Result<Option<Written>, Problem> {
        let fits = !self.title.is_empty() && self.title.chars().count() <= LONGEST_TITLE;
        errors.unless(fits, "title", || t.n("practices-field-title-missing", LONGEST_TITLE));
        for name in TEXTS {
            let fits = self.text(name).chars().count() <= LONGEST_TEXT;
            errors.unless(fits, name, || t.n("practices-field-long", LONGEST_TEXT));
        }
        let (kind, level) = (Kind::parse(self.code("kind")), Level::parse(self.code("level")));
        errors.unless(kind.is_some(), "kind", || t.s("practices-field-choose"));
        errors.unless(level.is_some(), "level", || t.s("practices-field-choose"));
        let country = self.code("country");
        let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        let fits = is_country || country.is_empty() && level != Some(Level::National);
        errors.unless(fits, "country", || t.s("practices-field-country-wrong"));
        let region = self.code("region");
        errors.unless(region.chars().count() <= 100, "region", || t.n("practices-field-long", 100));
        let items = parse_items(self.ticked.iter().map(String::as_str).chain(self.items.lines()));
        let items = match items {
            Ok(items) if items.len() <= MOST_ITEMS => items,
            Ok(_) => {
                errors.add("items", t.n("practices-field-items-many", MOST_ITEMS));
                Vec::new()
            }
            Err(line) => {
                errors.add("items", t.a("practices-field-items-wrong", [("item", line.into())]));
                Vec::new()
            }
        };
        if let Some((framework, code)) = store::unknown(read, &items)?.first() {
            let item = format!("{framework}/{code}");
            errors.add("items", t.a("practices-field-items-unknown", [("item", item.into())]));
        }
        let sectors: Vec<String> = self.sectors.iter().filter(|s| SECTORS.contains(&s.as_str())).cloned().collect();
        errors.unless(!self.unnamed || !self.source.is_empty(), "source", || t.s("practices-field-source-missing"));
        errors.unless(self.source.chars().count() <= 500, "source", || t.n("practices-field-long", 500));
        let (Some(kind), Some(level), true) = (kind, level, errors.is_empty()) else { return Ok(None) };
        Ok(Some(Written {
            kind,
            language: if self.code("language") == "fr" { "fr" } else { "en" }.to_owned(),
            context: self.text("context"),
            problem: self.text("problem"),
            done: self.text("done"),
            eases: self.text("eases"),
            effort: Effort::parse(self.code("effort")),
            effort_note: self.text("effort-note"),
            evidence: self.text("evidence"),
            obstacles: self.text("obstacles"),
            transfer: self.text("transfer"),
            size: Size::parse(self.code("size")),
            country: country.to_owned(),
            region: region.to_owned(),
            level,
            sectors,
            items,
        }))
    }
}

/// A text of a record by its name.
#[must_use]
pub fn text<'a>(written: &'a Written, name: &str) -> &'a str {
    match name {
        "context" => &written.context,
        "problem" => &written.problem,
        "done" => &written.done,
        "eases" => &written.eases,
        "effort-note" => &written.effort_note,
        "evidence" => &written.evidence,
        "obstacles" => &written.obstacles,
        _ => &written.transfer,
    }
}

/// Items as they are written, `FRAMEWORK/CODE`, without those that stand there twice; the first line that is none.
///
/// # Errors
/// The line.
pub fn parse_items<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<(String, String)>, &'a str> {
    let mut items: Vec<(String, String)> = Vec::new();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let (framework, code) = line.split_once('/').ok_or(line)?;
        let item = (framework.trim().to_owned(), code.trim().to_owned());
        if item.0.is_empty() || item.1.is_empty() {
            return Err(line);
        }
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok(items)
}

/// A text as a field.
struct TextField {
    name: &'static str,
    label: String,
    hint: String,
    value: String,
    error: String,
}

/// The form of a record.
#[derive(Template)]
#[template(path = "record/fields.html")]
pub struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    typed: Typed,
    kinds: Vec<Choice>,
    texts: Vec<TextField>,
    efforts: Vec<Choice>,
    sizes: Vec<Choice>,
    levels: Vec<Choice>,
    languages: Vec<Choice>,
    sectors: Vec<Choice>,
    ticked: Vec<Choice>,
    broker: bool,
    country: String,
    region: String,
}

/// Draws it. A new one may be brought for somebody who is not named, by whoever may do so.
///
/// # Errors
/// Those of the database.
pub fn body<A: Action>(
    visit: &Visit<A>,
    here: String,
    typed: Typed,
    errors: Errors,
    is_new: bool,
) -> Result<Body, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let ticked = offered(&read, &t, &typed.ticked)?;
    drop(read);
    let mut sectors: Vec<Choice> = SECTORS.iter().map(|code| Choice::new(*code, t.named("sector", code), "")).collect();
    sectors.iter_mut().for_each(|one| one.chosen = typed.sectors.contains(&one.value));
    let chosen = |name: &str| typed.code(name).to_owned();
    Ok(Body {
        csrf: visit.csrf(),
        here,
        kinds: kinds(&t, typed.code("kind")),
        texts: TEXTS
            .iter()
            .map(|name| TextField {
                name,
                label: t.s(&format!("practices-field-{name}")),
                hint: t.s(&format!("practices-field-hint-{name}")),
                value: typed.text(name),
                error: errors.of(name).to_owned(),
            })
            .collect(),
        efforts: efforts(&t, typed.code("effort")),
        sizes: sizes(&t, typed.code("size")),
        levels: levels(&t, typed.code("level")),
        languages: vec![
            Choice::new("en", "English", typed.code("language")),
            Choice::new("fr", "Français", typed.code("language")),
        ],
        sectors,
        ticked,
        broker: is_new && visit.person()?.holds(CHECKERS),
        country: chosen("country"),
        region: chosen("region"),
        errors,
        typed,
        t,
    })
}

/// The items of the framework that is offered, as boxes.
fn offered(read: &Read, t: &Words, ticked: &[String]) -> Result<Vec<Choice>, Problem> {
    let Some(framework) = belfry_catalogue::store::load(read, OFFERED, None)? else { return Ok(Vec::new()) };
    let wanted = Language::parse(t.language()).unwrap_or_else(|| framework.language.clone());
    let choice = |item: &belfry_catalogue::Item| {
        let value = format!("{OFFERED}/{}", item.code);
        let said = item.title.said(&wanted, std::slice::from_ref(&framework.language)).to_owned();
        let words = t.a("practices-item", [("code", item.code.as_str().into()), ("title", said.into())]);
        Choice { chosen: ticked.contains(&value), ..Choice::new(value, words, "") }
    };
    Ok(framework.items.iter().filter(|item| item.assessable).map(choice).collect())
}

/// Every kind.
#[must_use]
pub fn kinds(t: &Words, current: &str) -> Vec<Choice> {
    let choice = |kind: &Kind| {
        let code = kind.code();
        Choice::new(code, t.s(&format!("practices-kind-{code}")), current)
            .hint(t.s(&format!("practices-kind-hint-{code}")))
    };
    Kind::ALL.iter().map(choice).collect()
}

/// Every size.
#[must_use]
pub fn sizes(t: &Words, current: &str) -> Vec<Choice> {
    Size::ALL
        .iter()
        .map(|one| Choice::new(one.code(), t.s(&format!("practices-size-{}", one.code())), current))
        .collect()
}

/// Every effort.
#[must_use]
pub fn efforts(t: &Words, current: &str) -> Vec<Choice> {
    let choice = |one: &Effort| Choice::new(one.code(), t.s(&format!("practices-effort-{}", one.code())), current);
    Effort::ALL.iter().map(choice).collect()
}

/// Every level.
#[must_use]
pub fn levels(t: &Words, current: &str) -> Vec<Choice> {
    let choice = |one: &Level| Choice::new(one.code(), t.s(&format!("practices-level-{}", one.code())), current);
    Level::ALL.iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_a_framework_and_a_code_once_each() {
        let lines = "nis2-article-21/21.2.a\n\n nis2-article-21/21.2.a \nsmall-firms/1.2";
        let items = parse_items(lines.lines()).unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!(items[1], ("small-firms".to_owned(), "1.2".to_owned()));
        assert_eq!(parse_items("21.2.a".lines()), Err("21.2.a"));
        assert_eq!(parse_items("/21".lines()), Err("/21"));
    }
}
