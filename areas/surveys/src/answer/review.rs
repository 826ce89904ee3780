//! Everything that was answered, once more: to look over, to print, to sign.

use askama::Template;
use belfry_identity::person;
use belfry_kernel::Problem;
use belfry_web::{Page, Reply, Visit};

use super::draft::Drawn;
use super::turn::Turn;
use super::{Paper, Shut, carry, draft, store, there, told};
use crate::access::Answer;
use crate::campaign::{Mode, State, url};

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Answer>) -> Result<Reply, Problem> {
    let paper = match Paper::of(visit, true) {
        Ok(paper) if paper.campaign.plan.mode == Mode::Anonymous => return Err(Problem::NotFound),
        Ok(paper) => paper,
        Err(Shut::To(reply)) => return Ok(reply),
        Err(Shut::Problem(problem)) => return Err(problem),
    };
    let t = visit.t();
    let desk = paper.desk(&t, there(visit));
    let read = visit.read()?;
    let kept = store::of(&read, paper.subject.id, paper.party)?;
    let signer = kept.as_ref().and_then(|kept| kept.signed_by);
    let names = person::names(&read, &signer.into_iter().collect::<Vec<_>>())?;
    drop(read);
    let signed = kept.as_ref().and_then(|kept| kept.signed);
    let answers = kept.map(|kept| kept.answers).unwrap_or_default();
    let sheet = desk.sheet(&answers)?;
    let lines = told::lines(desk, &sheet, &answers);
    let wrong = if signed.is_some() { 0 } else { lines.iter().filter(|line| !line.error.is_empty()).count() };
    let open = paper.campaign.state == State::Open && signed.is_none();
    let here = format!("{}/answer", url(&paper.subject));
    let (promise_title, promise) = paper.promise(&t);
    let pages = paper.form.pages().len();
    let turn = Turn { answers, page: pages, errors: Default::default(), typed: Default::default(), again: true };
    let by = signer.and_then(|id| names.get(&id)).map(|name| name.name.clone()).unwrap_or_default();
    let body = carry::ReviewBody {
        t: &t,
        csrf: visit.csrf(),
        promise_title,
        promise,
        promise_open: false,
        steps: if open { draft::steps(&paper, desk, &turn)? } else { Vec::new() },
        lines,
        wrong,
        page: pages.to_string(),
        carried: String::new(),
        post: if open && paper.signer && wrong == 0 { format!("{here}/sign") } else { String::new() },
        send: t.s("surveys-answer-sign"),
        signed: signed
            .map(|at| t.a("surveys-answer-signed", [("when", t.date_time_zone(at).into()), ("who", by.into())]))
            .unwrap_or_default(),
        signed_why: t.s("surveys-answer-signed-why"),
        waits: if open && !paper.signer { t.s("surveys-answer-waits-for-signature") } else { String::new() },
        languages: Vec::new(),
        ballot: String::new(),
        here: if open { here } else { String::new() },
    };
    let drawn = body.render().map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(draft::framed(&t, Page::new(paper.subject.title.as_str(), Drawn(drawn)), &paper).into())
}
