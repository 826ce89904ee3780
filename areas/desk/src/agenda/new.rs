//! Putting something on the agenda by hand: for oneself, one's organisation, or a circle that it keeps.

use askama::Template;
use belfry_contracts::desk::ObligationOpened;
use belfry_identity::CIRCLE;
use belfry_kernel::{CircleId, OrganisationId, Person, PersonId, Problem, SubjectId};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::{args, ledger};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, key};
use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};

use crate::access::{Plan, SPEAKERS};
use crate::subject;

const LONGEST: usize = 200;
/// The hour that is offered: the end of a working day.
const EVENING: &str = "17:00";
/// Nothing is planned farther ahead.
const FARTHEST: SignedDuration = SignedDuration::from_hours(24 * 366 * 10);

/// The message of what was put there by hand.
pub const WHAT: &str = key!("desk-agenda-own");

/// Reminders that are offered: code, and hours before the due instant.
const REMINDERS: [(&str, i64); 5] = [("week", 7 * 24), ("day", 24), ("hour", 1), ("due", 0), ("after", -24)];
// words: desk-agenda-remind-{week,day,hour,due,after}

#[derive(Template)]
#[template(path = "agenda/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    title: String,
    date: String,
    time: String,
    zone: String,
    whose: Vec<Choice>,
    reminders: Vec<Choice>,
    may_leave: bool,
}

/// What was typed.
struct Typed {
    title: String,
    date: String,
    time: String,
    whose: String,
    reminders: Vec<String>,
    may_leave: bool,
}

/// Whose an obligation can be.
enum Owner {
    Person(PersonId),
    Organisation(OrganisationId),
    Circle(CircleId),
}

/// An owner that may be chosen: the form's value, its words, and who it is.
struct Offered {
    value: String,
    label: String,
    owner: Owner,
}

/// The form.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Plan>) -> Result<Reply, Problem> {
    let typed = Typed {
        title: String::new(),
        date: String::new(),
        time: EVENING.into(),
        whose: "me".into(),
        reminders: vec!["day".into(), "due".into()],
        may_leave: false,
    };
    let offered = offered(visit)?;
    Ok(draw(visit, &offered, typed, Errors::default()).into())
}

fn draw(visit: &Visit<Plan>, offered: &[Offered], typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let reminder = |(code, _): &(&str, i64)| Choice {
        chosen: typed.reminders.iter().any(|one| one == code),
        ..Choice::new(*code, t.s(&format!("desk-agenda-remind-{code}")), "")
    };
    let body = Body {
        csrf: visit.csrf(),
        errors,
        zone: t.a("desk-agenda-zone", [("now", t.date_time_zone(visit.now()).into())]),
        whose: offered.iter().map(|one| Choice::new(one.value.as_str(), one.label.as_str(), &typed.whose)).collect(),
        reminders: REMINDERS.iter().map(reminder).collect(),
        title: typed.title,
        date: typed.date,
        time: typed.time,
        may_leave: typed.may_leave,
        t: t.clone(),
    };
    Page::new(t.s("desk-agenda-new"), body)
        .lead(t.s("desk-agenda-new-lead"))
        .crumb(t.s("desk-agenda-title"), "/desk/agenda")
}

/// Those for whom the person may put something on the agenda.
fn offered(visit: &Visit<Plan>) -> Result<Vec<Offered>, Problem> {
    let t = visit.t();
    let person = visit.person()?;
    let speaks = spoken_for(person);
    let mut all =
        vec![Offered { value: "me".into(), label: t.s("desk-agenda-for-me"), owner: Owner::Person(person.id) }];
    let names = subject::names(visit, speaks.iter().copied())?;
    for id in &speaks {
        let Some(name) = names.get(id) else { continue };
        all.push(Offered { value: name.uuid.to_string(), label: name.name.clone(), owner: Owner::Organisation(*id) });
    }
    let mine: Vec<i64> = visit.actor().grants().circles.iter().map(|id| id.0).collect();
    let speaks: Vec<i64> = speaks.iter().map(|id| id.0).collect();
    let circles = visit.read()?.rows(
        "select s.id, s.uuid, s.title from store_subjects s where s.kind = $1 and s.id in {ints $2} and s.owner_id in {ints $3} \
         order by s.title",
        args![CIRCLE, mine, speaks],
        |row| Ok((row.get::<i64>(0)?, row.get::<uuid::Uuid>(1)?, row.get::<String>(2)?)),
    )?;
    all.extend(circles.into_iter().map(|(id, uuid, title)| Offered {
        value: uuid.to_string(),
        label: t.a("desk-agenda-for-circle", [("title", title.into())]),
        owner: Owner::Circle(CircleId(id)),
    }));
    Ok(all)
}

