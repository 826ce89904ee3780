//! MISP's JSON, read twice: once to check it whole, once to take it in.

use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};

use belfry_misp::{Attribute, EventReport, FormatError, Object, Scanned, Sighting, Sink, Stop, scan, stream};
use belfry_store::Tx;

use super::begin::{Begun, begin};
use super::stage::{End, Memory, Stage};
use super::{ImportContext, ImportError, Note, Outcome, Progress, Turn};
use crate::event::Origin;

/// Children between two reports of progress.
const REPORT_EVERY: u64 = 256;

/// Takes in a file of one or many events. A broken file is refused whole; otherwise there is a result for every event.
/// `progress` is told how far it is and says whether to go on.
///
/// # Errors
/// [`ImportError`]; events that were finished before stay, the one under way leaves nothing.
pub fn import_misp<R: Read + Seek>(
    ctx: &ImportContext<'_>,
    source: &mut R,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    import_drafted(ctx, Origin::Misp, source, progress)
}

/// As [`import_misp`], for a file that was written here out of something else: new events say that they came so.
///
/// # Errors
/// Those of [`import_misp`].
pub fn import_drafted<R: Read + Seek>(
    ctx: &ImportContext<'_>,
    origin: Origin,
    source: &mut R,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    import_misp_turn(
        ctx,
        origin,
        source,
        Turn { done: 0, ended: &BTreeSet::new(), note: None, ends: &mut || false },
        progress,
    )
}

/// As [`import_drafted`], for a file of one event that is here if, and only if, something else is done with it: `along` is asked in
/// the transaction that ends the event, perhaps more than once, and says whether it may be.
///
/// # Errors
/// Those of [`import_misp`].
pub fn import_along<R: Read + Seek>(
    ctx: &ImportContext<'_>,
    origin: Origin,
    source: &mut R,
    along: &dyn Fn(&Tx) -> belfry_store::Result<bool>,
) -> Result<Outcome, ImportError> {
    let note: Note<'_> = &|tx, _, _| along(tx);
    let turn = Turn { done: 0, ended: &BTreeSet::new(), note: Some(note), ends: &mut || false };
    import_misp_turn(ctx, origin, source, turn, &mut |_| true)
}

/// As [`import_drafted`], some events at a time.
///
/// # Errors
/// Those of [`import_misp`].
pub fn import_misp_turn<'c, R: Read + Seek>(
    ctx: &'c ImportContext<'_>,
    origin: Origin,
    source: &mut R,
    turn: Turn<'c>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    let start = source.stream_position()?;
    let scanned = scan(&mut *source).map_err(refused)?;
    source.seek(SeekFrom::Start(start))?;
    let total = scanned.iter().map(weight).sum();
    let mut walk = Walk {
        ctx,
        origin,
        scanned: scanned.into_iter().map(Some).collect(),
        at: None,
        current: Current::Passed,
        memory: Memory::default(),
        outcome: Outcome::default(),
        turn,
        progress,
        told: Progress { done: 0, total },
        error: None,
    };
    let streamed = stream(&mut *source, &mut walk).map_err(refused);
    let result = match (walk.error.take(), streamed) {
        (Some(error), _) => Err(error),
        // The sink stopped the reader.
        (None, Err(_)) if walk.outcome.next.is_some() => Ok(()),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => walk.rest(),
    };
    match result {
        Ok(()) => Ok(walk.outcome),
        Err(error) => {
            if let Current::Stage(stage) = &mut walk.current
                && let Err(second) = stage.abandon()
            {
                tracing::warn!(error = %second, "a broken import is left for the sweep");
            }
            Err(error.after(walk.outcome))
        }
    }
}

fn refused(error: FormatError) -> ImportError {
    ImportError::Refused(error)
}

fn weight(one: &Scanned) -> u64 {
    one.counts.attributes + one.counts.objects + one.counts.object_attributes
}

/// What becomes of the event that the text is in.
enum Current<'a, 'c> {
    Stage(Box<Stage<'a, 'c>>),
    /// It does not come in.
    Passed,
}

