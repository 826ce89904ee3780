//! `belfry clock`: when each step of a regime is due, case by case. Needs no database.

use std::path::PathBuf;

use belfry_incidents::clock::line;
use clap::Args;

use crate::commands::{lines, regime};

/// `belfry clock`.
#[derive(Args)]
pub struct Arguments {
    /// Files of regimes besides those that are built in.
    #[arg(long = "regime", value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Answers the cases on standard input, one JSON object a line, with one line each.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let known = regime::Known::of(&arguments.files)?;
    lines::answer(|one| line::answer(one, &|name, version| known.find(name, version)))
}
