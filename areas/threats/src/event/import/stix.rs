//! STIX 2.1 bundles, read more than once: to check one whole, and once for each event that it makes.
//!
//! A report becomes an event with what it refers to; without reports a grouping does; a bundle with neither, or with one, is one
//! event with all that is in it. Every object is kept as it came beside what is made of it, and goes out as it came while nobody
//! changes the event here. The event has the strictest level that any of its markings states, parts of objects included.
//!
//! Identities are the same every time: the event has its report's UUID, or the bundle's; an attribute one made of its object's and
//! its place in it. The newest `modified` is the event's timestamp. So a second import of the same text finds nothing new.

mod map;
mod survey;

use std::collections::{BTreeSet, HashMap};
use std::io::{Read, Seek, SeekFrom};

use belfry_misp as misp;
use belfry_stix::read::{Limits, Sink, SinkError, stream};
use belfry_stix::{StixId, StixObject};
use belfry_store::{Key, args};
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use uuid::Uuid;

use self::survey::Survey;
use super::begin::{Begun, begin};
use super::stage::{End, Memory, Stage};
use super::{ImportContext, ImportError, Note, Outcome, Progress, Turn};
use crate::event::Origin;
use crate::event::export::{Kept, PROPERTIES, records};

pub(super) use map::{attribute, header as blank, report, tag};

/// Objects between two reports of progress.
const REPORT_EVERY: u64 = 256;
/// Clusters of one event; a catalogue has more, which are kept as they came.
const MOST_CLUSTERS: usize = 1_000;
/// Characters of a title.
const LONGEST_TITLE: usize = 1_000;
/// Attributes that wait for the object around them.
const MOST_WAITING: usize = 50_000;

/// Takes in a bundle. A broken one is refused whole; otherwise there is a result for every event that it makes.
/// `progress` is told how far it is and says whether to go on.
///
/// # Errors
/// [`ImportError`]; events that were finished before stay, the one under way leaves nothing.
pub fn import_stix<R: Read + Seek>(
    ctx: &ImportContext<'_>,
    source: &mut R,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    import_stix_turn(ctx, source, Turn { done: 0, ended: &BTreeSet::new(), note: None, ends: &mut || false }, progress)
}

/// As [`import_stix`], some events at a time.
///
/// # Errors
/// Those of [`import_stix`].
pub fn import_stix_turn<'c, R: Read + Seek>(
    ctx: &'c ImportContext<'_>,
    source: &mut R,
    turn: Turn<'c>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    let start = source.stream_position()?;
    let mut survey = Survey::default();
    let bundle = stream(&mut *source, &Limits::default(), &mut survey).map_err(ImportError::Bundle)?;
    survey.settle();
    let rounds: Vec<Option<usize>> = match survey.roots.len() {
        0 => vec![None],
        1 => vec![Some(0)],
        // What no report holds is an event of its own, if there is any such thing.
        count => (0..count).map(Some).chain([None]).collect(),
    };
    let mut common = Common {
        ctx,
        survey: &survey,
        is_whole: survey.roots.len() < 2,
        outcome: Outcome::default(),
        memory: Memory::default(),
        note: turn.note,
        told: Progress { done: survey.objects * turn.done as u64, total: survey.objects * rounds.len() as u64 },
        progress,
    };
    for (number, root) in rounds.into_iter().enumerate().skip(turn.done) {
        if number > turn.done && !turn.has_ended(number - 1) && (turn.ends)() {
            common.outcome.next = Some(number);
            break;
        }
        if turn.has_ended(number) {
            common.told.done += survey.objects;
            continue;
        }
        source.seek(SeekFrom::Start(start))?;
        common.event((number, root), header(&survey, root, bundle.id.as_ref()), &mut *source)?;
    }
    Ok(common.outcome)
}

