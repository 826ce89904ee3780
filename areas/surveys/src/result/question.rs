//! What came out of one question: how answers are spread, in groups, over the waves, and where one's own stands among them.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::drawn::{self, Part};
use super::peers::{self, Peers};
use super::{all, load, show, trend};
use crate::access::Read;
use crate::campaign::url;

#[derive(Template)]
#[template(path = "result/question.html")]
struct Body {
    t: Words,
    here: String,
    by: Vec<Choice>,
    peers: Option<Peers>,
    part: Part,
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
        before: near(at.and_then(|at| at.checked_sub(1))),
        after: near(at.map(|at| at + 1)),
        t: t.clone(),
    };
    let page = Page::new(told.question.label.as_str(), body);
    Ok(show::framed(visit, &outcome, page)?.crumb(t.s("surveys-result-title"), results).into())
}
