//! What is refused before anybody can answer, with place and reason.

use belfry_forms::core::form::{Choose, Kind, Row};
use belfry_forms::core::{Form, publish};

use crate::build::*;

fn refused(form: Form) -> String {
    publish(form).map(|_| String::new()).unwrap_or_else(|faults| told(&faults))
}

fn refused_elements(elements: Vec<belfry_forms::core::form::Element>) -> String {
    refused(form(elements))
}

#[test]
fn names_that_do_not_exist_are_told_with_their_place() {
    let told = refused_elements(vec![when("a", Kind::Text, "1 = 1 and nobody = 2")]);
    assert_eq!(told, "a, relevance: at character 10: there is nothing called `nobody`");
}

#[test]
fn types_have_to_fit() {
    let asked = || vec![plain("age", Kind::Whole), plain("who", Kind::Text), plain("tint", one("colour"))];
    let why = |expression: &str| {
        let mut elements = asked();
        elements.push(computed("x", expression));
        refused_elements(elements).trim_start_matches("x, calculation: ").to_owned()
    };
    assert_eq!(why("age = who"), "at character 0: a number cannot be compared with a text");
    assert_eq!(why("age + who"), "at character 6: a number was expected, this is a text");
    assert_eq!(why("not age"), "at character 4: yes or no was expected, this is a number");
    assert_eq!(why("tint = \"pink\""), "at character 7: `pink` is none of the choices of `colour`");
    assert_eq!(why("selected(tint, \"pink\")"), "at character 15: `pink` is none of the choices of `colour`");
    assert_eq!(why("if(true, 1, \"a\")"), "at character 12: a number was expected, this is a text");
    assert_eq!(why("matches(who, who)"), "at character 13: the pattern has to be written out here");
    assert!(why("matches(who, \"(\")").contains("this is no pattern"));
    assert_eq!(why("this = 1"), "at character 0: `this` has no meaning here");
    assert_eq!(why("choice.name = \"a\""), "at character 0: `choice` has no meaning outside of a filter");
    assert_eq!(why("date(\"2026-02-30\")"), "at character 5: `2026-02-30` is no date");
    assert_eq!(why("position()"), "at character 0: there is no repeat around this");
    assert_eq!(why("age = empty and today() > \"2026-01-01\" and who != \"\""), "");
}

#[test]
fn circles_are_named() {
    let told = refused_elements(vec![computed("a", "b + 1"), computed("b", "c"), computed("c", "a")]);
    assert_eq!(told, "a: it depends on itself: a, which needs b, which needs c");
    let told = refused_elements(vec![group("g", false, Some("a = 1"), vec![plain("a", Kind::Whole)])]);
    assert_eq!(told, "g: it depends on itself: g, which needs a");
}

#[test]
fn what_nobody_can_be_asked_is_refused() {
    for never in ["false", "1 > 2", "tint = \"red\" and tint = \"green\"", "tint = empty and tint = \"red\""] {
        let told = refused_elements(vec![plain("tint", one("colour")), when("a", Kind::Text, never)]);
        assert!(told.starts_with("a, relevance: no answers lead to it"), "{never}: {told}");
    }
    // What is around it, and what is asked for, count as well.
    let told = refused_elements(vec![
        plain("tint", one("colour")),
        when("why", Kind::Text, "tint = \"red\""),
        group("g", false, Some("tint != \"red\""), vec![when("a", Kind::Text, "why = \"x\"")]),
    ]);
    assert!(told.starts_with("a, relevance: no answers lead to it"), "{told}");
    let scale = Kind::Scale { from: 1.into(), to: 5.into(), step: 1.into() };
    let told = refused_elements(vec![plain("mood", scale), when("a", Kind::Text, "mood > 5")]);
    assert!(told.starts_with("a, relevance: no answers lead to it"), "{told}");
    let told = refused_elements(vec![plain("n", Kind::Whole), when("a", Kind::Text, "n > 2 and n < 2")]);
    assert!(told.starts_with("a, relevance: no answers lead to it"), "{told}");
    assert_eq!(refused_elements(vec![plain("n", Kind::Whole), when("a", Kind::Text, "n >= 2 and n <= 2")]), "");
    assert_eq!(
        refused_elements(vec![plain("t", one("colour")), when("a", Kind::Text, "not (t = \"red\") or t = \"red\"")]),
        ""
    );
}

