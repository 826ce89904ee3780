//! The SQL of the directory. The tables are identity's; every row is one that the reader may know of.

use belfry_identity::ORGANISATION;
use belfry_kernel::{CircleId, OrganisationId};
use belfry_store::{Read, Result, Sql, args, scope};
use uuid::Uuid;

/// Organisations counted exactly; beyond it a page says "1,000+".
pub const COUNTED: i64 = 1_000;

/// What the directory is filtered by; empty for all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of a name.
    pub text: String,
    /// Code of a kind.
    pub kind: String,
    /// Code of a sector.
    pub sector: String,
    /// Two letters.
    pub country: String,
}

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
    /// Code of its sector.
    pub sector: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// Under which it is sorted.
    pub key: String,
    /// Its people with a confirmed membership.
    pub people: i64,
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

/// Escapes what `like` would read as a mark; the statement says `escape '!'`.
fn part(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

fn chosen<'a>(read: &Read, start: &'static str, filter: &Filter) -> Sql<'a> {
    let mut sql = Sql::new(start, []).and(
        "from identity_organisations o join store_subjects s on s.id = o.id where s.kind = ? and",
        [ORGANISATION.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    if !filter.text.is_empty() {
        let pattern = part(&filter.text);
        sql.push(
            "and (o.name_key like ? escape '!' or lower(o.short_name) like ? escape '!')",
            [pattern.clone().into(), pattern.into()],
        );
    }
    if !filter.kind.is_empty() {
        sql.push("and o.kind = ?", [filter.kind.clone().into()]);
    }
    if !filter.sector.is_empty() {
        sql.push("and o.sector = ?", [filter.sector.clone().into()]);
    }
    if !filter.country.is_empty() {
        sql.push("and o.country = ?", [filter.country.clone().into()]);
    }
    sql
}

/// One page of the directory, by name.
pub fn page(read: &Read, filter: &Filter, place: &Place, limit: i64) -> Result<Vec<Listed>> {
    let mut sql = chosen(
        read,
        "select s.uuid, o.name, o.short_name, o.kind, o.sector, o.country, o.name_key, \
         (select count(*) from identity_memberships m where m.organisation_id = o.id and m.status = 'confirmed')",
        filter,
    );
    match place {
        Place::First => sql.push("order by o.name_key limit ?", [limit.into()]),
        Place::After(key) => {
            sql.push("and o.name_key > ? order by o.name_key limit ?", [key.clone().into(), limit.into()])
        }
        Place::Before(key) => {
            sql.push("and o.name_key < ? order by o.name_key desc limit ?", [key.clone().into(), limit.into()]);
        }
    }
    read.rows(sql, args![], |row| {
        Ok(Listed {
            uuid: row.get(0)?,
            name: row.get(1)?,
            short_name: row.get(2)?,
            kind: row.get(3)?,
            sector: row.get(4)?,
            country: row.get(5)?,
            key: row.get(6)?,
            people: row.get(7)?,
        })
    })
}

/// How many the filter leaves, up to one more than [`COUNTED`].
pub fn count(read: &Read, filter: &Filter) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from (", []);
    sql.append(&chosen(read, "select 1", filter));
    sql.push("limit ?) few", [(COUNTED + 1).into()]);
    read.one(sql, args![], |row| row.get(0))
}

/// Sectors and countries that stand in the directory.
pub fn choices(read: &Read) -> Result<Vec<(Option<String>, Option<String>)>> {
    let sql = chosen(read, "select distinct o.sector, o.country", &Filter::default());
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Every organisation that the reader may know of, by name: for a field that names one.
pub fn all(read: &Read, limit: i64) -> Result<Vec<(Uuid, String)>> {
    let sql = chosen(read, "select s.uuid, o.name", &Filter::default());
    read.rows(sql.and("order by o.name_key limit ?", [limit.into()]), args![], |row| Ok((row.get(0)?, row.get(1)?)))
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
