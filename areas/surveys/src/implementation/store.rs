//! The SQL of records of implementation.

use belfry_kernel::{Label, LabelId, OrganisationId};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, scope};
use jiff::Timestamp;

use super::Status;
use crate::campaign::Level;

/// What an authority says of a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Inside.
    pub id: i64,
    /// Who may see it.
    pub label_id: LabelId,
    /// The authority.
    pub owner: OrganisationId,
    /// The requirement's code.
    pub code: String,
    /// The sector; empty for all.
    pub sector: String,
    /// The country; [`super::UNION`] for the Union.
    pub country: String,
    /// Whether it is said of a country, of several together, or of the Union.
    pub level: Level,
    /// How far it is carried out.
    pub status: Status,
    /// By what it is shown: an act, a link.
    pub evidence: String,
    /// What else there is to say.
    pub note: String,
    /// Whether others can learn from it.
    pub good: bool,
    /// When it was recorded last.
    pub saved: Timestamp,
}

#[cfg(test)]
impl Record {
    pub(super) fn sample() -> Self {
        Self {
            id: 1,
            label_id: LabelId(1),
            owner: OrganisationId(1),
            code: String::new(),
            sector: String::new(),
            country: String::new(),
            level: Level::National,
            status: Status::None,
            evidence: String::new(),
            note: String::new(),
            good: false,
            saved: Timestamp::UNIX_EPOCH,
        }
    }
}

const COLUMNS: &str =
    "r.id, r.label_id, r.owner_id, r.code, r.sector, r.country, r.level, r.status, r.evidence, r.note, r.good, r.saved";

fn from_row(row: &Row<'_>) -> Result<Record> {
    let strange = |what: &str| Error::Driver(format!("an unreadable record of implementation is kept: {what}"));
    Ok(Record {
        id: row.get(0)?,
        label_id: row.get(1)?,
        owner: row.get(2)?,
        code: row.get(3)?,
        sector: row.get(4)?,
        country: row.get(5)?,
        level: Level::parse(&row.get::<String>(6)?).ok_or_else(|| strange("level"))?,
        status: Status::parse(&row.get::<String>(7)?).ok_or_else(|| strange("status"))?,
        evidence: row.get(8)?,
        note: row.get(9)?,
        good: row.get::<i64>(10)? != 0,
        saved: row.get(11)?,
    })
}

/// What the records of a heat map are narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    /// Of one sector, and what is said of all of them.
    pub sector: String,
    /// Of one level.
    pub level: String,
}

/// The records by a version of a framework that the reader may see: a few thousand at most, since each is of a requirement, a sector and
/// a country.
pub fn list(read: &Read, (framework, version): (&str, &str), narrow: &Narrow) -> Result<Vec<Record>> {
    let mut sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from surveys_implementations r where r.framework = ? and r.version = ? \
         and exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = r.label_id limit 1)",
        [framework.into(), version.into(), read.key().into()],
    );
    if !narrow.sector.is_empty() {
        sql.push("and r.sector in ('', ?)", [narrow.sector.as_str().into()]);
    }
    if !narrow.level.is_empty() {
        sql.push("and r.level = ?", [narrow.level.as_str().into()]);
    }
    sql.push("order by r.code, r.country, r.sector, r.id", []);
    read.rows(sql, args![], from_row)
}

/// What an organisation has recorded of a requirement and sector.
pub fn own(
    read: &Read,
    owner: OrganisationId,
    (framework, version): (&str, &str),
    code: &str,
    sector: &str,
) -> Result<Option<Record>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from surveys_implementations r where r.owner_id = ? and r.framework = ? and r.version = ? and r.code = ? and r.sector = ?",
        [owner.into(), framework.into(), version.into(), code.into(), sector.into()],
    );
    read.maybe(sql, args![], from_row)
}

/// Records it, in the place of what the organisation said before of the same requirement and sector; its id.
pub fn put(tx: &Tx, act: Act<'_>, (framework, version): (&str, &str), label: &Label, one: &Record) -> Result<i64> {
    let label_id = scope::intern(tx, label)?;
    let id: i64 = act.ids.next();
    tx.one(
        "insert into surveys_implementations (id, label_id, owner_id, framework, version, code, sector, country, level, status, \
         evidence, note, good, saved, saved_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         on conflict (owner_id, framework, version, code, sector) do update set label_id = excluded.label_id, \
         country = excluded.country, level = excluded.level, status = excluded.status, evidence = excluded.evidence, \
         note = excluded.note, good = excluded.good, saved = excluded.saved, saved_by = excluded.saved_by returning id",
        args![
            id,
            label_id,
            one.owner,
            framework,
            version,
            &one.code,
            &one.sector,
            &one.country,
            one.level.code(),
            one.status.code(),
            &one.evidence,
            &one.note,
            i64::from(one.good),
            act.now,
            act.actor
        ],
        |row| row.get(0),
    )
}

/// Takes it back; false when there is none.
pub fn remove(tx: &Tx, owner: OrganisationId, of: (&str, &str), code: &str, sector: &str) -> Result<bool> {
    let rows = tx.execute(
        "delete from surveys_implementations where owner_id = $1 and framework = $2 and version = $3 and code = $4 and sector = $5",
        args![owner, of.0, of.1, code, sector],
    )?;
    Ok(rows > 0)
}
