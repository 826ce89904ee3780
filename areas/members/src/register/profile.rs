//! A page for everyone, of an organisation that wants one: only what it chose stands there, and only that is kept where a visitor
//! is let read.

use std::collections::BTreeMap;

use askama::Template;
use belfry_identity::{ORGANISATION, organisation};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::{Read, Result as Stored, Tx, args};
use belfry_web::components::Choice;
use belfry_web::site::Open;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Keep;
use crate::register::record::{Change, store};
use crate::register::{fields, said};

/// What stands on the page: the values by the codes of their fields, as the organisation chose them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Profile {
    /// The organisation's name.
    name: String,
    /// Codes of the fields that it shows.
    shown: Vec<String>,
    /// Their values.
    values: BTreeMap<String, String>,
}

/// What may be chosen, besides the name.
fn choosable() -> impl Iterator<Item = &'static str> {
    let basics = ["kind", "sector", "country", "region", "about", "website", "class"];
    basics.into_iter().chain(fields::FIELDS.iter().filter(|field| field.open).map(|field| field.code))
}

fn of(read: &Read, organisation: OrganisationId) -> Stored<Option<Profile>> {
    let found =
        read.maybe("select document from members_profiles where organisation_id = $1", args![organisation], |row| {
            row.get::<String>(0)
        })?;
    Ok(found.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Writes the page of an organisation anew, if it has one: something that it shows may have changed.
pub fn refresh(tx: &Tx, organisation: OrganisationId) -> Stored<()> {
    match of(tx, organisation)? {
        Some(profile) => show(tx, organisation, profile.shown),
        None => Ok(()),
    }
}

/// Shows these fields to everyone.
pub fn show(tx: &Tx, organisation: OrganisationId, shown: Vec<String>) -> Stored<()> {
    let (Some(kept), Some(known)) = (store::load(tx, organisation)?, organisation::by_id(tx, organisation)?) else {
        return Ok(());
    };
    let fields = known.fields;
    let mut values = BTreeMap::new();
    for code in &shown {
        let value = match code.as_str() {
            "kind" => fields.kind.code().to_owned(),
            "sector" => fields.sector.clone().unwrap_or_default(),
            "country" => fields.country.clone().unwrap_or_default(),
            "region" => kept.region.clone().unwrap_or_default(),
            "about" => fields.about.clone(),
            "website" => fields.website.clone().unwrap_or_default(),
            "class" => kept.class.map(|class| class.code().to_owned()).unwrap_or_default(),
            code if fields::by_code(code).is_some_and(|field| field.open) => kept.record.get(code).to_owned(),
            _ => String::new(),
        };
        if !value.is_empty() {
            values.insert(code.clone(), value);
        }
    }
    let class = values.get("class").cloned();
    let document = serde_json::to_string(&Profile { name: fields.name, shown, values }).unwrap_or_default();
    tx.execute(
        "insert into members_profiles (organisation_id, uuid, class, document) values ($1, $2, $3, $4) \
         on conflict (organisation_id) do update set class = excluded.class, document = excluded.document",
        args![organisation, known.uuid, class, document],
    )?;
    Ok(())
}

#[derive(Template)]
#[template(path = "register/profile.html")]
struct Body {
    t: Words,
    about: String,
    website: String,
    facts: Vec<(String, Vec<String>)>,
}

/// The page that everyone sees.
///
/// # Errors
/// [`Problem::NotFound`] when the organisation shows none; the same as when there is none.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let (t, uuid) = (visit.t(), visit.path::<Uuid>("id")?);
    let found = visit
        .read()?
        .maybe("select document from members_profiles where uuid = $1", args![uuid], |row| row.get::<String>(0))?;
    let profile: Profile = found.and_then(|text| serde_json::from_str(&text).ok()).ok_or(Problem::NotFound)?;
    let value = |code: &str| profile.values.get(code).cloned().unwrap_or_default();
    let listed = choosable().filter(|code| !matches!(*code, "about" | "website"));
    let facts = listed
        .filter_map(|code| {
            let value = profile.values.get(code)?;
            Some((said::label(&t, code), said::lines(&t, code, value)))
        })
        .collect();
    let body = Body { t: t.clone(), about: value("about"), website: value("website"), facts };
    Ok(Page::new(profile.name.clone(), body).lead(t.s("members-profile-lead")).into())
}

#[derive(Template)]
#[template(path = "register/profile_edit.html")]
struct Edit {
    t: Words,
    csrf: String,
    action: String,
    back: String,
    on: bool,
    choices: Vec<Choice>,
}

/// What to show.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn edit(visit: &mut Visit<Keep>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let profile = of(&read, OrganisationId(subject.id.0))?;
    let shown = profile.as_ref().map(|profile| profile.shown.clone()).unwrap_or_default();
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let choices = choosable()
        .map(|code| Choice {
            chosen: shown.iter().any(|one| one == code),
            ..Choice::new(code, said::label(&t, code), "")
        })
        .collect();
    let body = Edit {
        t: t.clone(),
        csrf: visit.csrf(),
        action: format!("{url}/profile"),
        back: format!("{url}/record"),
        on: profile.is_some(),
        choices,
    };
    let mut page = Page::new(t.s("members-profile-title"), body)
        .lead(t.s("members-profile-edit-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url);
    if profile.is_some() {
        page = page.action(Action::link(t.s("members-profile-see"), address(subject.uuid), "eye"));
    }
    Ok(page.into())
}

/// The address of an organisation's page for everyone.
pub fn address(uuid: Uuid) -> String {
    format!("/members/profile/{uuid}")
}

/// Shows what was chosen, or takes the page away.
///
/// # Errors
/// As [`edit`].
pub fn choose(visit: &mut Visit<Keep>) -> Result<Reply, Problem> {
    let t = visit.t();
    let on = visit.form().has("on");
    let shown: Vec<String> =
        choosable().filter(|code| visit.form().all("shown").any(|one| one == *code)).map(str::to_owned).collect();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let shows = |shown: &[String]| if shown.iter().any(|code| code == "class") { "yes" } else { "" };
    let before = of(&tx, id)?.map_or("", |profile| shows(&profile.shown));
    let after = if on { shows(&shown) } else { "" };
    if before != after {
        let change = Change { field: "open".into(), before: before.into(), after: after.into() };
        store::remember(&tx, visit.act(), id, &[change])?;
    }
    if on {
        show(&tx, id, shown)?;
    } else {
        tx.execute("delete from members_profiles where organisation_id = $1", args![id])?;
    }
    tx.commit()?;
    let url = format!("{}{}/record", ORGANISATION.path, subject.uuid);
    let words = if on { t.s("members-profile-on-done") } else { t.s("members-profile-off-done") };
    Ok(Reply::done(url, words))
}
