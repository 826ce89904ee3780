//! `belfry export`: events as files, with the eyes of a person, through the same use case as the pages.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use belfry_identity::{Email, on_behalf_of, person};
use belfry_kernel::Problem;
use belfry_kernel::access::decide;
use belfry_store::{Key, scope, subject};
use belfry_threats::access::{Export, RULES};
use belfry_threats::event::EVENT;
use belfry_threats::event::disclose::How;
use belfry_threats::event::export::{Format, Options, Source, Stream, Surroundings, Taker};
use belfry_threats::event::list::filter::{self, Filter};
use clap::Args;
use uuid::Uuid;

use crate::commands::Place;
use crate::out::out;
use crate::start;

/// What, for whom, where to.
#[derive(Args)]
pub struct Arguments {
    /// misp, stix, csv or text.
    #[arg(value_parser = format)]
    format: Format,
    /// Whose eyes: the e-mail address of a person. What that person takes out of others' events is noted.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// One event; otherwise all that fit.
    #[arg(long, value_name = "UUID")]
    event: Option<Uuid>,
    /// Which events, as in the address of the list: `tag=..`, `tlp=..`, `state=..`, `from=..`, `to=..`, `type=..`, `q=..`.
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = filter)]
    filters: Vec<(String, String)>,
    /// A text with what is not fit for detection too.
    #[arg(long)]
    all: bool,
    /// A text without lines that begin with #.
    #[arg(long)]
    bare: bool,
    /// The file to write; otherwise standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| "one of misp, stix, csv, text".into())
}

fn filter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a filter is NAME=VALUE")?;
    let pair = (name.to_owned(), value.to_owned());
    let filter = Filter::of(std::slice::from_ref(&pair));
    match filter.wrong.first() {
        Some((name, _)) => Err(format!("{name} takes {}", filter::takes(name))),
        None if filter.is_empty() => Err("the filters are q, tag, type, owner, tlp, state, circle, from and to".into()),
        None => Ok(pair),
    }
}

/// Does it.
pub fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<()> {
    let db = start::there(&place.config()?)?;
    let (clock, ids) = start::clock_and_ids();
    let email = Email::parse(&arguments.by).context("--as is no e-mail address")?;
    let read = db.read(Key::SYSTEM)?;
    let account =
        person::by_email(&read, &email)?.with_context(|| format!("nobody has the address {}", arguments.by))?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    drop(read);
    let actor = who.actor();
    decide::<Export>(&actor, RULES, None).map_err(|_| anyhow!("no role of {} allows to export", arguments.by))?;
    let key = scope::key_of(&db, &who.grants, clock.now())?;
    let source = match arguments.event {
        Some(uuid) => {
            let read = db.read(key)?;
            let event =
                subject::load::<Export>(&read, &actor, RULES, EVENT, uuid).map_err(|problem| match problem {
                    Problem::NotFound => anyhow!("{} sees no event {uuid}", arguments.by),
                    other => anyhow!("{other}"),
                })?;
            Source::One(event.id)
        }
        None => Source::Matching(Box::new(Filter::of(&arguments.filters))),
    };
    let taker = Taker { person: Some(account.id), organisation: Some(who.person.organisation), how: How::Exported };
    let around = Surroundings { db, ids, clock, key, taker: Some(taker) };
    let options = Options { all: arguments.all, bare: arguments.bare };
    let mut stream = Stream::new(around, arguments.format, options, source).map_err(|why| anyhow!(why))?;
    let mut out: Box<dyn Write> = match &arguments.output {
        Some(path) => {
            Box::new(BufWriter::new(File::create(path).with_context(|| format!("writing {}", path.display()))?))
        }
        None => Box::new(out()),
    };
    while let Some(chunk) = stream.chunk() {
        out.write_all(&chunk.map_err(|why| anyhow!(why))?)?;
    }
    Ok(out.flush()?)
}
