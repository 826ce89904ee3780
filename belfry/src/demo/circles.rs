//! What is said of the circles beyond their founding: `circles.toml`, entered when the story is told, some days ago.

use anyhow::{Context, anyhow};
use belfry_identity::sharing::{self, Holder, Kind};
use belfry_identity::{circle, on_behalf_of};
use belfry_kernel::{CircleId, Ids, Person};
use belfry_store::{Act, Db, Key, Tx};
use jiff::Timestamp;
use serde::Deserialize;

use super::founding::Known;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    #[serde(rename = "arrangement")]
    arrangements: Vec<Arrangement>,
    #[serde(rename = "invitation")]
    invitations: Vec<Invitation>,
    #[serde(rename = "rule")]
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrangement {
    circle: String,
    by: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invitation {
    circle: String,
    by: String,
    organisation: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    circle: Option<String>,
    organisation: Option<String>,
    by: String,
    kind: String,
    chosen: Vec<String>,
    refuses: bool,
}

/// Enters it all, in one transaction.
pub(super) fn enter(db: &Db, ids: &Ids, known: &Known, at: Timestamp) -> anyhow::Result<()> {
    let told: Told = toml::from_str(include_str!("circles.toml")).context("circles.toml")?;
    let tx = db.write(Key::SYSTEM)?;
    let acts = |by: &Person| Act { actor: Some(by.id), now: at, ids };
    for one in &told.rules {
        let by = acting(&tx, known, &one.by)?;
        let holder = match (&one.circle, &one.organisation) {
            (Some(key), None) => Holder::Circle(circle_of(known, key)?),
            (None, Some(key)) => Holder::Organisation(known.organisation(key)?.id),
            _ => return Err(anyhow!("a rule of a circle or of an organisation: {}", one.kind)),
        };
        let kind = Kind::parse(&one.kind).with_context(|| one.kind.clone())?;
        sharing::make(&tx, acts(&by), &by, holder, kind, &one.chosen, one.refuses)?;
    }
    for one in &told.arrangements {
        let by = acting(&tx, known, &one.by)?;
        circle::mark_arrangement(&tx, acts(&by), &by, circle_of(known, &one.circle)?, true)?;
    }
    for one in &told.invitations {
        let by = acting(&tx, known, &one.by)?;
        let organisation = known.organisation(&one.organisation)?.id;
        circle::invite(&tx, acts(&by), &by, circle_of(known, &one.circle)?, organisation, false)?;
    }
    tx.commit()?;
    Ok(())
}

fn circle_of(known: &Known, key: &str) -> anyhow::Result<CircleId> {
    known.circles.get(key).copied().with_context(|| format!("no circle {key}"))
}

fn acting(tx: &Tx, known: &Known, key: &str) -> anyhow::Result<Person> {
    let id = known.person(key)?;
    Ok(on_behalf_of(tx, id)?.with_context(|| format!("{key} cannot act"))?.person)
}
