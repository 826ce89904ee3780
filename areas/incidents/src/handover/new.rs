//! Handing over: what leaves is shown, and what stays; then it is signed.

use askama::Template;
use belfry_handover::{Envelope, LARGEST, package};
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::SignedDuration;
use uuid::Uuid;

use super::content::{self, Leaving, Told};
use super::partner::{self, Partner};
use super::{State, Way, choose, contact, key, send, store, url};
use crate::access::HandOver;
use crate::audience::Sight;
use crate::notification::store::{self as notified, Notification};
use crate::notification::{self, NOTIFICATION};

const HERE: &str = "/incidents/handovers/new";
/// How long a package is taken: it may go by hand.
const LIVES: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Characters of a title.
const TITLE: usize = 200;
/// Characters of what is said with it.
const NOTE: usize = 10_000;
/// References of one package.
const REFERENCES: usize = 50;
/// How far it can be carried; what nobody states crosses no border.
const LEVELS: &[Tlp] = &[Tlp::Red, Tlp::AmberStrict, Tlp::Amber, Tlp::Green, Tlp::Clear];

/// What was typed.
struct Typed {
    partner: String,
    tlp: String,
    title: String,
    note: String,
    references: String,
    named: bool,
}

#[derive(Template)]
#[template(path = "handover/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    here: String,
    typed: Typed,
    exercise: bool,
    number: (String, String),
    partners: Vec<Choice>,
    levels: Vec<Choice>,
    told: Vec<Told>,
    kept: Vec<String>,
}

/// Everything that the page is made of.
struct Scene {
    contact: OrganisationId,
    subject: Subject,
    one: Notification,
    partners: Vec<Partner>,
    leaving: Leaving,
}

impl Scene {
    fn of(visit: &Visit<HandOver>, read: &Read, uuid: Uuid) -> Result<Self, Problem> {
        let forms = visit.house().db.read(Key::SYSTEM)?;
        let contact = contact(visit.person()?).ok_or(Problem::Forbidden)?;
        let subject = visit.load(read, NOTIFICATION, uuid)?.into_inner();
        let one = notified::of(read, subject.id)?;
        let partners = partner::of_contact(read, contact)?;
        let sight = Sight::of(visit.person()?, &subject, &notified::recipients(read, subject.id)?);
        let leaving = content::leaving((read, &forms), &visit.t(), &subject, &one, &sight)?;
        Ok(Self { contact, subject, one, partners, leaving })
    }
}

/// The form; without a notification, those that may reach across a border.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<HandOver>) -> Result<Reply, Problem> {
    let t = visit.t();
    let Ok(uuid) = visit.query("notification").parse::<Uuid>() else { return choose::page(visit) };
    let read = visit.read()?;
    let scene = Scene::of(visit, &read, uuid)?;
    drop(read);
    let typed = Typed {
        partner: scene.partners.first().map(|one| one.uuid.to_string()).unwrap_or_default(),
        tlp: Tlp::Amber.code().to_owned(),
        title: t.a("incidents-handover-title-of", [("number", scene.one.number.as_str().into())]),
        note: String::new(),
        references: String::new(),
        named: false,
    };
    Ok(draw(visit, &scene, typed, Errors::default()).into())
}

fn draw(visit: &Visit<HandOver>, scene: &Scene, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let partner =
        |one: &Partner| Choice::new(one.uuid.to_string(), format!("{} ({})", one.name, one.country), &typed.partner);
    let body = Body {
        csrf: visit.csrf(),
        errors,
        here: format!("{HERE}?notification={}", scene.subject.uuid),
        exercise: scene.one.exercise,
        number: (notification::url(&scene.subject), scene.one.number.clone()),
        partners: scene.partners.iter().map(partner).collect(),
        levels: LEVELS
            .iter()
            .map(|tlp| Choice::new(tlp.code(), tlp.written().unwrap_or_default(), &typed.tlp))
            .collect(),
        told: content::told(&t, &scene.one.regime, &scene.leaving.steps),
        kept: scene.leaving.kept.clone(),
        typed,
        t: t.clone(),
    };
    Page::new(t.s("incidents-handover-new"), body)
        .lead(t.s("incidents-handover-new-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-handover-title"), "/incidents/handovers")
}

