//! The library: the newest forms that the reader may see.

use askama::Template;
use belfry_forms::store::{self, Entry, FORM};
use belfry_identity::organisation;
use belfry_kernel::{Problem, SubjectId};
use belfry_web::components::Tab;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, language};
use crate::access::{Create, Read};
use crate::tabs::tabs;

/// Forms on a page.
const PAGE: usize = 50;

struct Row {
    href: String,
    title: String,
    name: String,
    owner: String,
    version: i64,
    saved: (String, String),
}

#[derive(Template)]
#[template(path = "form/list.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    creates: bool,
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
    let mut entries = store::list(&read, before, PAGE as i64 + 1)?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let names = organisation::names(&read, &entries.iter().map(|entry| entry.owner).collect::<Vec<_>>())?;
    drop(read);
    let language = language(&t);
    let row = |entry: &Entry| Row {
        href: format!("{}{}", FORM.path, entry.uuid),
        title: entry.title_in(&language).to_owned(),
        name: entry.name.clone(),
        owner: names.get(&entry.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
        version: entry.version,
        saved: (entry.saved.to_string(), t.relative(entry.saved, visit.now())),
    };
    let creates = visit.may::<Create>(None);
    let older = entries.last().filter(|_| more).map(|last| format!("{LIST}?before={}", last.id)).unwrap_or_default();
    let newer = if before.is_some() { LIST.to_owned() } else { String::new() };
    let body =
        Body { tabs: tabs(&t, LIST), rows: entries.iter().map(row).collect(), creates, newer, older, t: t.clone() };
    let mut page =
        Page::new(t.s("surveys-form-title"), body).lead(t.s("surveys-form-lead")).crumb(t.s("surveys-nav"), "/surveys");
    if creates {
        page = page
            .action(Action::link(t.s("surveys-form-new"), format!("{LIST}/new"), "plus").primary())
            .action(Action::link(t.s("surveys-form-import"), format!("{LIST}/import"), "import"));
    }
    page = page.action(Action::link(t.s("surveys-instrument-title"), format!("{LIST}/instruments"), "surveys"));
    Ok(page.into())
}
