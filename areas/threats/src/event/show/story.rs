//! What was said about an event, what happened to it, and who received it.

use std::collections::HashMap;

use belfry_kernel::{OrganisationId, PersonId};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, args};
use belfry_words::{Words, key};
use jiff::Timestamp;

/// Comments shown: the newest.
const MOST_COMMENTS: i64 = 200;
/// Entries of the history shown: the newest.
const MOST_HISTORY: i64 = 40;
/// Entries of the disclosure log shown: the newest.
const MOST_DISCLOSURES: i64 = 100;

/// A remark in the discussion.
#[derive(Debug)]
pub struct Comment {
    /// What an answer names.
    pub id: i64,
    /// Its place on the page.
    pub anchor: String,
    /// Who.
    pub author: String,
    /// For whom.
    pub organisation: String,
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// A question that may be answered.
    pub is_question: bool,
    /// An answer to the question above it.
    pub is_answer: bool,
}

/// Something that happened.
#[derive(Debug)]
pub struct Happened {
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// Who; empty for the program.
    pub who: String,
    /// What.
    pub what: String,
}

/// Somebody received a version.
#[derive(Debug)]
pub struct Disclosed {
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// Which organisation, or whoever sees it.
    pub to: String,
    /// Which version.
    pub version: i64,
    /// How.
    pub how: String,
}

/// Discussion, history and disclosure log.
#[derive(Debug, Default)]
pub struct Story {
    /// What was said, answers below their questions.
    pub comments: Vec<Comment>,
    /// Names of the organisations that have acknowledged.
    pub acknowledged: Vec<String>,
    /// What happened, newest first.
    pub history: Vec<Happened>,
    /// Who received it, newest first; empty for who may not see that.
    pub disclosed: Vec<Disclosed>,
    acknowledgers: Vec<OrganisationId>,
}

impl Story {
    /// Whether an organisation has acknowledged.
    pub fn has_acknowledged(&self, organisation: Option<OrganisationId>) -> bool {
        organisation.is_some_and(|organisation| self.acknowledgers.contains(&organisation))
    }
}

struct Spoken {
    id: i64,
    person: PersonId,
    organisation: OrganisationId,
    at: Timestamp,
    text: String,
    kind: String,
    reply_to: Option<i64>,
}

type Entry = (Timestamp, String, Option<PersonId>);
type Handed = (i64, Option<OrganisationId>, Timestamp, String);

/// Whose eyes the story is for.
#[derive(Clone, Copy, Debug)]
pub struct For {
    /// Of the organisation that owns the event: sees that it was changed, even in parts with labels of their own.
    pub is_owner: bool,
    /// May see who received it.
    pub may_trace: bool,
}

/// Reads the story of an event that was loaded before.
pub fn load(read: &Read, t: &Words, now: Timestamp, subject: &Subject, eyes: For) -> Result<Story> {
    let mut spoken = comments(read, subject)?;
    let facts = history(read, subject, eyes.is_owner)?;
    let handed = if eyes.may_trace { disclosures(read, subject)? } else { Vec::new() };
    let mut people: Vec<PersonId> = spoken.iter().map(|one| one.person).collect();
    people.extend(facts.iter().filter_map(|(.., actor)| *actor));
    people.sort_unstable();
    people.dedup();
    let mut organisations: Vec<OrganisationId> = spoken.iter().map(|one| one.organisation).collect();
    organisations.extend(handed.iter().filter_map(|(_, organisation, ..)| *organisation));
    organisations.sort_unstable();
    organisations.dedup();
    let people: HashMap<_, _> =
        if people.is_empty() { HashMap::new() } else { belfry_identity::person::names(read, &people)? };
    let organisations: HashMap<_, _> = if organisations.is_empty() {
        HashMap::new()
    } else {
        belfry_identity::organisation::names(read, &organisations)?
    };
    let person = |id: PersonId| people.get(&id).map_or_else(|| t.s("threats-somebody"), |named| named.name.clone());
    let organisation = |id: OrganisationId| {
        organisations.get(&id).map_or_else(|| t.s("threats-some-organisation"), |named| named.name.clone())
    };
    let mut story = Story::default();
    let acknowledgements: Vec<Spoken> = spoken.extract_if(.., |one| one.kind == "acknowledgement").collect();
    for one in acknowledgements {
        if !story.acknowledgers.contains(&one.organisation) {
            story.acknowledgers.push(one.organisation);
            story.acknowledged.push(organisation(one.organisation));
        }
    }
    story.comments = threaded(spoken)
        .into_iter()
        .map(|one| Comment {
            id: one.id,
            anchor: format!("c-{}", one.id),
            author: person(one.person),
            organisation: organisation(one.organisation),
            when: t.relative(one.at, now),
            datetime: one.at.to_string(),
            paragraphs: one.text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
            is_question: one.kind == "question",
            is_answer: one.kind == "answer",
        })
        .collect();
    story.history = facts
        .into_iter()
        .map(|(at, fact, actor)| Happened {
            when: t.date_time(at),
            datetime: at.to_string(),
            who: actor.map_or_else(String::new, person),
            what: t.s(fact_key(&fact)),
        })
        .collect();
    story.disclosed = handed
        .into_iter()
        .map(|(version, to, at, how)| Disclosed {
            when: t.date_time(at),
            datetime: at.to_string(),
            to: to.map_or_else(|| t.s("threats-disclosed-all"), organisation),
            version,
            how: t.s(how_key(&how)),
        })
        .collect();
    Ok(story)
}

