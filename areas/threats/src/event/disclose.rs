//! The disclosure log: who received which version when and how, and who lost sight of it again. Its owner reads it.

pub mod api;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use askama::Template;
use belfry_identity::audience::audience;
use belfry_identity::circle::{self, Circle};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::{Clause, Grants, Label, OrganisationId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Result as Stored, Sql, Tx, Value, args, scope};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use super::{EVENT, reach};
use crate::access::Trace;

/// Entries on one page.
const PAGE: i64 = 200;

// words: threats-disclosures-how-{published,exported,downloaded,api,lost}

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
    /// It went out of his sight: what he has of it is older.
    Lost,
}

impl How {
    /// All.
    pub const ALL: [Self; 5] = [Self::Published, Self::Exported, Self::Downloaded, Self::Api, Self::Lost];

    /// The word in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Exported => "exported",
            Self::Downloaded => "downloaded",
            Self::Api => "api",
            Self::Lost => "lost",
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

/// Whether it was noted before that an organisation received a version so.
pub fn is_noted(
    read: &Read,
    (event, version): (SubjectId, i64),
    organisation: OrganisationId,
    how: How,
) -> Stored<bool> {
    let found = read.maybe(
        "select 1 from threats_disclosures where event_id = $1 and version = $2 and organisation_id = $3 and how = $4 limit 1",
        args![event, version, organisation, how.code()],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
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

/// A set of organisations that something was published to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipients(i64);

/// Keeps the organisations that a label reaches now, once for equal sets; none for nobody.
pub fn keep(tx: &Tx, label: &Label, organisations: &[OrganisationId]) -> Stored<Option<Recipients>> {
    if organisations.is_empty() {
        return Ok(None);
    }
    let sorted: BTreeSet<OrganisationId> = organisations.iter().copied().collect();
    let mut text = label.canonical();
    sorted.iter().for_each(|id| text.push_str(&format!(" {}", id.0)));
    let set = crate::value::hash(&text);
    let label = scope::intern(tx, label)?;
    let rows: Vec<Value<'_>> = sorted.iter().flat_map(|id| [Value::Int(set), (*id).into(), label.into()]).collect();
    tx.insert_many("threats_recipients", &["set_id", "organisation_id", "label_id"], "on conflict do nothing", &rows)?;
    Ok(Some(Recipients(set)))
}

/// Notes that a version was published to whoever a label lets see it, now or later; `recipients` are those of now.
pub fn note_channel(
    tx: &Tx,
    act: Act<'_>,
    (event, version): (SubjectId, i64),
    label: &Label,
    recipients: Option<Recipients>,
) -> Stored<()> {
    note_set(tx, act, (event, version), label, (How::Published, recipients))
}

fn note_set(
    tx: &Tx,
    act: Act<'_>,
    (event, version): (SubjectId, i64),
    label: &Label,
    (how, recipients): (How, Option<Recipients>),
) -> Stored<()> {
    tx.execute(
        "insert into threats_disclosures (id, event_id, version, channel, person_id, at, how, recipients) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            act.ids.next::<i64>(),
            event,
            version,
            label.canonical(),
            act.actor,
            act.now,
            how.code(),
            recipients.map(|set| set.0)
        ],
    )?;
    Ok(())
}

/// Notes which organisations lose sight of an event that one label let them see and another does not, as far as `author` may know of
/// them. That is for the owner alone.
pub fn note_lost(
    tx: &Tx,
    act: Act<'_>,
    (event, version): (SubjectId, i64),
    (before, now): (&Label, &Label),
    (owner, author): (OrganisationId, &Grants),
) -> Stored<()> {
    let reached = |label| -> Stored<BTreeSet<OrganisationId>> {
        Ok(audience(tx, label, author)?.organisations.into_iter().map(|one| one.organisation).collect())
    };
    let lost: Vec<OrganisationId> =
        reached(before)?.difference(&reached(now)?).copied().filter(|one| *one != owner).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let recipients = keep(tx, &Label::new(before.tlp, Clause::Organisation(owner)), &lost)?;
    note_set(tx, act, (event, version), now, (How::Lost, recipients))
}

const NAMES: &[&str] = &["id", "event_id", "version", "organisation_id", "channel", "person_id", "at", "how"];

/// The organisations that a version of an event was published to or fetched by.
pub fn received(read: &Read, event: SubjectId) -> Stored<BTreeSet<OrganisationId>> {
    let all: Vec<OrganisationId> = read.rows(
        "select d.organisation_id from threats_disclosures d where d.event_id = $1 and d.organisation_id is not null \
         union select r.organisation_id from threats_disclosures d join threats_recipients r on r.set_id = d.recipients \
         where d.event_id = $1 and d.how <> $2",
        args![event, How::Lost.code()],
        |row| row.get(0),
    )?;
    Ok(all.into_iter().collect())
}

/// The organisations that took a version of an event with them.
///
/// # Errors
/// Those of the database.
pub fn takers(read: &Read, event: SubjectId) -> Stored<Vec<OrganisationId>> {
    read.rows(
        "select distinct organisation_id from threats_disclosures where event_id = $1 and organisation_id is not null",
        args![event],
        |row| row.get(0),
    )
}

/// A line of the log.
struct Entry {
    id: i64,
    version: i64,
    organisation: Option<OrganisationId>,
    channel: Option<Label>,
    recipients: Option<i64>,
    at: Timestamp,
    how: String,
}

fn entries(read: &Read, event: SubjectId, before: Option<i64>) -> Stored<Vec<Entry>> {
    let mut sql = Sql::new(
        "select id, version, organisation_id, channel, at, how, recipients from threats_disclosures where event_id = ?",
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
            recipients: row.get(6)?,
        })
    })
}

