//! `belfry survey`: surveys and what came out of them. Individual answers are not printed: those are whoever asks's own.

use anyhow::{Context, anyhow, bail};
use belfry_identity::organisation;
use belfry_store::subject::Subject;
use belfry_store::{Db, Key, args};
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
    let db = start::open(&place.config()?)?;
    match command {
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
