//! Patterns.

use belfry_stix::pattern::{
    Comparison, Limits, Loss, ObjectPath, Observation, Operator, Pattern, PatternReason, Qualifier, Reduced, Step,
    Test, Value, comparison, observables, parse,
};
use proptest::prelude::*;

fn parsed(text: &str) -> Pattern {
    parse(text, &Limits::default()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn reduced(text: &str) -> Reduced {
    observables(&parsed(text))
}

/// The values as `path=value`.
fn values(text: &str) -> Vec<String> {
    let reduced = reduced(text);
    reduced.values.iter().map(|(path, value)| format!("{path}={value}")).collect()
}

#[test]
fn equality_gives_values() {
    let cases: &[(&str, &[&str])] = &[
        ("[ipv4-addr:value = '198.51.100.7']", &["ipv4-addr:value='198.51.100.7'"]),
        ("[file:hashes.'SHA-256' = 'ab']", &["file:hashes.'SHA-256'='ab'"]),
        ("[file:hashes.SHA-256 = 'ab']", &["file:hashes.'SHA-256'='ab'"]),
        ("[file:hashes.MD5 == 'ab' OR file:name = 'a.exe']", &["file:hashes.MD5='ab'", "file:name='a.exe'"]),
        (
            "[domain-name:value IN ('a.example', 'b.example')]",
            &["domain-name:value='a.example'", "domain-name:value='b.example'"],
        ),
        ("[url:value = 'http://a.example/?q=\\'x\\'']", &["url:value='http://a.example/?q=\\'x\\''"]),
        (
            "[email-addr:value='a@b.example'] OR [network-traffic:dst_port = 443]",
            &["email-addr:value='a@b.example'", "network-traffic:dst_port=443"],
        ),
        (
            "[windows-registry-key:key = 'HKEY_CURRENT_USER\\\\Software\\\\x']",
            &["windows-registry-key:key='HKEY_CURRENT_USER\\\\Software\\\\x'"],
        ),
        ("[windows-registry-key:values[*].data = 'x']", &["windows-registry-key:values[*].data='x'"]),
        (
            "[email-message:from_ref.value = 'a@b.example' /* who */] // end",
            &["email-message:from_ref.value='a@b.example'"],
        ),
        ("[x-thing:a[3].'b c' = h'00ff']", &["x-thing:a[3].'b c'=h'00ff'"]),
        (
            "[a:b = true OR a:b = -7 OR a:b = 1.50 OR a:b = b'YWI=' OR a:b = t'2026-01-01T00:00:00Z']",
            &["a:b=true", "a:b=-7", "a:b=1.5", "a:b=b'YWI='", "a:b=t'2026-01-01T00:00:00Z'"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(&values(text), expected, "{text}");
        assert!(reduced(text).lost.is_empty(), "{text}");
    }
}

#[test]
fn what_values_do_not_say_is_reported() {
    let lost = |text: &str| reduced(text).lost;
    assert!(matches!(&lost("[file:name LIKE '%.exe']")[..], [Loss::Test(Test { operator: Operator::Like(_), .. })]));
    assert!(matches!(&lost("[file:name NOT = 'x']")[..], [Loss::Test(Test { negated: true, .. })]));
    assert_eq!(lost("[a:b = 1 AND a:c = 2]"), [Loss::TogetherInOne]);
    assert_eq!(lost("[a:b = 1] AND [a:c = 2]"), [Loss::Together]);
    assert_eq!(lost("[a:b = 1] FOLLOWEDBY [a:c = 2]"), [Loss::Order]);
    assert_eq!(lost("[a:b = 1] WITHIN 5 SECONDS"), [Loss::Qualifier]);
    for text in [
        "[a:b MATCHES '^x$']",
        "[a:b ISSUBSET '198.51.100.0/24']",
        "[a:b > 3]",
        "[EXISTS a:b]",
        "[a:b NOT IN (1, 2)]",
        "[a:b != 1]",
    ] {
        assert_eq!(lost(text).len(), 1, "{text}");
        assert!(values(text).is_empty(), "{text}");
    }
    assert_eq!(values("[a:b = 1] FOLLOWEDBY [a:c = 2]"), ["a:b=1", "a:c=2"]);
}

#[test]
fn words_bind_as_the_grammar_says() {
    for (text, written) in [
        (
            "[a:b=1] AND [a:b=2] OR [a:b=3] FOLLOWEDBY [a:b=4]",
            "[a:b = 1] AND [a:b = 2] OR [a:b = 3] FOLLOWEDBY [a:b = 4]",
        ),
        ("[a:b=1] AND ([a:b=2] OR [a:b=3])", "[a:b = 1] AND ([a:b = 2] OR [a:b = 3])"),
        ("(([a:b=1]) AND [a:b=2])REPEATS 3 TIMES", "([a:b = 1] AND [a:b = 2]) REPEATS 3 TIMES"),
        ("[a:b=1 AND (a:b=2 OR a:b=3)]", "[a:b = 1 AND (a:b = 2 OR a:b = 3)]"),
        ("[a:b=1 OR a:b=2 AND NOT EXISTS a:b]", "[a:b = 1 OR a:b = 2 AND NOT EXISTS a:b]"),
        (
            "[a:b=1] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z' WITHIN 2.5 SECONDS",
            "[a:b = 1] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z' WITHIN 2.5 SECONDS",
        ),
    ] {
        assert_eq!(parsed(text).to_string(), written);
        assert_eq!(parsed(written), parsed(text));
    }
}

#[test]
fn refusals() {
    use PatternReason::*;
    for (text, reason, at) in [
        ("", ExpectedObservation, 0),
        ("a:b = 1", ExpectedObservation, 0),
        ("[a:b = 1", ExpectedToken, 8),
        ("[a:b = 'x]", Unterminated, 7),
        ("[a:b = 1] /*", Unterminated, 10),
        ("[a = 1]", ExpectedPath, 3),
        ("[a:[0] = 1]", ExpectedPath, 3),
        ("[a:b[-1] = 1]", ExpectedPath, 5),
        ("[a:b 1]", ExpectedOperator, 5),
        ("[a:b = ]", ExpectedConstant, 7),
        ("[a:b LIKE 1]", ExpectedConstant, 11),
        ("[a:b = 99999999999999999999]", Constant, 7),
        ("[a:b = h'0']", Constant, 8),
        ("[a:b = t'now']", Constant, 8),
        ("[a:b = 1] [a:b = 1]", TrailingData, 10),
        ("[a:b = 1] REPEATS 0 TIMES", ExpectedConstant, 18),
        ("[a:b = 1] and [a:b = 1]", TrailingData, 10),
        ("[a:b = 1;]", Character, 8),
    ] {
        let error = parse(text, &Limits::default()).expect_err(text);
        assert_eq!((error.reason, error.at), (reason, at), "{text}");
    }
    let deep = format!("{}[a:b = 1]{}", "(".repeat(65), ")".repeat(65));
    assert_eq!(parse(&deep, &Limits::default()).unwrap_err().reason, TooDeep);
    parsed(&deep[1..deep.len() - 1]);
    let deeper = "(".repeat(1 << 20);
    assert_eq!(parse(&deeper, &Limits::default()).unwrap_err().reason, TooDeep);
    let long = Limits { bytes: 3, ..Limits::default() };
    assert_eq!(parse("[a:b = 1]", &long).unwrap_err().reason, TooLong);
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z_]{1,6}", ".{1,6}", Just("SHA-256".to_owned()), Just("AND".to_owned())]
}

fn path() -> impl Strategy<Value = ObjectPath> {
    let step = prop_oneof![key().prop_map(Step::Key), any::<u32>().prop_map(Step::Index), Just(Step::Any)];
    ("[a-z][a-z0-9-]{0,6}", key(), prop::collection::vec(step, 0..3)).prop_map(|(object, first, mut steps)| {
        steps.insert(0, Step::Key(first));
        ObjectPath { object, steps }
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        ".*".prop_map(Value::Text),
        any::<i64>().prop_map(Value::Integer),
        (-1e300f64..1e300).prop_map(Value::Float),
        any::<bool>().prop_map(Value::Boolean),
        "([0-9a-fA-F]{2}){0,4}".prop_map(Value::Hex),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    let operator = prop_oneof![
        value().prop_map(Operator::Equal),
        value().prop_map(Operator::LessOrEqual),
        prop::collection::vec(value(), 0..3).prop_map(Operator::In),
        ".*".prop_map(Operator::Matches),
        Just(Operator::Exists),
    ];
    (path(), any::<bool>(), operator).prop_map(|(path, negated, operator)| Test { path, negated, operator })
}

fn tree() -> impl Strategy<Value = Pattern> {
    let comparison = test().prop_map(Comparison::Test).prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Comparison::And),
            prop::collection::vec(inner, 2..4).prop_map(Comparison::Or),
        ]
    });
    let observation = comparison.prop_map(Observation::Compare).prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Observation::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Observation::Or),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Observation::FollowedBy),
            (inner, 1..9u32).prop_map(|(o, n)| Observation::Qualified(Box::new(o), vec![Qualifier::Repeats(n)])),
        ]
    });
    observation.prop_map(|observation| Pattern { observation })
}

