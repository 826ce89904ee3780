//! MISP's distribution of what goes out. It says no more than who sees a record here now, and no more than the record came with: whoever
//! takes the file in elsewhere shares it on as far as the file allows.
//!
//! Where MISP has no word for an audience here, it is the next narrower one: a trust circle and named people are "your organisation
//! only" (0), as MISP itself takes what is for a sharing group that it does not know. A sharing group that a record came with (4) is
//! named again where all of the community sees the event, and nowhere else.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use belfry_kernel::{Clause, Label, LabelId};
use belfry_misp::Distribution;
use belfry_store::{Read, Result, scope};

use crate::event::Event;

/// MISP's numbers, in the order of [`Distribution`]; those up to [`ALL`] reach farther the larger they are.
const OWN: i16 = 0;
const COMMUNITY: i16 = 1;
const CONNECTED: i16 = 2;
const ALL: i16 = 3;
const GROUP: i16 = 4;
const INHERIT: i16 = 5;

/// How far an event and its parts may be said to travel.
#[derive(Debug, Default)]
pub struct Bounds {
    /// The event's number.
    event: i16,
    /// Whether sharing groups are named.
    groups: bool,
    /// How far the labels reach that parts have of their own.
    labels: HashMap<LabelId, i16>,
}

impl Bounds {
    /// Of an event under its label.
    pub fn of(event: &Event, label: &Label) -> Self {
        let widest = widest(label);
        let groups = widest >= COMMUNITY;
        let event = match event.distribution {
            Some(GROUP) if groups => GROUP,
            Some(GROUP) => OWN,
            Some(came @ OWN..=ALL) => came.min(widest),
            _ => widest,
        };
        Self { event, groups, labels: HashMap::new() }
    }

    /// Looks up how far the labels of parts reach, as far as that is not known.
    pub fn meet(&mut self, read: &Read, labels: impl IntoIterator<Item = Option<LabelId>>) -> Result<()> {
        for id in labels.into_iter().flatten() {
            if let Entry::Vacant(unknown) = self.labels.entry(id) {
                unknown.insert(widest(&scope::label(read, id)?));
            }
        }
        Ok(())
    }

    /// The event's.
    pub fn event(&self) -> Option<Distribution> {
        distribution(self.event)
    }

    /// A part's, from the number that it came with and its own label.
    pub fn part(&self, came: Option<i16>, label: Option<LabelId>) -> Option<Distribution> {
        // Of the event's sharing group no part says more than that it is the same.
        let event = if self.event == GROUP { OWN } else { self.event };
        let own = label.map(|id| self.labels.get(&id).copied().unwrap_or(OWN));
        let code = match (came, own) {
            (Some(GROUP), _) => Some(if self.groups { GROUP } else { OWN }),
            (Some(came @ OWN..=ALL), own) => Some(came.min(own.unwrap_or(ALL))),
            (_, Some(own)) if own < event => Some(own),
            (came, _) => came,
        };
        let code = code.map(|code| if (OWN..=ALL).contains(&code) && code > event { INHERIT } else { code });
        code.and_then(distribution)
    }
}

/// Whether the file says something else of an event's audience than what is so here.
pub fn is_told_otherwise(event: &Event, label: &Label) -> bool {
    let is_named = label
        .clauses()
        .any(|clause| matches!(clause, Clause::CircleOrOwner(..) | Clause::People(_) | Clause::Organisations(_)));
    let told = Bounds::of(event, label).event;
    let came = event.distribution.filter(|came| *came != INHERIT);
    is_named || came.is_some_and(|came| told != came || (came != GROUP && told < widest(label)))
}

/// The widest distribution that is not wider than an audience.
fn widest(label: &Label) -> i16 {
    let widest = |clause: &Clause| match clause {
        Clause::Everyone => ALL,
        Clause::Connected => CONNECTED,
        Clause::Community => COMMUNITY,
        Clause::People(_) | Clause::Organisation(_) | Clause::Organisations(_) | Clause::CircleOrOwner(..) => OWN,
    };
    label.clauses().map(widest).min().unwrap_or(OWN)
}

fn distribution(code: i16) -> Option<Distribution> {
    [
        Distribution::Organisation,
        Distribution::Community,
        Distribution::Connected,
        Distribution::All,
        Distribution::SharingGroup,
        Distribution::Inherit,
    ]
    .into_iter()
    .find(|one| i16::try_from(one.code()).is_ok_and(|number| number == code))
}
