//! Name, language, time zone, light; and for whom one acts.

use askama::Template;
use belfry_identity::person::{self, Settings, Theme};
use belfry_identity::{membership, organisation};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::components::{Choice, Tab};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::refused;
use crate::roles;

const HERE: &str = "/members/me";

/// An organisation for which the person acts.
struct Tie {
    name: String,
    href: String,
    roles: Vec<String>,
    status: String,
    home: bool,
}

#[derive(Template)]
#[template(path = "me/profile.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    errors: Errors,
    name: String,
    email: String,
    time_zone: String,
    languages: Vec<Choice>,
    themes: Vec<Choice>,
    zones: Vec<String>,
    ties: Vec<Tie>,
}

/// The form, with what is set.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let settings = person::settings(&*visit.read()?, visit.person()?.id)?;
    Ok(form(visit, &settings, Errors::default())?.into())
}

fn form(visit: &Visit<Self_>, settings: &Settings, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let house = visit.house();
    let own_name = |code: &str| house.words_in(code).s("words-language");
    let codes = house.words.languages();
    let languages = codes.into_iter().map(|code| Choice::new(code, own_name(code), &settings.language)).collect();
    let theme = settings.theme.code();
    let body = Body {
        t: t.clone(),
        csrf: visit.csrf(),
        tabs: super::tabs(&t, HERE),
        errors,
        name: settings.name.clone(),
        email: visit.signed_in().map(|found| found.email.clone()).unwrap_or_default(),
        time_zone: settings.time_zone.clone(),
        languages,
        themes: vec![
            Choice::new("system", t.s("web-theme-system"), theme),
            Choice::new("light", t.s("web-theme-light"), theme),
            Choice::new("dark", t.s("web-theme-dark"), theme),
        ],
        zones: zones(),
        ties: ties(visit)?,
    };
    Ok(super::frame(visit, body))
}

// words: members-membership-{invited,confirmed,suspended,ended}
fn ties(visit: &Visit<Self_>) -> Result<Vec<Tie>, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let memberships = membership::of_person(&read, visit.person()?.id)?;
    let ids: Vec<_> = memberships.iter().map(|m| m.organisation).collect();
    let names = organisation::names(&read, &ids)?;
    let tie = |m: membership::Membership| {
        let name = names.get(&m.organisation)?;
        Some(Tie {
            name: name.name.clone(),
            href: format!("{}{}", belfry_identity::ORGANISATION.path, name.uuid),
            roles: m.roles.iter().map(|role| roles::name(&t, *role)).collect(),
            status: t.s(&format!("members-membership-{}", m.status.code())),
            home: m.home,
        })
    };
    Ok(memberships.into_iter().filter_map(tie).collect())
}

/// Places of the time zone database, and UTC: what a person would look for.
fn zones() -> Vec<String> {
    let known = jiff::tz::db().available().map(|name| name.to_string());
    let mut zones: Vec<String> = known
        .filter(|name| {
            let first = name.split('/').next().unwrap_or_default();
            ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"].contains(&first)
        })
        .collect();
    zones.push("UTC".to_owned());
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// Keeps them.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let id = visit.person()?.id;
    let sent = visit.form();
    let asked = (sent.text("language").to_owned(), sent.text("theme").to_owned());
    let (name, time_zone) = (sent.text("name").to_owned(), sent.text("time-zone").to_owned());
    let tx = visit.write()?;
    let before = person::settings(&tx, id)?;
    let known = visit.house().words.languages().contains(&asked.0.as_str());
    let settings = Settings {
        name,
        time_zone,
        language: if known { asked.0 } else { before.language },
        theme: Theme::parse(&asked.1).unwrap_or(before.theme),
        wishes: before.wishes,
    };
    let (t, mut errors) = (visit.t(), Errors::default());
    errors.unless(!settings.name.is_empty(), "name", || t.s("members-refused-field-name"));
    let zone = jiff::tz::TimeZone::get(&settings.time_zone);
    errors.unless(zone.is_ok(), "time-zone", || t.s("members-refused-field-time-zone"));
    let kept = if errors.is_empty() { person::save_settings(&tx, id, &settings) } else { Ok(()) };
    if let Err(why) = kept {
        refused::add(&mut errors, &t, why)?;
    }
    if !errors.is_empty() {
        drop(tx);
        return Ok(form(visit, &settings, errors)?.refused().into());
    }
    tx.commit()?;
    // In the language that was just chosen.
    let words = visit.house().words_in(&settings.language);
    Ok(Reply::done(HERE, words.s("members-me-profile-done")))
}
