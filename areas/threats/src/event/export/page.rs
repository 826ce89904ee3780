//! The page on which one chooses a format, and sees before what would not survive in it.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, key};

use super::Format;
use super::loss::{Holdings, Loss};
use super::walk;
use crate::access::Export;
use crate::event::at::At;
use crate::event::edit::readers;
use crate::event::show::top::{self, Top};
use crate::event::{EVENT, State};

struct Choice {
    anchor: &'static str,
    name: String,
    about: String,
    download: String,
    href: String,
    lost: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "event/export.html")]
struct Body {
    t: Words,
    recalled: bool,
    choices: Vec<Choice>,
}

/// `GET /threats/events/{uuid}/export`.
///
/// # Errors
/// Hidden is not found.
pub fn page(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?;
    let at = At::new(visit, subject.uuid);
    let title = subject.title.clone();
    let Top { event, label, owner, .. } = top::load(&read, subject.id)?;
    let as_it_came = walk::came(&read, &event)?.is_some();
    let holdings = Holdings::of(&read, &event, &label, as_it_came)?;
    let readers = readers(visit, &read, &subject, &label, owner, &[])?;
    drop(read);
    let choices = Format::ALL.into_iter().map(|format| {
        let (name, about) = words(format, event.state);
        let name = t.s(name);
        Choice {
            anchor: format.code(),
            about: t.s(about),
            download: t.a("threats-export-download", &[("format", name.as_str().into())]),
            href: at.of("export", format.code(), ""),
            lost: holdings.lost(format).iter().map(|loss| said(&t, loss)).collect(),
            name,
        }
    });
    let body = Body { choices: choices.collect(), recalled: event.state == State::Recalled, t: t.clone() };
    Ok(Page::new(t.s("threats-export-title"), body)
        .lead(t.s("threats-export-lead"))
        .audience(readers)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(title, at.to(""))
        .into())
}

/// What is lost, and what becomes of it.
fn said(t: &Words, loss: &Loss) -> (String, String) {
    (
        t.n(&format!("threats-export-thing-{}", loss.thing), loss.count),
        t.s(&format!("threats-export-how-{}", loss.how.code())),
    )
}

/// Name and a sentence.
fn words(format: Format, state: State) -> (&'static str, &'static str) {
    match format {
        Format::Text if state == State::Recalled => (key!("threats-export-text"), key!("threats-export-text-recalled")),
        Format::Misp => (key!("threats-export-misp"), key!("threats-export-misp-about")),
        Format::Stix => (key!("threats-export-stix"), key!("threats-export-stix-about")),
        Format::Csv => (key!("threats-export-csv"), key!("threats-export-csv-about")),
        Format::Text => (key!("threats-export-text"), key!("threats-export-text-about")),
    }
}
