//! What follows from answers: what is asked, computed, offered, complained of, kept.

use belfry_forms::core::form::{Choose, Element, Kind, Row};
use belfry_forms::core::validate::Reason;
use belfry_forms::core::{At, Name, Place, Text};

use crate::build::*;

fn shop() -> Vec<Element> {
    vec![
        plain("tint", one("colour")),
        plain("tints", several("colour")),
        plain("n", Kind::Decimal),
        plain("who", Kind::Text),
        plain("day", Kind::Date),
        plain("ok", Kind::YesNo),
        repeat(
            "staff",
            None,
            vec![plain("pay", Kind::Decimal), plain("role", Kind::Text), computed("nth", "position()")],
        ),
    ]
}

#[test]
fn expressions_give_what_people_expect() {
    let sent = [
        ("tint", "red"),
        ("tints", "green blue"),
        ("n", "2.5"),
        ("who", "Ana Lopes"),
        ("day", "2026-01-31"),
        ("staff", "3"),
        ("pay#0", "0.1"),
        ("pay#1", "0.2"),
        ("role#2", "boss"),
    ];
    for (expression, result) in [
        ("0.1 + 0.2 = 0.3", "yes"),
        ("n * 2 - 1", "4"),
        ("7 mod 3 + -7 mod 3", "0"),
        ("1 / 0", "-"),
        ("1 / 3 * 3", "0.9999999999999999999999999999"),
        ("round(2.5) + round(-2.5)", "0"),
        ("round(2.345, 2)", "2.35"),
        ("int(-2.7)", "-2"),
        ("floor(-2.1) + ceiling(2.1)", "0"),
        ("tint = \"red\" and tint != \"blue\"", "yes"),
        ("selected(tints, \"blue\") and not selected(tints, \"red\")", "yes"),
        ("count_selected(tints)", "2"),
        ("selected_at(tints, 1)", "blue"),
        ("label(tint)", "RED"),
        ("label(tints)", "GREEN, BLUE"),
        ("if(ok, \"yes\", \"no\")", "no"),
        ("ok = false", "no"),
        ("ok = empty", "yes"),
        ("coalesce(empty, who, \"x\")", "Ana Lopes"),
        ("concat(upper(who), \"!\", n)", "ANA LOPES!2.5"),
        ("substring(who, 4)", "Lopes"),
        ("substring(who, 0, 3)", "Ana"),
        ("length(who)", "9"),
        ("contains(who, \"Lop\") and starts_with(who, \"A\") and ends_with(who, \"s\")", "yes"),
        ("matches(who, \"[A-Z][a-z]+ .*\")", "yes"),
        ("matches(who, \"Ana\")", "no"),
        ("number(\"12.50\") + 0", "12.5"),
        ("number(\"twelve\")", "-"),
        ("day + 1", "2026-02-01"),
        ("add_months(day, 1)", "2026-02-28"),
        ("today() - day", "299"),
        ("years_between(date(\"2000-11-27\"), today())", "25"),
        ("months_between(day, date(\"2026-02-28\"))", "1"),
        ("weekday(today())", "4"),
        ("year(day) * 100 + month(day)", "202601"),
        ("format_date(day, \"%d.%m.%Y\")", "31.01.2026"),
        ("day < \"2026-02-01\"", "yes"),
        ("sum(pay)", "0.3"),
        ("mean(pay)", "0.15"),
        ("max(pay, 1) - min(pay)", "0.9"),
        ("count(pay)", "2"),
        ("count(staff)", "3"),
        ("entry(pay, 2)", "0.2"),
        ("entry(pay, 3)", "-"),
        ("join(\"; \", nth)", "1; 2; 3"),
        ("sum(nth)", "6"),
    ] {
        assert_eq!(gives(shop(), &sent, expression), result, "{expression}");
    }
}

#[test]
fn what_is_empty_stays_empty_and_is_no_number() {
    for (expression, result) in [
        ("n + 1", "-"),
        ("n > 1", "no"),
        ("n <= 1", "no"),
        ("n = n", "yes"),
        ("n != 1", "yes"),
        ("not ok", "yes"),
        ("sum(n)", "0"),
    ] {
        assert_eq!(gives(shop(), &[], expression), result, "{expression}");
    }
}

#[test]
fn what_is_no_longer_asked_is_pruned_with_all_that_follows() {
    let form = published(vec![
        plain("ok", Kind::YesNo),
        group("more", false, Some("ok"), vec![plain("n", Kind::Whole), when("why", Kind::Text, "n > 1")]),
        computed("double", "n * 2"),
    ]);
    let en = en();
    let mut given = answers(&form, &[("ok", "yes"), ("n", "3"), ("why", "so")]);
    let sheet = settle(&form, &given, &en);
    assert_eq!((value(&sheet, "why"), value(&sheet, "double")), ("so".into(), "6".into()));
    assert_eq!(sheet.answers().values.len(), 4);
    given.put(Place::top(name("ok")), Some(belfry_forms::core::Value::Truth(false)));
    let sheet = settle(&form, &given, &en);
    assert_eq!((value(&sheet, "why"), value(&sheet, "double")), ("-".into(), "-".into()));
    let kept: Vec<Name> = sheet.answers().values.into_keys().map(|place| place.name).collect();
    assert_eq!(kept, [name("ok")]);
}

