//! `belfry import`: threat data from files and folders, through the same use cases as the pages.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, IsTerminal, Read, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use belfry_identity::{Email, circle, on_behalf_of, person};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, OrganisationId, Tlp};
use belfry_store::{Key, Read as Picture, scope};
use belfry_threats::access::{Import, Publish, RULES};
use belfry_threats::event::Origin;
use belfry_threats::event::import::csv::{self, Column, import_csv};
use belfry_threats::event::import::{
    ImportContext, Outcome, Progress, Reach, What, import_misp, import_rows, import_stix, text,
};
use belfry_threats::import::terms::granted;
use belfry_web::sharing;
use clap::{Args, Subcommand};

use crate::commands::{Place, bar};
use crate::out::out;
use crate::start;

/// Bytes of a text; the finder reads no more.
const LONGEST: u64 = 4 << 20;
/// Files that were left alone and are named.
const NAMED: usize = 5;
/// The path of standard input.
const PIPE: &str = "-";

/// In which format.
#[derive(Subcommand)]
pub enum Command {
    /// MISP JSON: files, or folders of `.json` files.
    Misp(Arguments),
    /// STIX 2.1 bundles: files, or folders of `.json` files.
    Stix(Arguments),
    /// Tables: files, or folders of `.csv` files; each becomes an event.
    Csv(Table),
    /// Free texts: files, or folders of `.txt` files; each becomes an event of what is found in it.
    Text(Words),
}

/// How tables are read.
#[derive(Args)]
pub struct Table {
    #[command(flatten)]
    arguments: Arguments,
    /// The event's title; otherwise the name of the file.
    #[arg(long)]
    title: Option<String>,
    /// What each column holds, in order, with commas between: value, type, category, comment, detection, date, ignore.
    /// Otherwise the headings tell.
    #[arg(long, value_delimiter = ',', value_parser = column)]
    columns: Vec<Column>,
    /// The type of all values, where no column says it; otherwise each value tells.
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
}

/// How texts are read.
#[derive(Args)]
pub struct Words {
    #[command(flatten)]
    arguments: Arguments,
    /// The event's title; otherwise the name of the file.
    #[arg(long)]
    title: Option<String>,
    /// Take also what something speaks against, such as private addresses and examples; it is not marked for detection.
    #[arg(long)]
    all: bool,
}

impl Command {
    fn arguments(&self) -> &Arguments {
        match self {
            Self::Misp(arguments) | Self::Stix(arguments) => arguments,
            Self::Csv(table) => &table.arguments,
            Self::Text(words) => &words.arguments,
        }
    }

    /// The extension of the files that a folder gives.
    const fn extension(&self) -> &'static str {
        match self {
            Self::Misp(_) | Self::Stix(_) => "json",
            Self::Csv(_) => "csv",
            Self::Text(_) => "txt",
        }
    }
}

fn column(text: &str) -> Result<Column, String> {
    Column::parse(text.trim())
        .ok_or_else(|| "a column holds value, type, category, comment, detection, date or ignore".into())
}

/// What, and on whose behalf.
#[derive(Args)]
pub struct Arguments {
    /// Files and folders; `-` is standard input.
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
    Tlp::parse(text)
        .filter(|tlp| *tlp != Tlp::NotStated)
        .ok_or_else(|| "a level is red, amber+strict, amber, green or clear".into())
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let arguments = command.arguments();
    let db = start::there(&place.config()?)?;
    let (clock, ids) = start::clock_and_ids();
    let email = Email::parse(&arguments.by).context("--as is no e-mail address")?;
    let read = db.read(Key::SYSTEM)?;
    let account =
        person::by_email(&read, &email)?.with_context(|| format!("nobody has the address {}", arguments.by))?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    drop(read);
    let key = scope::key_of(&db, &who.grants, clock.now())?;
    decide::<Import>(&who.actor(), RULES, None).map_err(|_| anyhow!("no role of {} allows to import", arguments.by))?;
    let (words, actor) = (start::words()?.words("en"), who.actor());
    let reach = reach(&db.read(key)?, arguments, &actor, who.person.organisation)?;
    // Who may bring events in may not always share them: the same as on the pages and over the interface.
    if reach != Reach::Own && granted::<Publish>(&actor, who.person.organisation, account.id).is_none() {
        bail!("{}", words.s("threats-import-reach-forbidden"));
    }
    let context = ImportContext {
        db: &db,
        ids: &ids,
        clock: &*clock,
        person: Some(account.id),
        organisation: who.person.organisation,
        reach,
        tlp: arguments.tlp,
    };
    let Found { files, skipped } = files(&arguments.paths, command.extension())?;
    tell_skipped(&skipped, command.extension());
    let mut all = Outcome::default();
    let mut refused = Vec::new();
    for file in &files {
        match one(&context, command, file) {
            Ok(outcome) => {
                told(&outcome, arguments.json);
                rules(&db.read(key)?, &words, &outcome)?;
                all.add(outcome);
            }
            Err(error) => {
                all.failed += 1;
                refused.push(format!("{}: {error:#}", file.display()));
            }
        }
    }
    report(&all, &refused, arguments.json)
}

