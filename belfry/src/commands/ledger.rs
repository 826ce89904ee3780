//! `belfry ledger`.

use std::time::Duration;

use anyhow::bail;
use belfry_store::{Key, ledger};
use clap::Subcommand;

use crate::commands::Place;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Walk the whole chain and name the first entry that does not fit.
    Verify,
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Verify => verify(place),
    }
}

fn verify(place: &Place) -> anyhow::Result<()> {
    let db = start::there(&place.config()?)?;
    while ledger::seal(&db, 1_000)? > 0 {}
    let verdict = ledger::verify(&db.read_for(Key::SYSTEM, Duration::from_secs(24 * 3_600))?)?;
    if let Some(number) = verdict.broken_at {
        bail!("the ledger does not fit at entry {number}; the {} entries before it do", verdict.sealed);
    }
    println!("{} entries fit, {} wait to be sealed. Head: {}", verdict.sealed, verdict.unsealed, verdict.head);
    Ok(())
}
