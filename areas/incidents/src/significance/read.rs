//! Thresholds out of a regime's file, checked: what is compared is a metric, what is limited is limited in its unit.

use belfry_forms::core::Text;
use serde::Deserialize;

use super::{Comparison, Criterion, Fact, Follows, Metric, Op, Outcome, Prefill, Test, Thresholds, Type, Unit};

/// As it stands in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    source: String,
    #[serde(default, rename = "type")]
    types: Vec<FileType>,
    #[serde(default, rename = "metric")]
    metrics: Vec<FileMetric>,
    #[serde(default, rename = "criterion")]
    criteria: Vec<FileCriterion>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileType {
    code: String,
    title: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileMetric {
    code: String,
    kind: String,
    ask: Text,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    ratio: Option<(String, String)>,
    #[serde(default)]
    hours: Option<(String, String)>,
    #[serde(default)]
    prefill: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCriterion {
    code: String,
    article: String,
    types: Vec<String>,
    text: Text,
    #[serde(default)]
    excludes: bool,
    #[serde(default)]
    any_of: Option<Vec<FileTest>>,
    #[serde(default)]
    all_of: Option<Vec<FileTest>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum FileTest {
    Any { any_of: Vec<FileTest> },
    All { all_of: Vec<FileTest> },
    Compare(FileComparison),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileComparison {
    metric: String,
    op: String,
    value: Fact,
    #[serde(default)]
    alt: Option<FileAlternative>,
    #[serde(default)]
    whichever: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAlternative {
    metric: String,
    value: Fact,
}

/// Tests within tests.
const NESTED: usize = 8;

/// Hears of everything that is wrong: where, and why.
type Say<'a> = &'a mut dyn FnMut(&str, String);

/// Checks thresholds. Types and metrics that are not given are those of `base`.
pub fn checked(file: File, base: Option<&Thresholds>, say: Say<'_>) -> Thresholds {
    let mut metrics = base.map(|base| base.metrics.clone()).unwrap_or_default();
    for metric in file.metrics {
        let unit = Unit::parse(&metric.kind).unwrap_or_else(|| {
            say(&metric.code, format!("`{}` is no kind of metric", metric.kind));
            Unit::Count
        });
        let ratio = metric.ratio.map(|(a, b)| Follows::Ratio(a, b));
        let follows = ratio.or_else(|| metric.hours.map(|(a, b)| Follows::Hours(a, b)));
        let prefill = metric.prefill.as_deref().and_then(Prefill::parse);
        if metric.prefill.is_some() && prefill.is_none() {
            say(&metric.code, "`prefill` is nothing that a record says".to_owned());
        }
        metrics.retain(|known| known.code != metric.code);
        metrics.push(Metric { code: metric.code, unit, ask: metric.ask, hidden: metric.hidden, follows, prefill });
    }
    let mut types = base.map(|base| base.types.clone()).unwrap_or_default();
    for one in file.types {
        types.retain(|known| known.code != one.code);
        types.push(Type { code: one.code, title: one.title });
    }
    for metric in &metrics {
        if let Some(Follows::Ratio(a, b) | Follows::Hours(a, b)) = &metric.follows
            && [a, b].iter().any(|code| metrics.iter().all(|known| known.code != **code))
        {
            say(&metric.code, "follows from what is no metric".to_owned());
        }
    }
    let mut thresholds = Thresholds { source: file.source, types, metrics, criteria: Vec::new() };
    for one in file.criteria {
        let criterion = criterion(one, &thresholds, say);
        if thresholds.criterion(&criterion.code).is_some() {
            say(&criterion.code, "this criterion stands twice".to_owned());
        }
        thresholds.criteria.push(criterion);
    }
    if thresholds.criteria.is_empty() {
        say("thresholds", "there is no criterion".to_owned());
    }
    thresholds
}

fn criterion(file: FileCriterion, known: &Thresholds, say: Say<'_>) -> Criterion {
    let code = file.code;
    for one in file.types.iter().filter(|one| known.types.iter().all(|known| known.code != **one)) {
        say(&code, format!("`{one}` is no type of entity"));
    }
    let test = match (file.any_of, file.all_of) {
        (Some(tests), None) if !tests.is_empty() => Test::Any(all(tests, known, &code, 1, say)),
        (None, Some(tests)) if !tests.is_empty() => Test::All(all(tests, known, &code, 1, say)),
        _ => {
            say(&code, "either `any_of` or `all_of`, with something in it".to_owned());
            Test::Any(Vec::new())
        }
    };
    Criterion { code, article: file.article, types: file.types, text: file.text, excludes: file.excludes, test }
}

fn all(tests: Vec<FileTest>, known: &Thresholds, at: &str, deep: usize, say: Say<'_>) -> Vec<Test> {
    if deep > NESTED {
        say(at, format!("more than {NESTED} tests within each other"));
        return Vec::new();
    }
    let mut read = Vec::with_capacity(tests.len());
    for test in tests {
        read.push(match test {
            FileTest::Any { any_of } => Test::Any(all(any_of, known, at, deep + 1, say)),
            FileTest::All { all_of } => Test::All(all(all_of, known, at, deep + 1, say)),
            FileTest::Compare(one) => comparison(one, known, at, say),
        });
    }
    read
}

fn comparison(file: FileComparison, known: &Thresholds, at: &str, say: Say<'_>) -> Test {
    let op = file.op;
    let first = limit(file.metric, &op, file.value, known, at, say);
    let Some(alt) = file.alt else { return first };
    let both = vec![first, limit(alt.metric, &op, alt.value, known, at, say)];
    match file.whichever.as_deref() {
        Some("smaller" | "lower") => Test::Any(both),
        Some("larger" | "higher") => Test::All(both),
        _ => {
            say(at, "`whichever` says which of two limits counts: smaller, lower, larger or higher".to_owned());
            Test::Any(both)
        }
    }
}

fn limit(metric: String, op: &str, limit: Fact, known: &Thresholds, at: &str, say: Say<'_>) -> Test {
    let (unit, parsed) = (known.metric(&metric).map(|metric| metric.unit), Op::parse(op));
    let fits = match limit {
        Fact::Truth(_) => unit == Some(Unit::YesNo) && parsed == Some(Op::Is),
        Fact::Number(limit) => {
            limit.is_finite() && unit.is_some_and(|unit| unit != Unit::YesNo) && parsed.is_some_and(|op| op != Op::Is)
        }
    };
    if !fits {
        say(at, format!("`{metric}` {op}: no such metric, or a limit that does not fit it"));
    }
    let (op, outcome) = (op.to_owned(), Outcome::Open.code().to_owned());
    Test::Compare(Comparison { metric, op, limit, value: None, outcome })
}
