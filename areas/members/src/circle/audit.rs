//! Everything that is in a circle against its rules and those of its members: for its coordinator. A large circle is looked through
//! by a job.

use askama::Template;
use belfry_identity::circle::{self, Circle};
use belfry_identity::sharing::audit::{self, Audit, LISTED};
use belfry_identity::sharing::{self, Broken};
use belfry_identity::{CIRCLE, on_behalf_of};
use belfry_kernel::{CircleId, OrganisationId, Problem, SubjectId};
use belfry_store::job::{self, Job};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Read, scope};
use belfry_web::area::JobProblem;
use belfry_web::sharing as said;
use belfry_web::{House, JobHandler, Page, Reply, Visit};
use belfry_words::Words;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LIST, circle_id, url};
use crate::access::Steer;

/// Up to this many records a page looks through itself.
const AT_ONCE: usize = 1_000;
/// Records that a job looks through.
const IN_A_JOB: usize = 1_000_000;
/// Seconds between two looks at a job when no script runs.
const REFRESH: u32 = 3;
/// Jobs of the reader that are looked through for the newest one of this circle.
const JOBS: i64 = 100;

/// The job.
pub const HANDLER: JobHandler = JobHandler { name: "members.audit-circle", run };

#[derive(Serialize, Deserialize)]
struct Order {
    circle: Uuid,
}

/// What was found, as a job keeps it: ids only, for who reads the queue need not know of the circle.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    rules: usize,
    members: usize,
    records: usize,
    count: usize,
    whole: bool,
    found: Vec<KeptLine>,
}

#[derive(Serialize, Deserialize)]
struct KeptLine {
    record: Option<SubjectId>,
    rule: i64,
    refuses: bool,
    organisation: Option<OrganisationId>,
}

/// What was found, as it is shown.
struct Outcome {
    kept: Kept,
    found: Vec<Line>,
}

struct Line {
    title: String,
    href: String,
    said: said::Said,
}

struct Bar {
    label: String,
    state: &'static str,
    done: u64,
    note: String,
}

#[derive(Template)]
#[template(path = "circle/audit.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    outcome: Option<Outcome>,
    bar: Option<Bar>,
    listed: usize,
}

fn keep(audit: Audit) -> Kept {
    let line = |found: audit::Found| KeptLine {
        record: found.record.map(|record| record.id),
        rule: found.broken.rule.id,
        refuses: found.broken.refuses,
        organisation: found.broken.organisation,
    };
    Kept {
        rules: audit.rules,
        members: audit.members,
        records: audit.records,
        count: audit.count,
        whole: audit.whole,
        found: audit.found.into_iter().map(line).collect(),
    }
}

/// Names and titles for the reader; a record or a rule that is gone meanwhile is left out.
fn outcome<A>(visit: &Visit<A>, read: &Read, circle: CircleId, kept: Kept) -> Result<Outcome, Problem> {
    let rules: Vec<i64> = kept.found.iter().map(|line| line.rule).collect();
    let rules = sharing::by_ids(read, &rules)?;
    let records: Vec<SubjectId> = kept.found.iter().filter_map(|line| line.record).collect();
    let records = subject::by_ids(read, &records)?;
    let broken = |line: &KeptLine| {
        let rule = rules.iter().find(|rule| rule.id == line.rule)?.clone();
        let record = match line.record {
            Some(id) => Some(records.iter().find(|record| record.id == id)?),
            None => None,
        };
        Some((record, Broken { rule, refuses: line.refuses, circle: Some(circle), organisation: line.organisation }))
    };
    let (records, broken): (Vec<_>, Vec<_>) = kept.found.iter().filter_map(broken).unzip();
    let said = said::broken(&visit.t(), read, &broken)?;
    let line = |(record, said): (Option<&Subject>, said::Said)| {
        let (title, href) = record.map(|it| (it.title.clone(), visit.house().address(it))).unwrap_or_default();
        Line { title, href, said }
    };
    let found = records.into_iter().zip(said).map(line).collect();
    Ok(Outcome { kept, found })
}

fn today<A>(visit: &Visit<A>) -> jiff::civil::Date {
    visit.now().to_zoned(visit.t().zone().clone()).date()
}

