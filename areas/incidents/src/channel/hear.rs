//! Which facts make deliveries, and for whom: each organisation that receives a notification, by each of its channels.

use belfry_kernel::{OrganisationId, SubjectId};
use belfry_store::job::Job;
use belfry_store::{Act, Key};
use belfry_web::House;
use belfry_web::area::{JobHandler, JobProblem};
use serde::Deserialize;

use super::store;
use crate::notification::store as notifications;

/// The jobs: one for each fact, since a job knows the fact's data and its own name only.
pub const JOBS: [JobHandler; 4] = [
    JobHandler { name: "incidents.deliver-submitted", run },
    JobHandler { name: "incidents.deliver-received", run },
    JobHandler { name: "incidents.deliver-handled", run },
    JobHandler { name: "incidents.deliver-closed", run },
];

/// Which fact puts which of them into the queue.
pub const HEARS: &[(&str, &str)] = &[
    ("incidents.step-submitted", "incidents.deliver-submitted"),
    ("incidents.recipient-added", "incidents.deliver-received"),
    ("incidents.incident-handled", "incidents.deliver-handled"),
    ("incidents.notification-closed", "incidents.deliver-closed"),
];

/// What such facts say.
#[derive(Deserialize)]
struct Heard {
    notification: SubjectId,
    #[serde(default)]
    step: String,
    #[serde(default)]
    version: i64,
    #[serde(default)]
    organisation: Option<OrganisationId>,
}

fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let heard: Heard = serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let what = job.name.strip_prefix("incidents.deliver-").unwrap_or_default();
    let mark = if heard.step.is_empty() { String::new() } else { format!("{} {}", heard.step, heard.version) };
    let tx = house.db.write(Key::SYSTEM)?;
    let recipients = notifications::recipients(&tx, heard.notification)?;
    let mut whom: Vec<OrganisationId> = recipients.iter().map(|one| one.organisation).collect();
    whom.retain(|id| heard.organisation.is_none_or(|only| only == *id));
    let act = Act { actor: None, now: house.clock.now(), ids: &house.ids };
    for channel in store::of(&tx, &whom)? {
        store::ask(&tx, act, channel.id, Some(heard.notification), what, &mark)?;
    }
    tx.commit()?;
    Ok("{}".to_owned())
}
