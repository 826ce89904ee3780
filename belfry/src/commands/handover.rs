//! `belfry handover`: packages to and from the points of contact of other countries, for a machine that no browser reaches.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::{Context, bail};
use belfry_incidents::handover::receive::{self, Came, NotTaken};
use belfry_incidents::handover::{PACKAGE, key, partner, store};
use belfry_store::{Key, args};
use clap::Subcommand;
use uuid::Uuid;

use crate::commands::Place;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Print the key by which this installation signs, and those of the registered points of contact.
    Keys {
        /// One line of JSON for each.
        #[arg(long)]
        json: bool,
    },
    /// Write a package that was made on the pages to standard output, to be carried by hand.
    Export {
        /// The package: the end of its page's address.
        package: Uuid,
        /// The receipt for it instead.
        #[arg(long)]
        receipt: bool,
    },
    /// Check a package and take it in; its receipt goes to standard output, and back by itself where the other side can be reached and a
    /// server or `belfry work` runs. What is refused leaves nothing.
    Import {
        /// The file; standard input without one.
        file: Option<PathBuf>,
    },
}

/// Does it.
///
/// # Errors
/// When a package is refused, or the database fails.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let config = place.config()?;
    let db = start::there(&config)?;
    let house = start::house(&config, db, false)?;
    match command {
        Command::Keys { json } => {
            let own = key::own(&house).map_err(|problem| anyhow::anyhow!("{problem}"))?.public();
            let partners = partner::all(&house.db.read(Key::SYSTEM)?)?;
            let line = |name: &str, country: &str, base: &str, one: belfry_handover::PublicKey| {
                if *json {
                    let fingerprint = one.fingerprint().to_string();
                    let told = serde_json::json!({"name": name, "country": country, "base": base, "key": one.to_string(),
                        "fingerprint": fingerprint});
                    println!("{told}");
                } else {
                    println!(
                        "{name} {country} {base}\n  key         {one}\n  fingerprint {}",
                        one.fingerprint().spoken()
                    );
                }
            };
            line("this installation", "", &house.settings.base_url, own);
            partners.iter().for_each(|one| line(&one.name, &one.country, &one.base, one.key));
            Ok(())
        }
        Command::Export { package, receipt } => {
            let read = house.db.read(Key::SYSTEM)?;
            let id = read.maybe(
                "select id from store_subjects where uuid = $1 and kind = $2",
                args![*package, PACKAGE],
                |row| row.get(0),
            )?;
            let one = store::of(&read, id.context("there is no such package")?)?;
            let text = if *receipt { one.receipt.context("there is no receipt yet")? } else { one.envelope };
            println!("{text}");
            Ok(())
        }
        Command::Import { file } => {
            let most = belfry_handover::LARGEST as u64 + 1;
            let mut text = Vec::new();
            match file {
                Some(path) => {
                    let file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
                    file.take(most).read_to_end(&mut text)?
                }
                None => std::io::stdin().lock().take(most).read_to_end(&mut text)?,
            };
            match receive::take(&house, None, None, (Came::Carried, &text)) {
                Ok(taken) => println!("{}", taken.receipt),
                Err(NotTaken::Refused(why)) => bail!("the package is refused: {why}"),
                Err(NotTaken::Replayed(_)) => bail!("the package is refused: it came before"),
                Err(NotTaken::Problem(problem)) => bail!("{problem}"),
            }
            Ok(())
        }
    }
}
