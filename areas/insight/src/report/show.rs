//! A report as a page: contents, sections with their figures and what stands below them; for those who write it, what can be done.

use std::collections::HashMap;

use askama::Template;
use belfry_discussion::Discussion;
use belfry_documents::chart::Chart;
use belfry_identity::circle;
use belfry_identity::{organisation, person};
use belfry_kernel::{OrganisationId, Problem, Tlp};
use belfry_store::{Read as Picture, Sql, args, scope};
use belfry_web::components::Choice;
use belfry_web::{Action, Audience, Page, Reply, Visit, prose};
use belfry_words::Words;
use uuid::Uuid;

use super::content::Kind;
use super::discuss::OfReports;
use super::store::{self, Report, Section};
use super::{REPORT, State, fields, reach, ready, section, url};
use crate::access::{Approve, Read, Settle, Write};
use crate::figure::{self, Under};

/// A recommendation as it is read.
pub struct Recommended {
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// By when: as a machine reads it, and a person.
    pub due: (String, String),
    /// Whether it is done.
    pub done: bool,
    /// Where it is said to be done; empty for whoever may not.
    pub settle: String,
    /// Which of its section it is, from 0.
    pub number: String,
}

/// A section as it is read.
pub struct Part {
    /// Which.
    pub id: i64,
    /// Its heading.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its words.
    pub html: String,
    /// Its figure.
    pub chart: Option<Chart>,
    /// What stands below the figure.
    pub under: Under,
    /// Whether there should be a figure, and is none.
    pub missing: bool,
    /// Its records.
    pub chosen: Vec<(String, String)>,
    /// What it recommends.
    pub recommended: Vec<Recommended>,
    /// Who changed it last, and when; for those who write.
    pub saved: String,
}

#[derive(Template)]
#[template(path = "report/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    state: State,
    said: String,
    summary: String,
    facts: Vec<(String, String)>,
    parts: Vec<Part>,
    writes: bool,
    approves: bool,
    own_sent: bool,
    /// Whether its figures are open to everybody; none for one of which they may not be.
    opened: Option<bool>,
    ready: Vec<Choice>,
    kinds: Vec<(&'static str, String)>,
    csv: String,
    xlsx: String,
    discussion: Discussion,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }

    fn section(&self, id: &i64, what: &str) -> String {
        format!("{}/sections/{id}{what}", self.here)
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let report = store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    let sections = store::sections(&read, subject.id)?;
    let own = visit.may::<Write>(Some(&subject));
    let writes = own && report.state == State::Draft;
    let approves = visit.may::<Approve>(Some(&subject));
    let names = organisation::names(&read, &[subject.owner])?;
    let circles = if own { circle::sharing(&read, &visit.actor().grants(), subject.owner)? } else { Vec::new() };
    let savers = if writes {
        person::names(&read, &sections.iter().filter_map(|one| one.saved_by).collect::<Vec<_>>())?
    } else {
        HashMap::new()
    };
    let owners = section::owners(&read, &sections)?;
    let discussion = Discussion::load::<OfReports, _>(visit, &read, &subject)?;
    let label = scope::label(&read, subject.label_id)?;
    drop(read);
    let here = url(&subject);
    let done = done(visit, &sections)?;
    let parts = sections.iter().map(|one| {
        let settles = |organisation: OrganisationId| report.published.is_some() && settles(visit, organisation);
        let mut part = part(visit, &t, one, &owners, &done, &settles, &here);
        let who = one.saved_by.and_then(|id| savers.get(&id)).map(|name| name.name.clone()).unwrap_or_default();
        if writes {
            part.saved =
                t.a("insight-section-by", [("who", who.into()), ("at", t.relative(one.saved, visit.now()).into())]);
        }
        part
    });
    let (csv, xlsx) = belfry_web::table::links(&format!("{here}/data"), "");
    let body = Body {
        csrf: visit.csrf(),
        parts: parts.collect(),
        said: t.s(&format!("insight-state-{}", report.state.code())),
        summary: prose::harmless(report.summary.said(t.language()), &HashMap::new()),
        facts: facts(&t, &report),
        opened: Some(report.opened).filter(|_| report.state == State::Published && report.reach.tlp == Tlp::Clear),
        own_sent: report.sent_by == visit.actor().person_id(),
        state: report.state,
        writes,
        approves,
        ready: ready::ALL
            .iter()
            .map(|one| Choice::new(one.code, t.s(&format!("insight-ready-{}", one.code)), ""))
            .collect(),
        kinds: Kind::ALL.iter().map(|kind| (kind.code(), t.s(&format!("insight-kind-{}", kind.code())))).collect(),
        csv,
        xlsx,
        discussion,
        here: here.clone(),
        t: t.clone(),
    };
    let owner = names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default();
    let published = report.state == State::Published;
    let audience = Audience {
        owner,
        reach: if published { reach::words(&t, &report.reach, &circles) } else { t.s("insight-reach-own") },
        tlp: label.tlp.code().to_owned(),
        href: String::new(),
    };
    let lead = t.a(
        "insight-report-volume-of",
        [("series", report.series.as_str().into()), ("volume", report.volume.as_str().into())],
    );
    let mut page =
        Page::new(subject.title.as_str(), body).lead(lead).crumb(t.s("insight-nav"), "/insight").audience(audience);
    page = page.action(Action::link(t.s("insight-report-pdf"), format!("{here}/pdf"), "download"));
    if writes {
        page = page.action(Action::link(t.s("insight-report-edit"), format!("{here}/edit"), "edit"));
    }
    if own || published {
        page = page.action(Action::link(t.s("insight-check-do"), format!("{here}/check"), "refresh"));
    }
    Ok(page.into())
}

