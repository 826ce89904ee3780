//! The catalogue and the words it gives, in both languages.

use belfry_words::{Catalogue, Source, Words, used_keys};
use jiff::Timestamp;

const EN: &str = "\
tests-plain = Plain
tests-only-english = Only here
tests-events = { $n ->
    [one] { $n } event of { $who }
   *[other] { $n } events of { $who }
}
tests-score = { NUMBER($n, minimumFractionDigits: 2) }
";
const FR: &str = "\
tests-plain = Simple
tests-events = { $n ->
    [one] { $n } événement de { $who }
   *[other] { $n } événements de { $who }
}
tests-score = { NUMBER($n, minimumFractionDigits: 2) }
";

fn source(language: &'static str, text: &'static str) -> Source {
    Source { language, name: "tests", text }
}

fn catalogue() -> Catalogue {
    Catalogue::load(&[source("en", EN), source("fr", FR)]).expect("the test's own messages are sound")
}

fn both() -> (Words, Words) {
    let catalogue = catalogue();
    (catalogue.words("en"), catalogue.words("fr"))
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an RFC 3339 instant")
}

#[test]
fn plurals_follow_the_language() {
    let (en, fr) = both();
    let said = |t: &Words, n: u64| t.a("tests-events", &[("n", n.into()), ("who", "Ana".into())]);
    assert_eq!(said(&en, 0), "0 events of Ana");
    assert_eq!(said(&en, 1), "1 event of Ana");
    assert_eq!(said(&en, 1234), "1,234 events of Ana");
    assert_eq!(said(&fr, 0), "0 événement de Ana");
    assert_eq!(said(&fr, 1), "1 événement de Ana");
    assert_eq!(said(&fr, 2), "2 événements de Ana");
    assert_eq!(said(&fr, 1234), "1\u{202F}234 événements de Ana");
    assert_eq!(said(&en, u64::MAX), "18,446,744,073,709,551,615 events of Ana");
}

#[test]
fn numbers_inside_messages_obey_their_options() {
    let (en, fr) = both();
    assert_eq!(en.a("tests-score", &[("n", 1234.into())]), "1,234.00");
    assert_eq!(fr.a("tests-score", &[("n", 1234.into())]), "1\u{202F}234,00");
}

#[test]
fn what_is_missing_falls_back_to_english_and_then_to_the_key() {
    let (_, fr) = both();
    assert_eq!(fr.s("tests-plain"), "Simple");
    assert_eq!(fr.s("tests-only-english"), "Only here");
    assert_eq!(fr.s("tests-nowhere"), "tests-nowhere");
    assert_eq!(catalogue().words("xx").language(), "en");
    assert_eq!(catalogue().gaps(), ["fr: tests-only-english is missing"]);
}

#[test]
fn an_argument_is_never_read_as_a_message() {
    let (en, _) = both();
    let said = en.a("tests-events", &[("n", 2.into()), ("who", "{ $n } <b>".into())]);
    assert_eq!(said, "2 events of { $n } <b>");
}

#[test]
fn faults_are_refused_with_their_place() {
    let load = |sources: &[Source]| Catalogue::load(sources).map(drop).unwrap_err();
    let said = |sources: &[Source]| load(sources).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        said(&[source("en", "tests-a = A\ntests-b = B\ntests-a = Again\n")]),
        ["tests/locales/en.ftl:3: tests-a is given twice, first in tests"]
    );
    assert_eq!(
        said(&[source("en", "\nother-a = A\n")]),
        ["tests/locales/en.ftl:2: other-a does not begin with tests-"]
    );
    assert_eq!(load(&[source("fr", "tests-a = A\n\n\ntests-b = { $n\n")])[0].line, 4);
    assert_eq!(load(&[source("xx", "")])[0].why, "no number conventions are known for xx");
    assert_eq!(load(&[source("en", "tests-a =\n    .title = T\n")])[0].why, "tests-a has no value");
}

#[test]
fn sizes_shares_and_money_are_said_as_the_language_does() {
    let (en, fr) = both();
    assert_eq!(en.number(-1_234_567), "-1,234,567");
    assert_eq!(fr.number(1_234_usize), "1\u{202F}234");
    assert_eq!([0, 1, 999].map(|n| en.bytes(n)), ["0 bytes", "1 byte", "999 bytes"]);
    assert_eq!(en.bytes(1_023), "1,023 bytes");
    assert_eq!([1 << 10, 1_300_000, (1 << 20) - 1].map(|n| en.bytes(n)), ["1\u{A0}KiB", "1.2\u{A0}MiB", "1\u{A0}MiB"]);
    assert_eq!(en.bytes(512 << 20), "512\u{A0}MiB", "what an operator sets is said as he set it");
    assert_eq!(fr.bytes(34 << 30), "34\u{A0}Gio");
    assert_eq!(en.percent(0.425), "42.5%");
    assert_eq!(fr.percent(0.425), "42,5\u{202F}%");
    assert_eq!(en.percent(f64::NAN), "–");
    assert_eq!(en.money(123_450, "EUR"), "€1,234.50");
    assert_eq!(fr.money(-123_450, "EUR"), "-1\u{202F}234,50\u{A0}€");
    assert_eq!(en.money(5, "CHF"), "CHF\u{A0}0.05");
    assert_eq!(en.list::<&str>(&[]), "");
    assert_eq!(en.list(&["a"]), "a");
    assert_eq!(en.list(&["a", "b", "c"]), "a, b and c");
    assert_eq!(fr.list(&["a", "b"]), "a et b");
}