#[test]
fn a_page_does_not_wait_for_a_later_one() {
    let pages = vec![
        group("one", true, None, vec![when("a", Kind::Text, "b = \"x\"")]),
        group("two", true, None, vec![plain("b", Kind::Text)]),
    ];
    assert_eq!(
        refused_elements(pages),
        "a, relevance: whether it is asked depends on `b`, which comes on a later page"
    );
    let pages = vec![
        group("one", true, None, vec![when("a", Kind::Text, "c = \"x\"")]),
        group("two", true, None, vec![plain("b", Kind::Text)]),
        computed("c", "b"),
    ];
    assert!(refused_elements(pages).starts_with("a, relevance: whether it is asked depends on `c`"));
}

#[test]
fn structure_is_checked_as_a_whole_and_every_fault_told() {
    let matrix = Kind::Matrix { rows: vec![Row { name: name("a"), label: said("A"), was: None }], list: name("level") };
    let mut wrong = form(vec![
        plain("a", Kind::Text),
        plain("a", one("nothing")),
        plain("m", matrix),
        group("g", false, None, vec![group("p", true, None, vec![])]),
        plain("s", Kind::Scale { from: 5.into(), to: 1.into(), step: 1.into() }),
        plain("money", Kind::Money { currencies: vec!["euro".into()] }),
        plain("c", Kind::Calculated),
        ask("l", Kind::Text, |question| question.label = said("Dear ${who} and ${a}")),
    ]);
    wrong.lists.insert(name("bad"), list(&["a b", "x", "x"]));
    let told = refused(wrong);
    for part in [
        "a: there is another element of this name",
        "a: there is no list `nothing`",
        "p: a page cannot be inside of something",
        "s: these numbers do not go together",
        "money: `euro` is no currency",
        "c, calculation: it is computed, and nothing says how",
        "l, text: at character 5: `${…}` names no answer that could stand here",
        "bad: `a b` is no code: it is empty, too long, or has white space",
        "bad: the code `x` stands there twice",
    ] {
        assert!(told.lines().any(|line| line == part), "{part} is not in\n{told}");
    }
}

#[test]
fn filters_know_the_columns_of_their_list() {
    let filtered = |filter: &str| {
        let choose = Choose { filter: Some(filter.to_owned()), ..Choose::from(name("colour")) };
        refused_elements(vec![plain("level", one("level")), plain("tint", Kind::One(choose))])
    };
    assert_eq!(filtered("choice.name != \"red\""), "");
    assert_eq!(
        filtered("choice.warm = level"),
        "tint, choice filter: at character 0: the choices have no column `warm`"
    );
}

#[test]
fn many_answers_are_no_single_one() {
    let entries = || repeat("staff", None, vec![plain("pay", Kind::Decimal)]);
    let told = refused_elements(vec![entries(), computed("x", "pay + 1")]);
    assert!(told.contains("there are several answers to `pay` here"), "{told}");
    assert_eq!(refused_elements(vec![entries(), computed("x", "sum(pay) + count(staff)")]), "");
}

#[test]
fn equal_definitions_are_one_version() {
    let make = || published(vec![plain("a", Kind::Text)]);
    assert_eq!(make().hash(), make().hash());
    assert_eq!(make().hash().as_str().len(), 64);
    assert_ne!(make().hash(), published(vec![plain("a", Kind::LongText)]).hash());
    let json = serde_json::to_string(make().form()).unwrap();
    assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), *make().form());
}
