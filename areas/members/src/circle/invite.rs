//! Inviting an organisation to a circle: its owner, and members to whom it gave that.

use askama::Template;
use belfry_identity::{CIRCLE, Refusal, circle, organisation, sharing};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::{LIST, broken_words, circle_id, url};
use crate::access::{Speak, Steer};
use crate::organisation::store;
use crate::refused;

/// Organisations offered in the field.
const OFFERED: i64 = 2_000;

#[derive(Template)]
#[template(path = "circle/invite.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    back: String,
    organisations: Vec<Choice>,
    steers: bool,
    passes: bool,
    errors: Errors,
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Speak>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, CIRCLE, visit.path::<Uuid>("id")?)?;
    Ok(form(visit, &subject, "", false, Errors::default())?.into())
}

fn form(visit: &Visit<Speak>, subject: &Subject, asked: &str, passes: bool, errors: Errors) -> Result<Page, Problem> {
    let (t, read, here) = (visit.t(), visit.read()?, url(subject));
    let grants = visit.actor().grants();
    let members = circle::members_visible_to(&read, &grants, circle_id(subject))?.ok_or(Problem::Forbidden)?;
    let free = |uuid: &Uuid| !members.iter().any(|member| member.uuid == *uuid);
    let offered = store::all(&read, OFFERED)?.into_iter().filter(|(uuid, _)| free(uuid));
    let body = Body {
        csrf: visit.csrf(),
        action: format!("{here}/invite"),
        back: here.clone(),
        organisations: offered.map(|(uuid, name)| Choice::new(uuid.to_string(), name, asked)).collect(),
        steers: visit.may::<Steer>(Some(subject)),
        passes,
        errors,
        t: t.clone(),
    };
    let page = Page::new(t.s("members-circle-invite-title"), body)
        .lead(t.a("members-circle-invite-lead", [("name", subject.title.as_str().into())]))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-circle-list-title"), LIST)
        .crumb(subject.title.clone(), here);
    Ok(page)
}

/// Invites it. Its administrators and coordinators find the invitation on their list of circles.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Speak>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (asked, passes) = (visit.form().text("organisation").to_owned(), visit.form().has("may-invite"));
    let read = visit.read()?;
    let subject = visit.load(&read, CIRCLE, visit.path::<Uuid>("id")?)?;
    let found = match asked.parse() {
        Ok(uuid) => organisation::by_uuid(&read, uuid)?,
        Err(_) => None,
    };
    drop(read);
    let mut errors = Errors::default();
    let Some(invited) = found else {
        errors.add("organisation", t.s("members-circle-invite-missing"));
        return Ok(form(visit, &subject, &asked, passes, errors)?.refused().into());
    };
    let tx = visit.write_as(Key::SYSTEM)?;
    let warnings = sharing::on_membership(&tx, circle_id(&subject), invited.id)?;
    match circle::invite(&tx, visit.act(), visit.person()?, circle_id(&subject), invited.id, passes) {
        Ok(()) => {
            let mut words = vec![t.a("members-circle-invited", [("name", invited.fields.name.as_str().into())])];
            let kind = if warnings.is_empty() { "good" } else { "warn" };
            words.extend(broken_words(visit, &warnings)?);
            visit.finish(tx, Reply::To(url(&subject), Some((kind, words.join(" ")))))
        }
        Err(Refusal::Rules(broken)) => {
            drop(tx);
            broken_words(visit, &broken)?.into_iter().for_each(|words| errors.add("organisation", words));
            Ok(form(visit, &subject, &asked, passes, errors)?.refused().into())
        }
        Err(why) => {
            drop(tx);
            refused::add(&mut errors, &t, why)?;
            Ok(form(visit, &subject, &asked, passes, errors)?.refused().into())
        }
    }
}