/// Answers come behind the question that they answer.
fn threaded(spoken: Vec<Spoken>) -> Vec<Spoken> {
    let ids: Vec<i64> = spoken.iter().map(|one| one.id).collect();
    let mut all: Vec<(i64, Spoken)> =
        spoken.into_iter().map(|one| (one.reply_to.filter(|to| ids.contains(to)).unwrap_or(one.id), one)).collect();
    all.sort_by_key(|(thread, one)| (*thread, one.id));
    all.into_iter().map(|(_, one)| one).collect()
}

fn comments(read: &Read, subject: &Subject) -> Result<Vec<Spoken>> {
    let mut spoken = read.rows(
        "select id, person_id, organisation_id, at, text, kind, reply_to from threats_comments where event_id = $1 \
         order by id desc limit $2",
        args![subject.id, MOST_COMMENTS],
        |row| {
            Ok(Spoken {
                id: row.get(0)?,
                person: row.get(1)?,
                organisation: row.get(2)?,
                at: row.get(3)?,
                text: row.get(4)?,
                kind: row.get(5)?,
                reply_to: row.get(6)?,
            })
        },
    )?;
    spoken.reverse();
    Ok(spoken)
}

fn history(read: &Read, subject: &Subject, is_owner: bool) -> Result<Vec<Entry>> {
    let mut known = vec![
        "threats.event-created".to_owned(),
        "threats.event-imported".into(),
        "threats.event-published".into(),
        "threats.event-recalled".into(),
    ];
    if is_owner {
        known.extend([
            "threats.event-changed".to_owned(),
            "threats.event-corrected".into(),
            "threats.event-withdrawn".into(),
        ]);
    }
    read.rows(
        "select l.at, l.fact, l.actor_id from store_ledger l where l.subject_id = $1 and l.fact in {texts $2} \
         order by l.id desc limit $3",
        args![subject.id, known, MOST_HISTORY],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

fn disclosures(read: &Read, subject: &Subject) -> Result<Vec<Handed>> {
    read.rows(
        "select version, organisation_id, at, how from threats_disclosures where event_id = $1 order by id desc limit $2",
        args![subject.id, MOST_DISCLOSURES],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )
}

fn fact_key(fact: &str) -> &'static str {
    match fact {
        "threats.event-created" => key!("threats-fact-created"),
        "threats.event-imported" => key!("threats-fact-imported"),
        "threats.event-published" => key!("threats-fact-published"),
        "threats.event-recalled" => key!("threats-fact-recalled"),
        "threats.event-corrected" => key!("threats-fact-corrected"),
        "threats.event-withdrawn" => key!("threats-fact-withdrawn"),
        _ => key!("threats-fact-changed"),
    }
}

fn how_key(how: &str) -> &'static str {
    match how {
        "published" => key!("threats-how-published"),
        "exported" => key!("threats-how-exported"),
        "downloaded" => key!("threats-how-downloaded"),
        _ => key!("threats-how-api"),
    }
}
