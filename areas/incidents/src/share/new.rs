//! The page: what is told and which values, with everything that identifies taken out; to whom; then a draft of a threat event.

use askama::Template;
use belfry_contracts::register::{Identifier, Identifies};
use belfry_contracts::threats::{EventDraft, Indicator};
use belfry_freetext::{Limits, find};
use belfry_identity::circle::Circle;
use belfry_kernel::{Clause, Label, Problem, Tlp};
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::redact::{self, Taken};
use super::source::{Source, of_incident, of_notification};
use super::store::{self as shares, Share};
use crate::access::{Handle, SPEAKERS, Share as Shares};

// words: incidents-share-lead incidents-share-lead-notified

/// Values that are offered.
const VALUES: usize = 200;
/// Characters of a title.
const TITLE: usize = 200;
/// Characters of what is told.
const TEXT: usize = 20_000;
/// How far it can be carried.
const LEVELS: &[Tlp] = &[Tlp::Red, Tlp::AmberStrict, Tlp::Amber, Tlp::Green, Tlp::Clear];

// words: incidents-share-mark-{name,person,mail,domain,network,phone,place,number}
// words: incidents-share-what-{name,person,mail,domain,network,phone,place,number}

/// What was typed, or what stands there at first.
#[derive(Default)]
struct Typed {
    title: String,
    text: String,
    also: String,
    reach: String,
    tlp: String,
    consent: String,
    take: Vec<String>,
    first: bool,
}

struct Value {
    code: String,
    kind: &'static str,
    value: String,
    taken: bool,
}

struct Out {
    what: String,
    text: String,
}

#[derive(Template)]
#[template(path = "share/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    here: String,
    exercise: bool,
    on_behalf: bool,
    typed: Typed,
    reaches: Vec<Choice>,
    levels: Vec<Choice>,
    values: Vec<Value>,
    leaves: Vec<(String, String)>,
    preview: String,
    out: Vec<Out>,
}

impl Typed {
    fn of(form: &Form) -> Self {
        Self {
            title: form.text("title").split_whitespace().collect::<Vec<_>>().join(" "),
            text: form.raw("text").trim().to_owned(),
            also: form.raw("also").trim().to_owned(),
            reach: form.text("reach").to_owned(),
            tlp: form.text("tlp").to_owned(),
            consent: form.raw("consent").trim().to_owned(),
            take: form.all("take").map(str::to_owned).collect(),
            first: false,
        }
    }
}

/// The page for an incident.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Shares>) -> Result<Reply, Problem> {
    let source = of_incident(visit)?;
    first(visit, &source)
}

/// The page for a notification.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn notified(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let source = of_notification(visit)?;
    first(visit, &source)
}

fn first<A>(visit: &Visit<A>, source: &Source) -> Result<Reply, Problem> {
    let typed = Typed {
        title: source.title.clone(),
        text: source.told.clone(),
        reach: source.circles.first().map_or_else(|| "community".to_owned(), |one| one.uuid.to_string()),
        tlp: Tlp::Amber.code().to_owned(),
        first: true,
        ..Typed::default()
    };
    Ok(looked(visit, source, typed, Errors::default()).0.into())
}

/// Everything that identifies, with what whoever shares knows besides.
fn all_known(source: &Source, also: &str) -> Vec<Identifier> {
    let also = also.lines().map(str::trim).filter(|line| !line.is_empty());
    let also = also.map(|text| Identifier { what: Identifies::Name, text: text.to_owned() });
    source.known.iter().cloned().chain(also).collect()
}

/// The page with what is left, and whether anything had to be taken out of what was typed.
fn looked<A>(visit: &Visit<A>, source: &Source, mut typed: Typed, errors: Errors) -> (Page, bool) {
    let t = visit.t();
    let known = all_known(source, &typed.also);
    let mark = |what: Identifies| t.s(&format!("incidents-share-mark-{}", what.code()));
    let (title, mut taken) = redact::redact(&typed.title, &known, &mark);
    let (text, more) = redact::redact(&typed.text, &known, &mark);
    taken.extend(more);
    let changed = !taken.is_empty();
    (typed.title, typed.text) = (title, text);
    let (values, own) = values(source, &known, &typed);
    taken.extend(own);
    taken.sort();
    taken.dedup();
    let out = |one: Taken| Out { what: t.s(&format!("incidents-share-what-{}", one.what.code())), text: one.text };
    let circle = |one: &Circle| {
        let words = t.a("incidents-share-circle", [("name", one.fields.name.as_str().into())]);
        Choice::new(one.uuid.to_string(), words, &typed.reach)
    };
    let community = Choice::new("community", t.s("incidents-share-community"), &typed.reach);
    let body = Body {
        csrf: visit.csrf(),
        errors,
        here: source.here.clone(),
        exercise: source.exercise,
        on_behalf: source.on_behalf,
        reaches: source.circles.iter().map(circle).chain([community]).collect(),
        levels: LEVELS
            .iter()
            .map(|tlp| Choice::new(tlp.code(), tlp.written().unwrap_or_default(), &typed.tlp))
            .collect(),
        leaves: values.iter().filter(|one| one.taken).map(|one| (one.kind.to_owned(), one.value.clone())).collect(),
        preview: belfry_web::prose::harmless(&typed.text, &std::collections::HashMap::new()),
        values,
        out: taken.into_iter().map(out).collect(),
        typed,
        t: t.clone(),
    };
    let page = Page::new(t.s("incidents-share-title"), body)
        .lead(t.s(if source.on_behalf { "incidents-share-lead-notified" } else { "incidents-share-lead" }))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(source.back.1.as_str(), source.back.0.as_str());
    (page, changed)
}

