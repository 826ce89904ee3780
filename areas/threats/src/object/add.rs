//! A new object after a template.

use std::collections::HashSet;

use belfry_contracts::threats::{Change, Done};
use belfry_kernel::Problem;
use belfry_store::Tx;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::Object;
use crate::access::Edit;
use crate::attribute::Attribute;
use crate::attribute::check::{self, Fit};
use crate::event::at::At;
use crate::event::begin::begin;
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

pub(super) fn template(visit: &Visit<Edit>) -> Result<Pattern, Problem> {
    let name: String = visit.path("template")?;
    pattern::find(&*visit.read()?, &name)?.ok_or(Problem::NotFound)
}

/// Attributes of one object that are added by hand or by a program.
const MOST: usize = 1_000;

/// Roles as their fields are called.
fn fields<S: AsRef<str>>(t: &Words, roles: &[S]) -> String {
    t.list(&roles.iter().map(|role| said::called(t, role.as_ref())).collect::<Vec<_>>())
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
    let template = template(visit)?;
    let mut errors = Errors::default();
    let typed = |role: &str| vec![visit.form().text(role)];
    let fits = checked(&visit.t(), &template, typed, |role, _| role.to_owned(), &mut errors);
    let tx = visit.write()?;
    errors.unless(visit.form().text("comment").len() <= check::LONGEST, "comment", || {
        visit.s("threats-reference-comment-long")
    });
    if made(visit, &tx, None, &template, (fits, visit.form().text("comment")), &errors)?.is_none() {
        drop(tx);
        return Ok(form(visit, errors)?.refused().into());
    }
    let back = At::new(visit, visit.path("uuid")?).to("/edit#attributes");
    visit.finish(tx, Reply::done(back, visit.s("threats-object-done")))
}

/// Checks what was typed for each role of a template; what is wrong goes to where that role, or one of its values, stands in the
/// request. The whole has no role.
pub(super) fn checked<'v>(
    t: &Words,
    template: &Pattern,
    typed: impl Fn(&str) -> Vec<&'v str>,
    place: impl Fn(&str, usize) -> String,
    errors: &mut Errors,
) -> Vec<(String, Fit)> {
    let (mut fits, mut filled) = (Vec::new(), HashSet::new());
    for part in &template.parts {
        for (n, text) in typed(&part.relation).into_iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            filled.insert(part.relation.as_str());
            match check::check(&part.kind, "", text) {
                Ok(fit) => fits.push((part.relation.clone(), fit)),
                Err(refusal) => errors.add(&place(&part.relation, n), refusal.words(t)),
            }
        }
    }
    let (required, one_of) = template.missing(|role| filled.contains(role));
    for role in required {
        errors.add(&place(role, 0), t.s("threats-object-required"));
    }
    if let Some(first) = one_of.first() {
        errors.add(&place(first, 0), t.a("threats-object-missing", [("names", fields(t, &one_of).into())]));
    }
    errors.unless(!errors.is_empty() || !fits.is_empty(), &place("", 0), || t.s("threats-object-empty"));
    errors.unless(fits.len() <= MOST, &place("", 0), || t.n("threats-attributes-count", MOST));
    fits
}

/// An object that was added.
pub(super) struct Made {
    /// Its identity.
    pub uuid: Uuid,
    /// Those of its attributes, in the order of the template.
    pub attributes: Vec<Uuid>,
    /// The event's version since.
    pub version: i64,
}

/// Adds an object of these values, with a remark, unless something is wrong with them. `seen`: as of [`begin`].
pub(super) fn made(
    visit: &Visit<Edit>,
    tx: &Tx,
    seen: Option<i64>,
    template: &Pattern,
    (fits, comment): (Vec<(String, Fit)>, &str),
    errors: &Errors,
) -> Result<Option<Made>, Problem> {
    let (allowed, mut event) = begin(visit, tx, seen)?;
    if !errors.is_empty() {
        return Ok(None);
    }
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
        comment: comment.to_owned(),
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
    let parts: Vec<Attribute> = parts.collect();
    let (id, uuid) = (object.id, object.uuid);
    let attributes = parts.iter().map(|one| one.uuid).collect();
    change::add_object(tx, &mut event, object, parts)?;
    let what = vec![Change::of(Done::ObjectAdded, [id])];
    change::end(tx, &allowed, visit.act(), &event, &allowed.title, what)?;
    Ok(Some(Made { uuid, attributes, version: event.version }))
}
