//! Opening: from the draft to those whom it is for. The job invites them when the hour has come.

use belfry_contracts::surveys::CampaignOpened;
use belfry_kernel::{OrganisationId, PersonId, Problem, SubjectId};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::job::{self, Job};
use belfry_store::{Act, Key, Tx, args, ledger, scope};
use belfry_web::area::JobProblem;
use belfry_web::{House, Reply, Visit};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::store::{self, Campaign};
use super::{CAMPAIGN, DUE, State, Unit, audience, close, link, url};
use crate::access::Collect;

/// The job.
pub const JOB: &str = "surveys.open-campaign";
/// Parties that are invited in one write.
const BLOCK: usize = 100;
/// Days before the end on which everybody who has not answered is reminded.
const REMIND: [i64; 2] = [7, 1];

#[derive(Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) campaign: SubjectId,
}

/// What a job of a survey is told.
#[must_use]
pub fn payload(campaign: SubjectId) -> String {
    serde_json::json!({ "campaign": campaign }).to_string()
}

/// Lets it wait for its hour, which may be now.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = store::of(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    let warn = |words: String| Ok(Reply::To(url(&subject), Some(("warn", words))));
    if campaign.plan.closes <= visit.now() {
        return warn(t.s("surveys-campaign-closes-missing"));
    }
    let by_link = campaign.plan.unit == Unit::Link;
    if !by_link && audience::organisations(&tx, &campaign.plan)?.is_empty() {
        return warn(t.s("surveys-campaign-nobody"));
    }
    if !store::step(&tx, subject.id, State::Draft, State::Waiting)? {
        return warn(t.s("surveys-campaign-settled"));
    }
    let label = scope::intern(&tx, &audience::label(&campaign.plan, subject.owner))?;
    store::relabel(&tx, &subject, label, visit.now())?;
    job::add(&tx, visit.act(), JOB, &payload(subject.id), campaign.plan.opens.max(visit.now()))?;
    if by_link {
        link::begin(&tx, visit.house(), subject.id, campaign.plan.most)?;
    }
    tx.commit()?;
    let said = if by_link { t.s("surveys-link-opening") } else { t.s("surveys-campaign-opening") };
    Ok(Reply::done(url(&subject), said))
}

/// Invites everybody whom it is for and opens it. What was begun is gone on with.
///
/// # Errors
/// Those of the database.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let Payload { campaign: id } =
        serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let act = Act { actor: job.actor, now: house.clock.now(), ids: &house.ids };
    let invited = open(&house.db, act, id)?;
    Ok(serde_json::json!({ "invited": invited }).to_string())
}

/// As the job does; how many were invited.
///
/// # Errors
/// Those of the database.
pub fn open(db: &belfry_store::Db, act: Act<'_>, id: SubjectId) -> belfry_store::Result<usize> {
    let read = db.read(Key::SYSTEM)?;
    let campaign = store::of(&read, id)?.filter(|campaign| campaign.state == State::Waiting);
    let Some(campaign) = campaign else { return Ok(0) };
    let title: String =
        read.one("select s.title from store_subjects s where s.id = $1", args![id], |row| row.get(0))?;
    let parties = audience::parties(&read, &campaign.plan)?;
    drop(read);
    for block in parties.chunks(BLOCK) {
        let tx = db.write(Key::SYSTEM)?;
        let known = store::invited_of(&tx, id, block)?;
        for party in block.iter().filter(|party| !known.contains(party)) {
            owe(&tx, act, id, &campaign, &title, *party)?;
        }
        store::invite(&tx, id, block)?;
        tx.commit()?;
    }
    let tx = db.write(Key::SYSTEM)?;
    if store::step(&tx, id, State::Waiting, State::Open)? {
        tx.execute("update surveys_campaigns set invited = $2 where id = $1", args![id, parties.len() as i64])?;
        ledger::record(&tx, act, &CampaignOpened { campaign: id, invited: parties.len() as i64 })?;
        job::add(&tx, act, close::JOB, &payload(id), campaign.plan.closes)?;
    }
    tx.commit()?;
    Ok(parties.len())
}

/// When those who have not answered are reminded: now, and before the end.
pub(super) fn reminders(now: Timestamp, closes: Timestamp, at_once: bool) -> Vec<Timestamp> {
    let first = now.checked_add(SignedDuration::from_secs(1)).ok().filter(|_| at_once);
    let later = REMIND.iter().filter_map(|days| closes.checked_sub(SignedDuration::from_hours(24 * days)).ok());
    first.into_iter().chain(later.filter(|at| *at > now)).collect()
}

/// Puts the survey on the agenda of one party.
fn owe(tx: &Tx, act: Act<'_>, id: SubjectId, campaign: &Campaign, title: &str, party: i64) -> belfry_store::Result<()> {
    let organisation = (campaign.plan.unit == Unit::Organisation).then_some(OrganisationId(party));
    let obligation = Obligation {
        id: 0,
        subject: Some(id),
        person: organisation.is_none().then_some(PersonId(party)),
        organisation,
        what: DUE.into(),
        data: serde_json::json!({ "title": title }).to_string(),
        due: campaign.plan.closes,
    };
    let reminders = reminders(act.now, campaign.plan.closes, true);
    let new = New { obligation: &obligation, circle: None, assignee: None, may_leave: false, reminders: &reminders };
    agenda::add(tx, act, &new)?;
    Ok(())
}
