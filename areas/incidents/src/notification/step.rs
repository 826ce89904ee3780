//! Writing a step: a form that survives the night, and is then sent.

use std::sync::Arc;

use askama::Template;
use belfry_forms::core::{Answers, Published};
use belfry_identity::organisation;
use belfry_kernel::{Allowed, Problem};
use belfry_store::subject::Subject;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::course::{self, Known};
use super::paper::{self, Go, Paper, Turn};
use super::{NOTIFICATION, prefill, send, store, url};
use crate::access::Notify;
use crate::incident::store as incidents;
use crate::regime::Regime;
use crate::{audience, clock, instant};

#[derive(Template)]
#[template(path = "notification/step.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    keep: String,
    exercise: bool,
    asked: String,
    /// Whether an answer asked for something that was not on the page before.
    more: bool,
    page: String,
    inside: String,
    first: bool,
    last: bool,
    send: String,
    kept: String,
    who: String,
}

#[derive(Template)]
#[template(source = "{{ words }}", ext = "html")]
struct Said {
    words: String,
}

/// A step that its reader may write now.
struct Desk {
    subject: Allowed<Notify, Subject>,
    notification: store::Notification,
    regime: &'static Arc<Regime>,
    step: String,
    form: Arc<Published>,
    due: Option<Timestamp>,
    request: String,
    again: bool,
}

enum Shut {
    To(Reply),
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for Shut {
    fn from(problem: E) -> Self {
        Self::Problem(problem.into())
    }
}

impl Desk {
    fn of(visit: &Visit<Notify>) -> Result<Self, Shut> {
        let step: String = visit.path("step")?;
        let read = visit.read()?;
        let subject = visit.load(&read, NOTIFICATION, visit.path("uuid")?)?;
        let one = store::of(&read, subject.id)?;
        let regime = audience::regime(&one).ok_or(Problem::NotFound)?;
        if regime.step(&step).is_none() {
            return Err(Problem::NotFound.into());
        }
        let known = Known::of(&read, subject.id, one, regime)?;
        drop(read);
        let facts = known.facts();
        if !course::may_send(regime, &known.notification, &facts).contains(&step) {
            let words = visit.s("incidents-step-not-yet");
            return Err(Shut::To(Reply::To(url(&subject), Some(("warn", words)))));
        }
        let due = clock::due(regime, &facts).into_iter().find(|due| due.step == step).and_then(|due| due.at);
        let waits = known.requests.iter().find(|request| request.answered.is_none());
        let asked = regime.step(&step).is_some_and(|step| step.asked == crate::regime::Asked::OnRequest);
        let request = waits.filter(|_| asked).map(|request| request.text.clone()).unwrap_or_default();
        let again = known.sent.iter().any(|sent| sent.step == step);
        // The form is read under another key: one picture after the other.
        visit.close();
        let form = paper::form(&visit.house().db, known.notification.authority, regime, &step)?;
        Ok(Self { subject, notification: known.notification, regime, step, form, due, request, again })
    }

