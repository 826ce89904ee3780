//! One mail to one person, for everything that waits.
//!
//! A mail leaves the platform, so it says no more than may leave it: a title only where TLP is GREEN or CLEAR, else that
//! there is something, and where to read it. What the person may see is asked again when the mail is made.

use belfry_kernel::{PersonId, Tlp};
use belfry_outbound::{Mail, MailError};
use belfry_store::job::Job;
use belfry_store::{Key, scope};
use belfry_web::House;
use belfry_web::area::JobProblem;
use belfry_words::Words;
use serde::{Deserialize, Serialize};

use crate::notice::store::{self, Filter, Notice};
use crate::notice::{line, told};
use crate::subject::Names;

/// The job.
pub const JOB: &str = "desk.mail";
/// Notices that a mail names; the rest is a number.
const NAMED: usize = 30;
/// Notices that one mail stands for.
const MOST: i64 = 1_000;

#[derive(Serialize, Deserialize)]
struct Payload {
    person: PersonId,
}

/// What the job is told.
pub fn payload(person: PersonId) -> String {
    serde_json::json!({ "person": person }).to_string()
}

/// Sends the mail, if anything waits that the person may still see.
///
/// # Errors
/// [`JobProblem::Later`] when the database or the mail server fails, [`JobProblem::Never`] when the address is refused.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let payload: Payload = serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let tx = house.db.write(Key::SYSTEM)?;
    store::take_mail(&tx, payload.person)?;
    tx.commit()?;
    let Some(person) = belfry_identity::on_behalf_of(&house.db.read(Key::SYSTEM)?, payload.person)? else {
        return Ok(result(0));
    };
    let now = house.clock.now();
    let key = scope::key_of(&house.db, &person.grants, now)?;
    let (notices, names) = {
        let read = house.db.read(key)?;
        let filter = Filter { to_mail: true, ..Filter::default() };
        let notices = store::list(&read, payload.person, filter, MOST)?;
        let mut owners: Vec<_> = notices.iter().filter_map(|notice| notice.organisation).collect();
        owners.dedup();
        let names = belfry_identity::organisation::names(&read, &owners)?;
        (notices, names)
    };
    if notices.is_empty() {
        return Ok(result(0));
    }
    let unread: Vec<Notice> = notices.iter().filter(|notice| !notice.is_read).cloned().collect();
    if !unread.is_empty() {
        let t = house.words_in(&person.language).in_zone(&person.time_zone);
        send(house, job, &t, &person.email, &person.person.name, &unread, &names)?;
    }
    let tx = house.db.write(Key::SYSTEM)?;
    store::mark_mailed(&tx, &notices)?;
    tx.commit()?;
    Ok(result(unread.len()))
}

fn result(notices: usize) -> String {
    serde_json::json!({ "notices": notices }).to_string()
}

fn send(
    house: &House,
    job: &Job,
    t: &Words,
    address: &str,
    name: &str,
    notices: &[Notice],
    names: &Names,
) -> Result<(), JobProblem> {
    let subject = t.n("desk-mail-subject", notices.len());
    let mail = Mail::new(job.id, address, &subject, text(house, t, name, notices, names))
        .map_err(|error| JobProblem::Never(error.to_string()))?;
    house.post(mail).map_err(|error| match error {
        MailError::Later(why) => JobProblem::Later(why),
        MailError::Never(why) => JobProblem::Never(why),
    })
}

fn text(house: &House, t: &Words, name: &str, notices: &[Notice], names: &Names) -> String {
    let base = &house.settings.base_url;
    let mut text = t.a("desk-mail-greeting", [("name", name.into())]);
    text.push_str("\n\n");
    for notice in notices.iter().take(NAMED) {
        let href = line::href(house, notice);
        let href = if href.is_empty() { "/desk/activity".to_owned() } else { href };
        text.push_str(&format!("- {}\n  {base}{href}\n", sentence(t, notice, names)));
    }
    if let Some(more) = notices.len().checked_sub(NAMED + 1) {
        text.push_str(&format!("\n{}\n  {base}/desk/activity\n", t.n("desk-mail-more", more + 1)));
    }
    text.push_str(&format!("\n{}\n", t.s("desk-mail-why")));
    // A title is somebody's text: what could not stand in a mail is left out.
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

// words: desk-mail-agenda-{reminder,reminder-late} desk-mail-desk-announcement-published
// words: desk-mail-threats-event-{published,corrected,withdrawn,recalled}
// words: desk-mail-discussion-{remark-added,person-mentioned,document-added}
// words: desk-mail-identity-circle-{invited,joined,left,suspended,resumed,handed-over,closed}
// words: desk-mail-identity-{person-joined,membership-changed}
// words: desk-mail-members-registration-{submitted,answered,told,asked,accepted,refused}

/// With its title where that may leave the platform; else only what kind of thing happened.
fn sentence(t: &Words, notice: &Notice, names: &Names) -> String {
    let level = notice.subject.as_ref().and_then(|(_, _, _, tlp)| Tlp::parse(tlp));
    let own = notice.subject.is_none() && notice.reminded.as_ref().is_some_and(|one| one.may_leave);
    let quiet = notice.word.starts_with(told::REGISTRATION);
    if own || (!quiet && matches!(level, Some(Tlp::Green | Tlp::Clear))) {
        return line::sentence(t, notice, names);
    }
    let due = notice.reminded.as_ref().map(|one| t.date_time_zone(one.due)).unwrap_or_default();
    t.a(&format!("desk-mail-{}", notice.word.replace('.', "-")), [("due", due.into())])
}
