//! The SQL of the directory. The tables are identity's; every row is one that the reader may know of.

use belfry_identity::ORGANISATION;
use belfry_identity::organisation::directory;
use belfry_kernel::{CircleId, OrganisationId};
use belfry_store::{Dialect, Read, Result, Row, Sql, Value, args, part_of, scope};
use uuid::Uuid;

use crate::register::sight::{self, Watch};

/// Organisations counted exactly; beyond it a page says "1,000+".
pub const COUNTED: i64 = 1_000;

/// What the directory is filtered by; empty for all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of a name.
    pub text: String,
    /// Code of a kind.
    pub kind: String,
    /// Code of a sector: of any of an organisation's.
    pub sector: String,
    /// Two letters.
    pub country: String,
    /// A NUTS code, level 1 or 2; then `country` is its country.
    pub region: String,
    /// Code of a class: of those that the reader may know.
    pub class: String,
}

/// What is found out before the directory is asked for a page: as whom somebody asks, and who bears the name.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// The organisations that are his own.
    pub own: Vec<i64>,
    /// What he looks at for authorities.
    pub watches: Vec<Watch>,
    /// Whether he sees every label that an organisation bears ([`sees_all`]).
    pub sees_all: bool,
    /// Those whose names have the text, where they are few ([`named`]).
    pub named: Option<Vec<Named>>,
}

/// An organisation that bears what is looked for: under which it is sorted, and its inside id.
pub type Named = (String, i64);

/// A row of the directory.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Outside id.
    pub uuid: Uuid,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Code of its kind.
    pub kind: String,
    /// Code of its first sector.
    pub sector: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// A NUTS code.
    pub region: Option<String>,
    /// Under which it is sorted.
    pub key: String,
}

/// Which page: from after a key, up to before one, or the first.
#[derive(Clone, Debug)]
pub enum Place {
    /// From the first name on.
    First,
    /// From after this name on.
    After(String),
    /// The last ones before this name.
    Before(String),
}

/// Whether the reader sees every label that an organisation bears: then what is counted in the directory's index alone is what
/// he sees, without looking at each. There are few such labels, and they are leapt along the index of labels.
///
/// On PostgreSQL the answer is no: there the labels out of sight are out of sight of the question too.
pub fn sees_all(read: &Read) -> Result<bool> {
    if read.dialect() == Dialect::Postgres {
        return Ok(false);
    }
    let hidden: i64 = read.one(
        "with recursive labels (id) as (select min(s.label_id) from store_subjects s where s.kind = $1 union all \
         select (select min(s.label_id) from store_subjects s where s.kind = $1 and s.label_id > labels.id) from labels \
         where labels.id is not null) \
         select count(*) from labels where id is not null \
         and not exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = labels.id)",
        args![ORGANISATION, read.key()],
        |row| row.get(0),
    )?;
    Ok(hidden == 0)
}

/// The directory's entries that the filter leaves, aliased `d`.
fn chosen<'a>(start: Sql<'a>, filter: &Filter, asker: &Asker) -> Sql<'a> {
    let mut sql = start.and("where d.sector = ?", [filter.sector.clone().into()]);
    if !filter.text.is_empty() {
        let pattern = part_of(&filter.text);
        sql.push(
            "and (d.name_key like ? escape '!' or d.short_key like ? escape '!')",
            [pattern.clone().into(), pattern.into()],
        );
    }
    if !filter.kind.is_empty() {
        sql.push("and d.kind = ?", [filter.kind.clone().into()]);
    }
    match filter.region.len() {
        0 if filter.country.is_empty() => {}
        0 => sql.push("and d.country = ?", [filter.country.clone().into()]),
        // Level 1: the regions below it begin with its code. Its country has an index.
        3 => sql.push(
            "and d.country = ? and substr(d.region, 1, 3) = ?",
            [filter.country.clone().into(), filter.region.clone().into()],
        ),
        // A region says its country. Said twice, SQLite reads the country's entries instead of the region's: 0.3 ms more of 20,000
        // (2026-11).
        _ => sql.push("and d.region = ?", [filter.region.clone().into()]),
    }
    if filter.class.is_empty() { sql } else { with_class(sql, &filter.class, asker) }
}

