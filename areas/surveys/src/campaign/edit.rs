//! Changing a draft. Once it waits to be opened, what was settled stays; only its end can be moved.

use belfry_contracts::surveys::CampaignChanged;
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read, args, ledger, subject};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use uuid::Uuid;

use super::fields::{self, Typed};
use super::{CAMPAIGN, State, url};
use super::{store, text};
use crate::access::Collect;

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    if campaign.state != State::Draft {
        return Ok(Reply::To(url(&subject), Some(("warn", visit.s("surveys-campaign-settled")))));
    }
    let form = format!("{}:{}", uuid_of(&read, campaign.plan.form)?, campaign.plan.version);
    drop(read);
    let typed = Typed::from(&subject.title, &form, &campaign.plan, &visit.t());
    Ok(draw(visit, &url(&subject), typed, Errors::default())?.into())
}

fn uuid_of(read: &Read, form: SubjectId) -> Result<Uuid, Problem> {
    let found =
        read.maybe("select s.uuid from store_subjects s where s.id = $1", args![form], |row| row.get::<Uuid>(0))?;
    Ok(found.unwrap_or_default())
}

fn draw(visit: &Visit<Collect>, url: &str, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let title = typed.title.clone();
    let body = fields::body(visit, format!("{url}/edit"), typed, errors)?;
    Ok(Page::new(t.s("surveys-campaign-edit"), body).crumb(t.s("surveys-nav"), "/surveys").crumb(title, url))
}

/// Keeps the change.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let mut errors = Errors::default();
    let found = visit.load(&*visit.read()?, CAMPAIGN, visit.path("uuid")?)?;
    let Some(plan) = fields::read(visit, &typed, &mut errors)? else {
        return Ok(draw(visit, &url(&found), typed, errors)?.refused().into());
    };
    let tx = visit.write()?;
    let subject = visit.load(&tx, CAMPAIGN, visit.path("uuid")?)?;
    if !store::save(&tx, &subject, &plan)? {
        drop(tx);
        return Ok(Reply::To(url(&subject), Some(("warn", t.s("surveys-campaign-settled")))));
    }
    subject::touch(&tx, &subject, subject.id, &typed.title, visit.now())?;
    text::put(&tx, subject.id, &typed.title, &plan.about)?;
    ledger::record(&tx, visit.act(), &CampaignChanged { campaign: subject.id })?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("surveys-campaign-kept")))
}
