//! The editor's first page: everything in its order, with what can be done to each; adding; languages and title.

use askama::Template;
use belfry_forms::core::form::{
    Choice as Option_, Choose, Element, Form, Group, Kind, Level, List, Question, Rating, Repeat, Row,
};
use belfry_forms::core::{Name, Text, edit};
use belfry_forms::store::{self, FORM};
use belfry_kernel::{Allowed, Problem};
use belfry_store::Tx;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use rust_decimal::Decimal;

use super::new::LONGEST_TITLE;
use super::spoken::Spoken;
use super::{LIST, language, language_name, spoken, url, written};
use crate::access::Edit;

/// Characters of one text.
pub const LONGEST: usize = 4_000;

/// What can be added, by its code.
pub const KINDS: &[&str] = &[
    "one",
    "several",
    "yes_no",
    "scale",
    "matrix",
    "rank",
    "text",
    "long_text",
    "whole",
    "decimal",
    "date",
    "time",
    "moment",
    "country",
    "region",
    "sector",
    "organisation",
    "person",
    "file",
    "money",
    "note",
    "consent",
    "calculated",
    "hidden",
    "page",
    "group",
    "repeat",
];

// words: surveys-kind-{one,several,yes-no,scale,matrix,rank,text,long-text,whole,decimal,date,time,moment}
// words: surveys-kind-{country,region,sector,organisation,person,file,money,note,consent,calculated,hidden,page,group,repeat}

/// What an element is, in words.
#[must_use]
pub fn kind_words(t: &Words, element: &Element) -> String {
    t.s(&format!("surveys-kind-{}", code(element).replace('_', "-")))
}

/// The code of what an element is.
#[must_use]
pub fn code(element: &Element) -> &'static str {
    let question = match element {
        Element::Group(group) => return if group.page { "page" } else { "group" },
        Element::Repeat(_) => return "repeat",
        Element::Question(question) => question,
    };
    match question.kind {
        Kind::Text => "text",
        Kind::LongText => "long_text",
        Kind::Whole => "whole",
        Kind::Decimal => "decimal",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Moment => "moment",
        Kind::YesNo => "yes_no",
        Kind::One(_) => "one",
        Kind::Several(_) => "several",
        Kind::Rank(_) => "rank",
        Kind::Scale { .. } => "scale",
        Kind::Matrix { .. } => "matrix",
        Kind::Country => "country",
        Kind::Region => "region",
        Kind::Sector => "sector",
        Kind::Organisation => "organisation",
        Kind::Person => "person",
        Kind::File { .. } => "file",
        Kind::Money { .. } => "money",
        Kind::Note => "note",
        Kind::Calculated => "calculated",
        Kind::Hidden => "hidden",
        Kind::Consent => "consent",
    }
}

struct Line {
    name: String,
    label: String,
    kind: String,
    depth: usize,
    first: bool,
    last: bool,
    href: String,
    conditional: bool,
}

#[derive(Template)]
#[template(path = "form/edit.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    lines: Vec<Line>,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    label: String,
    titles: Vec<(String, String, String)>,
    spoken: Spoken,
    levels: String,
    order: String,
    unanswered_is_zero: bool,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, FORM, visit.path("uuid")?)?;
    let form = store::draft(&read, subject.id)?.ok_or(Problem::NotFound)?;
    drop(read);
    Ok(draw(visit, &subject, &form, Errors::default()).into())
}

