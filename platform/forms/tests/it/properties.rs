//! What holds for every form and every set of answers.

use belfry_forms::core::evaluate::Ground;
use belfry_forms::core::form::{Element, Kind};
use belfry_forms::core::{Answers, At, Form, Place, Published, Value, publish};
use proptest::prelude::*;

use crate::build::*;

/// Questions q0 … q11, each asked and perhaps computed depending on others, written in another order than they depend in.
fn logic() -> impl Strategy<Value = (Form, Vec<Option<bool>>)> {
    let question = ((0usize..12, 0usize..12, 0usize..5), any::<bool>());
    let answers = proptest::collection::vec(proptest::option::of(any::<bool>()), 12);
    let order = Just((0..12).collect::<Vec<usize>>()).prop_shuffle();
    (proptest::collection::vec(question, 12), answers, order).prop_map(|(questions, answers, order)| {
        let elements = questions.into_iter().enumerate().map(|(n, ((a, b, how), calculated))| {
            // Whoever comes earlier in the hidden order may be asked for; the first depends on nobody.
            let rank = order.iter().position(|one| *one == n).unwrap();
            let (a, b) = if rank == 0 { (n, n) } else { (order[a % rank], order[b % rank]) };
            let relevance = match how {
                _ if rank == 0 => "true".to_owned(),
                0 => format!("q{a} or not q{b}"),
                1 => format!("q{a} = q{b}"),
                2 => format!("count(q{a}) + count(q{b}) > 1"),
                3 => format!("if(q{a} = empty, q{b}, q{a})"),
                _ => "true".to_owned(),
            };
            ask(&format!("q{n}"), Kind::YesNo, |question| {
                question.relevance = Some(relevance);
                question.calculation = (calculated && rank % 3 == 2).then(|| format!("q{b} != q{a}"));
            })
        });
        (form(elements.collect()), answers)
    })
}

/// Settles without any order: all empty at first, then each anew from all others until nothing changes.
fn by_force(form: &Published, answers: &[Option<bool>]) -> Vec<Option<bool>> {
    let language = en();
    let mut values: Vec<Option<bool>> = vec![None; form.slots().len()];
    for _ in 0..=form.slots().len() {
        let mut given = Answers::default();
        for (slot, value) in form.slots().iter().zip(&values) {
            given.put(Place::top(slot.name.clone()), value.map(Value::Truth));
        }
        let before = values.clone();
        for (n, value) in values.iter_mut().enumerate() {
            // A form of the same questions in which all but this one are simply answered.
            let mut alone = form.form().clone();
            for (m, element) in alone.elements.iter_mut().enumerate() {
                if let (Element::Question(question), true) = (element, m != n) {
                    (question.relevance, question.calculation) = (None, None);
                }
            }
            let mut given = given.clone();
            given.put(Place::top(form.slots()[n].name.clone()), answers[n].map(Value::Truth));
            let alone = publish(alone).unwrap();
            let sheet = settle(&alone, &given, &language);
            *value = match sheet.value(n, At::TOP) {
                Some(Value::Truth(truth)) => Some(*truth),
                _ => None,
            };
        }
        if values == before {
            break;
        }
    }
    values
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_asked_does_not_depend_on_an_order((definition, given) in logic()) {
        // What cannot be reached is refused; what is left has one result, however it is found.
        let published = publish(definition);
        if let Err(faults) = &published {
            prop_assert!(told(faults).lines().all(|line| line.contains("no answers lead to it")), "{}", told(faults));
        }
        if let Ok(form) = published {
            let mut answers = Answers::default();
            for (slot, value) in form.slots().iter().zip(&given) {
                answers.put(Place::top(slot.name.clone()), value.map(Value::Truth));
            }
            let language = en();
            let sheet = settle(&form, &answers, &language);
            let found: Vec<Option<bool>> = (0..form.slots().len())
                .map(|n| match sheet.value(n, At::TOP) { Some(Value::Truth(truth)) => Some(*truth), _ => None })
                .collect();
            prop_assert_eq!(found, by_force(&form, &given));
            // Settling what was kept changes nothing any more.
            let kept = sheet.answers();
            prop_assert_eq!(settle(&form, &kept, &language).answers(), kept);
        }
    }

    #[test]
    fn any_text_as_an_expression_is_computed_or_refused(text in "[a-z0-9 ()+*/<>=\",.-]{0,40}") {
        belfry_forms::fuzz::expression(text.as_bytes());
    }

    #[test]
    fn calls_of_any_function_with_anything_are_computed_or_refused(
        n in 0..belfry_forms::core::function::Function::ALL.len(),
        arguments in proptest::collection::vec(
            prop_oneof![
                Just("79228162514264337593543950335"), Just("-1"), Just("0.0000000000000000000000000001"), Just("empty"),
                Just("date(\"9999-12-31\")"), Just("\"é\""), Just("true"), Just("today()"), Just("\"2026-01-01\""), Just("1e"),
            ],
            0..4,
        ),
    ) {
        let function = belfry_forms::core::function::Function::ALL[n];
        belfry_forms::fuzz::expression(format!("{}({})", function.name(), arguments.join(", ")).as_bytes());
    }
}
