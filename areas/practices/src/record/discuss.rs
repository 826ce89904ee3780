//! Questions about a record and the files beside it: the platform's, with this area's actions.

use belfry_discussion::Place;
use belfry_store::Kind;

use super::RECORD;
use crate::access::{Discuss, Read};

/// Records as a place where one talks: questions can be asked.
pub enum OfRecords {}

impl Place for OfRecords {
    const KIND: Kind = RECORD;
    const PARAM: &'static str = "uuid";
    const ASKS: bool = true;
    type Read = Read;
    type Discuss = Discuss;
}
