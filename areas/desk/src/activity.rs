//! What changed for a person: all of his notices.

pub mod read;

use askama::Template;
use belfry_kernel::Problem;
use belfry_kernel::access::Read as Reads;
use belfry_web::components::Choice;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use crate::notice::line::{Line, line};
use crate::notice::store::{self, Filter};
use crate::notice::told;
use crate::subject;

/// Notices on a page.
const PAGE: usize = 50;

// words: desk-filter-agenda-reminder desk-filter-desk-announcement-published
// words: desk-filter-threats-event-{published,corrected,withdrawn,recalled}
// words: desk-filter-discussion-{remark-added,person-mentioned,document-added}
// words: desk-filter-identity-circle-{invited,joined,left,suspended,resumed,handed-over,closed}
// words: desk-filter-identity-{person-joined,membership-changed}
// words: desk-filter-members-registration-{submitted,answered,told,asked,accepted,refused}

#[derive(Template)]
#[template(path = "activity.html")]
struct Body {
    t: Words,
    csrf: String,
    lines: Vec<Line>,
    words: Vec<Choice>,
    states: Vec<Choice>,
    filtered: bool,
    back: String,
    newer: String,
    older: String,
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let all = told::words();
    let word = all.iter().copied().find(|word| *word == visit.query("word")).unwrap_or_default();
    let unread = visit.query("state") == "unread";
    let before: Option<i64> = visit.query("before").parse().ok();
    let filter = Filter { unread, word, before, ..Filter::default() };
    let mut notices = store::list(&*visit.read()?, visit.person()?.id, filter, PAGE as i64 + 1)?;
    let more = notices.len() > PAGE;
    notices.truncate(PAGE);
    let names = subject::names(visit, notices.iter().filter_map(|notice| notice.organisation))?;
    let lines: Vec<Line> = notices.iter().map(|notice| line(visit.house(), &t, now, notice, &names)).collect();
    let address = |before: Option<i64>| {
        let state = if unread { "unread" } else { "" };
        let before = before.map(|id| format!("&before={id}")).unwrap_or_default();
        format!("/desk/activity?word={word}&state={state}{before}")
    };
    let choice =
        |word: &&str| Choice::new(*word, t.s(&format!("desk-filter-{}", word.replace('.', "-"))), visit.query("word"));
    let older = if more { address(notices.last().map(|notice| notice.id)) } else { String::new() };
    let newest_unread = lines.iter().find(|line| line.unread).map(|line| line.id);
    let body = Body {
        csrf: visit.csrf(),
        words: all.iter().map(choice).collect(),
        states: vec![Choice::new("unread", t.s("desk-activity-unread-only"), visit.query("state"))],
        filtered: unread || !word.is_empty() || before.is_some(),
        back: address(before),
        newer: if before.is_some() { address(None) } else { String::new() },
        older,
        lines,
        t: t.clone(),
    };
    let mut page = Page::new(t.s("desk-activity-title"), body).lead(t.s("desk-activity-lead"));
    if newest_unread.is_some() && before.is_none() {
        page = page.action(Action::post(t.s("desk-activity-read-all"), "/desk/activity/read", "check"));
    }
    let wishes = Action::link(t.s("desk-activity-wishes"), "/members/me/notifications", "settings");
    Ok(page.action(wishes).into())
}
