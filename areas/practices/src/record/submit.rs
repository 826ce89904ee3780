//! Handing a record over: whom it is for, who that will be, and who looks at it before.

use askama::Template;
use belfry_contracts::practices::RecordSubmitted;
use belfry_identity::audience::audience;
use belfry_identity::circle::{self, Circle};
use belfry_kernel::{Clause, Label, OrganisationId, Problem, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, agenda, ledger};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::SignedDuration;

use super::store::Record;
use super::{Kind, RECORD, State, TO_CHECK, TO_REVISE, store, url};
use crate::access::Submit;
use crate::desk::{self, Desk};

/// Organisations that a preview names.
const NAMED: usize = 30;
/// Days in which somebody should have looked at it.
pub const DAYS: i64 = 14;

/// The part of the page that changes with the choice.
#[derive(Template)]
#[template(path = "record/submit_preview.html")]
pub struct Preview {
    t: Words,
    total: usize,
    names: Vec<String>,
    more: usize,
    others: bool,
    tlp: String,
    conflict: String,
}

#[derive(Template)]
#[template(path = "record/submit.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    reaches: Vec<Choice>,
    levels: Vec<Choice>,
    desks: Vec<Choice>,
    seen_by: Preview,
    unnamed: bool,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// Everything that the page is made of.
struct Scene {
    subject: Subject,
    record: Record,
    circles: Vec<Circle>,
    desks: Vec<Desk>,
}

/// What was chosen.
struct Chosen {
    reach: String,
    tlp: Tlp,
    desk: String,
}

impl Chosen {
    fn of(visit: &Visit<Submit>, scene: &Scene) -> Self {
        let form = visit.form();
        let meant = scene.record.reach.as_ref();
        let before = match meant.and_then(|label| label.clauses().next()) {
            Some(Clause::CircleOrOwner(id, _)) => {
                scene.circles.iter().find(|one| one.id == *id).map(|c| c.uuid.to_string())
            }
            _ => None,
        };
        let reach = if form.has("reach") { Some(form.text("reach").to_owned()) } else { before };
        Self {
            reach: reach.unwrap_or_else(|| "community".into()),
            tlp: Tlp::parse(form.text("tlp")).or(meant.map(|label| label.tlp)).unwrap_or(Tlp::Green),
            desk: if form.has("desk") {
                form.text("desk").to_owned()
            } else {
                scene.record.desk.map(|id| id.to_string()).unwrap_or_default()
            },
        }
    }

    fn clause(&self, owner: OrganisationId, circles: &[Circle]) -> Option<Clause> {
        match self.reach.as_str() {
            "community" => Some(Clause::Community),
            uuid => {
                let circle = circles.iter().find(|one| one.uuid.to_string() == uuid)?;
                Some(Clause::CircleOrOwner(circle.id, owner))
            }
        }
    }

    /// Why it cannot be shared so; empty when it can.
    fn conflict(&self, t: &Words, label: &Label, circles: &[Circle]) -> String {
        if !label.conflicts().is_empty() || label.tlp == Tlp::NotStated {
            return t.s("practices-submit-too-far");
        }
        let ceiling = circles.iter().find(|one| one.uuid.to_string() == self.reach).map(|one| one.fields.ceiling);
        match ceiling.filter(|ceiling| self.tlp > *ceiling).and_then(Tlp::written) {
            Some(ceiling) => t.a("practices-submit-ceiling", [("ceiling", ceiling.into())]),
            None => String::new(),
        }
    }
}

fn scene(visit: &Visit<Submit>, read: &Read, subject: &Subject) -> Result<Scene, Problem> {
    let record = store::of(read, subject.id)?;
    let circles = circle::sharing(read, &visit.actor().grants(), subject.owner)?;
    Ok(Scene { record, circles, desks: desk::all(read, subject.owner)?, subject: subject.clone() })
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Submit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    let scene = scene(visit, &read, &subject)?;
    if !scene.record.state.is_open() {
        return Ok(Reply::To(url(&subject), Some(("warn", visit.s("practices-record-settled")))));
    }
    Ok(draw(visit, &read, &scene, Errors::default())?.into())
}

/// The same for another choice, without handing anything over.
///
/// # Errors
/// As [`page`].
pub fn preview(visit: &mut Visit<Submit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    let scene = scene(visit, &read, &subject)?;
    if visit.query("part") == "preview" {
        let chosen = Chosen::of(visit, &scene);
        return Ok(Reply::Fragment(Box::new(seen_by(visit, &read, &scene, &chosen)?)));
    }
    Ok(draw(visit, &read, &scene, Errors::default())?.into())
}

