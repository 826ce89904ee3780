//! Cases that somebody has thought about, each with its reason; and what cannot be answered.

use belfry_members::classify::{Case, CaseError, classify, codes, size};
use belfry_members::register::rules::{Class, Size, rules};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    why: String,
    case: Case,
    class: String,
    rule: Option<String>,
    nis1: Option<String>,
}

fn lines() -> Vec<Line> {
    let text = include_str!("../classify_cases.jsonl");
    text.lines().map(|line| serde_json::from_str(line).expect("a case")).collect()
}

#[test]
fn every_case_of_the_table_is_what_its_reason_says() {
    let lines = lines();
    assert!(lines.len() >= 60);
    for line in &lines {
        let verdict = classify(&line.case).unwrap_or_else(|error| panic!("{}: {error}", line.why));
        assert_eq!(verdict.nis2.class.code(), line.class, "{}: {}", line.why, verdict.nis2.rule.id);
        assert!(line.rule.as_ref().is_none_or(|rule| *rule == verdict.nis2.rule.id), "{}", line.why);
        assert!(line.nis1.as_ref().is_none_or(|class| class == verdict.nis1.class.code()), "{}", line.why);
        let answers = [Class::Essential, Class::Important, Class::RegisterOnly, Class::OutOfScope];
        assert!(answers.contains(&verdict.nis2.class) && !answers.contains(&verdict.nis1.class));
    }
    // No rule stands there untried.
    for rule in &rules().all {
        let decided = |line: &Line| {
            classify(&line.case)
                .is_ok_and(|verdict| [&verdict.nis2, &verdict.nis1].iter().any(|d| d.rule.id == rule.id))
        };
        assert!(lines.iter().any(decided), "no case is decided by {}", rule.id);
    }
}

#[test]
fn what_cannot_be_told_is_asked_for() {
    let case = |text: &str| serde_json::from_str::<Case>(text).expect("a case");
    let refused = |text: &str| classify(&case(text)).expect_err("refused");
    assert_eq!(refused(r#"{"sector":"wind"}"#), CaseError::Sector("wind".into()));
    assert_eq!(refused(r#"{"sector":"energy","subsector":"rail"}"#), CaseError::Subsector("rail".into()));
    assert_eq!(
        refused(r#"{"sector":"energy","subsector":"gas","type":"oil-pipeline-operator"}"#),
        CaseError::Type("oil-pipeline-operator".into())
    );
    assert_eq!(refused(r#"{"sector":"digital-infrastructure","staff":9}"#), CaseError::TypeNeeded);
    assert_eq!(refused(r#"{"sector":"energy","special":["large"]}"#), CaseError::Special("large".into()));
    assert_eq!(refused(r#"{"sector":"energy","staff":-1}"#), CaseError::Figure("staff"));
    assert_eq!(refused(r#"{"sector":"energy"}"#), CaseError::FigureNeeded("staff"));
    assert_eq!(refused(r#"{"sector":"energy","staff":100}"#), CaseError::FigureNeeded("turnover_eur"));
    // Above the ceiling of the turnover, only the balance sheet can still make it medium.
    assert_eq!(
        refused(r#"{"sector":"energy","staff":100,"turnover_eur":90000000}"#),
        CaseError::FigureNeeded("balance_eur")
    );
    assert!(serde_json::from_str::<Case>(r#"{"sector":"energy","staff":"many"}"#).is_err());
}

#[test]
fn more_staff_or_money_never_makes_an_enterprise_smaller() {
    let steps = [0.0, 9.0, 10.0, 49.0, 50.0, 249.0, 250.0, 9_999.0];
    let money = [0.0, 2e6, 2e6 + 1.0, 1e7, 1e7 + 1.0, 4.3e7, 4.3e7 + 1.0, 5e7, 5e7 + 1.0, 1e9];
    let of = |staff, turnover_eur, balance_eur| {
        let figures = Case {
            staff: Some(staff),
            turnover_eur: Some(turnover_eur),
            balance_eur: Some(balance_eur),
            ..Case::default()
        };
        size(&figures).expect("a size")
    };
    for pair in steps.windows(2) {
        for turnover in money {
            for balance in money {
                assert!(of(pair[0], turnover, balance) <= of(pair[1], turnover, balance));
            }
        }
    }
    for pair in money.windows(2) {
        for staff in steps {
            for other in money {
                assert!(of(staff, pair[0], other) <= of(staff, pair[1], other));
                assert!(of(staff, other, pair[0]) <= of(staff, other, pair[1]));
            }
        }
    }
    assert_eq!(of(250.0, 0.0, 0.0), Size::Large);
}

#[test]
fn the_codes_for_programs_name_every_sector_and_special_case() {
    let codes = codes();
    assert_eq!(codes["sectors"].as_array().map(Vec::len), Some(19));
    assert_eq!(codes["special"].as_array().map(Vec::len), Some(rules().specials.len()));
    assert_eq!(codes["sectors"][0]["subsectors"][0]["code"], "electricity");
}
