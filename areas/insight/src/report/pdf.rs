//! A report as a document: PDF, and HTML by itself.

use belfry_documents::MediaType;
use belfry_identity::organisation;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::Read as Picture;
use belfry_store::subject::Subject;
use belfry_typeset::model::{Block, Document, Own, Span, Table};
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;
use jiff::tz::TimeZone;
use std::collections::HashMap;

use super::content::Kind;
use super::list::volume;
use super::store::{self, Report, Section};
use super::{REPORT, State, fields, reach, section};
use crate::access::Read;
use crate::figure;

/// Everything of a report that goes on paper.
pub struct Whole {
    /// The record.
    pub subject: Subject,
    /// Its header.
    pub report: Report,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Who owns it.
    pub owner: String,
    /// The owners of its recommendations.
    pub owners: HashMap<OrganisationId, String>,
}

/// Reads it for a record that its reader has loaded.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn whole(read: &Picture, subject: Subject) -> Result<Whole, Problem> {
    let report = store::of(read, subject.id)?.ok_or(Problem::NotFound)?;
    let sections = store::sections(read, subject.id)?;
    let owners = section::owners(read, &sections)?;
    let names = organisation::names(read, &[subject.owner])?;
    let owner = names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default();
    Ok(Whole { subject, report, sections, owner, owners })
}

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
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let whole = whole(&read, subject.into_inner())?;
    drop(read);
    visit.close();
    let bytes = bytes(visit.house(), &t, &whole)?;
    Ok(Reply::File(whole.subject.title.clone(), MediaType::Pdf, bytes))
}

/// The PDF.
///
/// # Errors
/// [`Problem::Internal`] when it cannot be set.
pub fn bytes(house: &House, t: &Words, whole: &Whole) -> Result<Vec<u8>, Problem> {
    belfry_typeset::pdf(&document(house, t, whole), t).map_err(|fault| Problem::Internal(fault.to_string()))
}

/// What is set.
#[must_use]
pub fn document(house: &House, t: &Words, whole: &Whole) -> Document {
    let Whole { subject, report, sections, owner, .. } = whole;
    let language = t.language();
    let day = report.published.unwrap_or(subject.updated).to_zoned(TimeZone::UTC).date();
    let mut blocks = belfry_typeset::prose::blocks(report.summary.said(language));
    for one in sections {
        let title = one.content.title.said(language);
        blocks.push(Block::Heading(1, title.to_owned()));
        if one.kind == Kind::Finding {
            let text = one.content.text.said(language);
            let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
            blocks.push(Block::Quote(vec![Span::plain(first.replace('\n', " "))]));
            blocks.extend(belfry_typeset::prose::blocks(rest));
        } else {
            blocks.extend(belfry_typeset::prose::blocks(one.content.text.said(language)));
        }
        figures(house, t, one, &mut blocks);
        chosen(house, one, &mut blocks);
        recommended(t, whole, one, &mut blocks);
    }
    let (from, until) = (fields::first_day(report.from), fields::last_day(report.until));
    let period = t.a("insight-report-period-of", [("from", t.day(from).into()), ("until", t.day(until).into())]);
    let mut facts = vec![
        (t.s("insight-paper-by"), owner.clone()),
        (t.s("insight-paper-for"), reach::words(t, &report.reach, &[])),
        (t.s("insight-report-period"), period),
    ];
    if report.state != State::Published {
        facts.push((t.s("insight-paper-state"), t.s(&format!("insight-state-{}", report.state.code()))));
    }
    Document {
        title: subject.title.clone(),
        over: report.series.clone(),
        under: format!("{} · {}", volume(t, report), t.month(day)),
        facts,
        mark: report.reach.tlp.written().unwrap_or_default().to_owned(),
        publisher: house.community(),
        language: language.to_owned(),
        date: (day.year(), day.month(), day.day()),
        id: subject.uuid.to_string(),
        words: Own { contents: t.s("insight-paper-contents"), page: t.s("insight-paper-page") },
        blocks,
        ..Document::default()
    }
}

fn figures(house: &House, t: &Words, one: &Section, blocks: &mut Vec<Block>) {
    let Some(figure) = &one.content.figure else { return };
    let Some(drawn) = one.kept.as_ref().and_then(|kept| figure::drawn(house, t, figure, kept)) else {
        blocks.push(Block::Small(vec![Span::plain(t.s("insight-figure-empty"))]));
        return;
    };
    blocks.push(Block::Chart(Box::new(drawn.plot)));
    blocks.push(Block::Small(vec![Span::plain(drawn.under.facts.join(" ")).with_note(drawn.under.definition)]));
    if !drawn.under.origins.is_empty() {
        let mut spans = vec![Span::plain(format!("{} ", t.s("insight-figure-from")))];
        for (n, (title, href)) in drawn.under.origins.iter().enumerate() {
            if n > 0 {
                spans.push(Span::plain(", "));
            }
            spans.push(Span { link: format!("{}{href}", house.settings.base_url), ..Span::plain(title.as_str()) });
        }
        blocks.push(Block::Small(spans));
    }
}

fn chosen(house: &House, one: &Section, blocks: &mut Vec<Block>) {
    let Some(kept) = one.kept.as_ref().filter(|kept| !kept.chosen.is_empty()) else { return };
    let item = |(title, href): &(String, String)| {
        vec![Span { link: format!("{}{href}", house.settings.base_url), ..Span::plain(title.as_str()) }]
    };
    blocks.push(Block::List(false, kept.chosen.iter().map(item).collect()));
}

fn recommended(t: &Words, whole: &Whole, one: &Section, blocks: &mut Vec<Block>) {
    if one.content.recommendations.is_empty() {
        return;
    }
    let row = |(n, recommendation): (usize, &super::content::Recommendation)| {
        let owner = whole.owners.get(&recommendation.owner).cloned().unwrap_or_default();
        vec![
            format!("{}. {}", n + 1, recommendation.what.said(t.language())).into(),
            owner.into(),
            t.day(recommendation.due).into(),
        ]
    };
    blocks.push(Block::Table(Table {
        caption: String::new(),
        head: vec![
            t.s("insight-recommendation-what"),
            t.s("insight-recommendation-owner"),
            t.s("insight-recommendation-due"),
        ],
        rows: one.content.recommendations.iter().enumerate().map(row).collect(),
        numbers: Vec::new(),
    }));
}
