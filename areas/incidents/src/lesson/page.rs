//! The page: what happened when, what went well, what to change, who took part; what was learned, and what is done about it.

use std::collections::HashMap;

use askama::Template;
use belfry_catalogue::text::Language;
use belfry_identity::person;
use belfry_kernel::{PersonId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Read as Picture, args};
use belfry_web::components::{Choice, Point, State as Mark};
use belfry_web::form::Errors;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::OFFERED;
use super::store::{self, After, Lesson, New};
use crate::access::{Approve, Edit, Read};
use crate::incident::store::{self as incidents, Incident, Moment};
use crate::incident::{INCIDENT, url};

/// Characters of a text.
const TEXT: usize = 10_000;
/// Characters of a line.
const LINE: usize = 500;

/// What was typed.
#[derive(Default)]
struct Typed {
    cause: String,
    item: String,
    action: String,
    owner: String,
    due: String,
    asked: String,
}

/// A lesson as it is shown.
pub(super) struct Line {
    pub(super) cause: String,
    pub(super) item: (String, String),
    pub(super) action: String,
    pub(super) owner: String,
    pub(super) due: (String, String),
    pub(super) asked: String,
    suggest: String,
    obligation: String,
    practice: Option<(String, String)>,
    write: String,
    at: String,
}

#[derive(Template)]
#[template(path = "lesson/page.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    exercise: bool,
    errors: Errors,
    typed: Typed,
    after: After,
    approved: String,
    written: bool,
    may_edit: bool,
    may_approve: bool,
    points: Vec<Point>,
    lessons: Vec<Line>,
    items: Vec<Choice>,
    people: Vec<Choice>,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// Everything that the page and its paper are made of.
pub(super) struct Whole {
    pub(super) subject: Subject,
    pub(super) incident: Incident,
    pub(super) moments: Vec<Moment>,
    pub(super) after: Option<After>,
    pub(super) lessons: Vec<Line>,
    pub(super) approver: String,
    items: Vec<(String, String)>,
    people: Vec<(PersonId, String)>,
}

impl Whole {
    pub(super) fn of<A>(visit: &Visit<A>, read: &Picture, subject: Subject) -> Result<Self, Problem> {
        let t = visit.t();
        let incident = incidents::of(read, subject.id)?;
        let moments = incidents::moments(read, subject.id)?;
        let after = store::after(read, subject.id)?;
        let lessons = store::lessons(read, subject.id)?;
        let practices = store::practices(read, &lessons)?;
        let people = store::people(read, subject.owner)?;
        let items = items(read, &t)?;
        let ids: Vec<PersonId> = lessons
            .iter()
            .filter_map(|one| one.owner)
            .chain(after.iter().filter_map(|one| Some(one.approved?.1)))
            .collect();
        let names = if ids.is_empty() { HashMap::new() } else { person::names(read, &ids)? };
        let name = |id: PersonId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
        let approver = after.as_ref().and_then(|one| one.approved).map(|(_, id)| name(id)).unwrap_or_default();
        let here = url(&subject);
        let line = |one: Lesson| line(visit, &t, &here, one, &items, &practices, &name);
        let lessons = lessons.into_iter().map(line).collect();
        Ok(Self { subject, incident, moments, after, lessons, approver, items, people })
    }
}

fn line<A>(
    visit: &Visit<A>,
    t: &Words,
    here: &str,
    one: Lesson,
    items: &[(String, String)],
    practices: &[Subject],
    name: &dyn Fn(PersonId) -> String,
) -> Line {
    let practice = practices.iter().find(|other| Some(other.id) == one.practice);
    let said =
        items.iter().find(|(code, _)| *code == one.item).map_or_else(|| one.item.clone(), |(_, said)| said.clone());
    let query = |pairs: &[(&str, &str)]| serde_urlencoded::to_string(pairs).unwrap_or_default();
    let item = if one.item.is_empty() {
        (String::new(), String::new())
    } else {
        (said, format!("/practices/next?{}", query(&[("item", &one.item)])))
    };
    Line {
        item,
        owner: one.owner.map(name).unwrap_or_default(),
        due: one.due.map(|due| (due.to_string(), t.date(due))).unwrap_or_default(),
        obligation: one.obligation.map(|uuid| format!("/desk/agenda/{uuid}")).unwrap_or_default(),
        practice: practice.map(|other| (visit.house().address(other), other.title.clone())),
        write: format!("/practices/records/new?{}", query(&[("kind", "lesson"), ("item", &one.item)])),
        at: format!("{here}/lessons/{}", one.id),
        suggest: format!(
            "/practices/report?{}",
            query(&[("kind", "feedback"), ("title", t.s("incidents-lesson-asked").as_str()), ("text", &one.asked)])
        ),
        cause: one.cause,
        action: one.action,
        asked: one.asked,
    }
}

