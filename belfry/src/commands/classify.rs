//! `belfry classify`: what entities are under the Directives, case by case. Needs no database.

use belfry_members::classify::{self, Case};
use clap::Args;
use serde_json::{Value, json};

use crate::commands::lines;

/// `belfry classify`.
#[derive(Args)]
pub struct Arguments {
    /// Print every code that a case may hold, and the rules, as JSON.
    #[arg(long)]
    codes: bool,
}

/// Answers the cases on standard input, one JSON object a line, with one line each.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.codes {
        println!("{}", serde_json::to_string_pretty(&classify::codes())?);
        return Ok(());
    }
    lines::answer(|line| answer(line).unwrap_or_else(|error| json!({ "error": error })))
}

fn answer(line: &str) -> Result<Value, String> {
    // A list would be taken for the fields in their order.
    if !line.trim_start().starts_with('{') {
        return Err("a case is a JSON object".to_owned());
    }
    let case: Case = serde_json::from_str(line).map_err(|error| error.to_string())?;
    classify::classify(&case).map(|verdict| classify::told(&verdict)).map_err(|error| error.to_string())
}
