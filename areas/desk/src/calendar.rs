//! The agenda in one's own calendar: secret links that a calendar program asks, listed and revoked here.
//!
//! | module | holds |
//! |---|---|
//! | [`feed`] | what a link answers, and its brake |
//! | [`ics`] | the calendar as text (RFC 5545) |
//!
//! A link is a bearer of rights in an address: it shows when things are due, and their words only where those may leave the
//! platform, at most TLP:GREEN (decision 0011).

pub mod feed;
pub mod ics;

use askama::Template;
use belfry_contracts::desk::{CalendarLinkMade, CalendarLinkRevoked};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_store::{args, ledger};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const HERE: &str = "/desk/calendar";
/// Links that one person may have.
const MOST: usize = 10;
const LONGEST: usize = 80;

/// A link as the page lists it.
struct Row {
    name: String,
    made: (String, String),
    used: Option<(String, String)>,
    revoke: String,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    name: String,
    rows: Vec<Row>,
    /// The link that was just made: the one time that it is seen.
    made: String,
}

/// SHA-256 of a token of 256 random bits: there is nothing to guess.
fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The links, and the form for another.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    Ok(draw(visit, String::new(), Errors::default(), String::new())?.into())
}

fn draw(visit: &Visit<Self_>, name: String, errors: Errors, made: String) -> Result<Page, Problem> {
    let t = visit.t();
    let rows = visit.read()?.rows(
        "select uuid, name, created, used from desk_feeds where person_id = $1 order by id desc",
        args![visit.person()?.id],
        |row| {
            let (created, used): (Timestamp, Option<Timestamp>) = (row.get(2)?, row.get(3)?);
            Ok(Row {
                revoke: format!("{HERE}/{}", row.get::<Uuid>(0)?),
                name: row.get(1)?,
                made: (created.to_string(), t.date(created)),
                used: used.map(|at| (at.to_string(), t.date_time(at))),
            })
        },
    )?;
    let body = Body { csrf: visit.csrf(), errors, name, rows, made, t: t.clone() };
    Ok(Page::new(t.s("desk-calendar-title"), body)
        .lead(t.s("desk-calendar-lead"))
        .crumb(t.s("desk-agenda-title"), "/desk/agenda"))
}

/// Makes a link and shows it.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let t = visit.t();
    let name = visit.form().text("name").to_owned();
    let person = visit.person()?.id;
    let mut errors = Errors::default();
    let fits = !name.is_empty() && name.chars().count() <= LONGEST;
    errors.unless(fits, "name", || t.n("desk-calendar-name-missing", LONGEST));
    if !errors.is_empty() {
        return Ok(draw(visit, name, errors, String::new())?.refused().into());
    }
    let tx = visit.write()?;
    let known: usize =
        tx.one("select count(*) from desk_feeds where person_id = $1", args![person], |row| row.get(0))?;
    if known >= MOST {
        drop(tx);
        errors.add("name", t.n("desk-calendar-most", MOST));
        return Ok(draw(visit, name, errors, String::new())?.refused().into());
    }
    let token = visit.ids().secret();
    let (id, uuid): (i64, Uuid) = (visit.ids().next(), visit.ids().uuid());
    tx.execute(
        "insert into desk_feeds (id, uuid, person_id, hash, name, created) values ($1, $2, $3, $4, $5, $6)",
        args![id, uuid, person, &hash(&token), name, visit.now()],
    )?;
    ledger::record(&tx, visit.act(), &CalendarLinkMade { subject: None, link: id })?;
    tx.commit()?;
    let link = format!("{}{HERE}/feeds/{token}.ics", visit.house().settings.base_url);
    Ok(draw(visit, String::new(), Errors::default(), link)?.into())
}

/// Revokes a link: from the next request on there is nothing under it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn revoke(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let person = visit.person()?.id;
    let gone = tx.maybe(
        "delete from desk_feeds where uuid = $1 and person_id = $2 returning id",
        args![visit.path::<Uuid>("link")?, person],
        |row| row.get(0),
    )?;
    let link: i64 = gone.ok_or(Problem::NotFound)?;
    ledger::record(&tx, visit.act(), &CalendarLinkRevoked { subject: None, link })?;
    tx.commit()?;
    Ok(Reply::done(HERE, visit.s("desk-calendar-revoked")))
}
