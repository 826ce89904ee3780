//! A new survey, as a draft that only one's own organisation sees.

use belfry_contracts::surveys::CampaignDrafted;
use belfry_kernel::{Clause, Label, OrganisationId, Problem, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Tx, ledger, scope};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use uuid::Uuid;

use super::fields::{self, Typed};
use super::store::{self, Plan};
use super::{CAMPAIGN, text, url};
use crate::access::{COLLECTORS, Collect};

const HERE: &str = "/surveys/campaigns/new";

/// The form.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let form = format!("{}:{}", visit.query("form"), visit.query("version"));
    let typed = fields::fresh(&visit.t(), visit.now(), if visit.query("form").is_empty() { "" } else { &form });
    Ok(draw(visit, typed, Errors::default())?.into())
}

fn draw(visit: &Visit<Collect>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let body = fields::body(visit, HERE.into(), typed, errors)?;
    Ok(Page::new(t.s("surveys-campaign-new"), body)
        .lead(t.s("surveys-campaign-new-lead"))
        .crumb(t.s("surveys-nav"), "/surveys"))
}

/// Keeps the draft.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let mut errors = Errors::default();
    let Some(plan) = fields::read(visit, &typed, &mut errors)? else {
        return Ok(draw(visit, typed, errors)?.refused().into());
    };
    let tx = visit.write()?;
    let subject = draft(visit, &tx, &typed.title, &plan, None, 1)?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("surveys-campaign-drafted")))
}

/// Keeps a draft for the organisation that its author asks for.
pub(super) fn draft(
    visit: &Visit<Collect>,
    tx: &Tx,
    title: &str,
    plan: &Plan,
    first: Option<SubjectId>,
    wave: i64,
) -> Result<Subject, Problem> {
    visit.granted(())?;
    let person = visit.person()?;
    let asks = |organisation: OrganisationId| person.holds_for(COLLECTORS, organisation);
    let other = person.roles.iter().map(|(bound, _)| *bound).find(|bound| asks(*bound));
    let owner = Some(person.organisation).filter(|home| asks(*home)).or(other).ok_or(Problem::Forbidden)?;
    let (id, uuid): (SubjectId, Uuid) = (visit.ids().next(), visit.ids().uuid());
    let subject = Subject {
        id,
        uuid,
        kind: CAMPAIGN.code,
        label_id: scope::intern(tx, &Label::new(Tlp::Amber, Clause::Organisation(owner)))?,
        owner,
        author: Some(person.id),
        title: title.to_owned(),
        updated: visit.now(),
    };
    subject::insert(tx, &subject)?;
    store::insert(tx, id, plan, first, wave)?;
    text::put(tx, id, title, &plan.about)?;
    ledger::record(tx, visit.act(), &CampaignDrafted { campaign: id })?;
    Ok(subject)
}
