//! Telling authorities of an incident that is on record: one intake, several laws, one notification for each.

use askama::Template;
use belfry_kernel::{Allowed, OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, Incident};
use super::{INCIDENT, fields, url};
use crate::access::Notify;
use crate::notification::store as notifications;
use crate::warn::{self, Wanted};
use crate::{regime, route};

#[derive(Template)]
#[template(path = "incident/notify.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    aware: bool,
    laws: Vec<Choice>,
    authorities: Vec<Choice>,
    sectors: Vec<Choice>,
    contact: String,
    trust: bool,
    voluntary: bool,
}

struct Desk {
    subject: Allowed<Notify, Subject>,
    incident: Incident,
    begun: Vec<String>,
}

fn desk(visit: &Visit<Notify>, read: &belfry_store::Read) -> Result<Desk, Problem> {
    let subject = visit.load(read, INCIDENT, visit.path("uuid")?)?;
    regime::store::load(read)?;
    let incident = store::of(read, subject.id)?;
    let begun = notifications::of_incident(read, subject.id)?.into_iter().map(|(_, one)| one.regime).collect();
    Ok(Desk { subject, incident, begun })
}

fn wanted(visit: &Visit<Notify>) -> Wanted {
    let form = visit.form();
    Wanted {
        laws: form.all("law").map(str::to_owned).collect(),
        authority: form.text("authority").parse().ok().map(OrganisationId),
        sector: form.text("sector").to_owned(),
        voluntary: form.has("voluntary"),
        trust: form.has("trust"),
        contact: form.text("contact").chars().take(200).collect(),
    }
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let desk = desk(visit, &*visit.read()?)?;
    let sector = desk.incident.written.services.first().map(|(sector, _)| sector.clone()).unwrap_or_default();
    let laws = if desk.begun.is_empty() { vec![warn::USUAL.to_owned()] } else { Vec::new() };
    let wanted = Wanted { laws, sector, ..Wanted::default() };
    Ok(draw(visit, &desk, &wanted, Errors::default())?.into())
}

fn draw(visit: &Visit<Notify>, desk: &Desk, wanted: &Wanted, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let addressees = route::store::addressees(&*visit.read()?)?;
    let chosen = wanted.authority.map(|id| id.to_string()).unwrap_or_default();
    let authority = |one: &route::store::Addressee| {
        let name = if one.country.is_empty() { one.name.clone() } else { format!("{} · {}", one.country, one.name) };
        Choice::new(one.id.to_string(), name, &chosen)
    };
    let law = |one: &std::sync::Arc<regime::Regime>| Choice {
        chosen: wanted.laws.contains(&one.name),
        hint: one.law(t.language()).to_owned(),
        ..Choice::new(one.name.clone(), one.title(t.language()), "")
    };
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{}/notify", url(&desk.subject)),
        aware: desk.incident.written.aware.is_some(),
        laws: regime::all().into_iter().filter(|one| !desk.begun.contains(&one.name)).map(law).collect(),
        authorities: addressees.iter().map(authority).collect(),
        sectors: fields::sectors(&t, &wanted.sector),
        contact: wanted.contact.clone(),
        trust: wanted.trust,
        voluntary: wanted.voluntary,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-notify-title"), body)
        .lead(t.s("incidents-notify-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(desk.subject.title.as_str(), url(&desk.subject)))
}

/// Opens a notification for each law, and leads to the receipt.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let t = visit.t();
    let wanted = wanted(visit);
    let found = desk(visit, &*visit.read()?)?;
    let mut errors = Errors::default();
    let fits = !wanted.laws.is_empty()
        && wanted.laws.iter().all(|law| regime::latest(law).is_some() && !found.begun.contains(law));
    errors.unless(fits, "law", || t.s("incidents-notify-law-missing"));
    let plan = match fits {
        true => {
            let (owner, border) = (found.subject.owner, found.incident.written.border);
            warn::plan(&*visit.read()?, visit.house().mandates, owner, &wanted, border)?
        }
        false => None,
    };
    errors.unless(!fits || plan.is_some(), "authority", || t.s("incidents-warn-authority-missing"));
    let Some(plan) = plan else { return Ok(draw(visit, &found, &wanted, errors)?.refused().into()) };
    let tx = visit.write()?;
    let found = desk(visit, &tx)?;
    for begin in plan.iter().filter(|begin| !found.begun.contains(&begin.regime.name)) {
        let of = (&*found.subject, &found.incident.written);
        warn::first::<Notify>(&tx, visit.act(), visit.actor(), of, begin)?;
    }
    visit.finish(tx, Reply::to(format!("{}/receipt", url(&found.subject))))
}
