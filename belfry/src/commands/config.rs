//! `belfry config`.

use clap::Subcommand;

use crate::config::SAMPLE;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Print a commented configuration with every default.
    Sample,
}

/// Does it.
pub fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Sample => print!("{SAMPLE}"),
    }
    Ok(())
}
