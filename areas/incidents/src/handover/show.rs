//! One package: what it says, where it stands, the receipt.

use askama::Template;
use belfry_handover::{Envelope, Package};
use belfry_identity::organisation;
use belfry_kernel::{Problem, Role};
use belfry_store::subject::{self, Subject};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::content::{self, Told};
use super::{PACKAGE, State, Way, back, partner, route, store, url};
use crate::access::Handovers;
use crate::notification;

// words: incidents-handover-border incidents-handover-cause incidents-handover-entity incidents-handover-from
// words: incidents-handover-kind incidents-handover-made-at incidents-handover-number
// words: incidents-handover-received-at incidents-handover-routed incidents-handover-sector
// words: incidents-handover-their-number

#[derive(Template)]
#[template(path = "handover/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    exercise: bool,
    sent: bool,
    acts: bool,
    state: State,
    state_said: String,
    error: String,
    /// The other point of contact is registered here no more.
    ended: bool,
    by_hand: bool,
    facts: Vec<(String, String)>,
    notification: Option<(String, String)>,
    note: String,
    told: Vec<Told>,
    references: Vec<(String, String)>,
    receipt: Option<(String, String)>,
    routes: Vec<Choice>,
    fingerprint: String,
    /// How our receipt went back, or did not.
    back: Back,
    given: Given,
}

/// What somebody gave in as a receipt, and what is wrong with it.
#[derive(Default)]
pub(super) struct Given {
    pub(super) text: String,
    pub(super) errors: Errors,
}

/// How the receipt for what came goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Back {
    /// It went, at this instant.
    Went(String, String),
    /// It is on its way, or will be tried again for this reason.
    Under(String),
    /// Somebody has to carry it.
    ByHand,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Handovers>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, PACKAGE, visit.path("uuid")?)?.into_inner();
    Ok(draw(visit, &subject, Given::default())?.into())
}

/// Draws it for a package that was loaded before.
pub(super) fn draw<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    subject: &Subject,
    given: Given,
) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let one = store::of(&read, subject.id)?;
    let partner = partner::by_id(&read, one.partner)?;
    let ids: Vec<_> = one.routed.into_iter().chain([subject.owner]).collect();
    let names = organisation::names(&read, &ids)?;
    let name = |id| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    let notified = match one.notification {
        Some(id) => subject::by_ids(&read, &[id])?.pop(),
        None => None,
    };
    let acts = visit.person()?.holds_for(&[Role::SpocOfficer], subject.owner);
    let routes = if acts && one.way == Way::Received {
        let country = crate::route::store::country(&read, subject.owner)?.unwrap_or_default();
        route::whom(&read, &country, subject.owner)?
    } else {
        Vec::new()
    };
    let returned = if one.way == Way::Received { back::at(&read, subject.id)? } else { None };
    drop(read);
    let package = opened(&one)?;
    let routed = one.routed.map(name).unwrap_or_default();
    let back = match returned {
        Some(at) => Back::Went(at.to_string(), t.date_time_zone(at)),
        None if back::address(&partner, &package).is_some() => Back::Under(one.error.clone()),
        None => Back::ByHand,
    };
    let body = Body {
        csrf: visit.csrf(),
        here: url(subject),
        exercise: one.exercise,
        sent: one.way == Way::Sent,
        acts,
        state: one.state,
        state_said: t.s(&format!("incidents-handover-state-{}", one.state.code())),
        error: match (one.state, partner.ended) {
            (State::GivenUp, Some(_)) => t.s("incidents-given-ended"),
            _ => one.error.clone(),
        },
        ended: partner.ended.is_some(),
        by_hand: partner.base.is_empty(),
        facts: facts(&t, &package, &one, &routed),
        notification: notified.map(|other| (notification::url(&other), other.title)),
        note: package.note.clone(),
        told: content::told(&t, &package.incident.regime, &package.steps),
        references: package.references.into_iter().map(|one| (one.title, one.at)).collect(),
        receipt: one.receipted.map(|at| (at.to_string(), t.date_time_zone(at))),
        routes: routes.into_iter().map(|one| Choice::new(one.id.to_string(), one.name, "")).collect(),
        fingerprint: partner.key.fingerprint().spoken(),
        back,
        given,
        t: t.clone(),
    };
    let reach = if routed.is_empty() { name(subject.owner) } else { t.list(&[name(subject.owner), routed]) };
    let audience = Audience { owner: name(subject.owner), reach, tlp: one.tlp.code().to_owned(), href: String::new() };
    let title = crate::exercise::marked(&t, one.exercise, &subject.title);
    let mut page = Page::new(title, body)
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-handover-title"), format!("/incidents/handovers?way={}", one.way.code()))
        .audience(audience);
    if one.way == Way::Sent {
        let file = Action::link(t.s("incidents-handover-file"), format!("{}/file", url(subject)), "download");
        let first = partner.base.is_empty() && one.receipt.is_none();
        page = page.action(if first { file.primary() } else { file });
    }
    if one.receipt.is_some() {
        let words = t.s("incidents-handover-receipt-file");
        page = page.action(Action::link(words, format!("{}/receipt", url(subject)), "done"));
    }
    Ok(page)
}

/// What a package that is kept says.
pub(super) fn opened(one: &store::Package) -> Result<Package, Problem> {
    let fault = |error: String| Problem::Internal(format!("a package that is kept cannot be read any more: {error}"));
    let envelope = Envelope::read(one.envelope.as_bytes()).map_err(|error| fault(error.to_string()))?;
    serde_json::from_slice(&envelope.content).map_err(|error| fault(error.to_string()))
}

/// A code in the words of this area; itself where there are none.
fn known(t: &Words, group: &str, code: &str) -> String {
    let key = format!("incidents-{group}-{code}");
    if t.has(&key) { t.s(&key) } else { code.to_owned() }
}

fn facts(t: &Words, package: &Package, one: &store::Package, routed: &str) -> Vec<(String, String)> {
    let incident = &package.incident;
    let office = |name: &str, country: &str| {
        if country.is_empty() { name.to_owned() } else { format!("{name} ({})", t.named("country", country)) }
    };
    let all = [
        ("incidents-handover-from", office(&package.from.name, &package.from.country)),
        ("incidents-handover-to", office(&package.to.name, &package.to.country)),
        ("incidents-handover-made-at", t.date_time_zone(package.made)),
        ("incidents-handover-number", incident.number.clone()),
        ("incidents-handover-their-number", one.number.clone()),
        ("incidents-handover-kind", known(t, "kind", &incident.kind)),
        ("incidents-handover-sector", t.named("sector", &incident.sector)),
        ("incidents-handover-border", known(t, "said", &incident.border)),
        ("incidents-handover-cause", known(t, "cause", &incident.cause)),
        ("incidents-handover-entity", incident.entity.clone()),
        ("incidents-handover-received-at", incident.received.map(|at| t.date_time_zone(at)).unwrap_or_default()),
        ("incidents-handover-routed", routed.to_owned()),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (t.s(key), value)).collect()
}
