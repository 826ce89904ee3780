//! The job `threats.import`: takes files in on behalf of whoever sent them, with the rights that he has now.
//!
//! It runs at least once and imports nothing twice: what is here already stays unchanged. A large one does it in turns: between two
//! events it gives way to other jobs, and what the turns before have done stands in its payload beside the order. What the turn under
//! way has done stands beside its events (`done.rs`), for whoever goes on when its worker dies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::time::{Duration, Instant};

use belfry_identity::on_behalf_of;
use belfry_kernel::{Actor, Problem};
use belfry_store::{Error, Key, job, job::Job, scope};
use belfry_web::House;
use belfry_web::area::{JobHandler, JobProblem};

use super::detect::Format;
use super::done;
use super::fault::Fault;
use super::order::{Order, Parcel};
use super::report::{Arrived, Report};
use super::sheet::{Rows, Table};
use super::shelf::Shelf;
use super::terms;
use crate::access::{Import, Publish};
use crate::event::Origin;
use crate::event::import::{
    ImportContext, ImportError, Note, Outcome, Progress, Reach, Turn, import_misp_turn, import_stix_turn, sweep_staged,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Its name in the queue.
pub const NAME: &str = "threats.import";
/// The handler.
pub const HANDLER: JobHandler = JobHandler { name: NAME, run };
/// How often progress is written down: each time takes the one writer.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// Events, and the time, after which an import gives way, if anybody waits.
const TURN: (u64, Duration) = (500, Duration::from_secs(5));

/// An order under way.
#[derive(Serialize, Deserialize)]
struct Going {
    #[serde(flatten)]
    order: Order,
    #[serde(default)]
    so_far: SoFar,
}

/// What the turns before have done.
#[derive(Default, Serialize, Deserialize)]
struct SoFar {
    report: Report,
    /// Files that have come to their end.
    files: usize,
    /// Events of the next file that have.
    events: usize,
}

impl SoFar {
    /// Adds what a turn that was cut off had done.
    fn add_all(&mut self, kept: BTreeMap<usize, String>) -> Result<(), JobProblem> {
        for report in kept.into_values() {
            self.report.add(serde_json::from_str(&report).map_err(|error| JobProblem::Never(error.to_string()))?);
        }
        Ok(())
    }
}

/// Does it.
fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let person = job.actor.ok_or_else(|| JobProblem::Never("an import of nobody".into()))?;
    let unread = |_| JobProblem::Never("an order that cannot be read".into());
    let mut going: Going = serde_json::from_str(&job.payload).map_err(unread)?;
    let (order, so_far) = (&going.order, &mut going.so_far);
    let shelf = Shelf::of(house, person);
    let context = context(house, job, order)?;
    // What a worker that died left behind.
    sweep_staged(&house.db, house.clock.now())?;
    let file = |number| done::File { job: job.id, number };
    let whole = file(order.parcels.len());
    if let Some(report) = whole.kept(&house.db, 0)?.into_values().next() {
        return Ok(report);
    }
    done::sweep(&house.db, file(so_far.files), so_far.events)?;
    let before = order.parcels.iter().take(so_far.files).map(|parcel| parcel.bytes).sum();
    let mut work = Work { house, job, order, before, left: 0, told: None };
    let mut pace = Pace::new(house);
    for (number, parcel) in order.parcels.iter().enumerate().skip(so_far.files) {
        let file = file(number);
        let mut kept = file.kept(&house.db, so_far.events)?;
        let place = Place { file, done: so_far.events, ended: kept.keys().copied().collect() };
        let (mut one, fault) = match work.parcel(&context, &shelf, parcel, &place, &mut pace) {
            Ok(one) => (one, None),
            Err(Ended::Fault(fault)) => (Outcome::default(), Some(fault)),
            Err(Ended::Problem(problem)) => return Err(problem),
            Err(Ended::Stopped(one)) => {
                so_far.add_all(kept)?;
                so_far.report.add(Report::new(*one, Vec::new(), std::mem::take(&mut work.left)));
                clear(&shelf, order);
                let report = written(&so_far.report)?;
                // It stays cancelled whether this can be noted or not.
                let noted = house.db.write(Key::SYSTEM).and_then(|tx| {
                    job::leave(&tx, job.id, &report)?;
                    tx.commit()
                });
                if let Err(error) = noted {
                    tracing::warn!(%error, "what a cancelled import had done could not be noted");
                }
                return Err(JobProblem::Cancelled);
            }
        };
        let next = one.next.take();
        // What lies behind this turn is told by the turn that passes it.
        drop(next.map(|next| kept.split_off(&next)));
        so_far.add_all(kept)?;
        let ended = next.is_none().then(|| Arrived { name: parcel.name.clone(), format: parcel.format, fault });
        so_far.report.add(Report::new(one, ended.into_iter().collect(), std::mem::take(&mut work.left)));
        (so_far.files, so_far.events) = next.map_or((so_far.files + 1, 0), |events| (so_far.files, events));
        if next.is_some() || (so_far.files < order.parcels.len() && pace.is_over()) {
            return Err(JobProblem::GivesWay(written(&going)?));
        }
        work.before += parcel.bytes;
    }
    let report = written(&so_far.report)?;
    let tx = house.db.write(Key::SYSTEM)?;
    whole.keep(&tx, 0, &report)?;
    tx.commit()?;
    clear(&shelf, order);
    Ok(report)
}

