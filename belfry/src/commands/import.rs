//! `belfry import`: threat data from files and folders, through the same use cases as the pages.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use belfry_identity::{Email, on_behalf_of, person};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Tlp};
use belfry_store::{Db, Key};
use belfry_threats::access::{Import, RULES};
use belfry_threats::event::import::{ImportContext, Outcome, Reach, import_misp};
use clap::{Args, Subcommand};

use crate::commands::{Place, bar};
use crate::start;

/// In which format.
#[derive(Subcommand)]
pub enum Command {
    /// MISP JSON: files, or folders of `.json` files.
    Misp(Arguments),
}

/// What, and on whose behalf.
#[derive(Args)]
pub struct Arguments {
    /// Files and folders.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// On whose behalf: the e-mail address of a person who may import.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// Share with this trust circle, by name; otherwise with the own organisation only.
    #[arg(long, conflicts_with = "community")]
    circle: Option<String>,
    /// Share with the whole community.
    #[arg(long)]
    community: bool,
    /// The TLP of events that state none: red, amber+strict, amber, green or clear.
    #[arg(long, value_parser = level)]
    tlp: Option<Tlp>,
    /// End with one line of JSON, for programs.
    #[arg(long)]
    json: bool,
}

fn level(text: &str) -> Result<Tlp, String> {
    Tlp::parse(text).filter(|tlp| *tlp != Tlp::NotStated).ok_or_else(|| "no TLP level of this name".into())
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let Command::Misp(arguments) = command;
    let db = start::open(&place.config()?)?;
    let (clock, ids) = start::clock_and_ids();
    let email = Email::parse(&arguments.by).context("--as is no e-mail address")?;
    let read = db.read(Key::SYSTEM)?;
    let account =
        person::by_email(&read, &email)?.with_context(|| format!("nobody has the address {}", arguments.by))?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    drop(read);
    decide::<Import>(&who.actor(), RULES, None).map_err(|_| anyhow!("no role of {} allows to import", arguments.by))?;
    let context = ImportContext {
        db: &db,
        ids: &ids,
        clock: &*clock,
        person: Some(account.id),
        organisation: who.person.organisation,
        reach: reach(&db, arguments, &who.actor())?,
        tlp: arguments.tlp,
    };
    let files = files(&arguments.paths)?;
    let mut all = Outcome::default();
    let mut refused = Vec::new();
    for file in &files {
        match one(&context, file) {
            Ok(outcome) => {
                told(&outcome, arguments.json);
                all.add(outcome);
            }
            Err(error) => {
                all.failed += 1;
                refused.push(format!("{}: {error:#}", file.display()));
            }
        }
    }
    report(&all, &refused, files.len(), arguments.json)
}

/// One plain line for each event that was taken in, where no bar is drawn.
fn told(outcome: &Outcome, json: bool) {
    if json || std::io::stderr().is_terminal() {
        return;
    }
    let mut out = std::io::stdout().lock();
    for item in &outcome.items {
        let what = serde_json::to_string(&item.what).unwrap_or_default();
        let _ = writeln!(out, "{} {} {}", what.trim_matches('"'), item.uuid, item.title);
    }
    let _ = out.flush();
}

fn one(context: &ImportContext<'_>, file: &Path) -> anyhow::Result<Outcome> {
    let mut source = BufReader::new(File::open(file)?);
    let bar = bar(0, "Importing");
    let outcome = import_misp(context, &mut source, &mut |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        true
    });
    bar.finish_and_clear();
    Ok(outcome?)
}

fn reach(db: &Db, arguments: &Arguments, actor: &Actor) -> anyhow::Result<Reach> {
    let Some(name) = &arguments.circle else {
        return Ok(if arguments.community { Reach::Community } else { Reach::Own });
    };
    let read = db.read(Key::SYSTEM)?;
    let mine = actor.grants().circles;
    let found = belfry_identity::circle::by_name(&read, name)?.into_iter().find(|circle| mine.contains(&circle.id));
    found.map(|circle| Reach::Circle(circle.id)).with_context(|| format!("no circle of yours is named {name}"))
}

/// The files of these paths, each once, in order; folders give their `.json` files, also deeper ones.
fn files(paths: &[PathBuf]) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut all = BTreeSet::new();
    let mut open: Vec<PathBuf> = paths.to_vec();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path).with_context(|| format!("reading {}", path.display()))? {
                let path = entry?.path();
                if path.is_dir() || path.extension().is_some_and(|end| end == "json") {
                    open.push(path);
                }
            }
        } else if path.exists() {
            all.insert(path);
        } else {
            bail!("{} is not there", path.display());
        }
    }
    Ok(all)
}

fn report(all: &Outcome, refused: &[String], files: usize, json: bool) -> anyhow::Result<()> {
    refused.iter().for_each(|line| eprintln!("{line}"));
    if json {
        println!("{}", serde_json::to_string(all)?);
    } else {
        println!(
            "{} new, {} updated, {} unchanged, {} failed; {} attributes and {} objects written.",
            all.new, all.updated, all.unchanged, all.failed, all.attributes, all.objects
        );
    }
    if refused.len() == files { Err(anyhow!("nothing could be imported")) } else { Ok(()) }
}