fn facts(t: &Words, report: &Report) -> Vec<(String, String)> {
    let (from, until) = (fields::first_day(report.from), fields::last_day(report.until));
    let period = t.a("insight-report-period-of", [("from", t.day(from).into()), ("until", t.day(until).into())]);
    let mut facts = vec![(t.s("insight-report-period"), period)];
    if !report.country.is_empty() {
        let country = belfry_contracts::figures::Level::National(report.country.clone());
        facts.push((t.s("insight-report-country"), figure::level_said(t, &country)));
    }
    facts.extend(report.published.map(|at| (t.s("insight-report-published"), t.date(at))));
    facts
}

/// Which recommendations are done. What is done is the report's matter: all who see it may know.
fn done<A>(visit: &Visit<A>, sections: &[Section]) -> Result<Vec<i64>, Problem> {
    let all: Vec<i64> =
        sections.iter().filter_map(|one| one.kept.as_ref()).flat_map(|kept| kept.obligations.clone()).collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    visit.close();
    Ok(store::done(&visit.house().db.read(section::OWN)?, &all)?)
}

/// Whether somebody speaks for an organisation.
pub(super) fn settles<A: belfry_kernel::Action>(visit: &Visit<A>, organisation: OrganisationId) -> bool {
    visit.may::<Settle>(None)
        && visit.person().is_ok_and(|person| person.holds_for(crate::access::VOICES, organisation))
}

fn part(
    visit: &Visit<Read>,
    t: &Words,
    one: &Section,
    owners: &HashMap<OrganisationId, String>,
    done: &[i64],
    settles: &dyn Fn(OrganisationId) -> bool,
    here: &str,
) -> Part {
    let (language, content) = (t.language(), &one.content);
    let title = content.title.said(language).to_owned();
    let kept = one.kept.clone().unwrap_or_default();
    let drawn = content.figure.as_ref().and_then(|figure| figure::drawn(visit.house(), t, figure, &kept));
    let recommended = content.recommendations.iter().enumerate().map(|(n, recommendation)| {
        let obligation = kept.obligations.get(n);
        let is_done = obligation.is_some_and(|id| done.contains(id));
        let may = obligation.is_some() && !is_done && settles(recommendation.owner);
        Recommended {
            what: recommendation.what.said(language).to_owned(),
            owner: owners.get(&recommendation.owner).cloned().unwrap_or_default(),
            due: (recommendation.due.to_string(), t.day(recommendation.due)),
            done: is_done,
            settle: if may { format!("{here}/sections/{}/done", one.id) } else { String::new() },
            number: n.to_string(),
        }
    });
    Part {
        id: one.id,
        kind: one.kind,
        html: prose::harmless(content.text.said(language), &HashMap::new()),
        missing: one.kind == Kind::Figure && drawn.is_none(),
        under: drawn.as_ref().map(|drawn| drawn.under.clone()).unwrap_or_default(),
        chart: drawn.map(|drawn| drawn.chart(&format!("figure-{}", one.id), t)),
        chosen: kept.chosen,
        recommended: recommended.collect(),
        saved: String::new(),
        title,
    }
}

/// Records by their UUIDs as the grants of a picture see them: title and address, in the order that is asked.
///
/// # Errors
/// Those of the database.
pub fn addresses<A>(visit: &Visit<A>, read: &Picture, uuids: &[Uuid]) -> Result<Vec<(String, String)>, Problem> {
    let mut all = Vec::with_capacity(uuids.len());
    for uuid in uuids {
        let mut sql = Sql::new(
            "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
             where s.uuid = ? and",
            [(*uuid).into()],
        );
        sql.append(&scope::sees_subject(read.key()));
        sql.push("order by s.id limit 1", []);
        let found = read.maybe(sql, args![], |row| belfry_store::subject::Subject::from_row(row, 0))?;
        all.extend(found.map(|subject| (subject.title.clone(), visit.house().address(&subject))));
    }
    Ok(all)
}
