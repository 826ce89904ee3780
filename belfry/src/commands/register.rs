//! `belfry register`: the register out and in, as an authority of a country has it.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};
use belfry_identity::{Email, person};
use belfry_kernel::OrganisationId;
use belfry_members::register::export::{self, File, Format};
use belfry_members::register::import::{self, Outcome, Tally};
use belfry_members::register::sight::{Eye, Watch};
use belfry_store::{Act, Key};
use clap::{Args, Subcommand};

use crate::commands::Place;
use crate::out::out;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Write the register of a country, its counts (Article 3(5)) or the list of Article 27 to standard output.
    Export(Export),
    /// Look at a table of entities, row by row; with --accept, take it in. The same file is never taken twice.
    Import(Import),
}

/// `belfry register export`.
#[derive(Args)]
pub struct Export {
    /// The country, two letters.
    #[arg(long)]
    country: String,
    /// register, article-3-5-counts or article-27.
    #[arg(long, default_value = "register", value_parser = file)]
    file: File,
    /// csv or json.
    #[arg(long, default_value = "csv", value_parser = format)]
    format: Format,
}

/// `belfry register import`.
#[derive(Args)]
pub struct Import {
    /// A CSV file with the columns of the exported register.
    path: PathBuf,
    /// The country whose authority takes it in, two letters.
    #[arg(long)]
    country: String,
    /// Write it; without, it is only looked at.
    #[arg(long, requires = "person")]
    accept: bool,
    /// In whose name, by e-mail address: it stands in the history.
    #[arg(long = "as")]
    person: Option<String>,
}

fn file(text: &str) -> Result<File, String> {
    File::parse(text).ok_or_else(|| "register, article-3-5-counts or article-27".into())
}

fn format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| "csv or json".into())
}

/// The machine's owner looks at a whole country as its competent authority.
fn watch(country: &str) -> anyhow::Result<Vec<Watch>> {
    let country = country.to_uppercase();
    belfry_members::register::facts::country(&country).with_context(|| format!("no country {country}"))?;
    Ok(vec![Watch { organisation: OrganisationId(0), country, eye: Eye::Supervisor, mandate: Vec::new() }])
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Export(arguments) => export(place, arguments),
        Command::Import(arguments) => import(place, arguments),
    }
}

fn export(place: &Place, arguments: &Export) -> anyhow::Result<()> {
    let watches = watch(&arguments.country)?;
    let db = start::there(&place.config()?)?;
    let read = db.read(Key::SYSTEM)?;
    let bytes = export::whole(&read, &watches, arguments.file, arguments.format).map_err(|error| anyhow!(error))?;
    Ok(out().write_all(&bytes)?)
}

fn import(place: &Place, arguments: &Import) -> anyhow::Result<()> {
    let watches = watch(&arguments.country)?;
    let text = std::fs::read_to_string(&arguments.path).with_context(|| arguments.path.display().to_string())?;
    let text = text.replace("\r\n", "\n");
    let sheet = import::sheet(&text).map_err(|why| anyhow!("the table cannot be read: {why:?}"))?;
    let mapping = import::mapping(&sheet.head);
    let db = start::there(&place.config()?)?;
    if !arguments.accept {
        let lines = import::look(&db.read(Key::SYSTEM)?, &watches, &sheet, &mapping)?;
        for (n, line) in lines.iter().enumerate() {
            if let Outcome::Refused(field, why) = &line.outcome {
                println!("line {}: {}: {field}: {why:?}", n + 2, line.name);
            }
        }
        told(Tally::of(&lines));
        println!("Nothing was written: --accept takes it in.");
        return Ok(());
    }
    let email = arguments.person.as_deref().and_then(Email::parse).context("--as needs an e-mail address")?;
    let by =
        person::by_email(&db.read(Key::SYSTEM)?, &email)?.with_context(|| format!("nobody is {}", email.as_str()))?;
    let (clock, ids) = start::clock_and_ids();
    let act = Act { actor: Some(by.id), now: clock.now(), ids: &ids };
    match import::take(&db, Key::SYSTEM, act, &watches, (&text, &sheet, &mapping))? {
        Some(tally) => told(tally),
        None => bail!("this file was taken in before; it is not taken twice"),
    }
    Ok(())
}

fn told(tally: Tally) {
    println!(
        "{} new, {} changed, {} unchanged, {} refused.",
        tally.made, tally.changed, tally.unchanged, tally.refused
    );
}
