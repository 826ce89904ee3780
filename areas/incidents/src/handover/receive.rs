//! Taking in what another point of contact hands over: from a file, from the command line, or by HTTPS. All three are one use case. What is
//! refused leaves nothing behind but a line in the log that does not say what was in it.

use std::io::Read as _;

use askama::Template;
use belfry_handover::{Envelope, LARGEST, Opened, Receipt, Refused, Unreadable};
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, PersonId, Problem, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{Act, Key};
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{House, Page, Reply, Visit};
use belfry_words::Words;
use serde_json::json;

use super::partner::{self, Partner};
use super::{State, Way, back, contact, key, store, url};
use crate::access::HandOver;

// words: incidents-handover-refused-{too-large,unreadable,other,unknown,tampered,astray,expired,early,replayed}

/// What was taken.
pub struct Taken {
    /// The record of it.
    pub subject: Subject,
    /// The receipt for who sent it.
    pub receipt: String,
}

/// Why not.
#[derive(Debug)]
pub enum NotTaken {
    /// It does not pass a check.
    Refused(Refused),
    /// It came before, and was signed for then.
    Replayed(Option<String>),
    /// The database, or the key.
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for NotTaken {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

/// The word of a refusal, in message keys and for programs.
#[must_use]
pub fn code(why: Refused) -> &'static str {
    match why {
        Refused::Unreadable(Unreadable::TooLarge) => "too-large",
        Refused::Unreadable(Unreadable::Form) => "unreadable",
        Refused::Other => "other",
        Refused::Unknown => "unknown",
        Refused::Tampered => "tampered",
        Refused::Astray => "astray",
        Refused::Expired => "expired",
        Refused::Early => "early",
    }
}

/// How a package came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// By HTTPS: the receipt is the answer.
    Asking,
    /// In somebody's hands: the receipt has a way of its own to go.
    Carried,
}

/// Takes in a package, in the name of a person or of the program: for the point of contact of ours that knows its sender, the one of
/// the country that it is addressed to first. Only for `contact`, if one is given.
///
/// # Errors
/// [`NotTaken`].
pub fn take(
    house: &House,
    by: Option<PersonId>,
    contact: Option<OrganisationId>,
    (came, text): (Came, &[u8]),
) -> Result<Taken, NotTaken> {
    let (own, now) = (key::own(house)?, house.clock.now());
    let mut known: Vec<Partner> = Vec::new();
    if let Ok(envelope) = Envelope::read(text) {
        known = partner::by_fingerprint(&house.db.read(Key::SYSTEM)?, envelope.key)?;
        known.retain(|one| contact.is_none_or(|contact| one.organisation == contact));
    }
    let opened = belfry_handover::open(text, own.public().fingerprint(), now, |_| known.first().map(|one| one.key));
    let opened = opened.map_err(|why| {
        tracing::warn!(reason = code(why), "a package was refused");
        NotTaken::Refused(why)
    })?;
    let tx = house.db.write(Key::SYSTEM)?;
    let ids: Vec<i64> = known.iter().map(|one| one.id).collect();
    if let Some(before) = store::received(&tx, &ids, opened.package.id)? {
        tracing::warn!(reason = "replayed", "a package was refused");
        return Err(NotTaken::Replayed(before.receipt));
    }
    let mut from = None;
    for one in &known {
        let here = organisation::by_id(&tx, one.organisation)?;
        let country = here.as_ref().and_then(|here| here.fields.country.clone()).unwrap_or_default();
        let fits = country == opened.package.to.country;
        if let Some(here) = here.filter(|_| fits || from.is_none()) {
            from = Some((one, here.fields.name));
        }
        if fits {
            break;
        }
    }
    let Some((partner, office)) = from else { return Err(NotTaken::Refused(Refused::Unknown)) };
    let number = crate::number::draw(&house.ids);
    let receipt = Receipt::sign(&own, opened.package.id, &opened.content, now, &office, &number).write();
    let act = Act { actor: by, now, ids: &house.ids };
    let kept = kept(&opened, partner, text, &receipt, number, now);
    let subject = store::put_received(&tx, act, partner.organisation, &opened.package.title, &kept)?;
    match came {
        Came::Asking => back::note(&tx, act, subject.id)?,
        Came::Carried => drop(back::begin(&tx, act, subject.id, (partner, &opened.package))?),
    }
    tx.commit()?;
    Ok(Taken { subject, receipt })
}

