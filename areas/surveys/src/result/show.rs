//! What came out, at a glance: a line for each question with the figure that says most, each with a page of its own.

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_store::scope;
use belfry_web::components::Choice;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::drawn::essential;
use super::load::{self, Outcome};
use super::told::Told;
use crate::access::{Inspect, Read};
use crate::campaign::{State, Unit, url};

/// A question as a line.
struct Line {
    href: String,
    label: String,
    part: String,
    figure: String,
}

#[derive(Template)]
#[template(path = "result/show.html")]
struct Body {
    t: Words,
    here: String,
    stats: Vec<(String, String)>,
    left_out: String,
    words: String,
    parts: Vec<Choice>,
    count: String,
    lines: Vec<Line>,
    nothing: bool,
    closed: bool,
    csv: String,
    xlsx: String,
    dictionary: String,
    raw: String,
    /// Whether files came with the answers.
    files: bool,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let outcome = load::outcome(visit, "", None)?;
    let inspects = visit.may::<Inspect>(Some(&outcome.subject));
    let survey = url(&outcome.subject);
    let here = format!("{survey}/results");
    let (csv, xlsx) = belfry_web::table::links(&here, "");
    let told = outcome.told.as_deref().unwrap_or_default();
    let (words, part) = (visit.query("q").to_owned(), visit.query("part").to_owned());
    let lines: Vec<Line> = told
        .iter()
        .filter(|told| part.is_empty() || told.question.part == part)
        .filter(|told| told.question.label.to_lowercase().contains(&words.to_lowercase()))
        .map(|told| line(&t, told, &outcome))
        .collect();
    let body = Body {
        stats: stats(&t, &outcome),
        left_out: left_out(&t, &outcome),
        parts: parts(told, &part),
        words,
        count: t.n("surveys-result-questions", lines.len()),
        lines,
        nothing: outcome.told.is_none(),
        closed: outcome.campaign.state == State::Closed,
        csv,
        xlsx,
        dictionary: format!("{survey}/dictionary.csv"),
        files: inspects && outcome.form.asks_for_files(),
        raw: if inspects { format!("{survey}/answers") } else { String::new() },
        here: here.clone(),
        t: t.clone(),
    };
    let page = Page::new(t.s("surveys-result-title"), body).action(Action::link(
        t.s("surveys-result-all"),
        format!("{here}/all"),
        "list",
    ));
    Ok(framed(visit, &outcome, page)?.into())
}

fn line(t: &Words, told: &Told, outcome: &Outcome) -> Line {
    Line {
        href: question_url(outcome, told, &outcome.by),
        label: told.question.label.clone(),
        part: told.question.part.clone(),
        figure: essential(t, told, outcome.counted as u64),
    }
}

/// The page of one question.
pub(super) fn question_url(outcome: &Outcome, told: &Told, by: &str) -> String {
    let query = serde_urlencoded::to_string([("by", by)]).unwrap_or_default();
    let query = if by.is_empty() { String::new() } else { format!("?{query}") };
    format!("{}/results/q/{}{query}", url(&outcome.subject), told.question.name)
}

/// The pages of the form that have a heading, where there are several.
fn parts(told: &[Told], chosen: &str) -> Vec<Choice> {
    let mut parts: Vec<&str> = told.iter().map(|told| told.question.part.as_str()).collect();
    parts.dedup();
    parts.retain(|part| !part.is_empty());
    parts.iter().filter(|_| parts.len() > 1).map(|part| Choice::new(*part, *part, chosen)).collect()
}

/// Words for those who are not counted, where there are any.
pub(super) fn left_out(t: &Words, outcome: &Outcome) -> String {
    let not_counted = usize::try_from(outcome.answered).unwrap_or(0).saturating_sub(outcome.counted);
    if not_counted > 0 && outcome.told.is_some() { t.n("surveys-result-left-out", not_counted) } else { String::new() }
}

/// Who answered, of how many. By an open link nobody knows of how many.
pub(super) fn stats(t: &Words, outcome: &Outcome) -> Vec<(String, String)> {
    let mut stats = vec![(t.s("surveys-answered"), t.number(outcome.answered))];
    if outcome.campaign.plan.unit == Unit::Link {
        stats.push((t.s("surveys-population"), t.s("surveys-population-unknown")));
        return stats;
    }
    let invited = outcome.campaign.invited;
    stats.push((t.s("surveys-invited"), t.number(invited)));
    stats.push((t.s("surveys-rate"), t.percent(outcome.answered as f64 / invited.max(1) as f64)));
    stats
}

/// With the way here, who sees it, and what is never told.
pub(super) fn framed(visit: &Visit<Read>, outcome: &Outcome, page: Page) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let label = scope::label(&read, outcome.subject.label_id)?;
    let names = organisation::names(&read, &[outcome.subject.owner])?;
    drop(read);
    // words: surveys-result-reach-{told,closed}
    let told = outcome.campaign.state == State::Told;
    let audience = Audience {
        owner: names.get(&outcome.subject.owner).map(|name| name.name.clone()).unwrap_or_default(),
        reach: t.s(if told { "surveys-result-reach-told" } else { "surveys-result-reach-closed" }),
        tlp: label.tlp.code().to_owned(),
        href: String::new(),
    };
    Ok(page
        .lead(t.n("surveys-result-lead", outcome.campaign.plan.least))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(outcome.subject.title.as_str(), url(&outcome.subject))
        .audience(audience))
}