/// The measures that are offered: framework and code, and how they are read.
fn items(read: &Picture, t: &Words) -> Result<Vec<(String, String)>, Problem> {
    let Some(framework) = belfry_catalogue::store::load(read, OFFERED, None)? else { return Ok(Vec::new()) };
    let wanted = Language::parse(t.language()).unwrap_or_else(|| framework.language.clone());
    let said = |item: &belfry_catalogue::Item| {
        let title = item.title.said(&wanted, std::slice::from_ref(&framework.language));
        (format!("{OFFERED}/{}", item.code), format!("{} {title}", item.code))
    };
    Ok(framework.items.iter().filter(|item| item.assessable).map(said).collect())
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, INCIDENT, visit.path("uuid")?)?.into_inner();
    drop(read);
    Ok(draw(visit, subject, Typed::default(), Errors::default())?.into())
}

fn draw<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    subject: Subject,
    typed: Typed,
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let whole = Whole::of(visit, &read, subject)?;
    let owner = belfry_identity::organisation::names(&read, &[whole.subject.owner])?;
    drop(read);
    let owner = owner.into_values().next().map(|name| name.name).unwrap_or_default();
    let here = url(&whole.subject);
    let approved = whole.after.as_ref().and_then(|one| one.approved).map(|(at, _)| {
        t.a("incidents-after-approved", [("who", whole.approver.as_str().into()), ("when", t.date_time(at).into())])
    });
    let choice = |(code, said): &(String, String)| Choice::new(code.as_str(), said.as_str(), &typed.item);
    let person = |(id, name): &(PersonId, String)| Choice::new(id.to_string(), name.as_str(), &typed.owner);
    let may_edit = visit.may::<Edit>(Some(&whole.subject));
    let body = Body {
        csrf: visit.csrf(),
        exercise: whole.incident.written.exercise,
        written: whole.after.is_some(),
        may_approve: whole.after.as_ref().is_some_and(|one| one.approved.is_none())
            && visit.may::<Approve>(Some(&whole.subject)),
        approved: approved.unwrap_or_default(),
        points: points(&t, &whole.incident, &whole.moments),
        items: whole.items.iter().map(choice).collect(),
        people: whole.people.iter().map(person).collect(),
        after: whole.after.unwrap_or_default(),
        lessons: whole.lessons,
        may_edit,
        errors,
        typed,
        here: here.clone(),
        t: t.clone(),
    };
    let title = t.a("incidents-after-title-of", [("title", whole.subject.title.as_str().into())]);
    let audience =
        Audience { owner, reach: t.s("incidents-record-reach"), tlp: "amber+strict".into(), href: String::new() };
    Ok(Page::new(crate::exercise::marked(&t, body.exercise, &title), body)
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(whole.subject.title.as_str(), here.as_str())
        .audience(audience)
        .action(Action::link(t.s("incidents-after-paper"), format!("{here}/lessons.pdf"), "printer")))
}

/// What happened when: the instants of the record and what its people wrote.
pub(super) fn points(t: &Words, incident: &Incident, moments: &[Moment]) -> Vec<Point> {
    let written = &incident.written;
    let instants = [
        ("incidents-field-began", written.began),
        ("incidents-field-detected", written.detected),
        ("incidents-field-aware", written.aware),
        ("incidents-field-resolved", written.resolved),
    ];
    let mut all: Vec<(Timestamp, String)> =
        instants.into_iter().filter_map(|(key, at)| Some((at?, t.s(key)))).collect();
    all.extend(moments.iter().map(|one| (one.at, one.text.clone())));
    all.sort();
    let point = |(at, title): (Timestamp, String)| Point {
        when: t.date_time_zone(at),
        datetime: at.to_string(),
        title,
        text: String::new(),
        href: String::new(),
        state: Mark::Done,
    };
    all.into_iter().map(point).collect()
}

