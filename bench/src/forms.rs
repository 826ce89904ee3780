//! Forms: the check before publishing, against reading the same definition as JSON; settling a whole set of answers; a page of
//! twenty questions.

use std::collections::BTreeMap;

use askama::Template;
use belfry_forms::core::form::{Choice, Choose, Element, Form, Group, Kind, List, Question};
use belfry_forms::core::{Answers, Language, Name, Place, Reading, Sheet, Text, Value, publish};
use belfry_forms::render::Showing;
use belfry_web::form::Errors;

use crate::figures::{median, ratio, time, told};

/// Measures a form of so many questions.
pub fn run(questions: usize) -> anyhow::Result<()> {
    let form = form(questions, 10)?;
    let json = serde_json::to_vec(&form)?;
    let read = median(21, || {
        std::hint::black_box(serde_json::from_slice::<Form>(&json)?);
        Ok(())
    })?;
    let checked = median(21, || publish(form.clone()).map(drop).map_err(|faults| anyhow::anyhow!("{}", faults[0])))?;
    let figure = format!("{} ({:.1} times reading it)", time(checked), ratio(checked, read));
    told(&format!("publish check of {questions} questions"), &figure, "10 ms", checked.as_millis() < 10);
    let Ok(published) = publish(form) else { anyhow::bail!("the form is wrong") };
    let mut answers = Answers::default();
    for slot in published.slots().iter().filter(|slot| matches!(slot.question(), Some(q) if q.kind == Kind::Whole)) {
        answers.put(Place::top(slot.name.clone()), Some(Value::Number(7.into())));
    }
    let language = word::<Language>("en", Language::parse)?;
    let reading = Reading { now: jiff::civil::DateTime::constant(2026, 11, 26, 10, 0, 0, 0), language: &language };
    let settled = median(21, || {
        let sheet = Sheet::settle(&published, &answers, reading)?;
        anyhow::ensure!(sheet.complaints(&answers).len() < questions);
        Ok(())
    })?;
    told(&format!("settling and checking {questions} answers"), &time(settled), "10 ms", settled.as_millis() < 10);
    rendering(20)
}

/// A page of so many questions, from answers to HTML.
fn rendering(questions: usize) -> anyhow::Result<()> {
    let published = publish(form(questions, questions)?).map_err(|faults| anyhow::anyhow!("{}", faults[0]))?;
    let language = word::<Language>("en", Language::parse)?;
    let reading = Reading { now: jiff::civil::DateTime::constant(2026, 11, 26, 10, 0, 0, 0), language: &language };
    let words = belfry::start::words()?.words("en");
    let (errors, typed) = (Errors::default(), BTreeMap::new());
    let rendered = median(101, || {
        let sheet = Sheet::settle(&published, &Answers::default(), reading)?;
        let known = |_: &Kind| Vec::new();
        let showing = Showing {
            sheet: &sheet,
            words: &words,
            errors: &errors,
            typed: &typed,
            known: &known,
            files: Default::default(),
        };
        anyhow::ensure!(showing.page(0).render()?.contains("q0"));
        Ok(())
    })?;
    let what = format!("a page of {questions} questions");
    told(&what, &time(rendered), "2 ms", rendered.as_micros() < 2_000);
    Ok(())
}

fn word<T>(text: &str, parse: fn(&str) -> Option<T>) -> anyhow::Result<T> {
    parse(text).ok_or_else(|| anyhow::anyhow!("`{text}` is no name"))
}

/// Pages of so many questions; every third depends on the one before, some have constraints, patterns, filters and calculations.
fn form(questions: usize, on_page: usize) -> anyhow::Result<Form> {
    let language = word("en", Language::parse)?;
    let said = |text: &str| Text::new(&language, text);
    let list = word("list", Name::parse)?;
    let choices = (0..8).map(|n| Choice {
        code: format!("c{n}"),
        label: said(&format!("Choice {n}")),
        columns: std::iter::once((list.clone(), format!("c{}", n % 3))).collect(),
        was: None,
    });
    let choices = List { choices: choices.collect(), source: None };
    let mut elements = Vec::new();
    for page in 0..questions.div_ceil(on_page) {
        let mut inside = Vec::new();
        for n in page * on_page..questions.min((page + 1) * on_page) {
            let kind = match n % 5 {
                0 => Kind::One(Choose::from(list.clone())),
                1 => Kind::Several(Choose {
                    filter: Some(format!("choice.list = q{}", n - 1)),
                    ..Choose::from(list.clone())
                }),
                2 => Kind::Text,
                3 => Kind::Whole,
                _ => Kind::Calculated,
            };
            let mut question = Question::new(word(&format!("q{n}"), Name::parse)?, kind, said("Is it so, and why?"));
            match n % 5 {
                1 => question.relevance = Some(format!("q{} != \"c3\" or q{0} = empty", n - 1)),
                2 => question.constraint = Some("matches(this, \"[A-Z]{2}[0-9]{4}\") or length(this) > 20".into()),
                3 => question.constraint = Some("this >= 0 and this mod 7 = 0".into()),
                4 => question.calculation = Some(format!("if(q{0} > 3, q{0} * 2.5, coalesce(q{0}, 1)) + 1", n - 1)),
                _ => question.required = Some("true".into()),
            }
            inside.push(Element::Question(Box::new(question)));
        }
        elements.push(Element::Group(Group {
            name: word(&format!("page{page}"), Name::parse)?,
            label: said("A page"),
            page: true,
            relevance: None,
            weight: None,
            item: None,
            elements: inside,
        }));
    }
    let lists = std::iter::once((list, choices)).collect();
    Ok(Form {
        name: word("bench", Name::parse)?,
        title: said("Bench"),
        languages: vec![language],
        lists,
        elements,
        rating: None,
    })
}
