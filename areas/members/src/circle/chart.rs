//! Sharing by circle and month, of the last twelve months.

use belfry_documents::chart::{Category, Chart, Counts, Series, Tile, TileRow, Tiles};
use belfry_kernel::CircleId;
use belfry_words::Words;
use jiff::Timestamp;
use jiff::civil::Date;

/// Months that are shown, this one among them.
const MONTHS: usize = 12;

type Made = [(CircleId, Timestamp)];

/// The first days of the last months, oldest first.
fn months(t: &Words, now: Timestamp) -> Vec<Date> {
    let this = now.to_zoned(t.zone().clone()).date().first_of_month();
    let back = |n: usize| this.checked_sub(jiff::Span::new().months(n as i64)).unwrap_or(this);
    (0..MONTHS).rev().map(back).collect()
}

fn count(t: &Words, months: &[Date], made: impl Iterator<Item = Timestamp>) -> Vec<u64> {
    let mut all = vec![0; months.len()];
    for at in made {
        let month = at.to_zoned(t.zone().clone()).date().first_of_month();
        if let Some(n) = months.iter().position(|known| *known == month) {
            all[n] += 1;
        }
    }
    all
}

/// What was shared in one circle, by month.
pub fn by_month(t: &Words, now: Timestamp, made: &Made) -> Chart {
    let months = months(t, now);
    let values = count(t, &months, made.iter().map(|(_, at)| *at));
    let category = |day: &Date| Category { label: t.month(*day), short: t.month_short(*day), href: String::new() };
    Counts {
        title: t.s("members-circle-chart-title"),
        of: t.s("members-circle-chart-month"),
        categories: months.iter().map(category).collect(),
        series: vec![Series { label: t.s("members-circle-chart-shared"), values }],
    }
    .columns("circle-months", t)
}

/// What was shared in several circles, by circle and month.
pub fn tiles(t: &Words, now: Timestamp, circles: &[(CircleId, String)], made: &Made) -> Chart {
    let months = months(t, now);
    let row = |(id, name): &(CircleId, String)| {
        let own = made.iter().filter(|(circle, _)| circle == id).map(|(_, at)| *at);
        let tiles = count(t, &months, own).into_iter().map(|n| Tile { n, href: String::new() }).collect();
        TileRow { label: name.clone(), tiles }
    };
    Tiles {
        title: t.s("members-circle-chart-all"),
        of: t.s("members-circle-name"),
        columns: months.iter().map(|day| t.month_short(*day)).collect(),
        rows: circles.iter().map(row).collect(),
    }
    .heat(t)
}
