//! Beside what was sent: what its reader may do for an organisation that receives it, who opened it, what happened to it.

use belfry_contracts::incidents::NotificationRead;
use belfry_identity::person;
use belfry_kernel::{Fact, OrganisationId, PersonId, Problem, SubjectId};
use belfry_store::{Read as Picture, Result as Stored, args, ledger};
use belfry_web::Visit;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::{Words, key};
use jiff::{SignedDuration, Timestamp};

use super::{Loaded, named_version};
use crate::notification::State;
use crate::{clock, route};

/// Entries of a history: the newest.
const HISTORY: i64 = 50;
/// Somebody who opened it so recently did not open it anew.
const SAME_VISIT: SignedDuration = SignedDuration::from_hours(1);

/// Something that happened to it.
pub(super) struct Happened {
    pub(super) when: String,
    pub(super) datetime: String,
    pub(super) who: String,
    pub(super) what: String,
}

/// What its reader may do for an organisation that receives it.
pub(super) struct Handling {
    /// Whether it sees all, and so may judge.
    pub(super) full: bool,
    /// Whether it is the one that is addressed.
    pub(super) addressed: bool,
    pub(super) states: Vec<Choice>,
    pub(super) newest: String,
    pub(super) owes: String,
    pub(super) mine: bool,
    pub(super) assignee: String,
    pub(super) addressees: Vec<Choice>,
    pub(super) parts: Vec<Choice>,
}

/// What somebody typed for his office and what is wrong with it.
#[derive(Default)]
pub(crate) struct Typed {
    /// What was pressed: `reply`, `review`, `request` or `pass`; empty for nothing.
    pub(crate) act: &'static str,
    /// What was written.
    pub(crate) text: String,
    /// By when.
    pub(crate) due: String,
    /// What is wrong.
    pub(crate) errors: Errors,
}

impl Typed {
    /// What was written in one of the forms.
    pub(super) fn text_of(&self, act: &str) -> &str {
        if self.act == act { &self.text } else { "" }
    }
}

/// What its reader may do for his office.
///
/// # Errors
/// Those of the database.
pub(super) fn handling<A>(
    visit: &Visit<A>,
    read: &Picture,
    loaded: &Loaded,
    office: OrganisationId,
) -> Result<Handling, Problem> {
    let t = visit.t();
    let me = visit.person()?.id;
    let assignee = loaded.recipients.iter().find(|one| one.organisation == office).and_then(|one| one.assignee);
    let names = person::names(read, &assignee.into_iter().collect::<Vec<_>>())?;
    let state = |state: State| {
        Choice::new(state.code(), t.s(&format!("incidents-review-do-{}", state.code())), State::Accepted.code())
    };
    let known =
        |id: OrganisationId| id == loaded.subject.owner || loaded.recipients.iter().any(|one| one.organisation == id);
    let addressees = route::store::addressees(read)?;
    let addressees = addressees.iter().filter(|one| !known(one.id));
    let facts = loaded.known.facts();
    let owes = clock::reply_due(loaded.known.regime, &facts).filter(|_| loaded.known.notification.replied.is_none());
    Ok(Handling {
        full: loaded.sight.is_whole(loaded.known.regime),
        addressed: office == loaded.known.notification.authority,
        states: [State::Review, State::Asked, State::Accepted].map(state).to_vec(),
        newest: loaded.sent.last().map(|one| named_version(&t, loaded, one)).unwrap_or_default(),
        owes: owes.map(|at| t.date_time_zone(at)).unwrap_or_default(),
        mine: assignee == Some(me),
        assignee: assignee.and_then(|id| names.get(&id)).map(|name| name.name.clone()).unwrap_or_default(),
        addressees: addressees.map(|one| Choice::new(one.id.to_string(), one.name.as_str(), "")).collect(),
        parts: loaded
            .known
            .regime
            .recipients
            .iter()
            .map(|one| Choice::new(one.part.code(), t.s(&format!("incidents-part-{}", one.part.code())), ""))
            .collect(),
    })
}

// words: incidents-review-do-{review,asked,accepted}

/// Whether somebody has opened it within the hour.
///
/// # Errors
/// Those of the database.
pub(super) fn has_read(read: &Picture, id: SubjectId, person: PersonId, now: Timestamp) -> Stored<bool> {
    let last = read.maybe(
        "select max(l.at) from store_ledger l where l.subject_id = $1 and l.fact = $2 and l.actor_id = $3",
        args![id, NotificationRead::NAME, person],
        |row| row.get::<Option<Timestamp>>(0),
    )?;
    Ok(last.flatten().is_some_and(|at| now.duration_since(at) < SAME_VISIT))
}

/// Who opened it stands in the ledger, for its entity to see.
///
/// # Errors
/// Those of the database.
pub(crate) fn note<A>(visit: &Visit<A>, id: SubjectId, organisation: OrganisationId) -> Result<(), Problem> {
    let tx = visit.write()?;
    ledger::record(&tx, visit.act(), &NotificationRead { notification: id, organisation })?;
    Ok(tx.commit()?)
}

/// What happened to it.
///
/// # Errors
/// Those of the database.
pub(super) fn history(read: &Picture, t: &Words, id: SubjectId) -> Stored<Vec<Happened>> {
    read.rows(
        "select l.at, l.fact, p.name from store_ledger l left join identity_people p on p.id = l.actor_id \
         where l.subject_id = $1 and l.fact like 'incidents.%' order by l.at desc, l.id desc limit $2",
        args![id, HISTORY],
        |row| {
            let at: Timestamp = row.get(0)?;
            Ok(Happened {
                when: t.date_time(at),
                datetime: at.to_string(),
                who: row.get::<Option<String>>(2)?.unwrap_or_default(),
                what: t.s(fact_key(&row.get::<String>(1)?)),
            })
        },
    )
}

fn fact_key(fact: &str) -> &'static str {
    match fact {
        "incidents.step-submitted" => key!("incidents-fact-step-submitted"),
        "incidents.step-reviewed" => key!("incidents-fact-step-reviewed"),
        "incidents.notification-replied" => key!("incidents-fact-notification-replied"),
        "incidents.report-requested" => key!("incidents-fact-report-requested"),
        "incidents.notification-assigned" => key!("incidents-fact-notification-assigned"),
        "incidents.notification-read" => key!("incidents-fact-notification-read"),
        "incidents.recipient-added" => key!("incidents-fact-recipient-added"),
        "incidents.incident-handled" => key!("incidents-fact-incident-handled"),
        "incidents.notification-closed" => key!("incidents-fact-notification-closed"),
        _ => key!("incidents-fact-other"),
    }
}
