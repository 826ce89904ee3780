//! The clock against a table that was written from the laws, and its arithmetic against properties.

use belfry_incidents::clock::{self, Facts, State, line, months_after};
use belfry_incidents::regime::{self, Start};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

const CASES: &str = include_str!("../clock_cases.txt");

/// An instant with an offset, or a civil time in the zone.
fn instant(text: &str, zone: &TimeZone) -> Timestamp {
    let civil = || text.parse::<DateTime>().unwrap().to_zoned(zone.clone()).unwrap().timestamp();
    text.parse().unwrap_or_else(|_| civil())
}

fn facts(known: &str, zone: &TimeZone) -> Facts {
    let mut facts = Facts::new(zone.clone(), Timestamp::UNIX_EPOCH);
    for word in known.split_whitespace() {
        match word.split_once('=') {
            None if word == "trust" => facts.trust = true,
            None if word == "ongoing" => facts.ongoing = true,
            None => panic!("{word}"),
            Some(("set", at)) => facts.requested_due = Some(instant(at, zone)),
            Some((step, at)) if step.starts_with("updated-") => {
                let versions = facts.versions.entry(step["updated-".len()..].to_owned()).or_default();
                versions.push(instant(at, zone));
            }
            Some((start, at)) => _ = facts.at.insert(Start::read(start), instant(at, zone)),
        }
    }
    assert_ne!(facts.at[&Start::Aware], Timestamp::UNIX_EPOCH, "{known}");
    facts
}

#[test]
fn every_case_of_the_table_holds() {
    let mut count = 0;
    for case in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [name, zone, known, step, expected, _why] =
            case.split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{case}"));
        let zone = TimeZone::get(zone).unwrap();
        let regime = regime::latest(name).unwrap();
        let facts = facts(known, &zone);
        let due = clock::due(regime, &facts).into_iter().find(|due| due.step == step).unwrap();
        match expected {
            "not asked" => assert!(!due.asked && due.at.is_none(), "{case}\n{due:?}"),
            "waits" => assert!(due.asked && due.waits && due.at.is_none(), "{case}\n{due:?}"),
            "open" => assert!(due.asked && due.open && due.at.is_none(), "{case}\n{due:?}"),
            at => assert_eq!(
                due.at.map(|at| at.to_zoned(zone.clone())),
                Some(instant(at, &zone).to_zoned(zone)),
                "{case}"
            ),
        }
        count += 1;
    }
    assert!(count >= 80, "{count} cases");
}

#[test]
fn a_trust_service_is_told_the_article_that_shortens_its_time() {
    let zone = TimeZone::get("Europe/Luxembourg").unwrap();
    let nis2 = regime::latest("nis2").unwrap();
    let mut facts = facts("aware=2026-03-10T09:00", &zone);
    assert_eq!(clock::due(nis2, &facts)[1].article, "Article 23(4)(b)");
    facts.trust = true;
    assert_eq!(clock::due(nis2, &facts)[1].article, "Article 23(4), second subparagraph");
}

#[test]
fn the_authority_has_a_clock_of_its_own_once_it_was_warned() {
    let zone = TimeZone::UTC;
    let nis2 = regime::latest("nis2").unwrap();
    assert_eq!(clock::reply_due(nis2, &facts("aware=2026-03-10T09:00", &zone)), None);
    let warned = facts("aware=2026-03-10T09:00 early-warning=2026-03-10T21:00", &zone);
    assert_eq!(clock::reply_due(nis2, &warned), Some(instant("2026-03-11T21:00", &zone)));
    assert_eq!(clock::reply_due(regime::latest("gdpr").unwrap(), &warned), None);
}

#[test]
fn what_comes_next_is_what_is_due_first_and_not_done() {
    let zone = TimeZone::UTC;
    let nis2 = regime::latest("nis2").unwrap();
    let next = |known: &str| clock::next(nis2, &facts(known, &zone)).map(|due| due.step);
    assert_eq!(next("aware=2026-03-10T09:00").as_deref(), Some("early-warning"));
    assert_eq!(next("aware=2026-03-10T09:00 early-warning=2026-03-10T10:00").as_deref(), Some("notification"));
    let sent = "aware=2026-03-10T09:00 early-warning=2026-03-10T10:00 notification=2026-03-12T10:00";
    assert_eq!(next(sent).as_deref(), Some("final"));
    let asked = format!("{sent} requested=2026-03-13T10:00 set=2026-03-20T10:00");
    assert_eq!(next(&asked).as_deref(), Some("intermediate"));
    assert_eq!(next(&format!("ongoing {sent}")).as_deref(), Some("progress"));
    let reported = format!("ongoing {sent} progress=2026-04-12T10:00");
    assert_eq!(next(&reported).as_deref(), Some("final"));
    assert_eq!(next(&format!("{sent} final=2026-04-01T10:00")), None);
}

