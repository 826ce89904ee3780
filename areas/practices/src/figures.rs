//! What is told of practices to reports and dashboards: records that the grants of whoever asks see, and adopters that are named.
//! Whoever is only counted on a record's page is left out here: a second number beside that one would tell when he came.

use std::collections::BTreeMap;

use belfry_contracts::figures::{Ask, Cell, Heading, Indicator, Of, Offer, Origin, Row, Shape, Table, Unit, dimension};
use belfry_kernel::Problem;
use belfry_store::{Key, Read, Result as Stored, Sql, args, scope};
use belfry_web::House;
use belfry_web::area::Figures;
use belfry_words::{Words, key};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::record::fields::OFFERED;
use crate::record::vouch::Stage;
use crate::record::{Kind, RECORD};

/// What the area offers.
pub const FIGURES: Figures = Figures { indicators: INDICATORS, offers, answer };

const PUBLISHED: &str = "practices.published";
const ADOPTED: &str = "practices.adopted";
const DIFFICULTIES: &str = "practices.difficulties";
/// Months that a table by month has at most.
const MONTHS: usize = 60;

const INDICATORS: &[Indicator] = &[
    Indicator {
        key: PUBLISHED,
        title: key!("practices-figure-published"),
        definition: key!("practices-figure-published-means"),
        unit: Unit::Count,
        by: &[dimension::MONTH, dimension::SECTOR, dimension::COUNTRY],
        of: Of::All,
        by_country: true,
        for_one: true,
        shape: Shape::Columns,
    },
    Indicator {
        key: ADOPTED,
        title: key!("practices-figure-adopted"),
        definition: key!("practices-figure-adopted-means"),
        unit: Unit::Count,
        by: &[dimension::SECTOR, dimension::MONTH, dimension::COUNTRY],
        of: Of::All,
        by_country: true,
        for_one: true,
        shape: Shape::Bars,
    },
    Indicator {
        key: DIFFICULTIES,
        title: key!("practices-figure-difficulties"),
        definition: key!("practices-figure-difficulties-means"),
        unit: Unit::Count,
        by: &[dimension::SECTOR, dimension::COUNTRY, dimension::MONTH],
        of: Of::All,
        by_country: true,
        for_one: true,
        shape: Shape::Heat,
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
    let counts = match ask.indicator.as_str() {
        ADOPTED => adopted(&read, ask)?,
        _ => records(&read, ask)?,
    };
    let columns = columns(&read, t, &ask.indicator)?;
    Ok(Some(table(t, ask, columns, &counts)))
}

/// So many in a row and column. Months by their first day.
type Counts = BTreeMap<(String, String), u64>;

/// The group of a row, as SQL; a record's country is its own, or that of whoever contributed it.
fn group(by: &str, at: &'static str, sector: &'static str, country: &'static str) -> &'static str {
    match by {
        dimension::MONTH => at,
        dimension::SECTOR => sector,
        _ => country,
    }
}

const COUNTRY: &str = "coalesce(nullif(r.country, ''), o.country, '')";

/// Published records by kind, or difficulties by item, in the rows of what is asked.
fn records(read: &Read, ask: &Ask) -> Stored<Counts> {
    let difficulties = ask.indicator == DIFFICULTIES;
    let column = if difficulties { "i.code" } else { "r.kind" };
    let row = group(
        &ask.by,
        "cast(r.published / 86400000000 as text)",
        "coalesce(x.sector, '')",
        "coalesce(nullif(r.country, ''), o.country, '')",
    );
    let mut sql = Sql::new("select", []).and(row, []).and(",", []).and(column, []).and(", count(*)", []);
    // A record for several sectors stands in each of them.
    let join = match (difficulties, ask.by == dimension::SECTOR) {
        (false, false) => {
            "join practices_records r on r.id = s.id left join identity_organisations o on o.id = s.owner_id"
        }
        (false, true) => {
            "join practices_records r on r.id = s.id left join identity_organisations o on o.id = s.owner_id \
             left join practices_sectors x on x.record_id = r.id"
        }
        (true, false) => {
            "join practices_records r on r.id = s.id left join identity_organisations o on o.id = s.owner_id \
             join practices_items i on i.record_id = r.id"
        }
        (true, true) => {
            "join practices_records r on r.id = s.id left join identity_organisations o on o.id = s.owner_id \
             join practices_items i on i.record_id = r.id left join practices_sectors x on x.record_id = r.id"
        }
    };
    sql.append(&scope::visible(read, RECORD, join)?);
    sql.push(
        "and r.state in ('published', 'superseded') and r.published >= ? and r.published < ?",
        [ask.from.into(), ask.until.into()],
    );
    if difficulties {
        sql.push("and r.kind = 'difficulty' and i.framework = ?", [OFFERED.into()]);
    }
    if let Some(country) = ask.level.country() {
        sql.push("and", []);
        sql.push(COUNTRY, []);
        sql.push("= ?", [country.into()]);
    }
    if let Some(own) = ask.own {
        sql.push("and s.owner_id = ? and r.unnamed = 0", [own.into()]);
    }
    sql.push("group by 1, 2", []);
    counted(read, sql)
}

/// Adoptions of visible records by organisations that are named, by how far they are.
fn adopted(read: &Read, ask: &Ask) -> Stored<Counts> {
    let row = group(&ask.by, "cast(a.at / 86400000000 as text)", "coalesce(o.sector, '')", "coalesce(o.country, '')");
    let mut sql = Sql::new("select", []).and(row, []).and(", a.stage, count(*)", []);
    sql.append(&scope::visible(
        read,
        RECORD,
        "join practices_records r on r.id = s.id join practices_adoptions a on a.record_id = r.id \
         join identity_organisations o on o.id = a.organisation_id",
    )?);
    sql.push(
        "and r.state in ('published', 'superseded') and a.label_id is null and a.at >= ? and a.at < ?",
        [ask.from.into(), ask.until.into()],
    );
    if let Some(country) = ask.level.country() {
        sql.push("and o.country = ?", [country.into()]);
    }
    if let Some(own) = ask.own {
        sql.push("and a.organisation_id = ?", [own.into()]);
    }
    sql.push("group by 1, 2", []);
    counted(read, sql)
}

fn counted(read: &Read, sql: Sql<'_>) -> Stored<Counts> {
    let mut counts = Counts::new();
    read.each(sql, args![], |row| {
        let n = u64::try_from(row.get::<i64>(2)?).unwrap_or(0);
        *counts.entry((row.get(0)?, row.get(1)?)).or_default() += n;
        Ok(true)
    })?;
    Ok(counts)
}

/// The columns: kinds, steps of adoption, or the items of Article 21.
fn columns(read: &Read, t: &Words, indicator: &str) -> Stored<Vec<Heading>> {
    Ok(match indicator {
        PUBLISHED => {
            let kind = |kind: &Kind| Heading::new(kind.code(), t.s(&format!("practices-kind-{}", kind.code())));
            Kind::ALL.iter().map(kind).collect()
        }
        ADOPTED => {
            let stage = |one: &Stage| Heading::new(one.code(), t.s(&format!("practices-stage-{}", one.code())));
            Stage::ALL.iter().map(stage).collect()
        }
        _ => match belfry_catalogue::store::load(read, OFFERED, None)? {
            Some(framework) => {
                let items = framework.items.iter().filter(|item| item.assessable);
                items.map(|item| Heading::new(item.code.as_str(), item.code.as_str())).collect()
            }
            None => Vec::new(),
        },
    })
}

// words: practices-figure-by-{month,sector,country}

fn table(t: &Words, ask: &Ask, columns: Vec<Heading>, counts: &Counts) -> Table {
    let mut of: BTreeMap<String, BTreeMap<&str, u64>> = BTreeMap::new();
    for ((row, column), n) in counts {
        let row = if ask.by == dimension::MONTH { month_of(row) } else { row.clone() };
        *of.entry(row).or_default().entry(column).or_default() += n;
    }
    let heads: Vec<Heading> = match ask.by.as_str() {
        dimension::MONTH => months(ask).into_iter().map(|month| Heading::new(code(month), t.month(month))).collect(),
        by => of.keys().map(|found| named(t, by, found)).collect(),
    };
    let row = |head: Heading| {
        let found = of.get(if head.code == "-" { "" } else { &head.code });
        let cell = |column: &Heading| {
            Cell::count(found.and_then(|found| found.get(column.code.as_str())).copied().unwrap_or(0))
        };
        Row { cells: columns.iter().map(cell).collect(), head }
    };
    let notes = if ask.by == dimension::SECTOR && ask.indicator != ADOPTED {
        vec![t.s("practices-figure-several")]
    } else {
        Vec::new()
    };
    Table {
        of: t.s(&format!("practices-figure-by-{}", ask.by)),
        rows: heads.into_iter().map(row).collect(),
        columns,
        notes,
        origins: vec![Origin { title: t.s("practices-title"), href: "/practices".into() }],
        ..Table::default()
    }
}

fn named(t: &Words, group: &str, code: &str) -> Heading {
    if code.is_empty() {
        let any = if group == "sector" { t.s("practices-field-any-sector") } else { t.s("practices-field-any") };
        return Heading::new("-", any);
    }
    Heading::new(code, t.named(group, code))
}

fn code(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// The month of a day, counted from 1970, by UTC: the same for whoever reads.
fn month_of(days: &str) -> String {
    let seconds = days.parse::<i64>().unwrap_or(0) * 86_400;
    Timestamp::from_second(seconds).map_or_else(|_| String::new(), |at| code(at.to_zoned(TimeZone::UTC).date()))
}

/// The months of a period, oldest first.
fn months(ask: &Ask) -> Vec<Date> {
    let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
    let last = day(ask.until.checked_sub(jiff::SignedDuration::from_micros(1)).unwrap_or(ask.until)).first_of_month();
    let first = day(ask.from).first_of_month();
    let mut months = vec![last];
    while let Some(before) = months.last().and_then(|month| month.checked_sub(jiff::Span::new().months(1)).ok())
        && before >= first
        && months.len() < MONTHS
    {
        months.push(before);
    }
    months.reverse();
    months
}
