//! The disclosure log: who received which version when, and how. Its owner reads it.

use std::collections::BTreeSet;

use askama::Template;
use belfry_kernel::{Label, OrganisationId, Problem, SubjectId};
use belfry_store::{Act, Read, Result as Stored, Sql, Tx, Value, args};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use super::{EVENT, reach};
use crate::access::Trace;

/// Entries on one page.
const PAGE: i64 = 200;

// words: threats-disclosures-how-{published,exported,downloaded,api}

/// How a version reached somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It was published to him.
    Published,
    /// It left in an export of several events.
    Exported,
    /// It was downloaded from its page.
    Downloaded,
    /// A program fetched it.
    Api,
}

impl How {
    /// The word in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Exported => "exported",
            Self::Downloaded => "downloaded",
            Self::Api => "api",
        }
    }
}

/// Notes that an organisation received a version: for exports and downloads by others than the owner.
pub fn note(
    tx: &Tx,
    act: Act<'_>,
    event: SubjectId,
    version: i64,
    organisation: OrganisationId,
    how: How,
) -> Stored<()> {
    note_many(tx, act, &[(event, version)], &[organisation], how)
}

/// As [`note`], for each of several events and organisations.
pub fn note_many(
    tx: &Tx,
    act: Act<'_>,
    events: &[(SubjectId, i64)],
    organisations: &[OrganisationId],
    how: How,
) -> Stored<()> {
    let mut rows: Vec<Value<'_>> = Vec::new();
    for (event, version) in events {
        for organisation in organisations {
            rows.extend([
                act.ids.next::<i64>().into(),
                (*event).into(),
                (*version).into(),
                (*organisation).into(),
                Value::Null,
                act.actor.into(),
                act.now.into(),
                how.code().into(),
            ]);
        }
    }
    tx.insert_many("threats_disclosures", NAMES, "", &rows)?;
    Ok(())
}

/// Notes that a version was published to whoever a label lets see it, now or later.
pub fn note_channel(tx: &Tx, act: Act<'_>, event: SubjectId, version: i64, label: &Label) -> Stored<()> {
    tx.execute(
        "insert into threats_disclosures (id, event_id, version, channel, person_id, at, how) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![act.ids.next::<i64>(), event, version, label.canonical(), act.actor, act.now, How::Published.code()],
    )?;
    Ok(())
}

const NAMES: &[&str] = &["id", "event_id", "version", "organisation_id", "channel", "person_id", "at", "how"];

/// The organisations that a version of an event was published to or fetched by.
pub fn received(read: &Read, event: SubjectId) -> Stored<BTreeSet<OrganisationId>> {
    let all: Vec<OrganisationId> = read.rows(
        "select distinct organisation_id from threats_disclosures where event_id = $1 and organisation_id is not null",
        args![event],
        |row| row.get(0),
    )?;
    Ok(all.into_iter().collect())
}

struct Entry {
    id: i64,
    version: i64,
    organisation: Option<OrganisationId>,
    channel: Option<Label>,
    at: Timestamp,
    how: String,
}

fn entries(read: &Read, event: SubjectId, before: Option<i64>) -> Stored<Vec<Entry>> {
    let mut sql = Sql::new(
        "select id, version, organisation_id, channel, at, how from threats_disclosures where event_id = ?",
        [event.into()],
    );
    if let Some(before) = before {
        sql.push("and id < ?", [before.into()]);
    }
    sql.push("order by id desc limit ?", [Value::Int(PAGE + 1)]);
    read.rows(sql, args![], |row| {
        Ok(Entry {
            id: row.get(0)?,
            version: row.get(1)?,
            organisation: row.get(2)?,
            channel: row.get::<Option<String>>(3)?.as_deref().and_then(Label::parse),
            at: row.get(4)?,
            how: row.get(5)?,
        })
    })
}

#[derive(Template)]
#[template(path = "event/disclosures.html")]
struct Body {
    t: Words,
    rows: Vec<Row>,
    older: String,
}

struct Row {
    who: String,
    version: i64,
    how: String,
    when: String,
    datetime: String,
}

/// The log.
///
/// # Errors
/// Those of the database; hidden is not found, another organisation's is forbidden.
pub fn disclosures(visit: &mut Visit<Trace>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let mut entries = entries(&read, subject.id, visit.query("before").parse().ok())?;
    let more = entries.len() > usize::try_from(PAGE).unwrap_or_default();
    entries.truncate(usize::try_from(PAGE).unwrap_or_default());
    let at = format!("/threats/events/{uuid}");
    let last = entries.last().filter(|_| more).map(|entry| entry.id);
    let older = last.map_or_else(String::new, |id| format!("{at}/disclosures?before={id}"));
    let ids: BTreeSet<OrganisationId> = entries.iter().filter_map(|entry| entry.organisation).collect();
    let names = belfry_identity::organisation::names(&read, &ids.into_iter().collect::<Vec<_>>())?;
    let circles = reach::circles(&read, &visit.actor().grants(), subject.owner)?;
    let who = |entry: &Entry| match (entry.organisation, &entry.channel) {
        (Some(id), _) => names.get(&id).map_or_else(|| t.s("threats-disclosures-unknown"), |name| name.name.clone()),
        (None, Some(label)) => {
            t.a("threats-disclosures-channel", [("reach", reach::words(&t, reach::of(label), &circles).into())])
        }
        (None, None) => t.s("threats-disclosures-unknown"),
    };
    let rows = entries
        .iter()
        .map(|entry| Row {
            who: who(entry),
            version: entry.version,
            how: t.s(&format!("threats-disclosures-how-{}", entry.how)),
            when: t.date_time(entry.at),
            datetime: entry.at.to_string(),
        })
        .collect();
    let title = subject.title.clone();
    Ok(Page::new(t.s("threats-disclosures-title"), Body { rows, older, t: t.clone() })
        .lead(t.s("threats-disclosures-lead"))
        .crumb(t.s("threats-nav"), "/threats/events")
        .crumb(title, at)
        .into())
}