fn draw(visit: &Visit<Edit>, subject: &Subject, form: &Form, errors: Errors) -> Page {
    let t = visit.t();
    let url = url(subject);
    let mut lines: Vec<Line> = Vec::new();
    for (depth, element) in edit::walk(form) {
        lines.push(Line {
            first: lines.last().is_none_or(|last: &Line| last.depth < depth),
            last: !followed(form, element),
            name: element.name().to_string(),
            label: said(&t, form, element),
            kind: kind_words(&t, element),
            depth,
            href: format!("{url}/edit/{}", element.name()),
            conditional: relevance(element).is_some(),
        });
    }
    let typed = visit.form();
    let kind =
        |code: &&str| Choice::new(*code, t.s(&format!("surveys-kind-{}", code.replace('_', "-"))), typed.text("kind"));
    let groups = edit::walk(form).into_iter().filter(|(_, element)| !matches!(element, Element::Question(_)));
    let into = typed.text("into").to_owned();
    let places = groups.map(|(_, element)| Choice::new(element.name().to_string(), said(&t, form, element), &into));
    let names: Vec<String> = form.languages.iter().map(|language| language_name(&t, language)).collect();
    let rating = form.rating.clone().unwrap_or_default();
    let refused = !errors.is_empty();
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{url}/edit"),
        errors,
        lines,
        kinds: KINDS.iter().map(kind).collect(),
        places: places.collect(),
        label: typed.text("label").to_owned(),
        titles: form
            .languages
            .iter()
            .map(|language| {
                let words = t.a("surveys-form-title-in", [("language", language_name(&t, language).into())]);
                (format!("title-{language}"), words, form.title.get(language).unwrap_or_default().to_owned())
            })
            .collect(),
        spoken: Spoken::of(&t, &form.languages),
        levels: if refused && typed.has("levels") {
            typed.raw("levels")
        } else {
            written::levels_said(&rating.levels, &form.languages)
        },
        order: names.join(" | "),
        unanswered_is_zero: rating.unanswered_is_zero,
        t: t.clone(),
    };
    Page::new(t.s("surveys-form-edit"), body)
        .lead(t.s("surveys-form-edit-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
        .crumb(subject.title.as_str(), url.clone())
        .action(Action::link(t.s("surveys-form-preview"), format!("{url}/preview"), "eye"))
}

/// Whether something stands behind an element among those beside it.
fn followed(form: &Form, element: &Element) -> bool {
    let around = edit::around(form, element.name());
    let beside = match around {
        None => form.elements.as_slice(),
        Some(name) => edit::walk(form)
            .into_iter()
            .find(|(_, other)| other.name() == name)
            .map_or(&[][..], |(_, other)| edit::inside(other)),
    };
    beside.last().is_some_and(|last| last.name() != element.name())
}

fn relevance(element: &Element) -> Option<&str> {
    match element {
        Element::Question(question) => question.relevance.as_deref(),
        Element::Group(group) => group.relevance.as_deref(),
        Element::Repeat(repeat) => repeat.relevance.as_deref(),
    }
}

/// What an element asks; its kind and name where it says nothing.
pub(super) fn said(t: &Words, form: &Form, element: &Element) -> String {
    let label = match element {
        Element::Question(question) => &question.label,
        Element::Group(group) => &group.label,
        Element::Repeat(repeat) => &repeat.label,
    };
    let said = label.said(&language(t), &form.languages);
    if said.is_empty() {
        let by = [("kind", kind_words(t, element).into()), ("name", element.name().as_str().into())];
        return t.a("surveys-element-unsaid", by);
    }
    said.to_owned()
}

/// One step of the editor: up, down, away, another one, title and languages.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let subject = visit.load(&tx, FORM, visit.path("uuid")?)?;
    let mut form = store::draft(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    let mut errors = Errors::default();
    let to = step(visit, &mut form, &mut errors);
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, &subject, &form, errors).refused().into());
    }
    save(visit, &tx, &subject, &form)?;
    tx.commit()?;
    Ok(Reply::to(format!("{}/edit{to}", url(&subject))))
}

/// Keeps the draft.
pub(super) fn save(visit: &Visit<Edit>, tx: &Tx, subject: &Allowed<Edit, Subject>, form: &Form) -> Result<(), Problem> {
    Ok(store::save(tx, visit.act(), subject, form)?)
}

