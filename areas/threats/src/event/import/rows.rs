//! Rows of values as one new event: what tables and texts have in common.

use belfry_store::Key;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::begin::{Begun, begin};
use super::stage::{Memory, Stage};
use super::stix::{attribute, blank};
use super::{ImportContext, ImportError, ItemResult, Outcome, Progress, What};
use crate::event::{Origin, store};

/// Rows between two reports of progress.
const REPORT_EVERY: u64 = 256;

/// One value with what is said of it; checked by whoever made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// MISP's type.
    pub kind: String,
    /// The value.
    pub value: String,
    /// MISP's category; the type's usual one without.
    pub category: Option<String>,
    /// Remark.
    pub comment: String,
    /// Whether it is fit for detection; as is usual for its type without.
    pub to_ids: Option<bool>,
    /// First observation, RFC 3339.
    pub seen: Option<String>,
}

/// The identity of an event made of rows: the same title and rows for the same organisation make the same event, so that a job
/// that runs twice, or a command that is given again, finds it there.
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Of a title.
    pub fn new(title: &str) -> Self {
        let mut this = Self(Sha256::new());
        this.text(title);
        this
    }

    /// And of a row.
    pub fn row(&mut self, row: &Row) {
        self.text(&row.kind);
        self.text(&row.value);
        self.text(row.category.as_deref().unwrap_or_default());
        self.text(&row.comment);
        self.text(match row.to_ids {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        });
        self.text(row.seen.as_deref().unwrap_or_default());
    }

    /// The identity.
    pub fn uuid(self) -> Uuid {
        let digest: [u8; 32] = self.0.finalize().into();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        // RFC 9562 version 8: made in a way of our own.
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }

    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }
}

/// Takes in rows as one new event of this title. Of rows of one type and value the first counts.
///
/// # Errors
/// [`ImportError`]; nothing is left then.
pub fn import_rows(
    ctx: &ImportContext<'_>,
    title: &str,
    origin: Origin,
    rows: &[Row],
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    let mut print = Fingerprint::new(title);
    rows.iter().for_each(|row| print.row(row));
    let total = rows.len() as u64;
    take_rows(ctx, (print.uuid(), title), origin, &mut rows.iter().cloned().map(Ok), total, progress)
}

/// As [`import_rows`], for rows that come one by one under an identity that is known already.
pub(super) fn take_rows(
    ctx: &ImportContext<'_>,
    (uuid, title): (Uuid, &str),
    origin: Origin,
    rows: &mut impl Iterator<Item = Result<Row, ImportError>>,
    total: u64,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    let mut outcome = Outcome::default();
    // Rows are no newer version of themselves.
    if store::owned(&ctx.db.read(Key::SYSTEM)?, ctx.organisation, uuid)?.is_some() {
        outcome.note(ItemResult::plain(uuid, title.to_owned(), What::Unchanged));
        return Ok(outcome);
    }
    let now = ctx.clock.now();
    let mut header = blank(uuid, title, now.as_second());
    header.date = Some(now.to_zoned(TimeZone::UTC).date());
    let mut stage = match begin(ctx, Memory::default(), header, origin)? {
        Begun::Stage(stage) => stage,
        Begun::Passed(item, _) => {
            outcome.note(*item);
            return Ok(outcome);
        }
    };
    let mut told = Progress { done: 0, total };
    let ended = rows
        .try_for_each(|row| {
            told.done += 1;
            if told.done.is_multiple_of(REPORT_EVERY) && !progress(told) {
                return Err(ImportError::stopped());
            }
            one(&mut stage, uuid, row?)
        })
        .and_then(|()| if progress(told) { stage.finish() } else { Err(ImportError::stopped()) });
    let end = match ended {
        Ok(end) => end,
        Err(error) => {
            if let Err(second) = stage.abandon() {
                tracing::warn!(error = %second, "a broken import is left for the sweep");
            }
            return Err(error);
        }
    };
    outcome.ended(&stage, &end);
    Ok(outcome)
}

fn one(stage: &mut Stage<'_, '_>, event: Uuid, row: Row) -> Result<(), ImportError> {
    // The second of two equal ones has the same identity, and is left out as such.
    let place = format!("{}\n{}", row.kind, row.value);
    let mut made = attribute(Uuid::new_v5(&event, place.as_bytes()), &row.kind, &row.value);
    made.category = row.category;
    made.comment = row.comment;
    made.to_ids = row.to_ids;
    made.first_seen = row.seen;
    stage.attribute(made)
}
