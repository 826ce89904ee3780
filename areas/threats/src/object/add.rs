//! A new object after a template.

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::Object;
use crate::access::Edit;
use crate::attribute::Attribute;
use crate::attribute::check;
use crate::event::at::At;
use crate::event::edit::audience;
use crate::event::{EVENT, change};
use crate::vocabulary::pattern::{self, Pattern};
use crate::vocabulary::said;

#[derive(askama::Template)]
#[template(path = "object/add.html")]
struct Body {
    t: Words,
    csrf: String,
    address: String,
    parts: Vec<Part>,
    /// Which roles must not all be empty.
    one_of: String,
    comment: String,
    errors: Errors,
}

struct Part {
    relation: String,
    label: String,
    hint: String,
    value: String,
}

fn template(visit: &Visit<Edit>) -> Result<Pattern, Problem> {
    let name: String = visit.path("template")?;
    pattern::find(&*visit.read()?, &name)?.ok_or(Problem::NotFound)
}

/// Roles as their fields are called.
fn fields<S: AsRef<str>>(t: &Words, roles: &[S]) -> String {
    t.list(&roles.iter().map(|role| said::field(role.as_ref())).collect::<Vec<_>>())
}

/// The form.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    Ok(form(visit, Errors::default())?.into())
}

fn form(visit: &Visit<Edit>, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let template = template(visit)?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let at = visit.page_of(EVENT, uuid);
    let part = |part: &pattern::Part| Part {
        label: if part.relation == part.kind {
            said::field(&part.kind)
        } else {
            said::typed(&t, Some(&part.relation), &part.kind)
        },
        hint: said::role(&t, &template.name, &part.relation, &part.hint),
        value: visit.form().text(&part.relation).to_owned(),
        relation: part.relation.clone(),
    };
    let body = Body {
        csrf: visit.csrf(),
        address: format!("{at}/objects/{}", template.name),
        parts: template.parts.iter().map(part).collect(),
        one_of: match template.detail.one_of.as_slice() {
            [] => String::new(),
            roles => t.a("threats-object-one-of", [("names", fields(&t, roles).into())]),
        },
        comment: visit.form().text("comment").to_owned(),
        errors,
        t: t.clone(),
    };
    let name = said::object(&t, &template.title);
    Ok(Page::new(t.a("threats-object-title", [("name", name.into())]), body)
        .audience(audience(visit, &read, &subject)?)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .crumb(t.s("threats-edit-crumb"), format!("{at}/edit")))
}

/// Adds it.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let template = template(visit)?;
    let mut errors = Errors::default();
    let mut fits = Vec::new();
    for part in &template.parts {
        let typed = visit.form().text(&part.relation);
        if typed.is_empty() {
            continue;
        }
        match check::check(&part.kind, "", typed) {
            Ok(fit) => fits.push((part.relation.clone(), fit)),
            Err(refusal) => errors.add(&part.relation, refusal.words(&t)),
        }
    }
    let (required, one_of) = template.missing(|role| visit.form().has(role));
    for role in required {
        errors.add(role, t.s("threats-object-required"));
    }
    if let Some(first) = one_of.first() {
        errors.add(first, t.a("threats-object-missing", [("names", fields(&t, &one_of).into())]));
    }
    errors.unless(!errors.is_empty() || !fits.is_empty(), "", || t.s("threats-object-empty"));
    if !errors.is_empty() {
        return Ok(form(visit, errors)?.refused().into());
    }
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let mut event = change::begin(&tx, &allowed, visit.act())?;
    let ids = visit.ids();
    let object = Object {
        id: ids.next(),
        event: event.id,
        uuid: ids.uuid(),
        name: template.title.clone(),
        meta_category: template.detail.meta_category.clone(),
        template_uuid: template.uuid(),
        template_version: Some(template.version.to_string()),
        description: Some(template.description.clone()),
        comment: visit.form().text("comment").to_owned(),
        timestamp: event.timestamp,
        first_seen: None,
        last_seen: None,
        deleted: false,
        label: None,
        distribution: None,
        extra: None,
    };
    let parts = fits.into_iter().map(|(relation, fit)| Attribute {
        id: ids.next(),
        event: event.id,
        object: Some(object.id),
        relation: Some(relation),
        uuid: ids.uuid(),
        kind: fit.info.name.to_owned(),
        category: fit.category.to_owned(),
        value: fit.value,
        to_ids: fit.info.to_ids,
        comment: String::new(),
        timestamp: event.timestamp,
        first_seen: None,
        last_seen: None,
        deleted: false,
        label: None,
        distribution: None,
        extra: None,
    });
    let parts = parts.collect();
    let made = object.id;
    change::add_object(&tx, &mut event, object, parts)?;
    let what = vec![Change::of(Done::ObjectAdded, [made])];
    change::end(&tx, &allowed, visit.act(), &event, &allowed.title, what)?;
    visit.finish(tx, Reply::done(At::new(visit, uuid).to("/edit#attributes"), t.s("threats-object-done")))
}
