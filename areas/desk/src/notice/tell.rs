//! The job that tells: for each active person, whether the fact concerns him and he may see what it is about.
//!
//! Who may see is asked when the job runs, of the label that the record has then. Nobody is told of what he did himself, or
//! of what he muted.

use std::collections::{BTreeMap, BTreeSet};

use belfry_identity::person::Way;
use belfry_identity::readers::{self, Reader};
use belfry_kernel::{CircleId, Label, OrganisationId, PersonId, Role};
use belfry_store::job::{self, Job};
use belfry_store::subject::Subject;
use belfry_store::{Act, Key, Read, Result, args, scope};
use belfry_web::House;
use belfry_web::area::JobProblem;
use jiff::{SignedDuration, Timestamp};

use crate::notice::post::{self, Post};
use crate::notice::store::{self, Cause, NewNotice};
use crate::notice::told::{self, AGAIN, FIRST, MENTIONED, Said, TOLD, Told, Whom};

/// People who are asked and told at once: one short write each.
const BLOCK: i64 = 200;
/// A mail waits this long for more to be told, so that an import is one mail.
const GATHER: SignedDuration = SignedDuration::from_mins(5);
/// Who looks after an organisation's ties.
const KEEPERS: &[Role] = &[Role::OrganisationAdministrator, Role::CircleCoordinator];

/// Those who handle what entities notify.
const HANDLERS: &[Role] = Role::AUTHORITIES;
/// Who keeps an organisation's record.
const REGISTRARS: &[Role] = &[Role::OrganisationAdministrator, Role::NisImplementer];

/// Tells people of one fact.
///
/// # Errors
/// [`JobProblem::Later`] when the database fails, [`JobProblem::Never`] for a job that is not in the table.
pub fn run(house: &House, job: &Job) -> std::result::Result<String, JobProblem> {
    let told = TOLD.iter().find(|told| told.job == job.name);
    let told = told.ok_or_else(|| JobProblem::Never(format!("nobody is told by {}", job.name)))?;
    let Some(said) = (told.read)(&job.payload) else { return Ok(result(0)) };
    of(house, job, told, said, None)
}

/// Tells people of what was said; only those of some organisations when they are given.
///
/// # Errors
/// As [`run`].
pub fn of(
    house: &House,
    job: &Job,
    told: &'static Told,
    said: Said,
    within: Option<BTreeSet<OrganisationId>>,
) -> std::result::Result<String, JobProblem> {
    let Some(story) = Story::of(house, told, said, job)? else { return Ok(result(0)) };
    let addressed =
        |reader: &&Reader| within.as_ref().is_none_or(|within| !within.is_disjoint(&reader.grants.organisations));
    let (mut last, mut count) = (PersonId(0), 0);
    loop {
        let people = readers::after(&house.db.read(Key::SYSTEM)?, last, BLOCK)?;
        let Some(end) = people.last().map(|reader| reader.person) else { return Ok(result(count)) };
        last = end;
        let concerned: Vec<&Reader> = people.iter().filter(addressed).filter(|reader| story.concerns(reader)).collect();
        count += concerned.len();
        if !keep(house, job, &story, &concerned, count)? {
            return Err(JobProblem::Cancelled);
        }
    }
}

/// What a job that told so many leaves for its owner.
pub fn result(people: usize) -> String {
    serde_json::json!({ "people": people }).to_string()
}

/// What happened, with everything that decides who is told.
struct Story {
    told: &'static Told,
    said: Said,
    actor: Option<PersonId>,
    label: Label,
    /// Who saw it until then, where it was taken out of sight.
    before: Option<Label>,
    /// The circles that the label names.
    circles: Vec<CircleId>,
    owner: OrganisationId,
    /// Who was told of the event before, and when last.
    held: BTreeMap<PersonId, Timestamp>,
    /// Who wrote it.
    author: Option<PersonId>,
    /// Who wrote it, or said something about it.
    party: BTreeSet<PersonId>,
    /// The organisations that take part in it.
    parties: BTreeSet<OrganisationId>,
    /// Whom the remark names: they are told of that.
    mentioned: BTreeSet<PersonId>,
    cause: Cause,
}

