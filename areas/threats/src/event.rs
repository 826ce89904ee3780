//! Events: what belongs together about one threat. A subject of the store, with a header of its own.

pub mod at;
pub mod begin;
pub mod change;
pub mod delete;
pub mod disclose;
pub mod discuss;
pub mod drafted;
pub mod edit;
pub mod export;
pub mod header;
pub mod import;
pub mod list;
pub mod new;
pub mod notice;
pub mod publish;
pub mod reach;
pub mod recall;
pub mod report;
pub mod rulebook;
pub mod show;
pub mod store;
pub mod tags;
pub mod text;

use belfry_kernel::{Label, SubjectId, Tlp};
use belfry_store::value::Mismatch;
use belfry_store::{FromValue, Kind, Result, Row, Value};
use uuid::Uuid;

/// Events among the subjects.
pub const EVENT: Kind = Kind { code: 10, name: "threats-event", path: "/threats/events/" };

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {$($(#[$value_doc])* $value,)*}

        impl $name {
            /// The word in the database, in forms and in message keys.
            pub const fn code(self) -> &'static str {
                match self {$(Self::$value => $code,)*}
            }

            /// Reads a code; `None` for anything else.
            pub fn parse(code: &str) -> Option<Self> {
                match code {$($code => Some(Self::$value),)* _ => None}
            }
        }

        impl FromValue for $name {
            fn from_value(value: Value<'_>) -> Result<Self, Mismatch> {
                match &value {
                    Value::Text(code) => Self::parse(code).ok_or(Mismatch(stringify!($name))),
                    _ => Err(Mismatch(stringify!($name))),
                }
            }
        }
    };
}

coded! {
    /// Where an event is in its life.
    State {
        /// Being imported; nobody sees it.
        Staged = "staged",
        /// Its organisation works on it. The reach says whom it is meant for.
        Draft = "draft",
        /// It has reached its audience.
        Published = "published",
        /// It was taken back; its readers see that it was.
        Recalled = "recalled",
    }
}

coded! {
    /// How an event came here.
    Origin {
        /// Written here.
        Own = "own",
        /// MISP's JSON.
        Misp = "misp",
        /// A STIX bundle.
        Stix = "stix",
        /// A table.
        Csv = "csv",
        /// Free text.
        Text = "text",
    }
}

/// An event's header. Title, owner, author, label and last change are the subject's.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The subject.
    pub id: SubjectId,
    /// Identity everywhere; unique within the owner only (decision 0004).
    pub uuid: Uuid,
    /// Name of the organisation that made it (MISP: Orgc).
    pub creator: String,
    /// Its identity.
    pub creator_uuid: Option<Uuid>,
    /// The day that its author set, `2026-01-31`.
    pub date: Option<String>,
    /// 1 high, 2 medium, 3 low, 4 undefined.
    pub threat_level: Option<i16>,
    /// 0 initial, 1 ongoing, 2 complete.
    pub analysis: Option<i16>,
    /// Its last change where it was written that all see who see the event, in seconds; decides which of two versions is newer.
    pub timestamp: i64,
    /// Its last publication, in seconds.
    pub publish_timestamp: Option<i64>,
    /// Where it is in its life.
    pub state: State,
    /// MISP's distribution, 0 to 5, as it came.
    pub distribution: Option<i16>,
    /// Whom a draft is meant for.
    pub reach: Option<Label>,
    /// How far a recipient may carry it.
    pub tlp: Tlp,
    /// The event that it extends.
    pub extends: Option<Uuid>,
    /// Grows with every change, also of parts that few see: told to those only who may change the event.
    pub version: i64,
    /// Attributes that are not deleted and have no label of their own, those in objects too: everyone who sees the event sees so
    /// many. Those with one are counted for each reader.
    pub attributes: i64,
    /// Objects that are not deleted and have no label of their own.
    pub objects: i64,
    /// How it came here.
    pub origin: Origin,
    /// Fields of its format that have no column, JSON.
    pub extra: Option<String>,
}

/// The columns that [`Event::from_row`] reads, of the alias `e`.
pub const COLUMNS: &str = "e.id, e.uuid, e.creator, e.creator_uuid, e.date, e.threat_level, e.analysis, e.timestamp, \
     e.publish_timestamp, e.state, e.distribution, e.reach, e.tlp, e.extends, e.version, e.attributes, e.objects, e.origin, e.extra";

impl Event {
    /// Reads [`COLUMNS`] from a row, beginning at `at`.
    pub fn from_row(row: &Row<'_>, at: usize) -> Result<Self> {
        Ok(Self {
            id: row.get(at)?,
            uuid: row.get(at + 1)?,
            creator: row.get(at + 2)?,
            creator_uuid: row.get(at + 3)?,
            date: row.get(at + 4)?,
            threat_level: row.get(at + 5)?,
            analysis: row.get(at + 6)?,
            timestamp: row.get(at + 7)?,
            publish_timestamp: row.get(at + 8)?,
            state: row.get(at + 9)?,
            distribution: row.get(at + 10)?,
            reach: row.get::<Option<String>>(at + 11)?.as_deref().and_then(Label::parse),
            tlp: row.get(at + 12)?,
            extends: row.get(at + 13)?,
            version: row.get(at + 14)?,
            attributes: row.get(at + 15)?,
            objects: row.get(at + 16)?,
            origin: row.get(at + 17)?,
            extra: row.get(at + 18)?,
        })
    }
}
