//! The history of every field: who changed what, when, from what to what. A reader sees that of the fields that he sees.

use askama::Template;
use belfry_identity::ORGANISATION;
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::components::Tab;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use crate::access::Inspect;
use crate::register::record::{show, store};
use crate::register::{said, sight};

/// Lines on a page.
const LINES: usize = 50;
/// Characters of a value that are shown.
const SHOWN: usize = 200;

struct Line {
    when: String,
    datetime: String,
    field: String,
    before: Vec<String>,
    after: Vec<String>,
    who: String,
}

#[derive(Template)]
#[template(path = "register/history.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    next: String,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for whoever the record is not for, and those of the database.
pub fn page(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let sight = sight::of(&read, visit.person()?, id)?;
    if !sight.any() {
        return Err(Problem::NotFound);
    }
    let below = visit.query("before").parse().ok();
    let mut past = store::history(&read, id, &store::fields_seen(sight), below, LINES as i64 + 1)?;
    let more = past.len() > LINES;
    past.truncate(LINES);
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let next = match past.last() {
        Some(last) if more => format!("{url}/history?before={}", last.id),
        _ => String::new(),
    };
    let body = Body {
        tabs: show::tabs(&t, subject.uuid, sight, "history"),
        lines: past.into_iter().map(|past| line(&t, past, sight.own)).collect(),
        next,
        t: t.clone(),
    };
    Ok(Page::new(t.a("members-history-title", [("name", subject.title.as_str().into())]), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url)
        .into())
}

/// A line. Who it was of the organisation's people is for them; an authority knows that it was one of them.
fn line(t: &Words, past: store::Past, own: bool) -> Line {
    let short = |lines: Vec<String>| lines.iter().map(|line| line.chars().take(SHOWN).collect()).collect();
    let change = past.change;
    Line {
        when: t.date_time(past.at),
        datetime: past.at.to_string(),
        field: said::label(t, &change.field),
        before: short(said::lines(t, &change.field, &change.before)),
        after: short(said::lines(t, &change.field, &change.after)),
        who: match (past.by, past.name) {
            (None, _) => t.s("members-history-program"),
            (Some(_), Some(name)) if own => name,
            (Some(_), _) => t.s("members-history-somebody"),
        },
    }
}