impl Story {
    /// None when the record is gone.
    fn of(house: &House, told: &'static Told, said: Said, job: &Job) -> Result<Option<Self>> {
        let read = &house.db.read(Key::SYSTEM)?;
        let subject = read.maybe(
            "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated \
             from store_subjects s where s.id = $1",
            args![said.subject],
            |row| Subject::from_row(row, 0),
        )?;
        let Some(subject) = subject else { return Ok(None) };
        let mut party = BTreeSet::new();
        if told.whom == Whom::Party {
            party = store::speakers(read, said.subject)?;
            party.extend(subject.author);
        }
        let mut parties = BTreeSet::new();
        if matches!(told.whom, Whom::Parties | Whom::Losers | Whom::ReadersAndLosers) {
            for ask in &house.parties {
                parties.extend(ask(read, said.subject)?);
            }
        }
        let owner = subject.owner;
        let organisation = match told.whom {
            // Who joined is the news; who invited is the circle's owner.
            Whom::Owner => said.organisation,
            Whom::Party | Whom::Author | Whom::Mentioned | Whom::Keepers => home_of(read, job.actor)?,
            _ => Some(owner),
        };
        let cause = Cause {
            job: job.id,
            subject: said.subject,
            organisation,
            title: told.keeps_title.then(|| title(told, &subject, job)),
            at: job.created,
        };
        let label = narrowed(read, scope::label(read, subject.label_id)?, said)?;
        Ok(Some(Self {
            told,
            before: said.before.map(|before| scope::label(read, before)).transpose()?,
            said,
            actor: job.actor,
            circles: told::circles(&label).collect(),
            label,
            mentioned: match said.remark {
                Some(remark) => store::mentioned(read, remark)?,
                None => BTreeSet::new(),
            },
            owner,
            author: subject.author,
            parties,
            held: store::holders(read, said.subject, &[FIRST, AGAIN], job.id)?,
            party,
            cause,
        }))
    }

    fn concerns(&self, reader: &Reader) -> bool {
        if Some(reader.person) == self.actor || self.way(reader, self.word(reader)) == Way::None {
            return false;
        }
        if self.is_told_already(reader) {
            return false;
        }
        let sees = self.label.seen_by(&reader.grants);
        match self.told.whom {
            Whom::Readers => sees,
            Whom::ReadersAndTold => sees || self.held.contains_key(&reader.person),
            Whom::ReadersAndLosers => sees || self.loses(reader),
            Whom::Losers => !sees && self.loses(reader),
            Whom::Party => {
                let named = self.mentioned.contains(&reader.person) && self.way(reader, MENTIONED) != Way::None;
                sees && !named
                    && (reader.grants.organisations.contains(&self.owner) || self.party.contains(&reader.person))
            }
            Whom::Author => sees && self.author == Some(reader.person),
            Whom::Parties => sees && !self.parties.is_disjoint(&reader.grants.organisations),
            Whom::Owner => sees && reader.holds_for(KEEPERS, self.owner),
            Whom::Named => self
                .said
                .organisation
                .is_some_and(|named| reader.holds_for(KEEPERS, named) && (sees || self.told.keeps_title)),
            Whom::Supervisors => {
                sees && self.said.organisation.is_some_and(|named| reader.holds_for(&[Role::Supervisor], named))
            }
            Whom::Receivers => {
                let handles = |(bound, role): &(OrganisationId, Role)| {
                    *bound != self.owner
                        && self.said.organisation.is_none_or(|named| named == *bound)
                        && HANDLERS.contains(role)
                };
                sees && reader.roles.iter().any(handles)
            }
            Whom::Handlers => sees && reader.holds_for(HANDLERS, self.said.organisation.unwrap_or(self.owner)),
            Whom::Keepers => sees && reader.holds_for(REGISTRARS, self.owner),
            Whom::Oneself => self.said.person == Some(reader.person),
            Whom::Mentioned => {
                sees && self.mentioned.contains(&reader.person) && self.said.person == Some(reader.person)
            }
        }
    }

