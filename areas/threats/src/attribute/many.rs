//! Changing many attributes of an event at once: fit for detection or not, a tag on or off, taken back.
//!
//! Values and types stay: they are looked at one by one.

use belfry_contracts::threats::{self as what, Done};
use belfry_kernel::Problem;
use belfry_store::Tx;
use belfry_web::{Reply, Visit};
use uuid::Uuid;

use super::Attribute;
use crate::access::Edit;
use crate::event::at::At;
use crate::event::begin::begin;
use crate::event::{EVENT, Event, change, header};
use crate::tag::Known;

/// As many as one page of the editor shows.
pub(super) const MOST: usize = 100;
/// The words for each thing that can be done.
pub(super) const WORDS: [&str; 5] = ["detect", "silence", "tag", "untag", "remove"];

/// What is done with those chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Detection(bool),
    Tag(String),
    Untag(String),
    Remove,
}

/// Does it. What the reader does not see, or is gone, is not counted. What cannot be done is said on the page that follows.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    // Of what one may not change nothing is said, not even that nothing was chosen.
    drop(visit.load(&*visit.read()?, EVENT, uuid)?);
    let back = back(visit, uuid);
    let chosen: Vec<Uuid> = visit.form().all("take").filter_map(|one| one.parse().ok()).take(MOST).collect();
    let change = match Change::asked(visit.form().text("do"), visit.form().text("many_tag")) {
        Ok(change) if !chosen.is_empty() => change,
        Ok(_) => return Ok(Reply::To(back, Some(("warn", t.s("threats-many-nothing"))))),
        Err((_, why)) => return Ok(Reply::To(back, Some(("warn", t.s(why))))),
    };
    let tx = visit.write()?;
    let (count, _) = done(visit, &tx, None, chosen, &change)?;
    visit.finish(tx, Reply::done(back, t.n(change.said(), count)))
}

/// Does it with those of the event that the reader sees; how many they are, and the event's version since. `seen`: as of [`begin`].
pub(super) fn done(
    visit: &Visit<Edit>,
    tx: &Tx,
    seen: Option<i64>,
    mut chosen: Vec<Uuid>,
    change: &Change,
) -> Result<(usize, i64), Problem> {
    let (allowed, mut event) = begin(visit, tx, seen)?;
    chosen.sort_unstable();
    chosen.dedup();
    let mut found = Vec::with_capacity(chosen.len());
    for one in chosen {
        found.extend(change::attribute(tx, event.id, one)?);
    }
    let mut known = Known::default();
    for one in &found {
        apply(visit, tx, &mut event, &mut known, one, change)?;
    }
    let what = vec![what::Change::of(change.done(), found.iter().map(|one| one.id))];
    change::end_of_parts(tx, &allowed, visit.act(), &event, found.iter().map(|one| one.label), what)?;
    Ok((found.len(), event.version))
}

fn apply(
    visit: &Visit<Edit>,
    tx: &Tx,
    event: &mut Event,
    known: &mut Known,
    one: &Attribute,
    change: &Change,
) -> Result<(), belfry_store::Error> {
    event.timestamp = event.timestamp.max(one.timestamp + 1);
    match change {
        Change::Detection(fit) => change::mark_attribute(tx, event, one, *fit),
        Change::Tag(name) => {
            let tag = known.id(tx, visit.ids(), name)?;
            change::tag_attribute(tx, event, one, tag)
        }
        Change::Untag(name) => change::untag_attribute(tx, event, one, name),
        Change::Remove => change::remove_attribute(tx, event, one),
    }
}

// words: threats-many-{detected,silenced,tagged,untagged,removed}
// words: threats-tags-{level,long}

impl Change {
    /// What is asked for, with the tag that is typed for it; else the field and the words that say why not.
    pub(super) fn asked(what: &str, tag: &str) -> Result<Self, (&'static str, &'static str)> {
        let name = header::plain_tag(tag).name;
        let fine = |name: String| match (change::is_level(&name), header::is_tag(&name)) {
            (true, _) => Err(("tag", "threats-tags-level")),
            (_, false) => Err(("tag", "threats-tags-long")),
            (false, true) => Ok(name),
        };
        match what {
            "detect" => Ok(Self::Detection(true)),
            "silence" => Ok(Self::Detection(false)),
            "remove" => Ok(Self::Remove),
            "tag" => fine(name).map(Self::Tag),
            "untag" => fine(name).map(Self::Untag),
            _ => Err(("do", "threats-many-nothing")),
        }
    }

    /// As the ledger notes it.
    fn done(&self) -> Done {
        match self {
            Self::Detection(true) => Done::AttributeDetected,
            Self::Detection(false) => Done::AttributeSilenced,
            Self::Tag(_) => Done::AttributeTagged,
            Self::Untag(_) => Done::AttributeUntagged,
            Self::Remove => Done::AttributeRemoved,
        }
    }

    /// The words for "so many were changed".
    fn said(&self) -> &'static str {
        match self {
            Self::Detection(true) => "threats-many-detected",
            Self::Detection(false) => "threats-many-silenced",
            Self::Tag(_) => "threats-many-tagged",
            Self::Untag(_) => "threats-many-untagged",
            Self::Remove => "threats-many-removed",
        }
    }
}

/// The page of the editor from which it was sent.
fn back(visit: &Visit<Edit>, uuid: Uuid) -> String {
    let after: i64 = visit.form().text("after").parse().unwrap_or_default();
    let page = if after > 0 { format!("?after={after}") } else { String::new() };
    At::new(visit, uuid).to(&format!("/edit{page}#attributes"))
}
