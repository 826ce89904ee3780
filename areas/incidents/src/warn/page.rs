//! The page of the first minute. It is small, works on a telephone and needs nothing but a browser.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::{USUAL, Wanted, Warning, file, plan};
use crate::access::Notify;
use crate::incident::{Kind, Said, fields, new};
use crate::notification::send::Begin;
use crate::{instant, regime, route};

const HERE: &str = "/incidents/warn";
/// Characters of what happened.
const LONGEST: usize = 4_000;

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    what: String,
    suspected: String,
    border: String,
    owner: String,
    authority: String,
    laws: Vec<String>,
    aware: String,
    sector: String,
    kind: String,
    contact: String,
    trust: bool,
    voluntary: bool,
    exercise: bool,
}

impl Typed {
    fn of(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            what: form.raw("what").trim().to_owned(),
            suspected: text("suspected"),
            border: text("border"),
            owner: text("owner"),
            authority: text("authority"),
            laws: form.all("law").map(str::to_owned).collect(),
            aware: text("aware"),
            sector: text("sector"),
            kind: text("kind"),
            contact: text("contact"),
            trust: form.has("trust"),
            voluntary: form.has("voluntary"),
            exercise: form.has("exercise"),
        }
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            laws: self.laws.clone(),
            authority: self.authority.parse().ok().map(OrganisationId),
            sector: self.sector.clone(),
            voluntary: self.voluntary,
            trust: self.trust,
            contact: self.contact.clone(),
        }
    }

    fn check(&self, t: &Words, now: Timestamp, zone: &str, errors: &mut Errors) -> Option<Warning> {
        let fits = !self.what.is_empty() && self.what.chars().count() <= LONGEST;
        errors.unless(fits, "what", || t.n("incidents-warn-what-missing", LONGEST));
        let (suspected, border) = (Said::parse(&self.suspected), Said::parse(&self.border));
        errors.unless(suspected.is_some(), "suspected", || t.s("incidents-warn-suspected-choose"));
        errors.unless(border.is_some(), "border", || t.s("incidents-warn-border-choose"));
        let aware = instant::read(&self.aware, &instant::zone(zone));
        let fits = aware.as_ref().is_ok_and(|at| at.is_none_or(|at| at <= now));
        errors.unless(fits, "aware", || t.s("incidents-warn-aware-wrong"));
        errors.unless(self.contact.chars().count() <= 200, "contact", || t.n("incidents-field-long", 200));
        let (Some(suspected), Some(border), true) = (suspected, border, errors.is_empty()) else { return None };
        Some(Warning {
            what: self.what.clone(),
            suspected,
            border,
            kind: Kind::parse(&self.kind).unwrap_or(Kind::Incident),
            aware: aware.ok().flatten().unwrap_or(now),
            zone: zone.to_owned(),
            exercise: self.exercise,
        })
    }
}

#[derive(Template)]
#[template(path = "warn/page.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    typed: Typed,
    zone: String,
    to: String,
    suspected: Vec<Choice>,
    border: Vec<Choice>,
    owners: Vec<Choice>,
    authorities: Vec<Choice>,
    laws: Vec<Choice>,
    kinds: Vec<Choice>,
    sectors: Vec<Choice>,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    Ok(draw(visit, Typed::default(), Errors::default())?.into())
}

fn draw(visit: &Visit<Notify>, mut typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let zone = new::zone(visit);
    let owner = fields::owner(visit.person()?, &typed.owner).ok_or(Problem::Forbidden)?;
    let owners = fields::owners(visit, &typed.owner)?;
    let read = visit.read()?;
    let planned = plan(
        &read,
        visit.house().mandates,
        owner,
        &typed.wanted(),
        Said::parse(&typed.border).unwrap_or(Said::Unknown),
    )?;
    let mut addressees = route::store::addressees(&read)?;
    // A small page: whom one knows to be right abroad can be told from the record.
    if let Some(first) = planned.as_ref().and_then(|plan| plan.first()).filter(|_| typed.authority.is_empty()) {
        addressees.retain(|one| one.country == first.country);
    }
    let to = to(&t, &read, planned.as_deref().unwrap_or_default())?;
    drop(read);
    if typed.laws.is_empty() {
        typed.laws.push(USUAL.to_owned());
    }
    let law = |one: &std::sync::Arc<regime::Regime>| Choice {
        chosen: typed.laws.contains(&one.name),
        ..Choice::new(one.name.clone(), one.title(t.language()), "")
    };
    let authority = |one: &route::store::Addressee| {
        let name = if one.country.is_empty() { one.name.clone() } else { format!("{} · {}", one.country, one.name) };
        Choice::new(one.id.to_string(), name, &typed.authority)
    };
    let body = Body {
        csrf: visit.csrf(),
        to,
        suspected: fields::said(&t, &typed.suspected),
        border: fields::said(&t, &typed.border),
        owners,
        authorities: addressees.iter().map(authority).collect(),
        laws: regime::all().into_iter().map(law).collect(),
        kinds: fields::kinds(&t, if typed.kind.is_empty() { Kind::Incident.code() } else { &typed.kind }),
        sectors: fields::sectors(&t, &typed.sector),
        errors,
        typed,
        zone,
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-warn-title"), body)
        .lead(t.s("incidents-warn-lead"))
        .crumb(t.s("incidents-nav"), "/incidents"))
}

/// "Valley NCA and Valley CSIRT".
fn to(t: &Words, read: &belfry_store::Read, plan: &[Begin]) -> Result<String, Problem> {
    let mut ids: Vec<OrganisationId> = plan.iter().flat_map(|one| one.recipients.iter().map(|(id, _)| *id)).collect();
    let names = organisation::names(read, &ids)?;
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    Ok(t.list(&ids.iter().filter_map(|id| names.get(id)).map(|name| name.name.as_str()).collect::<Vec<_>>()))
}

/// Files it, and leads to the receipt.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    let zone = new::zone(visit);
    let mut errors = Errors::default();
    let warning = typed.check(&t, visit.now(), &zone, &mut errors);
    let owner = fields::owner(visit.person()?, &typed.owner).ok_or(Problem::Forbidden)?;
    let Some(warning) = warning else { return Ok(draw(visit, typed, errors)?.refused().into()) };
    let planned = plan(&*visit.read()?, visit.house().mandates, owner, &typed.wanted(), warning.border)?;
    let Some(planned) = planned else {
        errors.add("authority", t.s("incidents-warn-authority-missing"));
        return Ok(draw(visit, typed, errors)?.refused().into());
    };
    let tx = visit.write()?;
    let filed = file::<Notify>(&tx, visit.act(), visit.actor(), (owner, &warning), &planned)?;
    visit.finish(tx, Reply::to(format!("{}/receipt", crate::incident::url(&filed.incident))))
}

impl Body {
    fn here(&self) -> &'static str {
        HERE
    }

    /// Whether what may follow stands open: where something in it is wrong.
    fn open(&self) -> bool {
        ["aware", "contact"].iter().any(|name| !self.errors.of(name).is_empty())
    }
}
