//! First run: whoever holds the link that the program printed makes his organisation and becomes the first administrator.

use askama::Template;
use belfry_identity::first_run::{self, FirstRun};
use belfry_identity::organisation::{OrganisationFields, OrganisationKind};
use belfry_identity::{Email, Refusal, Secret, password};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

use crate::organisation::kind_choices;
use crate::{refused, sign_in};

/// What was typed.
#[derive(Default)]
struct Typed {
    organisation: String,
    short_name: String,
    kind: String,
    name: String,
    email: String,
}

#[derive(Template)]
#[template(path = "welcome.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    typed: Typed,
    kinds: Vec<Choice>,
    errors: Errors,
}

/// Says that a link does not work any more, and what to do.
#[derive(Template)]
#[template(path = "spent.html")]
struct Spent {
    t: Words,
    text: String,
}

/// The page of a link that is unknown, was used or has expired.
pub(crate) fn spent(t: &Words, text: String) -> Reply {
    let mut page = Page::new(t.s("members-spent-title"), Spent { t: t.clone(), text }).shape(Shape::Card);
    page.status = 410;
    page.into()
}

fn form(visit: &Visit<Open>, token: &str, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let kinds = kind_choices(&t, &typed.kind);
    let action = format!("/welcome/{token}");
    let body = Body { t: t.clone(), csrf: visit.csrf(), action, typed, kinds, errors };
    Page::new(t.s("members-welcome-title"), body).lead(t.s("members-welcome-lead")).shape(Shape::Card)
}

/// The form, while the link works.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    if !first_run::is_living(&visit.house().db.read(Key::SYSTEM)?, &token, visit.now())? {
        return Ok(spent(&visit.t(), visit.t().s("members-spent-first-run")));
    }
    Ok(form(visit, &token, Typed::default(), Errors::default()).into())
}

fn typed(visit: &Visit<Open>) -> Typed {
    let text = |name| visit.form().text(name).chars().take(300).collect::<String>();
    Typed {
        organisation: text("organisation"),
        short_name: text("short-name"),
        kind: text("kind"),
        name: text("name"),
        email: text("email"),
    }
}

/// Everything that can be said before the link is used.
fn check(t: &Words, typed: &Typed, secret: &str) -> Result<Errors, Problem> {
    let mut errors = Errors::default();
    errors.unless(!typed.organisation.is_empty(), "organisation", || t.s("members-refused-field-name"));
    errors.unless(!typed.name.is_empty(), "name", || t.s("members-refused-field-name"));
    match Email::parse(&typed.email) {
        None => errors.add("email", t.s("members-refused-field-email")),
        Some(email) => {
            if let Err(why) = password::check_rules(secret, &email) {
                refused::add(&mut errors, t, why.into())?;
            }
        }
    }
    Ok(errors)
}

/// Makes the organisation and its administrator, and signs him in.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let token: String = visit.path("token")?;
    let (typed, secret) = (typed(visit), visit.form().raw("password"));
    let mut errors = check(&t, &typed, &secret)?;
    if !errors.is_empty() {
        return Ok(form(visit, &token, typed, errors).refused().into());
    }
    let short: String = typed.organisation.chars().take(40).collect();
    let first = FirstRun {
        organisation: OrganisationFields {
            name: typed.organisation.clone(),
            short_name: if typed.short_name.is_empty() { short } else { typed.short_name.clone() },
            kind: OrganisationKind::parse(&typed.kind).unwrap_or(OrganisationKind::Other),
            sector: None,
            country: None,
            about: String::new(),
            website: None,
        },
        name: typed.name.clone(),
        email: typed.email.clone(),
        password: Secret::new(secret.clone()),
        language: t.language().to_owned(),
        time_zone: "UTC".to_owned(),
    };
    let house = visit.house().clone();
    match first_run::complete_first_run(&house.db, &house.passwords, visit.act(), &token, &first) {
        Ok(_) => {}
        Err(Refusal::LinkSpent) => return Ok(spent(&t, t.s("members-spent-first-run"))),
        Err(why) => {
            refused::add(&mut errors, &t, why)?;
            return Ok(form(visit, &token, typed, errors).refused().into());
        }
    }
    let session = sign_in::open(visit, &typed.email, &secret)?;
    Ok(sign_in::enter(visit, &session, "/members/me"))
}
