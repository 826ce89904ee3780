//! Which template a new object follows: all that are loaded.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use crate::access::Edit;
use crate::event::EVENT;
use crate::event::at::At;
use crate::vocabulary::{Kind, said, store};

#[derive(Template)]
#[template(path = "object/choose.html")]
struct Body {
    t: Words,
    at: At,
    text: String,
    action: String,
    lines: Vec<(String, String, String)>,
}

/// The page.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let text = visit.query("q").to_lowercase();
    let read = visit.read()?;
    let title = visit.load(&read, EVENT, uuid)?.title.clone();
    let all = store::of_kind(&read, Kind::Template)?.into_iter();
    let holds = |part: &str| part.to_lowercase().contains(&text);
    let all = all.map(|one| {
        let about = said::about(&t, &one.name, &one.description);
        (one.name, said::object(&t, &one.title), about)
    });
    let fitting = all.filter(|(name, title, about)| holds(name) || holds(title) || holds(about));
    let at = At::new(visit, uuid);
    let body = Body {
        action: at.to("/objects"),
        lines: fitting.map(|(name, title, about)| (at.of("objects", name, ""), title, about)).collect(),
        text: visit.query("q").to_owned(),
        at: at.clone(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-object-choose-title"), body)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(title, at.to(""))
        .crumb(t.s("threats-edit-crumb"), at.to("/edit"))
        .into())
}
