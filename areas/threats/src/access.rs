//! Who may do what with events.
//!
//! What one may *see* is decided by labels, for every role alike; the rules here say what one may do with what one sees.
//! The platform's administrator is in none of them: running the program gives no sight of its content.

use belfry_kernel::Role;
use belfry_kernel::access::{Action, Over, Rule};
pub use belfry_kernel::access::{Create, Delete, Discuss, Edit, Read};

belfry_kernel::actions! {
    /// To bring events in from files or texts.
    Import = "import", writes;
    /// To let an event's audience see it.
    Publish = "publish", writes;
    /// To take a published event back.
    Recall = "recall", writes;
    /// To see who received which version of what one's own organisation shared.
    Trace = "trace";
    /// To say that one has met a value, or that it is harmless or over.
    Sight = "sight", writes;
    /// To take events out as a file.
    Export = "export";
    /// To read vocabularies, which are public.
    Browse = "browse";
    /// To let a warninglist speak, or silence it.
    Curate = "curate", writes;
}

/// Everyone who takes part in the community.
const READERS: &[Role] = Role::READERS;
/// Those who speak for their organisation.
const SPEAKERS: &[Role] = Role::SPEAKERS;
/// Those who write events for their organisation.
const WRITERS: &[Role] = &[Role::CsirtAnalyst, Role::NisImplementer, Role::Contributor, Role::CircleCoordinator];
/// Those who let others see what their organisation has written, and take it back.
const PUBLISHERS: &[Role] = &[Role::CsirtAnalyst, Role::OrganisationAdministrator, Role::Contributor];

/// Everyone who may read what is public: the platform's administrator too.
const BROWSERS: &[Role] = Role::ALL;
/// Those who keep the vocabularies of the house.
const CURATORS: &[Role] = &[Role::CsirtAnalyst, Role::PlatformAdministrator];

/// The rules of this area; the access matrix is made of them.
pub const RULES: &[Rule] = &[
    Rule { action: Read::NAME, roles: READERS, over: Over::Visible },
    Rule { action: Export::NAME, roles: READERS, over: Over::Visible },
    Rule { action: Browse::NAME, roles: BROWSERS, over: Over::Visible },
    Rule { action: Curate::NAME, roles: CURATORS, over: Over::Visible },
    Rule { action: Discuss::NAME, roles: SPEAKERS, over: Over::Visible },
    Rule { action: Sight::NAME, roles: SPEAKERS, over: Over::Visible },
    Rule { action: Create::NAME, roles: WRITERS, over: Over::Own },
    Rule { action: Import::NAME, roles: WRITERS, over: Over::Own },
    Rule { action: Edit::NAME, roles: WRITERS, over: Over::Own },
    Rule { action: Delete::NAME, roles: WRITERS, over: Over::Own },
    Rule { action: Trace::NAME, roles: SPEAKERS, over: Over::Own },
    Rule { action: Publish::NAME, roles: PUBLISHERS, over: Over::Own },
    Rule { action: Recall::NAME, roles: PUBLISHERS, over: Over::Own },
];