fn written(value: &impl Serialize) -> Result<String, JobProblem> {
    serde_json::to_string(value).map_err(|error| JobProblem::Never(error.to_string()))
}

/// How long a turn has taken, and whether it is another's.
struct Pace<'a> {
    house: &'a House,
    begun: Instant,
    /// How long it took to come to its first event.
    start: Option<Duration>,
    events: u64,
}

impl<'a> Pace<'a> {
    fn new(house: &'a House) -> Self {
        Self { house, begun: Instant::now(), start: None, events: 0 }
    }

    /// Whether an event that has just ended is the last of the turn. One does at least twice as much as it took to begin, and gives
    /// way to nobody where nobody waits.
    fn is_over(&mut self) -> bool {
        let spent = self.begun.elapsed();
        let start = *self.start.get_or_insert(spent);
        self.events += 1;
        let (events, time) = TURN;
        (self.events >= events || spent >= time) && spent >= start * 3 && self.others_wait().unwrap_or(false)
    }

    fn others_wait(&self) -> belfry_store::Result<bool> {
        job::others_wait(&self.house.db.read(Key::SYSTEM)?, self.house.clock.now())
    }
}

/// What is known of a job that ended: its report, or, of one that was cancelled and could not write it yet, that of the turns
/// before; and whether more than that may have been done.
pub fn report(job: &Job) -> (Option<Report>, bool) {
    if let Some(result) = &job.result {
        return (serde_json::from_str(result).ok(), false);
    }
    if job.state != "cancelled" {
        return (None, false);
    }
    let going: Option<Going> = serde_json::from_str(&job.payload).ok();
    let report = going.map(|going| going.so_far.report).filter(|report| !report.items.is_empty());
    let is_part = report.is_some();
    (report, is_part)
}

/// Removes the files of an order.
pub fn clear(shelf: &Shelf, order: &Order) {
    order.parcels.iter().for_each(|parcel| shelf.remove(parcel.token));
}

/// Who imports, and how: asked anew, for roles and circles may have changed since the order was given.
fn context<'a>(house: &'a House, job: &Job, order: &Order) -> Result<ImportContext<'a>, JobProblem> {
    let closed = || JobProblem::Never(house.words_in("en").s("threats-import-stopped-rights"));
    let Some(person) = job.actor else { return Err(closed()) };
    let who = on_behalf_of(&house.db.read(Key::SYSTEM)?, person)?.ok_or_else(closed)?;
    let t = house.words_in(&who.language);
    let never = |key: &str| JobProblem::Never(t.s(key));
    let (actor, owner) = (Actor::Person(Box::new(who.person.clone()), who.grants.clone()), order.organisation());
    if terms::granted::<Import>(&actor, owner, person).is_none() {
        return Err(never(belfry_words::key!("threats-import-stopped-rights")));
    }
    let key = scope::key_of(&house.db, &who.grants, house.clock.now())?;
    let read = house.db.read(key)?;
    let reach = match terms::reach_of(&read, &who.grants, owner, &order.reach) {
        Ok(Some(reach)) => reach,
        Ok(None) => return Err(never(belfry_words::key!("threats-import-stopped-circle"))),
        Err(problem) => return Err(later(&problem)),
    };
    // A table becomes a draft, which somebody publishes later.
    if order.table.is_none() && reach != Reach::Own && terms::granted::<Publish>(&actor, owner, person).is_none() {
        return Err(never(belfry_words::key!("threats-import-stopped-share")));
    }
    Ok(ImportContext {
        db: &house.db,
        ids: &house.ids,
        clock: &*house.clock,
        person: Some(person),
        organisation: owner,
        reach,
        tlp: order.tlp(),
    })
}

fn later(problem: &Problem) -> JobProblem {
    JobProblem::Later(problem.to_string())
}

/// Why a file came to no good end.
enum Ended {
    /// It is broken; the others go on.
    Fault(Fault),
    /// The whole job ends.
    Problem(JobProblem),
    /// It was cancelled, with this of the file done.
    Stopped(Box<Outcome>),
}

fn disk(error: std::io::Error) -> Ended {
    Ended::Problem(JobProblem::Later(error.to_string()))
}

fn ended(result: Result<Outcome, ImportError>, broken: Option<Error>) -> Result<Outcome, Ended> {
    if let Some(error) = broken {
        return Err(Ended::Problem(JobProblem::Later(error.to_string())));
    }
    result.map_err(|error| match error {
        ImportError::Refused(error) => Ended::Fault(Fault::from(&error)),
        ImportError::Bundle(error) => Ended::Fault(Fault::from(&error)),
        ImportError::Cancelled(done) => Ended::Stopped(done),
        other => Ended::Problem(JobProblem::Later(other.to_string())),
    })
}

/// Where a turn begins in a file.
struct Place {
    file: done::File,
    done: usize,
    ended: BTreeSet<usize>,
}

