//! `belfry form`: forms as XLSForm workbooks.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use belfry_forms::access::{Create, Edit, RULES};
use belfry_forms::core::translation::Completeness;
use belfry_forms::core::translation::completeness;
use belfry_forms::core::{Form, Language, publish};
use belfry_forms::store::{self, Entry, FORM, Refusal};
use belfry_forms::xlsform::{self, Import as Read};
use belfry_identity::{Email, SignedIn, on_behalf_of, organisation, person};
use belfry_kernel::access::decide;
use belfry_kernel::{Clause, Label, Tlp};
use belfry_store::{Act, Db, Key, scope, subject};
use belfry_surveys::instrument;
use clap::{Args, Subcommand};

use serde_json::json;

use crate::commands::Place;
use crate::start;

/// Bytes of a workbook.
const LARGEST: u64 = 8 << 20;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Check a workbook: whether it can be read, and published.
    Check(Check),
    /// List the forms.
    List {
        /// One line of JSON each, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Bring a workbook in: as a new form, or as the draft of the form of its name.
    Import(Import),
    /// Write a form as a workbook.
    Export(Export),
    /// List the instruments: forms of our own wording that the program brings along.
    Instruments {
        /// One line of JSON each, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Copy an instrument into a library and publish it as version 1, unless a form of its name is there.
    Install(Install),
}

/// `belfry form install`.
#[derive(Args)]
pub struct Install {
    /// Its name, as `instruments` prints it.
    instrument: String,
    /// On whose behalf: the e-mail address of a person who may write forms.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// For the whole community to see; otherwise for the own organisation.
    #[arg(long)]
    community: bool,
}

/// `belfry form check`.
#[derive(Args)]
pub struct Check {
    /// The XLSX file.
    file: PathBuf,
    /// The language of texts that name none.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// End with one line of JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// `belfry form import`.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    check: Check,
    /// On whose behalf: the e-mail address of a person who may write forms.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// A new form: for the whole community to see; otherwise for the own organisation.
    #[arg(long)]
    community: bool,
    /// Publish it as a version.
    #[arg(long)]
    publish: bool,
}

/// `belfry form export`.
#[derive(Args)]
pub struct Export {
    /// Its name or its id, as `list` prints them.
    form: String,
    /// A published version, from 1; otherwise the draft.
    #[arg(long)]
    version: Option<i64>,
    /// Into this XLSX file.
    #[arg(long)]
    output: PathBuf,
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "a language is a tag such as en or fr".into())
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    if let Command::Check(arguments) = command {
        return check(arguments);
    }
    if let Command::Instruments { json } = command {
        return instruments(*json);
    }
    let db = start::open(&place.config()?)?;
    match command {
        Command::Check(_) | Command::Instruments { .. } => Ok(()),
        Command::Install(arguments) => install(&db, arguments),
        Command::List { json } => list(&db, *json),
        Command::Import(arguments) => import(&db, arguments),
        Command::Export(arguments) => export(&db, arguments),
    }
}

/// Reads a workbook; its faults are told line by line.
fn read(arguments: &Check) -> anyhow::Result<Form> {
    let place = || arguments.file.display().to_string();
    let size = std::fs::metadata(&arguments.file).with_context(place)?.len();
    if size > LARGEST {
        bail!("{}: larger than {} MiB", place(), LARGEST >> 20);
    }
    let bytes = std::fs::read(&arguments.file).with_context(place)?;
    match xlsform::import(&bytes, &arguments.language) {
        Ok(Read { form, passed_over }) => {
            passed_over.iter().for_each(|cell| eprintln!("passed over: {cell}"));
            Ok(form)
        }
        Err(belfry_xlsform::Error::Faults(faults)) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            bail!("{}: {} cells are refused; nothing was done", place(), faults.len())
        }
        Err(error) => Err(anyhow!(error).context(place())),
    }
}

fn refuse(faults: &[belfry_forms::core::Fault]) -> anyhow::Error {
    faults.iter().for_each(|fault| eprintln!("{fault}"));
    anyhow!("{} faults keep the form from being published", faults.len())
}

fn check(arguments: &Check) -> anyhow::Result<()> {
    let published = publish(read(arguments)?).map_err(|faults| refuse(&faults))?;
    let form = published.form();
    let languages = completeness(form);
    let questions = published.slots().iter().filter(|slot| slot.kind.is_some()).count();
    if arguments.json {
        let of = |one: &Completeness| json!({ "language": one.language, "texts": one.there, "of": one.of });
        let languages: Vec<_> = languages.iter().map(of).collect();
        let line = serde_json::json!({
            "name": form.name, "hash": published.hash(), "questions": questions, "pages": published.pages().len(),
            "languages": languages,
        });
        println!("{line}");
        return Ok(());
    }
    println!("{} can be published: {questions} questions on {} pages.", form.name, published.pages().len());
    for one in languages {
        println!("{}: {} of {} texts.", one.language, one.there, one.of);
    }
    Ok(())
}