#[test]
fn a_report_on_the_due_instant_is_in_time_and_one_later_is_late() {
    let zone = TimeZone::UTC;
    let due = clock::due(regime::latest("nis2").unwrap(), &facts("aware=2026-03-10T09:00", &zone)).remove(0);
    let at = due.at.unwrap();
    let after = at.checked_add(SignedDuration::from_micros(1)).unwrap();
    assert_eq!((due.state(Some(at), after), due.state(Some(after), after)), (State::Done, State::Late));
    assert_eq!((due.state(None, at), due.state(None, after)), (State::Open, State::Overdue));
}

#[test]
fn a_program_asks_line_by_line() {
    let asked = json!({
        "regime": "nis2", "trust_service": false, "zone": "Europe/Luxembourg", "aware": "2026-01-30T08:00:00Z",
        "notified": "2026-01-31T09:00:00Z", "ongoing": false,
    });
    let told = line::answer(&asked.to_string(), &line::built_in);
    let of = |step: &str| told["steps"].as_array().unwrap().iter().find(|one| one["step"] == step).unwrap().clone();
    assert_eq!(of("early-warning")["due"], "2026-01-31T08:00:00Z");
    assert_eq!(of("notification")["due"], "2026-02-02T08:00:00Z");
    assert_eq!(
        (&of("final")["due"], &of("final")["local"]),
        (&json!("2026-02-28T09:00:00Z"), &json!("2026-02-28T10:00:00+01:00"))
    );
    assert_eq!((&of("progress")["asked"], &of("progress")["due"]), (&json!(false), &Value::Null));
    assert_eq!(of("final")["article"], "Article 23(4)(d)");
}

