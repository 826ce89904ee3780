//! `belfry significance`: whether incidents are significant, and why, case by case. Needs no database.

use std::path::PathBuf;

use anyhow::Context;
use belfry_incidents::significance::line;
use clap::Args;

use crate::commands::{lines, regime};

/// `belfry significance`.
#[derive(Args)]
pub struct Arguments {
    /// Files of regimes besides those that are built in.
    #[arg(long = "regime", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the types, metrics and criteria of a regime as JSON.
    #[arg(long, value_name = "REGIME")]
    codes: Option<String>,
}

/// Answers the cases on standard input, one JSON object a line, with one line each.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let known = regime::Known::of(&arguments.files)?;
    if let Some(name) = &arguments.codes {
        let regime = known.find(name, None).with_context(|| format!("no regime `{name}`"))?;
        println!("{}", serde_json::to_string_pretty(&line::codes(&regime))?);
        return Ok(());
    }
    lines::answer(|one| line::answer(one, &|name, version| known.find(name, version)))
}
