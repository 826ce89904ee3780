//! The receipt of an incident's notifications: what was sent, to whom, when, under which number and hash; and what comes next.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use crate::access::Read;
use crate::audience;
use crate::incident::{self, INCIDENT, store as incidents};
use crate::notification::{self, store};

struct Entry {
    href: String,
    number: String,
    law: String,
    to: String,
    step: String,
    sent: String,
    hash: String,
    fill: String,
    next: String,
    next_due: String,
}

#[derive(Template)]
#[template(path = "warn/receipt.html")]
struct Body {
    t: Words,
    title: String,
    incident: String,
    exercise: bool,
    entries: Vec<Entry>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, INCIDENT, visit.path("uuid")?)?;
    let incident = incidents::of(&read, subject.id)?;
    let mut entries = Vec::new();
    for (own, one) in store::of_incident(&read, subject.id)? {
        let Some(regime) = audience::regime(&one) else { continue };
        let recipients = store::recipients(&read, own.id)?;
        let ids: Vec<_> = recipients.iter().map(|recipient| recipient.organisation).collect();
        let names = organisation::names(&read, &ids)?;
        let to: Vec<&str> = ids.iter().filter_map(|id| names.get(id)).map(|name| name.name.as_str()).collect();
        let first = store::submissions(&read, own.id)?.into_iter().next();
        let title = |step: &str| regime.step(step).map(|step| step.title(t.language()).to_owned()).unwrap_or_default();
        let here = notification::url(&own);
        entries.push(Entry {
            number: one.number.clone(),
            law: regime.title(t.language()).to_owned(),
            to: t.list(&to),
            step: first.as_ref().map(|first| title(&first.step)).unwrap_or_default(),
            sent: first.as_ref().map(|first| t.date_time_zone(first.at)).unwrap_or_default(),
            hash: first.map(|first| first.hash).unwrap_or_default(),
            fill: format!("{here}/steps/{}", one.step),
            next: title(&one.step),
            next_due: one.due.map(|due: Timestamp| t.date_time_zone(due)).unwrap_or_default(),
            href: here,
        });
    }
    drop(read);
    let body = Body {
        title: subject.title.clone(),
        incident: incident::url(&subject),
        exercise: incident.written.exercise,
        entries,
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-receipt-title"), body)
        .lead(t.s("incidents-receipt-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(subject.title.as_str(), incident::url(&subject))
        .action(Action::link(t.s("incidents-receipt-record"), format!("{}/edit", incident::url(&subject)), "edit"))
        .into())
}