/// The organisations for which a person speaks.
pub fn spoken_for(person: &Person) -> Vec<OrganisationId> {
    let mut all: Vec<OrganisationId> =
        person.roles.iter().filter(|(_, role)| SPEAKERS.contains(role)).map(|(bound, _)| *bound).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Puts it there.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Plan>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let form = visit.form();
    let typed = Typed {
        title: form.text("title").to_owned(),
        date: form.text("date").to_owned(),
        time: form.text("time").to_owned(),
        whose: form.text("whose").to_owned(),
        reminders: form.all("remind").map(str::to_owned).collect(),
        may_leave: form.has("may-leave"),
    };
    let offered = offered(visit)?;
    let mut errors = Errors::default();
    errors.unless(!typed.title.is_empty(), "title", || t.s("desk-agenda-title-missing"));
    errors.unless(typed.title.chars().count() <= LONGEST, "title", || t.n("desk-agenda-title-long", LONGEST));
    let due = instant(&typed.date, &typed.time, t.zone());
    errors.unless(due.is_some(), "date", || t.s("desk-agenda-due-missing"));
    let fits = due.is_none_or(|due| due > now && due < now + FARTHEST);
    errors.unless(fits, "date", || t.s("desk-agenda-due-past"));
    let owner = offered.iter().find(|one| one.value == typed.whose).map(|one| &one.owner);
    errors.unless(owner.is_some(), "whose", || t.s("desk-agenda-whose-missing"));
    let (Some(due), Some(owner), true) = (due, owner, errors.is_empty()) else {
        return Ok(draw(visit, &offered, typed, errors).refused().into());
    };
    let circle = if let Owner::Circle(id) = owner { Some(*id) } else { None };
    let obligation = Obligation {
        id: 0,
        // A circle is what its obligation is about.
        subject: circle.map(|id| SubjectId(id.0)),
        person: if let Owner::Person(id) = owner { Some(*id) } else { None },
        organisation: if let Owner::Organisation(id) = owner { Some(*id) } else { None },
        what: WHAT.into(),
        data: serde_json::json!({ "title": typed.title }).to_string(),
        due,
    };
    let before = REMINDERS.iter().filter(|(code, _)| typed.reminders.iter().any(|one| one == code));
    let reminders: Vec<Timestamp> =
        before.filter_map(|(_, hours)| due.checked_sub(SignedDuration::from_hours(*hours)).ok()).collect();
    let new =
        New { obligation: &obligation, circle, assignee: None, may_leave: typed.may_leave, reminders: &reminders };
    let tx = visit.write()?;
    let (id, uuid) = agenda::add(&tx, visit.act(), &new)?;
    ledger::record(&tx, visit.act(), &ObligationOpened { subject: obligation.subject, obligation: id })?;
    visit.finish(tx, Reply::done(format!("/desk/agenda/{uuid}"), t.s("desk-agenda-new-done")))
}

/// A day and an hour in a zone. An hour that the zone skips is the one after.
fn instant(date: &str, time: &str, zone: &TimeZone) -> Option<Timestamp> {
    let day: civil::Date = date.parse().ok()?;
    let (hour, minute) = time.split_once(':')?;
    let time = civil::Time::new(hour.parse().ok()?, minute.get(..2)?.parse().ok()?, 0, 0).ok()?;
    day.to_datetime(time).to_zoned(zone.clone()).ok().map(|there| there.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_read_in_the_readers_zone() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        assert_eq!(instant("2026-07-01", "17:00", &zone), Some("2026-07-01T15:00:00Z".parse().unwrap()));
        assert_eq!(instant("2026-03-29", "02:30", &zone), Some("2026-03-29T01:30:00Z".parse().unwrap()));
        for (date, time) in [("", "17:00"), ("2026-02-30", "17:00"), ("2026-07-01", ""), ("2026-07-01", "25:00")] {
            assert_eq!(instant(date, time, &zone), None, "{date} {time}");
        }
    }
}
