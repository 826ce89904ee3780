//! `belfry export`: events as files, with the eyes of a person, through the same use case as the pages.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use belfry_identity::{Email, on_behalf_of, organisation, person};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Allowed, Problem};
use belfry_store::{Key, Read, scope, subject};
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
    /// One event; otherwise all that fit. Of several records of a UUID the person's own, then the oldest; UUID@ORGANISATION is any,
    /// by the UUID of the organisation that holds it.
    #[arg(long, value_name = "UUID", value_parser = which)]
    event: Option<(Uuid, Option<Uuid>)>,
    /// Which events, as in the address of the list: `q=..`, `tag=..`, `type=..`, `owner=..`, `tlp=..`, `state=..`, `circle=..`,
    /// `from=..`, `to=..`. Several narrow further.
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = filter, conflicts_with = "event")]
    filters: Vec<(String, String)>,
    /// A text with what is not fit for detection too.
    #[arg(long)]
    all: bool,
    /// A text without lines that begin with #.
    #[arg(long)]
    bare: bool,
    /// The file to write, which is there once it is whole; otherwise standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| "one of misp, stix, csv, text".into())
}

fn which(text: &str) -> Result<(Uuid, Option<Uuid>), String> {
    let uuid = |text: &str| text.parse().map_err(|why| format!("{text} is no UUID: {why}"));
    match text.split_once('@') {
        Some((event, holder)) => Ok((uuid(event)?, Some(uuid(holder)?))),
        None => Ok((uuid(text)?, None)),
    }
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
    if arguments.format != Format::Text && (arguments.all || arguments.bare) {
        bail!("--all and --bare are for a text");
    }
    let named: HashSet<&str> = arguments.filters.iter().map(|(name, _)| name.as_str()).collect();
    if named.len() < arguments.filters.len() {
        bail!("--where takes each name once");
    }
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
        Some((uuid, holder)) => {
            let read = db.read(key)?;
            let event = load(&read, &actor, uuid, holder).map_err(|problem| match (problem, holder) {
                (Problem::NotFound, None) => anyhow!("{} sees no event {uuid}", arguments.by),
                (Problem::NotFound, Some(holder)) => anyhow!("{} sees no event {uuid} of {holder}", arguments.by),
                (other, _) => anyhow!("{other}"),
            })?;
            Source::One(event.id)
        }
        None => Source::Matching(Box::new(Filter::of(&arguments.filters))),
    };
    let taker = Taker { person: Some(account.id), organisation: Some(who.person.organisation), how: How::Exported };
    let around = Surroundings { db, ids, clock, key, taker: Some(taker) };
    let options = Options { all: arguments.all, bare: arguments.bare };
    let mut stream = Stream::new(around, arguments.format, options, source).map_err(|why| anyhow!(why))?;
    match &arguments.output {
        Some(path) => file(path, &mut stream).with_context(|| format!("writing {}", path.display())),
        None => write(&mut out(), &mut stream),
    }
}

/// The event of this UUID that this organisation holds, if the person sees it.
fn load(
    read: &Read,
    actor: &Actor,
    uuid: Uuid,
    holder: Option<Uuid>,
) -> Result<Allowed<Export, subject::Subject>, Problem> {
    let holder = match holder {
        Some(holder) => Some(organisation::by_uuid(read, holder)?.ok_or(Problem::NotFound)?.id),
        None => None,
    };
    subject::load_of(read, actor, RULES, EVENT, uuid, holder)
}

/// Writes beside the file, which is left as it was unless all went well. What is no file, such as a device, is written as it is.
fn file(path: &Path, stream: &mut Stream) -> anyhow::Result<()> {
    if path.exists() && !path.is_file() {
        return write(&mut BufWriter::new(File::create(path)?), stream);
    }
    // A link stays one.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut part = path.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = write(&mut BufWriter::new(File::create(&part)?), stream).and_then(|()| Ok(fs::rename(&part, path)?));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

fn write(out: &mut impl Write, stream: &mut Stream) -> anyhow::Result<()> {
    while let Some(chunk) = stream.chunk() {
        out.write_all(&chunk.map_err(|why| anyhow!(why))?)?;
    }
    Ok(out.flush()?)
}
