//! What happened to an event, and who received it.

use std::collections::HashMap;

use belfry_kernel::{OrganisationId, PersonId};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, args};
use belfry_words::{Words, key};
use jiff::Timestamp;

/// Entries of the history shown: the newest.
const MOST_HISTORY: i64 = 40;
/// Entries of the disclosure log shown: the newest.
const MOST_DISCLOSURES: i64 = 100;

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

/// History and disclosure log.
#[derive(Debug, Default)]
pub struct Story {
    /// What happened, newest first.
    pub history: Vec<Happened>,
    /// Who received it, newest first; empty for who may not see that.
    pub disclosed: Vec<Disclosed>,
}

type Entry = (Timestamp, String, Option<PersonId>, Option<String>);
type Handed = (i64, Option<OrganisationId>, Timestamp, String, i64);

/// Whose eyes the story is for.
#[derive(Clone, Copy, Debug)]
pub struct For {
    /// Of the organisation that owns the event: sees that it was changed, even in parts with labels of their own.
    pub is_owner: bool,
    /// May see who received it.
    pub may_trace: bool,
}

/// Reads the story of an event that was loaded before.
pub fn load(read: &Read, t: &Words, subject: &Subject, eyes: For) -> Result<Story> {
    let facts = history(read, subject, eyes.is_owner)?;
    let handed = if eyes.may_trace { disclosures(read, subject)? } else { Vec::new() };
    let mut organisations: Vec<OrganisationId> =
        handed.iter().filter_map(|(_, organisation, ..)| *organisation).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let organisations: HashMap<_, _> = if organisations.is_empty() {
        HashMap::new()
    } else {
        belfry_identity::organisation::names(read, &organisations)?
    };
    let organisation = |id: OrganisationId| {
        organisations.get(&id).map_or_else(|| t.s("threats-some-organisation"), |named| named.name.clone())
    };
    let history = facts
        .into_iter()
        .map(|(at, fact, actor, name)| Happened {
            when: t.date_time(at),
            datetime: at.to_string(),
            who: actor.map_or_else(String::new, |_| name.unwrap_or_else(|| t.s("threats-somebody"))),
            what: t.s(fact_key(&fact)),
        })
        .collect();
    let disclosed = handed
        .into_iter()
        .map(|(version, to, at, how, reached)| Disclosed {
            when: t.date_time(at),
            datetime: at.to_string(),
            to: match (to, reached) {
                (Some(to), _) => organisation(to),
                (None, 0) => t.s("threats-disclosed-all"),
                (None, reached) => t.n("threats-disclosed-reached", reached),
            },
            version,
            how: t.s(how_key(&how)),
        })
        .collect();
    Ok(Story { history, disclosed })
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
        "select l.at, l.fact, l.actor_id, p.name from store_ledger l left join identity_people p on p.id = l.actor_id \
         where l.subject_id = $1 and l.fact in {texts $2} order by l.id desc limit $3",
        args![subject.id, known, MOST_HISTORY],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )
}

fn disclosures(read: &Read, subject: &Subject) -> Result<Vec<Handed>> {
    read.rows(
        "select d.version, d.organisation_id, d.at, d.how, \
         (select count(*) from threats_recipients r where r.set_id = d.recipients) \
         from threats_disclosures d where d.event_id = $1 order by d.id desc limit $2",
        args![subject.id, MOST_DISCLOSURES],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
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
