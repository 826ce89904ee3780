//! What the pages of the platform ask: people as accounts, organisations as tenants, and figures of the engines. Ids and counts; no
//! record's title.

use belfry_kernel::PersonId;
use belfry_store::{Dialect, Read, Result, Sql, args, part_of};
use jiff::Timestamp;
use uuid::Uuid;

/// People on a page.
pub const PAGE: i64 = 50;

/// What the list of people is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A part of a name or address.
    pub text: String,
    /// A state's code, or `asked` for those who wait to be erased.
    pub state: String,
}

/// An account.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Inside.
    pub id: PersonId,
    /// Outside.
    pub uuid: Uuid,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// A state's code.
    pub state: String,
    /// Its home organisation's name.
    pub organisation: Option<String>,
    /// Sessions that live.
    pub sessions: i64,
    /// Since when he waits to be erased.
    pub asked: Option<Timestamp>,
}

/// People older than `before`, newest first.
pub fn people(read: &Read, filter: &Filter, before: Option<i64>, now: Timestamp, limit: i64) -> Result<Vec<Listed>> {
    let mut sql = Sql::new(
        "select p.id, p.uuid, p.name, p.email, p.state, \
         (select o.name from identity_memberships m join identity_organisations o on o.id = m.organisation_id \
          where m.person_id = p.id and m.status = 'confirmed' order by m.home desc, m.since limit 1), \
         (select count(*) from identity_sessions s where s.person_id = p.id and s.expires > ?), \
         (select e.asked from identity_erasures e where e.person_id = p.id and e.done is null) \
         from identity_people p where p.id < ?",
        [now.into(), before.unwrap_or(i64::MAX).into()],
    );
    if !filter.text.is_empty() {
        let pattern = part_of(&filter.text);
        sql.push(
            "and (lower(p.name) like ? escape '!' or p.email like ? escape '!')",
            [pattern.clone().into(), pattern.into()],
        );
    }
    match filter.state.as_str() {
        "" => {}
        "asked" => {
            sql.push("and exists (select 1 from identity_erasures e where e.person_id = p.id and e.done is null)", [])
        }
        state => sql.push("and p.state = ?", [state.to_owned().into()]),
    }
    sql.push("order by p.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| {
        Ok(Listed {
            id: row.get(0)?,
            uuid: row.get(1)?,
            name: row.get(2)?,
            email: row.get(3)?,
            state: row.get(4)?,
            organisation: row.get(5)?,
            sessions: row.get(6)?,
            asked: row.get(7)?,
        })
    })
}

/// An organisation as a tenant of the platform.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Outside.
    pub uuid: Uuid,
    /// Full name.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
    /// Two letters.
    pub country: Option<String>,
    /// Under which it is sorted.
    pub key: String,
    /// Confirmed people who can sign in.
    pub people: i64,
    /// Those of them who administer it.
    pub administrators: i64,
    /// Requests to join that wait.
    pub waiting: i64,
    /// When one of them was here last, as far as a session still lives.
    pub seen: Option<Timestamp>,
}

/// Who is there and can sign in, of the organisation aliased `o`.
const THERE: &str = "from identity_memberships m join identity_people p on p.id = m.person_id \
     where m.organisation_id = o.id and m.status = 'confirmed' and p.state = 'active'";
/// Of those, who administer it.
const RULES: &str = "and ' ' || m.roles || ' ' like '% organisation-administrator %'";
const ASKS: &str = "from identity_requests r where r.organisation_id = o.id and r.state = 'waiting'";

/// Organisations behind a name, by name: those whose name holds a text, and which need what is named (`administrator`, `people`,
/// `answer`; empty for all).
pub fn tenants(read: &Read, text: &str, need: &str, after: &str, limit: i64) -> Result<Vec<Tenant>> {
    let mut sql = Sql::new("select s.uuid, o.name, o.kind, o.country, o.name_key, (select count(*)", [])
        .and(THERE, [])
        .and("), (select count(*)", [])
        .and(THERE, [])
        .and(RULES, [])
        .and("), (select count(*)", [])
        .and(ASKS, [])
        .and(
            "), (select max(v.seen) from identity_sessions v join identity_memberships m on m.person_id = v.person_id \
             where m.organisation_id = o.id and m.status = 'confirmed') \
             from identity_organisations o join store_subjects s on s.id = o.id where o.name_key > ?",
            [after.to_owned().into()],
        );
    if !text.is_empty() {
        let pattern = part_of(text);
        sql.push(
            "and (o.name_key like ? escape '!' or lower(o.short_name) like ? escape '!')",
            [pattern.clone().into(), pattern.into()],
        );
    }
    let exists = |sql: Sql<'static>, what: &'static str| sql.and("select 1", []).and(what, []);
    sql = match need {
        "administrator" => exists(exists(sql.and("and exists (", []), THERE).and(") and not exists (", []), THERE)
            .and(RULES, [])
            .and(")", []),
        "people" => exists(sql.and("and not exists (", []), THERE).and(")", []),
        "answer" => exists(sql.and("and exists (", []), ASKS).and(")", []),
        _ => sql,
    };
    sql.push("order by o.name_key limit ?", [limit.into()]);
    read.rows(sql, args![], |row| {
        Ok(Tenant {
            uuid: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            country: row.get(3)?,
            key: row.get(4)?,
            people: row.get(5)?,
            administrators: row.get(6)?,
            waiting: row.get(7)?,
            seen: row.get(8)?,
        })
    })
}

/// Figures of the engines.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Accounts that can sign in.
    pub people: i64,
    /// Jobs that wait, run, have failed.
    pub jobs: (i64, i64, i64),
    /// Since when the oldest waiting job is due.
    pub oldest: Option<Timestamp>,
    /// The number of the last sealed entry of the ledger.
    pub sealed: i64,
    /// Since when the oldest entry waits for the sealer.
    pub unsealed: Option<Timestamp>,
    /// Migrations applied.
    pub steps: i64,
}

/// Asks for them, in one statement. The picture must be the program's own.
pub fn figures(read: &Read) -> Result<Figures> {
    read.one(
        "select (select count(*) from identity_people where state = 'active'), \
         (select count(*) from store_jobs where state = 'waiting'), \
         (select count(*) from store_jobs where state = 'running'), \
         (select count(*) from store_jobs where state = 'failed'), \
         (select min(due) from store_jobs where state = 'waiting'), \
         (select coalesce(max(seal_no), 0) from store_ledger), \
         (select min(at) from store_ledger where seal_no is null), \
         (select count(*) from store_migrations)",
        args![],
        |row| {
            Ok(Figures {
                people: row.get(0)?,
                jobs: (row.get(1)?, row.get(2)?, row.get(3)?),
                oldest: row.get(4)?,
                sealed: row.get(5)?,
                unsealed: row.get(6)?,
                steps: row.get(7)?,
            })
        },
    )
}

/// The database's own version, and its size in bytes.
pub fn database(read: &Read) -> Result<(String, i64)> {
    let sql = match read.dialect() {
        Dialect::Sqlite => {
            "select 'SQLite ' || sqlite_version(), page_count * page_size from pragma_page_count(), pragma_page_size()"
        }
        Dialect::Postgres => {
            "select 'PostgreSQL ' || current_setting('server_version'), pg_database_size(current_database())"
        }
    };
    read.one(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}
