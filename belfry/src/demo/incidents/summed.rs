//! What the point of contact summed up for Europe: the quarter of the wave and the one after it.

use anyhow::Context;
use belfry_incidents::regime::Summary;
use belfry_incidents::summary::count::{self, Scope};
use belfry_incidents::summary::{Period, new, store};
use belfry_kernel::{Clause, Label, Tlp};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Scene, ZONE, fault};
use crate::demo::ago;

/// Days since the wave was at its height.
const WAVE: f64 = 355.0;
/// Days after its end in which a quarter is summed up.
const LATER: f64 = 12.0;

/// The two quarters, the earlier one first.
pub(super) fn periods(began: Timestamp) -> anyhow::Result<Vec<Period>> {
    let zone = TimeZone::get(ZONE)?;
    let wave = ago(began, WAVE).to_zoned(zone.clone()).date();
    let over = Period::over(Summary::Quarterly, began.to_zoned(zone).date(), 12);
    let first = over.iter().position(|period| period.days().0 <= wave).context("the quarter of the wave")?;
    Ok([Some(first), first.checked_sub(1)].into_iter().flatten().filter_map(|at| over.get(at).copied()).collect())
}

/// The instants between which one lies.
pub(super) fn span(period: Period) -> anyhow::Result<(Timestamp, Timestamp)> {
    new::span(period, &TimeZone::get(ZONE)?).map_err(fault)
}

impl Scene<'_> {
    pub(super) fn summed(&self) -> anyhow::Result<()> {
        periods(self.began)?.into_iter().try_for_each(|period| self.sum(period, &TimeZone::get(ZONE)?))
    }

    fn sum(&self, period: Period, zone: &TimeZone) -> anyhow::Result<()> {
        let (contact, who) = (self.known.organisation("tca")?, self.known.person("ines")?);
        let (name, country) = self.tx.one(
            "select short_name, country from identity_organisations where id = $1",
            belfry_store::args![contact.id],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
        )?;
        let (since, until) = span(period)?;
        let regimes = [self.regime.name.clone()];
        let content =
            count::told(&count::counted(self.tx, &Scope { regimes: &regimes, country: &country, since, until, zone })?);
        let days_ago = self.began.duration_since(until).as_secs_f64() / 86_400.0 - LATER;
        let act = self.act(who, days_ago.max(0.5));
        let summary = store::New {
            owner: contact.id,
            regime: &self.regime.name,
            country: &country,
            period,
            span: (since, until),
            zone: ZONE,
            content: &content,
        };
        let title = new::title(&self.house.words_in("en"), &self.regime, period, &name);
        // Everybody in the community may read how much was notified.
        let label = Label::new(Tlp::Green, Clause::Community);
        store::insert(self.tx, act, &summary, &title, &label)?;
        Ok(())
    }
}
