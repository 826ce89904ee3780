//! What befell the many others in the quarters that are summed up, so that sums are of many: dealt out by chance that is the same on
//! every machine, a different thing to each.

use anyhow::Context;
use belfry_kernel::OrganisationId;
use belfry_store::{Key, args};
use belfry_web::House;
use jiff::Timestamp;
use serde::Deserialize;

use super::{Told, summed};
use crate::demo::surveys::dice;

const TEXT: &str = include_str!("small.toml");
/// How many in each of the quarters.
const EACH: [usize; 2] = [58, 46];
/// Whose notifications are summed up.
const COUNTRY: &str = "XT";
/// One in so many reaches into the next country.
const ACROSS: u64 = 6;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deck {
    #[serde(rename = "small")]
    cards: Vec<Told>,
}

/// Organisations that the register has beside the cast, each with its sector.
fn others(house: &House) -> anyhow::Result<Vec<(OrganisationId, String)>> {
    Ok(house.db.read(Key::SYSTEM)?.rows(
        "select o.id, o.sector from identity_organisations o where o.kind in ('oes', 'dsp') and o.sector is not null \
         and o.country = $1 and not exists (select 1 from identity_memberships m where m.organisation_id = o.id) \
         order by o.name_key",
        args![COUNTRY],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?)
}

/// All of it.
pub(super) fn dealt(house: &House, began: Timestamp) -> anyhow::Result<Vec<Told>> {
    let (deck, others) = (toml::from_str::<Deck>(TEXT)?, others(house)?);
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for (quarter, period) in summed::periods(began)?.into_iter().enumerate() {
        let (since, until) = summed::span(period)?;
        let long = until.duration_since(since).as_secs_f64() / 86_400.0;
        let first = began.duration_since(since).as_secs_f64() / 86_400.0;
        for n in 0..EACH[quarter.min(EACH.len() - 1)] {
            let by = |what: &str, below: usize| dice(n as i64, quarter, what, below as u64) as usize;
            let (home, sector) = &others[by("whom", others.len())];
            let fits = |card: &&Told| card.sectors.is_empty() || card.sectors.contains(sector);
            let cards: Vec<&Told> = deck.cards.iter().filter(fits).collect();
            let mut told: Told = (*cards.get(by("what", cards.len())).context("a card")?).clone();
            told.home = Some(*home);
            told.days_ago = first - long * (n as f64 + 0.5) / EACH[quarter.min(EACH.len() - 1)] as f64;
            told.warned_after = [2.0, 5.0, 9.0, 14.0, 21.0, 27.0][by("after", 6)];
            told.hours *= 0.6 + by("hours", 9) as f64 / 10.0;
            told.users = told.users.map(|users| users * (6 + by("users", 9) as i64) / 10);
            if dice(n as i64, quarter, "across", ACROSS) == 0 {
                told.countries = vec!["XC".into()];
            }
            all.push(told);
        }
    }
    Ok(all)
}