/// The organisations of each set that entries name.
fn sets(read: &Read, entries: &[Entry]) -> Stored<BTreeMap<i64, Vec<OrganisationId>>> {
    let ids: BTreeSet<i64> = entries.iter().filter_map(|entry| entry.recipients).collect();
    let mut sets: BTreeMap<i64, Vec<OrganisationId>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(sets);
    }
    read.each(
        "select set_id, organisation_id from threats_recipients where set_id in {ints $1}",
        args![ids.into_iter().collect::<Vec<_>>()],
        |row| {
            sets.entry(row.get(0)?).or_default().push(row.get(1)?);
            Ok(true)
        },
    )?;
    Ok(sets)
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
    /// The organisations that an audience reached, or the audience that is left.
    beside: String,
    version: i64,
    how: String,
    when: String,
    datetime: String,
}

/// A page of the log, with what it names as far as the reader may know of it.
struct Log {
    entries: Vec<Entry>,
    /// Whether there are older ones.
    more: bool,
    sets: BTreeMap<i64, Vec<OrganisationId>>,
    names: HashMap<OrganisationId, OrganisationName>,
    circles: Vec<Circle>,
}

impl Log {
    /// That of an event which was loaded before, from before this entry on.
    fn of(visit: &Visit<Trace>, read: &Read, subject: &Subject, before: Option<i64>) -> Result<Self, Problem> {
        let mut entries = entries(read, subject.id, before)?;
        let most = usize::try_from(PAGE).unwrap_or_default();
        let more = entries.len() > most;
        entries.truncate(most);
        let sets = sets(read, &entries)?;
        let ids = entries.iter().filter_map(|entry| entry.organisation).chain(sets.values().flatten().copied());
        let ids: BTreeSet<OrganisationId> = ids.collect();
        let names = organisation::names(read, &ids.into_iter().collect::<Vec<_>>())?;
        let circles = circle::sharing(read, &visit.actor().grants(), subject.owner)?;
        Ok(Self { entries, more, sets, names, circles })
    }

    /// The entry before which the next page begins.
    fn next(&self) -> Option<i64> {
        self.entries.last().filter(|_| self.more).map(|entry| entry.id)
    }

    /// The organisations of an audience when it was reached.
    fn among(&self, entry: &Entry) -> &[OrganisationId] {
        entry.recipients.and_then(|set| self.sets.get(&set)).map(Vec::as_slice).unwrap_or_default()
    }
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
    let log = Log::of(visit, &read, &subject, visit.query("before").parse().ok())?;
    let at = visit.page_of(EVENT, uuid);
    let older = log.next().map_or_else(String::new, |id| format!("{at}/disclosures?before={id}"));
    let name = |id: &OrganisationId| {
        log.names.get(id).map_or_else(|| t.s("threats-disclosures-unknown"), |name| name.name.clone())
    };
    let among = |entry: &Entry| {
        let mut names: Vec<String> = log.among(entry).iter().map(name).collect();
        names.sort_by_key(|name| name.to_lowercase());
        if names.is_empty() { t.s("threats-disclosures-nobody") } else { t.list(&names) }
    };
    let who = |entry: &Entry| match (entry.organisation, &entry.channel) {
        (Some(id), _) => (name(&id), String::new()),
        (None, None) => (t.s("threats-disclosures-unknown"), String::new()),
        (None, Some(label)) => {
            let reach = [("reach", reach::words(&t, reach::of(label), &log.circles).into())];
            // Whoever is said in bold received it, or lost it.
            if entry.how == How::Lost.code() {
                (among(entry), t.a("threats-disclosures-lost", reach))
            } else {
                (t.a("threats-disclosures-channel", reach), among(entry))
            }
        }
    };
    let rows = log
        .entries
        .iter()
        .map(|entry| {
            let (who, beside) = who(entry);
            Row {
                who,
                beside,
                version: entry.version,
                how: t.s(&format!("threats-disclosures-how-{}", entry.how)),
                when: t.date_time(entry.at),
                datetime: entry.at.to_string(),
            }
        })
        .collect();
    let title = subject.title.clone();
    Ok(Page::new(t.s("threats-disclosures-title"), Body { rows, older, t: t.clone() })
        .lead(t.s("threats-disclosures-lead"))
        .audience(super::edit::audience(visit, &read, &subject)?)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(title, at)
        .into())
}
