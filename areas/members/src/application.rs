//! An entity that is not here yet asks to be entered, and somebody without an account to administer it: one form, one answer.
//!
//! | module | holds |
//! |---|---|
//! | [`apply`] | the form, open to anyone where the platform takes applications |
//! | [`typed`] | what was typed, made into a [`Sheet`] or refused |
//! | [`own`] | the page of whoever applied, behind his link |
//! | [`list`], [`show`], [`decide`] | the pages of those who answer: the competent authority, the platform's administrators |
//! | [`store`] | the SQL |
//!
//! Accepting enters the organisation with its record, registers it where an authority accepts, and invites the person. What
//! happens between is that of a registration ([`crate::register::registration`]): the same states and steps.

pub mod apply;
pub mod decide;
pub mod list;
pub mod own;
pub mod show;
pub mod store;
pub mod typed;

use belfry_identity::membership;
use belfry_identity::organisation::{OrganisationFields, OrganisationKind};
use belfry_kernel::{OrganisationId, Person, Role};
use belfry_store::agenda::{self, New, Obligation, Outcome};
use belfry_store::{Act, Read, Result, Tx, args};
use belfry_words::Words;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::register::record::Record;
use crate::register::registration::{State, Step};
use crate::register::sight::{self, Eye, Watch};

// words: members-application-state-{submitted,asked,accepted,refused}

/// Where an application stands, in words.
fn state_name(t: &Words, state: State) -> String {
    t.s(&format!("members-application-state-{}", state.code()))
}

/// Deciding on an application, on the agenda of whoever answers.
pub const REVIEW: &str = belfry_words::key!("members-due-application");
/// How long whoever applied waits at most: no law says, so it is the time of a registration.
const ANSWER: SignedDuration = SignedDuration::from_hours(28 * 24);
/// The first reminder comes almost at once, so that whoever answers is told by his wishes; another so long before.
const TELL: SignedDuration = SignedDuration::from_mins(1);
/// The other one.
const REMIND: SignedDuration = SignedDuration::from_hours(3 * 24);
/// A decided application is kept so long, for whoever asks why.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// One in which nothing happens is given up.
const WAITED: SignedDuration = SignedDuration::from_hours(180 * 24);

/// What an organisation says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// Full name.
    pub name: String,
    /// As in lists.
    pub short_name: String,
    /// Code of its kind.
    pub kind: String,
    /// Two letters.
    pub country: String,
    /// Empty for none.
    pub website: String,
    /// The fields of its record.
    pub record: Record,
}

impl Sheet {
    /// What identity keeps of it.
    pub fn fields(&self) -> OrganisationFields {
        OrganisationFields {
            name: self.name.clone(),
            short_name: self.short_name.clone(),
            kind: OrganisationKind::parse(&self.kind).unwrap_or(OrganisationKind::Other),
            sector: self.record.sectors().into_iter().next(),
            country: Some(self.country.clone()),
            about: String::new(),
            website: (!self.website.is_empty()).then(|| self.website.clone()),
        }
    }

    /// Code of the sector that decides which authority answers; empty for none.
    pub fn sector(&self) -> String {
        self.record.sectors().into_iter().next().unwrap_or_default()
    }
}

/// The state after a step; none when it cannot be taken. What was decided stays decided.
pub const fn next(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Submitted | State::Asked, Step::Accept) => Some(State::Accepted),
        (State::Submitted | State::Asked, Step::Refuse) => Some(State::Refused),
        (State::Submitted, Step::Ask) => Some(State::Asked),
        (State::Asked, Step::Answer) => Some(State::Submitted),
        _ => None,
    }
}

/// By when whoever applied, or answered, has waited long enough; none while nothing waits for a decision.
pub fn due(state: State, changed: Timestamp) -> Option<Timestamp> {
    (state == State::Submitted).then(|| changed + ANSWER)
}

/// Which applications somebody answers.
#[derive(Clone, Debug)]
pub struct Reach {
    /// All: he administers the platform.
    pub all: bool,
    /// The countries and sectors that he supervises.
    pub watches: Vec<Watch>,
}

impl Reach {
    /// That of a person; none when he answers no applications.
    pub fn of(read: &Read, person: &Person) -> Result<Option<Self>> {
        let all = person.holds(&[Role::PlatformAdministrator]);
        let mut watches = sight::watches(read, person)?;
        watches.retain(|watch| watch.eye == Eye::Supervisor);
        Ok((all || !watches.is_empty()).then_some(Self { all, watches }))
    }

    /// Whether he decides on an organisation of this country and sector as its competent authority.
    pub fn supervises(&self, country: &str, sector: &str) -> bool {
        self.watches.iter().any(|watch| {
            watch.country == country && (watch.mandate.is_empty() || watch.mandate.iter().any(|one| one == sector))
        })
    }
}

/// Puts the decision on the agenda of the competent authorities, or where there are none, of the platform's administrators.
fn open(tx: &Tx, act: Act<'_>, sheet: &Sheet, uuid: Uuid) -> Result<Vec<i64>> {
    let authorities = authorities(tx, &sheet.country, &sheet.sector())?;
    let people = if authorities.is_empty() { membership::platform_administrators(tx)? } else { Vec::new() };
    let due = act.now + ANSWER;
    let whose = authorities.into_iter().map(|id| (None, Some(id))).chain(people.into_iter().map(|id| (Some(id), None)));
    let mut opened = Vec::new();
    for (person, organisation) in whose {
        let page = format!("{}/{uuid}", list::HERE);
        let obligation = Obligation {
            id: 0,
            subject: None,
            person,
            organisation,
            what: REVIEW.to_owned(),
            data: json!({ "name": sheet.name, "page": page, "roles": [Role::Supervisor.code()] }).to_string(),
            due,
        };
        let reminders = [act.now + TELL, due - REMIND];
        let new =
            New { obligation: &obligation, circle: None, assignee: None, may_leave: false, reminders: &reminders };
        opened.push(agenda::add(tx, act, &new)?.0);
    }
    Ok(opened)
}

/// It waits for nobody any more.
fn close(tx: &Tx, act: Act<'_>, duties: &[i64]) -> Result<()> {
    for duty in duties {
        agenda::settle(tx, act, *duty, Outcome::Done)?;
    }
    Ok(())
}

/// The competent authorities of a country whose mandate reaches a sector, oldest first.
fn authorities(read: &Read, country: &str, sector: &str) -> Result<Vec<OrganisationId>> {
    read.rows(
        "select a.id from identity_organisations a where a.country = $1 and a.kind = 'nca' \
         and (not exists (select 1 from members_mandates m where m.organisation_id = a.id) \
           or exists (select 1 from members_mandates m where m.organisation_id = a.id and m.sector = $2)) order by a.id",
        args![country, sector],
        |row| row.get(0),
    )
}

/// Removes what was decided long ago, and what nobody goes on with: for the nightly job.
///
/// # Errors
/// Those of the database.
pub fn sweep(tx: &Tx, now: Timestamp) -> Result<u64> {
    store::remove(tx, now - KEPT, now - WAITED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_stays_decided() {
        for step in Step::ALL {
            assert_eq!(next(State::Accepted, *step), None);
            assert_eq!(next(State::Refused, *step), None);
        }
        assert_eq!(next(State::Submitted, Step::Ask), Some(State::Asked));
        assert_eq!(next(State::Asked, Step::Answer), Some(State::Submitted));
        assert_eq!(next(State::Submitted, Step::Answer), None);
    }
}
