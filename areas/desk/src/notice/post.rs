//! How a notice leaves the platform: at once or with the digest, each person's in one mail, asked for in the transaction that
//! keeps the notice.
//!
//! A mail is a job, so it survives that nobody works for a while. Notices are marked as sent when it was handed over, and only
//! those that it stood for; what waits without a job, because its tries are used up, is asked for anew ([`catch_up`]). So it is
//! late at worst, not lost; a crash between handing over and marking sends it under the same Message-ID again.

use std::collections::BTreeSet;

use belfry_identity::person::Way;
use belfry_identity::readers::{self, Reader};
use belfry_kernel::{Person, PersonId};
use belfry_outbound::{Mail, MailError};
use belfry_store::job::{self, Job};
use belfry_store::{Act, Key, Result, Tx, scope};
use belfry_web::House;
use belfry_web::area::JobProblem;
use belfry_words::Words;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::notice::store::{self, Filter, Notice};
use crate::notice::{digest, line, mail};
use crate::subject::Names;

/// Notices that one mail stands for.
const MOST: i64 = 1_000;
/// What waits so long and has no job is asked for anew.
const STRANDED: SignedDuration = SignedDuration::from_hours(1);

/// By which mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// One of its own, some minutes later.
    Mail,
    /// The person's digest, at his hour.
    Digest,
}

impl Post {
    /// What a way asks for besides the notice itself.
    pub const fn of(way: Way) -> Option<Self> {
        match way {
            Way::Mail => Some(Self::Mail),
            Way::Digest => Some(Self::Digest),
            Way::Product | Way::None => None,
        }
    }

    /// What stands in `desk_notices.mail` while a notice waits.
    pub const fn code(self) -> i64 {
        match self {
            Self::Mail => 1,
            Self::Digest => 3,
        }
    }

    /// The job that sends it.
    pub const fn job(self) -> &'static str {
        match self {
            Self::Mail => mail::JOB,
            Self::Digest => digest::JOB,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Payload {
    person: PersonId,
}

/// What the job is told.
pub fn payload(person: PersonId) -> String {
    serde_json::json!({ "person": person }).to_string()
}

/// The person of a job.
///
/// # Errors
/// [`JobProblem::Never`] for what [`payload`] has not written.
pub fn person(job: &Job) -> std::result::Result<PersonId, JobProblem> {
    let payload: Payload = serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    Ok(payload.person)
}

/// Asks for a mail to a reader, unless one waits. `soon` is when one of its own goes out.
///
/// # Errors
/// Those of the database.
pub fn ask(tx: &Tx, act: Act<'_>, reader: &Reader, post: Post, soon: Timestamp) -> Result<()> {
    let due = match post {
        Post::Mail => soon,
        Post::Digest => reader.wishes.digest.next(act.now, &zone(&reader.time_zone)),
    };
    if store::ask(tx, post, reader.person, due)? {
        job::add(tx, Act { actor: None, ..act }, post.job(), &payload(reader.person), due)?;
    }
    Ok(())
}

/// A zone by its name; UTC for one that this program does not know.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// What waits for a person, and he himself.
pub struct Waiting {
    /// Who.
    pub person: Person,
    /// His address.
    pub email: String,
    /// His words, in his zone.
    pub t: Words,
    /// Under which he reads.
    pub key: Key,
    /// What he has not read and may still see, newest first.
    pub notices: Vec<Notice>,
    /// The organisations that they name.
    pub names: Names,
    /// All that waited, seen or not.
    all: Vec<i64>,
}

/// Takes what waits: what is told from now on asks for another mail. None when there is nothing to send.
///
/// # Errors
/// Those of the database.
pub fn take(house: &House, post: Post, person: PersonId) -> Result<Option<Waiting>> {
    let tx = house.db.write(Key::SYSTEM)?;
    store::take(&tx, post, person)?;
    let all = store::waiting(&tx, person, post, MOST)?;
    tx.commit()?;
    let found = belfry_identity::on_behalf_of(&house.db.read(Key::SYSTEM)?, person)?;
    let Some(found) = found.filter(|_| !all.is_empty()) else {
        sent(house, post, &all)?;
        return Ok(None);
    };
    let key = scope::key_of(&house.db, &found.grants, house.clock.now())?;
    let read = house.db.read(key)?;
    let of: BTreeSet<i64> = all.iter().copied().collect();
    let mut notices = store::list(&read, person, Filter { post: Some(post), unread: true, ..Filter::default() }, MOST)?;
    notices.retain(|notice| of.contains(&notice.id));
    let t = house.words_in(&found.language).in_zone(&found.time_zone);
    line::entitle(house, &read, &t, &mut notices)?;
    let mut owners: Vec<_> = notices.iter().filter_map(|notice| notice.organisation).collect();
    owners.sort_unstable();
    owners.dedup();
    let names = belfry_identity::organisation::names(&read, &owners)?;
    drop(read);
    if notices.is_empty() {
        sent(house, post, &all)?;
        return Ok(None);
    }
    Ok(Some(Waiting { person: found.person, email: found.email, t, key, notices, names, all }))
}

/// Hands the mail over, and marks everything that it stood for; what came out, for the job.
///
/// # Errors
/// [`JobProblem::Later`] when the database or the mail server fails, [`JobProblem::Never`] when the address is refused: then
/// nobody tries again, and the notices stay where they are read.
pub fn send(
    house: &House,
    job: &Job,
    post: Post,
    waiting: &Waiting,
    subject: &str,
    text: &str,
) -> std::result::Result<String, JobProblem> {
    // A title is somebody's text: what could not stand in a mail is left out.
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let given = match Mail::new(job.id, &waiting.email, subject, text) {
        Ok(mail) => house.post(mail),
        Err(error) => Err(MailError::Never(error.to_string())),
    };
    if let Err(MailError::Later(why)) = given {
        return Err(JobProblem::Later(why));
    }
    sent(house, post, &waiting.all)?;
    match given {
        Err(MailError::Never(why)) => Err(JobProblem::Never(why)),
        _ => Ok(result(waiting.notices.len())),
    }
}

/// What a job that sent so many notices leaves.
pub fn result(notices: usize) -> String {
    serde_json::json!({ "notices": notices }).to_string()
}

fn sent(house: &House, post: Post, all: &[i64]) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let tx = house.db.write(Key::SYSTEM)?;
    store::mark_sent(&tx, post, all)?;
    tx.commit()
}

/// Asks anew for mails that wait without a job: their tries were used up, or somebody cancelled them. How many.
///
/// # Errors
/// Those of the database.
pub fn catch_up(house: &House) -> Result<usize> {
    let now = house.clock.now();
    let mut count = 0;
    for post in [Post::Mail, Post::Digest] {
        let people = store::stranded(&house.db.read(Key::SYSTEM)?, post, now - STRANDED)?;
        for person in people {
            let tx = house.db.write(Key::SYSTEM)?;
            store::take(&tx, post, person)?;
            store::ask(&tx, post, person, now)?;
            job::add(&tx, Act { actor: None, now, ids: &house.ids }, post.job(), &payload(person), now)?;
            tx.commit()?;
            count += 1;
        }
    }
    Ok(count)
}

/// The person as those who tell see him; none when he may not sign in any more.
///
/// # Errors
/// Those of the database.
pub fn reader(house: &House, person: PersonId) -> Result<Option<Reader>> {
    Ok(readers::these(&house.db.read(Key::SYSTEM)?, &[person])?.pop())
}
