//! Asking back about a report, and files beside it: the platform's. Seen by those who see the report, its sender and its desk.

use belfry_discussion::Place;
use belfry_store::Kind;

use super::REPORT;
use crate::access::{Read, Tell};

/// Reports as a place where one talks.
pub enum OfReports {}

impl Place for OfReports {
    const KIND: Kind = REPORT;
    const PARAM: &'static str = "uuid";
    type Read = Read;
    type Discuss = Tell;
}