/// Of a class that the reader may know: shown to everyone, his own organisation's, or watched for an authority that sees it.
/// A filter by what is hidden finds nothing, so it tells nothing.
fn with_class<'a>(sql: Sql<'a>, class: &str, asker: &Asker) -> Sql<'a> {
    let class = class.to_owned();
    let mut sql = sql
        .and(
            "and (exists (select 1 from members_profiles c where c.organisation_id = d.organisation_id and c.class = ?) \
             or exists (select 1 from members_records c cross join identity_organisations o \
               where c.organisation_id = d.organisation_id and o.id = c.organisation_id and c.class = ?",
            [class.clone().into(), class.into()],
        )
        .and("and (c.organisation_id in {ints ?}", [Value::Ints(asker.own.clone())]);
    for watch in asker.watches.iter().filter(|watch| watch.eye != sight::Eye::Csirt) {
        sql = sight::watched(sql.and("or", []), watch);
    }
    sql.and(")))", [])
}

/// Those whose names have the text in them, as the filter leaves them and the reader may know of them, by name: page and count in
/// one. None where nothing is looked for or too many have it: then the directory is walked, and 50 are soon found.
///
/// Of 20,000 names, walking took 4.5 ms for what few bear, as each is compared, for the page and for the count (2026-11).
pub fn named(read: &Read, filter: &Filter, asker: &Asker) -> Result<Option<Vec<Named>>> {
    if filter.text.is_empty() || !directory::few_bear(read, &filter.text, COUNTED)? {
        return Ok(None);
    }
    let mut start = Sql::new("select d.name_key, d.organisation_id from", []);
    start.append(&directory::bearers(&filter.text));
    start.push("p cross join identity_directory d cross join store_subjects s", []);
    let mut sql = chosen(start, filter, asker)
        .and("and d.organisation_id = p.organisation_id and s.id = d.organisation_id and", []);
    sql.append(&scope::sees_subject(read.key()));
    Ok(Some(read.rows(sql.and("order by d.name_key", []), args![], |row| Ok((row.get(0)?, row.get(1)?)))?))
}

/// What a row of the directory is made of.
const LISTED: &str = "select s.uuid, o.name, o.short_name, o.kind, o.sector, o.country, o.region, o.name_key from";

fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed {
        uuid: row.get(0)?,
        name: row.get(1)?,
        short_name: row.get(2)?,
        kind: row.get(3)?,
        sector: row.get(4)?,
        country: row.get(5)?,
        region: row.get(6)?,
        key: row.get(7)?,
    })
}

/// One page of the directory, by name; of what stands before a name, the nearest first.
pub fn page(read: &Read, filter: &Filter, asker: &Asker, place: &Place, limit: i64) -> Result<Vec<Listed>> {
    if let Some(named) = &asker.named {
        return page_of(read, turned(named, place, limit), matches!(place, Place::Before(_)));
    }
    let start = "identity_directory d cross join identity_organisations o cross join store_subjects s";
    let mut sql = chosen(Sql::new(LISTED, []).and(start, []), filter, asker)
        .and("and o.id = d.organisation_id and s.id = o.id and", []);
    sql.append(&scope::sees_subject(read.key()));
    match place {
        Place::First => sql.push("order by d.name_key limit ?", [limit.into()]),
        Place::After(key) => {
            sql.push("and d.name_key > ? order by d.name_key limit ?", [key.clone().into(), limit.into()])
        }
        Place::Before(key) => {
            sql.push("and d.name_key < ? order by d.name_key desc limit ?", [key.clone().into(), limit.into()]);
        }
    }
    read.rows(sql, args![], listed)
}

/// A page of those that were found before.
fn page_of(read: &Read, ids: Vec<i64>, backwards: bool) -> Result<Vec<Listed>> {
    let mut sql = Sql::new(LISTED, [])
        .and("identity_organisations o cross join store_subjects s where o.id in {ints ?}", [Value::Ints(ids)])
        .and("and s.id = o.id and", []);
    sql.append(&scope::sees_subject(read.key()));
    let order = if backwards { "order by o.name_key desc" } else { "order by o.name_key" };
    read.rows(sql.and(order, []), args![], listed)
}

