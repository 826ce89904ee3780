//! `belfry user`.

use std::io::BufRead;

use anyhow::{Context, anyhow, bail};
use belfry_identity::person::{self, NewPerson};
use belfry_identity::{Email, Passwords, membership, organisation};
use belfry_kernel::Role;
use belfry_store::{Act, Key};
use clap::{Args, Subcommand};

use crate::commands::Place;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Add a person to an organisation. The password is read from standard input, or made and printed.
    Add(Add),
}

/// `belfry user add`.
#[derive(Args)]
pub struct Add {
    /// The e-mail address.
    email: String,
    /// As others see the person.
    #[arg(long)]
    name: String,
    /// The organisation, by its name; it is made when it is not there.
    #[arg(long)]
    organisation: String,
    /// A role; may be given several times.
    #[arg(long = "role", required = true)]
    roles: Vec<String>,
    /// Read the password from the first line of standard input.
    #[arg(long)]
    password_stdin: bool,
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Add(arguments) => add(place, arguments),
    }
}

fn add(place: &Place, arguments: &Add) -> anyhow::Result<()> {
    let email = Email::parse(&arguments.email).context("this is no e-mail address")?;
    let known = || Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
    let roles = arguments
        .roles
        .iter()
        .map(|code| Role::parse(code).ok_or_else(|| anyhow!("no role {code}; there are: {}", known())));
    let roles = roles.collect::<anyhow::Result<Vec<_>>>()?;
    let (clock, ids) = start::clock_and_ids();
    let password = if arguments.password_stdin {
        std::io::stdin().lock().lines().next().context("no password on standard input")??
    } else {
        ids.secret().chars().take(24).collect()
    };
    belfry_identity::password::check_rules(&password, &email)
        .map_err(|refusal| anyhow!("the password: {refusal:?}"))?;
    let hash = Passwords::new().hash(&password, &ids).map_err(|_| anyhow!("too busy to hash a password"))?;
    let db = start::open(&place.config()?)?;
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let tx = db.write(Key::SYSTEM)?;
    let home = match organisation::by_name(&tx, &arguments.organisation)? {
        Some(found) => found.id,
        None => {
            let fields = organisation::OrganisationFields {
                name: arguments.organisation.clone(),
                short_name: arguments.organisation.chars().take(40).collect(),
                kind: organisation::OrganisationKind::Other,
                sector: None,
                country: None,
                about: String::new(),
                website: None,
            };
            organisation::create(&tx, act, fields).map_err(|refusal| anyhow!("the organisation: {refusal:?}"))?.0
        }
    };
    let new = NewPerson {
        email,
        name: arguments.name.clone(),
        password: Some(hash),
        language: "en".into(),
        time_zone: "Europe/Brussels".into(),
    };
    match person::create(&tx, act, &new) {
        Ok((person, _)) => membership::confirm(&tx, act, person, home, &roles)?,
        Err(refusal) => bail!("the person: {refusal:?}"),
    }
    tx.commit()?;
    println!("{} can sign in.", new.email.as_str());
    if !arguments.password_stdin {
        println!("Password, shown once: {password}");
    }
    Ok(())
}
