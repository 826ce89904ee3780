//! What the job tells: totals, each file, each event. It stands in the job's result as JSON and is said in words when it is shown.

use belfry_identity::sharing::{self, Broken, Kept};
use belfry_kernel::Problem;
use belfry_store::Read;
use belfry_web::sharing::{self as said, Said};
use belfry_words::Words;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::detect::Format;
use super::fault::Fault;
use crate::event::import::{Outcome, What};

/// Events whose results are kept; failed ones come first.
pub const KEPT: usize = 1_000;
/// Sharing rules that are kept of one event: a rule about organisations is broken by each of them.
const RULES: usize = 20;

/// What an import did.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
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
    /// Galaxy clusters written.
    #[serde(default)]
    pub clusters: u64,
    /// Each file.
    pub files: Vec<Arrived>,
    /// Events one by one, up to [`KEPT`].
    pub items: Vec<Item>,
    /// Events whose results were not kept.
    pub more: u64,
    /// Rows of a table that did not fit their types and were left out.
    #[serde(default)]
    pub left: u64,
}

/// One file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arrived {
    /// What its sender calls it; empty for a text that was pasted.
    pub name: String,
    /// What was in it.
    pub format: Format,
    /// Why nothing, or no more, of it was taken in.
    pub fault: Option<Fault>,
}

/// One event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Which.
    pub uuid: Uuid,
    /// Its title.
    pub title: String,
    /// `new`, `updated`, `unchanged` or `failed`.
    pub what: String,
    /// What is odd about it, as codes.
    pub reasons: Vec<String>,
    /// Values written of it that do not fit their types.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfit: Option<u64>,
    /// The sharing rules that it breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Kept>,
}

impl Report {
    /// From what the use case did.
    pub fn new(outcome: Outcome, files: Vec<Arrived>, left: u64) -> Self {
        let mut items = outcome.items;
        items.sort_by_key(|item| item.what != What::Failed);
        let more = items.len().saturating_sub(KEPT) as u64;
        items.truncate(KEPT);
        let items = items.into_iter().map(|item| Item {
            uuid: item.uuid,
            title: item.title,
            what: code(item.what).to_owned(),
            reasons: item.reasons.iter().map(|reason| reason.code().to_owned()).collect(),
            unfit: Some(item.unfit).filter(|count| *count > 0),
            rules: item.rules.iter().take(RULES).map(Kept::from).collect(),
        });
        Self {
            new: outcome.new,
            updated: outcome.updated,
            unchanged: outcome.unchanged,
            failed: outcome.failed,
            attributes: outcome.attributes,
            objects: outcome.objects,
            clusters: outcome.clusters,
            items: items.collect(),
            files,
            more,
            left,
        }
    }

    /// Adds what happened after it.
    pub fn add(&mut self, later: Self) {
        self.new += later.new;
        self.updated += later.updated;
        self.unchanged += later.unchanged;
        self.failed += later.failed;
        self.attributes += later.attributes;
        self.objects += later.objects;
        self.clusters += later.clusters;
        self.left += later.left;
        self.files.extend(later.files);
        self.items.extend(later.items);
        self.items.sort_by_key(|item| item.what != code(What::Failed));
        self.more += later.more + self.items.len().saturating_sub(KEPT) as u64;
        self.items.truncate(KEPT);
    }
}

/// The sharing rules that events break, as they are said to the reader: for each event its own. At most three queries, and none
/// where no rule is broken.
///
/// # Errors
/// Those of the database.
pub fn rules(t: &Words, read: &Read, items: &[Item]) -> Result<Vec<Vec<Said>>, Problem> {
    let kept: Vec<Kept> = items.iter().flat_map(|item| item.rules.iter().cloned()).collect();
    let found = sharing::recall(read, &kept)?;
    let known: Vec<Broken> = found.iter().flatten().cloned().collect();
    let mut said = said::broken(t, read, &known)?.into_iter();
    let gone = |kept: &Kept| Said { refuses: kept.refuses, rule: t.s("threats-import-rule-gone"), path: String::new() };
    let mut all =
        kept.iter().zip(found).map(|(kept, found)| found.and_then(|_| said.next()).unwrap_or_else(|| gone(kept)));
    Ok(items.iter().map(|item| all.by_ref().take(item.rules.len()).collect()).collect())
}

fn code(what: What) -> &'static str {
    match what {
        What::New => "new",
        What::Updated => "updated",
        What::Unchanged => "unchanged",
        What::Failed => "failed",
    }
}
