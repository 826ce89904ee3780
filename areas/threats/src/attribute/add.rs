//! One more attribute.

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{Read, Tx, args};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::Attribute;
use super::check::Fit;
use super::fields::{Fields, TypeGroup};
use crate::access::Edit;
use crate::event::at::At;
use crate::event::edit::audience;
use crate::event::{EVENT, Event, change};
use crate::value;

// words: threats-warning-{private,loopback,multicast,reserved,documentation,internal,well-known,public-suffix}
// words: threats-warning-{version-like,may-be-file,may-be-domain,no-scheme,host-bits,of-nothing,placeholder}

#[derive(Template)]
#[template(path = "attribute/add.html")]
struct Body {
    t: Words,
    csrf: String,
    at: At,
    fields: Fields,
    groups: Vec<TypeGroup>,
    categories: Vec<Choice>,
    detection: Vec<Choice>,
    audiences: Vec<Choice>,
    attribute_errors: Errors,
}

/// The form on a page of its own.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    Ok(form(visit, Fields { kind: "ip-dst".into(), ..Fields::default() }, Errors::default())?.into())
}

fn form(visit: &Visit<Edit>, fields: Fields, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let at = visit.page_of(EVENT, uuid);
    let body = Body {
        csrf: visit.csrf(),
        at: At::new(visit, uuid),
        groups: fields.groups(&t),
        categories: fields.categories(&t),
        detection: fields.detection(&t),
        audiences: fields.audiences(&t, false),
        fields,
        attribute_errors: errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-attribute-add-title"), body)
        .audience(audience(visit, &read, &subject)?)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .crumb(t.s("threats-edit-crumb"), format!("{at}/edit")))
}

/// Adds it. What is odd about the value is said on the page that follows.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let fields = Fields::of(visit.form());
    let mut errors = Errors::default();
    let fit = fields.check(&t, &mut errors);
    heard(&t, &fields, &["", "own"], &mut errors);
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    if let Some(fit) = &fit {
        let known = is_known(&tx, allowed.id, fit.info.name, &fit.value, None)?;
        errors.unless(!known, "value", || t.s("threats-attribute-refused-known"));
    }
    let (Some(fit), true) = (fit, errors.is_empty()) else {
        drop(tx);
        return Ok(form(visit, fields, errors)?.refused().into());
    };
    let mut event = change::begin(&tx, &allowed, visit.act())?;
    let one = row(visit, &tx, &allowed, &event, &fields, &fit)?;
    let (label, what) = (one.label, vec![Change::of(Done::AttributeAdded, [one.id])]);
    change::add_attributes(&tx, &mut event, vec![one])?;
    change::end_of_parts(&tx, &allowed, visit.act(), &event, [label], what)?;
    let done = t.a("threats-attribute-added", [("value", fit.value.as_str().into())]);
    visit.finish(tx, said(visit, &t, uuid, &fit, done))
}

/// An audience that is none of those offered is refused: taken for another, it could let more people see the value than was meant.
pub(super) fn heard(t: &Words, fields: &Fields, offered: &[&str], errors: &mut Errors) {
    let typed = fields.audience.as_str();
    errors.unless(offered.contains(&typed), "audience", || {
        t.a("threats-attribute-refused-audience", [("typed", typed.into())])
    });
}

/// Back to the editor with what is odd about the value, or with what was done.
pub(super) fn said<A>(visit: &Visit<A>, t: &Words, event: Uuid, fit: &Fit, done: String) -> Reply {
    let back = At::new(visit, event).to("/edit#attributes");
    if fit.warnings.is_empty() {
        return Reply::done(back, done);
    }
    let odd: Vec<String> = fit.warnings.iter().map(|one| t.s(&format!("threats-warning-{}", one.name()))).collect();
    let words = t.a("threats-attribute-odd", [("done", done.as_str().into()), ("odd", odd.join(" ").into())]);
    Reply::To(back, Some(("warn", words)))
}

fn row(
    visit: &Visit<Edit>,
    tx: &Tx,
    subject: &belfry_store::subject::Subject,
    event: &Event,
    fields: &Fields,
    fit: &Fit,
) -> Result<Attribute, Problem> {
    let label = if fields.audience == "own" { Some(change::own_label(tx, subject, event.tlp)?) } else { None };
    Ok(Attribute {
        id: visit.ids().next(),
        event: event.id,
        object: None,
        relation: None,
        uuid: visit.ids().uuid(),
        kind: fit.info.name.to_owned(),
        category: fit.category.to_owned(),
        value: fit.value.clone(),
        to_ids: fields.to_ids(fit),
        comment: fields.comment.clone(),
        timestamp: event.timestamp,
        first_seen: None,
        last_seen: None,
        deleted: false,
        // MISP's 0, the own organisation only.
        distribution: label.map(|_| 0),
        label,
        extra: None,
    })
}

/// Whether the event holds this value under this type already, beside its objects. Values without keys are not looked for: they say
/// nothing twice.
pub(super) fn is_known(
    read: &Read,
    event: SubjectId,
    kind: &str,
    text: &str,
    but: Option<i64>,
) -> Result<bool, belfry_store::Error> {
    let Some(key) = value::keys(kind, text).into_iter().next() else { return Ok(false) };
    let found = read.maybe(
        "select a.id from threats_keys k join threats_attributes a on a.id = k.attribute_id \
         where k.hash = $1 and k.event_id = $2 and a.type = $3 and a.value = $4 and a.object_id is null and a.id <> $5 limit 1",
        args![key.hash, event, kind, text, but.unwrap_or(0)],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}