struct Walk<'a, 'c, 'p> {
    ctx: &'c ImportContext<'a>,
    turn: Turn<'c>,
    origin: Origin,
    scanned: Vec<Option<Scanned>>,
    at: Option<usize>,
    current: Current<'a, 'c>,
    memory: Memory,
    outcome: Outcome,
    progress: &'p mut dyn FnMut(Progress) -> bool,
    told: Progress,
    error: Option<ImportError>,
}

impl<'a, 'c> Walk<'a, 'c, '_> {
    /// Ends the events before this one and begins it; false when the turn ends before.
    fn enter(&mut self, event: usize) -> Result<bool, ImportError> {
        while self.at.is_none_or(|at| at < event) {
            self.leave()?;
            let next = self.at.map_or(0, |at| at + 1);
            if self.at.is_some() && !self.is_passed_over() && (self.turn.ends)() {
                self.outcome.next = Some(next);
                return Ok(false);
            }
            self.at = Some(next);
            self.begin(next)?;
        }
        Ok(true)
    }

    fn begin(&mut self, event: usize) -> Result<(), ImportError> {
        if self.is_passed_over() {
            return Ok(());
        }
        let Some(one) = self.scanned.get_mut(event).and_then(Option::take) else { return Ok(()) };
        let memory = std::mem::take(&mut self.memory);
        self.current = match begin(self.ctx, memory, one.header, self.origin)? {
            Begun::Stage(mut stage) => {
                stage.along(self.turn.note, event);
                Current::Stage(stage)
            }
            Begun::Passed(item, memory) => {
                self.memory = *memory;
                self.outcome.note(*item);
                Current::Passed
            }
        };
        Ok(())
    }

    fn leave(&mut self) -> Result<(), ImportError> {
        self.tell(0, true)?;
        if let Current::Stage(stage) = &mut self.current {
            let end = stage.finish()?;
            self.outcome.ended(stage, &end);
            self.memory = stage.take_memory();
        }
        self.current = Current::Passed;
        Ok(())
    }

    /// Whether a turn before has ended the event that the text is in.
    fn is_passed_over(&self) -> bool {
        self.at.is_some_and(|at| self.turn.has_ended(at))
    }

    /// The events after the last one that had children.
    fn rest(&mut self) -> Result<(), ImportError> {
        if let Some(last) = self.scanned.len().checked_sub(1)
            && !self.enter(last)?
        {
            return Ok(());
        }
        self.leave()
    }

    fn tell(&mut self, more: u64, now: bool) -> Result<(), ImportError> {
        let before = self.told.done;
        self.told.done += more;
        let due = now || before / REPORT_EVERY != self.told.done / REPORT_EVERY;
        if due && !self.is_passed_over() && !(self.progress)(self.told) { Err(ImportError::stopped()) } else { Ok(()) }
    }

    fn child(
        &mut self,
        event: usize,
        weight: u64,
        take: impl FnOnce(&mut Stage<'a, 'c>) -> Result<(), ImportError>,
    ) -> Result<(), Stop> {
        match self.enter(event) {
            Ok(true) => {}
            Ok(false) => return Err(Stop),
            Err(error) => {
                self.error = Some(error);
                return Err(Stop);
            }
        }
        let result = self.tell(weight, false).and_then(|()| match &mut self.current {
            Current::Stage(stage) => match take(stage) {
                // The others of the file still come in.
                Err(ImportError::Meanwhile) => {
                    self.outcome.ended(stage, &End::Meanwhile);
                    self.memory = stage.take_memory();
                    self.current = Current::Passed;
                    Ok(())
                }
                taken => taken,
            },
            Current::Passed => Ok(()),
        });
        result.map_err(|error| {
            self.error = Some(error);
            Stop
        })
    }
}

impl Sink for Walk<'_, '_, '_> {
    fn attribute(&mut self, event: usize, attribute: Attribute) -> Result<(), Stop> {
        self.child(event, 1, |stage| stage.attribute(attribute))
    }

    fn object(&mut self, event: usize, object: Object) -> Result<(), Stop> {
        self.child(event, 1 + object.attributes.len() as u64, |stage| stage.object(object))
    }

    fn report(&mut self, event: usize, report: EventReport) -> Result<(), Stop> {
        self.child(event, 0, |stage| stage.report(report))
    }

    fn sighting(&mut self, event: usize, sighting: Sighting) -> Result<(), Stop> {
        self.child(event, 0, |stage| stage.sighting(sighting))
    }
}
