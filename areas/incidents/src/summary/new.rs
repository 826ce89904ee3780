//! A new summary: which law, which time. Nothing of it is shown before it is frozen.

use std::sync::Arc;

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::{Clause, Label, OrganisationId, Problem, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{Key, Tx, args};
use belfry_web::api::Spec;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use super::count::{self, Scope};
use super::{Period, store, url};
use crate::access::{CONTACTS, Summarise, home};
use crate::regime::{self, Regime, Summary};

/// Times that are offered: three years of quarters.
const OFFERED: usize = 12;

#[derive(Template)]
#[template(path = "summary/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    choices: Vec<Choice>,
    country: String,
    zone: String,
}

fn regimes() -> impl Iterator<Item = &'static Arc<Regime>> {
    regime::all().into_iter().filter(|regime| regime.summary != Summary::None)
}

/// The form.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Summarise>) -> Result<Reply, Problem> {
    Ok(draw(visit, "", Errors::default())?.into())
}

fn draw(visit: &Visit<Summarise>, chosen: &str, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let (_, country) = contact(visit)?;
    regime::store::load(&*visit.read()?)?;
    let today = visit.now().to_zoned(t.zone().clone()).date();
    let mut choices = Vec::new();
    for regime in regimes() {
        for period in Period::over(regime.summary, today, OFFERED) {
            let label = t.labelled(regime.title(t.language()), &said(&t, period));
            choices.push(Choice::new(format!("{}/{}", regime.name, period.code()), label, chosen));
        }
    }
    let zone = t.zone().iana_name().unwrap_or("UTC").to_owned();
    let body = Body { csrf: visit.csrf(), errors, choices, country: t.named("country", &country), zone, t: t.clone() };
    Ok(Page::new(t.s("incidents-summary-new"), body)
        .lead(t.s("incidents-summary-new-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-summary-list"), "/incidents/summaries"))
}

/// A time in words.
#[must_use]
pub fn said(t: &Words, period: Period) -> String {
    let year = period.year.to_string();
    match period.quarter {
        Some(quarter) => {
            t.a("incidents-summary-quarter", [("quarter", i64::from(quarter).into()), ("year", year.as_str().into())])
        }
        None => year,
    }
}

/// The instants between which a time lies, in the days of a zone.
///
/// # Errors
/// [`Problem::Internal`] where the zone has no such day.
pub fn span(period: Period, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Problem> {
    let begin = |day: Date| day.to_zoned(zone.clone()).map(|midnight| midnight.timestamp());
    let (first, after) = period.days();
    begin(first).and_then(|first| Ok((first, begin(after)?))).map_err(|error| Problem::Internal(error.to_string()))
}

/// What a summary is called.
#[must_use]
pub fn title(t: &Words, regime: &Regime, period: Period, by: &str) -> String {
    let (law, time) = (regime.title(t.language()), said(t, period));
    t.a("incidents-summary-title", [("law", law.into()), ("time", time.into()), ("by", by.into())])
}

/// For whom somebody reports, and for which country.
fn contact(visit: &Visit<Summarise>) -> Result<(OrganisationId, String), Problem> {
    let office = home(visit.person()?, CONTACTS).ok_or(Problem::Forbidden)?;
    let country = visit.read()?.maybe(
        "select coalesce(o.country, '') from identity_organisations o where o.id = $1",
        args![office],
        |row| row.get::<String>(0),
    )?;
    Ok((office, country.unwrap_or_default()))
}

/// Counts and freezes what is asked for.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Summarise>) -> Result<Reply, Problem> {
    let t = visit.t();
    let office = contact(visit)?;
    visit.granted(())?;
    let chosen = visit.form().text("of").to_owned();
    let found = chosen.split_once('/').and_then(|(name, period)| over(visit, name, period));
    let mut errors = Errors::default();
    errors.unless(!office.1.is_empty(), "", || t.s("incidents-summary-no-country"));
    errors.unless(found.is_some(), "of", || t.s("incidents-summary-no-time"));
    let (Some(of), true) = (found, errors.is_empty()) else {
        return Ok(draw(visit, &chosen, errors)?.refused().into());
    };
    let (tx, subject) = freeze(visit, office, of)?;
    visit.finish(tx, Reply::done(url(&subject), t.s("incidents-summary-made")))
}

/// A law and a time that is over, if the law has summaries of such times.
fn over(visit: &Visit<Summarise>, name: &str, period: &str) -> Option<(&'static Regime, Period)> {
    let today = visit.now().to_zoned(visit.t().zone().clone()).date();
    let regime = regimes().find(|regime| regime.name == name)?;
    Some((regime.as_ref(), Period::parse(period, regime.summary).filter(|period| period.days().1 <= today)?))
}

fn freeze(
    visit: &Visit<Summarise>,
    (owner, country): (OrganisationId, String),
    (regime, period): (&Regime, Period),
) -> Result<(Tx, Subject), Problem> {
    let t = visit.t();
    let span = span(period, t.zone())?;
    visit.close();
    // The law gives the point of contact the sums of what was notified to others in his country, and nothing else of it: the program
    // counts, and only what may be told of the counts leaves this function.
    let read = visit.house().db.read(Key::SYSTEM)?;
    let laws = [regime.name.clone()];
    let scope = Scope { regimes: &laws, country: &country, since: span.0, until: span.1, zone: t.zone() };
    let content = count::told(&count::counted(&read, &scope)?);
    let zone = t.zone().iana_name().unwrap_or("UTC").to_owned();
    drop(read);
    let names = organisation::names(&*visit.read()?, &[owner])?;
    let by = names.get(&owner).map(|name| name.short_name.clone()).unwrap_or_default();
    let title = title(&t, regime, period, &by);
    let tx = visit.write_as(Key::SYSTEM)?;
    let new =
        store::New { owner, regime: &regime.name, country: &country, period, span, zone: &zone, content: &content };
    let label = Label::new(Tlp::AmberStrict, Clause::Organisation(owner));
    let subject = store::insert(&tx, visit.act(), &new, &title, &label)?;
    Ok((tx, subject))
}

/// What freezing one says of itself.
#[must_use]
pub fn spec() -> Spec {
    let text = json!({"type": "string"});
    let takes = json!({"type": "object", "required": ["law", "time"], "properties": {
        "law": {"type": "string", "description": "The code of a regime that has summaries: nis2, nis1"},
        "time": {"type": "string", "description": "A quarter or year that is over, as 2026-Q3 or 2026"}
    }});
    let gives = json!({"type": "object", "required": ["uuid"], "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": text
    }});
    Spec::new("Counts what was notified in the country of the key owner's point of contact, and freezes it", gives)
        .takes(takes)
        .answers(201)
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    law: String,
    time: String,
}

/// `POST /api/v1/incidents/summaries`.
///
/// # Errors
/// [`Problem::BadRequest`] with what is wrong, [`Problem::Forbidden`], and those of the database.
pub fn api(visit: &mut Visit<Summarise>) -> Result<Reply, Problem> {
    let (wanted, office): (Wanted, _) = (visit.json()?, contact(visit)?);
    visit.granted(())?;
    let bad = |what: &str| Problem::BadRequest(what.to_owned());
    if office.1.is_empty() {
        return Err(bad("the organisation has no country: without one nothing can be counted"));
    }
    let of = over(visit, &wanted.law, &wanted.time);
    let of = of.ok_or_else(|| bad("`law` and `time` name no quarter or year that is over and that the law sums up"))?;
    let (tx, subject) = freeze(visit, office, of)?;
    visit.finish(tx, Reply::Json(201, json!({"uuid": subject.uuid, "title": subject.title}).to_string()))
}
