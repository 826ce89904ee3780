//! The assessments of one's own organisations, and those that others show to them.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::Key;
use belfry_web::components::Tab;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, Listed, State};
use super::{LIST, SHARED, url};
use crate::access::{Assess, Read};
use crate::tabs::tabs;

/// Assessments on a page, and the newest that are shown by others.
const PAGE: usize = 50;

struct Row {
    href: String,
    title: String,
    owner: String,
    framework: String,
    signed: bool,
    overall: String,
    when: (String, String),
}

#[derive(Template)]
#[template(path = "assess/list.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    shown: Vec<Row>,
    assesses: bool,
    newer: String,
    older: String,
}

/// The organisations that a person belongs to.
#[must_use]
pub fn mine(person: &belfry_kernel::Person) -> Vec<OrganisationId> {
    let mut all: Vec<OrganisationId> =
        person.roles.iter().map(|(bound, _)| *bound).chain([person.organisation]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let mine = mine(visit.person()?);
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let mut own = store::list(&read, &mine, before, PAGE as i64 + 1)?;
    let more = own.len() > PAGE;
    own.truncate(PAGE);
    let shares = if before.is_none() { store::shown(&read, &mine, PAGE as i64)? } else { Vec::new() };
    let owners: Vec<OrganisationId> =
        own.iter().map(|one| one.subject.owner).chain(shares.iter().map(|s| s.owner)).collect();
    let names = organisation::names(&read, &owners)?;
    drop(read);
    let shown = if shares.is_empty() {
        Vec::new()
    } else {
        visit.close();
        store::of_shares(&visit.house().db.read(Key::SYSTEM)?, &shares)?
    };
    let row = |one: &Listed| {
        let at = one.assessment.signed.unwrap_or(one.subject.updated);
        Row {
            href: if one.subject.kind == SHARED.code {
                format!("{}{}", SHARED.path, one.subject.uuid)
            } else {
                url(&one.subject)
            },
            title: one.subject.title.clone(),
            owner: names.get(&one.subject.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
            framework: one.assessment.framework.clone(),
            signed: one.assessment.state == State::Signed,
            overall: one.overall.map(|n| t.percent(n as f64 / 1000.0)).unwrap_or_default(),
            when: (at.to_string(), t.date(at)),
        }
    };
    let assesses = visit.may::<Assess>(None);
    let older = own.last().filter(|_| more).map(|last| format!("{LIST}?before={}", last.subject.id));
    let body = Body {
        tabs: tabs(&t, LIST),
        rows: own.iter().map(row).collect(),
        shown: shown.iter().map(row).collect(),
        assesses,
        newer: if before.is_some() { LIST.to_owned() } else { String::new() },
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("surveys-assess-title"), body)
        .lead(t.s("surveys-assess-lead"))
        .crumb(t.s("surveys-nav"), "/surveys");
    if assesses {
        page = page.action(Action::link(t.s("surveys-assess-new"), format!("{LIST}/new"), "plus").primary());
    }
    Ok(page.into())
}