/// The ids of those on a page, of all by name. Their order is the database's, which compares as its collation does: so a name is
/// looked for among them, not compared.
fn turned(named: &[Named], place: &Place, limit: i64) -> Vec<i64> {
    let limit = usize::try_from(limit).unwrap_or_default();
    let at = |name: &str| named.iter().position(|(key, _)| key == name);
    let page = match place {
        Place::First => 0..limit,
        Place::After(name) => {
            // One that is not there any more stood about here.
            let from = at(name).map_or_else(|| named.iter().filter(|(key, _)| key <= name).count(), |at| at + 1);
            from..from + limit
        }
        Place::Before(name) => {
            let to = at(name).unwrap_or(named.len());
            to.saturating_sub(limit)..to
        }
    };
    named[page.start.min(named.len())..page.end.min(named.len())].iter().map(|(_, id)| *id).collect()
}

/// How many the filter leaves, up to one more than [`COUNTED`].
pub fn count(read: &Read, filter: &Filter, asker: &Asker) -> Result<i64> {
    if let Some(named) = &asker.named {
        return Ok(named.len() as i64);
    }
    let mut sql = Sql::new("select count(*) from (", []);
    if asker.sees_all {
        sql.append(&chosen(Sql::new("select 1 from identity_directory d", []), filter, asker));
    } else {
        let start = Sql::new("select 1 from identity_directory d cross join store_subjects s", []);
        sql.append(&chosen(start, filter, asker));
        sql.push("and s.id = d.organisation_id and", []);
        sql.append(&scope::sees_subject(read.key()));
    }
    sql.push("limit ?) few", [(COUNTED + 1).into()]);
    read.one(sql, args![], |row| row.get(0))
}

/// How many organisations there are of each sector in each region, of those that the reader may know: for a chart. An
/// organisation of several sectors counts in each.
pub fn by_sector_and_region(read: &Read, country: &str) -> Result<Vec<(String, String, i64)>> {
    let sql = Sql::new(
        "select d.sector, d.region, count(*) from identity_directory d cross join store_subjects s \
         where d.sector <> '' and (? = '' or d.country = ?) and s.id = d.organisation_id and",
        [country.to_owned().into(), country.to_owned().into()],
    );
    let mut sql = sql;
    sql.append(&scope::sees_subject(read.key()));
    read.rows(sql.and("group by d.sector, d.region order by d.sector, d.region", []), args![], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// Every organisation that the reader may know of, by name: for a field that names one.
pub fn all(read: &Read, limit: i64) -> Result<Vec<(Uuid, String)>> {
    let rows = page(read, &Filter::default(), &Asker::default(), &Place::First, limit)?;
    Ok(rows.into_iter().map(|row| (row.uuid, row.name)).collect())
}

/// In which of these circles, which are the reader's own, an organisation is a member too: address and name.
pub fn in_common(read: &Read, organisation: OrganisationId, circles: &[CircleId]) -> Result<Vec<(Uuid, String)>> {
    if circles.is_empty() {
        return Ok(Vec::new());
    }
    let circles: Vec<i64> = circles.iter().map(|circle| circle.0).collect();
    let mut sql = Sql::new(
        "select s.uuid, c.name from identity_circle_members m join identity_circles c on c.id = m.circle_id \
         join store_subjects s on s.id = c.id \
         where m.organisation_id = ? and m.status = 'confirmed' and c.state = 'open' and m.circle_id in {ints ?} and",
        [organisation.into(), circles.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    read.rows(sql.and("order by c.name_key", []), args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What stands on an organisation's page besides its own row: region, class where it shows it, sectors, whether it has a page for
/// everyone.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// A NUTS code.
    pub region: Option<String>,
    /// Code of a class, if it is shown to everyone.
    pub class: Option<String>,
    /// Whether there is a page for everyone.
    pub open: bool,
    /// Codes of its sectors.
    pub sectors: Vec<String>,
}

/// What stands beside.
pub fn beside(read: &Read, organisation: OrganisationId) -> Result<Beside> {
    let mut beside = Beside::default();
    read.each(
        "select d.sector, o.region, p.class, p.organisation_id from identity_organisations o \
         join identity_directory d on d.organisation_id = o.id \
         left join members_profiles p on p.organisation_id = o.id where o.id = $1 \
         order by case when d.sector = o.sector then 0 else 1 end, d.sector",
        args![organisation],
        |row| {
            let sector: String = row.get(0)?;
            if !sector.is_empty() {
                beside.sectors.push(sector);
            }
            beside.region = row.get(1)?;
            beside.class = row.get(2)?;
            beside.open = row.get::<Option<i64>>(3)?.is_some();
            Ok(true)
        },
    )?;
    Ok(beside)
}
