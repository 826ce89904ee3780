//! Who will see this, for one choice of level and audience.

use std::collections::BTreeSet;

use askama::Template;
use belfry_identity::audience::{Audience, Reached, audience};
use belfry_identity::circle::Circle;
use belfry_identity::sharing::Broken;
use belfry_kernel::{Problem, Tlp};
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

/// What a choice means.
pub(super) struct Outlook {
    pub(super) reached: Audience,
    pub(super) broken: Vec<Broken>,
    /// Who sees the event now, and would not any more.
    pub(super) leaves: Vec<Reached>,
    pub(super) conflict: Option<Conflict>,
    /// Changes that resolve it.
    pub(super) ways: Vec<(Reach, Tlp)>,
    pub(super) along: Along,
    /// Parts that stay among fewer.
    pub(super) stays: i64,
    /// Values that warninglists know.
    pub(super) warned: usize,
}

impl Outlook {
    pub(super) fn of(visit: &Visit<Publish>, read: &Read, scene: &Scene, chosen: &Chosen) -> Result<Self, Problem> {
        let Scene { subject, circles, .. } = scene;
        let reached = audience(read, &chosen.reach.label(chosen.tlp, subject.owner), &visit.actor().grants())?;
        let conflict = reach::conflict(chosen.tlp, chosen.reach, subject.owner, circles);
        Ok(Self {
            broken: broken(visit, read, scene, chosen, &reached)?,
            leaves: leaves(visit, read, scene, chosen, &reached)?,
            ways: match conflict {
                Some(_) => reach::ways_out(chosen.tlp, chosen.reach, subject.owner, circles),
                None => Vec::new(),
            },
            along: Along::of(read, scene, chosen)?,
            stays: narrower(read, subject.id)?,
            warned: crate::vocabulary::warn::of_event(read, subject.id)?,
            reached,
            conflict,
        })
    }
}

impl Preview {
    pub(super) fn of(visit: &Visit<Publish>, read: &Read, scene: &Scene, chosen: &Chosen) -> Result<Self, Problem> {
        let t = visit.t();
        let Scene { subject, event, circles, .. } = scene;
        let Outlook { reached, broken, leaves, conflict, ways, along, stays, warned } =
            Outlook::of(visit, read, scene, chosen)?;
        let before = reach::words(&t, reach::of(&scene.label), circles);
        let named = |all: Vec<Reached>| all.into_iter().map(|one| one.name);
        Ok(Self {
            at: At::new(visit, event.uuid),
            tlp: chosen.tlp.written().map_or_else(String::new, |_| chosen.tlp.code().to_owned()),
            reach: reach::words(&t, chosen.reach, circles),
            total: reached.total,
            unnamed: reached.organisations.len().saturating_sub(NAMED),
            names: named(reached.organisations).take(NAMED).collect(),
            circles: reached.circles.into_iter().map(|(_, name)| name).collect(),
            others: reached.others,
            leaves: named(leaves).collect(),
            conflict: conflict.map_or_else(String::new, |conflict| conflict_words(&t, conflict, chosen, circles)),
            ways: ways.into_iter().map(|way| way_words(&t, scene, way)).collect(),
            stays,
            warned,
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

/// Those who see the event now, and will not when only these are reached.
pub(super) fn leaves(
    visit: &Visit<Publish>,
    read: &Read,
    scene: &Scene,
    chosen: &Chosen,
    reached: &Audience,
) -> Result<Vec<Reached>, Problem> {
    if scene.event.state == State::Draft || chosen.reach.label(chosen.tlp, scene.subject.owner) == scene.label {
        return Ok(Vec::new());
    }
    let before = audience(read, &scene.label, &visit.actor().grants())?;
    let stay: BTreeSet<_> = reached.organisations.iter().map(|one| one.organisation).collect();
    Ok(before.organisations.into_iter().filter(|one| !stay.contains(&one.organisation)).collect())
}

/// A one-click change: what is sent, what is read.
fn way_words(t: &Words, scene: &Scene, (reach, tlp): (Reach, Tlp)) -> (String, String) {
    let words = [("reach", reach::words(t, reach, &scene.circles).into()), ("tlp", reach::level(t, tlp).into())];
    (format!("{} {}", reach::code(reach, &scene.circles), tlp.code()), t.a("threats-publish-way", words))
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
