//! The digest: everything that waits for a person's hour, in one mail, by circle and kind.
//!
//! It says no more than any mail may, and a circle is named only where the circle's own label lets its name leave.

use std::collections::BTreeMap;

use belfry_identity::CIRCLE;
use belfry_kernel::{CircleId, Label, Tlp};
use belfry_store::job::{self, Job};
use belfry_store::{Act, Key};
use belfry_web::House;
use belfry_web::area::JobProblem;

use crate::notice::post::{self, Post, Waiting};
use crate::notice::store::{self, Notice};
use crate::notice::{mail, told};

/// The job.
pub const JOB: &str = "desk.digest";

/// Sends the digest, if anything waits. One whose person has moved his hour meanwhile waits for that.
///
/// # Errors
/// Those of [`post::send`].
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let person = post::person(job)?;
    let now = house.clock.now();
    let oldest = store::oldest(&house.db.read(Key::SYSTEM)?, person)?;
    if let (Some(reader), Some(oldest)) = (post::reader(house, person)?, oldest) {
        // The first of his hours behind the oldest that waits; one that has passed while nobody worked is now.
        let due = reader.wishes.digest.next(oldest, &post::zone(&reader.time_zone));
        if due > now {
            let tx = house.db.write(Key::SYSTEM)?;
            store::take(&tx, Post::Digest, person)?;
            store::ask(&tx, Post::Digest, person, due)?;
            job::add(&tx, Act { actor: None, now, ids: &house.ids }, JOB, &job.payload, due)?;
            tx.commit()?;
            return Ok(post::result(0));
        }
    }
    let Some(waiting) = post::take(house, Post::Digest, person)? else { return Ok(post::result(0)) };
    let circles = store::circles(&house.db.read(waiting.key)?, &named(&waiting.notices))?;
    let subject = waiting.t.n("desk-digest-subject", waiting.notices.len());
    post::send(house, job, Post::Digest, &waiting, &subject, &text(house, &waiting, &circles))
}

/// A circle that a digest may speak of: its address, its name, and the level of its own label.
pub type Circle = (uuid::Uuid, String, Option<Tlp>);

/// Notices by kind.
type Kinds<'n> = BTreeMap<&'n str, Vec<&'n Notice>>;

/// The circles of these notices.
fn named(notices: &[Notice]) -> Vec<CircleId> {
    let mut all: Vec<CircleId> = notices.iter().filter_map(circle).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The circle that shares what a notice is about: the first that its label names.
fn circle(notice: &Notice) -> Option<CircleId> {
    told::circles(&Label::parse(notice.label.as_deref()?)?).next()
}

fn text(house: &House, waiting: &Waiting, circles: &BTreeMap<CircleId, Circle>) -> String {
    let t = &waiting.t;
    let mut text = t.a("desk-mail-greeting", [("name", waiting.person.name.as_str().into())]);
    text.push_str(&format!("\n\n{}\n", t.s("desk-digest-lead")));
    // What no circle of his shares comes last.
    let mut parts: BTreeMap<(bool, Option<CircleId>), Kinds<'_>> = BTreeMap::new();
    for notice in waiting.notices.iter().take(mail::NAMED) {
        let of = circle(notice).filter(|id| circles.contains_key(id));
        parts.entry((of.is_none(), of)).or_default().entry(told::kind(&notice.word)).or_default().push(notice);
    }
    for ((_, of), kinds) in &parts {
        text.push_str(&format!("\n{}\n", heading(house, waiting, of.and_then(|id| circles.get(&id)))));
        for (kind, notices) in kinds {
            let what = t.s(&format!("desk-filter-{}", kind.replace('.', "-")));
            text.push_str(&format!("\n{what} ({})\n", t.number(notices.len())));
            notices.iter().for_each(|notice| text.push_str(&mail::entry(house, t, notice, &waiting.names)));
        }
    }
    text.push_str(&mail::rest(house, t, waiting.notices.len()));
    text.push_str(&format!("\n{}\n", t.s("desk-mail-why")));
    text
}

fn heading(house: &House, waiting: &Waiting, circle: Option<&Circle>) -> String {
    let t = &waiting.t;
    match circle {
        None => format!("# {}", t.s("desk-digest-others")),
        Some((uuid, name, level)) => {
            let name = match level {
                Some(Tlp::Green | Tlp::Clear) => name.clone(),
                _ => t.s("desk-digest-circle"),
            };
            format!("# {name}\n  {}{}{uuid}", house.settings.base_url, CIRCLE.path)
        }
    }
}
