//! Which records: the filters of the list, its rows, and how many there are.

use std::collections::HashMap;

use belfry_identity::organisation::directory::SECTORS;
use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, Row, Sql, Value, args, scope, search};
use uuid::Uuid;

use super::store::{self, Record};
use super::{Kind, Level, RECORD, Size};

/// Hits of a text that are looked through: the newest.
const HITS: i64 = 1_000;
/// Counted exactly; beyond it a page says "1,000+".
pub const COUNTED: i64 = search::COUNTED;

/// What the list is narrowed to. Empty fields do not narrow; what is of no known form does not either.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words.
    pub text: String,
    /// A kind.
    pub kind: String,
    /// A sector: what is for any sector is found too.
    pub sector: String,
    /// A size: what is for any size is found too.
    pub size: String,
    /// `FRAMEWORK/CODE`.
    pub item: String,
    /// Two letters.
    pub country: String,
    /// A level.
    pub level: String,
    /// Empty for what is published, `working` for what is on its way, `superseded`, `all`.
    pub state: String,
}

/// The states that a list can be narrowed to.
pub const STATES: [&str; 3] = ["working", "superseded", "all"];

impl Filter {
    /// Out of an address.
    #[must_use]
    pub fn of(query: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let found = query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
            found.chars().take(200).collect::<String>()
        };
        let known =
            |name: &str, is: &dyn Fn(&str) -> bool| Some(text(name)).filter(|code| is(code)).unwrap_or_default();
        Self {
            text: text("q"),
            kind: known("kind", &|code| Kind::parse(code).is_some()),
            sector: known("sector", &|code| SECTORS.contains(&code)),
            size: known("size", &|code| Size::parse(code).is_some()),
            item: known("item", &|item| item.split_once('/').is_some()),
            country: text("country").to_uppercase(),
            level: known("level", &|code| Level::parse(code).is_some()),
            state: known("state", &|code| STATES.contains(&code)),
        }
    }

    /// The fields that say something, by their names in addresses.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", self.text.as_str()),
            ("kind", &self.kind),
            ("sector", &self.sector),
            ("size", &self.size),
            ("item", &self.item),
            ("country", &self.country),
            ("level", &self.level),
            ("state", &self.state),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// As it stands in an address, without one field.
    #[must_use]
    pub fn query(&self, without: &str) -> String {
        let kept: Vec<_> = self.fields().into_iter().filter(|(name, _)| *name != without).collect();
        serde_urlencoded::to_string(kept).unwrap_or_default()
    }
}

/// A record in a list.
#[derive(Debug)]
pub struct Listed {
    /// The subject.
    pub subject: Subject,
    /// The code of its TLP level.
    pub tlp: String,
    /// The record, without its sectors and items.
    pub record: Record,
    /// How many organisations endorse it.
    pub endorsed: i64,
    /// How many have done the same and are named.
    pub adopted: i64,
}

pub(crate) fn listed(row: &Row<'_>) -> Result<Listed> {
    Ok(Listed {
        subject: Subject::from_row(row, 0)?,
        tlp: row.get(8)?,
        endorsed: row.get(9)?,
        adopted: row.get(10)?,
        record: store::from_row(row, 11)?,
    })
}

/// Columns of [`listed`].
pub(crate) fn columns<'a>() -> Sql<'a> {
    Sql::new(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, \
         (select l.tlp from store_labels l where l.id = s.label_id), \
         (select count(*) from practices_endorsements e where e.record_id = r.id), \
         (select count(*) from practices_adoptions a where a.record_id = r.id and a.label_id is null and a.stage = 'done'),",
        [],
    )
    .and(store::COLUMNS, [])
}

