//! `tests/data/cases.txt`: a line `> text` and, below it, what is found there: kind, value, warnings after `!`, a count after `x`.

use belfry_freetext::{Limits, find};
use std::fmt::Write;

fn described(text: &str) -> String {
    let mut out = String::new();
    for candidate in find(text, &Limits::default()).unwrap().candidates {
        assert_eq!(text[candidate.span.clone()], candidate.written);
        write!(out, "  {} {}", candidate.kind.name(), candidate.value).unwrap();
        let warnings: Vec<_> = candidate.warnings.iter().map(|w| w.name()).collect();
        if !warnings.is_empty() {
            write!(out, " !{}", warnings.join(",")).unwrap();
        }
        if candidate.count > 1 {
            write!(out, " x{}", candidate.count).unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_case_is_found_as_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cases.txt");
    let table = std::fs::read_to_string(path).unwrap();
    let (mut found, mut cases) = (String::new(), 0);
    for line in table.lines() {
        if let Some(text) = line.strip_prefix("> ") {
            cases += 1;
            writeln!(found, "{line}").unwrap();
            found.push_str(&described(&text.replace("\\n", "\n").replace("\\t", "\t")));
        } else if !line.starts_with("  ") {
            writeln!(found, "{line}").unwrap();
        }
    }
    assert!(cases >= 120, "{cases}");
    if std::env::var_os("BELFRY_WRITE_GOLDEN").is_some() {
        return std::fs::write(path, &found).unwrap();
    }
    for (n, (is, should)) in found.lines().zip(table.lines()).enumerate() {
        assert_eq!(is, should, "line {}", n + 1);
    }
    assert_eq!(found, table);
}

#[test]
fn the_span_is_in_the_text_as_it_was_written() {
    let text = "é: hxxps[:]//bad[.]example/x and 198[.]51[.]100[.]7";
    let found = find(text, &Limits::default()).unwrap();
    let written: Vec<_> = found.candidates.iter().map(|c| c.written.as_str()).collect();
    assert_eq!(written, ["hxxps[:]//bad[.]example/x", "198[.]51[.]100[.]7"]);
    assert_eq!(found.candidates[0].value, "https://bad.example/x");
    assert_eq!(&text[found.candidates[1].span.clone()], written[1]);
}

#[test]
fn limits_hold() {
    let few = Limits { candidates: 2, ..Limits::default() };
    let found = find("192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.1", &few).unwrap();
    assert_eq!((found.candidates.len(), found.more, found.candidates[0].count), (2, true, 2));
    let short = Limits { text_bytes: 3, ..Limits::default() };
    assert_eq!(find("four", &short).unwrap_err().to_string(), "the text has 4 bytes; at most 3 are read");
}
