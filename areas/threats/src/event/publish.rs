//! Letting an event's audience see it: who that is, before anything is shared; then one label, one version, a log, and a fact.
//!
//! Publishing again is the same act: with another audience it widens or narrows, and to those who had an earlier version it is a
//! correction.

mod along;
pub mod api;
mod preview;

use askama::Template;
use belfry_contracts::threats::{EventCorrected, EventNarrowed, EventPublished};
use belfry_identity::audience::audience;
use belfry_identity::circle::{self, Circle};
use belfry_kernel::{Allowed, Label, Problem, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Tx, ledger};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit, sharing};
use belfry_words::Words;
use uuid::Uuid;

use self::along::Along;
use self::preview::Preview;
use super::at::At;
use super::import::Reach;
use super::notice::{self, Kind};
use super::show::top::{self, Top};
use super::{EVENT, Event, State, change, disclose, edit, reach, store};
use crate::access::{Edit, Publish};

/// Bytes of a correction's words.
const NOTE: usize = 4_000;

#[derive(Template)]
#[template(path = "event/publish.html")]
struct Body {
    t: Words,
    csrf: String,
    at: At,
    back: String,
    version: i64,
    again: bool,
    levels: Vec<Choice>,
    reaches: Vec<Choice>,
    note: String,
    seen_by: Preview,
    errors: Errors,
}

/// What was chosen.
#[derive(Clone, Copy)]
struct Chosen {
    tlp: Tlp,
    reach: Reach,
}

impl Chosen {
    /// What the event says of itself.
    fn of(event: &Event, subject_label: &Label) -> Self {
        let meant = if event.state == State::Draft { event.reach.as_ref() } else { Some(subject_label) };
        Self { tlp: event.tlp, reach: meant.map_or(Reach::Own, reach::of) }
    }

    /// What codes say; the event's own where nothing fits.
    fn read(scene: &Scene, reach: &str, tlp: &str) -> Self {
        let Self { tlp: level, reach: before } = scene.before;
        Self { tlp: Tlp::parse(tlp).unwrap_or(level), reach: reach::parse(reach, &scene.circles).unwrap_or(before) }
    }

    /// As [`read`](Self::read), where what does not fit is wrong, which goes to its field; an empty level is the event's own.
    fn checked(t: &Words, scene: &Scene, (reach, tlp): (&str, &str), errors: &mut Errors) -> Self {
        errors.unless(reach::parse(reach, &scene.circles).is_some(), "reach", || t.s("threats-new-reach-missing"));
        errors.unless(tlp.is_empty() || Tlp::parse(tlp).is_some(), "tlp", || t.s("threats-header-tlp-missing"));
        Self::read(scene, reach, tlp)
    }
}

/// Everything that the page is made of.
struct Scene {
    subject: Subject,
    event: Event,
    /// Who sees it now.
    label: Label,
    /// The name of its owner, if the reader may know of it.
    owner: Option<String>,
    /// Other organisations hold a record of it that the reader sees.
    copied: bool,
    circles: Vec<Circle>,
    before: Chosen,
}

fn scene(visit: &Visit<Publish>, read: &Read, subject: &Subject) -> Result<Scene, Problem> {
    let Top { event, label, owner, copied, .. } = top::load(read, subject.id)?;
    let circles = circle::sharing(read, &visit.actor().grants(), subject.owner)?;
    Ok(Scene { before: Chosen::of(&event, &label), subject: subject.clone(), event, label, owner, copied, circles })
}

/// Who will see this, with what the event says of itself.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Publish>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let scene = scene(visit, &read, &subject)?;
    Ok(draw(visit, &read, &scene, &scene.before, Errors::default())?.into())
}

/// The same for another choice, without publishing: the whole page, or the part that changed for a script. `choose` is a one-click
/// way out, `REACH LEVEL`.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn preview(visit: &mut Visit<Publish>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let scene = scene(visit, &read, &subject)?;
    let form = visit.form();
    let (reach, tlp) = form.text("choose").split_once(' ').unwrap_or((form.text("reach"), form.text("tlp")));
    let chosen = Chosen::read(&scene, reach, tlp);
    if visit.query("part") == "preview" {
        let preview = Preview::of(visit, &read, &scene, &chosen)?;
        return Ok(Reply::Fragment(Box::new(preview)));
    }
    Ok(draw(visit, &read, &scene, &chosen, Errors::default())?.into())
}

fn draw(visit: &Visit<Publish>, read: &Read, scene: &Scene, chosen: &Chosen, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let Scene { subject, event, circles, .. } = scene;
    let at = visit.page_of(EVENT, event.uuid);
    let code = reach::code(chosen.reach, circles);
    let again = event.state != State::Draft;
    let back = if visit.may::<Edit>(Some(subject)) { format!("{at}/edit") } else { at.clone() };
    let body = Body {
        csrf: visit.csrf(),
        back,
        version: event.version,
        again,
        levels: super::list::levels(&t, chosen.tlp.code()),
        reaches: reach::choices(&t, circles, &code),
        note: visit.form().raw("note"),
        seen_by: Preview::of(visit, read, scene, chosen)?.refused(errors.of("along")),
        at: At::new(visit, event.uuid),
        errors,
        t: t.clone(),
    };
    let title = if again { t.s("threats-publish-again-title") } else { t.s("threats-publish-title") };
    Ok(Page::new(title, body)
        .lead(subject.title.as_str())
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .audience(edit::readers(visit, read, subject, &scene.label, scene.owner.clone(), circles)?))
}