/// A line each: what it is, and after a bar where.
fn references(typed: &str) -> Vec<package::Reference> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty()).take(REFERENCES);
    lines
        .map(|line| match line.split_once('|') {
            Some((title, at)) => package::Reference { title: title.trim().into(), at: at.trim().into() },
            None => package::Reference { title: String::new(), at: line.into() },
        })
        .collect()
}

/// Signs it and puts it on its way.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act(visit: &mut Visit<HandOver>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.query("notification").parse().map_err(|_| Problem::NotFound)?;
    let form = visit.form();
    let typed = Typed {
        partner: form.text("partner").to_owned(),
        tlp: form.text("tlp").to_owned(),
        title: form.text("title").split_whitespace().collect::<Vec<_>>().join(" "),
        note: form.raw("note").trim().to_owned(),
        references: form.raw("references").trim().to_owned(),
        named: form.has("named"),
    };
    let mut errors = Errors::default();
    let fits = !typed.title.is_empty() && typed.title.chars().count() <= TITLE;
    errors.unless(fits, "title", || t.n("incidents-handover-title-missing", TITLE));
    errors.unless(typed.note.chars().count() <= NOTE, "note", || t.n("incidents-handover-note-long", NOTE));
    let tlp = Tlp::parse(&typed.tlp).filter(|tlp| LEVELS.contains(tlp));
    errors.unless(tlp.is_some(), "tlp", || t.s("incidents-handover-tlp-missing"));
    // Drawn before the transaction: it may have to be made.
    visit.close();
    let signing = key::own(visit.house())?;
    let tx = visit.write()?;
    let scene = Scene::of(visit, &tx, uuid)?;
    let to = scene.partners.iter().find(|one| one.uuid.to_string() == typed.partner).cloned();
    errors.unless(to.is_some(), "partner", || t.s("incidents-handover-partner-missing"));
    let (Some(tlp), Some(to), true) = (tlp, to, errors.is_empty()) else {
        drop(tx);
        return Ok(draw(visit, &scene, typed, errors).refused().into());
    };
    let made = made(visit, &tx, &scene, &to, &typed, tlp)?;
    let envelope = Envelope::sign(&signing, package::KIND, made.write()).write();
    if envelope.len() > LARGEST {
        drop(tx);
        errors.add("", t.s("incidents-handover-refused-too-large"));
        return Ok(draw(visit, &scene, typed, errors).refused().into());
    }
    let kept = store::Package {
        way: Way::Sent,
        package: made.id,
        partner: to.id,
        notification: Some(scene.subject.id),
        state: State::Under,
        tlp,
        exercise: made.exercise,
        envelope,
        receipt: None,
        receipted: None,
        number: String::new(),
        expires: made.expires,
        routed: None,
        error: String::new(),
    };
    let subject = store::put_sent(&tx, visit.act(), scene.contact, &made.title, &kept)?;
    let said = if to.base.is_empty() {
        t.s("incidents-handover-made")
    } else {
        send::begin(&tx, visit.act(), subject.id)?;
        t.s("incidents-handover-on-its-way")
    };
    visit.finish(tx, Reply::done(url(&subject), said))
}

fn made(
    visit: &Visit<HandOver>,
    read: &Read,
    scene: &Scene,
    to: &Partner,
    typed: &Typed,
    tlp: Tlp,
) -> Result<package::Package, Problem> {
    let office = organisation::by_id(read, scene.contact)?.ok_or(Problem::NotFound)?;
    let entity = match typed.named {
        true => organisation::names(read, &[scene.subject.owner])?.remove(&scene.subject.owner).map(|name| name.name),
        false => None,
    };
    Ok(package::Package {
        format: package::FORMAT.to_owned(),
        id: visit.ids().uuid(),
        made: visit.now(),
        expires: visit.now().checked_add(LIVES).unwrap_or(visit.now()),
        from: package::Office {
            name: office.fields.name,
            country: office.fields.country.unwrap_or_default(),
            receipts: format!("{}{}", visit.house().settings.base_url, send::RECEIPTS),
        },
        to: package::Addressee { key: to.key.fingerprint(), name: to.name.clone(), country: to.country.clone() },
        tlp: tlp.code().to_owned(),
        exercise: scene.one.exercise,
        title: typed.title.clone(),
        note: typed.note.clone(),
        incident: content::incident(&scene.one, &entity.unwrap_or_default())?,
        steps: scene.leaving.steps.clone(),
        references: references(&typed.references),
    })
}
