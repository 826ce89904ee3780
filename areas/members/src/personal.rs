//! What the platform holds on a person, asked of every area: for his copy (GDPR, Articles 15 and 20), and for erasing him.
//!
//! Areas answer by [`belfry_web::area::Personal`]; what belongs to none of them (the account, its sessions and keys, jobs, the
//! ledger) is told here.

pub mod data;
mod duty;
mod parts;

use belfry_kernel::{PersonId, Problem};
use belfry_store::{Key, Read, Result, Tx, args};
use belfry_web::House;
use belfry_web::area::{Holding, Personal};
use jiff::Timestamp;
use serde_json::{Value, json};

/// What this area answers: account, ties, sessions, keys, views, jobs, ledger.
pub const PERSONAL: Personal = Personal { about, holdings: kept, forget: forget_ours };

/// Every area's counts. The picture is the program's own: a person's data are his whatever he may see now.
///
/// # Errors
/// Those of the database.
pub fn holdings(house: &House, person: PersonId) -> std::result::Result<Vec<Holding>, Problem> {
    let read = house.db.read(Key::SYSTEM)?;
    let mut all = Vec::new();
    for area in &house.personal {
        all.extend((area.holdings)(&read, person)?);
    }
    Ok(all)
}

/// Removes what no duty keeps, in every area.
///
/// # Errors
/// Those of the database.
pub fn forget(house: &House, tx: &Tx, person: PersonId, now: Timestamp) -> std::result::Result<(), Problem> {
    duty::close(tx, person, now)?;
    for area in &house.personal {
        (area.forget)(tx, person)?;
    }
    Ok(())
}

fn about(read: &Read, person: PersonId) -> Result<Vec<(&'static str, Vec<Value>)>> {
    let account = read.rows(
        "select uuid, email, name, language, time_zone, theme, state, wishes, created from identity_people where id = $1",
        args![person],
        |row| {
            let wishes: Value = serde_json::from_str(&row.get::<String>(7)?).unwrap_or_default();
            Ok(json!({
                "uuid": row.get::<uuid::Uuid>(0)?.to_string(), "email": row.get::<String>(1)?, "name": row.get::<String>(2)?,
                "language": row.get::<String>(3)?, "time_zone": row.get::<String>(4)?, "theme": row.get::<String>(5)?,
                "state": row.get::<String>(6)?, "wishes": wishes, "created": row.get::<jiff::Timestamp>(8)?.to_string(),
            }))
        },
    )?;
    let ties = read.rows(
        "select o.name, m.roles, m.status, m.since from identity_memberships m \
         join identity_organisations o on o.id = m.organisation_id where m.person_id = $1",
        args![person],
        |row| {
            Ok(json!({
                "organisation": row.get::<String>(0)?, "roles": row.get::<String>(1)?, "status": row.get::<String>(2)?,
                "since": row.get::<jiff::Timestamp>(3)?.to_string(),
            }))
        },
    )?;
    let sessions = read.rows(
        "select agent, created, seen, expires from identity_sessions where person_id = $1 order by id",
        args![person],
        |row| {
            let at = |n| row.get::<jiff::Timestamp>(n).map(|at| at.to_string());
            Ok(json!({ "agent": row.get::<String>(0)?, "opened": at(1)?, "seen": at(2)?, "ends": at(3)? }))
        },
    )?;
    let keys = read.rows(
        "select name, prefix, scope, created, expires from identity_keys where person_id = $1 order by id",
        args![person],
        |row| {
            let at = |n| row.get::<jiff::Timestamp>(n).map(|at| at.to_string());
            Ok(json!({
                "name": row.get::<String>(0)?, "prefix": row.get::<String>(1)?, "scope": row.get::<String>(2)?,
                "made": at(3)?, "ends": at(4)?,
            }))
        },
    )?;
    let factors = read.rows(
        "select kind, name, created from identity_factors where person_id = $1 order by id",
        args![person],
        |row| {
            let made = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "kind": row.get::<String>(0)?, "name": row.get::<String>(1)?, "made": made }))
        },
    )?;
    let views = read.rows(
        "select list, name, query from identity_views where person_id = $1 order by id",
        args![person],
        |row| {
            Ok(json!({ "list": row.get::<String>(0)?, "name": row.get::<String>(1)?, "query": row.get::<String>(2)? }))
        },
    )?;
    let jobs = read.rows(
        "select name, state, created from store_jobs where actor_id = $1 order by id",
        args![person],
        |row| {
            let at = row.get::<jiff::Timestamp>(2)?.to_string();
            Ok(json!({ "name": row.get::<String>(0)?, "state": row.get::<String>(1)?, "asked": at }))
        },
    )?;
    let ledger =
        read.rows("select at, fact, data from store_ledger where actor_id = $1 order by id", args![person], |row| {
            let data: Value = serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default();
            let at = row.get::<jiff::Timestamp>(0)?.to_string();
            Ok(json!({ "at": at, "fact": row.get::<String>(1)?, "data": data }))
        })?;
    let mut all = vec![
        ("account", account),
        ("memberships", ties),
        ("sessions", sessions),
        ("keys", keys),
        ("factors", factors),
        ("views", views),
        ("jobs", jobs),
        ("ledger", ledger),
    ];
    all.extend(parts::about(read, person)?);
    Ok(all)
}

fn kept(read: &Read, person: PersonId) -> Result<Vec<Holding>> {
    let (ledger, sessions, keys): (i64, i64, i64) = read.one(
        "select (select count(*) from store_ledger where actor_id = $1), \
         (select count(*) from identity_sessions where person_id = $1), \
         (select count(*) from identity_keys where person_id = $1)",
        args![person],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let contacts = i64::try_from(parts::contacts(read, person)?.len()).unwrap_or(i64::MAX);
    Ok(vec![
        // Whom to call is the organisation's to say, and owed by law: it names another first.
        Holding {
            what: belfry_words::key!("members-personal-contacts"),
            count: contacts,
            kept: Some(belfry_words::key!("members-personal-contacts-why")),
            others: true,
        },
        // A number in the ledger is all that is left of a person there: it stands against no erasure by himself.
        Holding {
            what: belfry_words::key!("members-personal-ledger"),
            count: ledger,
            kept: Some(belfry_words::key!("members-personal-ledger-why")),
            others: false,
        },
        Holding { what: belfry_words::key!("members-personal-sessions"), count: sessions, kept: None, others: false },
        Holding { what: belfry_words::key!("members-personal-keys"), count: keys, kept: None, others: false },
    ])
}

/// Jobs of the person lose what they carry; those that are over go, and so does who he was when he applied for his organisation. The rest
/// is `belfry_identity::erasure`.
fn forget_ours(tx: &Tx, person: PersonId) -> Result<()> {
    tx.execute(
        "update members_applications set person = '', email = '', about = '' \
         where email = (select p.email from identity_people p where p.id = $1)",
        args![person],
    )?;
    tx.execute(
        "delete from store_jobs where actor_id = $1 and state in ('done', 'failed', 'cancelled')",
        args![person],
    )?;
    tx.execute(
        "update store_jobs set state = 'cancelled' where actor_id = $1 and state = 'waiting' and name like 'members.personal%'",
        args![person],
    )?;
    Ok(())
}
