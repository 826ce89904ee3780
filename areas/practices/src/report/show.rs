//! One report: what it says, what became of it, what one can do with it.

use std::collections::HashMap;

use askama::Template;
use belfry_discussion::Discussion;
use belfry_identity::{organisation, person};
use belfry_kernel::{OrganisationId, Person, Problem, SubjectId};
use belfry_store::scope;
use belfry_store::subject::{self, Subject};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::discuss::OfReports;
use super::store::{self, Report};
use super::{Kind, REPORT, State, inbox, question, state_said, url};
use crate::access::{CHECKERS, Read, SPEAKERS};
use crate::record;

/// What was typed and refused.
#[derive(Default)]
pub struct Typed {
    /// Which act.
    pub act: &'static str,
    /// Its text.
    pub text: String,
    /// What is wrong with it.
    pub errors: Errors,
}

#[derive(Template)]
#[template(path = "report/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    kind: String,
    state: String,
    state_kind: &'static str,
    waits: bool,
    mine: bool,
    text: String,
    facts: Vec<(String, String)>,
    about: Option<(String, String)>,
    became: Option<(String, String)>,
    answer: String,
    sorts: bool,
    answers: bool,
    is_question: bool,
    named: bool,
    forward: Option<(String, String, String, String)>,
    forward_to: Vec<Choice>,
    draft: String,
    typed: Typed,
    discussion: Discussion,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }

    /// What was typed into the form of an act; what stands there at first.
    fn text_of<'a>(&'a self, act: &str, first: &'a str) -> &'a str {
        if self.typed.act == act { &self.typed.text } else { first }
    }

    fn error_of(&self, act: &str, field: &str) -> &str {
        if self.typed.act == act { self.typed.errors.of(field) } else { "" }
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, REPORT, visit.path("uuid")?)?.into_inner();
    Ok(draw(visit, &subject, Typed::default())?.into())
}

/// Whether a person sorts what was handed to this organisation: questions are answered by whoever speaks for it.
#[must_use]
pub fn sorts(person: &Person, report: &Report) -> bool {
    let roles = if report.kind == Kind::Question { SPEAKERS } else { CHECKERS };
    person.holds_for(roles, report.desk)
}

/// Draws the page of a report that was loaded before.
///
/// # Errors
/// Those of the database.
pub fn draw<A: belfry_kernel::Action>(visit: &Visit<A>, subject: &Subject, typed: Typed) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let report = store::of(&read, subject.id)?;
    let label = scope::label(&read, subject.label_id)?;
    let me = visit.person()?;
    let sorts = sorts(me, &report) && report.state.is_open();
    let ids: Vec<SubjectId> = [report.about, report.record, report.forward].into_iter().flatten().collect();
    let seen: HashMap<SubjectId, Subject> =
        subject::by_ids(&read, &ids)?.into_iter().map(|other| (other.id, other)).collect();
    let names = organisation::names(&read, &[subject.owner, report.desk])?;
    let name = |id: &OrganisationId| names.get(id).map(|name| name.name.clone()).unwrap_or_default();
    let author = match subject.author {
        Some(id) => person::names(&read, &[id])?.remove(&id).map(|name| name.name).unwrap_or_default(),
        None => String::new(),
    };
    let record_link =
        |id: Option<SubjectId>| id.and_then(|id| seen.get(&id)).map(|other| (record::url(other), other.title.clone()));
    let forward = match report.forward.and_then(|id| seen.get(&id)) {
        Some(other) => {
            let asked = store::of(&read, other.id)?;
            let to = organisation::names(&read, &[asked.desk])?.remove(&asked.desk).map(|name| name.name);
            Some((url(other), to.unwrap_or_default(), state_said(&t, asked.state), asked.answer))
        }
        None => None,
    };
    // Whoever is asked answers; to ask further is the broker's.
    let brokers = sorts && report.kind == Kind::Question && me.holds_for(CHECKERS, report.desk);
    let forward_to = match report.about.filter(|_| brokers && forward.is_none()) {
        Some(about) => question::whom(&read, about, &[subject.owner, report.desk])?,
        None => Vec::new(),
    };
    let discussion = Discussion::load::<OfReports, _>(visit, &read, subject)?;
    drop(read);
    let is_question = report.kind == Kind::Question;
    let body = Body {
        csrf: visit.csrf(),
        here: url(subject),
        kind: t.s(&format!("practices-kind-{}", report.kind.code())),
        state: state_said(&t, report.state),
        state_kind: report.state.chip(),
        waits: report.state == State::Waiting,
        mine: subject.author == Some(me.id),
        text: belfry_web::prose::harmless(&report.text, &HashMap::new()),
        facts: facts(&t, subject, &report, (&name(&subject.owner), &name(&report.desk)), &author),
        about: record_link(report.about),
        became: record_link(report.record),
        answer: report.answer.clone(),
        sorts: sorts && !is_question,
        answers: sorts && is_question,
        is_question,
        named: report.named,
        draft: forward.as_ref().map(|(.., answer)| answer.clone()).unwrap_or_default(),
        forward,
        forward_to: forward_to.into_iter().map(|(id, name)| Choice::new(id.to_string(), name, "")).collect(),
        typed,
        discussion,
        t: t.clone(),
    };
    let reach =
        if report.state == State::Waiting { t.s("practices-report-reach-self") } else { t.s("practices-report-reach") };
    let audience =
        Audience { owner: name(&subject.owner), reach, tlp: label.tlp.code().to_owned(), href: String::new() };
    let mut page = Page::new(inbox::titled(&t, report.kind, &subject.title), body)
        .crumb(t.s("practices-nav"), "/practices")
        .audience(audience);
    page = if subject.author == Some(me.id) {
        page.crumb(t.s("practices-report-mine"), "/practices/reports")
    } else if inbox::desks(me).contains(&report.desk) {
        page.crumb(t.s("practices-report-inbox"), "/practices/inbox")
    } else {
        page
    };
    Ok(page)
}

fn facts(
    t: &Words,
    subject: &Subject,
    report: &Report,
    (owner, desk): (&str, &str),
    author: &str,
) -> Vec<(String, String)> {
    let from = if author.is_empty() {
        owner.to_owned()
    } else {
        t.a("practices-report-person", [("person", author.into()), ("organisation", owner.into())])
    };
    vec![
        (t.s("practices-report-from"), from),
        (t.s("practices-report-to"), desk.to_owned()),
        (t.s("practices-report-when"), t.date_time(subject.updated)),
        (t.s("practices-report-channel"), t.s(&format!("practices-report-channel-{}", report.channel.code()))),
    ]
}

/// Organisations by id and name.
pub(super) type Whom = Vec<(OrganisationId, String)>;