#[test]
fn entries_follow_a_count_and_look_at_their_own() {
    let form = published(vec![
        plain("sites", Kind::Whole),
        repeat(
            "site",
            Some("sites"),
            vec![
                plain("city", Kind::Text),
                when("floor", Kind::Whole, "city = \"Rome\""),
                computed("share", "100 / count(site)"),
            ],
        ),
    ]);
    let en = en();
    let given =
        answers(&form, &[("sites", "2"), ("city#0", "Rome"), ("floor#0", "3"), ("floor#1", "9"), ("floor#2", "1")]);
    let sheet = settle(&form, &given, &en);
    assert_eq!(
        (value(&sheet, "floor#0"), value(&sheet, "floor#1"), value(&sheet, "share#1")),
        ("3".into(), "-".into(), "50".into())
    );
    assert_eq!(sheet.cells(form.slot(&name("city")).unwrap()).len(), 2);
    let at = At::TOP.inside(0).unwrap();
    let text = Text::new(&en, "In ${city}, of ${sites}");
    assert_eq!(sheet.say(&text, at), "In Rome, of 2");
}

#[test]
fn each_question_says_what_is_wrong_with_its_answer() {
    let scale = Kind::Scale { from: 1.into(), to: 5.into(), step: "0.5".parse().unwrap() };
    let matrix = Kind::Matrix {
        rows: ["r1", "r2"].map(|row| Row { name: name(row), label: said(row), was: None }).to_vec(),
        list: name("level"),
    };
    let form = published(vec![
        ask("whole", Kind::Whole, |question| question.constraint = Some("this > 10".into())),
        ask("due", Kind::Text, |question| question.required = Some("whole > 5".into())),
        plain("scale", scale),
        plain("rank", Kind::Rank(Choose::from(name("colour")))),
        ask("matrix", matrix, |question| question.required = Some("true".into())),
        plain("agree", Kind::Consent),
        plain("money", Kind::Money { currencies: vec!["EUR".into()] }),
        plain("land", Kind::Country),
        plain("long", Kind::Text),
        plain("tint", one("colour")),
    ]);
    let en = en();
    let long = "x".repeat(1_001);
    let mut given = answers(
        &form,
        &[
            ("whole", "7"),
            ("scale", "2.25"),
            ("rank", "red green"),
            ("r1", "low"),
            ("land", "FRA"),
            ("long", &long),
            ("tint", "pink"),
        ],
    );
    given.put(Place::parse("ghost").unwrap(), Some(belfry_forms::core::Value::Truth(true)));
    let complaints = settle(&form, &given, &en).complaints(&given);
    let told: Vec<(String, Reason)> = complaints.into_iter().map(|c| (c.place.to_string(), c.reason)).collect();
    let expected = [
        ("whole", Reason::Constraint),
        ("due", Reason::Required),
        ("scale", Reason::OffScale),
        ("rank", Reason::NotARank),
        ("r2", Reason::Required),
        ("agree", Reason::NotAgreed),
        ("land", Reason::WrongKind),
        ("long", Reason::TooLong),
        ("tint", Reason::NotOffered),
        ("ghost", Reason::Unknown),
    ];
    assert_eq!(told, expected.map(|(place, reason)| (place.to_owned(), reason)));
}

#[test]
fn a_filter_offers_what_fits_and_refuses_the_rest() {
    let choose = Choose { filter: Some("choice.warm = level".into()), ..Choose::from(name("colour")) };
    let mut definition = form(vec![plain("level", one("level")), plain("tint", Kind::One(choose))]);
    let colours = &mut definition.lists.get_mut(&name("colour")).unwrap().choices;
    for (choice, warm) in colours.iter_mut().zip(["high", "low", "low"]) {
        choice.columns.insert(name("warm"), warm.to_owned());
    }
    let form = belfry_forms::core::publish(definition).unwrap();
    let en = en();
    let given = answers(&form, &[("level", "low"), ("tint", "red")]);
    let sheet = settle(&form, &given, &en);
    let tint = form.slot(&name("tint")).unwrap();
    let offered: Vec<&str> = sheet.offered(tint, At::TOP).iter().map(|choice| choice.code.as_str()).collect();
    assert_eq!(offered, ["green", "blue"]);
    assert_eq!(sheet.complaint(tint, At::TOP, &given), Some(Reason::NotOffered));
}

#[test]
fn computed_answers_can_stay_what_they_first_were() {
    let form = published(vec![ask("began", Kind::Calculated, |question| {
        question.calculation = Some("today()".into());
        question.once = true;
    })]);
    let en = en();
    assert_eq!(value(&settle(&form, &answers(&form, &[]), &en), "began"), "2026-11-26");
    assert_eq!(value(&settle(&form, &answers(&form, &[("began", "2026-10-01")]), &en), "began"), "2026-10-01");
}

#[test]
fn texts_that_double_come_to_an_end() {
    let mut elements = vec![computed("c0", "\"xxxxxxxxxx\"")];
    elements.extend((1..40).map(|n| computed(&format!("c{n}"), &format!("concat(c{0}, c{0})", n - 1))));
    let form = published(elements);
    let language = en();
    let reading = belfry_forms::core::Reading { now: "2026-11-26T10:00".parse().unwrap(), language: &language };
    assert!(belfry_forms::core::Sheet::settle(&form, &Default::default(), reading).is_err());
}