fn seen_by(visit: &Visit<Submit>, read: &Read, scene: &Scene, chosen: &Chosen) -> Result<Preview, Problem> {
    let t = visit.t();
    let clause =
        chosen.clause(scene.subject.owner, &scene.circles).unwrap_or(Clause::Organisation(scene.subject.owner));
    let label = Label::new(chosen.tlp, clause);
    let reached = audience(read, &label, &visit.actor().grants())?;
    let names: Vec<String> = reached.organisations.into_iter().map(|one| one.name).collect();
    Ok(Preview {
        total: reached.total,
        more: names.len().saturating_sub(NAMED),
        names: names.into_iter().take(NAMED).collect(),
        others: reached.others,
        tlp: chosen.tlp.code().to_owned(),
        conflict: chosen.conflict(&t, &label, &scene.circles),
        t,
    })
}

fn draw(visit: &Visit<Submit>, read: &Read, scene: &Scene, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let chosen = Chosen::of(visit, scene);
    let here = format!("{}/submit", url(&scene.subject));
    let circle = |one: &Circle| {
        let words = t.a("practices-submit-circle", [("name", one.fields.name.as_str().into())]);
        Choice::new(one.uuid.to_string(), words, &chosen.reach)
    };
    let community = Choice::new("community", t.s("practices-submit-community"), &chosen.reach);
    let levels = [Tlp::Red, Tlp::AmberStrict, Tlp::Amber, Tlp::Green, Tlp::Clear];
    let level = |one: Tlp| Choice::new(one.code(), one.written().unwrap_or_default(), chosen.tlp.code());
    let body = Body {
        csrf: visit.csrf(),
        reaches: std::iter::once(community).chain(scene.circles.iter().map(circle)).collect(),
        levels: levels.into_iter().map(level).collect(),
        desks: desk::choices(&scene.desks, &chosen.desk),
        seen_by: seen_by(visit, read, scene, &chosen)?,
        unnamed: scene.record.unnamed,
        here,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("practices-submit-title"), body)
        .lead(t.s("practices-submit-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .crumb(scene.subject.title.as_str(), url(&scene.subject)))
}

/// Hands it over: from now on the desk sees it too.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Submit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, RECORD, visit.path("uuid")?)?;
    let scene = scene(visit, &tx, &subject)?;
    let chosen = Chosen::of(visit, &scene);
    let mut errors = Errors::default();
    let clause = chosen.clause(subject.owner, &scene.circles);
    errors.unless(clause.is_some(), "reach", || t.s("practices-submit-reach-missing"));
    let label = Label::new(chosen.tlp, clause.unwrap_or(Clause::Organisation(subject.owner)));
    let conflict = chosen.conflict(&t, &label, &scene.circles);
    errors.unless(conflict.is_empty(), "tlp", || conflict.clone());
    let desk = desk::chosen(&scene.desks, &chosen.desk);
    errors.unless(desk.is_some(), "desk", || t.s("practices-submit-desk-missing"));
    if let Some(key) = lacks(&scene.record) {
        errors.add("", t.s(key));
    }
    let (Some(desk), true) = (desk, errors.is_empty()) else {
        return Ok(draw(visit, &tx, &scene, errors)?.refused().into());
    };
    if !store::step(&tx, &subject, &[State::Draft], State::Submitted)? {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", t.s("practices-record-settled")))));
    }
    store::hand(&tx, &subject, &label, desk.id, visit.now())?;
    ledger::record(&tx, visit.act(), &RecordSubmitted { record: subject.id })?;
    agenda::end(&tx, subject.id, TO_REVISE, None, visit.now())?;
    let due = visit.now() + SignedDuration::from_hours(24 * DAYS);
    store::owe(&tx, visit.act(), subject.id, desk.id, TO_CHECK, &subject.title, due)?;
    subject::relabel(&tx, &subject, subject.id, &desk::between(chosen.tlp, &[subject.owner, desk.id]))?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.a("practices-submit-done", [("desk", desk.name.as_str().into())])))
}

/// What a record lacks to be of use to anybody: the message that says so.
fn lacks(record: &Record) -> Option<&'static str> {
    let written = &record.written;
    match written.kind {
        Kind::Practice | Kind::QuickWin if written.done.is_empty() => {
            Some(belfry_words::key!("practices-submit-lacks-done"))
        }
        Kind::Difficulty if written.problem.is_empty() => Some(belfry_words::key!("practices-submit-lacks-problem")),
        Kind::Tool if written.eases.is_empty() => Some(belfry_words::key!("practices-submit-lacks-eases")),
        Kind::Lesson | Kind::Feedback | Kind::Exchange
            if written.context.is_empty() && written.problem.is_empty() && written.done.is_empty() =>
        {
            Some(belfry_words::key!("practices-submit-lacks-all"))
        }
        _ => None,
    }
}
