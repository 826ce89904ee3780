//! Announcements: what the coordination has to say to everyone, to a kind of organisation, or to a circle.
//!
//! | module | holds |
//! |---|---|
//! | [`new`] | writing one, with a preview of who gets it |
//! | [`show`] | reading one; [`edit`] changing its words and its end, and ending it |
//! | [`store`] | the SQL |
//! | [`tell`] | the job that tells, when it begins |
//!
//! An announcement is a subject with a label: who may not see it does not know of it. One to a kind of organisation is seen by
//! the community, and put before those it addresses. It stands on home until it is read or ended.

pub mod edit;
pub mod new;
pub mod show;
pub mod store;
pub mod tell;

use askama::Template;
use belfry_kernel::Problem;
use belfry_kernel::access::Read as Reads;
use belfry_store::Kind;
use belfry_web::components::Choice;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use crate::access::Announce;
use crate::subject;
use store::Announcement;

/// Announcements as records.
pub const ANNOUNCEMENT: Kind = Kind { code: 40, name: "desk-announcement", path: "/desk/announcements/" };
/// Announcements on a page.
const PAGE: usize = 30;

/// An announcement in a list.
pub struct Line {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Who says it.
    pub owner: String,
    /// The code of its TLP level.
    pub tlp: String,
    /// When it began, or will.
    pub when: String,
    /// The same, as a machine reads it.
    pub datetime: String,
    /// A word on its state; empty while it is current.
    pub state: String,
    /// Whether the reader has not read it.
    pub unread: bool,
}

impl Line {
    /// The line of an announcement.
    pub fn new<A>(visit: &Visit<A>, one: &Announcement, names: &subject::Names) -> Self {
        let (t, now) = (visit.t(), visit.now());
        let state = match () {
            () if one.is_over(now) => t.s("desk-announcement-over"),
            () if one.starts > now => t.s("desk-announcement-coming"),
            () => String::new(),
        };
        Self {
            href: format!("{}{}", ANNOUNCEMENT.path, one.subject.uuid),
            title: one.subject.title.clone(),
            owner: names.get(&one.subject.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
            tlp: one.tlp.clone(),
            when: t.date_time(one.starts),
            datetime: one.starts.to_string(),
            unread: !one.is_read && state.is_empty(),
            state,
        }
    }
}

#[derive(Template)]
#[template(path = "announcement/list.html")]
struct Body {
    t: Words,
    lines: Vec<Line>,
    states: Vec<Choice>,
    may_announce: bool,
    newer: String,
    older: String,
    past: bool,
}

/// The list: what is current, or what is over.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let t = visit.t();
    let past = visit.query("state") == "past";
    let before: Option<i64> = visit.query("before").parse().ok();
    let me = visit.person()?.id;
    let own: Vec<_> = visit.person()?.roles.iter().map(|(bound, _)| *bound).collect();
    let mut found = store::list(&*visit.read()?, me, &own, past, before, visit.now(), PAGE as i64 + 1)?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let names = subject::names(visit, found.iter().map(|one| one.subject.owner))?;
    let address = |before: Option<i64>| {
        let before = before.map(|id| format!("&before={id}")).unwrap_or_default();
        format!("/desk/announcements?state={}{before}", if past { "past" } else { "" })
    };
    let older = if more { address(found.last().map(|one| one.subject.id.0)) } else { String::new() };
    let may_announce = visit.may::<Announce>(None);
    let body = Body {
        lines: found.iter().map(|one| Line::new(visit, one, &names)).collect(),
        states: vec![Choice::new("past", t.s("desk-announcement-past"), visit.query("state"))],
        may_announce,
        newer: if before.is_some() { address(None) } else { String::new() },
        older,
        past,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("desk-announcement-title"), body).lead(t.s("desk-announcement-lead"));
    if may_announce {
        page = page.action(Action::link(t.s("desk-announcement-new"), "/desk/announcements/new", "plus").primary());
    }
    Ok(page.into())
}
