//! Questions and answers between an entity and those who receive its notification, and the files beside it.

use belfry_discussion::Place;
use belfry_store::Kind;

use super::NOTIFICATION;
use crate::access::{Discuss, Read};

/// Notifications as a place where one talks: questions can be asked.
pub enum OfNotifications {}

impl Place for OfNotifications {
    const KIND: Kind = NOTIFICATION;
    const PARAM: &'static str = "uuid";
    const ASKS: bool = true;
    type Read = Read;
    type Discuss = Discuss;
}
