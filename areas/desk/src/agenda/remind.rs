//! Sending reminders: each once, however long nobody worked.
//!
//! A reminder is a row that waits (`store::agenda::reminder`). Whoever works looks every minute for those whose hour has come.
//! The notices of one are told apart by the reminder's id, so that a process that dies half-way tells nobody twice when the
//! next one begins again; the row is marked as sent with the last of them. One that goes out late says so.

use std::collections::BTreeSet;

use belfry_identity::person;
use belfry_identity::person::Way;
use belfry_identity::readers::{self, Reader};
use belfry_kernel::{Label, OrganisationId, PersonId};
use belfry_store::agenda::reminder::{self, Reminder};
use belfry_store::{Act, Key, Read, Result, args, scope};
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};

use crate::access::SPEAKERS;
use crate::notice::post::{self, Post};
use crate::notice::store::{self, NewNotice};
use crate::notice::told::{REMINDER, REMINDER_LATE, usual, wish};

/// Reminders that are looked at together.
const BATCH: i64 = 100;
/// People who are told in one write.
const BLOCK: usize = 200;
/// A reminder that goes out so long after its hour is late.
const LATE: SignedDuration = SignedDuration::from_mins(15);

/// Whether a reminder went out late.
pub fn is_late(at: Timestamp, sent: Timestamp) -> bool {
    sent.duration_since(at) > LATE
}

/// Sends every reminder whose hour has come; how many.
///
/// # Errors
/// Those of the database, when reminders cannot even be found. One that cannot be sent is logged and waits.
pub fn send_due(house: &House) -> Result<usize> {
    let now = house.clock.now();
    let mut count = 0;
    loop {
        let waiting = reminder::waiting(&house.db.read(Key::SYSTEM)?, now, BATCH)?;
        let mut sent = 0;
        for one in &waiting {
            match send(house, one, now) {
                Ok(()) => sent += 1,
                Err(error) => tracing::warn!(%error, reminder = one.id, "a reminder could not be sent and waits"),
            }
        }
        count += sent;
        if sent == 0 {
            return Ok(count);
        }
    }
}

fn send(house: &House, one: &Reminder, now: Timestamp) -> Result<()> {
    let people = concerned(&house.db.read(Key::SYSTEM)?, one)?;
    let word = if is_late(one.at, now) { REMINDER_LATE } else { REMINDER };
    let mut blocks = people.chunks(BLOCK).peekable();
    loop {
        let block = blocks.next().unwrap_or_default();
        let tx = house.db.write(Key::SYSTEM)?;
        let notices: Vec<NewNotice> = block
            .iter()
            .map(|reader| NewNotice {
                id: house.ids.next(),
                person: reader.person,
                word,
                post: Post::of(reader.wishes.way(wish(word), usual(word))),
            })
            .collect();
        store::remind(&tx, one, &notices, now)?;
        let act = Act { actor: None, now, ids: &house.ids };
        for (reader, notice) in block.iter().zip(&notices) {
            if let Some(post) = notice.post {
                post::ask(&tx, act, reader, post, now)?;
            }
        }
        let last = blocks.peek().is_none();
        if last {
            reminder::sent(&tx, one.id, now)?;
        }
        tx.commit()?;
        if last {
            return Ok(());
        }
    }
}

/// Whom a reminder concerns, if he may see what it is about: whose it is, who takes it on, or else those who speak for the
/// organisation or for the circle's members.
fn concerned(read: &Read, one: &Reminder) -> Result<Vec<Reader>> {
    let named: Vec<PersonId> = one.person.or(one.assignee).into_iter().collect();
    let organisations: Vec<OrganisationId> = match (one.organisation, one.circle) {
        _ if !named.is_empty() => Vec::new(),
        (Some(organisation), _) => vec![organisation],
        (None, Some(circle)) => read.rows(
            "select m.organisation_id from identity_circle_members m where m.circle_id = $1 and m.status = 'confirmed'",
            args![circle],
            |row| row.get(0),
        )?,
        (None, None) => Vec::new(),
    };
    let people = if named.is_empty() {
        person::recipients(read, &organisations)?.into_iter().map(|found| found.person).collect()
    } else {
        named
    };
    let label = label(read, one)?;
    let of: BTreeSet<OrganisationId> = organisations.into_iter().collect();
    let speaks =
        |reader: &Reader| reader.roles.iter().any(|(bound, role)| of.contains(bound) && SPEAKERS.contains(role));
    let mut readers = readers::these(read, &people)?;
    readers.retain(|reader| {
        (of.is_empty() || speaks(reader))
            && reader.wishes.way(wish(REMINDER), usual(REMINDER)) != Way::None
            && label.as_ref().is_none_or(|label| label.seen_by(&reader.grants))
    });
    Ok(readers)
}

/// The label of what it is about; that of nobody when the record is gone.
fn label(read: &Read, one: &Reminder) -> Result<Option<Label>> {
    let Some(subject) = one.subject else { return Ok(None) };
    let id = read.maybe("select s.label_id from store_subjects s where s.id = $1", args![subject], |row| row.get(0))?;
    Ok(Some(match id {
        Some(id) => scope::label(read, id)?,
        None => Label::nobody(),
    }))
}
