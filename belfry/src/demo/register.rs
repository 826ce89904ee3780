//! The register of the demonstration: records and registrations of the cast's organisations, and others of the valley beside them.

use anyhow::{Context, anyhow};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind, directory};
use belfry_kernel::{Ids, OrganisationId};
use belfry_members::register::fields::{self, Form};
use belfry_members::register::profile;
use belfry_members::register::record::{Record, entered, key, store};
use belfry_members::register::registration::{self, Step};
use belfry_store::{Act, Db, Key, Tx, setting};
use jiff::Timestamp;
use serde::Deserialize;

use super::ago;
use super::founding::{Known, uuid_of};

const TEXT: &str = include_str!("register.toml");
const WATER_KEY: &str = include_str!("keys/water.asc");
const TARNBROOK_KEY: &str = include_str!("keys/tarnbrook.asc");
/// Whether the register is filled.
const FILLED: &str = "demo-register";
/// When records were first filled in, in days.
const FIRST: f64 = 400.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    #[serde(rename = "record")]
    records: Vec<Entry>,
    others: Others,
}

/// A record of an organisation of `community.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    organisation: String,
    region: String,
    #[serde(default)]
    key: String,
    /// What it shows to everyone; nothing for no such page.
    #[serde(default)]
    shown: Vec<String>,
    fields: std::collections::BTreeMap<String, String>,
    changed: Option<Changed>,
    #[serde(default, rename = "letter")]
    letters: Vec<Letter>,
}

/// A field that was changed after the authority was told.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    days_ago: f64,
    by: String,
    field: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letter {
    by: String,
    act: String,
    days_ago: f64,
    #[serde(default)]
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    places: Vec<String>,
    trades: Vec<String>,
}

/// Fills it, unless it is filled.
pub(super) fn fill(db: &Db, ids: &Ids, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    if setting::get(&db.read(Key::SYSTEM)?, FILLED)?.is_some() {
        return Ok(());
    }
    let register: Register = toml::from_str(TEXT).context("register.toml")?;
    let tx = db.write(Key::SYSTEM)?;
    for entry in &register.records {
        enter(&tx, ids, known, began, entry).with_context(|| entry.organisation.clone())?;
    }
    others(&tx, ids, began, &register.others)?;
    setting::put(&tx, FILLED, "yes")?;
    tx.commit()?;
    Ok(())
}

fn enter(tx: &Tx, ids: &Ids, known: &Known, began: Timestamp, entry: &Entry) -> anyhow::Result<()> {
    let id = known.organisation(&entry.organisation)?.id;
    let speaker = known.speaker(&entry.organisation)?;
    let first = entry.letters.first().map_or(FIRST, |letter| letter.days_ago + 1.0);
    let act = |days, actor| Act { actor: Some(actor), now: ago(began, days), ids };
    let mut record = Record::default();
    for (code, value) in &entry.fields {
        record.set(code, checked(code, value)?);
    }
    if !entry.key.is_empty() {
        let armored = if entry.key == "water" { WATER_KEY } else { TARNBROOK_KEY };
        record.set("keys", key::line(armored)?);
    }
    let sectors = match record.sectors() {
        sectors if sectors.is_empty() => directory::sectors(tx, id)?,
        sectors => sectors,
    };
    directory::place_as_program(tx, id, Some(&entry.region), &sectors)?;
    save(tx, act(first, speaker), id, &record)?;
    for letter in &entry.letters {
        let kept = store::load(tx, id)?.context("an organisation")?;
        let step = Step::parse(&letter.act).with_context(|| letter.act.clone())?;
        let taken =
            registration::take(tx, act(letter.days_ago, known.person(&letter.by)?), &kept, step, &letter.words)?;
        anyhow::ensure!(taken, "{} cannot be taken", letter.act);
    }
    if let Some(changed) = &entry.changed {
        record.set(&changed.field, checked(&changed.field, &changed.value)?);
        save(tx, act(changed.days_ago, known.person(&changed.by)?), id, &record)?;
    }
    if !entry.shown.is_empty() {
        profile::show(tx, id, entry.shown.clone())?;
    }
    Ok(())
}

fn save(tx: &Tx, act: Act<'_>, id: OrganisationId, record: &Record) -> anyhow::Result<()> {
    let before = store::load(tx, id)?.context("an organisation")?;
    store::save_as_program(tx, act, &before, record)?;
    Ok(())
}

/// A value as a form would keep it; bars stand for the marks between columns.
pub(super) fn checked(code: &str, value: &str) -> anyhow::Result<String> {
    let field = fields::by_code(code).with_context(|| format!("no field {code}"))?;
    let value = if matches!(field.form, Form::Rows(_)) { value.replace('|', "\t") } else { value.to_owned() };
    entered::checked(field, &value).map_err(|wrong| anyhow!("{code}: {wrong:?}"))
}

/// One organisation for each place and trade: not all have registered, and not all have filled in everything.
fn others(tx: &Tx, ids: &Ids, began: Timestamp, others: &Others) -> anyhow::Result<()> {
    for (p, place) in others.places.iter().enumerate() {
        let (town, region) = place.split_once('|').context("a place")?;
        for (t, trade) in others.trades.iter().enumerate().filter(|(t, _)| (p * 5 + t * 7) % 3 != 0) {
            let cells: Vec<&str> = trade.split('|').collect();
            let [what, kind, at, staff, turnover, balance] = cells[..] else { anyhow::bail!("a trade: {trade}") };
            let name = format!("{town} {what}");
            let days = 40.0 + (p * 29 + t * 17) as f64 % 300.0;
            let act = Act { actor: None, now: ago(began, days), ids };
            let fields = OrganisationFields {
                short_name: name.chars().take(40).collect(),
                kind: OrganisationKind::parse(kind).with_context(|| format!("no kind {kind}"))?,
                sector: at.split('/').next().map(str::to_owned),
                country: region.get(..2).map(str::to_owned),
                about: String::new(),
                website: None,
                name: name.clone(),
            };
            let uuid = uuid_of("organisation", &name);
            let (id, _) =
                organisation::create_as(tx, act, uuid, fields).map_err(|refusal| anyhow!("{name}: {refusal}"))?;
            let mut record = Record::default();
            let host = name.to_lowercase().replace([' ', '-'], "").replace(['è', 'é'], "e");
            for (code, value) in [
                ("street", format!("{} Market Street", 1 + (p * 7 + t) % 90)),
                ("town", town.to_owned()),
                ("email", format!("office@{host}.example")),
                ("phone", format!("+99{} 3{p} 555 0{t:02}0", if region.starts_with("XT") { 9 } else { 8 })),
                ("places", at.to_owned()),
                ("states", region.get(..2).unwrap_or_default().to_owned()),
                ("staff", staff.to_owned()),
                ("turnover", turnover.to_owned()),
                ("balance", balance.to_owned()),
            ] {
                record.set(code, checked(code, &value)?);
            }
            directory::place_as_program(tx, id, Some(region), &record.sectors())?;
            save(tx, act, id, &record)?;
            let kept = store::load(tx, id)?.context("an organisation")?;
            match (p + t) % 4 {
                0 => {}
                1 if days < 100.0 => drop(registration::take(tx, act, &kept, Step::Submit, "")?),
                _ => registration::enter(tx, act, &kept)?,
            }
        }
    }
    Ok(())
}
