//! The SQL of packages.

use belfry_contracts::incidents::{
    PackageGivenUp, PackageReceipted, PackageReceived, PackageRefused, PackageRouted, PackageSent,
};
use belfry_kernel::{Action, Allowed, OrganisationId, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Read, Result, Row, Sql, Tx, agenda, args, ledger, scope};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{PACKAGE, State, TO_HANDLE, TO_ROUTE, Way, between};

/// Hours in which somebody should have passed on what came: "without undue delay" (NIS2 Article 23(6)).
const HOURS: i64 = 24;

/// A package besides its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Which way it went.
    pub way: Way,
    /// Its own number.
    pub package: Uuid,
    /// With whom.
    pub partner: i64,
    /// The notification that it was made of.
    pub notification: Option<SubjectId>,
    /// Where it stands.
    pub state: State,
    /// How far it may be carried.
    pub tlp: Tlp,
    /// Nothing of it happened.
    pub exercise: bool,
    /// Exactly what was signed, with its signature.
    pub envelope: String,
    /// The receipt, likewise.
    pub receipt: Option<String>,
    /// When it was signed for.
    pub receipted: Option<Timestamp>,
    /// By which the other side knows it.
    pub number: String,
    /// After this nobody takes it any more.
    pub expires: Timestamp,
    /// To whom it was passed on here.
    pub routed: Option<OrganisationId>,
    /// Why the last try to send it failed, or why it is refused; empty for nothing.
    pub error: String,
}

const COLUMNS: &str = "h.way, h.package, h.partner_id, h.notification_id, h.state, h.tlp, h.exercise, h.envelope, h.receipt, \
     h.receipted, h.number, h.expires, h.routed_id, h.error";

fn from_row(row: &Row<'_>, at: usize) -> Result<Package> {
    let strange = |what: &str| Error::Driver(format!("an unreadable package is kept: {what}"));
    let text = |n: usize| row.get::<String>(at + n);
    Ok(Package {
        way: Way::parse(&text(0)?).ok_or_else(|| strange("way"))?,
        package: row.get(at + 1)?,
        partner: row.get(at + 2)?,
        notification: row.get(at + 3)?,
        state: State::parse(&text(4)?).ok_or_else(|| strange("state"))?,
        tlp: Tlp::parse(&text(5)?).ok_or_else(|| strange("tlp"))?,
        exercise: row.get::<i64>(at + 6)? != 0,
        envelope: text(7)?,
        receipt: row.get(at + 8)?,
        receipted: row.get(at + 9)?,
        number: text(10)?,
        expires: row.get(at + 11)?,
        routed: row.get(at + 12)?,
        error: text(13)?,
    })
}

/// A package that was loaded before.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, id: SubjectId) -> Result<Package> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from incidents_packages h where h.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))?.ok_or(Error::NoRow)
}

