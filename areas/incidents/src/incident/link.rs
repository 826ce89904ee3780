//! Threat events that belong to an incident: linked by whoever writes its record, as far as he sees them.

use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read, Result as Stored, args};
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::show::{self, Typed};
use super::{INCIDENT, url};
use crate::access::Edit;

/// How a link to a threat event is kept.
pub const EVENT: &str = "event";
/// What comes before the UUID in the address of a threat event; its kind among the subjects is the area's own.
const EVENTS: &str = "/threats/events/";

/// A linked threat event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Outside id.
    pub uuid: Uuid,
    /// One line.
    pub title: String,
}

/// The threat events of an incident, as far as the reader sees them.
///
/// # Errors
/// Those of the database.
pub fn events(read: &Read, incident: SubjectId) -> Stored<Vec<Event>> {
    read.rows(
        "select s.uuid, s.title from incidents_links l join store_subjects s on s.id = l.subject_id \
         where l.incident_id = $1 and l.kind = $2 and exists (select 1 from store_visible v where v.grant_key = $3 \
         and v.label_id = s.label_id limit 1) order by l.at, s.id",
        args![incident, EVENT, read.key()],
        |row| Ok(Event { uuid: row.get(0)?, title: row.get(1)? }),
    )
}

/// The threat event of a typed address or UUID, if the writer sees one.
fn typed<A>(visit: &Visit<A>, read: &Read, text: &str) -> Result<Option<SubjectId>, Problem> {
    let Ok(uuid) = text.rsplit('/').next().unwrap_or_default().trim().parse::<Uuid>() else { return Ok(None) };
    let Some(kind) = visit.house().kinds.iter().find(|kind| kind.path == EVENTS) else { return Ok(None) };
    Ok(read.maybe(
        "select s.id from store_subjects s where s.uuid = $1 and s.kind = $2 and exists (select 1 from store_visible v \
         where v.grant_key = $3 and v.label_id = s.label_id limit 1) order by s.id limit 1",
        args![uuid, *kind, read.key()],
        |row| row.get(0),
    )?)
}

/// Links one.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let text = visit.form().text("event").to_owned();
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let here = format!("{}#linked", url(&subject));
    let Some(event) = typed(visit, &tx, &text)? else {
        drop(tx);
        let mut typed = Typed { event: text, ..Typed::default() };
        typed.errors.add("event", visit.s("incidents-link-missing"));
        return Ok(show::draw(visit, subject.into_inner(), typed)?.refused().into());
    };
    tx.execute(
        "insert into incidents_links (incident_id, subject_id, kind, person_id, at) values ($1, $2, $3, $4, $5) \
         on conflict do nothing",
        args![subject.id, event, EVENT, visit.person()?.id, visit.now()],
    )?;
    tx.commit()?;
    Ok(Reply::done(here, visit.s("incidents-link-added")))
}

/// Takes a link away.
///
/// # Errors
/// As [`add`].
pub fn unlink(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let text = visit.form().text("event").to_owned();
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    if let Some(event) = typed(visit, &tx, &text)? {
        tx.execute(
            "delete from incidents_links where incident_id = $1 and subject_id = $2 and kind = $3",
            args![subject.id, event, EVENT],
        )?;
    }
    tx.commit()?;
    Ok(Reply::to(format!("{}#linked", url(&subject))))
}
