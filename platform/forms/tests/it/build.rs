//! Forms for the stories, in few words.

use belfry_forms::core::form::{Choice, Choose, Element, Form, Group, Kind, List, Question, Repeat};
use belfry_forms::core::{Answers, Language, Name, Place, Published, Reading, Sheet, Text, Value, publish};

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn en() -> Language {
    Language::parse("en").unwrap()
}

pub fn said(text: &str) -> Text {
    Text::new(&en(), text)
}

pub fn list(codes: &[&str]) -> List {
    let choices = codes.iter().map(|code| Choice {
        code: (*code).to_owned(),
        label: said(&code.to_uppercase()),
        columns: Default::default(),
        was: None,
    });
    List { choices: choices.collect(), source: None }
}

pub fn one(of: &str) -> Kind {
    Kind::One(Choose::from(name(of)))
}

pub fn several(of: &str) -> Kind {
    Kind::Several(Choose::from(name(of)))
}

/// A question, with more said of it.
pub fn ask(called: &str, kind: Kind, more: impl FnOnce(&mut Question)) -> Element {
    let mut question = Question::new(name(called), kind, said(called));
    more(&mut question);
    Element::Question(Box::new(question))
}

pub fn plain(called: &str, kind: Kind) -> Element {
    ask(called, kind, |_| ())
}

pub fn when(called: &str, kind: Kind, relevance: &str) -> Element {
    ask(called, kind, |question| question.relevance = Some(relevance.to_owned()))
}

pub fn computed(called: &str, calculation: &str) -> Element {
    ask(called, Kind::Calculated, |question| question.calculation = Some(calculation.to_owned()))
}

pub fn group(called: &str, page: bool, relevance: Option<&str>, elements: Vec<Element>) -> Element {
    Element::Group(Group {
        name: name(called),
        label: said(called),
        page,
        relevance: relevance.map(str::to_owned),
        weight: None,
        item: None,
        elements,
    })
}

pub fn repeat(called: &str, count: Option<&str>, elements: Vec<Element>) -> Element {
    let count = count.map(str::to_owned);
    Element::Repeat(Repeat {
        name: name(called),
        label: said(called),
        relevance: None,
        count,
        min: 0,
        max: None,
        elements,
    })
}

pub fn form(elements: Vec<Element>) -> Form {
    let lists = [("colour", list(&["red", "green", "blue"])), ("level", list(&["low", "high"]))];
    Form {
        name: name("form"),
        title: said("A form"),
        languages: vec![en()],
        lists: lists.into_iter().map(|(called, list)| (name(called), list)).collect(),
        elements,
        rating: None,
    }
}

pub fn published(elements: Vec<Element>) -> Published {
    publish(form(elements)).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

pub fn told(faults: &[belfry_forms::core::Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Answers from places and what is sent for them.
pub fn answers(form: &Published, sent: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (place, text) in sent {
        let place = Place::parse(place).unwrap();
        let slot = &form.slots()[form.slot(&place.name).unwrap()];
        if slot.kind.is_none() {
            answers.entries.insert(place, text.parse().unwrap());
        } else {
            answers.put(place, belfry_forms::core::read::read(slot, &[text]).unwrap());
        }
    }
    answers
}

/// Settles answers on 26 November 2026.
pub fn settle<'a>(form: &'a Published, answers: &Answers, language: &'a Language) -> Sheet<'a> {
    let reading = Reading { now: "2026-11-26T10:00".parse().unwrap(), language };
    Sheet::settle(form, answers, reading).unwrap()
}

/// The value at a place, as a program writes it; `-` where nothing is, or nothing is asked.
pub fn value(sheet: &Sheet<'_>, place: &str) -> String {
    let place = Place::parse(place).unwrap();
    let slot = sheet.form().slot(&place.name).unwrap();
    let found = sheet.cell(slot, place.at).and_then(|cell| cell.value.as_ref());
    found.map_or_else(|| "-".into(), Value::to_string)
}

/// What an expression gives over some answers.
pub fn gives(elements: Vec<Element>, sent: &[(&str, &str)], expression: &str) -> String {
    let mut elements = elements;
    elements.push(computed("result", expression));
    let form = published(elements);
    let language = en();
    value(&settle(&form, &answers(&form, sent), &language), "result")
}
