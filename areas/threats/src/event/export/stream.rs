//! The answer: events one after the other, each piece by piece, through a format's writer, in chunks.

use std::collections::VecDeque;
use std::sync::Arc;

use belfry_kernel::{Clock, Ids, OrganisationId, PersonId, SubjectId};
use belfry_store::{Act, Db, Key, Read, Sql, Value, args, scope};

use super::buffer::{Buffer, CHUNK};
use super::walk::{Broken, Piece, Walk};
use super::write::Writer;
use super::{Format, Options};
use crate::event::State;
use crate::event::disclose::{self, How};
use crate::event::list::filter::Filter;
use crate::event::list::select;

/// Events listed at once.
const LISTED: i64 = 50;
/// Pieces read for one chunk at most, so that no chunk takes long.
const STEPS: usize = 8;

/// Who takes something out, and how: for the disclosure log.
#[derive(Clone, Copy, Debug)]
pub struct Taker {
    /// The person.
    pub person: Option<PersonId>,
    /// His organisation. What it owns is not noted.
    pub organisation: Option<OrganisationId>,
    /// Which way.
    pub how: How,
}

/// Which events.
pub enum Source {
    /// One that the reader has loaded.
    One(SubjectId),
    /// All that he sees and that fit, newest first.
    Matching(Box<Filter>),
}

/// What an export asks of its surroundings.
#[derive(Clone)]
pub struct Surroundings {
    /// Where from.
    pub db: Db,
    /// For the disclosure log.
    pub ids: Arc<Ids>,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Whose eyes.
    pub key: Key,
    /// Who is noted in the disclosure log; nobody for the machine's owner, who sees everything anyway.
    pub taker: Option<Taker>,
}

/// An export under way.
///
/// Each chunk reads anew under the reader's key, so what he stopped seeing meanwhile does not go out; the event under way then
/// breaks the answer, which is never short and whole in looks. Every event of another organisation is noted in the disclosure log
/// before the first byte of it leaves: a small write on the export's way, where it makes no page wait.
pub struct Stream {
    around: Surroundings,
    format: Format,
    source: Source,
    before: Option<SubjectId>,
    queue: VecDeque<SubjectId>,
    listed_all: bool,
    walk: Option<Walk>,
    began: bool,
    writer: Option<Writer>,
    out: Buffer,
}

impl Stream {
    /// Begins.
    ///
    /// # Errors
    /// A writer that cannot begin, in words for the log.
    pub fn new(around: Surroundings, format: Format, options: Options, source: Source) -> Result<Self, String> {
        let out = Buffer::default();
        let many = matches!(source, Source::Matching(_));
        let seed = match &source {
            Source::One(_) => String::new(),
            Source::Matching(filter) => format!("events {}", filter.query()),
        };
        let writer = Writer::new(format, options, many, &seed, out.clone())?;
        Ok(Self {
            around,
            format,
            source,
            before: None,
            queue: VecDeque::new(),
            listed_all: false,
            walk: None,
            began: false,
            writer: Some(writer),
            out,
        })
    }

    /// The next bytes; empty ones where much was read and nothing of it fits the format; none at the end.
    pub fn chunk(&mut self) -> Option<Result<Vec<u8>, String>> {
        for _ in 0..STEPS {
            if self.out.len() >= CHUNK {
                break;
            }
            if self.writer.is_none() {
                return (!self.out.is_empty()).then(|| Ok(self.out.take()));
            }
            if let Err(why) = self.step() {
                self.writer = None;
                self.out = Buffer::default();
                return Some(Err(why));
            }
        }
        Some(Ok(self.out.take()))
    }

    /// Reads one piece and writes it.
    fn step(&mut self) -> Result<(), String> {
        if self.walk.is_none() && !self.enter()? {
            return self.writer.take().map_or(Ok(()), Writer::finish);
        }
        let (Some(walk), Some(writer)) = (&mut self.walk, &mut self.writer) else { return Ok(()) };
        let piece = match walk.next(&self.around.db, self.around.key) {
            // A list was made a moment ago; what left it since is not of it.
            Err(Broken::Gone) if !self.began && matches!(self.source, Source::Matching(_)) => {
                self.walk = None;
                return Ok(());
            }
            other => other.map_err(|error| error.to_string())?,
        };
        self.began = true;
        let is_end = matches!(piece, Piece::End);
        writer.piece(piece)?;
        if is_end {
            self.walk = None;
            self.began = false;
        }
        Ok(())
    }

    /// Goes to the next event; whether there is one.
    fn enter(&mut self) -> Result<bool, String> {
        if self.queue.is_empty() && !self.listed_all {
            self.list().map_err(|error| error.to_string())?;
        }
        let Some(event) = self.queue.pop_front() else { return Ok(false) };
        self.walk = Some(Walk::new(event, self.format.wants()));
        self.began = false;
        Ok(true)
    }

    /// Lists the next events and notes that they go out.
    fn list(&mut self) -> belfry_store::Result<()> {
        let read = self.around.db.read(self.around.key)?;
        match &self.source {
            Source::One(event) => {
                self.queue.push_back(*event);
                self.listed_all = true;
            }
            Source::Matching(filter) => {
                let rows = select::rows(&read, filter, self.before, LISTED)?;
                self.listed_all = i64::try_from(rows.len()).is_ok_and(|count| count < LISTED);
                self.before = rows.last().map(|row| row.id).or(self.before);
                let is_list_of_values = self.format == Format::Text && filter.state.is_empty();
                // Nobody blocks by what was taken back: unasked, not even a line says of it.
                let kept = rows.iter().filter(|row| !is_list_of_values || row.state != State::Recalled);
                self.queue.extend(kept.map(|row| row.id));
            }
        }
        let events: Vec<i64> = self.queue.iter().map(|event| event.0).collect();
        let noted = self.others(&read, events)?;
        drop(read);
        self.note(&noted)
    }

    /// Version of each of these events that another organisation owns.
    fn others(&self, read: &Read, events: Vec<i64>) -> belfry_store::Result<Vec<(SubjectId, i64)>> {
        let Some(taker) = self.around.taker else { return Ok(Vec::new()) };
        let mut sql = Sql::new(
            "select e.id, e.version from threats_events e join store_subjects s on s.id = e.id where e.id in {ints ?} \
             and s.owner_id <> ? and",
            [Value::Ints(events), taker.organisation.map_or(0, |organisation| organisation.0).into()],
        );
        sql.append(&scope::sees_subject(read.key()));
        read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    fn note(&self, events: &[(SubjectId, i64)]) -> belfry_store::Result<()> {
        let Some(taker) = self.around.taker.filter(|_| !events.is_empty()) else { return Ok(()) };
        let organisations: Vec<OrganisationId> = taker.organisation.into_iter().collect();
        let act = Act { actor: taker.person, now: self.around.clock.now(), ids: &self.around.ids };
        self.around.db.write_retrying(
            self.around.key,
            |tx| disclose::note_many(tx, act, events, &organisations, taker.how),
            |error| matches!(error, belfry_store::Error::Retry),
        )
    }
}
