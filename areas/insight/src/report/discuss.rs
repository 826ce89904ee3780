//! The discussion of a report, and the documents beside it: the platform's, with this area's actions.

use belfry_discussion::Place;
use belfry_store::Kind;

use super::REPORT;
use crate::access::{Discuss, Read};

/// Reports as a place where one talks.
pub enum OfReports {}

impl Place for OfReports {
    const KIND: Kind = REPORT;
    const PARAM: &'static str = "uuid";
    type Read = Read;
    type Discuss = Discuss;
}
