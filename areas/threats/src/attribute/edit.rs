//! Changing one attribute.

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_kernel::{Allowed, Clause, Label, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Read, Tx, scope};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::check::Fit;
use super::fields::{Fields, TypeGroup};
use super::{Attribute, add};
use crate::access::{Edit, Publish};
use crate::event::at::At;
use crate::event::begin::begin;
use crate::event::edit::audience;
use crate::event::{EVENT, Event, State, change};
use crate::value;

#[derive(Template)]
#[template(path = "attribute/edit.html")]
struct Body {
    t: Words,
    csrf: String,
    at: At,
    attribute: Uuid,
    in_object: bool,
    was: String,
    now: Option<Fields>,
    fields: Fields,
    groups: Vec<TypeGroup>,
    categories: Vec<Choice>,
    detection: Vec<Choice>,
    audiences: Vec<Choice>,
    attribute_errors: Errors,
}

/// The form.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    Ok(form(visit, None, Errors::default())?.into())
}

/// What a form remembers of the attribute that its author saw.
fn stamp(fields: &Fields) -> String {
    let Fields { kind, category, value, to_ids, comment, audience } = fields;
    value::hash(&[kind, category, value, to_ids, comment, audience].map(String::as_str).join("\n")).to_string()
}

/// Whether an attribute's label keeps it with its own organisation, at whatever level.
fn is_own(read: &Read, subject: &Subject, one: &Attribute) -> Result<bool, belfry_store::Error> {
    let Some(label) = one.label else { return Ok(false) };
    Ok(keeps_home(&scope::label(read, label)?, subject))
}

/// The same of a label.
pub(super) fn keeps_home(label: &Label, subject: &Subject) -> bool {
    label.clauses().eq([&Clause::Organisation(subject.owner)])
}

fn form(visit: &Visit<Edit>, typed: Option<Fields>, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let one = change::attribute(&read, subject.id, visit.path("attribute")?)?.ok_or(Problem::NotFound)?;
    let kept = Fields::from(&one, is_own(&read, &subject, &one)?);
    let at = visit.page_of(EVENT, uuid);
    let fields = typed.clone().unwrap_or_else(|| kept.clone());
    let body = Body {
        csrf: visit.csrf(),
        at: At::new(visit, uuid),
        attribute: one.uuid,
        in_object: one.object.is_some(),
        was: stamp(&kept),
        groups: fields.groups(&t),
        categories: fields.categories(&t),
        detection: fields.detection(&t),
        audiences: fields.audiences(&t, kept.audience == "keep"),
        now: if typed.is_some() && errors.is_empty() { Some(kept) } else { None },
        fields,
        attribute_errors: errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-attribute-edit-title"), body)
        .audience(audience(visit, &read, &subject)?)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .crumb(t.s("threats-edit-crumb"), format!("{at}/edit")))
}

/// Changes it. When somebody was faster, the form comes back with both.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let fields = Fields::of(visit.form());
    let mut errors = Errors::default();
    let tx = visit.write()?;
    let standing = Standing::begin(visit, &tx, None)?;
    let clash = stamp(&standing.kept) != visit.form().text("was");
    let (Some((now, fit)), false) = (standing.check(visit, &tx, &fields, &mut errors)?, clash) else {
        drop(tx);
        let mut page = form(visit, Some(fields), errors)?.refused();
        if clash {
            page.status = 409;
        }
        return Ok(page.into());
    };
    standing.change(visit, &tx, now)?;
    let done = t.a("threats-attribute-changed", [("value", fit.value.as_str().into())]);
    visit.finish(tx, add::said(visit, &t, visit.path("uuid")?, &fit, done))
}

/// The attribute of the address, as it stands while nobody else can change it.
pub(super) struct Standing {
    allowed: Allowed<Edit, Subject>,
    event: Event,
    before: Attribute,
    own: bool,
    /// As a form shows it.
    pub kept: Fields,
}

impl Standing {
    /// Begins a change of it. `seen`: as of [`begin`].
    pub(super) fn begin(visit: &Visit<Edit>, tx: &Tx, seen: Option<i64>) -> Result<Self, Problem> {
        let (allowed, event) = begin(visit, tx, seen)?;
        let before = change::attribute(tx, event.id, visit.path("attribute")?)?.ok_or(Problem::NotFound)?;
        let own = is_own(tx, &allowed, &before)?;
        let kept = Fields::from(&before, own);
        Ok(Self { allowed, event, before, own, kept })
    }

    /// What it would be with these fields; what is wrong with them goes to each.
    pub(super) fn check(
        &self,
        visit: &Visit<Edit>,
        tx: &Tx,
        fields: &Fields,
        errors: &mut Errors,
    ) -> Result<Option<(Attribute, Fit)>, Problem> {
        let (t, before, event) = (visit.t(), &self.before, &self.event);
        let fit = fields.check(&t, errors);
        add::heard(&t, fields, &["", "own", "keep"], errors);
        if let Some(fit) = &fit
            && before.object.is_none()
        {
            let known = add::known(tx, event.id, &[Some(fit.pair())], Some(before.id))?;
            errors.unless(known.is_empty(), "value", || t.s("threats-attribute-refused-known"));
        }
        let (label, distribution) = match fields.audience.as_str() {
            // What stays home keeps its level, which may be a stricter one than the event's.
            "own" if !self.own => (Some(change::own_label(tx, &self.allowed, event.tlp)?), Some(0)),
            "own" | "keep" => (before.label, before.distribution),
            _ => (None, before.distribution.filter(|_| before.label.is_none())),
        };
        let label = change::within_object(tx, before, label)?;
        let is_shown = fields.audience.is_empty() && label != before.label && event.state != State::Draft;
        errors.unless(!is_shown || visit.may::<Publish>(Some(&self.allowed)), "audience", || {
            t.s("threats-attribute-refused-wider")
        });
        let Some(fit) = fit.filter(|_| errors.is_empty()) else { return Ok(None) };
        let now = Attribute {
            kind: fit.info.name.to_owned(),
            category: fit.category.to_owned(),
            value: fit.value.clone(),
            to_ids: fields.to_ids(&fit),
            comment: fields.comment.clone(),
            timestamp: event.timestamp.max(before.timestamp + 1),
            label,
            distribution,
            ..before.clone()
        };
        Ok(Some((now, fit)))
    }

    /// Makes it so; the event's version since.
    pub(super) fn change(mut self, visit: &Visit<Edit>, tx: &Tx, now: Attribute) -> Result<i64, Problem> {
        self.event.timestamp = self.event.timestamp.max(now.timestamp);
        change::replace_attribute(tx, &mut self.event, &self.before, &now)?;
        let what = vec![Change::of(Done::AttributeChanged, [now.id])];
        let labels = [self.before.label, now.label];
        change::end_of_parts(tx, &self.allowed, visit.act(), &self.event, labels, what)?;
        Ok(self.event.version)
    }
}
