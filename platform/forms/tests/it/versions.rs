//! Waves that compare.

use std::collections::BTreeMap;

use belfry_forms::core::form::{Element, Form, Kind};
use belfry_forms::core::publish;
use belfry_forms::core::translation::completeness;
use belfry_forms::core::version::{Fate, compare};
use belfry_forms::core::{Language, Place, Value};

use crate::build::*;

fn second() -> Form {
    let mut second = form(vec![
        plain("same", Kind::Text),
        ask("better_name", Kind::Whole, |question| question.was = Some(name("old_name"))),
        plain("tint", one("colour")),
        plain("turned", Kind::Date),
        plain("fresh", Kind::Text),
    ]);
    let colours = &mut second.lists.get_mut(&name("colour")).unwrap().choices;
    colours.remove(2);
    colours[0].code = "crimson".into();
    colours[0].was = Some("red".into());
    second
}

#[test]
fn every_question_has_its_fate() {
    let first = published(vec![
        plain("same", Kind::Text),
        plain("old_name", Kind::Whole),
        plain("tint", one("colour")),
        plain("turned", Kind::Text),
        plain("left", Kind::Text),
    ]);
    let second = publish(second()).unwrap();
    let mapping = compare(&first, &second);
    let codes = BTreeMap::from([("red".to_owned(), "crimson".to_owned()), ("green".to_owned(), "green".to_owned())]);
    let fates = [
        ("left", Fate::Gone),
        ("old_name", Fate::Renamed(name("better_name"))),
        ("same", Fate::Same),
        ("tint", Fate::Recoded { name: name("tint"), codes }),
        ("turned", Fate::Changed),
    ];
    assert_eq!(mapping.old, fates.map(|(old, fate)| (name(old), fate)).into());
    assert_eq!(mapping.new, [name("fresh")]);
    let given = answers(&first, &[("same", "a"), ("old_name", "3"), ("tint", "red"), ("left", "x")]);
    let (carried, lost) = mapping.carry(&second, &given);
    assert_eq!(carried.values[&Place::top(name("tint"))], Value::Code("crimson".into()));
    assert_eq!(carried.values[&Place::top(name("better_name"))], Value::Number(3.into()));
    assert_eq!(lost, [Place::top(name("left"))]);
    let (_, lost) = mapping.carry(&second, &answers(&first, &[("tint", "blue")]));
    assert_eq!(lost, [Place::top(name("tint"))], "a choice that is gone is not guessed");
}

#[test]
fn each_language_tells_what_it_lacks() {
    let mut form = form(vec![plain("a", Kind::Text), plain("b", Kind::Text)]);
    let fr = Language::parse("fr").unwrap();
    form.languages.push(fr.clone());
    form.title.put(&fr, "Un formulaire");
    if let Element::Question(question) = &mut form.elements[0] {
        question.label.put(&fr, "a");
    }
    let of = completeness(&form);
    assert_eq!((of[0].there, of[0].of), (8, 8));
    assert_eq!((of[1].there, of[1].of), (2, 8));
    assert!(of[1].missing.contains(&name("b")) && of[1].missing.contains(&name("colour")));
}
