//! `belfry classify`: what entities are under the Directives, case by case. Needs no database.

use std::io::{BufRead, Write};

use anyhow::bail;
use belfry_members::classify::{self, Case};
use clap::Args;
use serde_json::{Value, json};

/// `belfry classify`.
#[derive(Args)]
pub struct Arguments {
    /// Print every code that a case may hold, and the rules, as JSON.
    #[arg(long)]
    codes: bool,
}

/// Answers the cases on standard input, one JSON object a line, with one line each.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if arguments.codes {
        serde_json::to_writer_pretty(&mut out, &classify::codes())?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    let mut refused = 0_usize;
    for (index, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = answer(&line);
        refused += usize::from(answer.is_err());
        let mut told = answer.unwrap_or_else(|error| json!({ "error": error }));
        told["line"] = json!(index + 1);
        serde_json::to_writer(&mut out, &told)?;
        writeln!(out)?;
        out.flush()?;
    }
    match refused {
        0 => Ok(()),
        1 => bail!("one case could not be answered"),
        many => bail!("{many} cases could not be answered"),
    }
}

fn answer(line: &[u8]) -> Result<Value, String> {
    let case: Case = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    classify::classify(&case).map(|verdict| classify::told(&verdict)).map_err(|error| error.to_string())
}
