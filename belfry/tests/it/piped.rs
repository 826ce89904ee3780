//! Whoever reads what a command prints may leave before its end: `belfry handover keys | head -1`.

use std::io::Write;
use std::process::Stdio;

use crate::command_line::{belfry, told};

/// Runs a command whose reader has gone before it prints anything; what it complains of.
fn unheard(data: &std::path::Path, arguments: &[&str], typed: &str) -> (bool, String) {
    let mut command = belfry(data, arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    // Nor need it read to its end what it is told.
    let _ = child.stdin.take().expect("its input").write_all(typed.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_command_ends_quietly_when_nobody_reads_on() {
    let folder = tempfile::tempdir().expect("a folder");
    told(&folder.path().join("data"), &["migrate"]);
    let case = "{\"regime\":\"nis2\",\"zone\":\"UTC\",\"aware\":\"2026-03-01T02:00:00Z\"}\n".repeat(50);
    for (arguments, typed) in [
        (vec!["config", "sample"], ""),
        (vec!["handover", "keys"], ""),
        (vec!["handover", "keys", "--json"], ""),
        (vec!["regime", "list"], ""),
        (vec!["catalogue", "list"], ""),
        (vec!["catalogue", "list", "--json"], ""),
        (vec!["clock"], case.as_str()),
    ] {
        let (well, complaint) = unheard(&folder.path().join("data"), &arguments, typed);
        assert!(well && !complaint.contains("panicked") && !complaint.contains("pipe"), "{arguments:?}: {complaint}");
    }
}
