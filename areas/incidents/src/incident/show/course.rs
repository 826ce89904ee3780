//! What happened when, as a timeline.

use std::collections::HashMap;

use belfry_identity::person;
use belfry_kernel::PersonId;
use belfry_store::subject::Subject;
use belfry_web::components::{Point, State as Mark};
use belfry_words::Words;
use jiff::Timestamp;

use crate::audience;
use crate::incident::fields::{INSTANTS, instant_of};
use crate::incident::store::{Incident, Moment};
use crate::notification::store::Notification;
use crate::notification::{self, show};

/// What happened when: its instants, its moments, what was sent and what is due.
pub(super) fn points(
    t: &Words,
    now: Timestamp,
    incident: &Incident,
    moments: &[Moment],
    people: &HashMap<PersonId, person::PersonName>,
    told: &[(Subject, Notification)],
) -> Vec<Point> {
    let point = |at: Timestamp, title: String, text: String, href: String, state: Mark| {
        (at, Point { when: t.date_time_zone(at), datetime: at.to_string(), title, text, href, state })
    };
    let mut all: Vec<(Timestamp, Point)> = Vec::new();
    for name in INSTANTS {
        let at = instant_of(&incident.written, name);
        all.extend(
            at.map(|at| point(at, t.s(&format!("incidents-field-{name}")), String::new(), String::new(), Mark::Done)),
        );
    }
    for one in moments {
        let who = one.person.and_then(|id| people.get(&id)).map(|name| name.name.clone()).unwrap_or_default();
        all.push(point(one.at, one.text.clone(), who, String::new(), Mark::Done));
    }
    for (own, one) in told {
        let href = notification::url(own);
        let law = show::law(one, t.language()).to_owned();
        let sent = [
            (one.received, "incidents-point-sent"),
            (one.replied, "incidents-point-replied"),
            (one.closed, "incidents-point-closed"),
        ];
        for (at, key) in sent {
            all.extend(at.map(|at| point(at, t.s(key), law.clone(), href.clone(), Mark::Done)));
        }
        if let (Some(due), false) = (one.due, one.step.is_empty()) {
            let step = step_title(t, one);
            let mark = if due < now { Mark::Late } else { Mark::Due };
            all.push(point(due, t.a("incidents-point-due", [("step", step.into())]), law, href, mark));
        }
    }
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, point)| point).collect()
}

// words: incidents-point-{sent,replied,closed}

pub(super) fn step_title(t: &Words, one: &Notification) -> String {
    let step = audience::regime(one).and_then(|regime| regime.step(&one.step));
    step.map(|step| step.title(t.language()).to_owned()).unwrap_or_default()
}
