//! The open intake: what it is, one line, and a text. To the nearest desk, unless another is chosen.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, New};
use super::{Channel, Kind, url};
use crate::access::{SPEAKERS, Tell};
use crate::desk::{self, Desk};

/// Characters of the line.
pub const LONGEST_TITLE: usize = 200;
/// Characters of the text.
pub const LONGEST_TEXT: usize = 10_000;

/// What was typed.
#[derive(Default)]
struct Typed {
    kind: String,
    title: String,
    text: String,
    desk: String,
    quiet: bool,
}

#[derive(Template)]
#[template(path = "report/new.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    typed: Typed,
    kinds: Vec<Choice>,
    desks: Vec<Choice>,
    nearest: String,
}

/// The kinds that can be reported.
#[must_use]
pub fn kinds(t: &Words, current: &str) -> Vec<Choice> {
    let all = Kind::ALL.iter().filter(|kind| **kind != Kind::Question);
    all.map(|kind| {
        let code = kind.code();
        Choice::new(code, t.s(&format!("practices-kind-{code}")), current)
            .hint(t.s(&format!("practices-kind-hint-{code}")))
    })
    .collect()
}

/// The form; another page may have begun it.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Tell>) -> Result<Reply, Problem> {
    let kind = Kind::parse(visit.query("kind")).unwrap_or(Kind::Practice);
    let begun = |name, most| visit.query(name).chars().take(most).collect();
    let desks = desk::all(&*visit.read()?, visit.person()?.organisation)?;
    let (title, text) = (begun("title", LONGEST_TITLE), begun("text", LONGEST_TEXT));
    let typed = Typed { kind: kind.code().into(), title, text, ..Typed::default() };
    Ok(draw(visit, &desks, typed, Errors::default()).into())
}

fn draw(visit: &Visit<Tell>, desks: &[Desk], typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let body = Body {
        csrf: visit.csrf(),
        kinds: kinds(&t, &typed.kind),
        nearest: desk::chosen(desks, &typed.desk).map(|desk| desk.name.clone()).unwrap_or_default(),
        desks: desk::choices(desks, &typed.desk),
        errors,
        typed,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("practices-report-new"), body)
        .lead(t.s("practices-report-new-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .action(Action::link(t.s("practices-report-mine"), "/practices/reports", "list"));
    if visit.person().is_ok_and(|person| person.holds(SPEAKERS)) {
        page = page.action(Action::link(t.s("practices-import-title"), "/practices/report/import", "import"));
    }
    page
}

/// What is wrong with a title and a text.
pub fn faults(t: &Words, title: &str, text: &str, errors: &mut Errors) {
    let fits = !title.is_empty() && title.chars().count() <= LONGEST_TITLE;
    errors.unless(fits, "title", || t.n("practices-report-title-missing", LONGEST_TITLE));
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_TEXT;
    errors.unless(fits, "text", || t.n("practices-report-text-missing", LONGEST_TEXT));
}

/// Hands it over.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Tell>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let typed = Typed {
        kind: form.text("kind").to_owned(),
        title: form.text("title").split_whitespace().collect::<Vec<_>>().join(" "),
        text: form.raw("text").trim().to_owned(),
        desk: form.text("desk").to_owned(),
        quiet: form.has("quiet"),
    };
    let mut errors = Errors::default();
    let kind = Kind::parse(&typed.kind).filter(|kind| *kind != Kind::Question);
    errors.unless(kind.is_some(), "kind", || t.s("practices-field-choose"));
    faults(&t, &typed.title, &typed.text, &mut errors);
    let owner = visit.person()?.organisation;
    let desks = desk::all(&*visit.read()?, owner)?;
    let desk = desk::chosen(&desks, &typed.desk);
    errors.unless(desk.is_some(), "desk", || t.s("practices-submit-desk-missing"));
    let (Some(kind), Some(desk), true) = (kind, desk, errors.is_empty()) else {
        return Ok(draw(visit, &desks, typed, errors).refused().into());
    };
    visit.granted(())?;
    let tx = visit.write()?;
    let new = New {
        kind,
        title: &typed.title,
        text: &typed.text,
        owner,
        desk: desk.id,
        channel: Channel::Page,
        about: None,
        named: !typed.quiet,
        waits: false,
    };
    let subject = store::insert(&tx, visit.act(), &new)?;
    let said = t.a("practices-report-sent", [("desk", desk.name.as_str().into())]);
    visit.finish(tx, Reply::done(url(&subject), said))
}
