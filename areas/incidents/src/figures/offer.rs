//! Indicators for reports and dashboards. What was notified is counted as far as the grants of whoever asks see it: an authority's own
//! figures. What a whole country was notified of is told by the summaries that its point of contact gave an audience, as they were frozen.

use std::collections::BTreeMap;

use belfry_contracts::figures::{Ask, Cell, Heading, Indicator, Of, Offer, Origin, Row, Shape, Table, Unit, dimension};
use belfry_kernel::Problem;
use belfry_store::{Key, Read, Result as Stored, Sql, args, scope, subject};
use belfry_web::House;
use belfry_web::area::Figures;
use belfry_words::Words;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use uuid::Uuid;

use super::{MOST, median, month};
use crate::notification::NOTIFICATION;
use crate::summary::{self, SUMMARY, Told, said, store};

// words: incidents-figure-days incidents-figure-notifications

/// What the area offers.
pub const FIGURES: Figures = Figures { indicators: INDICATORS, offers, answer };

const NOTIFIED: &str = "incidents.notified";
const DELAY: &str = "incidents.delay";
const SUMMED: &str = "incidents.summary";
/// A middle of fewer notifications would tell of one.
const LEAST: usize = 5;
/// Months that a table has at most.
const MONTHS: usize = 60;
/// Summaries that are offered: the newest.
const OFFERED: i64 = 100;

const INDICATORS: &[Indicator] = &[
    Indicator {
        key: NOTIFIED,
        title: belfry_words::key!("incidents-figure-notified"),
        definition: belfry_words::key!("incidents-figure-notified-means"),
        unit: Unit::Count,
        by: &[dimension::CAUSE, dimension::MONTH, dimension::SECTOR, dimension::COUNTRY],
        of: Of::All,
        by_country: true,
        for_one: true,
        shape: Shape::Bars,
    },
    Indicator {
        key: DELAY,
        title: belfry_words::key!("incidents-figure-delay"),
        definition: belfry_words::key!("incidents-figure-delay-means"),
        unit: Unit::Days,
        by: &[dimension::MONTH, dimension::SECTOR, dimension::COUNTRY],
        of: Of::All,
        by_country: true,
        for_one: true,
        shape: Shape::Lines,
    },
    Indicator {
        key: SUMMED,
        title: belfry_words::key!("incidents-figure-summary"),
        definition: belfry_words::key!("incidents-figure-summary-means"),
        unit: Unit::Count,
        by: &[dimension::SECTOR, dimension::CAUSE, dimension::MONTH],
        of: Of::Record,
        by_country: false,
        for_one: false,
        shape: Shape::Heat,
    },
];

fn offers(house: &House, key: Key, _: &Words, indicator: &Indicator) -> Result<Vec<Offer>, Problem> {
    if indicator.key != SUMMED {
        return Ok(Vec::new());
    }
    let found = store::list(&house.db.read(key)?, None, OFFERED)?;
    let offer = |(subject, ..): &(subject::Subject, String, store::Summary)| Offer {
        of: subject.uuid.to_string(),
        title: subject.title.clone(),
        parts: Vec::new(),
    };
    Ok(found.iter().map(offer).collect())
}

fn answer(house: &House, key: Key, t: &Words, ask: &Ask) -> Result<Option<Table>, Problem> {
    if FIGURES.indicator(&ask.indicator).is_none_or(|one| !one.by.contains(&ask.by.as_str())) {
        return Ok(None);
    }
    let read = house.db.read(key)?;
    if ask.indicator == SUMMED {
        return Ok(summed(&read, t, ask)?);
    }
    let all = notified(&read, ask)?;
    let mut groups: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let sum = all.len() as u64;
    for (code, days) in all {
        groups.entry(code).or_default().push(days);
    }
    let cell = |days: &mut Vec<f64>| match ask.indicator.as_str() {
        NOTIFIED => Cell::count(days.len() as u64),
        _ if days.len() < LEAST => Cell::Withheld,
        _ => median(days).map_or(Cell::None, |days| Cell::Value((days * 10.0).round() / 10.0)),
    };
    let rows = rows(t, ask, groups, cell);
    let (column, label) = if ask.indicator == NOTIFIED {
        ("notifications", "incidents-figure-notifications")
    } else {
        ("days", "incidents-figure-days")
    };
    Ok(Some(Table {
        of: t.s(&format!("incidents-figure-by-{}", ask.by)),
        columns: vec![Heading::new(column, t.s(label))],
        rows,
        population: (ask.indicator == NOTIFIED).then_some(sum),
        responses: (ask.indicator == DELAY).then_some(sum),
        least: (ask.indicator == DELAY).then_some(LEAST as u64),
        origins: vec![Origin { title: t.s("incidents-inbox-title"), href: "/incidents/inbox".into() }],
        ..Table::default()
    }))
}

// words: incidents-figure-by-{cause,month,sector,country}

