//! `belfry regime`: what the laws ask. Files of regimes also for commands that need no database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use belfry_identity::{Email, on_behalf_of, person};
use belfry_incidents::access::{LEGISLATORS, Legislate, RULES, home};
use belfry_incidents::clock::line::built_in;
use belfry_incidents::regime::store::{self, Refusal};
use belfry_incidents::regime::{self, Regime, page, read};
use belfry_kernel::access::decide;
use belfry_store::{Act, Key};
use clap::Subcommand;
use serde_json::json;

use crate::commands::Place;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// List the regimes, those of countries with all their versions.
    List {
        /// One line of JSON each, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Check a file and say all that is wrong with it; nothing is kept.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Bring a version in, for an authority's country. A server that runs offers it from then on.
    Import {
        /// The file.
        file: PathBuf,
        /// Whose hand: the e-mail address of somebody who administers an authority.
        #[arg(long = "as", value_name = "EMAIL")]
        by: String,
    },
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Check { file } => {
            let (regime, _) = open(file)?;
            println!("{} {}: nothing is wrong", regime.name, regime.version);
            Ok(())
        }
        Command::List { json } => list(place, *json),
        Command::Import { file, by } => import(place, file, by),
    }
}

fn list(place: &Place, json: bool) -> anyhow::Result<()> {
    let db = start::open(&place.config()?)?;
    let line = |name: &str, version: &str, country: &str, title: &str| {
        if json {
            println!("{}", json!({ "name": name, "version": version, "country": country, "title": title }));
        } else {
            println!("{name:<20} version {version:<12} {country:<2}  {title}");
        }
    };
    for one in regime::built_in() {
        line(&one.name, &one.version, "EU", one.title("en"));
    }
    for kept in store::all(&db.read(Key::SYSTEM)?)? {
        let title = read::read(&kept.text).map(|regime| regime.title("en").to_owned()).unwrap_or_default();
        line(&kept.name, &kept.version, &kept.country, &title);
    }
    Ok(())
}

fn import(place: &Place, file: &Path, by: &str) -> anyhow::Result<()> {
    let (regime, text) = open(file)?;
    let db = start::open(&place.config()?)?;
    let read = db.read(Key::SYSTEM)?;
    let email = Email::parse(by).context("--as is no e-mail address")?;
    let account = person::by_email(&read, &email)?.with_context(|| format!("nobody has the address {by}"))?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    drop(read);
    let actor = who.actor();
    decide::<Legislate>(&actor, RULES, None).map_err(|_| anyhow!("no role of {by} allows this"))?;
    let authority = actor
        .person()
        .and_then(|person| home(person, LEGISLATORS))
        .context("this person administers no organisation")?;
    let (clock, ids) = start::clock_and_ids();
    let act = Act { actor: Some(account.id), now: clock.now(), ids: &ids };
    let tx = db.write(Key::SYSTEM)?;
    let country = page::country(&tx, authority)?
        .context("their organisation is no authority, or has no country in the directory")?;
    let name = format!("{} {}", regime.name, regime.version);
    match store::bring_in(&tx, act, (authority, &country), regime, &text)? {
        Ok(is_new) => {
            tx.commit()?;
            println!("{name}: {}", if is_new { "new" } else { "unchanged" });
            Ok(())
        }
        Err(Refusal::BuiltIn) => bail!("{name}: the program brings a regime of this name along; choose another one"),
        Err(Refusal::Differs) => bail!("{name}: this version is there with another content; give it another version"),
        Err(Refusal::Country) => {
            bail!("{name}: `country` has to be {country}, and the name has to be free or this country's")
        }
    }
}

/// Regimes out of files, besides those that are built in.
pub struct Known(Vec<Arc<Regime>>);

impl Known {
    /// Reads and checks the files.
    pub fn of(files: &[PathBuf]) -> anyhow::Result<Self> {
        files.iter().map(|file| open(file).map(|(regime, _)| Arc::new(regime))).collect::<anyhow::Result<_>>().map(Self)
    }

    /// One of them, or one that is built in.
    pub fn find(&self, name: &str, version: Option<&str>) -> Option<Arc<Regime>> {
        let named = self.0.iter().filter(|regime| regime.name == name);
        let fitting = named.filter(|regime| version.is_none_or(|version| version == regime.version));
        fitting.max_by(|a, b| a.version.cmp(&b.version)).cloned().or_else(|| built_in(name, version))
    }
}

/// A file, checked, and its text.
pub fn open(file: &Path) -> anyhow::Result<(Regime, String)> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    match read::read(&text) {
        Ok(regime) => Ok((regime, text)),
        Err(faults) => {
            let all: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
            bail!("{}: {} things are wrong\n{}", file.display(), faults.len(), all.join("\n"))
        }
    }
}
