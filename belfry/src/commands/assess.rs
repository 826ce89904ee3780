//! `belfry assess`: self-assessments. What an organisation says of itself is its own: whoever runs the machine prints it knowingly.

use anyhow::{Context, anyhow};
use belfry_identity::organisation;
use belfry_kernel::SubjectId;
use belfry_store::subject::Subject;
use belfry_store::{Db, Key, args};
use belfry_surveys::assess::{ASSESSMENT, export, store};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::commands::Place;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// List the assessments, newest first: whose, by what, and how far. Not what is said.
    List {
        /// One line of JSON each, for programs.
        #[arg(long)]
        json: bool,
    },
    /// One with its result and what is said of each item, as JSON.
    Export(Export),
}

/// `belfry assess export`.
#[derive(Args)]
pub struct Export {
    /// Its id, as `list` prints it.
    assessment: Uuid,
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let db = start::there(&place.config()?)?;
    match command {
        Command::List { json } => {
            for line in list(&db)? {
                if *json {
                    println!("{line}");
                } else {
                    let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
                    let share =
                        line["overall"].as_f64().map_or_else(String::new, |share| format!("{:.0} %", share * 100.0));
                    let (id, state, of) = (text("id"), text("state"), text("organisation"));
                    println!("{id}  {state:<7} {share:>6}  {of:<20} {:<24} {}", text("framework"), text("title"));
                }
            }
        }
        Command::Export(arguments) => println!("{}", one(&db, arguments.assessment)?),
    }
    Ok(())
}

/// Every assessment.
///
/// # Errors
/// Those of the database.
pub fn list(db: &Db) -> anyhow::Result<Vec<Value>> {
    let read = db.read(Key::SYSTEM)?;
    let (mut lines, mut before): (Vec<Value>, Option<SubjectId>) = (Vec::new(), None);
    loop {
        let page = store::all(&read, before, 500)?;
        let Some(last) = page.last() else { return Ok(lines) };
        before = Some(last.subject.id);
        let names = organisation::names(&read, &page.iter().map(|one| one.subject.owner).collect::<Vec<_>>())?;
        for one in &page {
            lines.push(json!({
                "id": one.subject.uuid, "title": one.subject.title, "state": one.assessment.state.code(),
                "organisation": names.get(&one.subject.owner).map(|name| name.short_name.as_str()),
                "framework": one.assessment.framework, "version": one.assessment.version,
                "overall": one.overall.map(|n| n as f64 / 1000.0), "signed": one.assessment.signed,
            }));
        }
    }
}

/// One assessment.
///
/// # Errors
/// When there is none of this id, and those of the database.
pub fn one(db: &Db, assessment: Uuid) -> anyhow::Result<Value> {
    let read = db.read(Key::SYSTEM)?;
    let subject = read
        .maybe(
            "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
             where s.uuid = $1 and s.kind = $2",
            args![assessment, ASSESSMENT],
            |row| Subject::from_row(row, 0),
        )?
        .context("there is no such assessment; `belfry assess list` has them all")?;
    let whole = export::of(&read, subject).map_err(|problem| anyhow!("{problem}"))?;
    Ok(export::document(&whole))
}
