//! `belfry user`.

use std::io::BufRead;

use anyhow::{Context, anyhow, bail};
use belfry_identity::password::PasswordRefusal;
use belfry_identity::person::{self, NewPerson};
use belfry_identity::{Email, Passwords, Refusal, factor, membership, organisation, reset};
use belfry_kernel::Role;
use belfry_members::safety::{self, Changed};
use belfry_store::{Act, Key, Tx};
use clap::{Args, Subcommand};

use crate::commands::Place;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// Add a person to an organisation. The password is read from standard input, or made and printed.
    Add(Add),
    /// List the people: address, name, state, second factors, organisations with roles.
    List,
    /// Make a link to a new password, for whoever forgot his. It works once, for an hour; second factors stay.
    Reset(One),
    /// Close an account: its sessions, keys and links end.
    End(One),
    /// The second factors of a person who may have lost them.
    Factors(Factors),
}

/// A person.
#[derive(Args)]
pub struct One {
    /// The e-mail address.
    email: String,
}

/// `belfry user factors`.
#[derive(Args)]
pub struct Factors {
    /// The e-mail address.
    email: String,
    /// Remove them all, and the recovery codes; make sure first that it is he who asks. He is told by mail.
    #[arg(long)]
    remove: bool,
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
        Command::List => list(place),
        Command::Reset(one) => reset(place, &one.email),
        Command::End(one) => end(place, &one.email),
        Command::Factors(arguments) => factors(place, arguments),
    }
}

/// One line a person, columns apart by tabulators, so that other programs read it too.
fn list(place: &Place) -> anyhow::Result<()> {
    let db = start::open(&place.config()?)?;
    for one in person::roll(&db.read(Key::SYSTEM)?)? {
        let ties: Vec<String> =
            one.ties.iter().map(|(name, roles)| format!("{name} ({})", roles.replace(' ', ", "))).collect();
        println!("{}\t{}\t{}\t{}\t{}", one.email, one.name, one.state.code(), one.factors, ties.join("; "));
    }
    Ok(())
}

/// The account of an address, in a transaction of the machine's owner.
fn account(tx: &Tx, email: &str) -> anyhow::Result<person::Account> {
    let email = Email::parse(email).context("this is no e-mail address")?;
    person::by_email(tx, &email)?.with_context(|| format!("nobody here has the address {email}"))
}

fn reset(place: &Place, email: &str) -> anyhow::Result<()> {
    let config = place.config()?;
    let (clock, ids) = start::clock_and_ids();
    let db = start::open(&config)?;
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let tx = db.write(Key::SYSTEM)?;
    let who = account(&tx, email)?;
    let token = reset::make_by_owner(&tx, act, who.id).map_err(|refusal| anyhow!("{refusal}"))?;
    tx.commit()?;
    let base = config.server.base_url.trim_end_matches('/');
    println!(
        "{} chooses a new password here, once, within an hour:\n  {base}/members/reset/{}",
        who.email,
        token.expose()
    );
    Ok(())
}

fn end(place: &Place, email: &str) -> anyhow::Result<()> {
    let (clock, ids) = start::clock_and_ids();
    let db = start::open(&place.config()?)?;
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let tx = db.write(Key::SYSTEM)?;
    let who = account(&tx, email)?;
    person::disable_by_owner(&tx, act, who.id).map_err(|refusal| anyhow!("{refusal}"))?;
    tx.commit()?;
    println!("The account of {} is closed.", who.email);
    Ok(())
}

fn factors(place: &Place, arguments: &Factors) -> anyhow::Result<()> {
    let config = place.config()?;
    let house = start::house(&config, start::open(&config)?, false)?;
    let act = Act { actor: None, now: house.clock.now(), ids: &house.ids };
    let tx = house.db.write(Key::SYSTEM)?;
    let who = account(&tx, &arguments.email)?;
    for one in factor::list(&tx, who.id)? {
        println!("{}\t{}\t{}", one.kind.code(), one.name, one.created);
    }
    if arguments.remove {
        let gone = factor::remove_all(&tx, act, who.id)?;
        if gone > 0 {
            safety::tell(&house, &tx, act, who.id, Changed::FactorRemoved)?;
        }
        tx.commit()?;
        println!("{gone} removed, with the recovery codes; {} signs in with the password alone.", who.email);
        match (gone, house.settings.mail) {
            (0, _) => {}
            (_, true) => println!("A letter tells so."),
            (_, false) => println!("No mail goes out from here: tell so in another way."),
        }
    }
    Ok(())
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
        .map_err(|refusal| anyhow!("the password cannot be taken: {}", unsafe_password(refusal)))?;
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
            organisation::create(&tx, act, fields)
                .map_err(|refusal| anyhow!("the organisation cannot be made: {}", told(&refusal)))?
                .0
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
        Err(Refusal::AlreadyMember) => {
            bail!("somebody has the address {} already", new.email.as_str())
        }
        Err(refusal) => bail!("the person cannot be added: {}", told(&refusal)),
    }
    tx.commit()?;
    println!("{} can sign in.", new.email.as_str());
    if !arguments.password_stdin {
        println!("Password, shown once: {password}");
    }
    Ok(())
}

/// What a refused password is asked to be.
const fn unsafe_password(refusal: PasswordRefusal) -> &'static str {
    match refusal {
        PasswordRefusal::TooShort => "it has fewer than 12 characters; choose a longer one",
        PasswordRefusal::TooLong => "it has more than 128 characters; choose a shorter one",
        PasswordRefusal::LikeEmail => "it holds the name of the mailbox; choose one that does not",
        PasswordRefusal::Common => "it is among those that everybody tries first; choose another one",
    }
}

/// Why something was refused, and what to do.
fn told(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Field("name") => "its name is empty, too long, or more than one line; give another one".into(),
        Refusal::Field(field) => format!("what was given as {field} cannot be read"),
        other => other.to_string(),
    }
}
