//! A notification on paper, as its reader may see it: what was last said of each step, or the whole file with every version, review and
//! question.

use std::collections::HashMap;

use belfry_documents::MediaType;
use belfry_identity::person;
use belfry_kernel::{PersonId, Problem, SubjectId};
use belfry_store::Read as Picture;
use belfry_typeset::model::{Block, Cell, Document, Own, Span, Table};
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use jiff::tz::TimeZone;

use super::show::Loaded;
use super::store::{self, Request, Review, Submission};
use crate::access::Export;
use crate::audience::Sight;
use crate::incident::store as incidents;

// words: incidents-pdf-file

/// What stands in a whole file besides the steps.
#[derive(Default)]
struct More {
    reviews: Vec<Review>,
    requests: Vec<Request>,
    moments: Vec<incidents::Moment>,
    people: HashMap<PersonId, person::PersonName>,
}

/// `GET .../pdf`: what was last said of each step.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn last(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    set(visit, false)
}

/// `GET .../file`: everything.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn whole(visit: &mut Visit<Export>) -> Result<Reply, Problem> {
    set(visit, true)
}

fn set(visit: &mut Visit<Export>, everything: bool) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let loaded = Loaded::of(visit, &read)?;
    let more = if everything { more(&read, &loaded)? } else { More::default() };
    drop(read);
    visit.close();
    let document = document(visit, &loaded, everything.then_some(&more))?;
    let bytes = belfry_typeset::pdf(&document, &visit.t()).map_err(|fault| Problem::Internal(fault.to_string()))?;
    Ok(Reply::File(loaded.known.notification.number, MediaType::Pdf, bytes))
}

fn more(read: &Picture, loaded: &Loaded) -> Result<More, Problem> {
    let id: SubjectId = loaded.subject.id;
    // What is said of answers is for those who see them all; what its people wrote down, for them alone.
    let all = loaded.sight.is_whole(loaded.known.regime);
    let reviews = if all { store::reviews(read, id)? } else { Vec::new() };
    let requests = if all { loaded.known.requests.clone() } else { Vec::new() };
    let own = loaded.sight == Sight::Whole;
    let moments = if own { incidents::moments(read, loaded.known.notification.incident)? } else { Vec::new() };
    let sent = loaded.sent.iter().filter_map(|one| one.person);
    let said = reviews.iter().filter_map(|one| one.person).chain(moments.iter().filter_map(|one| one.person));
    let people: Vec<PersonId> = sent.chain(said).collect();
    Ok(More { people: person::names(read, &people)?, reviews, requests, moments })
}

fn document(visit: &Visit<Export>, loaded: &Loaded, more: Option<&More>) -> Result<Document, Problem> {
    let t = visit.t();
    let one = &loaded.known.notification;
    let forms = loaded.forms(visit)?;
    let mut blocks = Vec::new();
    if one.exercise {
        blocks.push(Block::Quote(vec![
            Span::bold(t.s("incidents-exercise")),
            Span::plain(format!(" {}", t.s("incidents-exercise-banner-why"))),
        ]));
    }
    if loaded.sent.is_empty() {
        blocks.push(Block::Paragraph(vec![Span::plain(t.s("incidents-pdf-nothing"))]));
    }
    for sent in &loaded.sent {
        let later = loaded.sent.iter().any(|other| other.step == sent.step && other.number > sent.number);
        if later && more.is_none() {
            continue;
        }
        let step = loaded.step_title(&t, &sent.step);
        let title = t.a("incidents-version-of", [("step", step.into()), ("n", sent.number.into())]);
        blocks.push(Block::Heading(1, title));
        blocks.push(Block::Paragraph(vec![Span::plain(sent_when(&t, sent, more))]));
        if let Some(form) = forms.get(&sent.form) {
            blocks.extend(answers(&t, &loaded.lines(visit, form, sent)));
        }
        let of_it = more.map(|more| more.reviews.iter().filter(|one| one.submission == sent.id));
        for review in of_it.into_iter().flatten() {
            let state = t.s(&format!("incidents-notification-state-{}", review.state.code()));
            let head = format!("{}, {}: {state}", loaded.named(review.organisation), t.date_time_zone(review.at));
            blocks.push(Block::Quote(vec![Span::bold(head), Span::plain(format!(" {}", review.text))]));
        }
        if !sent.hash.is_empty() {
            blocks.push(Block::Small(vec![Span::plain(format!("SHA-256 {}", sent.hash))]));
        }
    }
    if let Some(more) = more {
        further(&t, more, &mut blocks);
    }
    if !loaded.sight.is_whole(loaded.known.regime) {
        blocks.push(Block::Small(vec![Span::plain(t.s("incidents-pdf-part"))]));
    }
    Ok(framed(visit, loaded, more.is_some(), blocks))
}

