//! Reads what test runners say: how many passed, how many failed, and the part that tells why.

use std::fmt;
use std::time::Duration;

/// Tests or checks by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Held.
    pub passed: u32,
    /// Did not hold.
    pub failed: u32,
    /// Were not run, and said so.
    pub skipped: u32,
}

impl Count {
    /// A single check.
    pub fn one(ok: bool) -> Self {
        Count { passed: u32::from(ok), failed: u32::from(!ok), skipped: 0 }
    }

    /// Adds another count to this one.
    pub fn add(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(out, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// A part of cargo's tests with its own line.
pub struct Group {
    /// `unit`, `areas` or `product`.
    pub name: &'static str,
    /// The seconds its test binaries took, as they say themselves.
    pub took: Duration,
    /// Its tests.
    pub count: Count,
}

/// Counts a log of `cargo test`, whose binaries are told apart by the crate that `Running` names.
pub fn cargo(log: &str, areas: &[String]) -> Vec<Group> {
    let mut groups =
        ["unit", "areas", "product"].map(|name| Group { name, took: Duration::ZERO, count: Count::default() });
    let mut current = 0;
    for line in log.lines() {
        let line = line.trim();
        if let Some(name) = crate_of(line) {
            current = match name {
                "belfry" => 2,
                name if areas.iter().any(|area| area == name) => 1,
                _ => 0,
            };
        } else if let Some(result) = line.strip_prefix("test result: ") {
            let number = |word: &str| {
                result
                    .split([' ', ';', '.'])
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .windows(2)
                    .find(|pair| pair[1] == word)
                    .and_then(|pair| pair[0].parse().ok())
                    .unwrap_or(0)
            };
            groups[current].count.add(Count {
                passed: number("passed"),
                failed: number("failed"),
                skipped: number("ignored"),
            });
            let seconds = result.split("finished in ").nth(1).and_then(|took| took.trim_end_matches('s').parse().ok());
            groups[current].took += Duration::from_secs_f64(seconds.unwrap_or(0.0));
        }
    }
    groups.into()
}

/// The crate in `Running unittests src/lib.rs (target/debug/deps/belfry_store-0123456789abcdef)` or `Doc-tests belfry_store`.
/// A crate's integration tests follow its unit tests, and their line does not name the crate.
fn crate_of(line: &str) -> Option<&str> {
    if let Some(name) = line.strip_prefix("Doc-tests ") {
        return Some(name);
    }
    let file = line.strip_prefix("Running unittests ")?.rsplit('/').next()?;
    file.rsplit_once('-').map(|(name, _)| name)
}

/// Counts a log of Python's unittest: `Ran 5 tests in 0.1s`, then `OK (skipped=1)` or `FAILED (failures=1, errors=2)`.
pub fn unittest(log: &str) -> Count {
    let number = |text: &str, before: &str| -> u32 {
        let digits = text.split(before).nth(1).unwrap_or("").split(|letter: char| !letter.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
    };
    let last = |start: &str| log.lines().rev().find(|line| line.starts_with(start)).unwrap_or("");
    let ran = number(last("Ran "), "Ran ");
    let verdict = format!("{}{}", last("OK"), last("FAILED"));
    let failed = number(&verdict, "failures=") + number(&verdict, "errors=");
    let skipped = number(&verdict, "skipped=");
    Count { passed: ran.saturating_sub(failed + skipped), failed, skipped }
}

/// Counts a log of node's test runner: lines such as `ℹ pass 12`.
pub fn node(log: &str) -> Count {
    let number = |word: &str| -> u32 {
        let of = |line: &str| line.trim_start_matches(['ℹ', '#', ' ']).strip_prefix(word)?.trim().parse().ok();
        log.lines().filter_map(of).next_back().unwrap_or(0)
    };
    Count { passed: number("pass "), failed: number("fail ") + number("cancelled "), skipped: number("skipped ") }
}

/// The part of a log that tells why it failed: the failed tests' names, then the text from the first sign of trouble.
pub fn excerpt(log: &str) -> String {
    const LINES: usize = 120;
    let lines: Vec<&str> = log.lines().collect();
    let first_of =
        |signs: &[&str]| lines.iter().position(|line| signs.iter().any(|sign| line.trim_start().starts_with(sign)));
    // A runner's own list of failures comes last and says more than the first error on the way.
    let first = first_of(&["✖ failing tests", "failures:"])
        .or_else(|| first_of(&["error", "warning: ", "Diff in ", "ERROR: ", "FAIL: ", "Error"]))
        .unwrap_or(lines.len().saturating_sub(LINES / 2));
    let names = lines.iter().filter(|line| line.starts_with("test ") && line.ends_with("FAILED"));
    let mut shown: Vec<&str> = names.copied().collect();
    shown.extend(&lines[first..lines.len().min(first + LINES)]);
    shown.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_counted_by_crate() {
        let log = "
     Running unittests src/lib.rs (target/debug/deps/belfry_store-0a1b)
test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.50s
     Running tests/it/main.rs (target/debug/deps/it-0a1b)
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.50s
     Running unittests src/lib.rs (target/debug/deps/belfry_threats-0a1b)
     Running tests/it/main.rs (target/debug/deps/it-2c3d)
test result: FAILED. 7 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 61.00s
     Running unittests src/main.rs (target/debug/deps/belfry-0a1b)
test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests belfry_store
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.25s";
        let groups = cargo(log, &["belfry_threats".to_owned()]);
        let counts: Vec<(&str, Count, f64)> =
            groups.iter().map(|group| (group.name, group.count, group.took.as_secs_f64())).collect();
        assert_eq!(
            counts,
            [
                ("unit", Count { passed: 8, failed: 0, skipped: 1 }, 2.25),
                ("areas", Count { passed: 7, failed: 3, skipped: 0 }, 61.0),
                ("product", Count { passed: 4, failed: 0, skipped: 0 }, 0.0),
            ]
        );
    }

    #[test]
    fn unittest_is_counted() {
        let count = |log| unittest(log);
        assert_eq!(count("Ran 5 tests in 0.1s\n\nOK (skipped=1)\n"), Count { passed: 4, failed: 0, skipped: 1 });
        assert_eq!(
            count("Ran 5 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n"),
            Count { passed: 2, failed: 3, skipped: 0 }
        );
        assert_eq!(count("nothing ran"), Count::default());
    }

    #[test]
    fn node_is_counted() {
        let log = "ℹ tests 9\nℹ pass 6\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\n";
        assert_eq!(node(log), Count { passed: 6, failed: 2, skipped: 1 });
    }

    #[test]
    fn the_summary_is_one_plain_line() {
        assert_eq!(Count { passed: 12, failed: 0, skipped: 0 }.to_string(), "12 passed, 0 failed");
        assert_eq!(Count { passed: 1, failed: 2, skipped: 3 }.to_string(), "1 passed, 2 failed, 3 skipped");
    }
}
