//! Who may do what in this area. What one may see is decided by labels. Whoever checks does so for the organisation to which a record or
//! report was handed: that it is his is looked up when he acts ([`crate::desk`]).

use belfry_kernel::Role;
pub use belfry_kernel::access::{Create, Discuss, Edit, Read};
use belfry_kernel::access::{Over, Rule};

belfry_kernel::actions! {
    /// To hand a record to whoever checks it, to take it back, to say what stands in its place.
    Submit = "submit", writes;
    /// To find a record complete, to send it back, to let its audience see it.
    Check = "check", writes;
    /// To stand by what it says, as somebody who knows the matter.
    Review = "review", writes;
    /// To take the list out as a file.
    Export = "export";
    /// To report something, or to ask through a broker.
    Tell = "tell", writes;
    /// To see what was reported to one's organisation.
    Inbox = "inbox";
    /// To say what becomes of it.
    Sort = "sort", writes;
    /// To say what one's organisation has done with a record: to endorse it, to adopt it, to link it with a difficulty.
    Vouch = "vouch", writes;
}

/// Everyone who takes part in the community.
const READERS: &[Role] = Role::READERS;
/// Those who speak for their organisation.
pub const SPEAKERS: &[Role] = Role::SPEAKERS;
/// Those who sort, check and publish: authorities, teams, whoever coordinates.
pub const CHECKERS: &[Role] = Role::GATHERERS;
/// Those who know the matter.
pub const REVIEWERS: &[Role] = &[Role::Supervisor, Role::CsirtAnalyst, Role::CircleCoordinator];

/// The rules of this area.
pub const RULES: &[Rule] = &[
    Rule { action: "read", roles: READERS, over: Over::Visible },
    Rule { action: "export", roles: READERS, over: Over::Visible },
    Rule { action: "create", roles: SPEAKERS, over: Over::Own },
    Rule { action: "edit", roles: SPEAKERS, over: Over::Own },
    Rule { action: "submit", roles: SPEAKERS, over: Over::Own },
    Rule { action: "check", roles: CHECKERS, over: Over::Visible },
    Rule { action: "review", roles: REVIEWERS, over: Over::Visible },
    Rule { action: "tell", roles: READERS, over: Over::Visible },
    Rule { action: "inbox", roles: SPEAKERS, over: Over::Visible },
    Rule { action: "sort", roles: SPEAKERS, over: Over::Visible },
    Rule { action: "vouch", roles: SPEAKERS, over: Over::Visible },
    Rule { action: "discuss", roles: SPEAKERS, over: Over::Visible },
];
