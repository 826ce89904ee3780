//! What came to my organisation: reports to be sorted, questions to be answered.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::Read as Picture;
use belfry_web::components::Tab;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, Listed, Which};
use super::{Kind, QUESTION_ABOUT, state_said, url};
use crate::access::{Inbox, SPEAKERS};

/// Rows on a page.
const ROWS: usize = 50;
const HERE: &str = "/practices/inbox";

/// A report in a list.
pub struct Row {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) state: String,
    pub(super) state_kind: &'static str,
    pub(super) other: String,
    pub(super) when: (String, String),
    pub(super) channel: String,
}

#[derive(Template)]
#[template(path = "report/inbox.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    settled: bool,
    rows: Vec<Row>,
    newer: String,
    older: String,
}

/// A report by its title; a question, which bears that of what it asks about, in the reader's words.
pub(super) fn titled(t: &Words, kind: Kind, title: &str) -> String {
    if kind == Kind::Question { t.a(QUESTION_ABOUT, [("title", title.into())]) } else { title.to_owned() }
}

/// Reports as rows, each with the organisation at its other end.
pub(super) fn rows<A>(
    visit: &Visit<A>,
    read: &Picture,
    found: &[Listed],
    other: impl Fn(&Listed) -> OrganisationId,
) -> Result<Vec<Row>, Problem> {
    let t = visit.t();
    let names = organisation::names(read, &found.iter().map(&other).collect::<Vec<_>>())?;
    let row = |one: &Listed| Row {
        href: url(&one.subject),
        title: titled(&t, one.report.kind, &one.subject.title),
        kind: t.s(&format!("practices-kind-{}", one.report.kind.code())),
        state: state_said(&t, one.report.state),
        state_kind: one.report.state.chip(),
        other: names.get(&other(one)).map(|name| name.short_name.clone()).unwrap_or_default(),
        when: (one.subject.updated.to_string(), t.relative(one.subject.updated, visit.now())),
        channel: t.s(&format!("practices-report-channel-{}", one.report.channel.code())),
    };
    Ok(found.iter().map(row).collect())
}

/// The organisations for which a person looks into the inbox.
#[must_use]
pub fn desks(person: &belfry_kernel::Person) -> Vec<OrganisationId> {
    let mut all: Vec<OrganisationId> =
        person.roles.iter().filter(|(_, role)| SPEAKERS.contains(role)).map(|(bound, _)| *bound).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Inbox>) -> Result<Reply, Problem> {
    let t = visit.t();
    let settled = visit.query("state") == "settled";
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let at = |before: Option<SubjectId>| {
        let fields = [settled.then(|| "state=settled".to_owned()), before.map(|id| format!("before={id}"))];
        let query: Vec<String> = fields.into_iter().flatten().collect();
        if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", query.join("&")) }
    };
    let read = visit.read()?;
    let desks = desks(visit.person()?);
    let mut found = store::list(&read, &Which::At(&desks, settled), before, ROWS as i64 + 1)?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let older = found.last().filter(|_| more).map(|last| at(Some(last.subject.id)));
    let rows = rows(visit, &read, &found, |one| one.subject.owner)?;
    drop(read);
    let tab =
        |label: String, href: &str, current: bool| Tab { label, href: href.into(), count: String::new(), current };
    let body = Body {
        tabs: vec![
            tab(t.s("practices-inbox-open"), HERE, !settled),
            tab(t.s("practices-inbox-settled"), "/practices/inbox?state=settled", settled),
        ],
        settled,
        rows,
        newer: if before.is_some() { at(None) } else { String::new() },
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("practices-report-inbox"), body)
        .lead(t.s("practices-inbox-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .into())
}