    /// What was kept, else what is known already.
    fn answers(&self, visit: &Visit<Notify>) -> Result<(Answers, Option<Timestamp>), Problem> {
        let read = visit.read()?;
        if let Some(draft) = store::draft(&read, self.subject.id, &self.step)? {
            return Ok((draft.answers, Some(draft.at)));
        }
        let sent = store::submissions(&read, self.subject.id)?;
        let incident = incidents::of(&read, self.notification.incident)?;
        let title = belfry_store::subject::by_ids(&read, &[self.notification.incident])?.pop();
        let title = title.map(|subject| subject.title).unwrap_or_default();
        Ok((prefill::answers(&self.form, &sent, &prefill::texts(&title, &incident.written)), None))
    }
}

fn shut(shut: Shut) -> Result<Reply, Problem> {
    match shut {
        Shut::To(reply) => Ok(reply),
        Shut::Problem(problem) => Err(problem),
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let desk = match Desk::of(visit) {
        Ok(desk) => desk,
        Err(why) => return shut(why),
    };
    let (answers, kept) = desk.answers(visit)?;
    let page = visit.query("page").parse::<usize>().unwrap_or(1).saturating_sub(1).min(desk.form.pages().len() - 1);
    let turn = Turn { answers, page, ..Turn::default() };
    Ok(draw(visit, &desk, turn, kept)?.into())
}

fn draw(visit: &Visit<Notify>, desk: &Desk, turn: Turn, kept: Option<Timestamp>) -> Result<Page, Problem> {
    let t = visit.t();
    let one = &desk.notification;
    let language = audience::language(&t);
    let now = visit.now().to_zoned(instant::zone(&one.zone)).datetime();
    let paper = Paper { form: &desk.form, t: &t, language: &language, now };
    let inside = paper.inside(&turn)?;
    let read = visit.read()?;
    let authority = organisation::names(&read, &[one.authority])?.remove(&one.authority);
    drop(read);
    let who = authority.map(|name| name.name).unwrap_or_default();
    let here = format!("{}/steps/{}", url(&desk.subject), desk.step);
    let title = desk.regime.step(&desk.step).map(|step| step.title(t.language()).to_owned()).unwrap_or_default();
    let body = Body {
        csrf: visit.csrf(),
        keep: format!("{here}/keep"),
        here,
        exercise: one.exercise,
        asked: desk.request.clone(),
        more: turn.more,
        page: turn.page.to_string(),
        inside,
        first: turn.page == 0,
        last: paper.is_last(&turn.answers, turn.page)?,
        send: t.a("incidents-step-send", [("who", who.as_str().into())]),
        kept: kept
            .map(|at| t.a("incidents-step-kept", [("when", t.date_time(at).into())]))
            .unwrap_or_else(|| t.s("incidents-step-kept-hint")),
        who,
        t: t.clone(),
    };
    let lead = match desk.due {
        Some(due) => {
            t.a("incidents-step-lead-due", [("when", t.date_time_zone(due).into()), ("zone", one.zone.as_str().into())])
        }
        None => t.a("incidents-step-lead", [("zone", one.zone.as_str().into())]),
    };
    let title = if desk.again { t.a("incidents-step-again", [("step", title.into())]) } else { title };
    Ok(Page::new(title, body)
        .lead(lead)
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(one.number.as_str(), url(&desk.subject)))
}

/// What came back: kept in any case, and sent if that is what was pressed.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let desk = match Desk::of(visit) {
        Ok(desk) => desk,
        Err(why) => return shut(why),
    };
    let go = Go::of(visit.form().text("go"));
    let turn = taken(visit, &desk, go)?;
    if !turn.send {
        if turn.errors.is_empty() && go == Go::Next && !turn.more {
            return Ok(Reply::to(format!("{}/steps/{}?page={}", url(&desk.subject), desk.step, turn.page + 1)));
        }
        let is_wrong = !turn.errors.is_empty();
        let page = draw(visit, &desk, turn, Some(visit.now()))?;
        return Ok(if is_wrong { page.refused().into() } else { page.into() });
    }
    let t = visit.t();
    let language = audience::language(&t);
    let now = visit.now().to_zoned(instant::zone(&desk.notification.zone)).datetime();
    let answers = Paper { form: &desk.form, t: &t, language: &language, now }.sheet(&turn.answers)?.answers();
    let tx = visit.write()?;
    let subject = visit.load(&tx, NOTIFICATION, visit.path("uuid")?)?;
    // Pressed twice, it is one version.
    let newest = store::submissions(&tx, subject.id)?.into_iter().rfind(|one| one.step == desk.step);
    if newest.is_some_and(|one| one.answers == answers && one.form == desk.form.hash().as_str()) {
        store::drop_draft(&tx, &subject, &desk.step)?;
        tx.commit()?;
        return Ok(Reply::To(url(&subject), Some(("info", t.s("incidents-step-same")))));
    }
    send::step(&tx, visit.act(), &subject, (&desk.step, &desk.form), &answers)?;
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("incidents-step-sent")))
}

/// Keeping while somebody types: the same as pressing "save", without a new page.
///
/// # Errors
/// As [`page`].
pub fn keep(visit: &mut Visit<Notify>) -> Result<Reply, Problem> {
    let t = visit.t();
    let words = match Desk::of(visit) {
        Ok(desk) => {
            taken(visit, &desk, Go::Stay)?;
            t.a("incidents-step-kept", [("when", t.date_time(visit.now()).into())])
        }
        Err(Shut::To(_)) => t.s("incidents-step-not-yet"),
        Err(Shut::Problem(problem)) => return Err(problem),
    };
    Ok(Reply::Fragment(Box::new(Said { words })))
}

/// Takes what came back and keeps it.
fn taken(visit: &Visit<Notify>, desk: &Desk, go: Go) -> Result<Turn, Problem> {
    let t = visit.t();
    let language = audience::language(&t);
    let now = visit.now().to_zoned(instant::zone(&desk.notification.zone)).datetime();
    let paper = Paper { form: &desk.form, t: &t, language: &language, now };
    let page = visit.form().text("page").parse::<usize>().ok().filter(|page| *page < paper.pages());
    let page = page.ok_or_else(|| Problem::BadRequest("a page that the form does not have".into()))?;
    let (answers, _) = desk.answers(visit)?;
    let turn = paper.turn(&answers, page, visit.form().fields(), go)?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, NOTIFICATION, visit.path("uuid")?)?;
    store::keep(&tx, visit.act(), &subject, (&desk.step, desk.form.hash().as_str()), &turn.answers)?;
    tx.commit()?;
    Ok(turn)
}