/// One plain line for each event that was taken in, where no bar is drawn.
fn told(outcome: &Outcome, json: bool) {
    if json || std::io::stderr().is_terminal() {
        return;
    }
    let mut out = out();
    for item in &outcome.items {
        let what = serde_json::to_string(&item.what).unwrap_or_default();
        let _ = writeln!(out, "{} {} {}", what.trim_matches('"'), item.uuid, item.title);
    }
    let _ = out.flush();
}

/// The sharing rules that events break, as whoever they came from may know of them.
fn rules(read: &Picture, t: &belfry_words::Words, outcome: &Outcome) -> anyhow::Result<()> {
    for item in outcome.items.iter().filter(|item| !item.rules.is_empty()) {
        let what = if item.what == What::Failed { "was not taken in" } else { "came in" };
        eprintln!("{} ({}) {what}:", item.title, item.uuid);
        for said in sharing::broken(t, read, &item.rules)? {
            let effect = if said.refuses { "stands in the way" } else { "warns" };
            eprintln!("  a sharing rule {effect}: {}", sharing::line(t, &said));
        }
    }
    Ok(())
}

/// A file to be read twice: what comes through a pipe is kept for as long as that takes.
fn source(path: &Path) -> anyhow::Result<BufReader<File>> {
    let mut from: Box<dyn Read> = if path == Path::new(PIPE) {
        Box::new(std::io::stdin().lock())
    } else {
        let file = File::open(path)?;
        if file.metadata()?.is_file() {
            return Ok(BufReader::new(file));
        }
        Box::new(file)
    };
    let mut kept = tempfile::tempfile().context("keeping what comes through the pipe")?;
    std::io::copy(&mut from, &mut kept).context("reading what comes through the pipe")?;
    kept.rewind()?;
    Ok(BufReader::new(kept))
}

fn one(context: &ImportContext<'_>, command: &Command, file: &Path) -> anyhow::Result<Outcome> {
    let mut source = source(file)?;
    let bar = bar(0, "Importing");
    let mut tell = |progress: Progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        true
    };
    let outcome = match command {
        Command::Misp(_) => import_misp(context, &mut source, &mut tell).map_err(Into::into),
        Command::Stix(_) => import_stix(context, &mut source, &mut tell).map_err(Into::into),
        Command::Csv(table) => rows(context, table, file, &mut source, &mut tell),
        Command::Text(words) => found(context, words, file, &mut source, &mut tell),
    };
    bar.finish_and_clear();
    outcome
}

fn title(given: Option<&String>, file: &Path) -> anyhow::Result<String> {
    if let Some(given) = given {
        return Ok(given.clone());
    }
    anyhow::ensure!(file != Path::new(PIPE), "standard input has no name: give the event one with --title");
    Ok(file.file_stem().unwrap_or_default().to_string_lossy().into_owned())
}

fn rows(
    context: &ImportContext<'_>,
    table: &Table,
    file: &Path,
    source: &mut BufReader<File>,
    tell: &mut dyn FnMut(Progress) -> bool,
) -> anyhow::Result<Outcome> {
    let mut shape = csv::guess(source)?;
    if !table.columns.is_empty() {
        shape.columns.clone_from(&table.columns);
    }
    if !shape.columns.contains(&Column::Value) {
        bail!("no column seems to hold values: say it with --columns");
    }
    shape.kind = table.kind.clone().unwrap_or_default();
    for line in csv::undated(source, &shape)? {
        eprintln!("{}: {line}", file.display());
    }
    Ok(import_csv(context, &title(table.title.as_ref(), file)?, source, &shape, tell)?)
}

