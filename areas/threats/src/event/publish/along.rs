//! What was said beside an event while fewer saw it: remarks, files, sightings, notes on its versions. When more are to see the event,
//! its author says whether that stays among those who could see it when it was said.

use belfry_discussion::{document, place, remark};
use belfry_kernel::{Allowed, Label, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result, Tx, args, scope};
use belfry_web::components::Choice;
use belfry_words::Words;

use super::{Chosen, Scene};
use crate::access::Publish;
use crate::event::reach;

/// That it stays among them.
pub(super) const STAY: &str = "stay";
/// That everybody sees it who sees the event.
pub(super) const SHARE: &str = "share";

/// What can be said.
pub(super) const CODES: [&str; 2] = [STAY, SHARE];

/// How much of it goes along unless it is kept. Whoever sees the event sees all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Along {
    pub(super) remarks: i64,
    pub(super) files: i64,
    pub(super) sightings: i64,
    pub(super) notes: i64,
}

impl Along {
    /// What goes along with this choice; nothing where nobody sees the event who does not see it now.
    pub(super) fn of(read: &Read, scene: &Scene, chosen: &Chosen) -> Result<Self> {
        if !reach::widens(reach::of(&scene.label), chosen.reach) {
            return Ok(Self::default());
        }
        let (remarks, files) = place::heard_by_all(read, scene.subject.id)?;
        // Sightings that came with the event are a part of it.
        read.one(
            "select (select count(*) from threats_sightings where event_id = $1 and label_id is null \
             and organisation_id is not null), \
             (select count(*) from threats_notices where event_id = $1 and label_id is null)",
            args![scene.subject.id],
            |row| Ok(Self { remarks, files, sightings: row.get(0)?, notes: row.get(1)? }),
        )
    }

    /// Whether there is anything to decide.
    pub(super) fn is_any(self) -> bool {
        self != Self::default()
    }

    /// How many things that are.
    pub(super) fn count(self) -> i64 {
        self.remarks + self.files + self.sightings + self.notes
    }

    /// "3 remarks and one file".
    pub(super) fn words(self, t: &Words) -> String {
        let all = [
            (self.remarks, t.n("threats-publish-along-remarks", self.remarks)),
            (self.files, t.n("threats-publish-along-files", self.files)),
            (self.sightings, t.n("threats-publish-along-sightings", self.sightings)),
            (self.notes, t.n("threats-publish-along-notes", self.notes)),
        ];
        let there: Vec<String> = all.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        t.list(&there)
    }
}

/// What can be chosen, as it was.
pub(super) fn choices(t: &Words, chosen: &str) -> Vec<Choice> {
    vec![
        Choice::new(STAY, t.s("threats-publish-along-stay"), chosen),
        Choice::new(SHARE, t.s("threats-publish-along-share"), chosen),
    ]
}

/// Keeps it among those who see the event under this label.
pub(super) fn keep(tx: &Tx, subject: &Allowed<Publish, Subject>, label: &Label) -> std::result::Result<(), Problem> {
    remark::narrow(tx, subject, label)?;
    document::narrow(tx, subject, label)?;
    let label = scope::intern(tx, label)?;
    for update in [
        "update threats_sightings set label_id = $2 where event_id = $1 and label_id is null and organisation_id is not null",
        "update threats_notices set label_id = $2 where event_id = $1 and label_id is null",
    ] {
        tx.execute(update, args![subject.id, label])?;
    }
    Ok(())
}
