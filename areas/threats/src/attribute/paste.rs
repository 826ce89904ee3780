//! Many attributes at once, out of free text: found, shown with what speaks against each and where it is known already, and taken
//! as far as they are accepted.

use std::collections::BTreeSet;

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_freetext::{Limits, find};
use belfry_kernel::Problem;
use belfry_store::Tx;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::{Attribute, add, check};
use crate::access::Edit;
use crate::event::at::At;
use crate::event::edit::audience;
use crate::event::show::neighbours::{self, Shared};
use crate::event::{EVENT, change};
use crate::value;
use crate::vocabulary::{warn, warnings};

/// Candidates on one page: each is four fields of a form.
const MOST: usize = 2_000;
/// Bytes of text.
const LONGEST: usize = 1 << 20;
/// Events that are named for a known value.
const KNOWN: usize = 3;

/// Types that a candidate may be taken as, by the type found. The first one is found, the others look the same.
pub const ALIKE: &[&[&str]] = &[
    &["ip-dst", "ip-src"],
    &["ip-dst|port", "ip-src|port"],
    &["domain", "hostname", "filename"],
    &["hostname", "domain", "filename"],
    &["filename", "domain", "hostname", "email-attachment"],
    &["url", "link", "uri"],
    &["email", "email-src", "email-dst", "email-reply-to"],
    &["md5", "imphash", "ja3-fingerprint-md5", "x509-fingerprint-md5"],
    &["sha1", "x509-fingerprint-sha1", "pehash"],
    &["sha256", "authentihash", "x509-fingerprint-sha256"],
];

#[derive(Template)]
#[template(path = "attribute/paste.html")]
struct Typing {
    t: Words,
    csrf: String,
    at: At,
    text: String,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "attribute/accept.html")]
struct Choosing {
    t: Words,
    csrf: String,
    at: At,
    text: String,
    candidates: Vec<Row>,
    more: bool,
    audiences: Vec<Choice>,
}

/// A candidate as it is shown.
#[derive(Debug)]
struct Row {
    value: String,
    taken: bool,
    types: Vec<Choice>,
    warnings: Vec<String>,
    known: Vec<Shared>,
    here: bool,
}

fn at(visit: &Visit<Edit>) -> Result<(Uuid, String), Problem> {
    let uuid: Uuid = visit.path("uuid")?;
    Ok((uuid, visit.page_of(EVENT, uuid)))
}

/// The form for the text.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    Ok(typing(visit, String::new(), Errors::default())?.into())
}

fn typing(visit: &Visit<Edit>, text: String, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let (uuid, at) = at(visit)?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let title = subject.title.clone();
    Ok(Page::new(
        t.s("threats-paste-title"),
        Typing { csrf: visit.csrf(), at: At::new(visit, uuid), text, errors, t: t.clone() },
    )
    .lead(t.s("threats-paste-lead"))
    .audience(audience(visit, &read, &subject)?)
    .crumb(t.s("threats-list-title"), "/threats/events")
    .crumb(title, at.as_str())
    .crumb(t.s("threats-edit-crumb"), format!("{at}/edit")))
}

/// Shows what was found. Nothing is written yet.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn found(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (uuid, at) = at(visit)?;
    let text = visit.form().raw("text");
    let mut errors = Errors::default();
    errors.unless(!text.trim().is_empty(), "text", || t.s("threats-paste-empty"));
    let limits = Limits { text_bytes: LONGEST, candidates: MOST };
    let found = match find(&text, &limits) {
        Ok(found) => found,
        Err(_) => {
            errors.add("text", t.s("threats-paste-long"));
            belfry_freetext::Found::default()
        }
    };
    errors.unless(!errors.is_empty() || !found.candidates.is_empty(), "text", || t.s("threats-paste-none"));
    if !errors.is_empty() {
        return Ok(typing(visit, text, errors)?.refused().into());
    }
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let values: Vec<&str> = found.candidates.iter().map(|one| one.value.as_str()).collect();
    let answers = value::lookup_many(&read, &values, KNOWN + 1)?;
    let ids: BTreeSet<_> = answers.iter().map(|answer| answer.event).collect();
    let others = neighbours::named(&read, &ids.into_iter().collect::<Vec<_>>())?;
    let title = subject.title.clone();
    let mut candidates: Vec<Row> = found.candidates.iter().map(|one| row(&t, one)).collect();
    for answer in &answers {
        let Some(row) = candidates.get_mut(answer.value) else { continue };
        if answer.event == subject.id {
            (row.here, row.taken) = (true, false);
        } else if row.known.len() < KNOWN
            && let Some(other) = others.get(&answer.event)
            && !row.known.iter().any(|known| known.href == other.href)
        {
            row.known.push(other.clone());
        }
    }
    let asked: Vec<(&str, &str)> = found.candidates.iter().map(|one| (one.kind.name(), one.value.as_str())).collect();
    for (row, lists) in candidates.iter_mut().zip(warnings(&read, &asked)?) {
        row.taken &= lists.iter().all(|list| list.is_known);
        row.warnings.extend(warn::words(&t, &lists));
    }
    let readers = audience(visit, &read, &subject)?;
    drop(read);
    let body = Choosing {
        csrf: visit.csrf(),
        at: At::new(visit, uuid),
        text,
        candidates,
        more: found.more,
        audiences: super::fields::Fields::default().audiences(&t, false),
        t: t.clone(),
    };
    let page = Page::new(t.s("threats-accept-title"), body).lead(t.s("threats-accept-lead"));
    Ok(page
        .audience(readers)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(title, at.as_str())
        .crumb(t.s("threats-edit-crumb"), format!("{at}/edit"))
        .into())
}

