//! Every report that one may see, newest first.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, Report};
use super::{State, url};
use crate::access::{Read, Write};

/// Reports on a page.
const PAGE: usize = 50;

struct Row {
    href: String,
    title: String,
    volume: String,
    owner: String,
    state: State,
    said: String,
    when: (String, String),
    tlp: String,
}

#[derive(Template)]
#[template(path = "report/list.html")]
struct Body {
    t: Words,
    rows: Vec<Row>,
    writes: bool,
    newer: String,
    older: String,
}

/// What a volume is called beside its title.
pub(crate) fn volume(t: &Words, report: &Report) -> String {
    t.a(
        "insight-report-volume-of",
        [("series", report.series.as_str().into()), ("volume", report.volume.as_str().into())],
    )
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let mut found = store::list(&read, before, PAGE as i64 + 1)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let names = organisation::names(&read, &found.iter().map(|(subject, ..)| subject.owner).collect::<Vec<_>>())?;
    drop(read);
    let writes = visit.may::<Write>(None);
    let older = found.last().filter(|_| more).map(|(last, ..)| format!("/insight?before={}", last.id));
    let rows = found.iter().map(|(subject, tlp, report)| {
        let at = report.published.unwrap_or(subject.updated);
        Row {
            href: url(subject),
            title: subject.title.clone(),
            volume: volume(&t, report),
            owner: names.get(&subject.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
            state: report.state,
            said: t.s(&format!("insight-state-{}", report.state.code())),
            when: (at.to_string(), t.date(at)),
            tlp: tlp.clone(),
        }
    });
    let body = Body {
        rows: rows.collect(),
        writes,
        newer: if before.is_some() { "/insight".into() } else { String::new() },
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("insight-report-list"), body).lead(t.s("insight-report-lead"));
    if writes {
        page = page.action(Action::link(t.s("insight-report-new"), "/insight/reports/new", "plus").primary());
        page = page.action(Action::link(t.s("insight-desk-title"), "/insight/desk", "insight"));
    }
    page = page.action(Action::link(t.s("insight-own-title"), "/insight/own", "building"));
    Ok(page.action(Action::link(t.s("insight-data-title"), "/insight/data", "download")).into())
}
