//! Who may do what in this area. Reports are written for the organisation that coordinates; whoever sent one in does not approve it.

use belfry_kernel::Role;
pub use belfry_kernel::access::{Discuss, Read};
use belfry_kernel::access::{Over, Rule};

belfry_kernel::actions! {
    /// To write reports: header, sections, figures; to send them in.
    Write = "write", writes;
    /// To approve what somebody else sent in, to send it back, to publish it.
    Approve = "approve", writes;
    /// To say of a recommendation to one's own organisation that it is done.
    Settle = "settle", writes;
}

/// Those who write.
pub const WRITERS: &[Role] = Role::GATHERERS;

/// Those who answer for what is published.
pub const APPROVERS: &[Role] = &[Role::Supervisor, Role::SpocOfficer, Role::CircleCoordinator];

/// Those who speak for an organisation.
pub const VOICES: &[Role] = Role::SPEAKERS;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule { action: "read", roles: Role::ALL, over: Over::Visible },
    Rule { action: "write", roles: WRITERS, over: Over::Own },
    Rule { action: "approve", roles: APPROVERS, over: Over::Own },
    Rule { action: "settle", roles: VOICES, over: Over::Visible },
    Rule { action: "discuss", roles: VOICES, over: Over::Visible },
];