/// Does what the button says; where the editor goes on.
fn step(visit: &Visit<Edit>, form: &mut Form, errors: &mut Errors) -> String {
    let (t, typed) = (visit.t(), visit.form());
    let (verb, name) = typed.text("act").split_once(':').unwrap_or((typed.text("act"), ""));
    match (verb, Name::parse(name)) {
        ("up" | "down", Some(name)) => {
            edit::shift(form, &name, verb == "up");
            format!("#e-{name}")
        }
        ("remove", Some(name)) => {
            edit::remove(form, &name);
            String::new()
        }
        ("add", _) => {
            errors.unless(typed.has("label"), "label", || t.s("surveys-form-label-missing"));
            errors.unless(typed.text("label").chars().count() <= LONGEST, "label", || {
                t.n("surveys-element-text-long", LONGEST)
            });
            errors.unless(KINDS.contains(&typed.text("kind")), "kind", || t.s("surveys-form-kind-missing"));
            if !errors.is_empty() {
                return String::new();
            }
            let element = made(form, typed.text("kind"), typed.text("label"), &t);
            let name = element.name().clone();
            let into = Name::parse(typed.text("into"));
            if !edit::append(form, into.as_ref(), element) {
                errors.add("into", t.s("surveys-form-into-missing"));
            }
            format!("/{name}")
        }
        ("about", _) => {
            match spoken::taken(typed) {
                Some(languages) => edit::speak(form, languages),
                None => errors.add("languages", t.s("surveys-form-languages-missing")),
            }
            for language in form.languages.clone() {
                form.title.put(&language, typed.text(&format!("title-{language}")));
            }
            let first = form.languages.first().cloned();
            let there = first.as_ref().and_then(|first| form.title.get(first)).is_some();
            let field = first.map(|first| format!("title-{first}")).unwrap_or_default();
            errors.unless(there, &field, || t.s("surveys-form-title-first"));
            for language in &form.languages {
                let short = form.title.get(language).is_none_or(|title| title.chars().count() <= LONGEST_TITLE);
                errors.unless(short, &format!("title-{language}"), || t.n("surveys-form-title-missing", LONGEST_TITLE));
            }
            String::new()
        }
        ("rating", _) => {
            let zero = typed.has("unanswered");
            match written::levels(&typed.raw("levels"), &form.languages) {
                Some(levels) if rise(&levels) => {
                    let none = levels.is_empty() && !zero;
                    form.rating = (!none).then_some(Rating { unanswered_is_zero: zero, levels });
                }
                _ => errors.add("levels", t.s("surveys-element-levels-wrong")),
            }
            "#rating".to_owned()
        }
        _ => String::new(),
    }
}

/// Whether levels rise from 0 and stay within 1.
fn rise(levels: &[Level]) -> bool {
    levels.first().is_none_or(|first| first.from.is_zero())
        && levels.windows(2).all(|pair| pair[0].from < pair[1].from)
        && levels.last().is_none_or(|last| last.from <= Decimal::ONE)
}

/// A new element of a kind, with a list of its own where it needs one.
fn made(form: &mut Form, code: &str, label: &str, t: &Words) -> Element {
    let first = form.languages.first().cloned().unwrap_or_else(|| language(t));
    let (name, label) = (edit::name_for(form, label, "question"), Text::new(&first, label));
    let mut list = |words: &[&str]| {
        let choice = |(n, word): (usize, &&str)| Option_ {
            code: (n + 1).to_string(),
            label: Text::new(&first, t.s(word)),
            columns: Default::default(),
            was: None,
        };
        let choices = words.iter().enumerate().map(choice).collect();
        form.lists.insert(name.clone(), List { choices, source: None });
        name.clone()
    };
    let two = [belfry_words::key!("surveys-form-choice-first"), belfry_words::key!("surveys-form-choice-second")];
    let group = |page| {
        Element::Group(Group {
            name: name.clone(),
            label: label.clone(),
            page,
            relevance: None,
            weight: None,
            item: None,
            elements: Vec::new(),
        })
    };
    let kind = match code {
        "page" => return group(true),
        "group" => return group(false),
        "repeat" => {
            let (relevance, count, max, elements) = (None, None, None, Vec::new());
            return Element::Repeat(Repeat { name, label, relevance, count, min: 0, max, elements });
        }
        "one" => Kind::One(Choose::from(list(&two))),
        "several" => Kind::Several(Choose::from(list(&two))),
        "rank" => Kind::Rank(Choose::from(list(&two))),
        "matrix" => {
            let row = Name::parse(&format!("{name}_1")).unwrap_or_else(|| name.clone());
            let rows = vec![Row { name: row, label: Text::new(&first, t.s("surveys-form-row-first")), was: None }];
            Kind::Matrix { rows, list: list(&two) }
        }
        "scale" => Kind::Scale { from: 0.into(), to: 4.into(), step: 1.into() },
        "money" => Kind::Money { currencies: vec!["EUR".into()] },
        "yes_no" => Kind::YesNo,
        "long_text" => Kind::LongText,
        "whole" => Kind::Whole,
        "decimal" => Kind::Decimal,
        "date" => Kind::Date,
        "time" => Kind::Time,
        "moment" => Kind::Moment,
        "country" => Kind::Country,
        "region" => Kind::Region,
        "sector" => Kind::Sector,
        "organisation" => Kind::Organisation,
        "person" => Kind::Person,
        "file" => Kind::File { picture: false },
        "hidden" => Kind::Hidden,
        "note" => Kind::Note,
        "consent" => Kind::Consent,
        "calculated" => Kind::Calculated,
        _ => Kind::Text,
    };
    Element::Question(Box::new(Question::new(name, kind, label)))
}
