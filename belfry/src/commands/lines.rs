//! What answers lines of JSON on standard input with a line each: a line that cannot be read is answered with an object that says why, and
//! the others go on.

use std::io::{BufRead, Write};

use anyhow::bail;
use serde_json::{Value, json};

use crate::out::out;

/// Answers every line that is not empty. An answer with an `error` counts as refused; the exit status tells of it at the end.
pub fn answer(mut one: impl FnMut(&str) -> Value) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(out());
    let mut refused = 0_usize;
    for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let mut told = match std::str::from_utf8(&line) {
            Ok(line) => one(line),
            Err(error) => json!({ "error": error.to_string() }),
        };
        refused += usize::from(told.get("error").is_some());
        told["line"] = json!(index + 1);
        serde_json::to_writer(&mut out, &told)?;
        writeln!(out)?;
        out.flush()?;
    }
    match refused {
        0 => Ok(()),
        1 => bail!("one line could not be answered"),
        many => bail!("{many} lines could not be answered"),
    }
}
