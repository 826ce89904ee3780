//! Everything that is told, on one page: to read through, and to print.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::drawn::{self, Part};
use super::{load, show, trend};
use crate::access::Read;
use crate::campaign::url;

#[derive(Template)]
#[template(path = "result/all.html")]
struct Body {
    t: Words,
    here: String,
    by: Vec<Choice>,
    stats: Vec<(String, String)>,
    left_out: String,
    count: String,
    csv: String,
    xlsx: String,
    parts: Vec<Part>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let by = visit.query("by").to_owned();
    let outcome = load::outcome(visit, &by, None)?;
    let trends = trend::trends(visit, &outcome, None)?;
    let results = format!("{}/results", url(&outcome.subject));
    let query = serde_urlencoded::to_string([("by", outcome.by.as_str())]).unwrap_or_default();
    let (csv, xlsx) = belfry_web::table::links(&results, if outcome.by.is_empty() { "" } else { &query });
    let told = outcome.told.iter().flatten().enumerate();
    let parts = told.map(|(at, told)| drawn::part(&t, at, told, &outcome, trends.get(told.question.name.as_str())));
    let parts: Vec<Part> = parts.collect();
    let body = Body {
        by: choices(&outcome),
        stats: show::stats(&t, &outcome),
        left_out: show::left_out(&t, &outcome),
        count: t.n("surveys-result-questions", parts.len()),
        parts,
        csv,
        xlsx,
        here: format!("{results}/all"),
        t: t.clone(),
    };
    let page = Page::new(t.s("surveys-result-all"), body);
    Ok(show::framed(visit, &outcome, page)?.crumb(t.s("surveys-result-title"), results).into())
}

/// By what it can be split.
pub(super) fn choices(outcome: &load::Outcome) -> Vec<Choice> {
    let choice = |(code, words): &(String, String)| Choice::new(code.as_str(), words.as_str(), &outcome.by);
    outcome.splits.iter().map(choice).collect()
}
