//! `belfry intake`: what is reported by mail or in a table, through the same use cases as the page.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};
use belfry_identity::{Email, on_behalf_of, person};
use belfry_kernel::access::decide;
use belfry_practices::access::{Create, RULES};
use belfry_practices::desk;
use belfry_practices::report::import::{self, Outcome};
use belfry_practices::report::mail;
use belfry_store::{Act, Key};
use clap::{Args, Subcommand};

use crate::commands::Place;
use crate::start;

/// What a mail server takes as "try again later" (sysexits.h, EX_TEMPFAIL). Any other failure would make it write to the sender.
const LATER: i32 = 75;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Take one mail on standard input, as the pipe of a mail server hands it over. It waits until its sender confirms it by a link that
    /// is mailed to him; a mail of anybody else is let go without an answer.
    Mail,
    /// Look at a table of reports with the columns kind, title and text; with --accept, hand them to whoever sorts them.
    Import(Import),
}

/// `belfry intake import`.
#[derive(Args)]
pub struct Import {
    /// A CSV file.
    path: PathBuf,
    /// Who reports, by e-mail address.
    #[arg(long = "as", value_name = "EMAIL")]
    person: String,
    /// Hand it over; without, it is only looked at.
    #[arg(long)]
    accept: bool,
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Mail => {
            if let Err(error) = take(place) {
                eprintln!("belfry: {error:#}");
                std::process::exit(LATER);
            }
            Ok(())
        }
        Command::Import(arguments) => table(place, arguments),
    }
}

fn take(place: &Place) -> anyhow::Result<()> {
    let config = place.config()?;
    let house = start::house(&config, start::open(&config)?, false)?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(mail::LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    // Why a mail was let go stands in the log of this machine, and nowhere that its sender could read.
    if let Err(refused) = mail::take(&house, &bytes)? {
        tracing::info!(%refused, "a mail was let go");
    }
    Ok(())
}

fn table(place: &Place, arguments: &Import) -> anyhow::Result<()> {
    let config = place.config()?;
    let house = start::house(&config, start::open(&config)?, false)?;
    let text = std::fs::read_to_string(&arguments.path)
        .with_context(|| format!("reading {}", arguments.path.display()))?
        .replace("\r\n", "\n");
    let read = house.db.read(Key::SYSTEM)?;
    let email = Email::parse(&arguments.person).context("--as is no e-mail address")?;
    let nobody = || format!("nobody has the address {}", arguments.person);
    let account = person::by_email(&read, &email)?.with_context(nobody)?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    decide::<Create>(&who.actor(), RULES, None)
        .map_err(|_| anyhow!("no role of {} allows to report in tables", arguments.person))?;
    let t = house.words_in("en");
    let lines = match import::look_for(&read, account.id, &text)? {
        Ok(lines) => lines,
        Err(import::Unreadable(key, line)) => bail!("{}", t.n(key, line)),
    };
    drop(read);
    for (n, line) in lines.iter().enumerate() {
        let outcome = match line.outcome {
            Outcome::New => "new",
            Outcome::Known => "known",
            Outcome::Kind => "no known kind",
            Outcome::Title => "no title, or a long one",
            Outcome::Text => "no text, or a long one",
        };
        println!("{:>4}  {outcome:<24} {}", n + 2, line.title);
    }
    if !arguments.accept {
        println!("Nothing is handed over: say --accept to do it.");
        return Ok(());
    }
    let tx = house.db.write(Key::SYSTEM)?;
    let home = who.person.organisation;
    let desks = desk::all(&tx, home)?;
    let desk = desks.first().context("nobody here sorts what is reported")?;
    let act = Act { actor: Some(account.id), now: house.clock.now(), ids: &house.ids };
    let count = import::take(&tx, act, home, desk.id, &lines)?;
    tx.commit()?;
    println!("{count} reports are with {}.", desk.name);
    Ok(())
}