/// The values that can leave, and those that identify and so cannot.
fn values(source: &Source, known: &[Identifier], typed: &Typed) -> (Vec<Value>, Vec<Taken>) {
    // Also what was typed just now.
    let all = format!("{}\n{}", source.all, typed.text);
    let found = find(&all, &Limits { candidates: VALUES, ..Limits::default() }).unwrap_or_default();
    let (mut values, mut own) = (Vec::new(), Vec::new());
    for one in found.candidates {
        if let Some(what) = redact::identifies(&one.value, known) {
            own.push(Taken { what, text: one.value });
            continue;
        }
        let code = format!("{} {}", one.kind.name(), one.value);
        let taken = if typed.first { one.warnings.is_empty() } else { typed.take.contains(&code) };
        values.push(Value { code, kind: one.kind.name(), value: one.value, taken });
    }
    (values, own)
}

/// Looks again, or makes the draft of an incident.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act(visit: &mut Visit<Shares>) -> Result<Reply, Problem> {
    let source = of_incident(visit)?;
    if !visit.person()?.holds_for(SPEAKERS, source.owner) {
        return Err(Problem::Forbidden);
    }
    shared(visit, &source)
}

/// Looks again, or makes the draft of a notification.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act_notified(visit: &mut Visit<Handle>) -> Result<Reply, Problem> {
    let source = of_notification(visit)?;
    shared(visit, &source)
}

fn shared<A>(visit: &Visit<A>, source: &Source) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form());
    if visit.form().text("act") != "make" {
        return Ok(looked(visit, source, typed, Errors::default()).0.into());
    }
    let mut errors = Errors::default();
    let fits = !typed.title.is_empty() && typed.title.chars().count() <= TITLE;
    errors.unless(fits, "title", || t.n("incidents-share-title-missing", TITLE));
    errors.unless(typed.text.chars().count() <= TEXT, "text", || t.n("incidents-share-text-long", TEXT));
    errors.unless(!source.on_behalf || !typed.consent.is_empty(), "consent", || t.s("incidents-share-consent-missing"));
    let tlp = Tlp::parse(&typed.tlp).filter(|tlp| LEVELS.contains(tlp));
    errors.unless(tlp.is_some(), "tlp", || t.s("incidents-share-tlp-missing"));
    let circle = source.circles.iter().find(|one| one.uuid.to_string() == typed.reach);
    errors.unless(circle.is_some() || typed.reach == "community", "reach", || t.s("incidents-share-reach-missing"));
    if let (Some(tlp), None) = (tlp, circle) {
        let fits = Label::new(tlp, Clause::Community).conflicts().is_empty();
        errors.unless(fits, "tlp", || t.s("incidents-share-tlp-conflict"));
    }
    let (values, _) = values(source, &all_known(source, &typed.also), &typed);
    let indicators: Vec<Indicator> = values
        .into_iter()
        .filter(|one| one.taken)
        .map(|one| Indicator { kind: one.kind.to_owned(), value: one.value })
        .collect();
    let (title, text, consent) = (typed.title.clone(), typed.text.clone(), typed.consent.clone());
    let circle = circle.map(|one| one.id);
    let (page, changed) = looked(visit, source, typed, Errors::default());
    let Some(tlp) = tlp.filter(|_| errors.is_empty()) else {
        return Ok(looked(visit, source, Typed::of(visit.form()), errors).0.refused().into());
    };
    if changed {
        // What leaves is what was seen: whoever typed it anew looks again.
        let mut page = page.refused();
        page.flash.push(belfry_web::layout::Flash { kind: "warn", text: t.s("incidents-share-look-again") });
        return Ok(page.into());
    }
    let make = visit.house().events.ok_or_else(|| Problem::Refused(t.s("incidents-share-nowhere")))?;
    let draft = EventDraft {
        owner: source.owner,
        title: crate::exercise::marked(&t, source.exercise, &title),
        date: visit.now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string(),
        tlp,
        circle,
        tags: Vec::new(),
        report: (t.s("incidents-share-report"), crate::exercise::marked_text(&t, source.exercise, &text)),
        indicators,
    };
    visit.close();
    let (uuid, person) = (visit.identity(), visit.person()?.id);
    let event = make(visit.house(), person, uuid, &draft)?;
    let taken = redact::redact(&source.all, &source.known, &|_| String::new()).1.len();
    let tx = visit.write()?;
    let share = Share { event, root: source.root.id, organisation: source.owner, consent: &consent, taken };
    shares::put(&tx, visit.act(), &share)?;
    visit.finish(tx, Reply::done(format!("/threats/events/{uuid}"), t.s("incidents-share-done")))
}
