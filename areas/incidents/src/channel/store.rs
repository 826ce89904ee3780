//! The SQL of channels and deliveries.

use belfry_contracts::incidents::{ChannelAdded, ChannelEnded};
use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, args, job, ledger};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Kind, State, deliver};

/// A way to a ticket system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Inside id.
    pub id: i64,
    /// Outside id.
    pub uuid: Uuid,
    /// Whose.
    pub organisation: OrganisationId,
    /// Which way.
    pub kind: Kind,
    /// Where to.
    pub address: String,
    /// Of a webhook, sealed.
    pub secret: Option<Vec<u8>>,
    /// Of mail: the certificate, armored.
    pub certificate: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// What stands in brackets at the beginning of a subject; empty for nothing.
    pub tag: String,
    /// Since when nothing goes by it any more.
    pub ended: Option<Timestamp>,
}

const COLUMNS: &str =
    "c.id, c.uuid, c.organisation_id, c.kind, c.address, c.secret, c.certificate, c.fingerprint, c.tag, c.ended";

fn from_row(row: &Row<'_>) -> Result<Channel> {
    let kind: String = row.get(3)?;
    Ok(Channel {
        id: row.get(0)?,
        uuid: row.get(1)?,
        organisation: row.get(2)?,
        kind: Kind::parse(&kind).ok_or_else(|| Error::Driver("an unreadable channel is kept".into()))?,
        address: row.get(4)?,
        secret: row.get(5)?,
        certificate: row.get(6)?,
        fingerprint: row.get(7)?,
        tag: row.get(8)?,
        ended: row.get(9)?,
    })
}

/// The living channels of organisations.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, organisations: &[OrganisationId]) -> Result<Vec<Channel>> {
    let ids: Vec<i64> = organisations.iter().map(|id| id.0).collect();
    let sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from incidents_channels c where c.organisation_id in {ints ?} and c.ended is null order by c.id",
        [ids.into()],
    );
    read.rows(sql, args![], from_row)
}

/// One.
///
/// # Errors
/// Those of the database.
pub fn by_id(read: &Read, id: i64) -> Result<Channel> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from incidents_channels c where c.id = ?", [id.into()]);
    read.one(sql, args![], from_row)
}

/// What is added; its ids are given beforehand, since a secret is sealed for the one.
///
/// # Errors
/// Those of the database.
pub fn add(tx: &Tx, act: Act<'_>, one: &Channel) -> Result<()> {
    tx.execute(
        "insert into incidents_channels (id, uuid, organisation_id, kind, address, secret, certificate, fingerprint, tag, person_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            one.id,
            one.uuid,
            one.organisation,
            one.kind.code(),
            &one.address,
            one.secret.as_deref(),
            &one.certificate,
            &one.fingerprint,
            &one.tag,
            act.actor.map_or(0, |person| person.0),
            act.now
        ],
    )?;
    ledger::record(tx, act, &ChannelAdded { organisation: one.organisation, channel: one.id })
}

/// Nothing goes by it any more; false when there is no such one.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &Tx, act: Act<'_>, organisation: OrganisationId, uuid: Uuid) -> Result<bool> {
    let ended = tx.maybe(
        "update incidents_channels set ended = $3, secret = null where uuid = $1 and organisation_id = $2 and ended is null returning id",
        args![uuid, organisation, act.now],
        |row| row.get::<i64>(0),
    )?;
    if let Some(channel) = ended {
        ledger::record(tx, act, &ChannelEnded { organisation, channel })?;
    }
    Ok(ended.is_some())
}

/// Something that goes by a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Inside id.
    pub id: i64,
    /// By which.
    pub channel: i64,
    /// The notification; none for a test.
    pub root: Option<SubjectId>,
    /// The fact.
    pub what: String,
    /// Which of several.
    pub mark: String,
    /// What became of it.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// Why the last try failed; empty for nothing.
    pub error: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// When the other side took it.
    pub delivered: Option<Timestamp>,
}

const DELIVERY: &str = "d.id, d.channel_id, d.root_id, d.what, d.mark, d.state, d.tries, d.error, d.at, d.delivered";

fn delivery(row: &Row<'_>) -> Result<Delivery> {
    let state: String = row.get(5)?;
    Ok(Delivery {
        id: row.get(0)?,
        channel: row.get(1)?,
        root: row.get(2)?,
        what: row.get(3)?,
        mark: row.get(4)?,
        state: State::parse(&state).ok_or_else(|| Error::Driver("an unreadable delivery is kept".into()))?,
        tries: row.get(6)?,
        error: row.get(7)?,
        at: row.get(8)?,
        delivered: row.get(9)?,
    })
}

/// One.
///
/// # Errors
/// Those of the database.
pub fn delivery_of(read: &Read, id: i64) -> Result<Delivery> {
    let sql = Sql::new("select", []).and(DELIVERY, []).and("from incidents_deliveries d where d.id = ?", [id.into()]);
    read.one(sql, args![], delivery)
}

/// The newest of an organisation's channels, as far as the reader sees what they are about.
///
/// # Errors
/// Those of the database.
pub fn newest(read: &Read, organisation: OrganisationId, limit: i64) -> Result<Vec<Delivery>> {
    let sql = Sql::new("select", []).and(DELIVERY, []).and(
        "from incidents_deliveries d join incidents_channels c on c.id = d.channel_id where c.organisation_id = ? \
         order by d.id desc limit ?",
        [organisation.into(), limit.into()],
    );
    read.rows(sql, args![], delivery)
}

/// Asks for a delivery, once for the same fact.
///
/// # Errors
/// Those of the database.
pub fn ask(tx: &Tx, act: Act<'_>, channel: i64, root: Option<SubjectId>, what: &str, mark: &str) -> Result<()> {
    let id: i64 = act.ids.next();
    let rows = tx.execute(
        "insert into incidents_deliveries (id, channel_id, root_id, what, mark, state, tries, error, at) \
         values ($1, $2, $3, $4, $5, 'waiting', 0, '', $6) on conflict do nothing",
        args![id, channel, root, what, mark, act.now],
    )?;
    if rows > 0 {
        job::add(tx, act, deliver::JOB, &deliver::payload(id), act.now)?;
    }
    Ok(())
}

/// Tries one again that was given up; false when there is none such of this organisation.
///
/// # Errors
/// Those of the database.
pub fn again(tx: &Tx, act: Act<'_>, organisation: OrganisationId, id: i64) -> Result<bool> {
    let rows = tx.execute(
        "update incidents_deliveries set state = 'waiting', error = '' where id = $1 and state = 'failed' \
         and channel_id in (select c.id from incidents_channels c where c.organisation_id = $2 and c.ended is null)",
        args![id, organisation],
    )?;
    if rows > 0 {
        job::add(tx, act, deliver::JOB, &deliver::payload(id), act.now)?;
    }
    Ok(rows > 0)
}

/// What came of a try.
///
/// # Errors
/// Those of the database.
pub fn tried(tx: &Tx, id: i64, state: State, error: &str, now: Timestamp) -> Result<()> {
    let delivered = (state == State::Delivered).then_some(now);
    tx.execute(
        "update incidents_deliveries set state = $2, error = $3, delivered = $4, tries = tries + 1 where id = $1",
        args![id, state.code(), error, delivered],
    )?;
    Ok(())
}
