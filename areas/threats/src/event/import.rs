//! Events from outside: one use case for the command line, the upload page and the API.
//!
//! | file | does |
//! |---|---|
//! | `arrival.rs` | what a header says: level, audience, state, and what is odd about it |
//! | `begin.rs` | known already, refused by a sharing rule, or staged |
//! | `stage/rules.rs` | what the audience asks of everything that arrives for it |
//! | `misp.rs` | reads MISP's JSON twice: once to check it whole, once to take it in |
//! | `stix.rs` | reads STIX bundles: once to check, once for each event in one |
//! | `rows.rs` | values one by one as a new event; `csv.rs` and `text.rs` make such rows |
//! | `children.rs` | MISP's records to rows |
//! | `batch.rs` | rows of all tables, written together |
//! | `stage.rs` | one event: batches under a root that nobody sees, then the flip; updates of what is there |
//! | `known.rs` | what an event that is updated holds already |
//! | `time.rs` | times that nobody can mean |
//! | `sweep.rs` | removes what a crash left behind |
//!
//! A new event is all or nothing. It is written under a subject with a provisional UUID and a label that nobody sees; the last
//! transaction gives it its UUID, its label, its place in search and the ledger. So what a killed import left never stands in
//! the way of the next one, which need not wait for the sweep. An update goes child by child: each newer child replaces its row
//! in one transaction and the header's timestamp comes last, so a killed update is finished by the next import. Who may see less from now
//! on does so before the first child; and when somebody else changes the event meanwhile, the update ends and what they did stands.
//!
//! An event arrives **published** when its file says so and the caller shares it; otherwise as a **draft** of the importer's own
//! organisation that remembers whom it is meant for. So does one whose TLP, or the circle's ceiling, forbids the audience. One that
//! breaks a sharing rule that refuses does not come in at all; a rule that warns is told with the result. MISP's distribution 0 keeps an
//! event, and 0 or an unknown sharing group an attribute or object, with the own organisation, whatever the caller chose.
//!
//! A newer version that its file does not call published any more, or calls distribution 0, goes back to the own organisation as a
//! draft, as MISP's state follows the file; but what somebody of the own organisation published here stays published, and the result
//! says so.

mod arrival;
mod batch;
mod begin;
mod children;
pub mod csv;
mod known;
mod misp;
mod rows;
mod stage;
mod stix;
mod sweep;
pub mod text;
mod time;

use std::collections::BTreeSet;

use belfry_identity::sharing::Broken;
use belfry_kernel::{CircleId, Clause, Clock, Ids, Label, OrganisationId, PersonId, Tlp};
use belfry_misp::FormatError;
use belfry_store::{Act, Db, Tx};
use serde::Serialize;
use uuid::Uuid;

pub(in crate::event) use arrival::stricter;
pub use misp::{import_along, import_drafted, import_misp, import_misp_turn};
pub use rows::{Fingerprint, Row, import_rows};
pub use stix::{import_stix, import_stix_turn};
pub use sweep::{SILENCE, sweep_staged};
pub(in crate::event) use time::LATEST;

/// Whom imported events are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reach {
    /// The importer's organisation.
    #[default]
    Own,
    /// A circle of which it is a member. The caller has checked that it is.
    Circle(CircleId),
    /// The community.
    Community,
}

impl Reach {
    /// The label of an event of `owner` at this level.
    pub fn label(self, tlp: Tlp, owner: OrganisationId) -> Label {
        Label::new(
            tlp,
            match self {
                Self::Own => Clause::Organisation(owner),
                Self::Circle(circle) => Clause::CircleOrOwner(circle, owner),
                Self::Community => Clause::Community,
            },
        )
    }
}

/// Who imports, and how. The caller has checked that the person may create events for the organisation.
pub struct ImportContext<'a> {
    /// Where to.
    pub db: &'a Db,
    /// For new rows.
    pub ids: &'a Ids,
    /// The present.
    pub clock: &'a dyn Clock,
    /// Who; none for the machine's owner.
    pub person: Option<PersonId>,
    /// Whose the events will be.
    pub organisation: OrganisationId,
    /// Whom they are for.
    pub reach: Reach,
    /// The level of events that state none; they stay "not stated" without it.
    pub tlp: Option<Tlp>,
}

