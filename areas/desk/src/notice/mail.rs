//! One mail to one person, for everything that waits.
//!
//! A mail leaves the platform, so it says no more than may leave it: a title only where TLP is GREEN or CLEAR, else that
//! there is something, and where to read it. What the person may see is asked again when the mail is made.

use belfry_kernel::Tlp;
use belfry_store::job::Job;
use belfry_web::House;
use belfry_web::area::JobProblem;
use belfry_words::Words;

use crate::notice::post::{self, Post, Waiting};
use crate::notice::store::Notice;
use crate::notice::{line, told};
use crate::subject::Names;

/// The job.
pub const JOB: &str = "desk.mail";
/// Notices that a mail names; the rest is a number.
pub const NAMED: usize = 30;

/// Sends the mail, if anything waits that the person may still see.
///
/// # Errors
/// Those of [`post::send`].
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let Some(waiting) = post::take(house, Post::Mail, post::person(job)?)? else { return Ok(post::result(0)) };
    let subject = waiting.t.n("desk-mail-subject", waiting.notices.len());
    post::send(house, job, Post::Mail, &waiting, &subject, &text(house, &waiting))
}

fn text(house: &House, waiting: &Waiting) -> String {
    let t = &waiting.t;
    let mut text = t.a("desk-mail-greeting", [("name", waiting.person.name.as_str().into())]);
    text.push_str("\n\n");
    for notice in waiting.notices.iter().take(NAMED) {
        text.push_str(&entry(house, t, notice, &waiting.names));
    }
    text.push_str(&rest(house, t, waiting.notices.len()));
    text.push_str(&format!("\n{}\n", t.s("desk-mail-why")));
    text
}

/// A notice and its address, as lines of a mail.
pub fn entry(house: &House, t: &Words, notice: &Notice, names: &Names) -> String {
    let href = line::href(house, notice);
    let href = if href.is_empty() { "/desk/activity".to_owned() } else { href };
    format!("- {}\n  {}{href}\n", sentence(t, notice, names), house.settings.base_url)
}

/// How many there are besides those that are named; empty for none.
pub fn rest(house: &House, t: &Words, all: usize) -> String {
    match all.saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("\n{}\n  {}/desk/activity\n", t.n("desk-mail-more", more), house.settings.base_url),
    }
}

// words: desk-mail-agenda-{reminder,reminder-late} desk-mail-desk-announcement-published
// words: desk-mail-threats-event-{published,corrected,withdrawn,narrowed,deleted,recalled}
// words: desk-mail-discussion-{remark-added,person-mentioned,document-added}
// words: desk-mail-identity-circle-{invited,joined,left,suspended,resumed,handed-over,closed}
// words: desk-mail-identity-{person-joined,membership-changed} desk-mail-practices-{record-published,record-superseded,report-settled}
// words: desk-mail-insight-report-published
// words: desk-mail-incidents-{package-received,package-receipted,package-refused,package-given-up,package-routed}
// words: desk-mail-surveys-question-taken
// words: desk-mail-incidents-{step-submitted,step-reviewed,report-requested,recipient-added,notification-closed}
// words: desk-mail-members-registration-{submitted,answered,told,asked,accepted,refused}

/// With its title where that may leave the platform; else only what kind of thing happened.
fn sentence(t: &Words, notice: &Notice, names: &Names) -> String {
    let level = notice.subject.as_ref().and_then(|about| Tlp::parse(&about.tlp));
    let own = notice.subject.is_none() && notice.reminded.as_ref().is_some_and(|one| one.may_leave);
    let quiet = notice.word.starts_with(told::REGISTRATION);
    if own || (!quiet && matches!(level, Some(Tlp::Green | Tlp::Clear))) {
        return line::sentence(t, notice, names);
    }
    let due = notice.reminded.as_ref().map(|one| t.date_time_zone(one.due)).unwrap_or_default();
    t.a(&format!("desk-mail-{}", notice.word.replace('.', "-")), [("due", due.into())])
}
