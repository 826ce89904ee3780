//! A package on its way by HTTPS, and the receipt that comes back with the answer. Where the other side is away, it is tried for a day;
//! then it is given up, and says so.

use belfry_handover::{Envelope, Receipt};
use belfry_kernel::SubjectId;
use belfry_outbound::Request;
use belfry_store::job::{self, Job, TRIES};
use belfry_store::{Act, Key, Tx};
use belfry_web::area::JobProblem;
use belfry_web::{House, Reply, Visit};
use jiff::{SignedDuration, Timestamp};
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

/// For so long a package is tried: the other side may be away for a night.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);
/// The queue's tries are over within half an hour; the next round begins so much later.
const ROUND: SignedDuration = SignedDuration::from_hours(1);

/// What the job is told.
#[derive(Serialize, Deserialize)]
pub struct Payload {
    /// Which package.
    pub package: SubjectId,
    /// Until when it is tried; only this job's tries where nothing is said.
    #[serde(default)]
    pub until: Option<Timestamp>,
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
    round(tx, act, &Payload { package, until: act.now.checked_add(PATIENCE).ok() }, act.now)
}

fn round(tx: &Tx, act: Act<'_>, payload: &Payload, due: Timestamp) -> belfry_store::Result<()> {
    job::add(tx, act, JOB, &serde_json::to_string(payload).unwrap_or_default(), due)?;
    Ok(())
}

/// One try.
struct Try<'a> {
    house: &'a House,
    job: &'a Job,
    payload: Payload,
}

impl Try<'_> {
    fn act(&self) -> Act<'_> {
        Act { actor: self.job.actor, now: self.house.clock.now(), ids: &self.house.ids }
    }

    fn note(&self, why: &str, state: State) -> belfry_store::Result<()> {
        let tx = self.house.db.write(Key::SYSTEM)?;
        self.noted(&tx, why, state)?;
        tx.commit()
    }

    fn noted(&self, tx: &Tx, why: &str, state: State) -> belfry_store::Result<()> {
        let why: String = why.chars().take(SAID).collect();
        store::failed(tx, self.act(), self.payload.package, &why, state)
    }

    /// It did not arrive: it is tried again by the queue, in another round, or no more.
    fn later(&self, why: String) -> Result<String, JobProblem> {
        if self.job.attempts < TRIES {
            self.note(&why, State::Under)?;
            return Err(JobProblem::Later(why));
        }
        let next = self.act().now.checked_add(ROUND).ok();
        let Some(next) = next.filter(|next| self.payload.until.is_some_and(|until| *next <= until)) else {
            self.note(&why, State::GivenUp)?;
            return Err(JobProblem::Later(why));
        };
        // The next round is a job of its own, and this one has done what it could: nothing has failed yet.
        let tx = self.house.db.write(Key::SYSTEM)?;
        round(&tx, self.act(), &self.payload, next)?;
        self.noted(&tx, &why, State::Under)?;
        tx.commit()?;
        Ok("{}".to_owned())
    }
}

/// Sends it and waits for the receipt.
///
/// # Errors
/// [`JobProblem::Later`] when the other side is not reached.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let never = |error: &dyn std::fmt::Display| JobProblem::Never(error.to_string());
    let payload: Payload = serde_json::from_str(&job.payload).map_err(|error| never(&error))?;
    let (package, this) = (payload.package, Try { house, job, payload });
    let read = house.db.read(Key::SYSTEM)?;
    let one = store::of(&read, package)?;
    let partner = partner::by_id(&read, one.partner)?;
    drop(read);
    let done = || Ok("{}".to_owned());
    if one.receipt.is_some() || !matches!(one.state, State::Under | State::GivenUp) || partner.base.is_empty() {
        return done();
    }
    if partner.ended.is_some() {
        this.note("", State::GivenUp)?;
        return done();
    }
    let content = Envelope::read(one.envelope.as_bytes()).map_err(|error| never(&error))?.content;
    let request = Request::post(format!("{}{DOOR}", partner.base))
        .header("content-type", "application/json")
        .body(one.envelope.into_bytes())
        .map_err(|error| never(&error))?;
    let answer = match house.ask(request) {
        Ok(answer) => answer,
        Err(error) => return this.later(error.to_string()),
    };
    let (status, body) = (answer.status().as_u16(), answer.into_body());
    let told: Told = serde_json::from_slice(&body).unwrap_or_default();
    let receipt = match (status, told.receipt) {
        (200, _) => body,
        // It had come before; the answer of the first time was lost.
        (409, Some(receipt)) => receipt.into_bytes(),
        // Too slow, too early or too many at once may pass.
        (400..=499, _) if ![408, 425, 429].contains(&status) => {
            this.note(if told.title.is_empty() { "refused without a reason" } else { &told.title }, State::Refused)?;
            return done();
        }
        _ => return this.later(format!("the other side answers {status}")),
    };
    match Receipt::check(&receipt, &partner.key, one.package, &content) {
        Ok(checked) => {
            let tx = house.db.write(Key::SYSTEM)?;
            let text = String::from_utf8_lossy(&receipt);
            store::receipted(&tx, this.act(), package, &text, &checked.number, checked.received)?;
            tx.commit()?;
        }
        Err(why) => this.note(&why.to_string(), State::Refused)?,
    }
    done()
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
