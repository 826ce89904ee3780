//! A package on its way by HTTPS, and the receipt that comes back with the answer. Where the other side is away, the job tries again.

use belfry_handover::{Envelope, Receipt};
use belfry_kernel::SubjectId;
use belfry_outbound::Request;
use belfry_store::job::{self, Job};
use belfry_store::{Act, Key, Tx};
use belfry_web::area::JobProblem;
use belfry_web::{House, Reply, Visit};
use serde::{Deserialize, Serialize};

use super::{PACKAGE, State, partner, store, url};
use crate::access::HandOver;

/// The job.
pub const JOB: &str = "incidents.send-package";
/// Where packages are taken, below the address of a Belfry.
pub const DOOR: &str = "/api/v1/incidents/handover";
/// Where receipts are.
pub const RECEIPTS: &str = "/api/v1/incidents/handover/receipts";
/// Characters of a refusal that are kept: it is another's text.
pub(super) const SAID: usize = 300;

/// What the job is told.
#[derive(Serialize, Deserialize)]
pub struct Payload {
    /// Which package.
    pub package: SubjectId,
}

/// What the other side says where it does not take it.
#[derive(Default, Deserialize)]
pub(super) struct Told {
    /// Why.
    #[serde(default)]
    pub(super) title: String,
    /// The receipt of the first time.
    #[serde(default)]
    receipt: Option<String>,
}

/// Puts it on its way.
///
/// # Errors
/// Those of the database.
pub fn begin(tx: &Tx, act: Act<'_>, package: SubjectId) -> belfry_store::Result<()> {
    let payload = serde_json::to_string(&Payload { package }).unwrap_or_default();
    job::add(tx, act, JOB, &payload, act.now)?;
    Ok(())
}

/// Sends it and waits for the receipt.
///
/// # Errors
/// [`JobProblem::Later`] when the other side is not reached.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let Payload { package } =
        serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let read = house.db.read(Key::SYSTEM)?;
    let one = store::of(&read, package)?;
    let partner = partner::by_id(&read, one.partner)?;
    drop(read);
    if one.receipt.is_some() || one.state != State::Under || partner.base.is_empty() || partner.ended.is_some() {
        return Ok("{}".to_owned());
    }
    let content =
        Envelope::read(one.envelope.as_bytes()).map_err(|error| JobProblem::Never(error.to_string()))?.content;
    let request = Request::post(format!("{}{DOOR}", partner.base))
        .header("content-type", "application/json")
        .body(one.envelope.into_bytes())
        .map_err(|error| JobProblem::Never(error.to_string()))?;
    let act = Act { actor: job.actor, now: house.clock.now(), ids: &house.ids };
    let fail = |why: &str, refused: bool| -> belfry_store::Result<()> {
        let tx = house.db.write(Key::SYSTEM)?;
        store::failed(&tx, act, package, &why.chars().take(SAID).collect::<String>(), refused)?;
        tx.commit()
    };
    let answer = match house.ask(request) {
        Ok(answer) => answer,
        Err(error) => {
            fail(&error.to_string(), false)?;
            return Err(JobProblem::Later(error.to_string()));
        }
    };
    let (status, body) = (answer.status().as_u16(), answer.into_body());
    let told: Told = serde_json::from_slice(&body).unwrap_or_default();
    let receipt = match (status, told.receipt) {
        (200, _) => body,
        // It had come before; the answer of the first time was lost.
        (409, Some(receipt)) => receipt.into_bytes(),
        (400..=499, _) => {
            fail(if told.title.is_empty() { "refused without a reason" } else { &told.title }, true)?;
            return Ok("{}".to_owned());
        }
        _ => {
            let why = format!("the other side answers {status}");
            fail(&why, false)?;
            return Err(JobProblem::Later(why));
        }
    };
    match Receipt::check(&receipt, &partner.key, one.package, &content) {
        Ok(checked) => {
            let tx = house.db.write(Key::SYSTEM)?;
            let text = String::from_utf8_lossy(&receipt);
            store::receipted(&tx, act, package, &text, &checked.number, checked.received)?;
            tx.commit()?;
        }
        Err(why) => fail(&why.to_string(), true)?,
    }
    Ok("{}".to_owned())
}

/// Tries anew, after it was refused or given up.
///
/// # Errors
/// [`belfry_kernel::Problem::NotFound`], and those of the database.
pub fn again(visit: &mut Visit<HandOver>) -> Result<Reply, belfry_kernel::Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, PACKAGE, visit.path("uuid")?)?;
    store::again(&tx, &subject)?;
    begin(&tx, visit.act(), subject.id)?;
    visit.finish(tx, Reply::done(url(&subject), t.s("incidents-handover-on-its-way")))
}