fn found(
    context: &ImportContext<'_>,
    words: &Words,
    file: &Path,
    source: &mut BufReader<File>,
    tell: &mut dyn FnMut(Progress) -> bool,
) -> anyhow::Result<Outcome> {
    let mut whole = Vec::new();
    source.take(LONGEST + 1).read_to_end(&mut whole)?;
    let whole = String::from_utf8(whole).map_err(|_| anyhow!("the text is not UTF-8: save it as UTF-8"))?;
    let candidates = text::candidates(&whole)?.context("it holds more than 50,000 different values: divide it")?;
    let taken: Vec<_> = candidates.iter().filter(|one| words.all || one.warnings.is_empty()).map(text::row).collect();
    let left = candidates.len() - taken.len();
    if left > 0 {
        eprintln!("{}: {left} left out because something speaks against them; --all takes them too", file.display());
    }
    if taken.is_empty() {
        bail!("nothing was found in it");
    }
    Ok(import_rows(context, &title(words.title.as_ref(), file)?, Origin::Text, &taken, tell)?)
}

fn reach(read: &Picture, arguments: &Arguments, actor: &Actor, owner: OrganisationId) -> anyhow::Result<Reach> {
    let Some(name) = &arguments.circle else {
        return Ok(if arguments.community { Reach::Community } else { Reach::Own });
    };
    let may_share = circle::sharing(read, &actor.grants(), owner)?;
    let found = circle::by_name(read, name)?.into_iter().find(|one| may_share.iter().any(|circle| circle.id == one.id));
    found.map(|circle| Reach::Circle(circle.id)).with_context(|| format!("no circle of yours is named {name}"))
}

/// What these paths give.
#[derive(Default)]
struct Found {
    /// Each once, in order.
    files: BTreeSet<PathBuf>,
    /// What folders hold beside them.
    skipped: BTreeSet<PathBuf>,
}

/// The files of these paths; folders give their files of one extension, in whatever case it is written, also deeper ones.
fn files(paths: &[PathBuf], extension: &str) -> anyhow::Result<Found> {
    let mut found = Found::default();
    let mut open: Vec<PathBuf> = paths.to_vec();
    while let Some(path) = open.pop() {
        if path == Path::new(PIPE) {
            found.files.insert(path);
        } else if path.is_dir() {
            for entry in std::fs::read_dir(&path).with_context(|| format!("reading {}", path.display()))? {
                let path = entry?.path();
                if path.is_dir() || path.extension().is_some_and(|end| end.eq_ignore_ascii_case(extension)) {
                    open.push(path);
                } else {
                    found.skipped.insert(path);
                }
            }
        } else if path.exists() {
            found.files.insert(path);
        } else {
            bail!("{} is not there", path.display());
        }
    }
    // A path that was named itself is taken, whatever its ending.
    found.skipped.retain(|path| !found.files.contains(path));
    if found.files.is_empty() {
        tell_skipped(&found.skipped, extension);
        bail!("there is no file that ends in .{extension}");
    }
    Ok(found)
}

/// How many files of folders were left alone, and the first of them by name.
fn tell_skipped(skipped: &BTreeSet<PathBuf>, extension: &str) {
    let names: Vec<String> = skipped.iter().take(NAMED).map(|path| path.display().to_string()).collect();
    let more = if skipped.len() > names.len() { ", .." } else { "" };
    match skipped.len() {
        0 => {}
        1 => eprintln!("1 file was left alone because it does not end in .{extension}: {}", names.join(", ")),
        count => eprintln!(
            "{count} files were left alone because they do not end in .{extension}: {}{more}",
            names.join(", ")
        ),
    }
}

fn report(all: &Outcome, refused: &[String], json: bool) -> anyhow::Result<()> {
    refused.iter().for_each(|line| eprintln!("{line}"));
    if json {
        println!("{}", serde_json::to_string(all)?);
    } else {
        println!(
            "{} new, {} updated, {} unchanged, {} failed; {} attributes, {} objects and {} galaxy clusters written.",
            all.new, all.updated, all.unchanged, all.failed, all.attributes, all.objects, all.clusters
        );
    }
    match all.unfit {
        0 => {}
        1 => eprintln!("1 value does not fit its type; it came in as it is."),
        count => eprintln!("{count} values do not fit their types; they came in as they are."),
    }
    match (all.failed, all.new + all.updated + all.unchanged) {
        (0, 0) => {
            eprintln!("There was nothing in it to be taken in.");
            Ok(())
        }
        (0, _) => Ok(()),
        (_, 0) => Err(anyhow!("nothing could be imported")),
        (failed, _) => Err(anyhow!("{failed} could not be imported; the others were")),
    }
}
