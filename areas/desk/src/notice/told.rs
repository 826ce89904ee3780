//! Of which fact who is told; the rows are in [`table`].

mod table;

use belfry_contracts::desk::AnnouncementMade;
use belfry_contracts::discussion::{DocumentAdded, PersonMentioned, RemarkAdded};
use belfry_contracts::identity::CircleInvited;
use belfry_contracts::register::{RegistrationDecided, RegistrationSent};
use belfry_contracts::threats::EventRecalled;
use belfry_identity::person::{Way, Wishes};
use belfry_kernel::{CircleId, Clause, Fact, Label, LabelId, OrganisationId, PersonId, SubjectId};
use serde::de::DeserializeOwned;

pub use self::table::TOLD;

/// A line of the table.
#[derive(Clone, Copy)]
pub struct Told {
    /// The fact, by its name.
    pub fact: &'static str,
    /// The job that tells of it.
    pub job: &'static str,
    /// What stands in notices, wishes and message keys: several facts may be one thing to a reader.
    pub word: &'static str,
    /// Who is told, if he may see the subject and has not muted the word.
    pub whom: Whom,
    /// Whether a notice keeps the subject's title: for whoever is told of something that he may not open.
    pub keeps_title: bool,
    /// Reads the fact's data; none when nobody is to be told.
    pub read: fn(&str) -> Option<Said>,
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody who sees the subject.
    Readers,
    /// Everybody who sees the subject, and everybody who was told of it before and may not see it any more.
    ReadersAndTold,
    /// Everybody who sees the subject, and as [`Losers`](Self::Losers).
    ReadersAndLosers,
    /// Whoever was told of it before, or is of an organisation that took it, saw it until now and does not any more.
    Losers,
    /// People of the organisation that owns the subject, and whoever took part before.
    Party,
    /// Whoever wrote the subject.
    Author,
    /// People of the organisations that take part in the subject, as its area says.
    Parties,
    /// Those who look after the organisation that the fact names, whether or not they see the subject yet.
    Named,
    /// Those who look after the organisation that owns the subject.
    Owner,
    /// Those who supervise for the authority that the fact names.
    Supervisors,
    /// Those who handle it for an organisation that receives it: the one that the fact names, or any but its owner.
    Receivers,
    /// Those who handle it for the organisation that the fact names, else for the one that owns the subject.
    Handlers,
    /// Those who keep the record of the organisation that it is about.
    Keepers,
    /// The person whom the fact names.
    Oneself,
    /// The person whom a remark names, if he may see what is said.
    Mentioned,
}

/// What a fact says, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// What it is about.
    pub subject: SubjectId,
    /// The organisation that it names.
    pub organisation: Option<OrganisationId>,
    /// The person whom it names.
    pub person: Option<PersonId>,
    /// The remark that it is about, which may be for fewer than those who see the subject.
    pub remark: Option<i64>,
    /// The document, likewise.
    pub document: Option<i64>,
    /// Who saw it until then, where it was taken out of sight.
    pub before: Option<LabelId>,
}

fn said<F: Fact + DeserializeOwned>(data: &str, name: impl Fn(&F) -> Said) -> Option<Said> {
    serde_json::from_str::<F>(data).ok().map(|fact| name(&fact))
}

pub(crate) const fn about(subject: SubjectId) -> Said {
    Said { subject, organisation: None, person: None, remark: None, document: None, before: None }
}

const fn of(circle: i64, organisation: OrganisationId) -> Said {
    Said { organisation: Some(organisation), ..about(SubjectId(circle)) }
}

/// What an entity wrote to its authority, if it is one of these steps.
fn sent(data: &str, acts: &[&str]) -> Option<Said> {
    let fact: RegistrationSent = serde_json::from_str(data).ok()?;
    let authority = fact.authority.filter(|_| acts.contains(&fact.act.as_str()))?;
    Some(of(fact.organisation.0, authority))
}

/// What an authority decided, if it is this.
fn decided(data: &str, act: &str) -> Option<Said> {
    let fact: RegistrationDecided = serde_json::from_str(data).ok()?;
    (fact.act == act).then(|| about(SubjectId(fact.organisation.0)))
}

/// How words begin that are between an entity and its authority: nothing of them leaves the platform but that there is something.
pub const REGISTRATION: &str = "members.registration-";

/// How words begin that are of notifications between an entity and its authorities.
pub const INCIDENTS: &str = "incidents.";

/// To whoever is told of an event for the first time.
pub const FIRST: &str = "threats.event-published";
/// To whoever was told of it before.
pub const AGAIN: &str = "threats.event-corrected";

/// To whoever is named in a remark.
pub const MENTIONED: &str = PersonMentioned::NAME;
/// That something is due, before or after its instant.
pub const REMINDER: &str = "agenda.reminder";
/// The same, when it goes out after its hour because nobody worked.
pub const REMINDER_LATE: &str = "agenda.reminder-late";

