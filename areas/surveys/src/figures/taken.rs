//! How many took part.

use belfry_contracts::figures::{Cell, Heading, Row, Table, Unit, dimension};
use belfry_kernel::Problem;

use super::{Asked, group, invited};

/// By wave: who was invited and answered. By a group of the register: who answered.
pub(super) fn table(asked: &Asked<'_>, by: &str) -> Result<Option<Table>, Problem> {
    let t = asked.t;
    if by == dimension::WAVE {
        // Who was invited is not told by country.
        return if asked.country.is_some() { Ok(None) } else { waves(asked).map(Some) };
    }
    let outcome = asked.outcome(by)?;
    let mut table = asked.table(&t.s(&format!("surveys-group-{by}")), &outcome);
    table.columns = vec![Heading::new("answered", t.s("surveys-answered"))];
    let told = outcome.told.iter().flatten().find_map(|told| told.groups.as_ref());
    for (categories, size) in told.map(|groups| groups.rows.as_slice()).unwrap_or_default() {
        let head = group(t, categories);
        if asked.country.as_ref().is_none_or(|country| by == dimension::COUNTRY && head.code == *country) {
            table.rows.push(Row { head, cells: vec![Cell::count(*size)] });
        }
        if categories.len() > 1 {
            table.notes.push(t.n("surveys-why-joined", asked.campaign.plan.least));
        }
    }
    Ok((asked.country.is_none() || !table.rows.is_empty()).then_some(table))
}

fn waves(asked: &Asked<'_>) -> Result<Table, Problem> {
    let t = asked.t;
    let outcome = asked.outcome("")?;
    let mut table = asked.table(&t.s("surveys-figure-wave"), &outcome);
    table.columns = vec![
        Heading::new("invited", t.s("surveys-invited")),
        Heading::new("answered", t.s("surveys-answered")),
        Heading::in_unit("rate", t.s("surveys-rate"), Unit::Share),
    ];
    let outcomes = asked.outcomes()?;
    let known = outcomes.iter().any(|outcome| invited(&outcome.campaign).is_some());
    if !known {
        // Open links only: nobody knows how many were asked.
        table.columns = vec![Heading::new("answered", t.s("surveys-answered"))];
    }
    for outcome in outcomes {
        let (invited, answered) = (invited(&outcome.campaign), outcome.answered);
        let count = |n: i64| Cell::count(u64::try_from(n).unwrap_or(0));
        let rate = invited.filter(|invited| *invited > 0).map(|invited| answered as f64 / invited as f64);
        let wave = outcome.campaign.wave;
        let rate = rate.map_or(Cell::None, |rate| Cell::Value(round(rate)));
        let head = Heading::new(wave.to_string(), t.n("surveys-wave-n", wave));
        let cells =
            if known { vec![invited.map_or(Cell::None, count), count(answered), rate] } else { vec![count(answered)] };
        table.rows.push(Row { head, cells });
    }
    Ok(table)
}

/// To a thousandth: as it is read.
fn round(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}
