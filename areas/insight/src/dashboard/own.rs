//! The dashboard of one's own organisation.

use askama::Template;
use belfry_contracts::figures::{Shape, dimension};
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{Open, Panel, Wanted, open, panels};
use crate::access::Read;

#[derive(Template)]
#[template(path = "dashboard/own.html")]
struct Body {
    t: Words,
    panels: Vec<Panel>,
    open: Vec<Open>,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let home = visit.person()?.organisation;
    let read = visit.read()?;
    let names = organisation::names(&read, &[home])?;
    let open = open(&read, &t, visit.now(), &[home], &[])?;
    drop(read);
    visit.close();
    let wanted = |indicator, by, shape, own: bool| Wanted { indicator, by, shape, own: own.then_some(home) };
    let wanted = [
        wanted("threats.shared", dimension::MONTH, Shape::Columns, true),
        wanted("threats.shared", dimension::CLASS, Shape::Bars, true),
        wanted("threats.delay", dimension::MONTH, Shape::Lines, true),
        wanted("surveys.maturity", dimension::QUESTION, Shape::Radar, false),
        wanted("surveys.maturity", dimension::SECTOR, Shape::Bars, false),
    ];
    let body = Body { panels: panels(visit, &wanted)?, open, t: t.clone() };
    let name = names.get(&home).map(|name| name.name.clone()).unwrap_or_default();
    Ok(Page::new(t.s("insight-own-title"), body)
        .lead(t.a("insight-own-lead", [("name", name.into())]))
        .crumb(t.s("insight-nav"), "/insight")
        .into())
}