/// A header as MISP has it.
fn header(survey: &Survey, root: Option<usize>, bundle: Option<&StixId>) -> misp::Event {
    let root = root.and_then(|root| survey.roots.get(root));
    let said = root.and_then(|root| map::said(root.json.as_object()?)?.get("event"));
    if let Some(header) = said.and_then(|said| serde_json::from_value::<misp::Event>(said.clone()).ok()) {
        return header;
    }
    let text = |key: &str| root.and_then(|root| root.json.get(key)).and_then(Json::as_str);
    let by = text("created_by_ref").and_then(|id| StixId::parse(id).ok());
    let creator = survey.name_of(by.as_ref()).filter(|(_, name)| !name.contains('\0'));
    let uuid = root.map(|root| root.id.uuid()).or_else(|| bundle.map(StixId::uuid)).unwrap_or_default();
    let day = text("created").and_then(|at| at.parse().ok()).or(survey.since);
    let mut tags: Vec<misp::Tag> =
        root.and_then(|root| root.json.as_object()).into_iter().flat_map(map::labels).map(tag).collect();
    if let Some(level) = survey.level() {
        tags.retain(|tag| !tag.name.to_ascii_lowercase().starts_with("tlp:"));
        tags.push(tag(&level.name().to_lowercase()));
    }
    let title = text("name").map_or_else(|| survey.title(), str::to_owned);
    // A name may be as long as an object, and PostgreSQL keeps no NUL.
    let title: String = title.chars().filter(|c| *c != '\0').take(LONGEST_TITLE).collect();
    let mut header = map::header(uuid, &title, survey.newest.unwrap_or(1));
    header.date = day.map(|at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).date());
    header.orgc = creator.map(|(id, name)| records::org(name.to_owned(), Some(id.uuid())));
    header.tags = tags;
    header
}

/// One event of a bundle.
struct Round<'s, 'a, 'c, 'p> {
    survey: &'s Survey,
    root: Option<usize>,
    /// Whether what is no part of the root belongs to it too.
    is_whole: bool,
    stage: Stage<'a, 'c>,
    seq: i64,
    clusters: usize,
    /// Attributes whose object comes later.
    waiting: HashMap<Uuid, Vec<misp::Attribute>>,
    waiting_count: usize,
    told: &'p mut Progress,
    progress: &'p mut dyn FnMut(Progress) -> bool,
    error: Option<ImportError>,
    /// Whether there is anything but names and markings.
    is_something: bool,
}

/// What the rounds of one bundle share.
struct Common<'s, 'a, 'c, 'p> {
    ctx: &'c ImportContext<'a>,
    survey: &'s Survey,
    is_whole: bool,
    outcome: Outcome,
    memory: Memory,
    note: Option<Note<'c>>,
    told: Progress,
    progress: &'p mut dyn FnMut(Progress) -> bool,
}

impl Common<'_, '_, '_, '_> {
    fn event<R: Read>(
        &mut self,
        (number, root): (usize, Option<usize>),
        header: misp::Event,
        source: R,
    ) -> Result<(), ImportError> {
        let ctx = self.ctx;
        let uuid = header.uuid;
        let mut stage = match begin(ctx, std::mem::take(&mut self.memory), header, Origin::Stix)? {
            Begun::Stage(stage) => stage,
            Begun::Passed(item, memory) => {
                self.memory = *memory;
                self.told.done += self.survey.objects;
                self.outcome.note(*item);
                return if (self.progress)(self.told) { Ok(()) } else { Err(ImportError::stopped()) };
            }
        };
        if stage.is_update() {
            match stage.hold() {
                Err(ImportError::Meanwhile) => {
                    self.outcome.ended(&stage, &End::Meanwhile);
                    self.memory = stage.take_memory();
                    return Ok(());
                }
                other => other?,
            }
            clear(ctx, stage.event())?;
        }
        stage.along(self.note, number);
        let timestamp = stage.timestamp();
        let mut round = Round {
            survey: self.survey,
            root,
            is_whole: self.is_whole,
            stage: *stage,
            seq: PROPERTIES,
            clusters: 0,
            waiting: HashMap::new(),
            waiting_count: 0,
            told: &mut self.told,
            progress: &mut *self.progress,
            error: None,
            is_something: false,
        };
        let streamed = stream(source, &Limits::default(), &mut round).map_err(ImportError::Bundle);
        let ended = match (round.error.take(), streamed) {
            (Some(error), _) | (None, Err(error)) => Err(error),
            (None, Ok(_)) => round.end(uuid, timestamp),
        };
        let mut stage = round.stage;
        let end = match ended.and_then(|is_kept| if is_kept { stage.finish().map(Some) } else { Ok(None) }) {
            Ok(end) => end,
            Err(ImportError::Meanwhile) => Some(End::Meanwhile),
            Err(error) => {
                if let Err(second) = stage.abandon() {
                    tracing::warn!(error = %second, "a broken import is left for the sweep");
                }
                return Err(error);
            }
        };
        if let Some(end) = end {
            self.outcome.ended(&stage, &end);
        }
        self.memory = stage.take_memory();
        if (self.progress)(self.told) { Ok(()) } else { Err(ImportError::stopped()) }
    }
}

