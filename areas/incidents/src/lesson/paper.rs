//! The after-action review on paper.

use belfry_kernel::Problem;
use belfry_typeset::model::{Block, Cell, Document, Own, Span, Table};
use belfry_web::reply::MediaType;
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::tz::TimeZone;

use super::page::{Whole, points};
use crate::access::Read;
use crate::incident::INCIDENT;

/// The PDF.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn file(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, INCIDENT, visit.path("uuid")?)?.into_inner();
    let whole = Whole::of(visit, &read, subject)?;
    drop(read);
    visit.close();
    let document = document(&t, &whole, visit.house().community());
    let bytes = belfry_typeset::pdf(&document, &t).map_err(|fault| Problem::Internal(fault.to_string()))?;
    Ok(Reply::File(document.title, MediaType::Pdf, bytes))
}

fn document(t: &Words, whole: &Whole, publisher: String) -> Document {
    let exercise = whole.incident.written.exercise;
    let after = whole.after.clone().unwrap_or_default();
    let day = whole.subject.updated.to_zoned(TimeZone::UTC).date();
    let mut blocks = vec![Block::Heading(1, t.s("incidents-after-timeline"))];
    let rows = points(t, &whole.incident, &whole.moments);
    blocks.push(Block::Table(Table {
        caption: t.s("incidents-after-timeline"),
        head: vec![t.s("incidents-after-when"), t.s("incidents-after-what")],
        rows: rows.into_iter().map(|one| vec![Cell::from(one.when), Cell::from(one.title)]).collect(),
        numbers: Vec::new(),
    }));
    for (key, text) in [
        ("incidents-after-well", &after.well),
        ("incidents-after-change", &after.change),
        ("incidents-after-people", &after.people),
    ] {
        if !text.is_empty() {
            blocks.push(Block::Heading(1, t.s(key)));
            blocks.extend(belfry_typeset::prose::blocks(text));
        }
    }
    if !whole.lessons.is_empty() {
        blocks.push(Block::Heading(1, t.s("incidents-lesson-title")));
    }
    for one in &whole.lessons {
        blocks.push(Block::Heading(2, one.cause.clone()));
        let due = if one.due.1.is_empty() { String::new() } else { format!(" ({}, {})", one.owner, one.due.1) };
        let facts = [
            ("incidents-lesson-item", one.item.0.clone()),
            (
                "incidents-lesson-action",
                if one.action.is_empty() { String::new() } else { format!("{}{due}", one.action) },
            ),
            ("incidents-lesson-asked", one.asked.clone()),
        ];
        for (key, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
            blocks.push(Block::Paragraph(vec![Span::bold(format!("{}: ", t.s(key))), Span::plain(value)]));
        }
    }
    let approved = after.approved.map(|(at, _)| {
        t.a("incidents-after-approved", [("who", whole.approver.as_str().into()), ("when", t.date_time(at).into())])
    });
    Document {
        title: crate::exercise::marked(t, exercise, &whole.subject.title),
        over: t.s("incidents-after-title"),
        under: whole.incident.number.clone(),
        facts: vec![(t.s("incidents-after-state"), approved.unwrap_or_else(|| t.s("incidents-after-draft")))],
        mark: crate::exercise::mark(t, exercise, "TLP:AMBER+STRICT"),
        publisher,
        language: t.language().to_owned(),
        date: (day.year(), day.month(), day.day()),
        id: whole.subject.uuid.to_string(),
        words: Own { contents: t.s("incidents-after-contents"), page: t.s("incidents-after-page") },
        blocks,
        ..Document::default()
    }
}