struct Work<'a> {
    house: &'a House,
    job: &'a Job,
    order: &'a Order,
    /// Bytes of the files before this one.
    before: u64,
    /// Rows of tables that were left out.
    left: u64,
    told: Option<Instant>,
}

impl Work<'_> {
    /// Takes in what is left of a file.
    fn parcel(
        &mut self,
        context: &ImportContext<'_>,
        shelf: &Shelf,
        parcel: &Parcel,
        place: &Place,
        pace: &mut Pace<'_>,
    ) -> Result<Outcome, Ended> {
        let file = match shelf.open(parcel.token) {
            Ok(file) => file,
            // Removed with the result of an earlier run that could not say so any more.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let gone = || Ended::Fault(Fault::plain("gone"));
                return Err(if self.is_cancelled() { Ended::Stopped(Box::default()) } else { gone() });
            }
            Err(error) => return Err(Ended::Problem(JobProblem::Later(error.to_string()))),
        };
        let mut source = BufReader::with_capacity(64 * 1024, file);
        let mut broken = None;
        let note: Note<'_> = &|tx, event, outcome| place.file.note(tx, event, outcome).map(|()| true);
        let turn = Turn { done: place.done, ended: &place.ended, note: Some(note), ends: &mut || pace.is_over() };
        let mut progress = |progress: Progress| self.tell(parcel, progress, &mut broken);
        let result = match parcel.format {
            Format::Misp => {
                let origin = if parcel.drafted { Origin::Text } else { Origin::Misp };
                import_misp_turn(context, origin, &mut source, turn, &mut progress)
            }
            Format::Stix => import_stix_turn(context, &mut source, turn, &mut progress),
            Format::Csv => return self.table(context, shelf, parcel, turn, source),
        };
        ended(result, broken)
    }

    fn is_cancelled(&self) -> bool {
        let now = self.house.db.read(Key::SYSTEM).and_then(|read| job::get(&read, self.job.id));
        now.is_ok_and(|job| job.is_some_and(|job| job.state == "cancelled"))
    }

    /// A table becomes a file of one event beside it, which is taken in as any other.
    fn table<'c>(
        &mut self,
        context: &'c ImportContext<'_>,
        shelf: &Shelf,
        parcel: &Parcel,
        turn: Turn<'c>,
        source: BufReader<File>,
    ) -> Result<Outcome, Ended> {
        let Some(table) = &self.order.table else { return Err(Ended::Fault(Fault::plain("not-this"))) };
        let token = self.house.ids.uuid();
        let result = self.written(table, shelf, token, source).and_then(|()| {
            let mut source = BufReader::with_capacity(64 * 1024, shelf.open(token).map_err(disk)?);
            let mut broken = None;
            let mut tell = |progress| self.tell(parcel, progress, &mut broken);
            let result = import_misp_turn(context, Origin::Csv, &mut source, turn, &mut tell);
            ended(result, broken)
        });
        shelf.remove(token);
        result
    }

    fn written(&mut self, table: &Table, shelf: &Shelf, token: Uuid, source: BufReader<File>) -> Result<(), Ended> {
        let mut rows = Rows::new(source, table.shape.delimiter);
        let mut out = BufWriter::new(File::create(shelf.path(token)).map_err(disk)?);
        let (mut header, mut left, mut fault) = (table.shape.header, 0, None);
        let attributes = std::iter::from_fn(|| {
            loop {
                let cells = match rows.next() {
                    Ok(Some((_, cells))) => cells,
                    Ok(None) => return None,
                    Err(found) => {
                        fault = Some(found);
                        return None;
                    }
                };
                if std::mem::take(&mut header) {
                    continue;
                }
                match table.shape.row(cells) {
                    Ok((row, _)) => return Some(Ok(row)),
                    Err(_) => left += 1,
                }
            }
        });
        table.head.write(&mut out, attributes).and_then(|_| out.flush()).map_err(disk)?;
        self.left += left;
        fault.map_or(Ok(()), |fault| Err(Ended::Fault(fault)))
    }

    /// Writes down how far it is; whether to go on.
    fn tell(&mut self, parcel: &Parcel, progress: Progress, broken: &mut Option<Error>) -> bool {
        if self.told.is_some_and(|told| told.elapsed() < TELL_EVERY) {
            return true;
        }
        self.told = Some(Instant::now());
        let share = if progress.total == 0 { 0.0 } else { progress.done as f64 / progress.total as f64 };
        let done = self.before + (parcel.bytes as f64 * share) as u64;
        let (done, total) = (done.min(i64::MAX as u64) as i64, self.order.bytes().min(i64::MAX as u64) as i64);
        let write = || {
            let tx = self.house.db.write(Key::SYSTEM)?;
            let alive = job::progress(&tx, self.job.id, done, Some(total), self.house.clock.now())?;
            tx.commit()?;
            Ok(alive)
        };
        match write() {
            Ok(alive) => alive,
            // Somebody else writes: the next time will do.
            Err(Error::Busy | Error::Retry) => true,
            Err(error) => {
                *broken = Some(error);
                false
            }
        }
    }
}