/// Publishes. A choice that conflicts with TLP or a circle's rules, or a version that is not the one that was looked at, comes
/// back with words.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Publish>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let seen: i64 = visit.form().text("version").parse().unwrap_or_default();
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let scene = scene(visit, &tx, &allowed)?;
    let form = visit.form();
    let mut errors = Errors::default();
    let clash = scene.event.version != seen;
    if clash {
        errors.add("", t.s("threats-publish-meanwhile"));
    }
    let typed = Chosen::checked(&t, &scene, (form.text("reach"), form.text("tlp")), &mut errors);
    let note = form.raw("note");
    let said = Beside { note: note.trim(), along: form.text("along") };
    let Some(done) = published(visit, &tx, (&allowed, &scene), &typed, &said, &mut errors)? else {
        let mut page = draw(visit, &tx, &scene, &typed, errors)?.refused();
        if clash {
            page.status = 409;
        }
        return Ok(page.into());
    };
    let mut said = match typed.reach {
        Reach::Own => t.s("threats-publish-done-own"),
        Reach::Circle(_) | Reach::Community => t.n("threats-publish-done", done.organisations),
    };
    if done.left > 0 {
        said = t.a("threats-publish-done-left", [("done", said.into()), ("n", done.left.into())]);
    }
    visit.finish(tx, Reply::done(visit.page_of(EVENT, uuid), said))
}

/// What is said beside a choice.
struct Beside<'s> {
    /// Of a correction, for those who have the event; may be empty.
    note: &'s str,
    /// Whether what was said among fewer goes along: one of [`along`]'s words, or empty where nothing does.
    along: &'s str,
}

/// What was published.
struct Published {
    version: i64,
    /// How many organisations it reaches, the own one too.
    organisations: usize,
    /// How many saw it before and do not any more.
    left: usize,
}

/// Publishes, unless something is wrong: that goes to its field.
fn published(
    visit: &Visit<Publish>,
    tx: &Tx,
    (allowed, scene): (&Allowed<Publish, Subject>, &Scene),
    chosen: &Chosen,
    said: &Beside<'_>,
    errors: &mut Errors,
) -> Result<Option<Published>, Problem> {
    let t = visit.t();
    if let Some(conflict) = reach::conflict(chosen.tlp, chosen.reach, allowed.owner, &scene.circles) {
        errors.add("reach", preview::conflict_words(&t, conflict, chosen, &scene.circles));
    }
    let label = chosen.reach.label(chosen.tlp, allowed.owner);
    let reached = audience(tx, &label, &visit.actor().grants())?;
    let broken = preview::broken(visit, tx, scene, chosen, &reached)?;
    for said in sharing::broken(&t, tx, &broken)?.iter().filter(|said| said.refuses) {
        errors.add("reach", t.a("threats-publish-rule-refuses", [("rule", sharing::line(&t, said).into())]));
    }
    errors.unless(said.note.len() <= NOTE, "note", || t.n("threats-publish-note-long", NOTE));
    let goes_along = Along::of(tx, scene, chosen)?.is_any();
    let is_said = along::CODES.contains(&said.along) || (said.along.is_empty() && !goes_along);
    errors.unless(is_said, "along", || t.s("threats-publish-along-missing"));
    if !errors.is_empty() {
        return Ok(None);
    }
    if goes_along && said.along == along::STAY {
        along::keep(tx, allowed, &scene.label)?;
    }
    let left = preview::leaves(visit, tx, scene, chosen, &reached)?.len();
    let (version, organisations) = publish(visit, tx, allowed, scene, chosen, said.note)?;
    Ok(Some(Published { version, organisations, left }))
}

/// The one change; the version, and how many organisations it reaches, the own one too.
fn publish(
    visit: &Visit<Publish>,
    tx: &Tx,
    allowed: &Allowed<Publish, Subject>,
    scene: &Scene,
    chosen: &Chosen,
    note: &str,
) -> Result<(i64, usize), Problem> {
    let act = visit.act();
    let label = chosen.reach.label(chosen.tlp, allowed.owner);
    let had = disclose::received(tx, allowed.id)?;
    let reached = audience(tx, &label, &visit.actor().grants())?;
    let mut event = change::begin(tx, allowed, act)?;
    let corrects = scene.event.state != State::Draft;
    event.tlp = chosen.tlp;
    event.reach = Some(label.clone());
    event.state = State::Published;
    event.publish_timestamp = Some(event.timestamp);
    change::tag_level(tx, act.ids, &event)?;
    if chosen.tlp > scene.event.tlp {
        change::keep_stricter(tx, &mut event, allowed.owner)?;
    }
    change::index(tx, &event, &allowed.title)?;
    store::save(tx, &event)?;
    subject::touch(tx, allowed, event.id, &allowed.title, act.now)?;
    if corrects && reach::widens(chosen.reach, reach::of(&scene.label)) {
        let (labels, author) = ((&scene.label, &label), (allowed.owner, &visit.actor().grants()));
        disclose::note_lost(tx, act, (event.id, event.version), labels, author)?;
        ledger::record(tx, act, &EventNarrowed { event: event.id, version: event.version, before: allowed.label_id })?;
    }
    let organisations: Vec<_> = reached.organisations.iter().map(|one| one.organisation).collect();
    let others: Vec<_> = organisations.iter().copied().filter(|one| *one != allowed.owner).collect();
    let recipients = disclose::keep(tx, &label, &others)?;
    disclose::note_channel(tx, act, (event.id, event.version), &label, recipients)?;
    if corrects {
        ledger::record(tx, act, &EventCorrected { event: event.id, version: event.version })?;
        if !note.is_empty() {
            notice::add(tx, act, event.id, event.version, Kind::Correction, note)?;
        }
    }
    if !corrects || others.iter().any(|one| !had.contains(one)) {
        ledger::record(tx, act, &EventPublished { event: event.id, version: event.version })?;
    }
    subject::relabel(tx, allowed, event.id, &label)?;
    Ok((event.version, organisations.len()))
}
