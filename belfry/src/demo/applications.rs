//! Who is not here yet and asks to be entered: `applications.toml`, some of it answered with a question.

use anyhow::{Context, anyhow};
use belfry_identity::Email;
use belfry_members::application::apply::{Applicant, submit};
use belfry_members::application::{Sheet, decide};
use belfry_members::register::record::Record;
use belfry_members::register::registration::{State, Step};
use belfry_store::{Act, Key, Tx, setting};
use belfry_web::House;
use jiff::Timestamp;
use serde::Deserialize;

use super::ago;
use super::founding::Known;
use super::register::checked;

const TEXT: &str = include_str!("applications.toml");
/// Set with the last of it: all or nothing.
const TOLD: &str = "demo-applications";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Applications {
    #[serde(rename = "application")]
    all: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    hours_ago: f64,
    person: String,
    email: String,
    about: String,
    language: String,
    name: String,
    short: String,
    kind: String,
    country: String,
    #[serde(default)]
    website: String,
    fields: std::collections::BTreeMap<String, String>,
    asked: Option<Asked>,
}

/// What the authority wants to know first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    by: String,
    hours_ago: f64,
    words: String,
}

/// Puts them there, unless they are.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    let tx = house.db.write(Key::SYSTEM)?;
    if setting::get(&tx, TOLD)?.is_some() {
        return Ok(());
    }
    let told: Applications = toml::from_str(TEXT).context("applications.toml")?;
    for entry in &told.all {
        apply(house, &tx, known, began, entry).with_context(|| entry.name.clone())?;
    }
    setting::put(&tx, TOLD, "yes")?;
    Ok(tx.commit()?)
}

fn apply(house: &House, tx: &Tx, known: &Known, began: Timestamp, entry: &Entry) -> anyhow::Result<()> {
    let act = |actor, hours: f64| Act { actor, now: ago(began, hours / 24.0), ids: &house.ids };
    let mut record = Record::default();
    for (code, value) in &entry.fields {
        record.set(code, checked(code, value)?);
    }
    let sheet = Sheet {
        name: entry.name.clone(),
        short_name: entry.short.clone(),
        kind: entry.kind.clone(),
        country: entry.country.clone(),
        website: entry.website.clone(),
        record,
    };
    let who = Applicant {
        name: entry.person.clone(),
        email: Email::parse(&entry.email).context("an address")?,
        about: entry.about.trim().to_owned(),
        language: entry.language.clone(),
    };
    let (application, _) = submit(tx, act(None, entry.hours_ago), house, sheet, who)?;
    if let Some(asked) = &entry.asked {
        let act = act(Some(known.person(&asked.by)?), asked.hours_ago);
        decide::tell(house, tx, act, application, (State::Asked, Step::Ask), asked.words.trim())
            .map_err(|problem| anyhow!("{problem:?}"))?;
    }
    Ok(())
}