/// Takes the objects of an older version out, the row that makes them count first.
fn clear(ctx: &ImportContext<'_>, event: belfry_kernel::SubjectId) -> Result<(), ImportError> {
    loop {
        let tx = ctx.db.write(Key::SYSTEM)?;
        let gone = tx.execute(
            "delete from threats_originals where event_id = $1 and seq in \
             (select seq from threats_originals where event_id = $1 order by seq limit 500)",
            args![event],
        )?;
        tx.commit()?;
        if gone == 0 {
            return Ok(());
        }
    }
}

impl Round<'_, '_, '_, '_> {
    fn take(&mut self, object: StixObject) -> Result<(), ImportError> {
        self.told.done += 1;
        if self.told.done.is_multiple_of(REPORT_EVERY) && !(self.progress)(*self.told) {
            return Err(ImportError::stopped());
        }
        let json = || serde_json::from_str::<Json>(&object.raw).unwrap_or_default();
        if !self.is_whole && !self.survey.belongs(self.root, &object, json) {
            return Ok(());
        }
        let is_frame =
            matches!(object.kind.as_str(), "identity" | "marking-definition" | "extension-definition" | "relationship");
        self.is_something |= self.is_whole || !is_frame;
        let is_root = self.root.and_then(|root| self.survey.roots.get(root)).is_some_and(|root| root.id == object.id);
        // What we wrote says everything in its extension; the observables beside it are for others.
        let is_beside = self.survey.is_ours && object.created.is_none();
        if is_root {
            self.description(&object, &json())?;
        } else if !is_beside {
            self.made(map::map(&object))?;
        }
        if !self.survey.is_ours {
            self.seq += 1;
            self.stage.original(self.seq, object.id.as_str().to_owned(), object.raw);
        }
        self.stage.step()
    }

    /// What a report says in words.
    fn description(&mut self, object: &StixObject, json: &Json) -> Result<(), ImportError> {
        let words = json.get("description").and_then(Json::as_str).map(str::trim).filter(|words| !words.is_empty());
        let Some(words) = words else { return Ok(()) };
        let uuid = Uuid::new_v5(&object.id.uuid(), b"description");
        let mut made = report(uuid, object.name.as_deref().unwrap_or(&object.kind), words);
        made.timestamp = object.modified.map(|at| at.as_second());
        self.stage.report(made)
    }

    fn made(&mut self, made: map::Made) -> Result<(), ImportError> {
        for attribute in made.attributes {
            match made.within {
                Some(object) if self.waiting_count < MOST_WAITING => {
                    self.waiting_count += 1;
                    self.waiting.entry(object).or_default().push(attribute);
                }
                _ => self.stage.attribute(attribute)?,
            }
        }
        if let Some(mut object) = made.object {
            object.attributes = self.waiting.remove(&object.uuid).unwrap_or_default();
            self.waiting_count -= object.attributes.len();
            self.stage.object(object)?;
        }
        if let Some(report) = made.report {
            self.stage.report(report)?;
        }
        if let Some(sighting) = made.sighting {
            self.stage.sighting(sighting)?;
        }
        if let Some(galaxy) = made.cluster.filter(|_| self.clusters < MOST_CLUSTERS) {
            self.clusters += 1;
            self.stage.galaxy(None, None, galaxy, &[])?;
        }
        Ok(())
    }

    /// After the last object: whether there is an event at all.
    fn end(&mut self, uuid: Uuid, timestamp: i64) -> Result<bool, ImportError> {
        let left = std::mem::take(&mut self.waiting);
        for attribute in left.into_values().flatten() {
            self.stage.attribute(attribute)?;
        }
        if !self.survey.is_ours {
            let part = StixId::new("bundle", Uuid::new_v5(&uuid, b"bundle"));
            let properties = if self.is_whole {
                self.survey.properties.clone()
            } else {
                vec![("type".into(), "\"bundle\"".into()), ("id".into(), format!("\"{part}\""))]
            };
            let kept = serde_json::to_string(&Kept { timestamp, properties }).unwrap_or_default();
            self.stage.original(PROPERTIES, "bundle".into(), kept);
        }
        Ok(self.is_something)
    }
}

impl Sink for Round<'_, '_, '_, '_> {
    fn object(&mut self, object: StixObject) -> Result<(), SinkError> {
        self.take(object).map_err(|error| {
            self.error = Some(error);
            "stopped".into()
        })
    }
}
