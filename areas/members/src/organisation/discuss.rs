//! The discussion of an organisation and the documents it shows: a policy, a description of its team (RFC 2350), minutes. Seen
//! by whoever sees the organisation, which is the community.

use belfry_discussion::Place;
use belfry_identity::ORGANISATION;
use belfry_kernel::access::{Discuss, Read};
use belfry_store::Kind;

/// Organisations as a place where one talks.
pub enum OfOrganisations {}

impl Place for OfOrganisations {
    const KIND: Kind = ORGANISATION;
    const PARAM: &'static str = "id";
    type Read = Read;
    type Discuss = Discuss;
}
