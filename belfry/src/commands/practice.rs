//! `belfry practice`: records of practice as files, with the eyes of a person.

use std::io::Write;

use anyhow::{Context, anyhow};
use belfry_documents::{Cell, DocumentError, Table, write_csv};
use belfry_identity::{Email, on_behalf_of, person};
use belfry_kernel::Problem;
use belfry_kernel::access::decide;
use belfry_practices::access::{Export, RULES};
use belfry_practices::record::select::{self, Filter};
use belfry_practices::record::{api, table::Lines};
use belfry_store::{Db, Key, scope};
use belfry_web::table::Rows as _;
use belfry_words::Words;
use clap::{Args, Subcommand};

use crate::commands::Place;
use crate::out::out;
use crate::start;

/// Records read at once.
const AT_ONCE: i64 = 200;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Write records to standard output.
    Export(Arguments),
}

/// `belfry practice export`.
#[derive(Args)]
pub struct Arguments {
    /// Whose eyes: the e-mail address of a person.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// csv, or json: one line for each record.
    #[arg(long, default_value = "csv", value_parser = ["csv", "json"])]
    format: String,
    /// Which records, as in the address of the list: `kind=..`, `sector=..`, `size=..`, `item=..`, `country=..`, `level=..`,
    /// `state=..`, `q=..`. Published ones unless `state` says otherwise.
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = filter)]
    filters: Vec<(String, String)>,
}

fn filter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a filter is NAME=VALUE")?;
    let pair = (name.to_owned(), value.to_owned());
    let known = !Filter::of(std::slice::from_ref(&pair)).fields().is_empty();
    if known { Ok(pair) } else { Err("no filter of this form".into()) }
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let Command::Export(arguments) = command;
    let db = start::there(&place.config()?)?;
    let (clock, _) = start::clock_and_ids();
    let read = db.read(Key::SYSTEM)?;
    let email = Email::parse(&arguments.by).context("--as is no e-mail address")?;
    let nobody = || format!("nobody has the address {}", arguments.by);
    let account = person::by_email(&read, &email)?.with_context(nobody)?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    drop(read);
    decide::<Export>(&who.actor(), RULES, None).map_err(|_| anyhow!("no role of {} allows to export", arguments.by))?;
    let key = scope::key_of(&db, &who.grants, clock.now())?;
    let filter = Filter::of(&arguments.filters);
    let out = out();
    if arguments.format == "json" { json(&db, key, &filter, out) } else { csv(&db, key, filter, out) }
}

/// One line of JSON for each record.
fn json(db: &Db, key: Key, filter: &Filter, mut out: impl Write) -> anyhow::Result<()> {
    let mut before = None;
    loop {
        let read = db.read(key)?;
        let rows = select::rows(&read, filter, before, AT_ONCE)?;
        let Some(last) = rows.last() else { return Ok(out.flush()?) };
        before = Some(last.subject.id);
        for value in api::told(&read, &rows)? {
            writeln!(out, "{value}")?;
        }
    }
}

struct Listing<'a> {
    db: &'a Db,
    key: Key,
    words: Words,
    lines: Lines,
}

/// Why a file broke off.
struct Broken(String);

impl From<DocumentError> for Broken {
    fn from(error: DocumentError) -> Self {
        Self(error.to_string())
    }
}

impl From<Problem> for Broken {
    fn from(problem: Problem) -> Self {
        Self(problem.to_string())
    }
}

impl Table for Listing<'_> {
    type Error = Broken;

    fn columns(&self) -> Vec<String> {
        self.lines.columns(&self.words)
    }

    fn block(&mut self) -> Result<Vec<Vec<Cell>>, Broken> {
        let read = self.db.read(self.key).map_err(|error| Broken(error.to_string()))?;
        Ok(self.lines.block(&read, &self.words)?)
    }
}

/// The table of the list's page.
fn csv(db: &Db, key: Key, filter: Filter, out: impl Write) -> anyhow::Result<()> {
    let words = start::words()?.words("en");
    let mut listing = Listing { db, key, words, lines: Lines { filter, before: None } };
    write_csv(&mut listing, out).map_err(|Broken(why)| anyhow!(why))?;
    Ok(())
}
