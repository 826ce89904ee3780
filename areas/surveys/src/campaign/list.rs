//! What is asked of me, and every survey that I may see.

use askama::Template;
use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_web::components::Tab;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use std::collections::HashMap;

use super::store::{self, Listed};
use super::{State, url};
use crate::access::{Collect, Read};
use crate::answer;
use crate::tabs::tabs;

/// Surveys on a page.
const PAGE: usize = 50;

/// A survey as a line.
pub struct Row {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Who asks.
    pub owner: String,
    /// Where it stands.
    pub state: State,
    /// The same in words.
    pub said: String,
    /// What the reader has to do with it; empty for nothing.
    pub mine: String,
    /// Whether he still has to answer.
    pub due: bool,
    /// When it closes: as a machine reads it, and a person.
    pub closes: (String, String),
    /// The code of its TLP level.
    pub tlp: String,
}

#[derive(Template)]
#[template(path = "campaign/list.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    asked: Vec<Row>,
    rows: Vec<Row>,
    collects: bool,
    newer: String,
    older: String,
}

fn row<A>(visit: &Visit<A>, one: &Listed, names: &HashMap<OrganisationId, OrganisationName>) -> Row {
    let t = visit.t();
    let open = one.campaign.state == State::Open;
    let mine = match (one.mine, one.signed, one.begun) {
        (None, ..) => String::new(),
        (_, true, _) => t.s("surveys-mine-signed"),
        (_, _, true) if open => t.s("surveys-mine-begun"),
        _ if open => t.s("surveys-mine-due"),
        _ => String::new(),
    };
    Row {
        href: url(&one.subject),
        title: one.subject.title.clone(),
        owner: names.get(&one.subject.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
        state: one.campaign.state,
        said: t.s(&format!("surveys-state-{}", one.campaign.state.code())),
        due: open && one.mine.is_some() && !one.signed,
        mine,
        closes: (one.campaign.plan.closes.to_string(), t.date(one.campaign.plan.closes)),
        tlp: one.tlp.clone(),
    }
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let parties = answer::parties(visit.person()?);
    let before: Option<SubjectId> = visit.query("before").parse().ok().map(SubjectId);
    let mut found = store::list(&read, &parties, false, before, PAGE as i64 + 1)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let asked = if before.is_none() { store::list(&read, &parties, true, None, PAGE as i64)? } else { Vec::new() };
    let names =
        organisation::names(&read, &found.iter().chain(&asked).map(|one| one.subject.owner).collect::<Vec<_>>())?;
    drop(read);
    let collects = visit.may::<Collect>(None);
    let asked: Vec<Row> = asked.iter().map(|one| row(visit, one, &names)).filter(|row| row.due).collect();
    let older = found.last().filter(|_| more).map(|last| format!("/surveys?before={}", last.subject.id));
    let body = Body {
        tabs: tabs(&t, "/surveys"),
        rows: found.iter().map(|one| row(visit, one, &names)).collect(),
        asked,
        collects,
        newer: if before.is_some() { "/surveys".into() } else { String::new() },
        older: older.unwrap_or_default(),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("surveys-title"), body).lead(t.s("surveys-lead"));
    if collects {
        page = page.action(Action::link(t.s("surveys-campaign-new"), "/surveys/campaigns/new", "plus").primary());
    }
    Ok(page.action(Action::link(t.s("surveys-form-title"), "/forms", "list")).into())
}
