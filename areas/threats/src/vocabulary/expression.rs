//! The regular expressions of warninglists. They are another's programs: each is bounded before it may run, runs in time
//! linear in the value, and one that cannot be used leaves the others alone.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use regex::{RegexBuilder, RegexSet, RegexSetBuilder};

/// Bytes of one as it is written.
const LONGEST: usize = 2_000;
/// Bytes of one when it is compiled.
const COMPILED: usize = 64 << 10;
/// Groups within groups.
const NESTED: u32 = 40;
/// Bytes that searching with a list may keep for itself.
const CACHE: usize = 1 << 20;
/// Lists whose expressions are kept compiled; there are two in MISP's directory.
const KEPT: usize = 32;
/// Bytes of a value that are looked at.
const LOOKED: usize = 4_096;

/// Why an expression is not applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// It is longer than [`LONGEST`].
    #[error("it is longer than {LONGEST} bytes")]
    Long,
    /// It asks for something that has no meaning here.
    #[error("the flag {0} is not known")]
    Flag(char),
    /// It is wrong, or larger than [`COMPILED`] when it is compiled.
    #[error("{0}")]
    Wrong(String),
    /// The list has as many as are applied already.
    #[error("the list has more than are applied")]
    Many,
}

/// Checks one.
pub(super) fn check(written: &str) -> Result<(), Fault> {
    let text = read(written)?;
    let built = RegexBuilder::new(&text).size_limit(COMPILED).nest_limit(NESTED).build();
    built.map(drop).map_err(|error| {
        // The last line says what is wrong; those before draw where.
        let told = error.to_string();
        Fault::Wrong(told.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned())
    })
}

/// From how MISP's lists write them, `/PATTERN/FLAGS` as in PHP, or the pattern alone.
fn read(written: &str) -> Result<String, Fault> {
    let written = written.trim();
    if written.is_empty() {
        return Err(Fault::Empty);
    }
    if written.len() > LONGEST {
        return Err(Fault::Long);
    }
    let mut chars = written.chars();
    let Some(edge @ ('/' | '#' | '~' | '%' | '!' | '@')) = chars.next() else { return Ok(written.to_owned()) };
    let Some((pattern, flags)) = chars.as_str().rsplit_once(edge) else { return Ok(written.to_owned()) };
    if !flags.chars().all(|flag| "imsxuUDAeXSJn".contains(flag)) {
        return Ok(written.to_owned());
    }
    let mut ours = String::new();
    for flag in flags.chars() {
        match flag {
            'i' | 'm' | 's' | 'x' | 'U' => ours.push(flag),
            // Unicode, and an end that is the very end: here they are so anyway.
            'u' | 'D' => {}
            other => return Err(Fault::Flag(other)),
        }
    }
    // In the verbose form a remark ends with its line, and must not swallow the bracket.
    let end = if ours.contains('x') { "\n" } else { "" };
    Ok(if ours.is_empty() { pattern.to_owned() } else { format!("(?{ours}:{pattern}{end})") })
}

static LISTS: LazyLock<Mutex<HashMap<Vec<String>, Arc<RegexSet>>>> = LazyLock::new(Mutex::default);

/// The first of a list's expressions, which were checked when it was loaded, that is in a value.
pub(super) fn first_in(all: &[(i64, String)], value: &str) -> Option<usize> {
    let set = compiled(all)?;
    let end = value.floor_char_boundary(LOOKED);
    set.matches(&value[..end]).iter().next()
}

fn compiled(all: &[(i64, String)]) -> Option<Arc<RegexSet>> {
    let written: Vec<String> = all.iter().map(|(_, text)| text.clone()).collect();
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(set) = lists.get(&written) {
        return Some(set.clone());
    }
    let texts: Vec<String> = written.iter().filter_map(|text| read(text).ok()).collect();
    let built = RegexSetBuilder::new(&texts)
        .size_limit(COMPILED * texts.len().max(1))
        .dfa_size_limit(CACHE)
        .nest_limit(NESTED + 1)
        .build();
    let set = Arc::new(built.inspect_err(|error| tracing::warn!(%error, "a warninglist's expressions")).ok()?);
    if lists.len() >= KEPT {
        lists.clear();
    }
    lists.insert(written, set.clone());
    Some(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(written: &str, value: &str) -> bool {
        check(written).expect("an expression");
        first_in(&[(0, written.to_owned())], value) == Some(0)
    }

    #[test]
    fn expressions_are_read_as_misp_writes_them() {
        let contact = r"/^(security|noc|soc|abuse)\@.*\..*$/i";
        assert!(is_in(contact, "Abuse@isp.example"));
        assert!(!is_in(contact, "ana@isp.example"));
        assert!(is_in("example$", "www.example"), "without edges");
        assert!(is_in("#a/b#", "x a/b"));
        assert!(is_in("/ a b # both/x", "ab"), "the verbose form");
        assert!(!is_in("/lower/", "LOWER"));
        assert!(is_in("/usr/bin", "/usr/bin/env"), "a path is no expression with flags");
    }

    #[test]
    fn what_is_wrong_or_too_large_is_told_and_runs_never() {
        assert_eq!(check("  "), Err(Fault::Empty));
        assert_eq!(check("/a/e"), Err(Fault::Flag('e')));
        assert_eq!(check(&"a".repeat(2_001)), Err(Fault::Long));
        for wrong in
            ["(", "[z-a]", r"(a)\1", "(?=b)", "((a{100}){100}){100}", &format!("{}a{}", "(".repeat(60), ")".repeat(60))]
        {
            assert!(matches!(check(wrong), Err(Fault::Wrong(told)) if !told.is_empty()), "{wrong}");
        }
    }

    #[test]
    fn a_hostile_one_takes_no_longer_than_its_value() {
        let value = "a".repeat(LOOKED);
        assert!(!is_in("^(a+)+$b", &value));
        assert!(!is_in("(a|aa)+$", &"ä".repeat(LOOKED)), "cut between letters");
    }
}
