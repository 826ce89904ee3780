//! What an organisation's people say among themselves about an incident, and the files beside it.

use belfry_discussion::Place;
use belfry_store::Kind;

use super::INCIDENT;
use crate::access::{Discuss, Read};

/// Incidents as a place where one talks.
pub enum OfIncidents {}

impl Place for OfIncidents {
    const KIND: Kind = INCIDENT;
    const PARAM: &'static str = "uuid";
    type Read = Read;
    type Discuss = Discuss;
}