fn kept(
    opened: &Opened,
    partner: &Partner,
    text: &[u8],
    receipt: &str,
    number: String,
    now: jiff::Timestamp,
) -> store::Package {
    store::Package {
        way: Way::Received,
        package: opened.package.id,
        partner: partner.id,
        notification: None,
        state: State::Received,
        // What names no level that is known here is carried nowhere.
        tlp: Tlp::parse(&opened.package.tlp).filter(|tlp| *tlp != Tlp::NotStated).unwrap_or(Tlp::Red),
        exercise: opened.package.exercise,
        envelope: String::from_utf8_lossy(text).into_owned(),
        receipt: Some(receipt.to_owned()),
        receipted: Some(now),
        number,
        expires: opened.package.expires,
        routed: None,
        error: String::new(),
    }
}

/// By HTTPS, from a program of another point of contact: nobody signs in, the signature speaks. The answer is the receipt.
///
/// # Errors
/// Those of the database.
pub fn api(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let text = std::mem::take(&mut visit.form_mut().body);
    visit.close();
    match take(visit.house(), None, None, (Came::Asking, &text)) {
        Ok(taken) => Ok(Reply::Json(200, taken.receipt)),
        Err(NotTaken::Refused(why)) => {
            let status = if why == Refused::Unreadable(Unreadable::TooLarge) { 413 } else { 422 };
            let told = json!({"title": why.to_string(), "status": status, "reason": code(why)});
            Ok(Reply::Json(status, told.to_string()))
        }
        Err(NotTaken::Replayed(receipt)) => {
            // Whoever lost the answer of the first time finds it here.
            let told = json!({"title": "it came before", "status": 409, "reason": "replayed", "receipt": receipt});
            Ok(Reply::Json(409, told.to_string()))
        }
        Err(NotTaken::Problem(problem)) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "handover/receive.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    text: String,
}

/// The page.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<HandOver>) -> Result<Reply, Problem> {
    contact(visit.person()?).ok_or(Problem::Forbidden)?;
    Ok(draw(visit, Errors::default()).into())
}

fn draw(visit: &Visit<HandOver>, errors: Errors) -> Page {
    let t = visit.t();
    let text = visit.form().raw("text").trim().to_owned();
    let body = Body { csrf: visit.csrf(), errors, text, t: t.clone() };
    Page::new(t.s("incidents-handover-receive"), body)
        .lead(t.s("incidents-handover-receive-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-handover-title"), "/incidents/handovers")
}

/// What a form brought, pasted or as a file, as far as a package may be long.
pub(super) fn uploaded(visit: &mut Visit<HandOver>) -> Result<Vec<u8>, Problem> {
    let mut text = visit.form().raw("text").trim().as_bytes().to_vec();
    if let Some(file) = visit.form_mut().files_of("file").next() {
        let opened = std::fs::File::open(&file.path).map_err(|error| Problem::Internal(error.to_string()))?;
        text.clear();
        let most = LARGEST as u64 + 1;
        opened.take(most).read_to_end(&mut text).map_err(|error| Problem::Internal(error.to_string()))?;
    }
    Ok(text)
}

/// Takes in a file.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<HandOver>) -> Result<Reply, Problem> {
    let t = visit.t();
    let contact = contact(visit.person()?).ok_or(Problem::Forbidden)?;
    let by = visit.person()?.id;
    visit.granted(())?;
    let text = uploaded(visit)?;
    visit.close();
    let why = match take(visit.house(), Some(by), Some(contact), (Came::Carried, &text)) {
        Ok(taken) => return Ok(Reply::done(url(&taken.subject), t.s("incidents-handover-taken"))),
        Err(NotTaken::Refused(why)) => code(why),
        Err(NotTaken::Replayed(_)) => "replayed",
        Err(NotTaken::Problem(problem)) => return Err(problem),
    };
    let mut errors = Errors::default();
    let field = if visit.form().text("text").is_empty() { "file" } else { "text" };
    errors.add(field, t.s(&format!("incidents-handover-refused-{why}")));
    Ok(draw(visit, errors).refused().into())
}
