//! Rules for every file that people write.

use super::{Finding, Source};

/// Files whose lines people write. Locks, data and licences are left alone.
const WRITTEN: &[&str] = &["rs", "toml", "html", "ftl", "sql", "md", "mjs", "js", "css", "py", "yml", "sh"];

/// Kinds with long lines by nature: prose, messages, templates whose spaces count, and what keeps one rule or one entry on one line.
const PROSE: &[&str] = &["md", "ftl", "css", "toml", "html"];

const LONGEST: usize = 140;

fn finding(file: &Source, line: usize, reason: impl Into<String>) -> Finding {
    Finding { path: file.path.clone(), line, reason: reason.into() }
}

fn written(files: &[Source]) -> impl Iterator<Item = &Source> {
    files.iter().filter(|file| WRITTEN.contains(&file.kind()) || file.path == ".ci/run")
}

/// No tabs, no spaces at the end of a line, one newline at the end of the file.
pub fn lines_end_cleanly(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in written(files) {
        for (number, line) in file.lines() {
            if line.contains('\t') {
                findings.push(finding(file, number, "a tab; indent with spaces, write \\t in a string"));
            }
            if line.ends_with([' ', '\r']) {
                findings.push(finding(file, number, "white space at the end of the line"));
            }
        }
        if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
            findings.push(finding(file, file.text.lines().count(), "the file does not end with exactly one newline"));
        }
    }
    findings
}

/// Lines that fit beside another file.
pub fn lines_are_short(files: &[Source]) -> Vec<Finding> {
    written(files)
        // Stories stand inside a macro, where rustfmt does not fold lines.
        .filter(|file| !PROSE.contains(&file.kind()) && !file.is_table() && !file.is_test())
        .flat_map(|file| {
            let long = file.bound_lines().filter(|(_, line)| line.chars().count() > LONGEST && !line.contains("://"));
            long.map(|(number, _)| {
                finding(
                    file,
                    number,
                    format!("longer than {LONGEST} characters (a table says `tidy: table` at its top)"),
                )
            })
        })
        .collect()
}

/// Nothing that exists only where it was written.
pub fn no_path_of_one_machine(files: &[Source]) -> Vec<Finding> {
    // Written in two pieces, so that the rule does not find itself.
    let paths = [concat!("/wo", "rk/"), "/home/", "/tmp/", "/root/"];
    written(files)
        .filter(|file| file.path != "xtask/src/tidy/text.rs")
        .flat_map(|file| {
            let hits =
                file.bound_lines().filter(move |(_, line)| paths.iter().any(|path| begins_somewhere(line, path)));
            hits.map(|(number, _)| {
                finding(file, number, "a path of one machine; take it from the environment or a temporary folder")
            })
        })
        .collect()
}

/// Whether an absolute path begins in the line, rather than going on (`areas/home/`).
fn begins_somewhere(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|letter| !letter.is_alphanumeric() && !['.', '}', '/', '_', '-', '~'].contains(&letter))
    })
}

/// Package locks name versions and sums, not the host they came from.
pub fn locks_name_no_host(files: &[Source]) -> Vec<Finding> {
    let locks = files.iter().filter(|file| file.path.ends_with("package-lock.json"));
    locks
        .flat_map(|file| {
            let hits = file.lines().filter(|(_, line)| line.contains("\"resolved\": \"http"));
            hits.map(|(number, _)| {
                finding(
                    file,
                    number,
                    "an address in the lock; set omit-lockfile-registry-resolved=true in .npmrc and lock again",
                )
            })
        })
        .collect()
}
