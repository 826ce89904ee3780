//! What is due for a person and his organisations, from every area.

use std::collections::HashMap;

use askama::Template;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::agenda::{self, Obligation};
use belfry_web::components::{Point, State};
use belfry_web::{House, Page, Reply, Visit};
use belfry_words::{Arg, Words};
use jiff::{SignedDuration, Timestamp};

use crate::subject::{self, Names, Seen};

/// As many as are shown; what is due later than the two hundredth can wait for its turn.
pub const MOST: i64 = 200;
/// What is due within this time is marked.
const NEAR: SignedDuration = SignedDuration::from_hours(24);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Template)]
#[template(path = "agenda.html")]
struct Body {
    t: Words,
    late: Vec<Point>,
    week: Vec<Point>,
    later: Vec<Point>,
}

/// Everything that is due.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (due, subjects, names) = {
        let due = due(visit)?;
        let subjects = subject::by_ids(&*visit.read()?, &subjects(&due))?;
        let names = subject::names(visit, due.iter().filter_map(|o| o.organisation))?;
        (due, subjects, names)
    };
    let (t, now) = (visit.t(), visit.now());
    let mut body = Body { t: t.clone(), late: Vec::new(), week: Vec::new(), later: Vec::new() };
    for obligation in &due {
        let part = match () {
            () if obligation.due < now => &mut body.late,
            () if obligation.due < now + WEEK => &mut body.week,
            () => &mut body.later,
        };
        part.push(point(visit.house(), &t, now, obligation, &subjects, &names));
    }
    Ok(Page::new(t.s("desk-agenda-title"), body).lead(t.s("desk-agenda-lead")).into())
}

/// What is due for the person who asks, soonest first.
///
/// # Errors
/// Those of the database.
pub fn due<A>(visit: &Visit<A>) -> Result<Vec<Obligation>, Problem> {
    let organisations: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    Ok(agenda::due(&*visit.read()?, visit.person()?.id, &organisations, MOST)?)
}

/// The records that obligations are about.
pub fn subjects(due: &[Obligation]) -> Vec<SubjectId> {
    due.iter().filter_map(|obligation| obligation.subject).collect()
}

/// An obligation as a point of a timeline.
pub fn point(
    house: &House,
    t: &Words,
    now: Timestamp,
    obligation: &Obligation,
    subjects: &HashMap<SubjectId, Seen>,
    names: &Names,
) -> Point {
    let about = obligation.subject.and_then(|id| subjects.get(&id));
    let mut text: Vec<String> = about.iter().map(|seen| seen.subject.title.clone()).collect();
    if obligation.person.is_none() {
        text.extend(obligation.organisation.and_then(|id| names.get(&id)).map(|name| name.short_name.clone()));
    }
    Point {
        when: t.a(
            "desk-agenda-when",
            [("relative", t.relative(obligation.due, now).into()), ("date", t.date_time_zone(obligation.due).into())],
        ),
        datetime: obligation.due.to_string(),
        title: title(t, obligation),
        text: text.join(" · "),
        href: about.map(|seen| house.address(&seen.subject)).unwrap_or_default(),
        state: match () {
            () if obligation.due < now => State::Late,
            () if obligation.due < now + NEAR => State::Now,
            () => State::Due,
        },
    }
}

/// What is to be done, in the words of the area that opened it.
fn title(t: &Words, obligation: &Obligation) -> String {
    if !t.has(&obligation.what) {
        return t.s("desk-agenda-unnamed");
    }
    let data: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&obligation.data).unwrap_or_default();
    let args: Vec<(&str, Arg<'_>)> = data
        .iter()
        .filter_map(|(name, value)| {
            let arg = match value {
                serde_json::Value::String(text) => Arg::from(text.as_str()),
                other => Arg::from(other.as_i64()?),
            };
            Some((name.as_str(), arg))
        })
        .collect();
    t.a(&obligation.what, &args)
}