/// How somebody is told of a word who has not said how: a deadline is worth a mail.
pub fn usual(word: &str) -> Way {
    if wish(word) == REMINDER { Way::Mail } else { Way::Product }
}

// words: desk-fact-agenda-{reminder,reminder-late} desk-fact-desk-announcement-published
// words: desk-fact-threats-event-{published,corrected,withdrawn,narrowed,deleted,recalled}
// words: desk-fact-discussion-{remark-added,person-mentioned,document-added}
// words: desk-fact-identity-circle-{invited,joined,left,suspended,resumed,handed-over,closed}
// words: desk-fact-identity-{person-joined,membership-changed} desk-fact-practices-{record-published,record-superseded,report-settled}
// words: desk-fact-insight-report-published
// words: desk-fact-members-registration-{submitted,answered,told,asked,accepted,refused}
// words: desk-fact-incidents-{package-received,package-receipted,package-refused,package-given-up,package-routed}
// words: desk-fact-surveys-question-taken
// words: desk-fact-incidents-{step-submitted,step-reviewed,report-requested,recipient-added,notification-closed}

/// An announcement, told by a job of its own when it begins: nobody hears of the fact itself.
pub static ANNOUNCED: Told = Told {
    fact: AnnouncementMade::NAME,
    job: crate::announcement::tell::JOB,
    word: "desk.announcement-published",
    whom: Whom::Readers,
    keeps_title: false,
    read: |_| None,
};

/// The words that notices are of, for filters and wishes, each once.
pub fn words() -> Vec<&'static str> {
    let mut words: Vec<&str> = TOLD.iter().map(|told| told.word).chain([REMINDER, ANNOUNCED.word]).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The word that a person's wishes name: all that happens to circles is one wish, and so is all that
/// takes an event back, and all about registrations.
pub fn wish(word: &str) -> &str {
    match word {
        "threats.event-withdrawn" | "threats.event-narrowed" | "threats.event-deleted" => EventRecalled::NAME,
        REMINDER_LATE => REMINDER,
        "discussion.document-added" => RemarkAdded::NAME,
        "practices.record-published" | "insight.report-published" => FIRST,
        "practices.record-superseded" => AGAIN,
        "practices.report-settled" | "surveys.question-taken" => RemarkAdded::NAME,
        word if word.starts_with("identity.circle-") => CircleInvited::NAME,
        word if word.starts_with(REGISTRATION) => RegistrationSent::NAME,
        // What is notified has a deadline: it is worth what a reminder is.
        word if word.starts_with(INCIDENTS) => REMINDER,
        word => word,
    }
}

/// How somebody wants to be told of a word about something that these circles share. What is shared and said within a circle
/// goes by his wish for it, the loudest of several; what is about himself, his organisation's ties or a recall does not.
pub fn way(wishes: &Wishes, word: &str, circles: &[CircleId]) -> Way {
    let own = wishes.way(wish(word), usual(word));
    if !WITHIN.contains(&word) {
        return own;
    }
    circles
        .iter()
        .filter_map(|circle| wishes.circles.get(&circle.0).copied())
        .max_by_key(|way| loudness(*way))
        .unwrap_or(own)
}

/// What is shared and said within a circle.
const WITHIN: [&str; 5] = [FIRST, AGAIN, RemarkAdded::NAME, DocumentAdded::NAME, "desk.announcement-published"];

const fn loudness(way: Way) -> u8 {
    match way {
        Way::None => 0,
        Way::Product => 1,
        Way::Digest => 2,
        Way::Mail => 3,
    }
}

/// The circles that a label names.
pub fn circles(label: &Label) -> impl Iterator<Item = CircleId> {
    label.clauses().filter_map(|clause| match clause {
        Clause::CircleOrOwner(circle, _) => Some(*circle),
        _ => None,
    })
}

/// The word under which a notice is filtered and counted: a late reminder is a reminder.
pub fn kind(word: &str) -> &str {
    if word == REMINDER_LATE { REMINDER } else { word }
}

/// The message key of a word.
pub fn key(word: &str) -> String {
    format!("desk-fact-{}", word.replace('.', "-"))
}

#[cfg(test)]
mod tests {
    use belfry_contracts::threats::EventImported;

    use super::*;

    #[test]
    fn every_fact_has_a_job_of_its_own() {
        let jobs: std::collections::BTreeSet<&str> = TOLD.iter().map(|told| told.job).collect();
        assert_eq!(jobs.len(), TOLD.len());
        assert_eq!(crate::notice::JOBS.len(), TOLD.len() + 3);
        assert!(TOLD.iter().all(|told| crate::notice::HEARS.contains(&(told.fact, told.job))));
    }

    #[test]
    fn what_was_imported_as_a_draft_is_told_to_nobody() {
        let imported = TOLD.iter().find(|told| told.fact == EventImported::NAME).unwrap();
        assert!((imported.read)(r#"{"event":1,"updated":false,"published":false}"#).is_none());
        assert_eq!((imported.read)(r#"{"event":1,"updated":false,"published":true}"#).unwrap().subject, SubjectId(1));
    }
}
