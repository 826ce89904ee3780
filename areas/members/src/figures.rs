//! Who is in the community, for reports and dashboards: organisations that the grants of whoever asks see. The directory shows each of
//! them, so nothing is withheld.

use belfry_contracts::figures::{Ask, Cell, Heading, Indicator, Of, Offer, Origin, Row, Shape, Table, Unit, dimension};
use belfry_identity::ORGANISATION;
use belfry_kernel::Problem;
use belfry_store::{Key, Sql, args, scope};
use belfry_web::House;
use belfry_web::area::Figures;
use belfry_words::Words;

use crate::organisation::sector_name;
use crate::register::facts::{self, Named};

/// What the area offers.
pub const FIGURES: Figures = Figures { indicators: INDICATORS, offers, answer };

const INDICATORS: &[Indicator] = &[Indicator {
    key: "members.organisations",
    title: belfry_words::key!("members-figure-organisations"),
    definition: belfry_words::key!("members-figure-organisations-means"),
    unit: Unit::Count,
    by: &[dimension::SECTOR, dimension::KIND, dimension::COUNTRY],
    of: Of::All,
    by_country: true,
    for_one: false,
    shape: Shape::Bars,
}];

fn offers(_: &House, _: Key, _: &Words, _: &Indicator) -> Result<Vec<Offer>, Problem> {
    Ok(Vec::new())
}

fn answer(house: &House, key: Key, t: &Words, ask: &Ask) -> Result<Option<Table>, Problem> {
    let offered = FIGURES.indicator(&ask.indicator);
    if offered.is_none_or(|one| !one.by.contains(&ask.by.as_str())) || ask.own.is_some() {
        return Ok(None);
    }
    let column = match ask.by.as_str() {
        dimension::SECTOR => "coalesce(o.sector, '')",
        dimension::KIND => "o.kind",
        _ => "coalesce(o.country, '')",
    };
    let read = house.db.read(key)?;
    let mut sql = Sql::new("select", []).and(column, []).and(", count(*)", []);
    sql.append(&scope::visible(&read, ORGANISATION, "join identity_organisations o on o.id = s.id")?);
    if let Some(country) = ask.level.country() {
        sql.push("and o.country = ?", [country.into()]);
    }
    sql.push("group by", []);
    sql.push(column, []);
    let mut found: Vec<(String, u64)> =
        read.rows(sql, args![], |row| Ok((row.get(0)?, u64::try_from(row.get::<i64>(1)?).unwrap_or(0))))?;
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let row = |(code, n): &(String, u64)| Row {
        head: Heading::new(if code.is_empty() { "-" } else { code }, name(t, &ask.by, code)),
        cells: vec![Cell::count(*n)],
    };
    let query = |country: &str| serde_urlencoded::to_string([("country", country)]).unwrap_or_default();
    let list = "/members/organisations";
    let href = ask.level.country().map_or_else(|| list.to_owned(), |country| format!("{list}?{}", query(country)));
    Ok(Some(Table {
        of: t.s(&format!("members-organisation-{}", ask.by)),
        columns: vec![Heading::new("organisations", t.s("members-figure-organisations"))],
        rows: found.iter().map(row).collect(),
        population: Some(found.iter().map(|(_, n)| n).sum()),
        origins: vec![Origin { title: t.s("members-place-organisations"), href }],
        ..Table::default()
    }))
}

// words: members-organisation-{sector,kind,country}

fn name(t: &Words, by: &str, code: &str) -> String {
    match by {
        _ if code.is_empty() => t.s("members-figure-none"),
        dimension::SECTOR => sector_name(t, code),
        dimension::KIND => t.s(&format!("members-kind-{code}")),
        _ => facts::country(code).map_or_else(|| code.to_owned(), |country| country.name(t.language()).to_owned()),
    }
}
