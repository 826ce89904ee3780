//! A new object from one of the templates that are built in.

use belfry_kernel::Problem;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::Object;
use crate::access::Edit;
use crate::attribute::Attribute;
use crate::attribute::check;
use crate::event::{EVENT, change};

/// A template: what an object of a name is made of.
pub struct Template {
    /// MISP's name.
    pub name: &'static str,
    /// MISP's family of templates.
    pub meta_category: &'static str,
    /// Relation and type of each attribute, in the order of the form.
    pub parts: &'static [(&'static str, &'static str)],
    /// Relations of which at least one must be there.
    pub one_of: &'static [&'static str],
}

/// Relations are those of MISP's object templates of the same name.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "file",
        meta_category: "file",
        parts: &[
            ("filename", "filename"),
            ("size-in-bytes", "size-in-bytes"),
            ("md5", "md5"),
            ("sha1", "sha1"),
            ("sha256", "sha256"),
            ("ssdeep", "ssdeep"),
            ("path", "text"),
        ],
        one_of: &["filename", "md5", "sha1", "sha256", "ssdeep"],
    },
    Template {
        name: "domain-ip",
        meta_category: "network",
        parts: &[("domain", "domain"), ("ip", "ip-dst"), ("port", "port"), ("text", "text")],
        one_of: &["domain", "ip"],
    },
    Template {
        name: "url",
        meta_category: "network",
        parts: &[("url", "url"), ("domain", "domain"), ("ip", "ip-dst"), ("port", "port"), ("text", "text")],
        one_of: &["url"],
    },
    Template {
        name: "email",
        meta_category: "network",
        parts: &[
            ("from", "email-src"),
            ("to", "email-dst"),
            ("reply-to", "email-reply-to"),
            ("subject", "email-subject"),
            ("attachment", "email-attachment"),
            ("message-id", "email-message-id"),
        ],
        one_of: &["from", "to", "reply-to", "subject", "attachment", "message-id"],
    },
];

#[derive(askama::Template)]
#[template(path = "object/add.html")]
struct Body {
    t: Words,
    csrf: String,
    address: String,
    parts: Vec<Part>,
    comment: String,
    errors: Errors,
}

struct Part {
    relation: &'static str,
    kind: &'static str,
    value: String,
}

fn template(visit: &Visit<Edit>) -> Result<&'static Template, Problem> {
    let name: String = visit.path("template")?;
    TEMPLATES.iter().find(|one| one.name == name).ok_or(Problem::NotFound)
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
    let at = format!("/threats/events/{uuid}");
    let part = |(relation, kind): &(&'static str, &'static str)| Part {
        relation,
        kind,
        value: visit.form().text(relation).to_owned(),
    };
    let body = Body {
        csrf: visit.csrf(),
        address: format!("{at}/objects/{}", template.name),
        parts: template.parts.iter().map(part).collect(),
        comment: visit.form().text("comment").to_owned(),
        errors,
        t: t.clone(),
    };
    let name = t.s(&format!("threats-object-template-{}", template.name));
    Ok(Page::new(t.a("threats-object-title", [("name", name.into())]), body)
        .crumb(t.s("threats-nav"), "/threats/events")
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
    for (relation, kind) in template.parts {
        let typed = visit.form().text(relation);
        if typed.is_empty() {
            continue;
        }
        match check::check(kind, "", typed) {
            Ok(fit) => fits.push((*relation, fit)),
            Err(refusal) => errors.add(relation, refusal.words(&t)),
        }
    }
    let enough = template.one_of.iter().any(|wanted| visit.form().has(wanted));
    errors.unless(enough, template.one_of[0], || {
        t.a("threats-object-missing", [("names", t.list(template.one_of).into())])
    });
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
        name: template.name.to_owned(),
        meta_category: Some(template.meta_category.to_owned()),
        template_uuid: None,
        template_version: None,
        description: None,
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
        relation: Some(relation.to_owned()),
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
    change::add_object(&tx, &mut event, object, parts)?;
    change::end(&tx, &allowed, visit.act(), &event, &allowed.title)?;
    tx.commit()?;
    Ok(Reply::done(format!("/threats/events/{uuid}/edit#attributes"), t.s("threats-object-done")))
}
