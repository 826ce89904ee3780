//! Many attributes at once, out of free text: found, shown with what speaks against each and where it is known already, and taken
//! as far as they are accepted.

use std::collections::BTreeSet;

use askama::Template;
use belfry_freetext::{Candidate, Found, Limits, find};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::Read;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::check::Fit;
use super::fields::Fields;
use super::{add, check};
use crate::access::Edit;
use crate::event::EVENT;
use crate::event::at::At;
use crate::event::begin::begin;
use crate::event::edit::audience;
use crate::event::show::neighbours::{self, Shared};
use crate::value;
use crate::vocabulary::{Warning, warn, warnings};

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

/// Something in a text that may go into the event.
pub(super) struct Proposed {
    /// What was found, and what speaks against it.
    pub found: Candidate,
    /// Warninglists that it is on.
    pub lists: Vec<Warning>,
    /// Other events that hold it.
    pub known: Vec<Shared>,
    /// The event holds it already.
    pub here: bool,
}

impl Proposed {
    /// Whether nothing speaks against it.
    pub(super) fn is_taken(&self) -> bool {
        !self.here && self.found.warnings.is_empty() && self.lists.iter().all(|list| list.is_known)
    }

    /// The types that it may be taken as, that which it looks like first.
    pub(super) fn types(&self) -> Vec<&'static str> {
        let kind = self.found.kind.name();
        ALIKE.iter().find(|list| list.first() == Some(&kind)).map_or_else(|| vec![kind], |list| list.to_vec())
    }
}

/// The same as it is shown.
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
    let found = looked_through(&t, &text, &mut errors);
    errors.unless(!errors.is_empty() || !found.candidates.is_empty(), "text", || t.s("threats-paste-none"));
    if !errors.is_empty() {
        return Ok(typing(visit, text, errors)?.refused().into());
    }
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?;
    let title = subject.title.clone();
    let more = found.more;
    let candidates = proposed(&read, subject.id, found)?.into_iter().map(|one| Row::of(&t, one)).collect();
    let readers = audience(visit, &read, &subject)?;
    drop(read);
    let body = Choosing {
        csrf: visit.csrf(),
        at: At::new(visit, uuid),
        text,
        candidates,
        more,
        audiences: Fields::default().audiences(&t, false),
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

/// What may be an indicator in a text; what is wrong with the text goes to its field.
pub(super) fn looked_through(t: &Words, text: &str, errors: &mut Errors) -> Found {
    errors.unless(!text.trim().is_empty(), "text", || t.s("threats-paste-empty"));
    let limits = Limits { text_bytes: LONGEST, candidates: MOST };
    find(text, &limits).unwrap_or_else(|_| {
        errors.add("text", t.s("threats-paste-long"));
        Found::default()
    })
}

/// The same with what the reader may know of it, for an event that was loaded before.
pub(super) fn proposed(read: &Read, event: SubjectId, found: Found) -> Result<Vec<Proposed>, Problem> {
    let values: Vec<&str> = found.candidates.iter().map(|one| one.value.as_str()).collect();
    let answers = value::lookup_many(read, &values, KNOWN + 1)?;
    let ids: BTreeSet<_> = answers.iter().map(|answer| answer.event).collect();
    let others = neighbours::named(read, &ids.into_iter().collect::<Vec<_>>())?;
    let asked: Vec<(&str, &str)> = found.candidates.iter().map(|one| (one.kind.name(), one.value.as_str())).collect();
    let lists = warnings(read, &asked)?;
    let all = found.candidates.into_iter().zip(lists);
    let mut all: Vec<Proposed> =
        all.map(|(found, lists)| Proposed { found, lists, known: Vec::new(), here: false }).collect();
    for answer in &answers {
        let Some(one) = all.get_mut(answer.value) else { continue };
        if answer.event == event {
            one.here = true;
        } else if one.known.len() < KNOWN
            && let Some(other) = others.get(&answer.event)
            && !one.known.iter().any(|known| known.href == other.href)
        {
            one.known.push(other.clone());
        }
    }
    Ok(all)
}

impl Row {
    fn of(t: &Words, one: Proposed) -> Self {
        let kind = one.found.kind.name();
        let odd = one.found.warnings.iter().map(|one| t.s(&format!("threats-warning-{}", one.name())));
        Self {
            taken: one.is_taken(),
            types: one.types().into_iter().map(|name| Choice::new(name, name, kind)).collect(),
            warnings: odd.chain(warn::words(t, &one.lists)).collect(),
            value: one.found.value,
            known: one.known,
            here: one.here,
        }
    }
}

/// Adds what was accepted. What does not fit its type or is there already is left out and counted.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn accept(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (_, at) = at(visit)?;
    let wanted = wanted(visit);
    let back = format!("{at}/edit#attributes");
    if wanted.is_empty() {
        return Ok(Reply::To(back, Some(("warn", t.s("threats-accept-nothing")))));
    }
    let fits: Vec<Option<Fit>> = wanted.iter().map(|one| check::check(&one.kind, "", &one.value).ok()).collect();
    let asked: Vec<Option<(&str, &str)>> = fits.iter().map(|fit| fit.as_ref().map(Fit::pair)).collect();
    let tx = visit.write()?;
    let (allowed, event) = begin(visit, &tx, None)?;
    let known = add::known(&tx, event.id, &asked, None)?;
    let fitting = wanted.iter().zip(&fits).enumerate().filter(|(n, _)| !known.contains(n));
    let fitting: Vec<(&Fields, &Fit)> = fitting.filter_map(|(_, (one, fit))| Some((one, fit.as_ref()?))).collect();
    let left = wanted.len() - fitting.len();
    let mut seen = BTreeSet::new();
    let taken: Vec<_> = fitting.into_iter().filter(|(_, fit)| seen.insert(fit.pair())).collect();
    let done = t.n("threats-accept-done", taken.len());
    let reply = if left == 0 {
        Reply::done(back, done)
    } else {
        Reply::To(back, Some(("warn", format!("{done} {}", t.n("threats-accept-left", left)))))
    };
    if taken.is_empty() {
        // Nothing is changed: the event keeps its version.
        return Ok(reply);
    }
    add::written(visit, &tx, &allowed, event, taken.iter().copied())?;
    visit.finish(tx, reply)
}

/// The candidates whose boxes are checked.
fn wanted(visit: &Visit<Edit>) -> Vec<Fields> {
    let form = visit.form();
    let field = |name: &str| form.text(name).to_owned();
    // Any other word than that for the own organisation was not offered.
    let audience = if form.text("audience") == "own" { "own" } else { "" };
    let one = |n: usize| Fields {
        kind: field(&format!("type-{n}")),
        value: field(&format!("value-{n}")),
        comment: field("comment"),
        audience: audience.to_owned(),
        ..Fields::default()
    };
    let chosen: BTreeSet<usize> = form.all("take").filter_map(|n| n.parse().ok()).filter(|n| *n < MOST).collect();
    chosen.into_iter().map(one).collect()
}
