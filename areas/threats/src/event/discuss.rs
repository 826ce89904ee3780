//! The discussion of an event, and the documents beside it: the platform's, with this area's actions.

use belfry_discussion::Place;
use belfry_store::Kind;

use super::EVENT;
use crate::access::{Discuss, Read};

/// Events as a place where one talks: information can be asked for, and an organisation can acknowledge.
pub enum OfEvents {}

impl Place for OfEvents {
    const KIND: Kind = EVENT;
    const PARAM: &'static str = "uuid";
    const ASKS: bool = true;
    type Read = Read;
    type Discuss = Discuss;
}
