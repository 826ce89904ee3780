//! What came out of one question: how answers are spread, in groups, over the waves, and where one's own stands among them.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::drawn::{self, Part};
use super::load::Outcome;
use super::peers::{self, Peers};
use super::{all, load, show, trend};
use crate::access::{Inspect, Read};
use crate::campaign::{show as survey, url};
use crate::file;

/// Files that are listed: whoever wants all has them by name in the file of answers.
const FILES: usize = 200;

/// A file that somebody handed in.
struct Filed {
    who: String,
    name: String,
    size: String,
    href: String,
}

#[derive(Template)]
#[template(path = "result/question.html")]
struct Body {
    t: Words,
    here: String,
    by: Vec<Choice>,
    peers: Option<Peers>,
    part: Part,
    files: Vec<Filed>,
    count: String,
    before: String,
    after: String,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let name: String = visit.path("name")?;
    let by = visit.query("by").to_owned();
    let outcome = load::outcome(visit, &by, Some(&name))?;
    let told = outcome.told.as_ref().and_then(|told| told.first()).ok_or(Problem::NotFound)?;
    let trends = trend::trends(visit, &outcome, Some(&name))?;
    let peers = peers::of(visit, &outcome, told)?;
    let results = format!("{}/results", url(&outcome.subject));
    let filed = if visit.may::<Inspect>(Some(&outcome.subject)) { files(visit, &outcome, &name)? } else { Vec::new() };
    let at = outcome.names.iter().position(|other| *other == name);
    let near = |at: Option<usize>| {
        let other = at.and_then(|at| outcome.names.get(at));
        let query = serde_urlencoded::to_string([("by", outcome.by.as_str())]).unwrap_or_default();
        let query = if outcome.by.is_empty() { String::new() } else { format!("?{query}") };
        other.map(|other| format!("{results}/q/{other}{query}")).unwrap_or_default()
    };
    let body = Body {
        here: format!("{results}/q/{name}"),
        by: all::choices(&outcome),
        peers,
        part: drawn::part(&t, 0, told, &outcome, trends.get(name.as_str())),
        count: t.n("surveys-file-n", filed.len()),
        files: filed.into_iter().take(FILES).collect(),
        before: near(at.and_then(|at| at.checked_sub(1))),
        after: near(at.map(|at| at + 1)),
        t: t.clone(),
    };
    let page = Page::new(told.question.label.as_str(), body);
    Ok(show::framed(visit, &outcome, page)?.crumb(t.s("surveys-result-title"), results).into())
}

/// The files that were handed in, with whose they are, for whoever asked.
fn files(visit: &Visit<Read>, outcome: &Outcome, name: &str) -> Result<Vec<Filed>, Problem> {
    if outcome.campaign.plan.is_bare() || !outcome.form.asks_for_files() {
        return Ok(Vec::new());
    }
    let (t, read) = (visit.t(), visit.read()?);
    let found = file::of_question(&read, outcome.subject.id, name)?;
    let names = survey::names(&read, outcome.campaign.plan.unit, found.iter().map(|file| &file.party))?;
    let filed = |file: file::File| Filed {
        who: names.get(&file.party).cloned().unwrap_or_default(),
        size: t.bytes(u64::try_from(file.length).unwrap_or_default()),
        href: format!("{}/files/{}", url(&outcome.subject), file.uuid),
        name: file.name,
    };
    Ok(found.into_iter().map(filed).collect())
}
