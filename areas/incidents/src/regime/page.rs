//! The regimes that are known, and a country's own: brought in as a file by whoever administers one of its authorities.

use std::io::Read as _;

use askama::Template;
use belfry_documents::MediaType;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::{Key, Read as Picture, Result as Stored, args};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, key};

use super::store::{self, Refusal};
use super::{Length, Limit, Regime, read};
use crate::access::{LEGISLATORS, Legislate, Read, home};

// words: incidents-regime-kept incidents-regime-unchanged

const HERE: &str = "/incidents/regimes";

struct Step {
    title: String,
    due: Vec<String>,
}

struct Law {
    title: String,
    law: String,
    name: String,
    version: String,
    country: String,
    steps: Vec<Step>,
}

struct Version {
    label: String,
    href: String,
    when: (String, String),
}

#[derive(Template)]
#[template(path = "regime/page.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    faults: Vec<String>,
    laws: Vec<Law>,
    versions: Vec<Version>,
    country: String,
}

/// The country of an authority; none for an organisation that is none, or has none.
///
/// # Errors
/// Those of the database.
pub fn country(read: &Picture, organisation: OrganisationId) -> Stored<Option<String>> {
    read.maybe(
        "select o.country from identity_organisations o where o.id = $1 and o.kind in ('nca', 'spoc', 'csirt') \
         and o.country is not null",
        args![organisation],
        |row| row.get(0),
    )
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    Ok(draw(visit, Errors::default(), Vec::new())?.into())
}

fn draw<A: belfry_kernel::Action>(visit: &Visit<A>, errors: Errors, faults: Vec<String>) -> Result<Page, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    store::load(&read)?;
    let kept = store::all(&read)?;
    let mine = if visit.may::<Legislate>(None) { home(visit.person()?, LEGISLATORS) } else { None };
    let country = mine.map(|authority| country(&read, authority)).transpose()?.flatten().unwrap_or_default();
    drop(read);
    let version = |one: &store::Kept| Version {
        label: format!("{} {} ({})", one.name, one.version, t.named("country", &one.country)),
        href: format!("{HERE}/{}/{}", one.name, one.version),
        when: (one.at.to_string(), t.date(one.at)),
    };
    let body = Body {
        csrf: visit.csrf(),
        errors,
        faults,
        laws: super::all().into_iter().map(|one| law(&t, one)).collect(),
        versions: kept.iter().map(version).collect(),
        country: if country.is_empty() { country } else { t.named("country", &country) },
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-regime-title"), body)
        .lead(t.s("incidents-regime-lead"))
        .crumb(t.s("incidents-nav"), "/incidents"))
}

fn law(t: &Words, one: &Regime) -> Law {
    let step = |step: &super::Step| Step {
        title: step.title(t.language()).to_owned(),
        due: step.limits.iter().map(|limit| limited(t, one, limit)).collect(),
    };
    Law {
        title: one.title(t.language()).to_owned(),
        law: one.law(t.language()).to_owned(),
        name: one.name.clone(),
        version: one.version.clone(),
        country: one.country.as_deref().map(|code| t.named("country", code)).unwrap_or_default(),
        steps: one.steps.iter().map(step).collect(),
    }
}

// words: incidents-regime-from-{aware,classified,requested,handled} incidents-regime-when-{trust,not-trust,ongoing,not-ongoing}

/// "24 hours from awareness · Article 23(4)(a)". A place that ends in a bracket does not stand in brackets.
fn limited(t: &Words, regime: &Regime, limit: &Limit) -> String {
    let from = match &limit.from {
        super::Start::Sent(step) => {
            let step = regime.step(step).map_or("", |step| step.title(t.language()));
            let key = match limit.version {
                super::Version::First => key!("incidents-regime-from-step"),
                super::Version::Last => key!("incidents-regime-from-last"),
            };
            t.a(key, [("step", step.into())])
        }
        start => t.s(&format!("incidents-regime-from-{}", start.code())),
    };
    let args = |n: u32| [("n", i64::from(n).into()), ("from", from.as_str().into())];
    let length = match limit.length {
        Length::Open => t.s("incidents-regime-open"),
        Length::Hours(n) => t.a("incidents-regime-hours", args(n)),
        Length::Months(n) => t.a("incidents-regime-months", args(n)),
    };
    let when = match limit.when {
        super::When::Always => String::new(),
        when => format!("{} ", t.s(&format!("incidents-regime-when-{}", when.code()))),
    };
    format!("{when}{length} · {}", t.cited(&limit.article))
}

/// Brings in a file.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Legislate>) -> Result<Reply, Problem> {
    let t = visit.t();
    let authority = home(visit.person()?, LEGISLATORS).ok_or(Problem::Forbidden)?;
    let country = country(&*visit.read()?, authority)?.ok_or(Problem::Forbidden)?;
    visit.granted(())?;
    let mut text = String::new();
    let mut errors = Errors::default();
    match visit.form_mut().files_of("file").next().map(|file| std::fs::File::open(&file.path)) {
        Some(Ok(file)) => {
            if file.take(read::LONGEST as u64 + 1).read_to_string(&mut text).is_err() {
                errors.add("file", t.s("incidents-regime-no-text"));
            }
        }
        _ => errors.add("file", t.s("incidents-regime-no-file")),
    }
    if !errors.is_empty() {
        return Ok(draw(visit, errors, Vec::new())?.refused().into());
    }
    let regime = match read::read(&text) {
        Ok(regime) => regime,
        Err(faults) => {
            errors.add("file", t.n("incidents-regime-faults", faults.len() as i64));
            let faults = faults.iter().map(ToString::to_string).collect();
            return Ok(draw(visit, errors, faults)?.refused().into());
        }
    };
    // A law is everybody's to read; whose country may bring it in was decided above.
    let tx = visit.write_as(Key::SYSTEM)?;
    let kept = store::bring_in(&tx, visit.act(), (authority, &country), regime, &text)?;
    let refused = match kept {
        Ok(is_new) => {
            tx.commit()?;
            let key = if is_new { "incidents-regime-kept" } else { "incidents-regime-unchanged" };
            return Ok(Reply::done(HERE, t.s(key)));
        }
        Err(Refusal::BuiltIn) => t.s("incidents-regime-built-in"),
        Err(Refusal::Differs) => t.s("incidents-regime-differs"),
        Err(Refusal::Country) => t.a("incidents-regime-country", [("country", country.as_str().into())]),
    };
    drop(tx);
    errors.add("file", refused);
    Ok(draw(visit, errors, Vec::new())?.refused().into())
}

/// A version as its file.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn text(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (name, version): (String, String) = (visit.path("name")?, visit.path("version")?);
    let kept = store::all(&*visit.read()?)?;
    let found = kept.into_iter().find(|one| one.name == name && one.version == version).ok_or(Problem::NotFound)?;
    Ok(Reply::File(
        format!("{name}-{version}"),
        MediaType::Brought("application/toml", "toml"),
        found.text.into_bytes(),
    ))
}
