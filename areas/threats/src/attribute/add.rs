//! One more attribute; a program adds many at once.

use std::collections::{BTreeSet, HashMap, HashSet};

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_kernel::{Allowed, LabelId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Read, Sql, Tx, args, scope};
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
use crate::event::begin::begin;
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
    let fields = [Fields::of(visit.form())];
    let place = |_: usize, field: &str| field.to_owned();
    let mut errors = Errors::default();
    let fits = checked(&t, &fields, place, &mut errors);
    let tx = visit.write()?;
    if made(visit, &tx, None, &fields, &fits, place, &mut errors)?.is_none() {
        drop(tx);
        let [fields] = fields;
        return Ok(form(visit, fields, errors)?.refused().into());
    };
    let [Some(fit)] = fits.as_slice() else { return Err(Problem::Internal("what does not fit was added".into())) };
    let done = t.a("threats-attribute-added", [("value", fit.value.as_str().into())]);
    visit.finish(tx, said(visit, &t, visit.path("uuid")?, fit, done))
}

/// Attributes that were added.
pub(super) struct Made {
    /// The event's version since.
    pub version: i64,
    /// Their identities, in the order in which they were typed.
    pub uuids: Vec<Uuid>,
}

/// Checks what can be checked without the event; what is wrong goes to its field, whose place is that in the request.
pub(super) fn checked(
    t: &Words,
    all: &[Fields],
    place: impl Fn(usize, &str) -> String,
    errors: &mut Errors,
) -> Vec<Option<Fit>> {
    let check = |(n, fields): (usize, &Fields)| {
        let mut wrong = Errors::default();
        let fit = fields.check(t, &mut wrong);
        heard(t, fields, &["", "own"], &mut wrong);
        for error in wrong.list() {
            errors.add(&place(n, &error.field), error.message.as_str());
        }
        fit
    };
    all.iter().enumerate().map(check).collect()
}

/// Adds all of them, unless something is wrong with one: then none. `seen`: as of [`begin`].
pub(super) fn made(
    visit: &Visit<Edit>,
    tx: &Tx,
    seen: Option<i64>,
    all: &[Fields],
    fits: &[Option<Fit>],
    place: impl Fn(usize, &str) -> String,
    errors: &mut Errors,
) -> Result<Option<Made>, Problem> {
    let t = visit.t();
    let (allowed, event) = begin(visit, tx, seen)?;
    let asked: Vec<Option<(&str, &str)>> = fits.iter().map(|fit| fit.as_ref().map(Fit::pair)).collect();
    for n in known(tx, event.id, &asked, None)? {
        errors.add(&place(n, "value"), t.s("threats-attribute-refused-known"));
    }
    for n in again(&asked) {
        errors.add(&place(n, "value"), t.s("threats-attribute-refused-again"));
    }
    let fits: Option<Vec<&Fit>> = fits.iter().map(Option::as_ref).collect();
    let (Some(fits), true) = (fits, errors.is_empty()) else { return Ok(None) };
    written(visit, tx, &allowed, event, all.iter().zip(fits)).map(Some)
}

/// Writes new attributes.
pub(super) fn written<'f>(
    visit: &Visit<Edit>,
    tx: &Tx,
    allowed: &Allowed<Edit, Subject>,
    mut event: Event,
    all: impl Iterator<Item = (&'f Fields, &'f Fit)> + Clone,
) -> Result<Made, Problem> {
    let stays = all.clone().any(|(fields, _)| fields.audience == "own");
    let own = if stays { Some(change::own_label(tx, allowed, event.tlp)?) } else { None };
    let rows = all.map(|(fields, fit)| row(visit, &event, own.filter(|_| fields.audience == "own"), fields, fit));
    let rows: Vec<Attribute> = rows.collect();
    let uuids = rows.iter().map(|one| one.uuid).collect();
    let labels: BTreeSet<Option<LabelId>> = rows.iter().map(|one| one.label).collect();
    let what = vec![Change::of(Done::AttributeAdded, rows.iter().map(|one| one.id))];
    change::add_attributes(tx, &mut event, rows)?;
    change::end_of_parts(tx, allowed, visit.act(), &event, labels, what)?;
    Ok(Made { version: event.version, uuids })
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

fn row(visit: &Visit<Edit>, event: &Event, label: Option<LabelId>, fields: &Fields, fit: &Fit) -> Attribute {
    Attribute {
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
    }
}

/// Which of these types and values the event holds already, beside its objects, as far as the reader sees it; but for one attribute.
/// Values without keys are not looked for: they say nothing twice.
pub(super) fn known(
    read: &Read,
    event: SubjectId,
    asked: &[Option<(&str, &str)>],
    but: Option<i64>,
) -> Result<BTreeSet<usize>, belfry_store::Error> {
    let mut by_hash: HashMap<i64, Vec<usize>> = HashMap::new();
    for (n, (kind, value)) in asked.iter().enumerate().filter_map(|(n, one)| Some((n, (*one)?))) {
        if let Some(key) = value::keys(kind, value).into_iter().next() {
            by_hash.entry(key.hash).or_default().push(n);
        }
    }
    let mut known = BTreeSet::new();
    if by_hash.is_empty() {
        return Ok(known);
    }
    let hashes: Vec<i64> = by_hash.keys().copied().collect();
    let mut sql = Sql::new(
        "select k.hash, a.type, a.value from threats_keys k cross join threats_attributes a where k.hash in {ints ?} \
         and k.event_id = ? and a.id = k.attribute_id and a.object_id is null and a.id <> ? and",
        [hashes.into(), event.into(), but.unwrap_or(0).into()],
    );
    sql.append(&scope::sees_child(read.key()));
    read.each(sql, args![], |row| {
        let (kind, value): (String, String) = (row.get(1)?, row.get(2)?);
        let alike = by_hash.get(&row.get::<i64>(0)?).into_iter().flatten();
        known.extend(alike.filter(|n| asked.get(**n) == Some(&Some((kind.as_str(), value.as_str())))));
        Ok(true)
    })?;
    Ok(known)
}

/// Which of these types and values stand among those before them. Those without keys are not counted.
fn again(asked: &[Option<(&str, &str)>]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let all = asked.iter().enumerate().filter_map(|(n, one)| Some((n, (*one)?)));
    let all = all.filter(|(_, (kind, value))| !value::keys(kind, value).is_empty());
    all.filter(|(_, one)| !seen.insert(*one)).map(|(n, _)| n).collect()
}
