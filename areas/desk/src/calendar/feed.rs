//! What a link answers: the agenda of its person, as that person sees it now.

use belfry_identity::on_behalf_of;
use belfry_kernel::{PersonId, Problem, Tlp};
use belfry_store::agenda::{self, Due, Filter, Whose};
use belfry_store::{Key, args, scope};
use belfry_web::reply::MediaType;
use belfry_web::site::Open;
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::{hash, ics};
use crate::agenda::line;

/// Obligations in a calendar, soonest first.
const MOST: i64 = 500;
/// Times that a link may be asked within a minute: programs ask every quarter of an hour.
const BRAKE: i64 = 20;
const MINUTE: i64 = 60;

/// The calendar. A link that is unknown or revoked is not found; one that is asked too often is told to wait.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::TooMany`], and those of the database.
pub fn file(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let token: String = visit.path("token")?;
    let token = token.strip_suffix(".ics").ok_or(Problem::NotFound)?;
    let house = visit.house().clone();
    let person = asked(visit, &hash(token))?;
    let found = on_behalf_of(&house.db.read(Key::SYSTEM)?, person)?.ok_or(Problem::NotFound)?;
    let key = scope::key_of(&house.db, &found.grants, visit.now())?;
    let organisations: Vec<_> = found.grants.organisations.iter().copied().collect();
    let circles: Vec<_> = found.grants.circles.iter().copied().collect();
    let whose = Whose { person: Some(person), organisations: &organisations, circles: &circles };
    let due = agenda::list(&house.db.read(key)?, &Filter { whose, ..Filter::default() }, MOST)?;
    let t = house.words_in(&found.language).in_zone(&found.time_zone);
    let base = &house.settings.base_url;
    let entries: Vec<ics::Entry> = due
        .iter()
        .map(|due| ics::Entry {
            uid: due.uuid,
            at: due.obligation.due,
            summary: said(&t, due),
            url: format!("{base}{}", line::address(due)),
        })
        .collect();
    let host = base.split("://").nth(1).unwrap_or(base).split(['/', ':']).next().unwrap_or("belfry");
    let text = ics::calendar(&t.s("desk-calendar-name"), host, visit.now(), &entries);
    Ok(Reply::File("belfry".into(), MediaType::Calendar, text.into_bytes()))
}

/// Whose link it is, with the request counted.
fn asked(visit: &Visit<Open>, hash: &[u8; 32]) -> Result<PersonId, Problem> {
    let db = &visit.house().db;
    let minute = visit.now().as_second() / MINUTE;
    let known = db.read(Key::SYSTEM)?.maybe(
        "select person_id, minute, asked from desk_feeds where hash = $1",
        args![hash],
        |row| Ok((row.get::<PersonId>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?)),
    )?;
    let (person, last, count) = known.ok_or(Problem::NotFound)?;
    if last == minute && count >= BRAKE {
        let left = MINUTE - visit.now().as_second().rem_euclid(MINUTE);
        return Err(Problem::TooMany(u32::try_from(left).unwrap_or(60)));
    }
    let tx = db.write(Key::SYSTEM)?;
    tx.execute(
        "update desk_feeds set asked = case when minute = $2 then asked + 1 else 1 end, minute = $2, used = $3 where hash = $1",
        args![hash, minute, visit.now()],
    )?;
    tx.commit()?;
    Ok(person)
}

/// What is to be done, where that may leave the platform; else only that something is due.
fn said(t: &Words, due: &Due) -> String {
    let title = || line::title(t, &due.obligation.what, &due.obligation.data);
    match &due.about {
        Some((seen, tlp)) if matches!(Tlp::parse(tlp), Some(Tlp::Green | Tlp::Clear)) => {
            format!("{} · {}", title(), seen.title)
        }
        None if due.may_leave => title(),
        _ => t.s("desk-calendar-neutral"),
    }
}