impl<'a> ImportContext<'a> {
    fn act(&self) -> Act<'a> {
        Act { actor: self.person, now: self.clock.now(), ids: self.ids }
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Attributes and objects looked at.
    pub done: u64,
    /// All of the file.
    pub total: u64,
}

/// One turn of an import that takes long, in which others are waited for.
pub struct Turn<'t> {
    /// How many events of the file the turns before have ended: they are passed over, and the result has none of them.
    pub done: usize,
    /// Numbers of events behind these that a turn which was cut off has ended: the same holds for them.
    pub ended: &'t BTreeSet<usize>,
    /// Told of each event that comes in, in the transaction that ends it: its number in the file, and what became of it.
    pub note: Option<Note<'t>>,
    /// Asked between two events: whether this turn ends here. [`Outcome::next`] then says where the next one begins.
    pub ends: &'t mut dyn FnMut() -> bool,
}

/// See [`Turn::note`]; perhaps called more than once. False when the event cannot come in.
pub type Note<'t> = &'t dyn Fn(&Tx, usize, &Outcome) -> belfry_store::Result<bool>;

impl Turn<'_> {
    /// Whether the event of this number is passed over.
    fn has_ended(&self, number: usize) -> bool {
        number < self.done || self.ended.contains(&number)
    }
}

/// What happened to one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It is here now.
    New,
    /// A newer version of it is here now.
    Updated,
    /// It was here already.
    Unchanged,
    /// It is not here; the reasons say why.
    Failed,
}

/// Something about one event that its importer should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It bears a TLP tag that TLP 2.0 does not know, and counts as RED.
    TlpUnknown,
    /// Its TLP forbids the audience chosen: it is a draft of the own organisation.
    TlpConflict,
    /// It may be carried farther than the members of the circle agreed: it is a draft of the own organisation.
    Ceiling,
    /// It states no TLP.
    TlpNotStated,
    /// Its file calls it unpublished, or for its organisation only: it is a draft of the own organisation.
    KeptAsDraft,
    /// The file holds some of its parts twice; the first ones count.
    Repeated,
    /// Somebody else brought it in, or changed it, at the same moment.
    Meanwhile,
    /// It was deleted here: it does not come in again.
    Deleted,
    /// Its title is too long for lists: the rest of it was left out.
    TitleCut,
    /// It has no title: its UUID stands for one.
    Untitled,
    /// It would make the level of what others see more open, for which its importer's role is not enough.
    Publisher,
    /// Its file does not call it published any more; its own organisation published it here, and that stands.
    StaysPublished,
    /// A time in it lies beyond the year 2099: it counts as the beginning of that year.
    TimeAhead,
    /// The content of an attachment is no base64: it was left out.
    ContentBroken,
    /// Values in it do not fit their types; they came in as they are.
    Unfit,
}

impl Reason {
    /// The word in message keys, `threats-import-reason-*`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TlpUnknown => "tlp-unknown",
            Self::TlpConflict => "tlp-conflict",
            Self::Ceiling => "ceiling",
            Self::TlpNotStated => "tlp-not-stated",
            Self::KeptAsDraft => "kept-as-draft",
            Self::Repeated => "repeated",
            Self::Meanwhile => "meanwhile",
            Self::Deleted => "deleted",
            Self::TitleCut => "title-cut",
            Self::Untitled => "untitled",
            Self::Publisher => "publisher",
            Self::StaysPublished => "stays-published",
            Self::TimeAhead => "time-ahead",
            Self::ContentBroken => "content-broken",
            Self::Unfit => "unfit",
        }
    }
}

/// One event of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemResult {
    /// Which.
    pub uuid: Uuid,
    /// Its title.
    pub title: String,
    /// What happened.
    pub what: What,
    /// What is odd about it.
    pub reasons: Vec<Reason>,
    /// Values written of it that do not fit their types.
    pub unfit: u64,
    /// The sharing rules that it breaks: of one that failed, with those that stood in the way.
    pub rules: Vec<Broken>,
}

