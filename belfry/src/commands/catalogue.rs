//! `belfry catalogue`: the frameworks that things are measured by.

use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use belfry_catalogue::library::Library;
use belfry_catalogue::store::{self, Kept};
use belfry_catalogue::{Framework, Language, Text, builtin, library, table};
use belfry_kernel::{Clause, Label, Tlp};
use belfry_store::{Act, Db, Key};
use clap::{Args, Subcommand};

use crate::commands::Place;
use crate::out::out;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// List the frameworks.
    List {
        /// One line of JSON each, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Show one with its items.
    Show(Show),
    /// Bring frameworks and mappings in: the YAML libraries of CISO Assistant, or tables of items as CSV.
    Import(Import),
    /// Write the items of one as CSV.
    Export(Export),
}

/// Which framework.
#[derive(Args)]
pub struct Which {
    /// Its name, as `list` prints it.
    name: String,
    /// Its version; otherwise the newest.
    #[arg(long)]
    version: Option<String>,
}

/// `belfry catalogue show`.
#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    which: Which,
    /// In this language where it is there.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// The whole framework as one line of JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// `belfry catalogue import`.
#[derive(Args)]
pub struct Import {
    /// `.yaml` and `.yml` libraries, or one `.csv` table.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A table: what programs call the framework.
    #[arg(long)]
    name: Option<String>,
    /// A table: its version.
    #[arg(long, default_value = "1")]
    version: String,
    /// A table: what people call it.
    #[arg(long)]
    title: Option<String>,
    /// A table: under which terms it may be used.
    #[arg(long)]
    licence: Option<String>,
    /// A table: where it is from.
    #[arg(long, default_value = "")]
    source: String,
    /// A table: the language of columns that name none.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// A table: its items are measured, on the built-in scale `five` (absent to checked) or `three` (no, in part, yes).
    #[arg(long)]
    scale: Option<String>,
    /// For the community only; otherwise for everyone.
    #[arg(long)]
    community: bool,
    /// One line of JSON for each framework and mapping, for programs.
    #[arg(long)]
    json: bool,
}

/// `belfry catalogue export`.
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    which: Which,
    /// Into this file; otherwise to standard output.
    #[arg(long)]
    output: Option<PathBuf>,
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "a language is a tag such as en or fr".into())
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let db = start::open(&place.config()?)?;
    let (clock, ids) = start::clock_and_ids();
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    builtin::ensure(&db, act)?;
    match command {
        Command::List { json } => list(&db, *json),
        Command::Show(arguments) => show(&db, arguments),
        Command::Import(arguments) => import(&db, act, arguments),
        Command::Export(arguments) => export(&db, arguments),
    }
}

fn list(db: &Db, json: bool) -> anyhow::Result<()> {
    for entry in store::list(&db.read(Key::SYSTEM)?)? {
        if json {
            println!("{}", serde_json::to_string(&entry)?);
        } else {
            println!("{:<28} version {:<10} {:>6} items  {}", entry.name, entry.version, entry.items, entry.title);
        }
    }
    Ok(())
}

fn load(db: &Db, which: &Which) -> anyhow::Result<Framework> {
    let found = store::load(&db.read(Key::SYSTEM)?, &which.name, which.version.as_deref())?;
    found.with_context(|| format!("there is no framework {}; `belfry catalogue list` has them all", which.name))
}

fn show(db: &Db, arguments: &Show) -> anyhow::Result<()> {
    let framework = load(db, &arguments.which)?;
    let mut out = out();
    if arguments.json {
        return Ok(writeln!(out, "{}", serde_json::to_string(&framework)?)?);
    }
    let others = framework.languages();
    let said = |text: &Text| text.said(&arguments.language, &others).to_owned();
    writeln!(out, "{} {}: {}", framework.name, framework.version, said(&framework.title))?;
    writeln!(out, "{}\n{}; {}", said(&framework.about), framework.source, framework.licence)?;
    let mut depths: HashMap<&str, usize> = HashMap::new();
    for item in &framework.items {
        let depth = item.parent.as_deref().and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.insert(&item.code, depth);
        writeln!(out, "{}{}  {}", "  ".repeat(depth), item.code, said(&item.title))?;
    }
    for mapping in store::mappings(&db.read(Key::SYSTEM)?, &framework.name)? {
        let (from, to) = (&mapping.from, &mapping.to);
        writeln!(out, "{} {} corresponds to {} {} in {} pairs", from.0, from.1, to.0, to.1, mapping.pairs.len())?;
    }
    Ok(())
}

fn import(db: &Db, act: Act<'_>, arguments: &Import) -> anyhow::Result<()> {
    let mut library = Library::default();
    for file in &arguments.files {
        let place = || format!("{}", file.display());
        match file.extension().and_then(|end| end.to_str()) {
            Some("csv") => library.frameworks.push(of_table(file, arguments).with_context(place)?),
            Some("yaml" | "yml") => {
                let text = std::fs::read_to_string(file).with_context(place)?;
                let found = library::read(&text).with_context(place)?;
                library.frameworks.extend(found.frameworks);
                library.mappings.extend(found.mappings);
            }
            _ => bail!("{}: a framework is a .yaml or .csv file", file.display()),
        }
    }
    // Everything is checked before anything is kept.
    for framework in &library.frameworks {
        framework.check().with_context(|| framework.name.clone())?;
    }
    let label = if arguments.community {
        Label::new(Tlp::Green, Clause::Community)
    } else {
        Label::new(Tlp::Clear, Clause::Everyone)
    };
    let brought = store::bring_in(db, act, &library, &label)?;
    for one in &brought {
        if arguments.json {
            println!("{}", serde_json::to_string(one)?);
        } else {
            println!("{} {}: {}", one.what, one.name, word(one.outcome));
        }
    }
    let refused = brought.iter().filter(|one| matches!(one.outcome, Kept::Differs | Kept::Missing)).count();
    match refused {
        0 => Ok(()),
        1 => bail!("one was refused; all others are in"),
        many => bail!("{many} were refused; all others are in"),
    }
}

fn word(kept: Kept) -> &'static str {
    match kept {
        Kept::New => "new",
        Kept::Unchanged => "unchanged",
        Kept::Differs => "refused: this version is there with another content; give it another version",
        Kept::Missing => "refused: one of its frameworks is not there",
    }
}

fn of_table(file: &Path, arguments: &Import) -> anyhow::Result<Framework> {
    let (Some(name), Some(title), Some(licence)) = (&arguments.name, &arguments.title, &arguments.licence) else {
        bail!("a table needs --name, --title and --licence");
    };
    let scale = match arguments.scale.as_deref() {
        None => Vec::new(),
        Some(scale) => builtin::scale(scale).context("--scale is `five` or `three`")?,
    };
    let about = table::About {
        name: name.clone(),
        version: arguments.version.clone(),
        title: title.clone(),
        licence: licence.clone(),
        source: arguments.source.clone(),
        language: arguments.language.clone(),
        scale,
    };
    Ok(about.of(table::read(File::open(file)?, &arguments.language)?))
}

fn export(db: &Db, arguments: &Export) -> anyhow::Result<()> {
    let framework = load(db, &arguments.which)?;
    match &arguments.output {
        Some(path) => Ok(table::write(&framework, File::create(path).with_context(|| path.display().to_string())?)?),
        None => Ok(table::write(&framework, out())?),
    }
}
