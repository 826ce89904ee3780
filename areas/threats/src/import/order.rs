//! What the job is told. It stands in the queue as JSON; nothing in it is a path.

use belfry_kernel::{OrganisationId, PersonId, Problem, Tlp};
use belfry_store::{Read, Tx, job};
use belfry_web::Visit;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::detect::Format;
use super::job::NAME;
use super::sheet::Table;

/// Imports of one person that may wait or run at once.
const AT_ONCE: usize = 20;

/// What to import, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The files, in order.
    pub parcels: Vec<Parcel>,
    /// Whose the events will be.
    pub organisation: i64,
    /// Whom they are for, as `reach::parse` reads it.
    pub reach: String,
    /// The level of events that state none, as a code.
    pub tlp: Option<String>,
    /// For a table: how it is read, and the event that it becomes.
    #[serde(default)]
    pub table: Option<Table>,
}

/// One file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parcel {
    /// On its sender's shelf.
    pub token: Uuid,
    /// What its sender calls it; empty for a text that was pasted.
    pub name: String,
    /// What is in it.
    pub format: Format,
    /// Whether it was written here out of a text.
    #[serde(default)]
    pub drafted: bool,
    /// Its size.
    pub bytes: u64,
}

impl Order {
    /// Reads a job's payload.
    pub fn of(payload: &str) -> Option<Self> {
        serde_json::from_str(payload).ok()
    }

    /// Whose the events will be.
    pub fn organisation(&self) -> OrganisationId {
        OrganisationId(self.organisation)
    }

    /// The level of events that state none.
    pub fn tlp(&self) -> Option<Tlp> {
        self.tlp.as_deref().and_then(Tlp::parse)
    }

    /// Size of all files.
    pub fn bytes(&self) -> u64 {
        self.parcels.iter().map(|parcel| parcel.bytes).sum()
    }

    /// Puts it into the queue; the job's id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn put<A>(&self, visit: &Visit<A>, tx: &Tx) -> Result<i64, Problem> {
        let payload = serde_json::to_string(self).map_err(|error| Problem::Internal(error.to_string()))?;
        Ok(job::add(tx, visit.act(), NAME, &payload, visit.now())?)
    }
}

/// Whether this person has as many imports under way as one may.
///
/// # Errors
/// Those of the database.
pub fn has_too_many(read: &Read, person: PersonId) -> Result<bool, Problem> {
    let newest = job::of_person(read, person, 4 * AT_ONCE as i64)?;
    Ok(newest.iter().filter(|job| job.name == NAME && !job.is_over()).count() >= AT_ONCE)
}