fn load(visit: &Visit<Steer>, read: &Read) -> Result<(Subject, Circle), Problem> {
    let subject = visit.load(read, CIRCLE, visit.path::<Uuid>("id")?)?.into_inner();
    let circle = circle::by_id(read, circle_id(&subject))?.ok_or(Problem::NotFound)?;
    Ok((subject, circle))
}

/// What is broken now, or how far the job is that looks for it.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let (subject, circle) = load(visit, &read)?;
    let found = audit::audit(&read, &circle, today(visit), AT_ONCE, |_| true)?;
    let (mut shown, mut bar) = (None, None);
    if found.whole {
        shown = Some(outcome(visit, &read, circle.id, keep(found))?);
    } else if let Some(job) = newest(&read, visit.person()?.id, circle.uuid)? {
        match (&job.result, job.is_over()) {
            (Some(result), true) => {
                let kept = serde_json::from_str(result).unwrap_or_default();
                shown = Some(outcome(visit, &read, circle.id, kept)?);
            }
            _ => bar = Some(progress(&t, &job)),
        }
    }
    let here = url(&subject);
    let running = bar.is_some();
    let body =
        Body { csrf: visit.csrf(), action: format!("{here}/audit"), outcome: shown, bar, listed: LISTED, t: t.clone() };
    let mut page = Page::new(t.s("members-circle-audit-title"), body)
        .lead(t.s("members-circle-audit-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-circle-list-title"), LIST)
        .crumb(subject.title, here);
    page.refresh = if running { REFRESH } else { 0 };
    Ok(page.into())
}

fn newest(read: &Read, person: belfry_kernel::PersonId, circle: Uuid) -> Result<Option<Job>, Problem> {
    let is_it = |job: &Job| {
        let order = serde_json::from_str::<Order>(&job.payload);
        job.name == HANDLER.name && order.is_ok_and(|order| order.circle == circle)
    };
    Ok(job::of_person(read, person, JOBS)?.into_iter().find(is_it))
}

fn progress(t: &Words, job: &Job) -> Bar {
    let state = match job.state.as_str() {
        "waiting" => "queued",
        "running" => "running",
        "failed" => "failed",
        _ => "done",
    };
    let done = u64::try_from(job.done).unwrap_or_default();
    Bar { label: t.s("members-circle-audit-title"), state, done, note: t.n("members-circle-audit-done", job.done) }
}

/// Puts the job into the queue.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Steer>) -> Result<Reply, Problem> {
    let (subject, circle) = load(visit, &*visit.read()?)?;
    let order = serde_json::to_string(&Order { circle: circle.uuid });
    let order = order.map_err(|error| Problem::Internal(error.to_string()))?;
    let tx = visit.write()?;
    job::add(&tx, visit.act(), HANDLER.name, &order, visit.now())?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/audit", url(&subject)), visit.s("members-circle-audit-begun")))
}

/// Looks through a circle under the grants that its coordinator has now.
fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let never = |error: &dyn std::fmt::Display| JobProblem::Never(error.to_string());
    let order: Order = serde_json::from_str(&job.payload).map_err(|error| never(&error))?;
    let person = job.actor.ok_or_else(|| never(&"nobody asked"))?;
    let now = house.clock.now();
    let Some(who) = on_behalf_of(&house.db.read(Key::SYSTEM)?, person)? else { return Ok("{}".into()) };
    let key = scope::key_of(&house.db, &who.grants, now)?;
    let read = house.db.read_for(key, std::time::Duration::from_secs(300))?;
    let circle =
        circle::by_uuid(&read, order.circle)?.filter(|circle| who.grants.organisations.contains(&circle.owner));
    let Some(circle) = circle else { return Ok("{}".into()) };
    let tell = |done: usize| -> bool {
        let told = house.db.write(Key::SYSTEM).and_then(|tx| {
            let goes_on = job::progress(&tx, job.id, i64::try_from(done).unwrap_or(i64::MAX), None, now)?;
            tx.commit()?;
            Ok(goes_on)
        });
        told.unwrap_or(true)
    };
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let found = audit::audit(&read, &circle, today, IN_A_JOB, tell)?;
    serde_json::to_string(&keep(found)).map_err(|error| never(&error))
}
