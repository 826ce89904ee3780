//! What is told of shared events to reports and dashboards: events that the grants of whoever asks see, and no others. An event of a trust
//! circle is counted for those who are in it.

use std::collections::{BTreeMap, HashMap};

use belfry_contracts::figures::{Ask, Cell, Heading, Indicator, Of, Offer, Origin, Row, Shape, Table, Unit, dimension};
use belfry_kernel::Problem;
use belfry_store::{Key, Read, Result as Stored, Sql, args, scope};
use belfry_web::House;
use belfry_web::area::Figures;
use belfry_words::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::event::EVENT;

/// What the area offers.
pub const FIGURES: Figures = Figures { indicators: INDICATORS, offers, answer };

const SHARED: &str = "threats.shared";
const DELAY: &str = "threats.delay";
/// Months that a table by month has at most.
const MONTHS: usize = 60;
/// Events of which the days until they were shared are read at most.
const MOST: i64 = 50_000;
/// A middle of fewer events would tell of one.
const LEAST: usize = 5;

const INDICATORS: &[Indicator] = &[
    Indicator {
        key: SHARED,
        title: belfry_words::key!("threats-figure-shared"),
        definition: belfry_words::key!("threats-figure-shared-means"),
        unit: Unit::Count,
        by: &[dimension::MONTH, dimension::CLASS, dimension::SECTOR, dimension::COUNTRY],
        of: Of::All,
        by_country: true,
        for_one: true,
        shape: Shape::Columns,
    },
    Indicator {
        key: DELAY,
        title: belfry_words::key!("threats-figure-delay"),
        definition: belfry_words::key!("threats-figure-delay-means"),
        unit: Unit::Days,
        by: &[dimension::MONTH, dimension::SECTOR, dimension::COUNTRY],
        of: Of::All,
        by_country: true,
        for_one: true,
        shape: Shape::Bars,
    },
];

fn offers(_: &House, _: Key, _: &Words, _: &Indicator) -> Result<Vec<Offer>, Problem> {
    Ok(Vec::new())
}

fn answer(house: &House, key: Key, t: &Words, ask: &Ask) -> Result<Option<Table>, Problem> {
    if FIGURES.indicator(&ask.indicator).is_none_or(|one| !one.by.contains(&ask.by.as_str())) {
        return Ok(None);
    }
    let read = house.db.read(key)?;
    let mut table = if ask.indicator == SHARED { shared(&read, t, ask)? } else { delay(house, &read, t, ask)? };
    table.origins = vec![Origin { title: t.s("threats-list-title"), href: "/threats/events".into() }];
    Ok(Some(table))
}

/// The events that are asked about, as a `from .. where ..`.
fn events<'a>(read: &Read, ask: &'a Ask) -> Stored<Sql<'a>> {
    let mut sql = scope::visible(
        read,
        EVENT,
        "join threats_events e on e.id = s.id left join identity_organisations o on o.id = s.owner_id",
    )?;
    sql.push(
        "and e.state = 'published' and e.publish_timestamp >= ? and e.publish_timestamp < ?",
        [ask.from.as_second().into(), ask.until.as_second().into()],
    );
    if let Some(country) = ask.level.country() {
        sql.push("and o.country = ?", [country.into()]);
    }
    if let Some(own) = ask.own {
        sql.push("and s.owner_id = ?", [own.into()]);
    }
    Ok(sql)
}

