//! Significance against a table that was written from the Regulations.

use belfry_incidents::clock::line::built_in;
use belfry_incidents::regime::{self, read};
use belfry_incidents::significance::{Fact, Facts, Outcome, Unit, line};
use serde_json::json;

const CASES: &str = include_str!("../significance_cases.txt");

fn fact(text: &str) -> Fact {
    match text {
        "yes" => Fact::Truth(true),
        "no" => Fact::Truth(false),
        number => Fact::Number(number.parse().unwrap()),
    }
}

#[test]
fn every_case_of_the_table_holds() {
    let mut met = std::collections::BTreeSet::new();
    for case in CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [name, of, known, significant, criterion] =
            case.split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{case}"));
        let thresholds = regime::latest(name).unwrap().thresholds.as_ref().unwrap();
        let mut facts = Facts::new();
        for (code, said) in known.split_whitespace().map(|word| word.split_once('=').unwrap()) {
            if code == "else" {
                let rest = thresholds.metrics.iter().filter(|metric| metric.follows.is_none());
                for metric in rest {
                    let nothing = if metric.unit == Unit::YesNo { Fact::Truth(false) } else { Fact::Number(0.0) };
                    facts.entry(metric.code.clone()).or_insert(nothing);
                }
                // Of nothing nothing is a share.
                for metric in thresholds.metrics.iter().filter(|metric| metric.unit == Unit::Percent) {
                    let computed = metric.code == "loss_share"
                        || metric.code == "recurring_share"
                        || metric.code == "domains_share";
                    if !computed && !known.contains("users_total")
                        || computed && !known.contains("_total") && !known.contains("turnover")
                    {
                        facts.entry(metric.code.clone()).or_insert(Fact::Number(0.0));
                    }
                }
            } else {
                assert!(thresholds.metric(code).is_some(), "{case}");
                facts.insert(code.to_owned(), fact(said));
            }
        }
        // Whoever says nothing of turnover has enough of it.
        if known.contains("else=no") && facts.get("turnover") == Some(&Fact::Number(0.0)) {
            facts.insert("turnover".to_owned(), Fact::Number(1e12));
        }
        let verdict = thresholds.decide(&[of.to_owned()], &facts);
        let expected = match significant {
            "yes" => Outcome::Met,
            "no" => Outcome::Unmet,
            _ => Outcome::Open,
        };
        assert_eq!(verdict.outcome, expected, "{case}\n{:#?}", verdict.reasons);
        if !criterion.is_empty() {
            let first = &verdict.reasons[0];
            assert_eq!((first.criterion.as_str(), first.outcome.as_str()), (criterion, "met"), "{case}");
            met.insert((name, criterion));
        }
        assert_eq!(verdict.missing.is_empty(), verdict.outcome != Outcome::Open, "{case}\n{:?}", verdict.missing);
    }
    // Every criterion that is built in is met in some case.
    for name in ["nis1", "nis2"] {
        for criterion in &regime::latest(name).unwrap().thresholds.as_ref().unwrap().criteria {
            assert!(criterion.excludes || met.contains(&(name, criterion.code.as_str())), "{name} {}", criterion.code);
        }
    }
}

#[test]
fn only_what_the_type_needs_is_asked() {
    let thresholds = regime::latest("nis2").unwrap().thresholds.as_ref().unwrap();
    let asked =
        |of: &str| thresholds.asked(&[of.to_owned()]).iter().map(|metric| metric.code.clone()).collect::<Vec<_>>();
    assert_eq!(asked("other"), ["disruption", "financial", "others"]);
    let dns = asked("dns-service-provider");
    assert!(dns.contains(&"slow_seconds".to_owned()) && dns.contains(&"domains_total".to_owned()));
    assert!(!dns.contains(&"users_total".to_owned()) && !dns.contains(&"loss_share".to_owned()));
    assert!(asked("online-marketplace").contains(&"share_down".to_owned()));
}

#[test]
fn a_program_is_told_the_reasons_and_what_is_missing() {
    let told = |question: serde_json::Value| line::answer(&question.to_string(), &built_in);
    let cloud = told(json!({ "regime": "nis2", "types": ["cloud-computing-service-provider"],
        "facts": { "users_limited": 62, "users_total": 1000, "limited_minutes": 90 } }));
    assert_eq!(cloud["significant"], true);
    let first = &cloud["reasons"][0];
    assert_eq!(first["article"], "Implementing Regulation (EU) 2024/2690, Article 7(b)");
    assert_eq!((&first["because"][0]["value"], &first["because"][0]["limit"]), (&json!(6.2), &json!(5.0)));
    let open = told(json!({ "regime": "nis2", "types": ["other"] }));
    assert_eq!((&open["significant"], &open["missing"]), (&json!(null), &json!(["disruption", "financial", "others"])));
    let why = |question: serde_json::Value| told(question)["error"].as_str().unwrap_or_default().to_owned();
    assert!(why(json!({ "regime": "gdpr", "types": ["other"] })).contains("no thresholds"));
    assert!(why(json!({ "regime": "nis2", "types": ["baker"] })).contains("baker"));
    assert!(why(json!({ "regime": "nis2", "types": [] })).contains("types"));
    assert!(why(json!({ "regime": "nis2", "types": ["other"], "facts": { "rain": 1 } })).contains("rain"));
    assert!(why(json!({ "regime": "nis2", "types": ["other"], "facts": { "others": 1 } })).contains("true or false"));
    assert!(why(json!({ "regime": "nis2", "types": ["other"], "facts": { "loss": -1 } })).contains("below 0"));
}

const NATIONAL: &str = r#"
name = "be-energy"
version = "2026-01-01"
based_on = "nis2"
country = "BE"
title = { en = "Energy" }
law = { en = "Royal Decree" }
source = "national"

[thresholds]
source = "Royal Decree, Article 9"

[[thresholds.type]]
code = "grid"
title = { en = "Grid operator" }

[[thresholds.metric]]
code = "households"
kind = "count"
ask = { en = "Households without electricity" }

[[thresholds.criterion]]
code = "9-1"
article = "Article 9(1)"
types = ["grid"]
text = { en = "More than 10 000 households for more than an hour" }
all_of = [{ metric = "households", op = ">", value = 10000 }, { metric = "down_minutes", op = ">", value = 60 }]
"#;

#[test]
fn a_country_has_thresholds_of_its_own() {
    let regime = read::read(NATIONAL).unwrap();
    let thresholds = regime.thresholds.unwrap();
    let facts = |households: f64| {
        Facts::from([("households".into(), Fact::Number(households)), ("down_minutes".into(), Fact::Number(61.0))])
    };
    assert_eq!(thresholds.decide(&["grid".into()], &facts(10_001.0)).outcome, Outcome::Met);
    assert_eq!(thresholds.decide(&["grid".into()], &facts(10_000.0)).outcome, Outcome::Unmet);
}

#[test]
fn thresholds_that_compare_nothing_are_refused() {
    for (from, to, word) in [
        ("metric = \"households\"", "metric = \"windmills\"", "windmills"),
        ("types = [\"grid\"]", "types = [\"mill\"]", "no type of entity"),
        ("op = \">\", value = 60", "op = \"is\", value = 60", "does not fit"),
        ("value = 60 }", "value = 60, alt = { metric = \"down_minutes\", value = 3 } }", "whichever"),
        ("kind = \"count\"", "kind = \"feelings\"", "no kind"),
    ] {
        let faults = read::read(&NATIONAL.replace(from, to)).unwrap_err();
        assert!(faults.iter().any(|fault| fault.to_string().contains(word)), "{word}: {faults:?}");
    }
}
