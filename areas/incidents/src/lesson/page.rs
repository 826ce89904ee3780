//! The page: what happened when, what went well, what to change, who took part; what was learned, what is done about it, and who else
//! is asked.

use std::collections::HashMap;

use askama::Template;
use belfry_identity::person;
use belfry_kernel::{PersonId, Problem};
use belfry_store::Read as Picture;
use belfry_store::subject::Subject;
use belfry_web::components::{Choice, Point, State as Mark};
use belfry_web::form::Errors;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::item;
use super::store::{self, After, Lesson};
use crate::access::{Approve, Edit, Read, Share};
use crate::incident::store::{self as incidents, Incident, Moment};
use crate::incident::{INCIDENT, url};
use crate::question::{self, store::Question};

/// What was typed.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) cause: String,
    pub(super) item: String,
    pub(super) action: String,
    pub(super) owner: String,
    pub(super) due: String,
    pub(super) asked: String,
    /// The address of a practice, for the lesson that has something wrong beside it.
    pub(super) practice: String,
}

/// The field for the practice of a lesson: each lesson on the page has its own.
pub(super) fn practice_field(lesson: i64) -> String {
    format!("practice-{lesson}")
}

/// A lesson as it is shown.
pub(super) struct Line {
    pub(super) cause: String,
    /// How the measure is read, where it stands in the catalogue, and what others do about it.
    pub(super) item: (String, String, String),
    pub(super) action: String,
    pub(super) owner: String,
    pub(super) due: (String, String),
    pub(super) asked: String,
    proposed: Option<(String, String, &'static str)>,
    obligation: String,
    practice: Option<(String, String)>,
    write: String,
    at: String,
    field: String,
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
    may_share: bool,
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

    /// What was typed as the practice of this lesson.
    fn practice(&self, one: &Line) -> &str {
        if self.errors.of(&one.field).is_empty() { "" } else { &self.typed.practice }
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
        let items = item::offered(item::framework(read)?.as_ref(), &t);
        let questions = question::store::of_incident(read, subject.id)?;
        let ids: Vec<PersonId> = lessons
            .iter()
            .filter_map(|one| one.owner)
            .chain(after.iter().filter_map(|one| Some(one.approved?.1)))
            .collect();
        let names = if ids.is_empty() { HashMap::new() } else { person::names(read, &ids)? };
        let name = |id: PersonId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
        let approver = after.as_ref().and_then(|one| one.approved).map(|(_, id)| name(id)).unwrap_or_default();
        let here = url(&subject);
        let line = |one: Lesson| Line {
            practice: practice(visit, &practices, &one),
            proposed: proposed(&t, &questions, &one),
            owner: one.owner.map(name).unwrap_or_default(),
            ..line(&t, &here, one, &items)
        };
        let lessons = lessons.into_iter().map(line).collect();
        Ok(Self { subject, incident, moments, after, lessons, approver, items, people })
    }
}

/// The practice that came out of a lesson, if the reader sees it.
fn practice<A>(visit: &Visit<A>, practices: &[Subject], one: &Lesson) -> Option<(String, String)> {
    let found = practices.iter().find(|other| Some(other.id) == one.practice)?;
    Some((visit.house().address(found), found.title.clone()))
}

// words: incidents-question-state-{proposed,withdrawn}

/// Where the question of a lesson stands: its page, in words, how that looks.
fn proposed(t: &Words, questions: &[(Subject, Question)], one: &Lesson) -> Option<(String, String, &'static str)> {
    let (subject, found) = questions.iter().find(|(_, question)| question.lesson == one.id)?;
    let (code, kind) = if found.withdrawn.is_some() { ("withdrawn", "") } else { ("proposed", "good") };
    Some((question::url(subject), t.s(&format!("incidents-question-state-{code}")), kind))
}

fn line(t: &Words, here: &str, one: Lesson, items: &[(String, String)]) -> Line {
    let said =
        items.iter().find(|(code, _)| *code == one.item).map_or_else(|| one.item.clone(), |(_, said)| said.clone());
    let query = |pairs: &[(&str, &str)]| serde_urlencoded::to_string(pairs).unwrap_or_default();
    Line {
        item: if one.item.is_empty() {
            Default::default()
        } else {
            (said, item::href(&one.item), format!("/practices/next?{}", query(&[("item", &one.item)])))
        },
        owner: String::new(),
        due: one.due.map(|due| (due.to_string(), t.date(due))).unwrap_or_default(),
        obligation: one.obligation.map(|uuid| format!("/desk/agenda/{uuid}")).unwrap_or_default(),
        practice: None,
        proposed: None,
        write: format!("/practices/records/new?{}", query(&[("kind", "lesson"), ("item", &one.item)])),
        at: format!("{here}/lessons/{}", one.id),
        field: practice_field(one.id),
        cause: one.cause,
        action: one.action,
        asked: one.asked,
    }
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

pub(super) fn draw<A: belfry_kernel::Action>(
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
        may_share: visit.may::<Share>(Some(&whole.subject)),
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