#[test]
fn a_line_that_cannot_be_read_says_why() {
    let why = |line: &str| line::answer(line, &line::built_in)["error"].as_str().unwrap_or_default().to_owned();
    let aware = r#""aware":"2026-01-30T08:00:00Z""#;
    assert!(why("nonsense").contains("line 1"));
    assert!(why(&format!(r#"{{"regime":"nis3","zone":"UTC",{aware}}}"#)).contains("nis3"));
    assert!(why(&format!(r#"{{"regime":"nis2","version":"1900","zone":"UTC",{aware}}}"#)).contains("1900"));
    assert!(why(&format!(r#"{{"regime":"nis2","zone":"Europe/Nowhere",{aware}}}"#)).contains("Europe/Nowhere"));
    assert!(why(r#"{"regime":"nis2","zone":"UTC"}"#).contains("aware"));
    assert!(why(&format!(r#"{{"regime":"nis2","zone":"UTC",{aware},"notifed":null}}"#)).contains("notifed"));
    assert!(
        why(&format!(r#"{{"regime":"nis2","zone":"UTC",{aware},"sent":{{"thanks":"2026-01-30T08:00:00Z"}}}}"#))
            .contains("thanks")
    );
    assert_eq!(why(&format!(r#"{{"regime":"nis2","zone":"UTC",{aware},"handled":null}}"#)), "");
}

/// Zones of the Union, from the Azores to Réunion.
const ZONES: &[&str] = &[
    "Atlantic/Azores",
    "Europe/Lisbon",
    "Europe/Dublin",
    "Europe/Luxembourg",
    "Europe/Athens",
    "Europe/Helsinki",
    "America/Cayenne",
    "America/Martinique",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Atlantic/Canary",
    "UTC",
];

fn zone() -> impl Strategy<Value = TimeZone> {
    proptest::sample::select(ZONES).prop_map(|name| TimeZone::get(name).unwrap())
}

/// Seconds of the years 2016 to 2040: six leap years, 48 changes of clocks.
fn at() -> impl Strategy<Value = Timestamp> {
    (1_451_606_400_i64..2_208_988_800).prop_map(|second| Timestamp::from_second(second).unwrap())
}

proptest! {
    #[test]
    fn a_month_ends_on_the_same_day_or_on_the_last(from in at(), zone in zone()) {
        let (start, end) = (from.to_zoned(zone.clone()), months_after(from, 1, &zone).unwrap().to_zoned(zone.clone()));
        let month = if start.month() == 12 { 1 } else { start.month() + 1 };
        prop_assert_eq!(end.month(), month);
        prop_assert_eq!(end.day(), start.day().min(end.date().last_of_month().day()));
        // The same time of day, unless it is left out on that day.
        let there = zone.to_ambiguous_zoned(end.date().to_datetime(start.time()));
        let left_out = matches!(there.offset(), AmbiguousOffset::Gap { .. });
        prop_assert!(end.time() == start.time() || left_out, "{} {}", start, end);
    }

    #[test]
    fn a_month_is_never_longer_than_31_days_and_an_hour(from in at(), zone in zone()) {
        let hours = months_after(from, 1, &zone).unwrap().duration_since(from).as_hours();
        prop_assert!((28 * 24 - 1..=31 * 24 + 1).contains(&hours), "{}", hours);
    }

    #[test]
    fn whoever_notifies_later_is_never_due_more_than_a_day_and_an_hour_earlier(a in at(), after in 0_i64..4_000_000, zone in zone()) {
        let b = a.checked_add(SignedDuration::from_secs(after)).unwrap();
        let (due_a, due_b) = (months_after(a, 1, &zone).unwrap(), months_after(b, 1, &zone).unwrap());
        // What begins on the 29th to 31st ends on the last day of a short month, at its own time of day; clocks change by an hour.
        prop_assert!(due_b.checked_add(SignedDuration::from_hours(25)).unwrap() >= due_a);
    }

    #[test]
    fn hours_are_hours_in_every_zone(aware in at(), zone in zone(), trust: bool) {
        let mut facts = Facts::new(zone, aware);
        facts.trust = trust;
        let due = clock::due(regime::latest("nis2").unwrap(), &facts);
        let hours = |index: usize| due[index].at.unwrap().duration_since(aware);
        prop_assert_eq!(hours(0), SignedDuration::from_hours(24));
        prop_assert_eq!(hours(1), SignedDuration::from_hours(if trust { 24 } else { 72 }));
    }

    #[test]
    fn nothing_is_due_before_its_time_begins_and_all_is_due_after_it(
        aware in at(), notified in 0_i64..20_000_000, handled in proptest::option::of(0_i64..40_000_000), zone in zone(), ongoing: bool,
    ) {
        let after = |seconds: i64| aware.checked_add(SignedDuration::from_secs(seconds)).unwrap();
        let nis2 = regime::latest("nis2").unwrap();
        let mut facts = Facts::new(zone, aware).with(Start::Handled, handled.map(after));
        facts.ongoing = ongoing;
        for due in clock::due(nis2, &facts).iter().filter(|due| due.from == Start::Sent("notification".to_owned())) {
            prop_assert_eq!(due.at, None);
        }
        let facts = facts.with(Start::Sent("notification".to_owned()), Some(after(notified)));
        for due in clock::due(nis2, &facts) {
            let began = facts.at.get(&due.from);
            prop_assert!(due.at.is_none_or(|at| began.is_some_and(|began| at > *began)), "{:?}", due);
            prop_assert!(due.at.is_some() || !due.asked || due.open || began.is_none(), "{:?}", due);
        }
    }

    #[test]
    fn an_incident_that_went_on_ends_with_a_later_final_report(aware in at(), notified in 0_i64..300_000, over in 1_i64..9_000_000, zone in zone()) {
        let sent = aware.checked_add(SignedDuration::from_secs(notified)).unwrap();
        let ends = months_after(sent, 1, &zone).unwrap();
        let handled = ends.checked_add(SignedDuration::from_secs(over)).unwrap();
        let nis2 = regime::latest("nis2").unwrap();
        let facts = Facts::new(zone.clone(), aware)
            .with(Start::Sent("notification".to_owned()), Some(sent))
            .with(Start::Handled, Some(handled));
        let due = clock::due(nis2, &facts);
        let of = |step: &str| due.iter().find(|due| due.step == step).unwrap().at;
        prop_assert_eq!(of("progress"), Some(ends));
        prop_assert_eq!(of("final"), months_after(handled, 1, &zone));
    }
}
