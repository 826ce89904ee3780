//! Rules for Rust: names, leftovers, unwraps, drivers, maps.

use std::collections::BTreeMap;

use super::{Finding, Source};

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] =
    &["utils", "util", "common", "helpers", "helper", "manager", "service", "services", "dto", "misc"];

/// What is left while working.
const LEFTOVERS: &[&str] = &["todo!", "dbg!", "unimplemented!", "TODO", "FIXME", "XXX", "#[ignore]"];

/// Files longer than this want to be two.
const LONGEST: usize = 500;

fn finding(file: &Source, line: usize, reason: impl Into<String>) -> Finding {
    Finding { path: file.path.clone(), line, reason: reason.into() }
}

/// Rust files, the rules themselves aside, which must name what they forbid.
fn rust(files: &[Source]) -> impl Iterator<Item = &Source> {
    files.iter().filter(|file| file.kind() == "rs" && !file.path.starts_with("xtask/src/tidy"))
}

/// Every bound line of Rust that one of the words is found in, with that word.
fn hits<'a>(file: &'a Source, words: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
    let hit = |line: &str| words.iter().find(|word| contains_word(line, word)).copied();
    file.bound_lines().filter_map(move |(number, line)| Some((number, hit(line)?)))
}

/// Whether the word is in the line and no longer name goes on to its left or right.
fn contains_word(line: &str, word: &str) -> bool {
    let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let goes_on_left = part(before) && part(word.chars().next());
        let goes_on_right = part(after) && part(word.chars().next_back());
        !goes_on_left && !goes_on_right
    })
}

/// About 300 lines; a table may be longer.
pub fn files_are_short(files: &[Source]) -> Vec<Finding> {
    let long = rust(files).filter(|file| !file.is_table() && file.text.lines().count() > LONGEST);
    long.map(|file| {
        finding(
            file,
            0,
            format!("{} lines: make it two (a table says `tidy: table` at its top)", file.text.lines().count()),
        )
    })
    .collect()
}

/// A module is named after what it knows.
pub fn names_say_something(files: &[Source]) -> Vec<Finding> {
    let code = files.iter().filter(|file| ["rs", "mjs", "js", "py", "css", "html", "sql"].contains(&file.kind()));
    let by_path = code.filter_map(|file| {
        let name = file
            .path
            .split('/')
            .map(|part| part.split('.').next().unwrap_or(part))
            .find(|part| EMPTY_NAMES.contains(part))?;
        Some(finding(file, 0, format!("`{name}` says nothing of what is inside")))
    });
    let inline = rust(files).flat_map(|file| {
        let named = |line: &str| {
            line.trim_start()
                .trim_start_matches("pub ")
                .strip_prefix("mod ")
                .map(|rest| rest.trim_end_matches([';', '{', ' ']).to_owned())
        };
        file.lines()
            .filter(move |(_, line)| named(line).is_some_and(|name| EMPTY_NAMES.contains(&name.as_str())))
            .map(|(number, _)| finding(file, number, "the module's name says nothing of what is inside"))
    });
    by_path.chain(inline).collect()
}

/// Nothing unfinished is committed.
pub fn nothing_is_left_over(files: &[Source]) -> Vec<Finding> {
    rust(files)
        .flat_map(|file| {
            hits(file, LEFTOVERS)
                .map(|(number, word)| finding(file, number, format!("`{word}`: finish it, or file it and take it out")))
        })
        .collect()
}

/// Outside tests, what cannot fail says why.
pub fn no_unwrap(files: &[Source]) -> Vec<Finding> {
    rust(files)
        .filter(|file| !file.is_test())
        .flat_map(|file| {
            let tests = tests_begin(file);
            let found = hits(file, &[".unwrap()"]).filter(move |(number, _)| *number < tests);
            found.map(|(number, _)| {
                finding(
                    file,
                    number,
                    "unwrap() outside tests: return the error, or say `// tidy: ` and why it cannot happen",
                )
            })
        })
        .collect()
}

/// How many `expect(` each crate's folder holds outside tests.
pub fn expects(files: &[Source]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for file in rust(files).filter(|file| !file.is_test()) {
        let tests = tests_begin(file);
        let number = hits(file, &[".expect(\""]).filter(|(number, _)| *number < tests).count();
        let folder = file.path.split_once("/src/").map_or(file.path.as_str(), |(folder, _)| folder);
        if number > 0 {
            *found.entry(folder.to_owned()).or_insert(0) += number;
        }
    }
    found
}

/// The line where a file's own tests begin; they stand at its end.
fn tests_begin(file: &Source) -> usize {
    file.lines().find(|(_, line)| line.trim() == "#[cfg(test)]").map_or(usize::MAX, |(number, _)| number)
}

/// An expectation tells when it is no longer needed; an allowance stays for ever.
pub fn no_allow(files: &[Source]) -> Vec<Finding> {
    rust(files)
        .flat_map(|file| {
            let found = hits(file, &["#[allow(", "#![allow("]);
            found.map(|(number, _)| {
                finding(file, number, "#[expect(.., reason = \"..\")] instead, which tells when it is no longer needed")
            })
        })
        .collect()
}

/// SQL goes through the one face over both databases. The benchmarks compare with the raw driver; here is only the server.
pub fn drivers_stay_in_the_store(files: &[Source]) -> Vec<Finding> {
    rust(files)
        .filter(|file| !["platform/store/", "bench/", "xtask/"].iter().any(|folder| file.path.starts_with(folder)))
        .flat_map(|file| {
            let found = hits(file, &["rusqlite::", "postgres::", "tokio_postgres::"]);
            found.map(|(number, word)| {
                finding(file, number, format!("`{word}` outside platform/store: use its Read and Tx"))
            })
        })
        .collect()
}

/// Every library opens with what is in it and what is deliberately absent.
pub fn libraries_open_with_a_map(files: &[Source]) -> Vec<Finding> {
    let libraries =
        rust(files).filter(|file| file.path.ends_with("/src/lib.rs") || file.path.ends_with("/src/main.rs"));
    libraries
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| finding(file, 1, "does not open with `//!` and a map"))
        .collect()
}
