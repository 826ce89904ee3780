//! Who will see this, for one choice of level and audience.

use std::collections::BTreeSet;

use askama::Template;
use belfry_identity::audience::{Audience, audience};
use belfry_identity::circle::Circle;
use belfry_identity::sharing::Broken;
use belfry_kernel::Problem;
use belfry_store::{Read, args};
use belfry_web::Visit;
use belfry_web::components::Choice;
use belfry_web::sharing::{self, Said};
use belfry_words::Words;

use super::along::{self, Along};
use super::{Chosen, Scene};
use crate::access::Publish;
use crate::event::State;
use crate::event::at::At;
use crate::event::import::Reach;
use crate::event::reach::{self, Conflict};
use crate::event::rulebook::Rulebook;
use crate::event::show::copies::{self, Copy};

/// Organisations that are named; the rest is counted.
const NAMED: usize = 40;

/// The part of the page that changes with the choice.
#[derive(Template)]
#[template(path = "event/publish_preview.html")]
pub(super) struct Preview {
    t: Words,
    at: At,
    tlp: String,
    reach: String,
    total: usize,
    names: Vec<String>,
    unnamed: usize,
    circles: Vec<String>,
    others: bool,
    leaves: Vec<String>,
    conflict: String,
    ways: Vec<(String, String)>,
    stays: i64,
    warned: usize,
    rules: Vec<Said>,
    empty: bool,
    only_own: bool,
    along: String,
    along_choices: Vec<Choice>,
    along_error: String,
    copies: Vec<Copy>,
}

impl Preview {
    pub(super) fn of(visit: &Visit<Publish>, read: &Read, scene: &Scene, chosen: &Chosen) -> Result<Self, Problem> {
        let t = visit.t();
        let Scene { subject, event, circles, .. } = scene;
        let label = chosen.reach.label(chosen.tlp, subject.owner);
        let grants = visit.actor().grants();
        let reached = audience(read, &label, &grants)?;
        let broken = broken(visit, read, scene, chosen, &reached)?;
        let leaves = leaves(visit, read, scene, chosen, &reached)?;
        let conflict = reach::conflict(chosen.tlp, chosen.reach, subject.owner, circles);
        let ways = match conflict {
            Some(_) => ways(&t, scene, chosen),
            None => Vec::new(),
        };
        let along = Along::of(read, scene, chosen)?;
        let before = reach::words(&t, reach::of(&scene.label), circles);
        let names: Vec<String> = reached.organisations.iter().map(|one| one.name.clone()).collect();
        Ok(Self {
            at: At::new(visit, event.uuid),
            tlp: chosen.tlp.written().map_or_else(String::new, |_| chosen.tlp.code().to_owned()),
            reach: reach::words(&t, chosen.reach, circles),
            total: reached.total,
            unnamed: names.len().saturating_sub(NAMED),
            names: names.into_iter().take(NAMED).collect(),
            circles: reached.circles.into_iter().map(|(_, name)| name).collect(),
            others: reached.others,
            leaves,
            conflict: conflict.map_or_else(String::new, |conflict| conflict_words(&t, conflict, chosen, circles)),
            ways,
            stays: narrower(read, subject.id)?,
            warned: crate::vocabulary::warn::of_event(read, subject.id)?,
            rules: sharing::broken(&t, read, &broken)?,
            empty: event.attributes == 0,
            only_own: matches!(chosen.reach, Reach::Own),
            along: if along.is_any() {
                let said = [("n", along.count().into()), ("what", along.words(&t).into()), ("before", before.into())];
                t.a("threats-publish-along", said)
            } else {
                String::new()
            },
            along_choices: along::choices(&t, visit.form().text("along")),
            along_error: String::new(),
            copies: if scene.copied {
                copies::load(read, subject)?.into_iter().map(|(_, copy)| copy).collect()
            } else {
                Vec::new()
            },
            t,
        })
    }

    /// With what is wrong with the choice of what goes along.
    pub(super) fn refused(self, along: &str) -> Self {
        Self { along_error: along.to_owned(), ..self }
    }
}

/// The sharing rules that this choice would break.
pub(super) fn broken(
    visit: &Visit<Publish>,
    read: &Read,
    scene: &Scene,
    chosen: &Chosen,
    reached: &Audience,
) -> Result<Vec<Broken>, Problem> {
    let book = Rulebook::of(read, scene.subject.owner, chosen.reach, reached)?;
    let today = visit.now().to_zoned(visit.t().zone().clone()).date();
    Ok(book.broken(chosen.tlp, scene.event.date.as_deref(), today))
}

/// The names of those who see the event now, and will not when only these are reached.
pub(super) fn leaves(
    visit: &Visit<Publish>,
    read: &Read,
    scene: &Scene,
    chosen: &Chosen,
    reached: &Audience,
) -> Result<Vec<String>, Problem> {
    if scene.event.state == State::Draft || chosen.reach.label(chosen.tlp, scene.subject.owner) == scene.label {
        return Ok(Vec::new());
    }
    let before = audience(read, &scene.label, &visit.actor().grants())?;
    let stay: BTreeSet<_> = reached.organisations.iter().map(|one| one.organisation).collect();
    let leaves = before.organisations.into_iter().filter(|one| !stay.contains(&one.organisation));
    Ok(leaves.map(|one| one.name).collect())
}

/// One-click changes: what is sent, what is read.
fn ways(t: &Words, scene: &Scene, chosen: &Chosen) -> Vec<(String, String)> {
    reach::ways_out(chosen.tlp, chosen.reach, scene.subject.owner, &scene.circles)
        .into_iter()
        .map(|(reach, tlp)| {
            let words =
                [("reach", reach::words(t, reach, &scene.circles).into()), ("tlp", reach::level(t, tlp).into())];
            (format!("{} {}", reach::code(reach, &scene.circles), tlp.code()), t.a("threats-publish-way", words))
        })
        .collect()
}

/// Why it cannot be shared so.
pub(super) fn conflict_words(t: &Words, conflict: Conflict, chosen: &Chosen, circles: &[Circle]) -> String {
    let reach = reach::words(t, chosen.reach, circles);
    let level = reach::level(t, chosen.tlp);
    match conflict {
        Conflict::NotStated => t.s("threats-publish-conflict-not-stated"),
        Conflict::TooFar => t.a("threats-publish-conflict-too-far", [("reach", reach.into()), ("tlp", level.into())]),
        Conflict::Ceiling(ceiling) => {
            let ceiling = reach::level(t, ceiling);
            let words = [("reach", reach.into()), ("tlp", level.into()), ("ceiling", ceiling.into())];
            t.a("threats-publish-conflict-ceiling", words)
        }
    }
}

/// Attributes, objects and reports that do not go along with the event, since a label of their own is narrower.
fn narrower(read: &Read, event: belfry_kernel::SubjectId) -> Result<i64, Problem> {
    let count = read.one(
        "select (select count(*) from threats_attributes where event_id = $1 and deleted = false and label_id is not null) \
         + (select count(*) from threats_reports where event_id = $1 and deleted = false and label_id is not null)",
        args![event],
        |row| row.get(0),
    )?;
    Ok(count)
}