fn shared(read: &Read, t: &Words, ask: &Ask) -> Result<Table, Problem> {
    let count = |what: &'static str, after: &'static str| -> Stored<Vec<(String, u64)>> {
        let mut sql = Sql::new("select", []).and(what, []).and(", count(*)", []);
        sql.append(&events(read, ask)?);
        sql.push(after, []);
        read.rows(sql, args![], |row| Ok((row.get(0)?, u64::try_from(row.get::<i64>(1)?).unwrap_or(0))))
    };
    let rows: Vec<(Heading, u64)> = match ask.by.as_str() {
        dimension::MONTH => by_month(read, t, ask)?,
        dimension::CLASS => by_class(read, t, ask)?,
        dimension::SECTOR => named(t, "sector", count("coalesce(o.sector, '')", "group by coalesce(o.sector, '')")?),
        _ => named(t, "country", count("coalesce(o.country, '')", "group by coalesce(o.country, '')")?),
    };
    let mut all = Sql::new("select count(*)", []);
    all.append(&events(read, ask)?);
    let all: i64 = read.one(all, args![], |row| row.get(0))?;
    let row = |(head, n)| Row { head, cells: vec![Cell::count(n)] };
    Ok(Table {
        of: heading(t, &ask.by),
        columns: vec![Heading::new("events", t.s("threats-figure-events"))],
        rows: rows.into_iter().map(row).collect(),
        population: u64::try_from(all).ok(),
        ..Table::default()
    })
}

// words: threats-figure-by-{month,class,sector,country}

fn heading(t: &Words, by: &str) -> String {
    t.s(&format!("threats-figure-by-{by}"))
}

/// By a code of the register, most first.
fn named(t: &Words, group: &str, mut found: Vec<(String, u64)>) -> Vec<(Heading, u64)> {
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let head = |code: String| {
        let label = if code.is_empty() { t.s("threats-figure-none") } else { t.named(group, &code) };
        Heading::new(if code.is_empty() { "-".to_owned() } else { code }, label)
    };
    found.into_iter().map(|(code, n)| (head(code), n)).collect()
}

/// The first days of the months of a period, oldest first, by UTC: the same for whoever reads.
fn months(ask: &Ask) -> Vec<Date> {
    let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
    let last = day(ask.until.checked_sub(jiff::SignedDuration::from_micros(1)).unwrap_or(ask.until)).first_of_month();
    let mut months = vec![last];
    let first = day(ask.from).first_of_month();
    while let Some(before) = months.last().and_then(|month| month.checked_sub(jiff::Span::new().months(1)).ok())
        && before >= first
        && months.len() < MONTHS
    {
        months.push(before);
    }
    months.reverse();
    months
}

fn month_of(seconds: i64) -> Option<Date> {
    Timestamp::from_second(seconds).ok().map(|at| at.to_zoned(TimeZone::UTC).date().first_of_month())
}

fn month_heading(t: &Words, month: Date) -> Heading {
    Heading::new(format!("{:04}-{:02}", month.year(), month.month()), t.month(month))
}

fn by_month(read: &Read, t: &Words, ask: &Ask) -> Stored<Vec<(Heading, u64)>> {
    let mut sql = Sql::new("select e.publish_timestamp / 86400, count(*)", []);
    sql.append(&events(read, ask)?);
    sql.push("group by e.publish_timestamp / 86400", []);
    let mut counts: HashMap<Date, u64> = HashMap::new();
    read.each(sql, args![], |row| {
        if let Some(month) = month_of(row.get::<i64>(0)? * 86_400) {
            *counts.entry(month).or_default() += u64::try_from(row.get::<i64>(1)?).unwrap_or(0);
        }
        Ok(true)
    })?;
    Ok(months(ask)
        .into_iter()
        .map(|month| (month_heading(t, month), counts.get(&month).copied().unwrap_or(0)))
        .collect())
}

