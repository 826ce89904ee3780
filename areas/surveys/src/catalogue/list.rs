//! Every framework that the reader may see, by name, with how many versions of it there are.

use askama::Template;
use belfry_catalogue::store::{self, Entry};
use belfry_kernel::Problem;
use belfry_web::components::Tab;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, url};
use crate::access::{Administer, Read};
use crate::form;
use crate::tabs::tabs;

struct Row {
    href: String,
    title: String,
    name: String,
    version: String,
    versions: usize,
    items: i64,
    steps: usize,
    licence: String,
}

#[derive(Template)]
#[template(path = "catalogue/list.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    imports: bool,
}

/// The list. There are as many frameworks as an administrator brought in: dozens.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let entries = store::list(&*visit.read()?)?;
    let language = form::language(&t);
    let mut rows: Vec<Row> = Vec::new();
    for entry in &entries {
        match rows.last_mut().filter(|row| row.name == entry.name) {
            Some(row) => row.versions += 1,
            None => rows.push(row(entry, entry.called.said(&language, &[]))),
        }
    }
    let imports = visit.may::<Administer>(None);
    let body = Body { tabs: tabs(&t, LIST), rows, imports, t: t.clone() };
    let mut page = Page::new(t.s("surveys-catalogue-title"), body)
        .lead(t.s("surveys-catalogue-lead"))
        .crumb(t.s("surveys-nav"), "/surveys");
    if imports {
        page = page.action(Action::link(t.s("surveys-catalogue-import"), format!("{LIST}/import"), "import"));
    }
    Ok(page.into())
}

fn row(entry: &Entry, title: &str) -> Row {
    Row {
        href: url(&entry.name, ""),
        title: title.to_owned(),
        name: entry.name.clone(),
        version: entry.version.clone(),
        versions: 1,
        items: entry.items,
        steps: entry.steps,
        licence: entry.licence.clone(),
    }
}