/// Packages that the reader sees, newest first, before one of them.
///
/// # Errors
/// Those of the database.
pub fn list(read: &Read, way: Way, before: Option<SubjectId>, limit: i64) -> Result<Vec<(Subject, Package)>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(COLUMNS, []).and(
        "from incidents_packages h join store_subjects s on s.id = h.id where h.way = ? and h.id < ? and",
        [way.code().into(), before.map_or(i64::MAX, |id| id.0).into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by h.id desc limit ?", [limit.into()]);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, from_row(row, 8)?)))
}

/// What was made of a notification, as far as the reader sees it.
///
/// # Errors
/// Those of the database.
pub fn of_notification(read: &Read, notification: SubjectId) -> Result<Vec<(Subject, Package)>> {
    let mut sql = Sql::new("select", []).and(subject::COLUMNS, []).and(",", []).and(COLUMNS, []).and(
        "from incidents_packages h join store_subjects s on s.id = h.id where h.notification_id = ? and",
        [notification.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by h.id", []);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, from_row(row, 8)?)))
}

/// The package that was sent under a number, for receipts: whose it is the signature says.
///
/// # Errors
/// Those of the database.
pub fn sent(read: &Read, package: Uuid) -> Result<Option<(SubjectId, Package)>> {
    let sql = Sql::new("select h.id,", []).and(COLUMNS, []).and(
        "from incidents_packages h where h.way = ? and h.package = ? order by h.id limit 1",
        [Way::Sent.code().into(), package.into()],
    );
    read.maybe(sql, args![], |row| Ok((row.get(0)?, from_row(row, 1)?)))
}

/// The package that came from a partner under a number.
///
/// # Errors
/// Those of the database.
pub fn received(read: &Read, partners: &[i64], package: Uuid) -> Result<Option<Package>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and(
        "from incidents_packages h where h.way = ? and h.package = ? and h.partner_id in {ints ?} limit 1",
        [Way::Received.code().into(), package.into(), partners.to_vec().into()],
    );
    read.maybe(sql, args![], |row| from_row(row, 0))
}

fn insert(tx: &Tx, act: Act<'_>, contact: OrganisationId, title: &str, one: &Package) -> Result<Subject> {
    let subject = Subject {
        id: act.ids.next(),
        uuid: act.ids.uuid(),
        kind: PACKAGE.code,
        label_id: scope::intern(tx, &between(one.tlp, contact, None))?,
        owner: contact,
        author: act.actor,
        title: title.to_owned(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    tx.execute(
        "insert into incidents_packages (id, way, package, partner_id, notification_id, state, tlp, exercise, envelope, receipt, \
         receipted, number, expires, routed_id, error) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            subject.id,
            one.way.code(),
            one.package,
            one.partner,
            one.notification,
            one.state.code(),
            one.tlp.code(),
            i64::from(one.exercise),
            &one.envelope,
            one.receipt.as_deref(),
            one.receipted,
            &one.number,
            one.expires,
            one.routed,
            &one.error
        ],
    )?;
    Ok(subject)
}

/// Keeps what is handed over, for a point of contact of ours.
///
/// # Errors
/// Those of the database.
pub fn put_sent(tx: &Tx, act: Act<'_>, contact: OrganisationId, title: &str, one: &Package) -> Result<Subject> {
    let subject = insert(tx, act, contact, title, one)?;
    ledger::record(tx, act, &PackageSent { package: subject.id })?;
    Ok(subject)
}

/// Keeps what came in, with what has to be done about it.
///
/// # Errors
/// Those of the database.
pub fn put_received(tx: &Tx, act: Act<'_>, contact: OrganisationId, title: &str, one: &Package) -> Result<Subject> {
    let subject = insert(tx, act, contact, title, one)?;
    oblige(tx, act, &subject, contact, TO_ROUTE)?;
    ledger::record(tx, act, &PackageReceived { package: subject.id })?;
    Ok(subject)
}

fn oblige(tx: &Tx, act: Act<'_>, subject: &Subject, whom: OrganisationId, what: &str) -> Result<()> {
    let due = act.now + SignedDuration::from_hours(HOURS);
    let obligation = agenda::Obligation {
        id: 0,
        subject: Some(subject.id),
        person: None,
        organisation: Some(whom),
        what: what.to_owned(),
        data: "{}".to_owned(),
        due,
    };
    agenda::open(tx, act, &obligation, Some(due - SignedDuration::from_hours(HOURS / 2)))?;
    Ok(())
}

/// The other side has signed for it. Told twice, it stays as it was first.
///
/// # Errors
/// Those of the database.
pub fn receipted(tx: &Tx, act: Act<'_>, id: SubjectId, receipt: &str, number: &str, at: Timestamp) -> Result<()> {
    let rows = tx.execute(
        "update incidents_packages set state = $2, receipt = $3, number = $4, receipted = $5, error = '' \
         where id = $1 and receipt is null",
        args![id, State::Receipted.code(), receipt, number, at],
    )?;
    if rows > 0 {
        ledger::record(tx, act, &PackageReceipted { package: id })?;
    }
    Ok(())
}

/// It did not arrive, and why: it stays under way, the other side does not take it, or it is tried no more.
///
/// # Errors
/// Those of the database.
pub fn failed(tx: &Tx, act: Act<'_>, id: SubjectId, why: &str, state: State) -> Result<()> {
    let rows = tx.execute(
        "update incidents_packages set state = $2, error = $3 where id = $1 and receipt is null",
        args![id, state.code(), why],
    )?;
    match state {
        State::Refused if rows > 0 => ledger::record(tx, act, &PackageRefused { package: id }),
        State::GivenUp if rows > 0 => ledger::record(tx, act, &PackageGivenUp { package: id }),
        _ => Ok(()),
    }
}

/// Why the receipt of what came did not go back by itself; empty where it did.
///
/// # Errors
/// Those of the database.
pub fn stays(tx: &Tx, id: SubjectId, why: &str) -> Result<()> {
    tx.execute("update incidents_packages set error = $2 where id = $1", args![id, why])?;
    Ok(())
}

/// Tries anew.
///
/// # Errors
/// Those of the database.
pub fn again<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute(
        "update incidents_packages set state = $2, error = '' where id = $1 and receipt is null",
        args![proof.id, State::Under.code()],
    )?;
    Ok(())
}

/// Passes on what came, under the proof of a change: whom it concerns sees it from here on.
///
/// # Errors
/// Those of the database.
pub fn route<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    one: &Package,
    whom: OrganisationId,
) -> Result<()> {
    const { assert!(A::WRITES) };
    subject::relabel(tx, proof, proof.id, &between(one.tlp, proof.owner, Some(whom)))?;
    tx.execute(
        "update incidents_packages set state = $2, routed_id = $3 where id = $1",
        args![proof.id, State::Routed.code(), whom],
    )?;
    agenda::end(tx, proof.id, TO_ROUTE, None, act.now)?;
    agenda::withdraw_all(tx, proof.id, TO_HANDLE)?;
    oblige(tx, act, proof, whom, TO_HANDLE)?;
    ledger::record(tx, act, &PackageRouted { package: proof.id, organisation: whom })
}