/// What the authority asked, and what happened when.
fn further(t: &Words, more: &More, blocks: &mut Vec<Block>) {
    if !more.requests.is_empty() {
        blocks.push(Block::Heading(1, t.s("incidents-pdf-requests")));
        let item = |one: &Request| vec![Span::bold(t.date_time_zone(one.at)), Span::plain(format!(" {}", one.text))];
        blocks.push(Block::List(false, more.requests.iter().map(item).collect()));
    }
    if !more.moments.is_empty() {
        blocks.push(Block::Heading(1, t.s("incidents-pdf-moments")));
        let item =
            |one: &incidents::Moment| vec![Span::bold(t.date_time_zone(one.at)), Span::plain(format!(" {}", one.text))];
        blocks.push(Block::List(false, more.moments.iter().map(item).collect()));
    }
}

fn sent_when(t: &Words, sent: &Submission, more: Option<&More>) -> String {
    let who = more.and_then(|more| more.people.get(&sent.person?)).map(|name| name.name.clone());
    let mut words = vec![t.a("incidents-pdf-sent", [("when", t.date_time_zone(sent.at).into())])];
    words.extend(sent.due.map(|due| t.a("incidents-pdf-due", [("when", t.date_time_zone(due).into())])));
    words.extend(who);
    words.join(" · ")
}

/// What was answered: a table for each part of the form, under its heading.
fn answers(t: &Words, lines: &[crate::audience::Line]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in lines.chunk_by(|_, next| !next.heading) {
        let (head, rest) = match part.split_first() {
            Some((head, rest)) if head.heading => (head.label.clone(), rest),
            _ => (String::new(), part),
        };
        if !head.is_empty() {
            blocks.push(Block::Heading(3, head.clone()));
        }
        let said = |line: &crate::audience::Line| {
            if line.value.is_empty() { "–".to_owned() } else { line.value.clone() }
        };
        let rows: Vec<Vec<Cell>> = rest.iter().map(|line| vec![line.label.clone().into(), said(line).into()]).collect();
        if !rows.is_empty() {
            blocks.push(Block::Table(Table {
                // Under a heading the heading names it.
                caption: if head.is_empty() { t.s("incidents-pdf-answers") } else { String::new() },
                head: vec![t.s("incidents-pdf-question"), t.s("incidents-pdf-answer")],
                rows,
                numbers: Vec::new(),
            }));
        }
    }
    blocks
}

fn framed(visit: &Visit<Export>, loaded: &Loaded, everything: bool, blocks: Vec<Block>) -> Document {
    let t = visit.t();
    let one = &loaded.known.notification;
    let day = visit.now().to_zoned(TimeZone::UTC).date();
    let key = if everything { "incidents-pdf-file" } else { "incidents-notification-title" };
    let mut facts = vec![
        (t.s("incidents-notification-entity"), loaded.named(loaded.subject.owner)),
        (t.s("incidents-pdf-to"), loaded.named(one.authority)),
        (t.s("incidents-summary-law"), loaded.known.regime.law(t.language()).to_owned()),
        (t.s("incidents-notification-aware"), t.date_time_zone(one.aware)),
        (t.s("incidents-pdf-state"), t.s(&format!("incidents-notification-state-{}", one.state.code()))),
    ];
    if one.voluntary {
        facts.push((t.s("incidents-pdf-why"), t.s("incidents-voluntary")));
    }
    Document {
        title: crate::exercise::marked(&t, one.exercise, &t.a(key, [("number", one.number.as_str().into())])),
        over: loaded.known.regime.title(t.language()).to_owned(),
        under: t.day(day),
        facts,
        mark: crate::exercise::mark(&t, one.exercise, "TLP:AMBER"),
        publisher: visit.house().community(),
        language: t.language().to_owned(),
        date: (day.year(), day.month(), day.day()),
        id: loaded.subject.uuid.to_string(),
        words: Own { contents: t.s("incidents-paper-contents"), page: t.s("incidents-paper-page") },
        blocks,
        ..Document::default()
    }
}
