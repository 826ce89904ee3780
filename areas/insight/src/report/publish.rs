//! To publish what was approved: a look at who will see it, then one step. The figures are computed a last time, for all of them, and
//! stay; recommendations stand on their owners' agendas.

use askama::Template;
use belfry_contracts::insight::{ReportOpened, ReportPublished};
use belfry_identity::audience::audience;
use belfry_identity::circle;
use belfry_kernel::{Problem, SubjectId, Tlp};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::{Act, Tx, ledger, subject};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::content::{Kept, Kind};
use super::store::{self, Section};
use super::{DUE, REPORT, State, reach, section, step, text, url};
use crate::access::Approve;
use crate::figure;

/// Organisations that are named; the rest is counted.
const NAMED: usize = 40;
/// Days before a recommendation is due on which its owner is reminded.
const REMINDS: [i64; 2] = [30, 7];

#[derive(Template)]
#[template(path = "report/publish.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    tlp: String,
    reach: String,
    reaches: String,
    names: Vec<String>,
    more: String,
    others: bool,
    figures: usize,
    empty: Vec<(String, String)>,
    differs: Vec<(String, usize)>,
    recommendations: usize,
    opens: bool,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// Who will see it, and what it holds.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database. Before it is approved it leads back.
pub fn page(visit: &mut Visit<Approve>) -> Result<Reply, Problem> {
    step::or_back(visit, draw(visit))
}

fn draw(visit: &Visit<Approve>) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let report = store::of(&read, subject.id)?.filter(|one| one.state == State::Approved).ok_or(Problem::Conflict)?;
    let sections = store::sections(&read, subject.id)?;
    let grants = visit.actor().grants();
    let reached = audience(&read, &report.reach, &grants)?;
    let circles = circle::sharing(&read, &grants, subject.owner)?;
    drop(read);
    visit.close();
    let here = url(&subject);
    let computed = section::compute_all(visit, &report, &sections)?;
    let at = |one: &Section| (one.content.title.said(t.language()).to_owned(), format!("{here}#section-{}", one.id));
    let figures = || sections.iter().zip(&computed).filter(|(one, _)| one.kind == Kind::Figure);
    let empty = figures().filter(|(one, (_, kept))| {
        let figure = one.content.figure.as_ref();
        figure.is_none_or(|figure| figure::merged(&t, figure, kept.tables(t.language())).is_none())
    });
    let differs = figures().filter_map(|(one, (_, now))| {
        let n = figure::differs(one.kept.as_ref()?, now, t.language()).len();
        (n > 0).then(|| (at(one).0, n))
    });
    let more = reached.organisations.len().saturating_sub(NAMED);
    let body = Body {
        csrf: visit.csrf(),
        tlp: report.reach.tlp.code().to_owned(),
        reach: reach::words(&t, &report.reach, &circles),
        reaches: t.n("insight-publish-reaches", reached.total),
        names: reached.organisations.iter().take(NAMED).map(|one| one.name.clone()).collect(),
        more: if more > 0 { t.n("insight-publish-more", more) } else { String::new() },
        others: reached.others,
        figures: figures().count(),
        empty: empty.map(|(one, _)| at(one)).collect(),
        differs: differs.collect(),
        opens: report.reach.tlp == Tlp::Clear,
        recommendations: sections.iter().map(|one| one.content.recommendations.len()).sum(),
        here: here.clone(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("insight-publish-title"), body)
        .lead(t.s("insight-publish-lead"))
        .crumb(t.s("insight-nav"), "/insight")
        .crumb(subject.title.as_str(), here))
}

/// Publishes it.
///
/// # Errors
/// As [`page`]; [`Problem::Conflict`] before it is approved.
pub fn act(visit: &mut Visit<Approve>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let report = store::of(&read, subject.id)?.filter(|one| one.state == State::Approved).ok_or(Problem::Conflict)?;
    let sections = store::sections(&read, subject.id)?;
    drop(read);
    visit.close();
    let computed = section::compute_all(visit, &report, &sections)?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, REPORT, visit.path("uuid")?)?;
    let steps = (State::Approved, State::Published);
    if !store::step(&tx, &subject, steps, report.sent_by, report.signed_by, Some(visit.now()))? {
        return Err(Problem::Conflict);
    }
    store::open(&tx, &subject, report.reach.tlp == Tlp::Clear && visit.form().has("open"))?;
    let mut figures = 0;
    for (one, (at, kept)) in sections.iter().zip(computed) {
        figures += i64::from(one.kind == Kind::Figure);
        let obligations = obliged(&tx, visit.act(), visit.t().zone(), (subject.id, &subject.title), one)?;
        store::keep(&tx, subject.id, at, &Kept { obligations, ..kept })?;
    }
    subject::touch(&tx, &subject, subject.id, &subject.title, visit.now())?;
    subject::relabel(&tx, &subject, subject.id, &report.reach)?;
    text::put(&tx, subject.id)?;
    ledger::record(&tx, visit.act(), &ReportPublished { report: subject.id, figures })?;
    visit.finish(tx, Reply::done(url(&subject), visit.s("insight-publish-done")))
}

/// Opens the figures of one that is published to everybody, or closes them again. What was copied meanwhile is out.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], [`Problem::Conflict`] for one that may not be carried anywhere.
pub fn open(visit: &mut Visit<Approve>) -> Result<Reply, Problem> {
    let opened = visit.form().text("open") == "yes";
    let tx = visit.write()?;
    let subject = visit.load(&tx, REPORT, visit.path("uuid")?)?;
    let report = store::of(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    if report.state != State::Published || report.reach.tlp != Tlp::Clear {
        return Err(Problem::Conflict);
    }
    store::open(&tx, &subject, opened)?;
    ledger::record(&tx, visit.act(), &ReportOpened { report: subject.id, opened })?;
    tx.commit()?;
    let words = if opened { visit.s("insight-open-done") } else { visit.s("insight-open-undone") };
    Ok(Reply::done(url(&subject), words))
}

/// Puts the recommendations of a section on their owners' agendas; their days end in the zone of whoever publishes.
pub fn obliged(
    tx: &Tx,
    act: Act<'_>,
    zone: &TimeZone,
    (report, title): (SubjectId, &str),
    section: &Section,
) -> Result<Vec<i64>, Problem> {
    let mut all = Vec::new();
    for one in &section.content.recommendations {
        let due = due(one.due, zone).unwrap_or(act.now);
        let obligation = Obligation {
            id: 0,
            subject: Some(report),
            person: None,
            organisation: Some(one.owner),
            what: DUE.into(),
            data: json!({ "title": title, "what": one.what }).to_string(),
            due,
        };
        let reminders: Vec<Timestamp> = REMINDS
            .iter()
            .filter_map(|days| due.checked_sub((days * 24).hours()).ok())
            .filter(|at| *at > act.now)
            .collect();
        let new =
            New { obligation: &obligation, circle: None, assignee: None, may_leave: false, reminders: &reminders };
        all.push(agenda::add(tx, act, &new)?.0);
    }
    Ok(all)
}

/// The last moment of a day.
fn due(day: jiff::civil::Date, zone: &TimeZone) -> Option<Timestamp> {
    day.at(23, 59, 0, 0).to_zoned(zone.clone()).ok().map(|at| at.timestamp())
}