proptest! {
    #[test]
    fn what_is_written_is_parsed_again(pattern in tree()) {
        let text = pattern.to_string();
        prop_assert_eq!(parse(&text, &Limits::default()), Ok(pattern), "{}", text);
    }

    #[test]
    fn a_comparison_says_exactly_its_value(path in path(), value in value()) {
        let text = comparison(&path, &value);
        let reduced = observables(&parse(&text, &Limits::default()).unwrap());
        prop_assert_eq!(reduced, Reduced { values: vec![(path, value)], lost: vec![] });
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".*") {
        belfry_stix::fuzz::pattern(text.as_bytes());
    }

    #[test]
    fn no_soup_of_tokens_makes_the_parser_panic(tokens in prop::collection::vec(prop::sample::select(vec![
        "[", "]", "(", ")", "a:b", "=", "NOT", "IN", "AND", "OR", "'x'", "1", "-", ".5", "t'2026-01-01T00:00:00Z'", "FOLLOWEDBY",
        "REPEATS", "TIMES", "WITHIN", "EXISTS", ":", ".", "*", ",", "'", "/*", "//", "\n", "h'", "é",
    ]), 0..24)) {
        belfry_stix::fuzz::pattern(tokens.join(" ").as_bytes());
        belfry_stix::fuzz::pattern(tokens.concat().as_bytes());
    }
}
