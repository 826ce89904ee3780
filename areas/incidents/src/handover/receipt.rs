//! Receipts that come back for what was handed over: with the answer of HTTPS, by an address of their own, or as a file.

use belfry_handover::receipt::NoReceipt;
use belfry_handover::{Envelope, Receipt};
use belfry_kernel::{PersonId, Problem};
use belfry_store::{Act, Key};
use belfry_web::form::Errors;
use belfry_web::reply::MediaType;
use belfry_web::site::Open;
use belfry_web::{House, Reply, Visit};
use serde_json::json;

use super::show::Given;
use super::{PACKAGE, Way, partner, receive, show, store, url};
use crate::access::{HandOver, Handovers};

// words: incidents-handover-no-receipt-{unreadable,other,signature,package} incidents-handback-missing

/// Why a receipt is not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// It is none for anything that was handed over.
    No(NoReceipt),
    /// The database.
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for NotTaken {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

fn code(why: NoReceipt) -> &'static str {
    match why {
        NoReceipt::Unreadable(_) => "unreadable",
        NoReceipt::Other => "other",
        NoReceipt::Signature => "signature",
        NoReceipt::Package => "package",
    }
}

/// Takes a receipt for what was handed over under the number that it names.
///
/// # Errors
/// [`NotTaken`].
pub fn take(house: &House, by: Option<PersonId>, text: &[u8]) -> Result<(), NotTaken> {
    let read = Envelope::read(text).map_err(|why| NotTaken::No(why.into()));
    let claims = read.and_then(|_| Receipt::claims(text).ok_or(NotTaken::No(NoReceipt::Other)))?;
    let tx = house.db.write(Key::SYSTEM)?;
    let (id, one) = store::sent(&tx, claims)?.ok_or(NotTaken::No(NoReceipt::Package))?;
    let partner = partner::by_id(&tx, one.partner)?;
    let content = Envelope::read(one.envelope.as_bytes())
        .map_err(|_| NotTaken::Problem(Problem::Internal("a package that was sent cannot be read any more".into())))?;
    let receipt = Receipt::check(text, &partner.key, one.package, &content.content).map_err(NotTaken::No)?;
    let act = Act { actor: by, now: house.clock.now(), ids: &house.ids };
    store::receipted(&tx, act, id, &String::from_utf8_lossy(text), &receipt.number, receipt.received)?;
    tx.commit()?;
    Ok(())
}

/// By HTTPS, where the package had gone by hand.
///
/// # Errors
/// Those of the database.
pub fn api(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let text = std::mem::take(&mut visit.form_mut().body);
    visit.close();
    match take(visit.house(), None, &text) {
        Ok(()) => Ok(Reply::Json(200, "{}".into())),
        Err(NotTaken::No(why)) => {
            let told = json!({"title": why.to_string(), "status": 422, "reason": code(why)});
            Ok(Reply::Json(422, told.to_string()))
        }
        Err(NotTaken::Problem(problem)) => Err(problem),
    }
}

/// As a file or pasted, on the page of what was handed over.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act(visit: &mut Visit<HandOver>) -> Result<Reply, Problem> {
    let t = visit.t();
    let text = receive::uploaded(visit)?;
    let pasted = visit.form().raw("text").trim().to_owned();
    let field = if pasted.is_empty() { "file" } else { "text" };
    let read = visit.read()?;
    let subject = visit.load(&read, PACKAGE, visit.path("uuid")?)?;
    let one = store::of(&read, subject.id)?;
    drop(read);
    let by = visit.person()?.id;
    visit.close();
    let wrong = |visit: &Visit<HandOver>, key: &str| -> Result<Reply, Problem> {
        let mut given = Given { text: pasted.clone(), errors: Errors::default() };
        given.errors.add(field, t.s(key));
        Ok(show::draw(visit, &subject, given)?.refused().into())
    };
    if one.way != Way::Sent {
        return Err(Problem::NotFound);
    }
    if text.is_empty() {
        return wrong(visit, "incidents-handback-missing");
    }
    let taken = if Receipt::claims(&text).is_some_and(|claims| claims != one.package) {
        Err(NotTaken::No(NoReceipt::Package))
    } else {
        take(visit.house(), Some(by), &text)
    };
    match taken {
        Ok(()) => Ok(Reply::done(url(&subject), t.s("incidents-handover-receipt-taken"))),
        Err(NotTaken::No(why)) => wrong(visit, &format!("incidents-handover-no-receipt-{}", code(why))),
        Err(NotTaken::Problem(problem)) => Err(problem),
    }
}

/// The receipt as a file: ours for what came, theirs for what was sent.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn file(visit: &mut Visit<Handovers>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, PACKAGE, visit.path("uuid")?)?;
    let one = store::of(&read, subject.id)?;
    let receipt = one.receipt.ok_or(Problem::NotFound)?;
    Ok(Reply::File(format!("receipt-{}", one.package), MediaType::Json, receipt.into_bytes()))
}

/// What was handed over, as a file to be carried.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn package(visit: &mut Visit<Handovers>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, PACKAGE, visit.path("uuid")?)?;
    let one = store::of(&read, subject.id)?;
    let mark = if one.exercise { "EXERCISE-" } else { "" };
    let name = if one.way == Way::Sent { "handover" } else { "received" };
    Ok(Reply::File(format!("{mark}{name}-{}", one.package), MediaType::Json, one.envelope.into_bytes()))
}
