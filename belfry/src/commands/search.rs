//! `belfry search`.

use std::io::IsTerminal;

use clap::Subcommand;

use crate::commands::Place;
use crate::{indexed, start};

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Build the whole index anew, also while it is in use; one that was cut off goes on.
    Rebuild,
}

/// Does it.
///
/// # Errors
/// Those of the database.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Rebuild => rebuild(place),
    }
}

fn rebuild(place: &Place) -> anyhow::Result<()> {
    let db = start::there(&place.config()?)?;
    let shows = std::io::stderr().is_terminal();
    indexed::rebuild(&db, |source, steps| {
        if shows {
            eprint!("\r\x1b[K{}: {steps} steps", source.name);
        }
    })?;
    if shows {
        eprintln!();
    }
    println!("The search index is built anew.");
    Ok(())
}