impl ItemResult {
    fn plain(uuid: Uuid, title: String, what: What) -> Self {
        Self { uuid, title, what, reasons: Vec::new(), unfit: 0, rules: Vec::new() }
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Events that are new.
    pub new: u64,
    /// Events of which a newer version came.
    pub updated: u64,
    /// Events that were here already.
    pub unchanged: u64,
    /// Events that could not be taken in.
    pub failed: u64,
    /// Attributes written, those in objects too.
    pub attributes: u64,
    /// Objects written.
    pub objects: u64,
    /// Galaxy clusters written; not part of the line for programs, whose keys stay as they are.
    #[serde(skip)]
    pub clusters: u64,
    /// Of the attributes written, those whose values do not fit their types; not part of it either.
    #[serde(skip)]
    pub unfit: u64,
    /// Each event; not part of the line for programs.
    #[serde(skip)]
    pub items: Vec<ItemResult>,
    /// How many events were ended where a turn ended before the file; none at its end.
    #[serde(skip)]
    pub next: Option<usize>,
}

impl Outcome {
    /// Adds what another file brought.
    pub fn add(&mut self, other: Self) {
        self.new += other.new;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.failed += other.failed;
        self.attributes += other.attributes;
        self.objects += other.objects;
        self.clusters += other.clusters;
        self.unfit += other.unfit;
        self.items.extend(other.items);
    }

    /// Notes how an event ended that was staged.
    fn ended(&mut self, stage: &stage::Stage<'_, '_>, end: &stage::End) {
        let mut item = stage.item(What::Failed);
        match end {
            stage::End::Done => {
                self.attributes += stage.attributes;
                self.objects += stage.objects;
                self.clusters += stage.clusters;
                self.unfit += stage.unfit;
                item.what = if stage.is_update() { What::Updated } else { What::New };
            }
            stage::End::Meanwhile => item.reasons.push(Reason::Meanwhile),
            stage::End::Refused => {}
        }
        self.note(item);
    }

    fn note(&mut self, item: ItemResult) {
        match item.what {
            What::New => self.new += 1,
            What::Updated => self.updated += 1,
            What::Unchanged => self.unchanged += 1,
            What::Failed => self.failed += 1,
        }
        self.items.push(item);
    }
}

/// Why an import ended early. Events that were finished before stay.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The text is broken; nothing of it was taken in.
    #[error("{0}")]
    Refused(FormatError),
    /// A STIX bundle is broken; nothing of it was taken in.
    #[error("{0}")]
    Bundle(belfry_stix::Error),
    /// Lines of a table cannot be taken; nothing of it was.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Lines(Vec<csv::RefusedLine>),
    /// The source could not be read again.
    #[error("the source could not be read: {0}")]
    Source(#[from] std::io::Error),
    /// The caller said stop. The event under way is gone; what was done before is told.
    #[error("stopped on request")]
    Cancelled(Box<Outcome>),
    /// The import was silent for so long that its event was swept away.
    #[error("the import stood still for too long")]
    Swept,
    /// Somebody else changed the event while it was updated. What they did stands; what was replaced by then stays replaced.
    #[error("somebody else changed the event at the same moment")]
    Meanwhile,
    /// The database.
    #[error(transparent)]
    Store(#[from] belfry_store::Error),
}

impl ImportError {
    fn stopped() -> Self {
        Self::Cancelled(Box::default())
    }

    /// With what was done before, where the caller said stop.
    fn after(self, outcome: Outcome) -> Self {
        if matches!(self, Self::Cancelled(_)) { Self::Cancelled(Box::new(outcome)) } else { self }
    }
}

impl From<ImportError> for belfry_kernel::Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused(error) => Self::Refused(error.to_string()),
            ImportError::Bundle(_) | ImportError::Lines(_) => Self::Refused(error.to_string()),
            ImportError::Store(error) => error.into(),
            ImportError::Cancelled(_) | ImportError::Meanwhile => Self::Refused(error.to_string()),
            ImportError::Source(_) | ImportError::Swept => Self::Internal(error.to_string()),
        }
    }
}
