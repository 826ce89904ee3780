//! The SQL of applications, with the program's own key: they belong to no organisation. Whoever reads them for a person says
//! how far he reaches ([`Reach`]), and the query asks.

use belfry_identity::Secret;
use belfry_kernel::OrganisationId;
use belfry_store::{Act, Read, Result, Row, Sql, Tx, Value, args};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Reach, Sheet};
use crate::register::registration::{Letter, State, Step};

/// Applications that wait; more are not taken.
const MOST: i64 = 500;

/// An application.
#[derive(Clone, Debug)]
pub struct Application {
    /// Inside.
    pub id: i64,
    /// Outside.
    pub uuid: Uuid,
    /// Where it stands.
    pub state: State,
    /// The link's secret, sealed.
    pub token: Vec<u8>,
    /// Who applied.
    pub person: String,
    /// His address.
    pub email: String,
    /// Who he is there.
    pub about: String,
    /// Of the answer.
    pub language: String,
    /// What the organisation says of itself.
    pub sheet: Sheet,
    /// What is open on agendas because of it.
    pub duties: Vec<i64>,
    /// When it was sent.
    pub created: Timestamp,
    /// When it last changed its state.
    pub changed: Timestamp,
    /// Once it is accepted.
    pub organisation: Option<OrganisationId>,
}

const COLUMNS: &str = "select a.id, a.uuid, a.state, a.token, a.person, a.email, a.about, a.language, a.document, a.duties, \
     a.created, a.changed, a.organisation_id from members_applications a";

fn from_row(row: &Row<'_>) -> Result<Option<Application>> {
    let Ok(sheet) = serde_json::from_str(&row.get::<String>(8)?) else { return Ok(None) };
    Ok(Some(Application {
        id: row.get(0)?,
        uuid: row.get(1)?,
        state: State::parse(&row.get::<String>(2)?).unwrap_or(State::Refused),
        token: row.get(3)?,
        person: row.get(4)?,
        email: row.get(5)?,
        about: row.get(6)?,
        language: row.get(7)?,
        sheet,
        duties: serde_json::from_str(&row.get::<String>(9)?).unwrap_or_default(),
        created: row.get(10)?,
        changed: row.get(11)?,
        organisation: row.get(12)?,
    }))
}

/// Whether there is room for another.
pub fn is_room(read: &Read) -> Result<bool> {
    let waiting: i64 =
        read.one("select count(*) from members_applications where state in ('submitted', 'asked')", args![], |row| {
            row.get(0)
        })?;
    Ok(waiting < MOST)
}

/// Keeps a new application, or one that goes on.
pub fn put(tx: &Tx, act: Act<'_>, one: &Application, token: &Secret) -> Result<()> {
    tx.execute(
        "insert into members_applications (id, uuid, state, token_hash, token, person, email, about, language, name, country, \
         sector, document, duties, created, changed, organisation_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         on conflict (id) do update set state = excluded.state, person = excluded.person, about = excluded.about, \
         name = excluded.name, country = excluded.country, sector = excluded.sector, document = excluded.document, \
         duties = excluded.duties, changed = excluded.changed, organisation_id = excluded.organisation_id",
        args![
            one.id,
            one.uuid,
            one.state.code(),
            &belfry_identity::secret::hash(token.expose()),
            one.token.as_slice(),
            &one.person,
            &one.email,
            &one.about,
            &one.language,
            &one.sheet.name,
            &one.sheet.country,
            one.sheet.sector(),
            serde_json::to_string(&one.sheet).unwrap_or_default(),
            serde_json::to_string(&one.duties).unwrap_or_default(),
            one.created,
            act.now,
            one.organisation
        ],
    )?;
    Ok(())
}

/// The application that a link leads to.
pub fn by_token(read: &Read, token: &str) -> Result<Option<Application>> {
    let sql =
        Sql::new(COLUMNS, []).and("where a.token_hash = ?", [belfry_identity::secret::hash(token).to_vec().into()]);
    Ok(read.maybe(sql, args![], from_row)?.flatten())
}

