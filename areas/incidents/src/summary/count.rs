//! The one question to the tables, and what may be told of its answer.
//!
//! A row or column of fewer than the least, or of fewer than three entities, is told together with others; of what is left, cells that
//! are of few are withheld, and as many more as it takes that none of them can be computed from sums ([`belfry_disclosure::cross`]).

use std::collections::{BTreeMap, BTreeSet};

use belfry_disclosure::{LEAST, cross::cross, join};
use belfry_kernel::OrganisationId;
use belfry_store::{Read, Result, Sql, args};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{By, Category, Column, Content, Row, Table, Told};
use crate::incident::Kind;

/// The fewest entities that a row may be of: what is told of one or two, they know of each other.
const ENTITIES: usize = 3;

/// What is summed up.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// Under which laws, by the codes of their regimes.
    pub regimes: &'a [String],
    /// In which country.
    pub country: &'a str,
    /// From when.
    pub since: Timestamp,
    /// Until before when.
    pub until: Timestamp,
    /// In which months are counted.
    pub zone: &'a TimeZone,
}

/// So many incidents of one entity that are alike.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Of whom.
    pub entity: OrganisationId,
    /// As what they were notified.
    pub category: Category,
    /// By sector, cause, border.
    pub codes: [String; 3],
    /// The month, as `2026-07`.
    pub month: String,
    /// How many.
    pub n: u64,
}

/// The question: an incident counts once in its category, however often and to whomever it was notified. Months come as the
/// boundaries that are asked for, so that they are those of the zone.
///
/// # Errors
/// Those of the database.
pub fn counted(read: &Read, scope: &Scope<'_>) -> Result<Vec<Counted>> {
    let months = months(scope);
    let mut sql = Sql::new("select s.owner_id, n.kind, n.voluntary, n.sector, n.cause, n.border, case", []);
    for (at, (end, _)) in months.iter().enumerate() {
        sql.push("when n.received < ? then cast(? as bigint)", [end.as_microsecond().into(), (at as i64).into()]);
    }
    sql.push(
        "else cast(0 as bigint) end as month, count(distinct n.incident_id) from incidents_notifications n \
         join store_subjects s on s.id = n.id where n.country = ? and n.received >= ? and n.received < ? and n.exercise = 0 \
         and n.regime in {texts ?} group by 1, 2, 3, 4, 5, 6, 7",
        [
            scope.country.into(),
            scope.since.as_microsecond().into(),
            scope.until.as_microsecond().into(),
            scope.regimes.to_vec().into(),
        ],
    );
    read.rows(sql, args![], |row| {
        let category = match (Kind::parse(&row.get::<String>(1)?), row.get::<i64>(2)? != 0) {
            (Some(Kind::Threat), _) => Category::Threat,
            (Some(Kind::NearMiss), _) => Category::NearMiss,
            (_, true) => Category::Incident,
            (_, false) => Category::Significant,
        };
        let month = usize::try_from(row.get::<i64>(6)?).ok().and_then(|at| months.get(at));
        Ok(Counted {
            entity: row.get(0)?,
            category,
            codes: [row.get(3)?, row.get(4)?, row.get(5)?],
            month: month.map(|(_, code)| code.clone()).unwrap_or_default(),
            n: u64::try_from(row.get::<i64>(7)?).unwrap_or(0),
        })
    })
}

/// The ends of the months, and their codes.
fn months(scope: &Scope<'_>) -> Vec<(Timestamp, String)> {
    let mut all = Vec::new();
    let mut day = scope.since.to_zoned(scope.zone.clone()).date().first_of_month();
    while all.len() < 12 {
        let Ok(next) = day.checked_add(jiff::Span::new().months(1)) else { break };
        let Ok(end) = next.to_zoned(scope.zone.clone()) else { break };
        all.push((end.timestamp(), day.strftime("%Y-%m").to_string()));
        if end.timestamp() >= scope.until {
            break;
        }
        day = next;
    }
    all
}