/// Writes the review.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn write(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let text = |name: &str| form.raw(name).trim().to_owned();
    let one = After { well: text("well"), change: text("change"), people: text("people"), approved: None };
    let mut errors = Errors::default();
    for (name, text) in [("well", &one.well), ("change", &one.change), ("people", &one.people)] {
        errors.unless(text.chars().count() <= TEXT, name, || t.n("incidents-lesson-long", TEXT));
    }
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, subject.into_inner(), Typed::default(), errors)?.refused().into());
    }
    store::write(&tx, visit.act(), &subject, &one)?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/lessons", url(&subject)), t.s("incidents-after-written")))
}

/// Approves it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn approve(visit: &mut Visit<Approve>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    store::approve(&tx, visit.act(), &subject)?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/lessons", url(&subject)), t.s("incidents-after-approved-done")))
}

/// Keeps a lesson, with what is done about it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn add(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let text = |name: &str| form.text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let typed = Typed {
        cause: text("cause"),
        item: form.text("item").to_owned(),
        action: text("action"),
        owner: form.text("owner").to_owned(),
        due: form.text("due").to_owned(),
        asked: text("asked"),
    };
    let mut errors = Errors::default();
    errors.unless(!typed.cause.is_empty(), "cause", || t.s("incidents-lesson-cause-missing"));
    for (name, text) in [("cause", &typed.cause), ("action", &typed.action), ("asked", &typed.asked)] {
        errors.unless(text.chars().count() <= LINE, name, || t.n("incidents-lesson-long", LINE));
    }
    let due: Option<Date> = typed.due.parse().ok();
    errors.unless(typed.due.is_empty() || due.is_some(), "due", || t.s("incidents-lesson-due-wrong"));
    errors.unless(typed.action.is_empty() || due.is_some(), "due", || t.s("incidents-lesson-due-missing"));
    let due = due.and_then(|day| day.at(17, 0, 0, 0).to_zoned(t.zone().clone()).ok()).map(|zoned| zoned.timestamp());
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let owner = store::people(&tx, subject.owner)?.into_iter().find(|(id, _)| id.to_string() == typed.owner);
    errors.unless(typed.owner.is_empty() || owner.is_some(), "owner", || t.s("incidents-lesson-owner-wrong"));
    let known = typed.item.is_empty() || items(&tx, &t)?.iter().any(|(code, _)| *code == typed.item);
    errors.unless(known, "item", || t.s("incidents-lesson-item-wrong"));
    if !errors.is_empty() {
        drop(tx);
        return Ok(draw(visit, subject.into_inner(), typed, errors)?.refused().into());
    }
    let new = New {
        cause: &typed.cause,
        item: &typed.item,
        action: &typed.action,
        owner: owner.map(|(id, _)| id),
        due,
        asked: &typed.asked,
    };
    store::add(&tx, visit.act(), &subject, &new)?;
    visit.finish(tx, Reply::done(format!("{}/lessons#learned", url(&subject)), t.s("incidents-lesson-added")))
}

/// Notes the practice that came out of a lesson: one that the writer sees.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn link(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (lesson, text): (i64, _) = (visit.path("lesson")?, visit.form().text("practice").to_owned());
    let kind = visit.house().kinds.iter().find(|kind| kind.path == "/practices/records/").copied();
    let uuid: Option<Uuid> = text.rsplit('/').next().and_then(|word| word.trim().parse().ok());
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    let back = format!("{}/lessons#learned", url(&subject));
    let found = match kind.zip(uuid) {
        Some((kind, uuid)) => tx.maybe(
            "select s.id from store_subjects s where s.uuid = $1 and s.kind = $2 and exists (select 1 from store_visible v \
             where v.grant_key = $3 and v.label_id = s.label_id limit 1) order by s.id limit 1",
            args![uuid, kind, tx.key()],
            |row| row.get::<SubjectId>(0),
        )?,
        None => None,
    };
    let Some(practice) = found else {
        drop(tx);
        return Ok(Reply::To(back, Some(("warn", t.s("incidents-lesson-practice-missing")))));
    };
    if !store::link(&tx, visit.act(), &subject, lesson, practice)? {
        return Err(Problem::NotFound);
    }
    tx.commit()?;
    Ok(Reply::done(back, t.s("incidents-lesson-practice-linked")))
}

/// Takes a lesson away.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn remove(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let lesson: i64 = visit.path("lesson")?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    store::remove(&tx, &subject, lesson)?;
    tx.commit()?;
    Ok(Reply::to(format!("{}/lessons#learned", url(&subject))))
}
