//! A new volume, as a draft that only one's own organisation sees.

use belfry_contracts::insight::ReportDrafted;
use belfry_identity::circle;
use belfry_kernel::{Clause, Label, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{ledger, scope};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use uuid::Uuid;

use super::fields::{self, Typed};
use super::{REPORT, store, text, url};
use crate::access::Write;

const HERE: &str = "/insight/reports/new";

/// The form.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let typed = Typed { series: visit.query("series").to_owned(), ..Typed::fresh(visit.now()) };
    Ok(draw(visit, typed, Errors::default())?.into())
}

fn draw(visit: &Visit<Write>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let circles = circle::sharing(&*visit.read()?, &visit.actor().grants(), fields::home(visit)?)?;
    let body = fields::body(visit, HERE.into(), typed, errors, &circles, t.s("insight-report-begin"));
    Ok(Page::new(t.s("insight-report-new"), body)
        .lead(t.s("insight-report-new-lead"))
        .crumb(t.s("insight-nav"), "/insight"))
}

/// Keeps the draft.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (typed, owner) = (Typed::of(visit.form()), fields::home(visit)?);
    let circles = circle::sharing(&*visit.read()?, &visit.actor().grants(), owner)?;
    let mut errors = Errors::default();
    let Some(report) = fields::read(&t, &typed, owner, &circles, &mut errors) else {
        return Ok(draw(visit, typed, errors)?.refused().into());
    };
    visit.granted(())?;
    let tx = visit.write()?;
    let (id, uuid): (SubjectId, Uuid) = (visit.ids().next(), visit.ids().uuid());
    let subject = Subject {
        id,
        uuid,
        kind: REPORT.code,
        label_id: scope::intern(&tx, &Label::new(Tlp::Amber, Clause::Organisation(owner)))?,
        owner,
        author: Some(visit.person()?.id),
        title: typed.title.clone(),
        updated: visit.now(),
    };
    subject::insert(&tx, &subject)?;
    store::insert(&tx, id, &report)?;
    text::put(&tx, id)?;
    ledger::record(&tx, visit.act(), &ReportDrafted { report: id })?;
    visit.finish(tx, Reply::done(url(&subject), t.s("insight-report-begun")))
}
