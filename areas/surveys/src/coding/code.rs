//! Giving codes: some answers at a time, each with all codes of the book beside it; Tab and the space bar are enough.

use askama::Template;
use belfry_contracts::surveys::AnswersCoded;
use belfry_kernel::{Action, Problem};
use belfry_store::{Key, ledger};
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{Over, book, store};
use crate::access::{Collect, Inspect};
use crate::campaign::url;

/// Answers on a page.
const PAGE: usize = 12;

/// An answer with its codes.
struct Written {
    field: String,
    said: String,
    codes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "coding/code.html")]
pub(super) struct Body {
    t: Words,
    csrf: String,
    here: String,
    book: String,
    book_open: bool,
    book_error: String,
    left: String,
    written: Vec<Written>,
    shown: String,
    all: String,
    after: String,
    other: String,
}

/// The page: what is left to be coded, or all.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let over = Over::of(visit)?;
    let (all, after) = (visit.query("show") == "all", visit.query("after").parse().unwrap_or(i64::MIN));
    Ok(draw(visit, &over, (all, after), None)?.into())
}

/// Draws it; with a book that was refused, in the place of the one that is kept.
pub(super) fn draw<A: Action>(
    visit: &Visit<A>,
    over: &Over<A>,
    (all, after): (bool, i64),
    refused: Option<(String, String)>,
) -> Result<Page, Problem> {
    let t = visit.t();
    let name: String = visit.path("name")?;
    let slot = over.asked(&name)?;
    let read = visit.house().db.read(Key::SYSTEM)?;
    let codes = store::books(&read, over.subject.id)?.remove(&name).unwrap_or_default();
    let texts = store::texts(&read, over.subject.id, over.campaign.plan.is_bare(), std::slice::from_ref(&name))?;
    let coded = store::coded(&read, over.subject.id, &name)?;
    drop(read);
    let texts = || texts.iter().filter(|(_, said)| !said[0].is_empty());
    let left = texts().filter(|(id, _)| !coded.contains_key(id)).count();
    let languages = &over.form.form().languages;
    let shown: Vec<_> =
        texts().filter(|(id, _)| all && *id > after || !all && !coded.contains_key(id)).take(PAGE).collect();
    let written = |(id, said): &&(i64, Vec<String>)| Written {
        field: format!("a{id}"),
        said: said[0].clone(),
        codes: codes
            .iter()
            .map(|one| Choice {
                chosen: coded.get(id).is_some_and(|given| given.contains(&one.code)),
                ..Choice::new(one.code.clone(), one.label.said(&over.language, languages), "")
            })
            .collect(),
    };
    let here = format!("{}/{name}", over.here());
    let last = shown.last().filter(|_| all && shown.len() == PAGE).map(|(id, _)| *id);
    let (book, book_error) = refused.unwrap_or_else(|| (book::typed(&codes, languages), String::new()));
    let body = Body {
        csrf: visit.csrf(),
        book_open: codes.is_empty() || !book_error.is_empty(),
        book,
        book_error,
        left: t.n("surveys-coding-left", left),
        written: if codes.is_empty() { Vec::new() } else { shown.iter().map(written).collect() },
        shown: shown.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(" "),
        all: if all { "all".into() } else { String::new() },
        after: last.map(|last| format!("{here}?show=all&after={last}")).unwrap_or_default(),
        other: if all { here.clone() } else { format!("{here}?show=all") },
        here,
        t: t.clone(),
    };
    Ok(Page::new(over.said(slot), body)
        .lead(t.s("surveys-coding-code-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(over.subject.title.as_str(), url(&over.subject))
        .crumb(t.s("surveys-coding-title"), over.here()))
}

/// Keeps the codes of the answers that were shown.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Collect>) -> Result<Reply, Problem> {
    let over = Over::of(visit)?;
    let name: String = visit.path("name")?;
    over.asked(&name)?;
    let form = visit.form();
    let shown: Vec<i64> = form.text("shown").split(' ').filter_map(|id| id.parse().ok()).take(PAGE).collect();
    let tx = visit.write_as(Key::SYSTEM)?;
    let known = store::books(&tx, over.subject.id)?.remove(&name).unwrap_or_default();
    let there = store::texts(&tx, over.subject.id, over.campaign.plan.is_bare(), std::slice::from_ref(&name))?;
    let mut given = 0;
    for (id, _) in there.iter().filter(|(id, said)| shown.contains(id) && !said[0].is_empty()) {
        let field = format!("a{id}");
        let codes = form.all(&field).filter(|code| known.iter().any(|one| one.code == **code));
        store::give(&tx, over.subject.id, &name, *id, &codes.map(str::to_owned).collect::<Vec<_>>())?;
        given += 1;
    }
    if given > 0 {
        ledger::record(&tx, visit.act(), &AnswersCoded { campaign: over.subject.id, answers: given })?;
    }
    tx.commit()?;
    let here = format!("{}/{name}", over.here());
    let to = match (form.text("show"), shown.last()) {
        ("all", Some(last)) => format!("{here}?show=all&after={last}"),
        _ => here,
    };
    Ok(Reply::done(to, visit.t().n("surveys-coding-kept", given)))
}