/// One application, if it is within somebody's reach.
pub fn by_uuid(read: &Read, reach: &Reach, uuid: Uuid) -> Result<Option<Application>> {
    let sql = reached(Sql::new(COLUMNS, []).and("where a.uuid = ? and", [uuid.into()]), reach);
    Ok(read.maybe(sql, args![], from_row)?.flatten())
}

/// Adds the condition that somebody reaches an application.
fn reached<'a>(sql: Sql<'a>, reach: &Reach) -> Sql<'a> {
    if reach.all {
        return sql.and("1 = 1", []);
    }
    let mut sql = sql.and("(1 = 0", []);
    for watch in &reach.watches {
        sql.push("or (a.country = ?", [watch.country.clone().into()]);
        if !watch.mandate.is_empty() {
            sql.push("and a.sector in {texts ?}", [Value::Texts(watch.mandate.clone())]);
        }
        sql.push(")", []);
    }
    sql.and(")", [])
}

/// Those within somebody's reach that wait for a decision, the longest waiting first, from after one on.
pub fn waiting(read: &Read, reach: &Reach, after: Option<(Timestamp, i64)>, limit: i64) -> Result<Vec<Application>> {
    let sql = Sql::new(COLUMNS, []).and("where a.state = ? and", [State::Submitted.code().into()]);
    let mut sql = reached(sql, reach);
    if let Some((changed, id)) = after {
        sql.push("and (a.changed, a.id) > (?, ?)", [changed.into(), id.into()]);
    }
    sql.push("order by a.changed, a.id limit ?", [limit.into()]);
    Ok(read.rows(sql, args![], from_row)?.into_iter().flatten().collect())
}

/// The newest within somebody's reach, of a state or of all, below an id.
pub fn list(
    read: &Read,
    reach: &Reach,
    state: Option<State>,
    below: Option<i64>,
    limit: i64,
) -> Result<Vec<Application>> {
    let mut sql = reached(Sql::new(COLUMNS, []).and("where", []), reach);
    if let Some(state) = state {
        sql.push("and a.state = ?", [state.code().into()]);
    }
    if let Some(below) = below {
        sql.push("and a.id < ?", [below.into()]);
    }
    sql.push("order by a.id desc limit ?", [limit.into()]);
    Ok(read.rows(sql, args![], from_row)?.into_iter().flatten().collect())
}

/// How many stand in each state.
pub fn by_state(read: &Read, reach: &Reach) -> Result<Vec<(String, i64)>> {
    let sql = Sql::new("select a.state, count(*) from members_applications a where", []);
    let sql = reached(sql, reach).and("group by a.state", []);
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Keeps what was said with a step.
pub fn write(tx: &Tx, act: Act<'_>, application: i64, step: Step, words: &str) -> Result<()> {
    tx.execute(
        "insert into members_application_letters (id, application_id, at, actor_id, act, words) \
         values ($1, $2, $3, $4, $5, $6)",
        args![act.ids.next::<i64>(), application, act.now, act.actor, step.code(), words],
    )?;
    Ok(())
}

/// What was said, newest first.
pub fn letters(read: &Read, application: i64) -> Result<Vec<Letter>> {
    read.rows(
        "select l.at, p.name, l.actor_id, l.act, l.words from members_application_letters l \
         left join identity_people p on p.id = l.actor_id where l.application_id = $1 order by l.id desc limit 100",
        args![application],
        |row| {
            Ok(Letter {
                at: row.get(0)?,
                name: row.get(1)?,
                by: row.get(2)?,
                step: Step::parse(&row.get::<String>(3)?),
                words: row.get(4)?,
            })
        },
    )
}

/// Removes what was decided before one instant, and what nothing happened to since another.
pub fn remove(tx: &Tx, decided: Timestamp, touched: Timestamp) -> Result<u64> {
    let old: Vec<i64> = tx.rows(
        "select id from members_applications where (state in ('accepted', 'refused') and changed <= $1) or changed <= $2 \
         order by id limit 200",
        args![decided, touched],
        |row| row.get(0),
    )?;
    tx.execute("delete from members_application_letters where application_id in {ints $1}", args![old.clone()])?;
    tx.execute("delete from members_applications where id in {ints $1}", args![old])
}
