//! The directory as a chart: organisations by sector and region, with its table.

use std::collections::BTreeMap;

use askama::Template;
use belfry_documents::chart::{Chart, Tile, TileRow, Tiles};
use belfry_kernel::Problem;
use belfry_kernel::access::Read;
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{country_choices, sector_name, store};
use crate::register::facts::{self, Union};

const LIST: &str = "/members/organisations";

#[derive(Template)]
#[template(path = "organisation/chart.html")]
struct Body {
    t: Words,
    countries: Vec<Choice>,
    chart: Chart,
}

/// The chart, of one country or of all.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, country) = (visit.t(), visit.query("country").to_owned());
    let found = store::by_sector_and_region(&*visit.read()?, &country)?;
    let near = |choice: &Choice| facts::country(&choice.value).is_some_and(|country| country.union != Union::Elsewhere);
    let countries = country_choices(&t, &country, visit.house().settings.demo);
    let body = Body {
        countries: countries.into_iter().filter(|choice| choice.chosen || near(choice)).collect(),
        chart: tiles(&t, &found).heat(&t),
        t: t.clone(),
    };
    Ok(Page::new(t.s("members-chart-title"), body)
        .lead(t.s("members-chart-lead"))
        .crumb(t.s("members-nav"), LIST)
        .into())
}

/// A row for each sector, a column for each region; regions below level 1 count in their own.
fn tiles(t: &Words, found: &[(String, String, i64)]) -> Tiles {
    let mut counts: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let (mut sectors, mut regions): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (sector, region, n) in found {
        *counts.entry((sector, region)).or_default() += n;
        if !sectors.contains(&sector.as_str()) {
            sectors.push(sector);
        }
        if !regions.contains(&region.as_str()) {
            regions.push(region);
        }
    }
    regions.sort_by_key(|region| (region.is_empty(), *region));
    let name = |region: &str| match facts::region(region) {
        Some(region) => region.name.clone(),
        None => t.s("members-chart-nowhere"),
    };
    let tile = |sector: &str, region: &str| {
        let n = counts.get(&(sector, region)).copied().unwrap_or(0);
        let pairs = [("sector", sector), ("region", region)];
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        let href = if region.is_empty() { String::new() } else { format!("{LIST}?{query}") };
        Tile { n: u64::try_from(n).unwrap_or(0), href }
    };
    Tiles {
        title: t.s("members-chart-title"),
        of: t.s("members-organisation-sector"),
        columns: regions.iter().map(|region| name(region)).collect(),
        rows: sectors
            .iter()
            .map(|sector| TileRow {
                label: sector_name(t, sector),
                tiles: regions.iter().map(|region| tile(sector, region)).collect(),
            })
            .collect(),
    }
}
