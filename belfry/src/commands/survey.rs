//! `belfry survey`: surveys and what came out of them. Single answers are handed over only with the eyes of a person who may see them.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use belfry_discussion::file;
use belfry_identity::{Email, on_behalf_of, organisation, person};
use belfry_kernel::Problem;
use belfry_outbound::Blobs;
use belfry_store::subject::{self, Subject};
use belfry_store::{Db, Key, args, scope};
use belfry_surveys::access::{Inspect, RULES};
use belfry_surveys::answer::bundle::Bundle;
use belfry_surveys::campaign::store;
use belfry_surveys::campaign::{CAMPAIGN, State};
use belfry_surveys::result::{api, load};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::commands::Place;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// List the surveys, newest first.
    List {
        /// One line of JSON each, for programs.
        #[arg(long)]
        json: bool,
    },
    /// What came out of one that is closed, as JSON: nothing of it tells of few.
    Results(Results),
    /// All answers with the files that they name, in one archive: tables as CSV and workbook, and a folder of files.
    Export(Export),
}

/// `belfry survey export`.
#[derive(Args)]
pub struct Export {
    /// Its id, as `list` prints it.
    survey: Uuid,
    /// Whose eyes: the e-mail address of a person who runs surveys for the organisation that asked.
    #[arg(long = "as", value_name = "EMAIL")]
    by: String,
    /// The archive to write; a file that is there is not replaced.
    #[arg(long, short, value_name = "FILE.zip")]
    output: PathBuf,
}

/// `belfry survey results`.
#[derive(Args)]
pub struct Results {
    /// Its id, as `list` prints it.
    survey: Uuid,
    /// In groups: sector, kind, country, or q: and a question's name.
    #[arg(long, default_value = "")]
    by: String,
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let config = place.config()?;
    let db = start::there(&config)?;
    match command {
        Command::Export(arguments) => {
            let archive = File::options().write(true).create_new(true).open(&arguments.output);
            let archive = archive.with_context(|| format!("writing {}", arguments.output.display()))?;
            if let Err(why) = export(&db, &config.data, (arguments.survey, &arguments.by), archive) {
                std::fs::remove_file(&arguments.output)?;
                return Err(why);
            }
        }
        Command::List { json } => {
            for line in list(&db)? {
                if *json {
                    println!("{line}");
                } else {
                    let word = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
                    println!(
                        "{}  {:<8} {:<13} {:<20} {}",
                        word("id"),
                        word("state"),
                        word("mode"),
                        word("organisation"),
                        word("title")
                    );
                }
            }
        }
        Command::Results(Results { survey, by }) => println!("{}", results(&db, *survey, by)?),
    }
    Ok(())
}

/// All answers of one with their files, as a person may see them.
///
/// # Errors
/// When there is no such person or survey, when it is not for that person or not yet told, and those of the database and the disk.
pub fn export(db: &Db, data: &Path, (survey, by): (Uuid, &str), mut out: impl Write) -> anyhow::Result<()> {
    let (clock, _) = start::clock_and_ids();
    let email = Email::parse(by).context("--as is no e-mail address")?;
    let read = db.read(Key::SYSTEM)?;
    let account = person::by_email(&read, &email)?.with_context(|| format!("nobody has the address {by}"))?;
    let who = on_behalf_of(&read, account.id)?.context("this account is closed")?;
    drop(read);
    let read = db.read(scope::key_of(db, &who.grants, clock.now())?)?;
    let found = subject::load::<Inspect>(&read, &who.actor(), RULES, CAMPAIGN, survey);
    let subject = found.map_err(|problem| match problem {
        Problem::NotFound => anyhow!("{by} sees no survey {survey}"),
        Problem::Forbidden => {
            anyhow!("the answers are not for {by}: only those who run it for the organisation that asked")
        }
        other => anyhow!("{other}"),
    })?;
    let campaign = store::of(&read, subject.id)?.context("there is no such survey")?;
    drop(read);
    let blobs = Blobs::open(data.join("documents"), file::LARGEST)?;
    let words = start::words()?.words("en");
    let bundle = Bundle::of(db, blobs, (words, data.to_owned()), subject.id, &campaign);
    let bundle = bundle.map_err(|problem| anyhow!("{problem}"))?;
    let mut bundle = bundle.context("nothing is told of it yet: answers without names only once it is closed")?;
    while let Some(piece) = bundle.piece().map_err(|why| anyhow!(why))? {
        out.write_all(&piece)?;
    }
    Ok(out.flush()?)
}

/// Every survey.
///
/// # Errors
/// Those of the database.
pub fn list(db: &Db) -> anyhow::Result<Vec<Value>> {
    let read = db.read(Key::SYSTEM)?;
    let (mut lines, mut before) = (Vec::new(), None);
    loop {
        let page = store::list(&read, &[], false, before, 200)?;
        let Some(last) = page.last() else { return Ok(lines) };
        before = Some(last.subject.id);
        let names = organisation::names(&read, &page.iter().map(|one| one.subject.owner).collect::<Vec<_>>())?;
        for one in &page {
            let plan = &one.campaign.plan;
            lines.push(json!({
                "id": one.subject.uuid, "title": one.subject.title, "state": one.campaign.state.code(), "mode": plan.mode.code(),
                "organisation": names.get(&one.subject.owner).map(|name| name.short_name.as_str()), "wave": one.campaign.wave,
                "invited": one.campaign.invited, "answered": store::answered(&read, one.subject.id, plan)?,
                "opens": plan.opens, "closes": plan.closes,
            }));
        }
    }
}

/// What came out of one.
///
/// # Errors
/// When there is no such survey, when it is not closed, and those of the database.
pub fn results(db: &Db, survey: Uuid, by: &str) -> anyhow::Result<Value> {
    let words = start::words()?;
    let read = db.read(Key::SYSTEM)?;
    let subject = read
        .maybe(
            "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
             where s.uuid = $1 and s.kind = $2",
            args![survey, CAMPAIGN],
            |row| Subject::from_row(row, 0),
        )?
        .context("there is no such survey")?;
    let campaign = store::of(&read, subject.id)?.context("there is no such survey")?;
    if !matches!(campaign.state, State::Closed | State::Told) {
        bail!("the survey is not closed yet");
    }
    let outcome =
        load::of(&read, &words.words("en"), (subject, campaign), by, None).map_err(|problem| anyhow!("{problem}"))?;
    Ok(api::document(&outcome))
}
