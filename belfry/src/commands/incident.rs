//! `belfry incident`: early warnings from a script, and one's own records as lines of JSON, with the eyes of a person.

use std::io::Write;

use anyhow::{Context, anyhow};
use belfry_identity::{Email, on_behalf_of, person};
use belfry_incidents::access::{Notify, RULES, Read, SPEAKERS, home};
use belfry_incidents::incident::api as records;
use belfry_incidents::incident::select::{self, Filter};
use belfry_incidents::warn::api::{self, Body};
use belfry_incidents::{route, warn};
use belfry_kernel::access::decide;
use belfry_kernel::{Action, Actor};
use belfry_store::{Act, Db, Key, scope};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use uuid::Uuid;

use crate::commands::Place;
use crate::out::out;
use crate::start;

/// Records read at once.
const AT_ONCE: i64 = 200;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Send an early warning; the receipt is printed as one line of JSON.
    Warn(Warn),
    /// Print the records of one's own organisations, a line of JSON each, newest first.
    List(List),
}

/// `belfry incident warn`.
#[derive(Args)]
pub struct Warn {
    /// Whose hand: the e-mail address of a person who speaks for an organisation.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// What is happening, and to which service.
    what: String,
    /// Whether an unlawful or malicious act is suspected.
    #[arg(long, default_value = "unknown", value_parser = ["yes", "no", "unknown"])]
    suspected: String,
    /// Whether it could have an impact across borders.
    #[arg(long, default_value = "unknown", value_parser = ["yes", "no", "unknown"])]
    border: String,
    /// incident, near-miss or threat.
    #[arg(long, default_value = "incident", value_parser = ["incident", "near-miss", "threat"])]
    kind: String,
    /// When somebody became aware of it, such as 2026-11-26T01:00:00Z; now where nothing is said.
    #[arg(long, value_name = "INSTANT")]
    aware: Option<Timestamp>,
    /// A law, by the code of its regime; may be given several times. nis2 where nothing is said.
    #[arg(long = "law", value_name = "REGIME")]
    laws: Vec<String>,
    /// The sector that is hit; the organisation's own where nothing is said.
    #[arg(long, default_value = "")]
    sector: String,
    /// The UUID of an authority, where the rules name none.
    #[arg(long, value_name = "UUID")]
    authority: Option<Uuid>,
    /// Whom to call.
    #[arg(long, default_value = "")]
    contact: String,
    /// A trust service is hit.
    #[arg(long)]
    trust: bool,
    /// No duty asks for it.
    #[arg(long)]
    voluntary: bool,
    /// Nothing of it happens.
    #[arg(long)]
    exercise: bool,
}

/// `belfry incident list`.
#[derive(Args)]
pub struct List {
    /// Whose eyes: the e-mail address of a person.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// Which records, as in the address of the list: `kind=..`, `state=..`, `sector=..`, `cause=..`, `exercise=..`, `q=..`.
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
    let db = start::there(&place.config()?)?;
    match command {
        Command::Warn(arguments) => send(&db, arguments),
        Command::List(arguments) => list(&db, arguments),
    }
}

/// Somebody by his address, with what he may see, if a role of his allows the act.
fn someone<A: Action>(db: &Db, by: &str, now: Timestamp) -> anyhow::Result<(Actor, Key)> {
    let read = db.read(Key::SYSTEM)?;
    let email = Email::parse(by).context("--as is no e-mail address")?;
    let account = person::by_email(&read, &email)?.with_context(|| format!("nobody has the address {by}"))?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    drop(read);
    let actor = who.actor();
    decide::<A>(&actor, RULES, None).map_err(|_| anyhow!("no role of {by} allows this"))?;
    Ok((actor, scope::key_of(db, &who.grants, now)?))
}

fn send(db: &Db, arguments: &Warn) -> anyhow::Result<()> {
    let (clock, ids) = start::clock_and_ids();
    let now = clock.now();
    let (actor, key) = someone::<Notify>(db, &arguments.by, now)?;
    let who = actor.person().context("nobody")?;
    let owner = home(who, SPEAKERS).context("this person speaks for no organisation")?;
    let body = Body {
        what: arguments.what.clone(),
        suspected: Some(arguments.suspected.clone()),
        border: Some(arguments.border.clone()),
        kind: Some(arguments.kind.clone()),
        aware: arguments.aware,
        laws: arguments.laws.clone(),
        sector: arguments.sector.clone(),
        authority: arguments.authority,
        contact: arguments.contact.clone(),
        trust: arguments.trust,
        voluntary: arguments.voluntary,
        exercise: arguments.exercise,
    };
    let read = db.read(key)?;
    let zone = person::settings(&read, who.id)?.time_zone;
    let warning = body.warning(now, zone).map_err(|problem| anyhow!("{problem}"))?;
    let authority = match body.authority {
        Some(uuid) => Some(route::store::by_uuid(&read, uuid)?.context("--authority is no authority here")?),
        None => None,
    };
    let mandates = crate::areas::areas().iter().find_map(|area| area.mandates);
    let plan = warn::plan(&read, mandates, owner, &body.wanted(authority), warning.border)?
        .context("no authority is known for this organisation: name one with --authority")?;
    drop(read);
    let tx = db.write(key)?;
    let act = Act { actor: Some(who.id), now, ids: &ids };
    let filed =
        warn::file::<Notify>(&tx, act, &actor, (owner, &warning), &plan).map_err(|problem| anyhow!("{problem}"))?;
    tx.commit()?;
    println!("{}", api::told(&filed));
    Ok(())
}

/// One line of JSON for each record.
fn list(db: &Db, arguments: &List) -> anyhow::Result<()> {
    let (clock, _) = start::clock_and_ids();
    let (_, key) = someone::<Read>(db, &arguments.by, clock.now())?;
    let filter = Filter::of(&arguments.filters);
    let mut out = out();
    let mut before = None;
    loop {
        let rows = select::rows(&db.read(key)?, &filter, before, AT_ONCE)?;
        let Some((last, _)) = rows.last() else { return Ok(out.flush()?) };
        before = Some(last.id);
        for row in &rows {
            writeln!(out, "{}", records::record(row))?;
        }
    }
}
