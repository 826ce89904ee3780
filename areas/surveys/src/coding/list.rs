//! The open questions of a survey that is over, and how far each is coded.

use askama::Template;
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{Over, store};
use crate::access::Inspect;
use crate::campaign::url;

/// A question as a line.
struct Line {
    href: String,
    label: String,
    codes: String,
    state: String,
    done: bool,
}

#[derive(Template)]
#[template(path = "coding/list.html")]
struct Body {
    t: Words,
    lines: Vec<Line>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let (t, over) = (visit.t(), Over::of(visit)?);
    let names: Vec<String> = over.open().map(|slot| slot.name.to_string()).collect();
    let read = visit.house().db.read(Key::SYSTEM)?;
    let books = store::books(&read, over.subject.id)?;
    let texts = store::texts(&read, over.subject.id, over.campaign.plan.is_bare(), &names)?;
    let mut lines = Vec::new();
    for (at, slot) in over.open().enumerate() {
        let coded = store::coded(&read, over.subject.id, slot.name.as_str())?;
        let written = texts.iter().filter(|(_, said)| !said[at].is_empty());
        let left = written.clone().filter(|(id, _)| !coded.contains_key(id)).count();
        lines.push(Line {
            href: format!("{}/{}", over.here(), slot.name),
            label: over.said(slot),
            codes: t.n("surveys-coding-codes", books.get(slot.name.as_str()).map_or(0, Vec::len)),
            state: match written.count() {
                0 => t.s("surveys-coding-none"),
                _ => t.n("surveys-coding-left", left),
            },
            done: left == 0,
        });
    }
    drop(read);
    let page = Page::new(t.s("surveys-coding-title"), Body { lines, t: t.clone() });
    Ok(page
        .lead(t.s("surveys-coding-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(over.subject.title.as_str(), url(&over.subject))
        .into())
}