fn entries(db: &Db) -> anyhow::Result<Vec<Entry>> {
    let read = db.read(Key::SYSTEM)?;
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let page = store::list(&read, all.last().map(|last| last.id), 500)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

fn list(db: &Db, json: bool) -> anyhow::Result<()> {
    let entries = entries(db)?;
    let owners: Vec<_> = entries.iter().map(|entry| entry.owner).collect();
    let owners = organisation::names(&db.read(Key::SYSTEM)?, &owners)?;
    for entry in entries {
        let owner = owners.get(&entry.owner).map_or("", |owner| owner.short_name.as_str());
        if json {
            let line = serde_json::json!({
                "id": entry.uuid, "name": entry.name, "title": entry.title, "version": entry.version, "organisation": owner,
                "saved": entry.saved,
            });
            println!("{line}");
        } else {
            let version = if entry.version == 0 { "draft".to_owned() } else { format!("version {}", entry.version) };
            println!("{}  {:<24} {:<12} {:<20} {}", entry.uuid, entry.name, version, owner, entry.title);
        }
    }
    Ok(())
}

fn who(db: &Db, email: &str) -> anyhow::Result<SignedIn> {
    let email = Email::parse(email).context("--as is no e-mail address")?;
    let read = db.read(Key::SYSTEM)?;
    let account = person::by_email(&read, &email)?.context("nobody has the address of --as")?;
    on_behalf_of(&read, account.id)?.context("this account is closed")
}

fn import(db: &Db, arguments: &Import) -> anyhow::Result<()> {
    let form = read(&arguments.check)?;
    let who = who(db, &arguments.by)?;
    let (actor, owner) = (who.actor(), who.person.organisation);
    let granted =
        decide::<Create>(&actor, RULES, None).map_err(|_| anyhow!("no role of {} allows it", arguments.by))?;
    let (clock, ids) = start::clock_and_ids();
    let act = Act { actor: Some(who.person.id), now: clock.now(), ids: &ids };
    let key = scope::key_of(db, &actor.grants(), act.now)?;
    let clause = if arguments.community { Clause::Community } else { Clause::Organisation(owner) };
    let tx = db.write(key)?;
    let there = store::by_name(&tx, owner, form.name.as_str())?;
    let made = there.is_none();
    if made {
        store::create(&tx, act, &granted, owner, &Label::new(Tlp::Amber, clause), &form)?;
    }
    let uuid = store::by_name(&tx, owner, form.name.as_str())?.context("the form is not there")?;
    let allowed =
        subject::load::<Edit>(&tx, &actor, RULES, FORM, uuid).map_err(|why| anyhow!("{}: {why}", form.name))?;
    if !made {
        store::save(&tx, act, &allowed, &form)?;
    }
    let version = match arguments.publish.then(|| store::publish_draft(&tx, act, &allowed)).transpose() {
        Ok(version) => version,
        Err(Refusal::Faults(faults)) => return Err(refuse(&faults)),
        Err(error) => return Err(error.into()),
    };
    tx.commit()?;
    if arguments.check.json {
        println!("{}", serde_json::json!({ "id": uuid, "name": form.name, "new": made, "version": version }));
    } else {
        let published = version.map_or_else(String::new, |number| format!(" and published as version {number}"));
        println!("{} was {}{published}.", form.name, if made { "made" } else { "saved as the draft" });
    }
    Ok(())
}

fn export(db: &Db, arguments: &Export) -> anyhow::Result<()> {
    let found: Vec<Entry> = entries(db)?
        .into_iter()
        .filter(|entry| entry.name == arguments.form || entry.uuid.to_string() == arguments.form)
        .collect();
    let entry = match found.as_slice() {
        [] => bail!("there is no form {}; `belfry form list` has them all", arguments.form),
        [entry] => entry,
        _ => bail!("several organisations have a form {}; name it by its id", arguments.form),
    };
    let read = db.read(Key::SYSTEM)?;
    let (form, number) = match arguments.version {
        Some(number) => {
            let version = store::version(&read, entry.id, number)?;
            (version.with_context(|| format!("{} has no version {number}", entry.name))?.form, number.to_string())
        }
        None => (store::draft(&read, entry.id)?.context("the form is not there")?, String::new()),
    };
    drop(read);
    write(&arguments.output, &xlsform::export(&form, &number)?)
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}

fn instruments(json: bool) -> anyhow::Result<()> {
    for name in instrument::names() {
        let form = instrument::open(name).with_context(|| name.to_owned())?;
        let (questions, form) = (form.slots().iter().filter(|slot| slot.kind.is_some()).count(), form.form());
        let title = form.languages.first().map_or("", |first| form.title.said(first, &form.languages));
        if json {
            let line = serde_json::json!({
                "name": name, "title": title, "questions": questions, "languages": form.languages,
            });
            println!("{line}");
        } else {
            println!("{name:<28} {questions:>3} questions  {title}");
        }
    }
    Ok(())
}

fn install(db: &Db, arguments: &Install) -> anyhow::Result<()> {
    let who = who(db, &arguments.by)?;
    let (actor, owner) = (who.actor(), who.person.organisation);
    let granted =
        decide::<Create>(&actor, RULES, None).map_err(|_| anyhow!("no role of {} allows it", arguments.by))?;
    let (clock, ids) = start::clock_and_ids();
    let act = Act { actor: Some(who.person.id), now: clock.now(), ids: &ids };
    let clause = if arguments.community { Clause::Community } else { Clause::Organisation(owner) };
    let tx = db.write(scope::key_of(db, &actor.grants(), act.now)?)?;
    let label = Label::new(Tlp::Amber, clause);
    let name = arguments.instrument.as_str();
    let copied = instrument::install(&tx, act, (&actor, RULES), &granted, (owner, &label), name)
        .map_err(|why| anyhow!("{name}: {why}; `belfry form instruments` has them all"))?;
    tx.commit()?;
    let words =
        if copied.is_new { "was copied and published as version 1" } else { "is there already; nothing was done" };
    println!("{name} {words}: {}", copied.form);
    Ok(())
}