fn row(t: &Words, one: &belfry_freetext::Candidate) -> Row {
    let kind = one.kind.name();
    let alike = ALIKE.iter().find(|list| list.first() == Some(&kind)).copied();
    let types = match alike {
        Some(list) => list.iter().map(|name| Choice::new(*name, *name, kind)).collect(),
        None => vec![Choice::new(kind, kind, kind)],
    };
    Row {
        value: one.value.clone(),
        taken: one.warnings.is_empty(),
        types,
        warnings: one.warnings.iter().map(|one| t.s(&format!("threats-warning-{}", one.name()))).collect(),
        known: Vec::new(),
        here: false,
    }
}

/// Adds what was accepted. What does not fit its type or is there already is left out and counted.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn accept(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (uuid, at) = at(visit)?;
    let wanted = wanted(visit);
    let back = format!("{at}/edit#attributes");
    if wanted.is_empty() {
        return Ok(Reply::To(back, Some(("warn", t.s("threats-accept-nothing")))));
    }
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let mut event = change::begin(&tx, &allowed, visit.act())?;
    let own = visit.form().text("audience") == "own";
    let label = if own { Some(change::own_label(&tx, &allowed, event.tlp)?) } else { None };
    let comment = visit.form().text("comment").to_owned();
    let (mut rows, mut left, mut seen) = (Vec::new(), 0_usize, BTreeSet::new());
    for (kind, value) in wanted {
        let Some(fit) = fitting(&tx, event.id, &kind, &value)? else {
            left += 1;
            continue;
        };
        if !seen.insert((fit.info.name, fit.value.clone())) {
            continue;
        }
        rows.push(Attribute {
            id: visit.ids().next(),
            event: event.id,
            object: None,
            relation: None,
            uuid: visit.ids().uuid(),
            kind: fit.info.name.to_owned(),
            category: fit.category.to_owned(),
            value: fit.value,
            to_ids: fit.info.to_ids,
            comment: comment.clone(),
            timestamp: event.timestamp,
            first_seen: None,
            last_seen: None,
            deleted: false,
            label,
            distribution: label.map(|_| 0),
            extra: None,
        });
    }
    let count = rows.len();
    let what = vec![Change::of(Done::AttributeAdded, rows.iter().map(|one| one.id))];
    change::add_attributes(&tx, &mut event, rows)?;
    change::end_of_parts(&tx, &allowed, visit.act(), &event, [label], what)?;
    let done = t.n("threats-accept-done", count);
    if left == 0 {
        return visit.finish(tx, Reply::done(back, done));
    }
    let left = t.n("threats-accept-left", left);
    visit.finish(tx, Reply::To(back, Some(("warn", format!("{done} {left}")))))
}

/// The candidates whose boxes are checked: type and value.
fn wanted(visit: &Visit<Edit>) -> Vec<(String, String)> {
    let form = visit.form();
    let field = |name: String| form.text(&name).to_owned();
    let chosen: BTreeSet<usize> = form.all("take").filter_map(|n| n.parse().ok()).filter(|n| *n < MOST).collect();
    chosen.into_iter().map(|n| (field(format!("type-{n}")), field(format!("value-{n}")))).collect()
}

fn fitting(
    tx: &Tx,
    event: belfry_kernel::SubjectId,
    kind: &str,
    value: &str,
) -> Result<Option<check::Fit>, belfry_store::Error> {
    let Ok(fit) = check::check(kind, "", value) else { return Ok(None) };
    let known = add::is_known(tx, event, fit.info.name, &fit.value, None)?;
    Ok(if known { None } else { Some(fit) })
}
