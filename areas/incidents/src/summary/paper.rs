//! A summary as a document.

use belfry_documents::MediaType;
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_typeset::model::{Block, Cell, Document, Own, Span, Table};
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;
use jiff::tz::TimeZone;

use super::store::{self, Summary};
use super::{SUMMARY, said, show};
use crate::access::Read;

/// `GET .../pdf`, in the reader's language or that which the address names.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn file(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = match visit.query("language") {
        "" => visit.t(),
        language => visit.house().words_in(language),
    };
    let read = visit.read()?;
    let subject = visit.load(&read, SUMMARY, visit.path("uuid")?)?.into_inner();
    let summary = store::of(&read, subject.id)?;
    let names = organisation::names(&read, &[subject.owner])?;
    let owner = names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default();
    drop(read);
    visit.close();
    let document = document(visit.house(), &t, &subject, &summary, &owner);
    let bytes = belfry_typeset::pdf(&document, &t).map_err(|fault| Problem::Internal(fault.to_string()))?;
    Ok(Reply::File(summary.number, MediaType::Pdf, bytes))
}

/// What is set.
#[must_use]
pub fn document(house: &House, t: &Words, subject: &Subject, summary: &Summary, owner: &str) -> Document {
    let content = &summary.content;
    let day = summary.made.to_zoned(TimeZone::UTC).date();
    let mut blocks = vec![Block::Paragraph(vec![Span::plain(t.s("incidents-summary-means"))])];
    match content.all {
        Some(all) => {
            let mut rows: Vec<Vec<Cell>> = content
                .columns
                .iter()
                .map(|one| vec![said::column(t, &one.codes).into(), t.number(one.all).into()])
                .collect();
            rows.push(vec![t.s("incidents-summary-sum").into(), t.number(all).into()]);
            let head = vec![t.s("incidents-summary-kind"), t.s("incidents-summary-sum")];
            let caption = t.s("incidents-summary-kinds");
            blocks.push(Block::Table(Table { caption, head, rows, numbers: vec![1] }));
        }
        None => {
            blocks.push(Block::Paragraph(vec![Span::plain(t.n("incidents-summary-nothing", content.least as i64))]))
        }
    }
    for table in &content.tables {
        blocks.push(Block::Heading(1, said::by(t, &table.by)));
        blocks.push(Block::Chart(Box::new(show::plot(t, content, table))));
    }
    blocks.push(Block::Small(vec![Span::plain(t.n("incidents-summary-withheld-why", content.least as i64))]));
    blocks.push(Block::Small(vec![Span::plain(format!("SHA-256 {}", summary.hash))]));
    Document {
        title: subject.title.clone(),
        over: summary.number.clone(),
        under: t.day(day),
        facts: show::facts(t, summary, owner),
        publisher: house.community(),
        language: t.language().to_owned(),
        date: (day.year(), day.month(), day.day()),
        id: subject.uuid.to_string(),
        words: Own { contents: t.s("incidents-paper-contents"), page: t.s("incidents-paper-page") },
        blocks,
        ..Document::default()
    }
}
