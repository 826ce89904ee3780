//! Events out, as files: MISP's JSON, STIX, a table, plain text; one event, or all that fit the list's filters.
//!
//! | file | does |
//! |---|---|
//! | `walk.rs` | reads an event in chunks under the reader's key |
//! | `records.rs` | rows as MISP's records, which every format is written from; `distribution.rs` says how far they may travel |
//! | `write.rs` | one face over the formats' writers; `misp.rs`, `stix.rs`, `table.rs`, `text.rs` |
//! | `loss.rs`, `page.rs` | what would not survive in a format, and where one chooses one |
//! | `stream.rs` | the answer, chunk by chunk, and the disclosure log; `buffer.rs` is what waits to be sent |
//!
//! What a reader may see he may take out: every chunk is read under his key anew, children by their own labels. A file carries its
//! TLP in its name and in its content: as a tag (MISP), a marking (STIX), a column (CSV), a line that begins with `#` (text). So it
//! does with a recall: a tag and nothing for detection (MISP), `revoked` (STIX), a column (CSV), lines without any value (text).

mod buffer;
mod distribution;
mod loss;
mod misp;
pub mod page;
pub(super) mod records;
pub mod stix;
mod stream;
mod table;
mod text;
mod walk;
mod write;

use belfry_documents::MediaType;
use belfry_kernel::{Action, Problem, Tlp};
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use self::loss::Holdings;
use super::disclose::How;
use super::list::filter::Filter;
use super::show::top::{self, Top};
use super::{EVENT, store};
use crate::access::Export;

pub use loss::{How as Becomes, Loss};
pub use stream::{Source, Stream, Surroundings, Taker};
pub use table::COLUMNS;
pub use walk::{Kept, PROPERTIES};

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// MISP's JSON.
    Misp,
    /// A STIX 2.1 bundle.
    Stix,
    /// A table.
    Csv,
    /// A value on each line.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Misp, Self::Stix, Self::Csv, Self::Text];

    /// The word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Misp => "misp",
            Self::Stix => "stix",
            Self::Csv => "csv",
            Self::Text => "text",
        }
    }

    /// Reads a word; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// As which type of file it goes out.
    pub const fn media(self) -> MediaType {
        match self {
            Self::Misp => MediaType::Json,
            Self::Stix => MediaType::Stix,
            Self::Csv => MediaType::Csv,
            Self::Text => MediaType::Text,
        }
    }

    /// What stands before the extension: both JSON formats end alike.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Misp => ".misp",
            Self::Stix => ".stix",
            Self::Csv | Self::Text => "",
        }
    }

    fn wants(self) -> walk::Wants {
        let is_whole = matches!(self, Self::Misp | Self::Stix);
        walk::Wants { contents: is_whole, prose: is_whole, deleted: is_whole, originals: self == Self::Stix }
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also what is not fit for detection.
    pub all: bool,
    /// Without the lines that begin with `#`.
    pub bare: bool,
}

/// The name of a file, without its extension.
pub fn file_stem(uuid: Uuid, tlp: Tlp, format: Format) -> String {
    format!("event-{uuid}.tlp-{}{}", tlp.code(), format.suffix())
}

/// `GET /threats/events/{uuid}/export/{format}`: one event as a file.
///
/// # Errors
/// Hidden and unknown formats are not found.
pub fn file(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    let format = Format::parse(&visit.path::<String>("format")?).ok_or(Problem::NotFound)?;
    one(visit, format, How::Downloaded)
}

/// The answer to an API's question for one event in the format that its query names; `None` when it names none.
///
/// # Errors
/// [`Problem::BadRequest`] for an unknown format; hidden is not found.
pub fn over_api<A: Action>(visit: &Visit<A>) -> Result<Option<Reply>, Problem> {
    match wanted(visit)? {
        Some(format) if visit.query("report") == "1" => Ok(Some(report(visit, format)?)),
        Some(format) => Ok(Some(one(visit, format, How::Api)?)),
        None => Ok(None),
    }
}

/// What would not survive in a format, for programs.
fn report<A: Action>(visit: &Visit<A>, format: Format) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let Top { event, label, .. } = top::load(&read, subject.id)?;
    let as_it_came = walk::came(&read, &event)?.is_some();
    let lost = Holdings::of(&read, &event, &label, as_it_came)?.lost(format);
    drop(read);
    Reply::json(&serde_json::json!({ "format": format.code(), "lost": lost }))
}

/// The answer to an API's question for all events that fit the list's filters, in the format that its query names; `None` when it
/// names none.
///
/// # Errors
/// [`Problem::BadRequest`] for an unknown format.
pub fn list_over_api<A: Action>(visit: &Visit<A>) -> Result<Option<Reply>, Problem> {
    let Some(format) = wanted(visit)? else { return Ok(None) };
    let source = Source::Matching(Box::new(Filter::exact(&visit.t(), visit.queries())?));
    let stem = format!("events{}", format.suffix());
    Ok(Some(reply(visit, stem, format, source, How::Api)?))
}

fn wanted<A>(visit: &Visit<A>) -> Result<Option<Format>, Problem> {
    match visit.query("format") {
        "" | "json" => Ok(None),
        code => match Format::parse(code) {
            Some(format) => Ok(Some(format)),
            None => Err(Problem::BadRequest("format is one of misp, stix, csv, text".into())),
        },
    }
}

fn one<A: Action>(visit: &Visit<A>, format: Format, how: How) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let event = store::header(&read, subject.id)?;
    drop(read);
    visit.close();
    reply(visit, file_stem(subject.uuid, event.tlp, format), format, Source::One(subject.id), how)
}

fn reply<A>(visit: &Visit<A>, stem: String, format: Format, source: Source, how: How) -> Result<Reply, Problem> {
    let person = visit.actor().person();
    let around = Surroundings {
        db: visit.house().db.clone(),
        ids: visit.house().ids.clone(),
        clock: visit.house().clock.clone(),
        key: visit.key(),
        taker: Some(Taker {
            person: person.map(|person| person.id),
            organisation: person.map(|person| person.organisation),
            how,
        }),
    };
    let options = Options { all: visit.query("all") == "1", bare: visit.query("bare") == "1" };
    let mut stream = Stream::new(around, format, options, source).map_err(Problem::Internal)?;
    Ok(Reply::Stream(stem, format.media(), Box::new(move || stream.chunk())))
}
