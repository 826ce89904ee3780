//! Where the events of occurrences are: a UUID alone leads to one's own record of an event, which may not hold the value.

use std::collections::HashMap;

use belfry_identity::organisation;
use belfry_kernel::OrganisationId;
use belfry_store::{Read, Result, subject};
use belfry_web::held::Held;
use uuid::Uuid;

use super::Found;
use crate::event::EVENT;

/// Records that their UUID alone may not lead to, by UUID and owner.
#[derive(Debug, Default)]
pub struct Places(HashMap<(Uuid, OrganisationId), Held>);

impl Places {
    /// Those of some occurrences.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(read: &Read, found: &[Found]) -> Result<Self> {
        let mut uuids: Vec<Uuid> = found.iter().map(|one| one.event_uuid).collect();
        uuids.sort_unstable();
        uuids.dedup();
        let several = subject::of_several(read, EVENT, uuids)?;
        let several: Vec<_> = found.iter().filter(|one| several.contains(&one.event_uuid)).collect();
        let owners: Vec<OrganisationId> = several.iter().map(|one| one.owner).collect();
        let names = organisation::names(read, &owners)?;
        let held = |one: &Found| {
            let by = names.get(&one.owner)?.uuid;
            Some(((one.event_uuid, one.owner), Held { uuid: one.event_uuid, by }))
        };
        Ok(Self(several.into_iter().filter_map(held).collect()))
    }

    /// How the event of an occurrence is named in an address.
    pub fn name(&self, found: &Found) -> String {
        let held = self.0.get(&(found.event_uuid, found.owner));
        held.map_or_else(|| found.event_uuid.to_string(), Held::to_string)
    }
}