/// The visible ones that fit, as a `from .. where ..`; none when a text finds nothing.
fn fitting<'a>(read: &Read, filter: &'a Filter) -> Result<Option<Sql<'a>>> {
    let mut sql = scope::visible(read, RECORD, "join practices_records r on r.id = s.id")?;
    if !filter.text.is_empty() {
        let hits = search::newest(read, &filter.text, &[RECORD], None, HITS)?;
        if hits.is_empty() {
            return Ok(None);
        }
        let ids: Vec<i64> = hits.iter().map(|hit| hit.subject.0).collect();
        sql.push("and s.id in {ints ?}", [ids.into()]);
    }
    let text = |value: &'a str| Value::from(value);
    match filter.state.as_str() {
        "" => sql.push("and r.state = 'published'", []),
        "working" => sql.push("and r.state in ('draft', 'submitted', 'checked', 'reviewed')", []),
        "superseded" => sql.push("and r.state = 'superseded'", []),
        _ => {}
    }
    if !filter.kind.is_empty() {
        sql.push("and r.kind = ?", [text(&filter.kind)]);
    }
    if !filter.sector.is_empty() {
        sql.push(
            "and (exists (select 1 from practices_sectors x where x.record_id = r.id and x.sector = ?) \
             or not exists (select 1 from practices_sectors x where x.record_id = r.id))",
            [text(&filter.sector)],
        );
    }
    if !filter.size.is_empty() {
        sql.push("and r.size in ('', ?)", [text(&filter.size)]);
    }
    if let Some((framework, code)) = filter.item.split_once('/') {
        sql.push(
            "and exists (select 1 from practices_items i where i.record_id = r.id and i.framework = ? and i.code = ?)",
            [text(framework), text(code)],
        );
    }
    if !filter.country.is_empty() {
        sql.push("and r.country = ?", [text(&filter.country)]);
    }
    if !filter.level.is_empty() {
        sql.push("and r.level = ?", [text(&filter.level)]);
    }
    Ok(Some(sql))
}

/// Those that fit, newest first.
///
/// # Errors
/// Those of the database.
pub fn rows(read: &Read, filter: &Filter, before: Option<SubjectId>, limit: i64) -> Result<Vec<Listed>> {
    let Some(fitting) = fitting(read, filter)? else { return Ok(Vec::new()) };
    let mut sql = columns();
    sql.append(&fitting);
    sql.append(&scope::newest(read, RECORD, before, limit)?);
    read.rows(sql, args![], listed)
}

/// How many fit; one more than [`COUNTED`] for more than that.
///
/// # Errors
/// Those of the database.
pub fn count(read: &Read, filter: &Filter) -> Result<i64> {
    let Some(fitting) = fitting(read, filter)? else { return Ok(0) };
    let mut sql = Sql::new("select count(*) from (select 1", []);
    sql.append(&fitting);
    sql.push("limit ?) few", [Value::Int(COUNTED + 1)]);
    read.one(sql, args![], |row| row.get(0))
}

/// The sectors of these records.
///
/// # Errors
/// Those of the database.
pub fn sectors(read: &Read, ids: &[SubjectId]) -> Result<HashMap<SubjectId, Vec<String>>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut all: HashMap<SubjectId, Vec<String>> = HashMap::new();
    read.each(
        "select x.record_id, x.sector from practices_sectors x where x.record_id in {ints $1} order by x.sector",
        args![ids],
        |row| {
            all.entry(row.get(0)?).or_default().push(row.get(1)?);
            Ok(true)
        },
    )?;
    Ok(all)
}

/// The items of these records.
///
/// # Errors
/// Those of the database.
pub fn items(read: &Read, ids: &[SubjectId]) -> Result<HashMap<SubjectId, Vec<(String, String)>>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut all: HashMap<SubjectId, Vec<(String, String)>> = HashMap::new();
    read.each(
        "select x.record_id, x.framework, x.code from practices_items x where x.record_id in {ints $1} \
         order by x.framework, x.code",
        args![ids],
        |row| {
            all.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
            Ok(true)
        },
    )?;
    Ok(all)
}

/// The published record of this UUID that the reader sees.
///
/// # Errors
/// Those of the database.
pub fn published(read: &Read, uuid: Uuid) -> Result<Option<SubjectId>> {
    let mut sql = Sql::new(
        "select s.id from store_subjects s join practices_records r on r.id = s.id where s.uuid = ? and s.kind = ? \
         and r.state = 'published' and",
        [uuid.into(), RECORD.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by s.id limit 1", []);
    read.maybe(sql, args![], |row| row.get(0))
}

/// The owners of these records, each once.
#[must_use]
pub fn owners(rows: &[Listed]) -> Vec<OrganisationId> {
    let mut ids: Vec<OrganisationId> = rows.iter().map(|row| row.subject.owner).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
