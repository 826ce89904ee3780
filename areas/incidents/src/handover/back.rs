//! The receipt of a package that was carried by hand goes back by itself, where the other side can be reached: to the address that stands
//! in the package, or to that of its Belfry as it is registered here. Where it cannot, whoever took the package sees why and carries it.

use belfry_contracts::incidents::ReceiptReturned;
use belfry_handover::{Envelope, Package};
use belfry_kernel::{Fact, Problem, SubjectId};
use belfry_outbound::Request;
use belfry_store::job::{self, Job};
use belfry_store::{Act, Key, Read, Tx, args, ledger};
use belfry_web::area::JobProblem;
use belfry_web::{House, Reply, Visit};
use jiff::Timestamp;

use super::partner::Partner;
use super::send::{Payload, RECEIPTS, SAID, Told};
use super::{PACKAGE, Way, keys, partner, store, url};
use crate::access::HandOver;

/// The job.
pub const JOB: &str = "incidents.return-receipt";

/// Where the receipt of a package goes; none where it has to be carried. An address that is registered here goes before one that stands
/// in the package.
pub(super) fn address(partner: &Partner, package: &Package) -> Option<String> {
    if !partner.base.is_empty() {
        return Some(format!("{}{RECEIPTS}", partner.base));
    }
    let base = package.from.receipts.strip_suffix(RECEIPTS)?;
    keys::base(base).filter(|base| !base.is_empty()).map(|base| format!("{base}{RECEIPTS}"))
}

/// Puts it on its way where it can be; whether it is.
///
/// # Errors
/// Those of the database.
pub fn begin(
    tx: &Tx,
    act: Act<'_>,
    subject: SubjectId,
    (partner, package): (&Partner, &Package),
) -> belfry_store::Result<bool> {
    if address(partner, package).is_none() {
        return Ok(false);
    }
    let payload = serde_json::to_string(&Payload { package: subject, until: None }).unwrap_or_default();
    job::add(tx, act, JOB, &payload, act.now)?;
    Ok(true)
}

/// It went back, with the answer of HTTPS or by the job.
///
/// # Errors
/// Those of the database.
pub fn note(tx: &Tx, act: Act<'_>, subject: SubjectId) -> belfry_store::Result<()> {
    ledger::record(tx, act, &ReceiptReturned { package: subject })
}

/// When the receipt of a package went back by itself.
///
/// # Errors
/// Those of the database.
pub fn at(read: &Read, subject: SubjectId) -> belfry_store::Result<Option<Timestamp>> {
    read.one(
        "select max(l.at) from store_ledger l where l.subject_id = $1 and l.fact = $2",
        args![subject, ReceiptReturned::NAME],
        |row| row.get(0),
    )
}

/// Brings it back.
///
/// # Errors
/// [`JobProblem::Later`] when the other side is not reached.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let never = |error: &dyn std::fmt::Display| JobProblem::Never(error.to_string());
    let Payload { package, .. } = serde_json::from_str(&job.payload).map_err(|error| never(&error))?;
    let read = house.db.read(Key::SYSTEM)?;
    let one = store::of(&read, package)?;
    let (partner, returned) = (partner::by_id(&read, one.partner)?, at(&read, package)?);
    drop(read);
    let (Some(receipt), Way::Received, None, None) = (one.receipt, one.way, returned, partner.ended) else {
        return Ok("{}".to_owned());
    };
    let envelope = Envelope::read(one.envelope.as_bytes()).map_err(|error| never(&error))?;
    let told: Package = serde_json::from_slice(&envelope.content).map_err(|error| never(&error))?;
    let Some(to) = address(&partner, &told) else { return Ok("{}".to_owned()) };
    let request = Request::post(to)
        .header("content-type", "application/json")
        .body(receipt.into_bytes())
        .map_err(|error| never(&error))?;
    let said = match house.ask(request) {
        Ok(answer) if answer.status().is_success() => None,
        Ok(answer) => {
            let (status, told) = (answer.status(), serde_json::from_slice::<Told>(&answer.into_body()));
            let title = told.unwrap_or_default().title;
            let why = if title.is_empty() { format!("the other side answers {}", status.as_u16()) } else { title };
            Some((why, status.is_client_error()))
        }
        Err(error) => Some((error.to_string(), false)),
    };
    let tx = house.db.write(Key::SYSTEM)?;
    let why = said.as_ref().map(|(why, _)| why.chars().take(SAID).collect::<String>()).unwrap_or_default();
    store::stays(&tx, package, &why)?;
    if said.is_none() {
        note(&tx, Act { actor: job.actor, now: house.clock.now(), ids: &house.ids }, package)?;
    }
    tx.commit()?;
    match said {
        Some((why, false)) => Err(JobProblem::Later(why)),
        _ => Ok("{}".to_owned()),
    }
}

/// Tries anew.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn again(visit: &mut Visit<HandOver>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, PACKAGE, visit.path("uuid")?)?;
    let one = store::of(&tx, subject.id)?;
    let partner = partner::by_id(&tx, one.partner)?;
    let package = super::show::opened(&one)?;
    let known = one.way == Way::Received && begin(&tx, visit.act(), subject.id, (&partner, &package))?;
    let (kind, said) =
        if known { ("good", "incidents-handback-on-its-way") } else { ("warn", "incidents-handback-by-hand") };
    visit.finish(tx, Reply::To(url(&subject), Some((kind, t.s(said)))))
}

// words: incidents-handback-on-its-way incidents-handback-by-hand
