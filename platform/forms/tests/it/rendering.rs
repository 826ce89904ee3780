//! Answering pages as they are sent, of every kind of question, in both languages.

use std::collections::BTreeMap;

use belfry_forms::core::form::{Choose, Element, Kind, Look, Repeat, Row};
use belfry_forms::core::{Answers, Language, Published, publish};
use belfry_forms::render::{Showing, Taken, countries, errors, regions, take, words_for};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::{Catalogue, Source, Words};

use crate::build::*;

fn catalogue() -> Catalogue {
    let of = |name, words: &'static [(&'static str, &'static str)]| {
        words.iter().map(move |(language, text)| Source { language, name, text })
    };
    let sources: Vec<Source> = of("web", belfry_web::WORDS).chain(of("forms", belfry_forms::WORDS)).collect();
    Catalogue::load(&sources).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// One page with every kind, in two languages.
fn every_kind() -> Published {
    let fr = Language::parse("fr").unwrap();
    let rows = ["r1", "r2"].map(|row| Row { name: name(row), label: said(row), was: None }).to_vec();
    let scale = |to: i64| Kind::Scale { from: 0.into(), to: to.into(), step: 1.into() };
    let minimal = Choose { look: Look::Minimal, ..Choose::from(name("level")) };
    let sites = match repeat("site", None, vec![plain("city", Kind::Text)]) {
        Element::Repeat(repeat) => Repeat { min: 1, max: Some(3), ..repeat },
        _ => unreachable!(),
    };
    let mut form = form(vec![
        ask("text", Kind::Text, |q| {
            q.hint = said("a hint");
            q.required = Some("true".into());
        }),
        plain("long", Kind::LongText),
        ask("whole", Kind::Whole, |q| (q.constraint, q.message) = (Some("this > 0".into()), said("More than none."))),
        plain("part", Kind::Decimal),
        ask("day", Kind::Date, |q| q.default = Some("today()".into())),
        plain("hour", Kind::Time),
        plain("moment", Kind::Moment),
        plain("ok", Kind::YesNo),
        when("why", Kind::Text, "ok = false"),
        plain("tint", one("colour")),
        plain("level", Kind::One(minimal)),
        plain("tints", several("colour")),
        plain("order", Kind::Rank(Choose::from(name("level")))),
        plain("mood", scale(3)),
        plain("degree", scale(100)),
        plain("grid", Kind::Matrix { rows, list: name("level") }),
        plain("land", Kind::Country),
        plain("region", Kind::Region),
        plain("file", Kind::File { picture: true }),
        plain("cost", Kind::Money { currencies: vec!["EUR".into(), "CHF".into()] }),
        ask("shown", Kind::Decimal, |q| q.calculation = Some("part * 2".into())),
        computed("unseen", "1"),
        ask("note", Kind::Note, |q| q.label = said("You said ${text}.")),
        Element::Repeat(sites),
        plain("agree", Kind::Consent),
    ]);
    form.languages.push(fr.clone());
    for (element, word) in form.elements.iter_mut().zip(1..) {
        if let Element::Question(question) = element {
            let asked = question.label.said(&en(), &[]).to_owned();
            question.label.put(&fr, format!("Question {word} ({asked})"));
        }
    }
    publish(form).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

fn known(kind: &Kind) -> Vec<Choice> {
    match kind {
        Kind::Country => vec![Choice::new("FR", "France", ""), Choice::new("LU", "Luxembourg", "")],
        _ => Vec::new(),
    }
}

fn shown(form: &Published, answers: &Answers, errors: &Errors, typed: &BTreeMap<String, String>, t: &Words) -> String {
    use askama::Template;
    let language = Language::parse(t.language()).unwrap();
    let sheet = settle(form, answers, &language);
    Showing { sheet: &sheet, words: t, errors, typed, known: &known, files: Default::default() }
        .page(0)
        .render()
        .unwrap()
}

/// Compares with the page that is kept; `BELFRY_WRITE_PAGES=1` writes it anew.
fn is_as_kept(file: &str, page: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(file);
    let page = page.replace("\n\n", "\n").lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n";
    if std::env::var_os("BELFRY_WRITE_PAGES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(page, std::fs::read_to_string(&path).unwrap(), "{file}");
}

#[test]
fn each_kind_of_question_has_its_field_in_both_languages() {
    let (form, words) = (every_kind(), catalogue());
    let given = [
        ("text", "Ana <b>"),
        ("part", "2.5"),
        ("ok", "no"),
        ("why", "so"),
        ("tint", "green"),
        ("tints", "red blue"),
        ("order", "high low"),
        ("mood", "2"),
        ("r1", "low"),
        ("land", "LU"),
        ("cost", "1.5"),
        ("site", "2"),
        ("city#1", "Metz"),
        ("hour", "09:30"),
        ("agree", "yes"),
    ];
    let given = answers(&form, &given);
    for language in ["en", "fr"] {
        let page = shown(&form, &given, &Errors::default(), &BTreeMap::new(), &words.words(language));
        assert!(page.contains("Ana &#60;b&#62;") && !page.contains("<b>"), "answers are escaped");
        is_as_kept(&format!("every-kind.{language}.html"), &page);
    }
}

fn sent(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn taken(form: &Published, answers: &Answers, pairs: &[(&str, &str)]) -> Taken {
    let language = en();
    take(&settle(form, answers, &language), 0, answers, &sent(pairs)).unwrap()
}

#[test]
fn what_is_sent_is_taken_and_what_is_wrong_stands_beside_its_field_with_what_was_typed() {
    let (form, words, language) = (every_kind(), catalogue(), en());
    let back = taken(
        &form,
        &Answers::default(),
        &[
            ("whole", "many"),
            ("tints", "red"),
            ("tints", "blue"),
            ("order:2", "low"),
            ("order:1", "high"),
            ("cost", "1,50"),
            ("cost:currency", "CHF"),
            ("part", "1,5"),
            ("why", "was not asked"),
            ("unseen", "7"),
            ("ghost", "x"),
        ],
    );
    let sheet = settle(&form, &back.answers, &language);
    let got = ["tints", "order", "cost", "part", "shown", "why", "unseen"].map(|place| value(&sheet, place));
    assert_eq!(got, ["red blue", "high low", "1.50 CHF", "1.5", "3", "-", "1"]);
    let t = words.words("en");
    let mut wrong = errors(&sheet, &t, 0, &back.answers);
    for (place, reason) in &back.unreadable {
        wrong.add(&belfry_forms::render::field(place), words_for(&sheet, &t, place, *reason));
    }
    let page = shown(&form, &back.answers, &wrong, &back.typed, &t);
    for part in [
        "value=\"many\"",
        "This is no number. Write one, such as 120.",
        "text: Answer this question.</a>",
        "One can go on only with your agreement.",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let back = taken(&form, &Answers::default(), &[("whole", "0")]);
    let sheet = settle(&form, &back.answers, &language);
    assert_eq!(errors(&sheet, &t, 0, &back.answers).of("whole"), "More than none.");
}

#[test]
fn a_page_that_asks_more_now_is_shown_again() {
    let form = every_kind();
    assert!(taken(&form, &Answers::default(), &[("ok", "no")]).more);
    assert!(!taken(&form, &Answers::default(), &[("ok", "yes")]).more);
}

#[test]
fn entries_are_added_and_removed_by_buttons() {
    let (form, language) = (every_kind(), en());
    let one = taken(&form, &Answers::default(), &[("city~0", "Metz"), ("add", "site")]);
    assert!(one.changed_entries);
    let two = taken(&form, &one.answers, &[("city~0", "Metz"), ("city~1", "Trier"), ("add", "site")]);
    let three =
        taken(&form, &two.answers, &[("city~0", "Metz"), ("city~1", "Trier"), ("city~2", "Arlon"), ("add", "site")]);
    assert!(!three.changed_entries, "three are the most");
    let back = taken(
        &form,
        &three.answers,
        &[("city~0", "Metz"), ("city~1", "Trier"), ("city~2", "Arlon"), ("remove", "site~1")],
    );
    let sheet = settle(&form, &back.answers, &language);
    assert_eq!((value(&sheet, "city#0"), value(&sheet, "city#1")), ("Metz".into(), "Arlon".into()));
    assert_eq!(sheet.cells(form.slot(&name("city")).unwrap()).len(), 2);
    let strange = taken(&form, &back.answers, &[("remove", "site~9"), ("add", "nothing"), ("add", "text")]);
    assert!(!strange.changed_entries);
}

#[test]
fn a_region_is_one_of_the_country_that_was_named_and_what_was_kept_stays() {
    use askama::Template;
    let form = publish(form(vec![plain("land", Kind::Country), plain("region", Kind::Region)])).unwrap();
    let (words, errors, typed, language) = (catalogue(), Errors::default(), BTreeMap::new(), en());
    let t = words.words("fr");
    let known = |kind: &Kind| if *kind == Kind::Country { countries(&t, false) } else { regions(false) };
    let drawn = |given: &[(&str, &str)]| {
        let given = answers(&form, given);
        let sheet = settle(&form, &given, &language);
        let showing = Showing {
            sheet: &sheet,
            words: &t,
            errors: &errors,
            typed: &typed,
            known: &known,
            files: Default::default(),
        };
        showing.page(0).render().unwrap()
    };
    let free = drawn(&[]);
    assert!(free.contains("<optgroup label=\"Belgique\">") && free.contains("Prov. Liège (BE33)"), "{free}");
    assert!(
        free.contains("value=\"DE\">Allemagne") && !free.contains("Corvenne"),
        "invented ones only in the demonstration"
    );
    let named = drawn(&[("land", "LU"), ("region", "BE33")]);
    assert!(named.contains("value=\"LU\" selected>Luxembourg") && named.contains("Luxembourg (LU00)"), "{named}");
    assert!(
        named.contains("value=\"BE33\" selected") && !named.contains("optgroup") && !named.contains("FR10"),
        "{named}"
    );
    let written = drawn(&[("land", "US"), ("region", "OHIO")]);
    let line = written.split("id=\"f-region\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(line.contains("value=\"OHIO\""), "a country without regions here leaves a line: {line}");
}