/// By the classes of the reference taxonomy that events are tagged with. One with several counts for each.
fn by_class(read: &Read, t: &Words, ask: &Ask) -> Stored<Vec<(Heading, u64)>> {
    let mut sql =
        Sql::new("select x.name, a.event_id from threats_tags x join threats_event_tags a on a.tag_id = x.id", [])
            .and("where x.name like 'rsit:%' and a.event_id in (select s.id", []);
    sql.append(&events(read, ask)?);
    sql.push(") and", []);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.event_id limit ?", [MOST.into()]);
    let mut of: BTreeMap<String, std::collections::BTreeSet<i64>> = BTreeMap::new();
    read.each(sql, args![], |row| {
        let name: String = row.get(0)?;
        let class = name.trim_start_matches("rsit:").split(['=', ':']).next().unwrap_or_default().to_owned();
        of.entry(class).or_default().insert(row.get(1)?);
        Ok(true)
    })?;
    // words: threats-figure-class-{abusive-content,malicious-code,information-gathering,intrusion-attempts,intrusions,availability}
    // words: threats-figure-class-{information-content-security,fraud,vulnerable,other,test}
    let head = |class: String| {
        let key = format!("threats-figure-class-{class}");
        let label = if t.has(&key) { t.s(&key) } else { class.clone() };
        Heading::new(class, label)
    };
    let mut all: Vec<(Heading, u64)> =
        of.into_iter().map(|(class, events)| (head(class), events.len() as u64)).collect();
    all.sort_by(|a, b| (b.1, &a.0.code).cmp(&(a.1, &b.0.code)));
    Ok(all)
}

/// The middle of the days from the day that an event's author set to its first publication here. The log of disclosures is its owner's;
/// here it is asked by the program, of events that whoever asks sees, and only middles leave.
fn delay(house: &House, read: &Read, t: &Words, ask: &Ask) -> Result<Table, Problem> {
    let mut sql = Sql::new("select e.id, e.date, coalesce(o.sector, ''), coalesce(o.country, '')", []);
    sql.append(&events(read, ask)?);
    sql.push("and e.origin = 'own' and e.date is not null order by s.id desc limit ?", [MOST.into()]);
    let found: Vec<(i64, String, String, String)> =
        read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let ids: Vec<i64> = found.iter().map(|(id, ..)| *id).collect();
    let first: HashMap<i64, Timestamp> = house
        .db
        .read(Key::SYSTEM)?
        .rows(
            "select d.event_id, min(d.at) from threats_disclosures d where d.how = 'published' and d.event_id in {ints $1} \
             group by d.event_id",
            args![ids],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .into_iter()
        .collect();
    let mut groups: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut measured = 0_u64;
    for (id, date, sector, country) in found {
        let (Some(shared), Ok(day)) = (first.get(&id), date.parse::<Date>()) else { continue };
        let Ok(begun) = day.to_zoned(TimeZone::UTC) else { continue };
        let days = shared.duration_since(begun.timestamp()).as_secs_f64() / 86_400.0;
        let code = match ask.by.as_str() {
            dimension::MONTH => month_of(shared.as_second()).map(|month| month.to_string()).unwrap_or_default(),
            dimension::SECTOR => sector,
            _ => country,
        };
        groups.entry(code).or_default().push(days.max(0.0));
        measured += 1;
    }
    let middle = |days: &mut Vec<f64>| {
        days.sort_by(f64::total_cmp);
        if days.len() < LEAST { Cell::Withheld } else { Cell::Value((days[days.len() / 2] * 10.0).round() / 10.0) }
    };
    let rows: Vec<Row> = if ask.by == dimension::MONTH {
        let row = |month: Date| {
            let cell = groups.get_mut(&month.to_string()).map_or(Cell::None, middle);
            Row { head: month_heading(t, month), cells: vec![cell] }
        };
        months(ask).into_iter().map(row).collect()
    } else {
        let codes = groups.keys().map(|code| (code.clone(), 0)).collect();
        let row = |(head, _): (Heading, u64)| {
            let code = if head.code == "-" { "" } else { head.code.as_str() };
            let cell = groups.get_mut(code).map_or(Cell::None, middle);
            Row { head, cells: vec![cell] }
        };
        named(t, &ask.by, codes).into_iter().map(row).collect()
    };
    Ok(Table {
        of: heading(t, &ask.by),
        columns: vec![Heading::new("days", t.s("threats-figure-days"))],
        rows,
        responses: Some(measured),
        least: Some(LEAST as u64),
        ..Table::default()
    })
}
