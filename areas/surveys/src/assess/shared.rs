//! What others see of an assessment: the result, and what is said of the items as far as it is shown. Not what came before it, nor
//! files and talk: those are its organisation's.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::{Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::draw::{Drawing, View};
use super::{LIST, SHARED, show, store};
use crate::access::Read;
use crate::{catalogue, form};

#[derive(Template)]
#[template(path = "assess/shared.html")]
struct Body {
    t: Words,
    state: String,
    framework: (String, String),
    view: View,
    details: bool,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, SHARED, visit.path("uuid")?)?;
    let (id, details) = store::of_share(&read, subject.id)?.ok_or(Problem::NotFound)?;
    let names = organisation::names(&read, &[subject.owner])?;
    drop(read);
    visit.close();
    // The reader was let to what is shown; the assessment behind it is its organisation's.
    let system = visit.house().db.read(Key::SYSTEM)?;
    let assessment = store::of(&system, id)?.ok_or(Problem::NotFound)?;
    let framework = catalogue::of_record(&system, &assessment.framework, &assessment.version)?;
    let mut entries = store::entries(&system, id)?;
    drop(system);
    if !details {
        entries.values_mut().for_each(|entry| {
            entry.comment.clear();
            entry.evidence.clear();
        });
    }
    let language = form::language(&t);
    let drawing = Drawing {
        t: &t,
        language: &language,
        framework: &framework,
        entries: &entries,
        aim: assessment.aim,
        before: None,
        peers: None,
        theirs: true,
        files: (&[], ""),
    };
    let owner = names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default();
    let by = [
        ("framework", catalogue::said(&framework.title, &language, &framework).into()),
        ("version", framework.version.as_str().into()),
    ];
    let body = Body {
        state: show::state(&t, &assessment),
        framework: (t.a("surveys-assess-by", by), catalogue::url(&framework.name, &framework.version)),
        view: drawing.view(&|_| None),
        details,
        t: t.clone(),
    };
    let audience = Audience {
        owner: owner.clone(),
        reach: t.s("surveys-assess-reach-shown"),
        tlp: "amber".into(),
        href: String::new(),
    };
    Ok(Page::new(subject.title.as_str(), body)
        .lead(t.a("surveys-assess-shown-by", [("organisation", owner.into())]))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-assess-title"), LIST)
        .audience(audience)
        .into())
}
