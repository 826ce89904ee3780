//! The whole discussion on a page of its own, older remarks included, and who can be named: `PAGE/discussion`.

use askama::Template;
use belfry_kernel::{Action, Problem};
use belfry_store::subject::Subject;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::Discussion;
use crate::mention::{self, Named};
use crate::place::{self, Place};

/// What was typed and refused.
#[derive(Debug, Default)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// To whom.
    pub to: String,
    /// What is wrong with it.
    pub errors: Errors,
}

#[derive(Template)]
#[template(path = "page.html")]
struct Body {
    t: Words,
    csrf: String,
    discussion: Discussion,
    named: Vec<Named>,
    newest: String,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page<P: Place>(visit: &mut Visit<P::Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?.into_inner();
    drop(read);
    Ok(draw::<P, _>(visit, &subject, Typed::default())?.into())
}

/// Draws it for a record that was loaded before.
pub(crate) fn draw<P: Place, A: Action>(visit: &Visit<A>, subject: &Subject, typed: Typed) -> Result<Page, Problem> {
    let t = visit.t();
    let before: Option<i64> = visit.query("before").parse().ok();
    let read = visit.read()?;
    let hearing = place::hearing::<P, A>(visit, &read, subject)?;
    let mut discussion = Discussion::remarks::<P, A>(visit, &read, subject, hearing.as_ref(), before)?;
    let label = match &hearing {
        Some(hearing) => hearing.named(&typed.to).label.clone(),
        None => place::label::<P>(&read, subject)?,
    };
    let named =
        if discussion.may_discuss { mention::offered::<P, A>(visit, &read, subject, &label)? } else { Vec::new() };
    drop(read);
    discussion.choose(&typed.to);
    discussion.text = typed.text;
    discussion.errors = typed.errors;
    let page = visit.page_of(P::KIND, subject.uuid);
    let body = Body {
        csrf: visit.csrf(),
        newest: if before.is_some() { format!("{page}/discussion") } else { String::new() },
        discussion,
        named,
        t: t.clone(),
    };
    Ok(Page::new(t.a("discussion-of", [("title", subject.title.as_str().into())]), body)
        .crumb(subject.title.as_str(), page))
}