    /// Whether a reader knows the subject from the time until which he saw it. Who had lost sight of it earlier hears nothing new.
    fn loses(&self, reader: &Reader) -> bool {
        let was_told = self.held.contains_key(&reader.person);
        let Some(before) = &self.before else { return was_told };
        (was_told || !self.parties.is_disjoint(&reader.grants.organisations)) && before.seen_by(&reader.grants)
    }

    /// A correction may reach new readers too, and is then announced twice in one instant: each is told once.
    fn is_told_already(&self, reader: &Reader) -> bool {
        matches!(self.told.word, FIRST | AGAIN) && self.held.get(&reader.person) == Some(&self.cause.at)
    }

    /// How a reader wants to be told of a word.
    fn way(&self, reader: &Reader, word: &str) -> Way {
        told::way(&reader.wishes, word, &self.circles)
    }

    /// What is new to one reader is a new version to another. Who does not want to be told of new events may still want to be
    /// told of corrections.
    fn word(&self, reader: &Reader) -> &'static str {
        match self.told.word {
            FIRST if self.held.contains_key(&reader.person) => AGAIN,
            AGAIN if !self.held.contains_key(&reader.person) && self.way(reader, FIRST) != Way::None => FIRST,
            word => word,
        }
    }
}

/// The title that a notice keeps. What was changed after it went out of sight is not for those who lost it.
fn title(told: &Told, subject: &Subject, job: &Job) -> String {
    let is_lost = matches!(told.whom, Whom::Losers | Whom::ReadersAndLosers);
    if is_lost && subject.updated > job.created { String::new() } else { subject.title.clone() }
}

/// What is said or put beside a record may be for fewer than those who see it.
fn narrowed(read: &Read, label: Label, said: Said) -> Result<Label> {
    let own = match (said.remark, said.document) {
        (Some(remark), _) => {
            read.maybe("select label_id from discussion_remarks where id = $1", args![remark], |row| row.get(0))?
        }
        (None, Some(document)) => {
            read.maybe("select label_id from discussion_documents where id = $1", args![document], |row| row.get(0))?
        }
        (None, None) => return Ok(label),
    };
    match own {
        Some(Some(own)) => Ok(label.meet(&scope::label(read, own)?)),
        Some(None) => Ok(label),
        None => Ok(Label::nobody()),
    }
}

/// The organisation for which a person acts.
fn home_of(read: &Read, person: Option<PersonId>) -> Result<Option<OrganisationId>> {
    let Some(person) = person else { return Ok(None) };
    let found = belfry_identity::on_behalf_of(read, person)?;
    Ok(found.map(|found| found.person.organisation))
}

/// Keeps the notices of a block of people, and asks for the mails that they wish. False when the job was cancelled.
fn keep(house: &House, job: &Job, story: &Story, people: &[&Reader], count: usize) -> Result<bool> {
    if people.is_empty() {
        return Ok(true);
    }
    let now = house.clock.now();
    let act = Act { actor: job.actor, now, ids: &house.ids };
    let notices: Vec<NewNotice> = people
        .iter()
        .map(|reader| {
            let word = story.word(reader);
            let post = Post::of(story.way(reader, word));
            NewNotice { id: house.ids.next(), person: reader.person, word, post }
        })
        .collect();
    let tx = house.db.write(Key::SYSTEM)?;
    if !job::progress(&tx, job.id, count as i64, None, now)? {
        return Ok(false);
    }
    store::add(&tx, &story.cause, &notices)?;
    let due = now.checked_add(GATHER).unwrap_or(now);
    for (reader, notice) in people.iter().zip(&notices) {
        if let Some(post) = notice.post {
            post::ask(&tx, act, reader, post, due)?;
        }
    }
    tx.commit()?;
    Ok(true)
}
