//! Anonymous answers: they travel in the page until they are handed in, and then belong to nobody.

use belfry_kernel::{OrganisationId, PersonId, Problem};
use belfry_store::agenda;
use belfry_web::{Page, Reply, Visit};

use super::carry::{self, Around, Carried};
use super::draft::{Drawn, framed};
use super::turn::Go;
use super::{Paper, store, there};
use crate::access::Answer;
use crate::campaign::{DUE, Unit, url};

/// The first page.
///
/// # Errors
/// Those of the database.
pub(super) fn page(visit: &Visit<Answer>, paper: &Paper<Answer>) -> Result<Reply, Problem> {
    let t = visit.t();
    draw(visit, paper, &Carried::begin(paper.desk(&t, there(visit)))?)
}

fn draw(visit: &Visit<Answer>, paper: &Paper<Answer>, carried: &Carried) -> Result<Reply, Problem> {
    let t = visit.t();
    let words = Around {
        here: format!("{}/answer", url(&paper.subject)),
        csrf: visit.csrf(),
        promise: paper.promise(&t),
        send: t.s("surveys-answer-send"),
        languages: Vec::new(),
        ballot: String::new(),
    };
    let drawn = carried.drawn(paper.desk(&t, there(visit)), &words)?;
    let page = framed(&t, Page::new(paper.subject.title.as_str(), Drawn(drawn)), paper);
    Ok(if carried.refused() { page.refused().into() } else { page.into() })
}

/// The next page, or the end: then the turn is used up.
///
/// # Errors
/// Those of the database.
pub(super) fn act(visit: &Visit<Answer>, paper: &Paper<Answer>) -> Result<Reply, Problem> {
    let t = visit.t();
    let desk = paper.desk(&t, there(visit));
    let form = visit.form();
    let answers = carry::unpacked(&form.raw("carried"));
    if form.text("go") != "send" {
        let page = form.text("page").parse().unwrap_or(0);
        let carried = Carried::turn(desk, &answers, page, form.fields(), Go::of(form.text("go")))?;
        return draw(visit, paper, &carried);
    }
    let sheet = desk.sheet(&answers)?;
    if !sheet.complaints(&answers).is_empty() {
        let all = paper.form.pages().len();
        return draw(visit, paper, &Carried::turn(desk, &answers, all, &[], Go::Stay)?);
    }
    let (id, now) = (paper.subject.id, visit.act());
    let tx = visit.write()?;
    if !store::cast(&tx, now, &paper.subject, paper.party, &sheet.answers())? {
        drop(tx);
        return Ok(Reply::To(url(&paper.subject), Some(("warn", t.s("surveys-answer-used")))));
    }
    // An ended obligation would say when. This one is as if it had never been, and nothing stands in the ledger.
    let (person, organisation) = match paper.campaign.plan.unit {
        Unit::Organisation => (None, Some(OrganisationId(paper.party))),
        // By a link nobody is invited, and no party comes here.
        Unit::Person | Unit::Link => (Some(PersonId(paper.party)), None),
    };
    agenda::withdraw(&tx, id, DUE, person, organisation)?;
    tx.commit()?;
    Ok(Reply::done(url(&paper.subject), t.s("surveys-answer-cast")))
}
