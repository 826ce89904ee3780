//! One version of a step as it was sent, and what is different from the version before, field by field.

use askama::Template;
use belfry_identity::person;
use belfry_kernel::Problem;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::show::Loaded;
use super::url;
use crate::access::Read;
use crate::audience::Line;

/// What became of an answer.
struct Change {
    line: Line,
    before: String,
    changed: bool,
}

#[derive(Template)]
#[template(path = "notification/version.html")]
struct Body {
    t: Words,
    exercise: bool,
    facts: Vec<(String, String)>,
    hash: String,
    compared: bool,
    changes: usize,
    parts: Vec<Part>,
}

/// Answers below one heading.
struct Part {
    heading: String,
    lines: Vec<Change>,
}

/// Changes below their headings.
fn parts(changes: Vec<Change>) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    for change in changes {
        let heading = change.line.heading;
        if heading || all.is_empty() {
            all.push(Part {
                heading: if heading { change.line.label.clone() } else { String::new() },
                lines: Vec::new(),
            });
        }
        if let Some(last) = all.last_mut().filter(|_| !heading) {
            last.lines.push(change);
        }
    }
    all
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let id: i64 = visit.path("submission")?;
    let read = visit.read()?;
    let loaded = Loaded::of(visit, &read)?;
    let at = loaded.sent.iter().position(|one| one.id == id).ok_or(Problem::NotFound)?;
    let one = &loaded.sent[at];
    let who = person::names(&read, &one.person.into_iter().collect::<Vec<_>>())?;
    drop(read);
    visit.close();
    let forms = loaded.forms(visit)?;
    let before = loaded.sent[..at].iter().rfind(|before| before.step == one.step);
    let lines = |one| -> Vec<Line> {
        let one: &super::store::Submission = one;
        forms.get(&one.form).map(|form| loaded.lines(visit, form, one)).unwrap_or_default()
    };
    let old = before.map(lines);
    let lines = compared(lines(one), old.as_deref());
    let mut facts = vec![(t.s("incidents-receipt-time"), t.date_time_zone(one.at))];
    facts.extend(one.due.map(|due| (t.s("incidents-version-due"), t.date_time_zone(due))));
    facts.extend(one.person.and_then(|id| who.get(&id)).map(|name| (t.s("incidents-version-by"), name.name.clone())));
    let body = Body {
        exercise: loaded.known.notification.exercise,
        facts,
        hash: one.hash.clone(),
        compared: old.is_some(),
        changes: lines.iter().filter(|line| line.changed).count(),
        parts: parts(lines),
        t: t.clone(),
    };
    let step = loaded.step_title(&t, &one.step);
    let title = t.a("incidents-version-of", [("step", step.into()), ("n", one.number.into())]);
    Ok(Page::new(title, body)
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(loaded.known.notification.number.as_str(), url(&loaded.subject))
        .into())
}

/// Each answer beside the one before; those that are not asked any more at the end.
fn compared(now: Vec<Line>, before: Option<&[Line]>) -> Vec<Change> {
    let Some(before) = before else {
        return now.into_iter().map(|line| Change { line, before: String::new(), changed: false }).collect();
    };
    let gone: Vec<Line> = before
        .iter()
        .filter(|old| !old.heading && !old.value.is_empty() && !now.iter().any(|new| new.place == old.place))
        .cloned()
        .collect();
    let old = |line: &Line| before.iter().find(|old| old.place == line.place).map(|old| old.value.clone());
    let mut all: Vec<Change> = now
        .into_iter()
        .map(|line| {
            let before = old(&line).unwrap_or_default();
            Change { changed: !line.heading && before != line.value, line, before }
        })
        .collect();
    all.extend(gone.into_iter().map(|line| Change {
        before: line.value.clone(),
        line: Line { value: String::new(), ..line },
        changed: true,
    }));
    all
}