#[test]
fn instants_are_said_in_the_readers_zone() {
    let (en, fr) = both();
    let (en, fr) = (en.in_zone("Europe/Brussels"), fr.in_zone("Europe/Brussels"));
    let winter = at("2026-02-28T23:30:00Z");
    assert_eq!(en.date(winter), "1 March 2026");
    assert_eq!(fr.date(winter), "1er mars 2026");
    assert_eq!(en.date_time(winter), "1 March 2026, 00:30");
    assert_eq!(fr.date_time(winter), "1er mars 2026 à 00:30");
    assert_eq!(en.date_time_zone(winter), "1 March 2026, 00:30 CET (UTC+1)");
    assert_eq!(en.date_time_zone(at("2026-07-01T10:00:00Z")), "1 July 2026, 12:00 CEST (UTC+2)");
    assert_eq!(en.in_zone("Asia/Kathmandu").date_time_zone(winter), "1 March 2026, 05:15 UTC+5:45");
    assert_eq!(en.in_zone("Not/AZone").date_time_zone(winter), "28 February 2026, 23:30 UTC");
    assert!(Words::knows_zone("Europe/Paris") && !Words::knows_zone("Not/AZone"));
}

#[test]
fn distances_are_cut_to_their_largest_unit() {
    let (en, fr) = both();
    let now = at("2026-11-22T12:00:00Z");
    let said = |t: &Words, seconds: i64| t.relative(Timestamp::from_second(now.as_second() + seconds).unwrap(), now);
    assert_eq!(said(&en, 0), "just now");
    assert_eq!(said(&en, 30), "in a moment");
    assert_eq!(said(&en, -3 * 3600 - 1), "3 hours ago");
    assert_eq!(said(&fr, -3 * 3600 - 1), "il y a 3 heures");
    assert_eq!(said(&en, 3 * 86_400 - 1), "in 2 days");
    assert_eq!(said(&fr, 86_400), "dans 1 jour");
    assert_eq!(said(&fr, -400 * 86_400), "il y a 1 an");
    assert_eq!(said(&en, 45 * 86_400), "in 1 month");
}

#[test]
fn the_crates_own_messages_are_complete() {
    let catalogue = Catalogue::load(&[]).expect("the crate's own messages are sound");
    assert_eq!(catalogue.gaps(), Vec::<String>::new());
    let text = [include_str!("../src/words.rs"), include_str!("../src/time.rs")].concat();
    let mut used = used_keys(&text.replace("self.", "words."));
    // Those of charts are used where charts are made.
    used.extend(
        catalogue
            .keys("en")
            .into_iter()
            .filter(|key| key.starts_with("words-chart-") || key.starts_with("words-plot-")),
    );
    used.insert("words-language".to_owned());
    assert_eq!(used, catalogue.keys("en"));
}

#[test]
fn one_catalogue_serves_all_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    let catalogue = catalogue();
    shared(&catalogue);
    shared(&catalogue.words("fr"));
}

#[test]
fn a_place_in_the_law_begins_a_line_with_a_capital() {
    let (en, fr) = both();
    let law = "Directive (EU) 2022/2555, Article 21(2)";
    assert_eq!((en.cited(law), en.cited_first(law)), (law.to_owned(), law.to_owned()));
    assert_eq!(fr.cited(law), "directive (UE) 2022/2555, article 21, paragraphe\u{a0}2");
    assert_eq!(fr.cited_first(law), "Directive (UE) 2022/2555, article 21, paragraphe\u{a0}2");
    for kept in ["https://opencsirt.org/", "Belfry", ""] {
        assert_eq!(fr.cited_first(kept), kept);
    }
}

#[test]
fn a_label_stands_before_what_is_said_with_the_marks_of_its_language() {
    let (en, fr) = both();
    assert_eq!((en.labelled("Health", "2"), fr.labelled("Santé", "2")), ("Health: 2".into(), "Santé\u{a0}: 2".into()));
    assert_eq!(
        fr.labelled("Que s’est-il passé\u{a0}?", "Rien."),
        "Que s’est-il passé\u{a0}? Rien.",
        "one mark is enough"
    );
    assert_eq!(en.labelled("", "2"), "2");
}
