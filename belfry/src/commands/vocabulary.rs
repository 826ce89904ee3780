//! `belfry vocabulary`: taxonomies, galaxies, warninglists and object templates from MISP's directories.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use belfry_misp::GalaxyFile;
use belfry_misp::directory::{self, FileKind, Vocabulary as File};
use belfry_store::{Act, Db, Key};
use belfry_threats::vocabulary::load::{Loaded, load, sweep};
use belfry_threats::vocabulary::{Kind, Whole, builtin, store};
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::commands::{Place, bar};
use crate::start;

/// Entries that are of no use, of which each is told.
const ODD: usize = 20;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Load what MISP's directories hold: misp-taxonomies, misp-galaxy, misp-warninglists, misp-objects. What is there in the
    /// same or a newer version stays.
    Load(Load),
    /// List what is loaded.
    List(List),
}

/// `belfry vocabulary load`.
#[derive(Args)]
pub struct Load {
    /// Folders; they are looked through.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// End with one line of JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// `belfry vocabulary list`.
#[derive(Args)]
pub struct List {
    /// Only one kind: taxonomy, galaxy, warninglist or template.
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// One line of JSON each, for programs.
    #[arg(long)]
    json: bool,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text).ok_or_else(|| "taxonomy, galaxy, warninglist or template".into())
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let db = start::open(&place.config()?)?;
    match command {
        Command::Load(arguments) => load_all(&db, arguments),
        Command::List(arguments) => list(&db, arguments),
    }
}

/// What became of the files of one kind.
#[derive(Debug, Default, Serialize)]
struct Count {
    new: usize,
    updated: usize,
    unchanged: usize,
    failed: usize,
    terms: usize,
    /// Entries of warninglists that no value can meet.
    left_out: usize,
}

fn load_all(db: &Db, arguments: &Load) -> anyhow::Result<()> {
    let mut files = Vec::new();
    for folder in &arguments.folders {
        files.extend(directory::find(folder).with_context(|| format!("looking through {}", folder.display()))?);
    }
    if files.is_empty() {
        bail!("there are no vocabularies in these folders; expected are checkouts such as misp-warninglists");
    }
    let (clock, ids) = start::clock_and_ids();
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    builtin::ensure(db, act, &[])?;
    let (mut refused, mut odd) = (Vec::new(), Vec::new());
    let galaxies = galaxies(&files, &mut refused);
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    let files: Vec<_> = files.into_iter().filter(|(kind, _)| *kind != FileKind::Galaxy).collect();
    let bar = bar(files.len() as u64, "Loading");
    for (of, path) in &files {
        let count = counts.entry(name_of(*of)).or_default();
        match read(*of, path, &galaxies) {
            Ok(whole) => {
                let (terms, left_out) = (whole.terms.len(), whole.left_out());
                count.left_out += left_out.len();
                odd.extend(left_out);
                match load(db, Act { now: clock.now(), ..act }, whole, &mut |_| ())? {
                    Loaded::New => (count.new, count.terms) = (count.new + 1, count.terms + terms),
                    Loaded::Updated => (count.updated, count.terms) = (count.updated + 1, count.terms + terms),
                    Loaded::Unchanged | Loaded::Older => count.unchanged += 1,
                }
            }
            Err(error) => {
                count.failed += 1;
                refused.push(error);
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    sweep(db, act, false)?;
    odd.iter().take(ODD).for_each(|line| eprintln!("{line}"));
    if odd.len() > ODD {
        eprintln!("and {} more entries are left out", odd.len() - ODD);
    }
    report(&counts, &refused, arguments.json)
}

/// What galaxies say of themselves, by the type that their clusters name.
fn galaxies(files: &[(FileKind, PathBuf)], refused: &mut Vec<String>) -> HashMap<String, GalaxyFile> {
    let mut all = HashMap::new();
    for (_, path) in files.iter().filter(|(kind, _)| *kind == FileKind::Galaxy) {
        match directory::load(FileKind::Galaxy, path) {
            Ok(File::Galaxy(galaxy)) => drop(all.insert(galaxy.kind.clone(), galaxy)),
            Ok(_) => {}
            Err(error) => refused.push(error.to_string()),
        }
    }
    all
}

fn read(of: FileKind, path: &Path, galaxies: &HashMap<String, GalaxyFile>) -> Result<Whole, String> {
    match directory::load(of, path).map_err(|error| error.to_string())? {
        File::Clusters(clusters) => {
            let about = galaxies.get(&clusters.kind);
            Ok(Whole::galaxy(clusters, about))
        }
        other => Whole::of(other).ok_or_else(|| format!("{}: this is no vocabulary", path.display())),
    }
}

fn name_of(of: FileKind) -> &'static str {
    match of {
        FileKind::Taxonomy => "taxonomies",
        FileKind::Galaxy | FileKind::Clusters => "galaxies",
        FileKind::Warninglist => "warninglists",
        FileKind::Template => "templates",
    }
}

fn report(counts: &BTreeMap<&'static str, Count>, refused: &[String], json: bool) -> anyhow::Result<()> {
    refused.iter().for_each(|line| eprintln!("{line}"));
    if json {
        println!("{}", serde_json::to_string(counts)?);
    } else {
        for (name, count) in counts {
            println!(
                "{name}: {} new, {} updated, {} unchanged, {} refused; {} terms written, {} left out.",
                count.new, count.updated, count.unchanged, count.failed, count.terms, count.left_out
            );
        }
    }
    match refused.len() {
        0 => Ok(()),
        1 => bail!("one file was refused; all others are in"),
        many => bail!("{many} files were refused; all others are in"),
    }
}

fn list(db: &Db, arguments: &List) -> anyhow::Result<()> {
    let read = db.read(Key::SYSTEM)?;
    for kind in Kind::ALL.into_iter().filter(|kind| arguments.kind.is_none_or(|wanted| wanted == *kind)) {
        for one in store::of_kind(&read, kind)? {
            if arguments.json {
                let line = serde_json::json!({
                    "kind": kind.code(), "name": one.name, "title": one.title, "version": one.version, "terms": one.terms,
                    "enabled": one.enabled,
                });
                println!("{line}");
            } else {
                let silent = if one.enabled { "" } else { " (silent)" };
                println!(
                    "{:<12} {:>9} terms  version {:<10} {}{silent}",
                    kind.code(),
                    one.terms,
                    one.version,
                    one.title
                );
            }
        }
    }
    Ok(())
}
