//! Inviting a person to an organisation: a link that works once, sent by mail; where none goes out, shown once.

use askama::Template;
use belfry_identity::{Email, ORGANISATION, Secret, invitation, membership};
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_store::Tx;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::people::role_choices;
use super::tried;
use crate::access::Manage;
use crate::letter::Letter;

#[derive(Template)]
#[template(path = "organisation/invite.html")]
struct Body {
    t: Words,
    csrf: String,
    url: String,
    action: String,
    email: String,
    choices: Vec<Choice>,
    errors: Errors,
    mail: bool,
}

/// A link that is handed over by whoever asked for it: the one time that it is seen.
#[derive(Template)]
#[template(path = "organisation/link.html")]
struct Link {
    t: Words,
    email: String,
    link: String,
    why: String,
    back: String,
}

/// The page that shows a link once: of which organisation, with its address; where it leads on to; for whom.
pub(crate) fn link_page(
    t: &Words,
    (name, url): (&str, &str),
    back: impl Into<String>,
    email: &str,
    (link, why): (String, String),
) -> Page {
    let body = Link { t: t.clone(), email: email.to_owned(), link, why, back: back.into() };
    Page::new(t.a("members-link-title", [("email", email.into())]), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(name, url)
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, ORGANISATION, visit.path::<Uuid>("id")?)?;
    // Most people who come read and contribute.
    Ok(form(visit, &subject, String::new(), &[Role::Reader, Role::Contributor], Errors::default())?.into())
}

fn form(
    visit: &Visit<Manage>,
    subject: &Subject,
    email: String,
    chosen: &[Role],
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let given = membership::may_give(visit.person()?, OrganisationId(subject.id.0));
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let choices = role_choices(&t, &given, chosen);
    let action = format!("{url}/invite");
    let mail = visit.house().settings.mail;
    let body = Body { t: t.clone(), csrf: visit.csrf(), url: url.clone(), action, email, choices, errors, mail };
    let page = Page::new(t.s("members-organisation-invite-title"), body)
        .lead(t.a("members-organisation-invite-lead", [("name", subject.title.as_str().into())]))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url);
    Ok(page)
}

/// Sends an invitation's link.
///
/// # Errors
/// Those of the database.
pub(crate) fn send<A>(
    visit: &Visit<A>,
    tx: &Tx,
    organisation: &str,
    (email, language): (&str, &str),
    token: &Secret,
) -> belfry_store::Result<()> {
    let until = visit.house().words_in(language).date_time_zone(visit.now() + invitation::LIVES);
    Letter::new("invitation", email, language)
        .with("organisation", organisation)
        .with("until", until)
        .link(visit.house(), "/invitation/", token)
        .post(visit.house(), tx, visit.act())
}

/// Makes the link and sends or shows it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Manage>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed: String = visit.form().text("email").chars().take(254).collect();
    let roles: Vec<Role> = visit.form().all("roles").filter_map(Role::parse).collect();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let mut errors = Errors::default();
    let email = Email::parse(&typed);
    errors.unless(email.is_some(), "email", || t.s("members-refused-field-email"));
    errors.unless(!roles.is_empty(), "roles", || t.s("members-organisation-invite-roles-missing"));
    if let (true, Some(email)) = (errors.is_empty(), email) {
        let id = OrganisationId(subject.id.0);
        let made = invitation::invite(&tx, visit.act(), visit.person()?, id, &email, &roles);
        if let Some(token) = tried(&mut errors, &t, made)? {
            if visit.house().settings.mail {
                send(visit, &tx, &subject.title, (email.as_str(), t.language()), &token)?;
                let back = format!("{}{}/people", ORGANISATION.path, subject.uuid);
                let done = t.a("members-invite-sent", [("email", email.as_str().into())]);
                return visit.finish(tx, Reply::done(back, done));
            }
            let link = format!("{}/invitation/{}", visit.house().settings.base_url, token.expose());
            let (url, why) =
                (format!("{}{}", ORGANISATION.path, subject.uuid), t.s("members-organisation-invite-link-why"));
            let back = format!("{url}/people");
            let page = link_page(&t, (&subject.title, &url), back, email.as_str(), (link, why));
            return visit.finish(tx, page.into());
        }
    }
    drop(tx);
    Ok(form(visit, &subject, typed, &roles, errors)?.refused().into())
}
