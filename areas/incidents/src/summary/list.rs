//! Every summary that one may see, the newest first.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::{store, url};
use crate::access::{Read, Summarise};
use crate::regime;

/// Summaries on a page.
const PAGE: usize = 50;
const HERE: &str = "/incidents/summaries";

struct Row {
    href: String,
    title: String,
    law: String,
    owner: String,
    all: String,
    when: (String, String),
    tlp: String,
}

#[derive(Template)]
#[template(path = "summary/list.html")]
struct Body {
    t: Words,
    rows: Vec<Row>,
    makes: bool,
    newer: String,
    older: String,
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
    let makes = visit.may::<Summarise>(None);
    let older = found.last().filter(|_| more).map(|(last, ..)| format!("{HERE}?before={}", last.id));
    let rows = found.iter().map(|(subject, tlp, summary)| Row {
        href: url(subject),
        title: subject.title.clone(),
        law: regime::latest(&summary.regime).map_or("", |regime| regime.title(t.language())).to_owned(),
        owner: names.get(&subject.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
        all: summary.content.all.map_or_else(|| t.s("incidents-summary-few"), |n| t.number(n)),
        when: (summary.made.to_string(), t.date(summary.made)),
        tlp: tlp.clone(),
    });
    let body = Body {
        rows: rows.collect(),
        makes,
        newer: if before.is_some() { HERE.into() } else { String::new() },
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("incidents-summary-list"), body)
        .lead(t.s("incidents-summary-lead"))
        .crumb(t.s("incidents-nav"), "/incidents");
    if makes {
        page = page.action(Action::link(t.s("incidents-summary-new"), format!("{HERE}/new"), "plus").primary());
    }
    Ok(page.into())
}
