//! Answers that are kept between pages: one set for a party, whoever of it writes.

use askama::Template;
use belfry_forms::render::REMOVE;
use belfry_kernel::Problem;
use belfry_web::components::Step;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::turn::{Go, Turn};
use super::{Paper, carry, file, store, there};
use crate::access::Answer;
use crate::campaign::url;

/// The body of a page, with what it borrows taken along.
pub(super) struct Drawn(pub(super) String);

impl belfry_web::reply::Body for Drawn {
    fn html(&self) -> Result<String, askama::Error> {
        Ok(self.0.clone())
    }
}

/// A page of the answers as they are.
///
/// # Errors
/// Those of the database.
pub(super) fn page(visit: &Visit<Answer>, paper: &Paper<Answer>) -> Result<Reply, Problem> {
    let t = visit.t();
    let desk = paper.desk(&t, there(visit));
    let kept = store::of(&*visit.read()?, paper.subject.id, paper.party)?;
    if kept.as_ref().is_some_and(|kept| kept.signed.is_some()) {
        return Ok(Reply::to(format!("{}/answer/review", url(&paper.subject))));
    }
    let said = kept.as_ref().map(|kept| t.a("surveys-answer-kept", [("when", t.date_time(kept.saved).into())]));
    let answers = kept.map(|kept| kept.answers).unwrap_or_default();
    let asked = visit.query("page").parse::<usize>().unwrap_or(1).saturating_sub(1);
    let page = desk.at_or_behind(&desk.sheet(&answers)?, asked);
    if page >= paper.form.pages().len() {
        return Ok(Reply::to(format!("{}/answer/review", url(&paper.subject))));
    }
    let turn = Turn { answers, page, errors: Default::default(), typed: Default::default(), again: true };
    Ok(draw(visit, paper, &turn, said.unwrap_or_default())?.into())
}

/// Where each page is.
pub(super) fn steps(
    paper: &Paper<impl belfry_kernel::Action>,
    desk: super::turn::Desk<'_>,
    turn: &Turn,
) -> Result<Vec<Step>, Problem> {
    let here = format!("{}/answer", url(&paper.subject));
    let pages = paper.form.pages().len();
    let href = |page: usize| if page < pages { format!("{here}?page={}", page + 1) } else { format!("{here}/review") };
    desk.steps(&turn.answers, turn.page, href)
}

fn draw(visit: &Visit<Answer>, paper: &Paper<Answer>, turn: &Turn, kept: String) -> Result<Page, Problem> {
    let t = visit.t();
    let desk = paper.desk(&t, there(visit));
    let here = format!("{}/answer", url(&paper.subject));
    let (promise_title, promise) = paper.promise(&t);
    let first = turn.page == desk.at_or_behind(&desk.sheet(&turn.answers)?, 0);
    let body = carry::PageBody {
        t: &t,
        csrf: visit.csrf(),
        promise_title,
        promise,
        promise_open: first,
        steps: steps(paper, desk, turn)?,
        page: turn.page.to_string(),
        carried: String::new(),
        inside: desk.inside(turn)?,
        files: file::asks(&paper.form, turn.page),
        first,
        keep: format!("{here}/keep"),
        languages: Vec::new(),
        kept: if kept.is_empty() { t.s("surveys-answer-kept-hint") } else { kept },
        here,
    };
    let drawn = body.render().map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(framed(&t, Page::new(paper.subject.title.as_str(), Drawn(drawn)), paper))
}

/// With the way here, and who gets to know.
pub(super) fn framed(t: &Words, page: Page, paper: &Paper<impl belfry_kernel::Action>) -> Page {
    let mode = paper.campaign.plan.mode.code();
    page.lead(t.a("surveys-answer-lead", [("mode", mode.into())]))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(paper.subject.title.as_str(), url(&paper.subject))
}

/// What came back from a page: kept in any case, and then the next one.
///
/// # Errors
/// Those of the database.
pub(super) fn act(visit: &Visit<Answer>, paper: &Paper<Answer>) -> Result<Reply, Problem> {
    let here = format!("{}/answer", url(&paper.subject));
    let go = Go::of(visit.form().text("go"));
    let Some(turn) = taken(visit, paper, go, false)? else { return Ok(Reply::to(format!("{here}/review"))) };
    if !turn.again {
        return Ok(Reply::to(if turn.page < paper.form.pages().len() {
            format!("{here}?page={}", turn.page + 1)
        } else {
            format!("{here}/review")
        }));
    }
    let t = visit.t();
    let saved = t.a("surveys-answer-kept", [("when", t.date_time(visit.now()).into())]);
    let page = draw(visit, paper, &turn, saved)?;
    Ok(if turn.errors.is_empty() { page.into() } else { page.refused().into() })
}

/// Takes and keeps what came back; none when it was signed meanwhile. While somebody is still `typing`, no file goes.
///
/// # Errors
/// Those of the database and of the object store.
pub(super) fn taken(
    visit: &Visit<Answer>,
    paper: &Paper<Answer>,
    go: Go,
    typing: bool,
) -> Result<Option<Turn>, Problem> {
    let t = visit.t();
    let desk = paper.desk(&t, there(visit));
    let page = visit.form().text("page").parse::<usize>().ok().filter(|page| *page < paper.form.pages().len());
    let page = page.ok_or_else(|| Problem::BadRequest("a page that the form does not have".into()))?;
    let brought = file::brought(visit, &paper.form, page, true)?;
    let mut sent = brought.without(visit.form().fields());
    sent.retain(|(field, _)| !typing || !field.ends_with(REMOVE));
    let tx = visit.write()?;
    let kept = store::of_for_change(&tx, paper.subject.id, paper.party)?;
    if kept.as_ref().is_some_and(|kept| kept.signed.is_some()) {
        return Ok(None);
    }
    // What others wrote on other pages meanwhile stays: only this page is taken.
    let mut answers = kept.map(|kept| kept.answers).unwrap_or_default();
    if !brought.is_empty() {
        brought.put(&desk.sheet(&answers)?, &mut answers);
    }
    let mut turn = desk.turn(&answers, page, &sent, go)?;
    turn.refuse(page, &brought.wrong);
    let party = (paper.campaign.plan.unit, paper.party);
    store::keep(&tx, visit.act(), &paper.subject, party, &turn.answers)?;
    if paper.form.asks_for_files() {
        store::keep_files(&tx, visit.act(), &paper.subject, paper.party, &turn.answers)?;
    }
    tx.commit()?;
    Ok(Some(turn))
}
