//! Changing what is known of an organisation.

use belfry_identity::organisation::{OrganisationFields, directory};
use belfry_identity::{ORGANISATION, organisation};
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_store::subject::Subject;
use belfry_store::{Act, Read, Tx};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use uuid::Uuid;

use super::{Typed, form_body, tried};
use crate::access::Manage;
use crate::register::record::{Change, store};
use crate::register::sight::is_authority;
use crate::register::{duties, fields, profile};

/// The form, with what is known.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let known = organisation::by_id(&read, id)?.ok_or(Problem::NotFound)?;
    let region = directory::region(&read, id)?;
    Ok(form(visit, &subject, Typed::from_fields(&known.fields, region.as_deref()), Errors::default()).into())
}

fn form(visit: &Visit<Manage>, subject: &Subject, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let body =
        form_body(&t, visit.csrf(), format!("{url}/edit"), url.clone(), (typed, visit.house().settings.demo), errors);
    Page::new(t.s("members-organisation-edit-title"), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url)
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let (t, typed) = (visit.t(), Typed::of(visit.form()));
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let mut errors = Errors::default();
    let id = OrganisationId(subject.id.0);
    if let Some(fields) = typed.fields(&mut errors, &t) {
        let before = basics(&tx, id)?;
        if !visit.person()?.holds(&[Role::PlatformAdministrator]) && makes_an_authority(&before, &fields) {
            errors.add("kind", t.s("members-organisation-kind-authority"));
            drop(tx);
            return Ok(form(visit, &subject, typed, errors).refused().into());
        }
        let done = organisation::edit(&tx, visit.act(), visit.person()?, id, fields);
        if tried(&mut errors, &t, done)?.is_some() {
            let mut sectors = directory::sectors(&tx, id)?;
            sectors.sort_by_key(|sector| *sector != typed.sector);
            directory::place(&tx, &subject, id, typed.region(), &sectors)?;
            follow(&tx, visit.act(), id, &before)?;
            tx.commit()?;
            let url = format!("{}{}", ORGANISATION.path, subject.uuid);
            return Ok(Reply::done(url, t.s("members-organisation-edit-done")));
        }
    }
    drop(tx);
    Ok(form(visit, &subject, typed, errors).refused().into())
}

/// Whether a change makes an authority of what was none, or one of another kind or country: it would give sight of others'
/// records, so it is the platform's administrators who decide.
fn makes_an_authority(before: &[String], after: &OrganisationFields) -> bool {
    let of = |code: &str| {
        let at = fields::BASICS.iter().position(|basic| *basic == code);
        at.and_then(|at| before.get(at)).map_or("", String::as_str)
    };
    let country = after.country.as_deref().unwrap_or_default().trim().to_uppercase();
    let changed = of("kind") != after.kind.code() || of("country") != country;
    changed && (is_authority(of("kind")) || is_authority(after.kind.code()))
}

/// What everybody knows of it, by the codes of the fields.
fn basics(read: &Read, id: OrganisationId) -> Result<Vec<String>, Problem> {
    let known = organisation::by_id(read, id)?.ok_or(Problem::NotFound)?.fields;
    let all = fields::BASICS.iter().map(|code| match *code {
        "name" => Ok(known.name.clone()),
        "short-name" => Ok(known.short_name.clone()),
        "kind" => Ok(known.kind.code().to_owned()),
        "sector" => Ok(known.sector.clone().unwrap_or_default()),
        "country" => Ok(known.country.clone().unwrap_or_default()),
        "region" => Ok(directory::region(read, id)?.unwrap_or_default()),
        "about" => Ok(known.about.clone()),
        "website" => Ok(known.website.clone().unwrap_or_default()),
        _ => Ok(String::new()),
    });
    all.collect()
}

/// What follows from a change: its line in the history, the duty to tell the authority, the page for everyone.
fn follow(tx: &Tx, act: Act<'_>, id: OrganisationId, before: &[String]) -> Result<(), Problem> {
    let after = basics(tx, id)?;
    let pairs = fields::BASICS.iter().zip(before.iter().zip(after));
    let changes: Vec<Change> = pairs
        .filter(|(_, (before, after))| *before != after)
        .map(|(code, (before, after))| Change { field: (*code).to_owned(), before: before.clone(), after })
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    store::remember(tx, act, id, &changes)?;
    let kept = store::load(tx, id)?.ok_or(Problem::NotFound)?;
    if kept.state.as_deref().is_some_and(|state| state != "refused") {
        duties::open_changes(tx, act, id, &changes, kept.record.is_of_registry())?;
    }
    Ok(profile::refresh(tx, id)?)
}
