//! The dashboard of whoever coordinates.

use askama::Template;
use belfry_contracts::figures::{Shape, dimension};
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{Open, Panel, Wanted, open, panels};
use crate::access::{WRITERS, Write};

#[derive(Template)]
#[template(path = "dashboard/desk.html")]
struct Body {
    t: Words,
    panels: Vec<Panel>,
    open: Vec<Open>,
}

const WANTED: &[(&str, &str, Shape)] = &[
    ("surveys.participation", dimension::WAVE, Shape::Bars),
    ("surveys.maturity", dimension::WAVE, Shape::Lines),
    ("surveys.maturity", dimension::SECTOR, Shape::Bars),
    ("threats.shared", dimension::MONTH, Shape::Columns),
    ("threats.shared", dimension::CLASS, Shape::Bars),
    ("threats.delay", dimension::SECTOR, Shape::Bars),
    ("members.organisations", dimension::SECTOR, Shape::Bars),
];

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let t = visit.t();
    let wanted: Vec<Wanted> =
        WANTED.iter().map(|(indicator, by, shape)| Wanted { indicator, by, shape: *shape, own: None }).collect();
    let person = visit.person()?;
    let homes: Vec<OrganisationId> =
        person.roles.iter().map(|(bound, _)| *bound).filter(|bound| person.holds_for(WRITERS, *bound)).collect();
    let open = open(&*visit.read()?, &t, visit.now(), &[], &homes)?;
    visit.close();
    let body = Body { panels: panels(visit, &wanted)?, open, t: t.clone() };
    Ok(Page::new(t.s("insight-desk-title"), body)
        .lead(t.s("insight-desk-lead"))
        .crumb(t.s("insight-nav"), "/insight")
        .into())
}
