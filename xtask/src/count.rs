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
    let sign = |line: &&str| {
        let line = line.trim_start();
        ["error", "warning: ", "failures:", "Diff in ", "ERROR: ", "FAIL: ", "✖ failing tests", "Error"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let first = lines.iter().position(sign).unwrap_or(lines.len().saturating_sub(LINES / 2));
    let names = lines.iter().filter(|line| line.starts_with("test ") && line.ends_with("FAILED"));
    let mut shown: Vec<&str> = names.copied().collect();
    shown.extend(&lines[first..lines.len().min(first + LINES)]);
    shown.join("\n")
}