/// Each notification that was received in the period: its code in the dimension, and the days from awareness to it. Months by UTC: the
/// same for whoever reads.
fn notified(read: &Read, ask: &Ask) -> Stored<Vec<(String, f64)>> {
    let mut sql = Sql::new("select n.cause, n.sector, n.country, n.aware, n.received", []);
    sql.append(&scope::visible(read, NOTIFICATION, "join incidents_notifications n on n.id = s.id")?);
    sql.push(
        "and n.exercise = 0 and n.received >= ? and n.received < ?",
        [ask.from.as_microsecond().into(), ask.until.as_microsecond().into()],
    );
    if let Some(country) = ask.level.country() {
        sql.push("and n.country = ?", [country.into()]);
    }
    if let Some(own) = ask.own {
        sql.push("and s.owner_id = ?", [own.into()]);
    }
    sql.push("order by n.received desc limit ?", [MOST.into()]);
    read.rows(sql, args![], |row| {
        let (aware, received): (Timestamp, Timestamp) = (row.get(3)?, row.get(4)?);
        let code = match ask.by.as_str() {
            dimension::CAUSE => row.get(0)?,
            dimension::SECTOR => row.get(1)?,
            dimension::COUNTRY => row.get(2)?,
            _ => month(received, &TimeZone::UTC).strftime("%Y-%m").to_string(),
        };
        Ok((code, super::hours(aware, received) / 24.0))
    })
}

fn rows(
    t: &Words,
    ask: &Ask,
    mut groups: BTreeMap<String, Vec<f64>>,
    cell: impl Fn(&mut Vec<f64>) -> Cell,
) -> Vec<Row> {
    if ask.by == dimension::MONTH {
        let none = if ask.indicator == NOTIFIED { Cell::count(0) } else { Cell::None };
        let row = |day: Date| {
            let code = day.strftime("%Y-%m").to_string();
            let cells = vec![groups.get_mut(&code).map_or(none, &cell)];
            Row { head: Heading::new(code, t.month(day)), cells }
        };
        return months(ask).into_iter().map(row).collect();
    }
    let mut all: Vec<(String, Vec<f64>)> = groups.into_iter().collect();
    all.sort_by(|a, b| (b.1.len(), &a.0).cmp(&(a.1.len(), &b.0)));
    let row = |(code, mut days): (String, Vec<f64>)| {
        let label = match ask.by.as_str() {
            _ if code.is_empty() => t.s("incidents-summary-unsaid"),
            dimension::CAUSE => t.s(&format!("incidents-cause-{code}")),
            by => t.named(by, &code),
        };
        let code = if code.is_empty() { "-".to_owned() } else { code };
        Row { head: Heading::new(code, label), cells: vec![cell(&mut days)] }
    };
    all.into_iter().map(row).collect()
}

fn months(ask: &Ask) -> Vec<Date> {
    let last = month(ask.until.checked_sub(jiff::SignedDuration::from_micros(1)).unwrap_or(ask.until), &TimeZone::UTC);
    let first = month(ask.from, &TimeZone::UTC);
    let back = (0..MONTHS as i32).filter_map(|n| last.checked_sub(Span::new().months(n)).ok());
    let mut months: Vec<Date> = back.take_while(|day| *day >= first).collect();
    months.reverse();
    months
}

/// A summary as it was frozen; none that the reader does not see.
fn summed(read: &Read, t: &Words, ask: &Ask) -> Stored<Option<Table>> {
    let Ok(uuid) = ask.of.parse::<Uuid>() else { return Ok(None) };
    let mut sql = Sql::new("select s.id, s.uuid", []);
    sql.append(&scope::visible(read, SUMMARY, "")?);
    sql.push("and s.uuid = ?", [uuid.into()]);
    let Some(id) = read.maybe(sql, args![], |row| row.get(0))? else { return Ok(None) };
    let found = store::of(read, id)?;
    let Some(table) = found.content.tables.iter().find(|table| table.by == ask.by) else { return Ok(None) };
    let cell = |told: &Told| match told {
        Told::Count(n) => Cell::count(*n),
        Told::Withheld => Cell::Withheld,
        Told::Nearly => Cell::Nearly,
        Told::Hardly => Cell::Hardly,
    };
    let row = |row: &summary::Row| {
        let code: Vec<&str> = row.codes.iter().map(|code| if code.is_empty() { "-" } else { code }).collect();
        let cells = std::iter::once(Cell::count(row.all)).chain(row.cells.iter().map(cell));
        Row { head: Heading::new(code.join("+"), said::row(t, &ask.by, &row.codes)), cells: cells.collect() }
    };
    let columns =
        found.content.columns.iter().map(|one| Heading::new(one.codes.join("+"), said::column(t, &one.codes)));
    Ok(Some(Table {
        of: said::by(t, &ask.by),
        columns: std::iter::once(Heading::new("all", t.s("incidents-summary-sum"))).chain(columns).collect(),
        rows: table.rows.iter().map(row).collect(),
        population: found.content.all,
        responses: found.content.all,
        least: Some(found.content.least),
        notes: vec![t.n("incidents-summary-withheld-why", found.content.least as i64)],
        origins: vec![Origin { title: found.number.clone(), href: format!("{}{uuid}", SUMMARY.path) }],
    }))
}