/// What may be told of it.
#[must_use]
pub fn told(counted: &[Counted]) -> Content {
    let all: u64 = counted.iter().map(|one| one.n).sum();
    let entities: BTreeSet<OrganisationId> = counted.iter().map(|one| one.entity).collect();
    if all < LEAST || entities.len() < ENTITIES {
        return Content { least: LEAST, ..Content::default() };
    }
    let categories: Vec<(String, &Counted)> = counted.iter().map(|one| (one.category.code().to_owned(), one)).collect();
    let columns = together(&categories, Category::ALL.iter().map(|one| one.code().to_owned()));
    let tables = By::ALL.iter().map(|by| table(counted, *by, &columns)).collect();
    let column = |group: &Group| Column { codes: group.codes.clone(), all: group.n };
    Content { least: LEAST, all: Some(all), columns: columns.iter().map(column).collect(), tables }
}

/// Codes that are told together.
struct Group {
    codes: Vec<String>,
    n: u64,
    entities: BTreeSet<OrganisationId>,
}

/// Which codes stand alone and which together: each is of enough, and of enough entities.
fn together(counted: &[(String, &Counted)], order: impl Iterator<Item = String>) -> Vec<Group> {
    let mut each: BTreeMap<&str, (u64, BTreeSet<OrganisationId>)> = BTreeMap::new();
    for (code, one) in counted {
        let (n, entities) = each.entry(code).or_default();
        *n += one.n;
        entities.insert(one.entity);
    }
    let mut codes: Vec<String> = order.filter(|code| each.contains_key(code.as_str())).collect();
    codes.extend(
        each.keys()
            .filter(|code| !codes.iter().any(|known| known == *code))
            .map(|code| (*code).to_owned())
            .collect::<Vec<_>>(),
    );
    let size = |code: &String| {
        let (n, entities) = &each[code.as_str()];
        // What is of too few entities is too small, however many there are.
        if entities.len() < ENTITIES { (*n).min(LEAST - 1) } else { *n }
    };
    let sizes: Vec<u64> = codes.iter().map(size).collect();
    let group = |places: &Vec<usize>| {
        let mut group = Group { codes: Vec::new(), n: 0, entities: BTreeSet::new() };
        for at in places {
            let (n, entities) = &each[codes[*at].as_str()];
            group.codes.push(codes[*at].clone());
            group.n += n;
            group.entities.extend(entities);
        }
        group
    };
    let mut groups: Vec<Group> = join(&sizes, LEAST).iter().map(group).collect();
    // Joined by numbers, they may still be of one or two entities, or of few when nothing else was left to join.
    while groups.len() > 1
        && let Some(at) = groups.iter().position(|one| one.entities.len() < ENTITIES || one.n < LEAST)
    {
        let small = groups.remove(at);
        let Some(next) = groups.iter_mut().min_by_key(|one| one.n) else { break };
        next.codes.extend(small.codes);
        next.n += small.n;
        next.entities.extend(small.entities);
    }
    let place = |code: &String| codes.iter().position(|known| known == code);
    groups.iter_mut().for_each(|one| one.codes.sort_by_key(place));
    groups.sort_by_key(|one| one.codes.first().and_then(place));
    groups
}

fn table(counted: &[Counted], by: By, columns: &[Group]) -> Table {
    let code = |one: &Counted| match by {
        By::Sector => one.codes[0].clone(),
        By::Cause => one.codes[1].clone(),
        By::Border => one.codes[2].clone(),
        By::Month => one.month.clone(),
    };
    let coded: Vec<(String, &Counted)> = counted.iter().map(|one| (code(one), one)).collect();
    let groups = together(&coded, std::iter::empty());
    let mut counts = vec![vec![0_u64; columns.len()]; groups.len()];
    for (code, one) in &coded {
        let row = groups.iter().position(|group| group.codes.contains(code));
        let column = columns.iter().position(|group| group.codes.iter().any(|known| known == one.category.code()));
        if let (Some(row), Some(column)) = (row, column) {
            counts[row][column] += one.n;
        }
    }
    // One column says what the sums say.
    let shown = cross(&counts, LEAST);
    let mut rows: Vec<Row> = Vec::with_capacity(groups.len());
    for (at, group) in groups.into_iter().enumerate() {
        let cells = match &shown {
            Some(shown) => shown[at].iter().map(|one| Told::from(*one)).collect(),
            None => vec![Told::Withheld; columns.len()],
        };
        rows.push(Row { codes: group.codes, all: group.n, cells });
    }
    if by != By::Month {
        rows.sort_by(|a, b| (b.all, &a.codes).cmp(&(a.all, &b.codes)));
    }
    Table { by: by.code().to_owned(), rows }
}
