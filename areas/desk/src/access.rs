//! Who may do what in this area: everybody with a role reads what he may see, and rules over his own notices; those who speak
//! for an organisation settle what it owes.

use belfry_kernel::Role;
use belfry_kernel::access::{Over, Rule};

belfry_kernel::actions! {
    /// To put something on an agenda by hand.
    Plan = "plan", writes;
    /// To end what is due, to open it again, to give it to somebody.
    Settle = "settle", writes;
    /// To say something to many: to whom, is decided when it is written.
    Announce = "announce", writes;
}

/// Those who speak for their organisation.
pub const SPEAKERS: &[Role] = Role::VOICES;

/// Those who announce: for the platform, for an authority, for the circles that their organisation keeps.
const HERALDS: &[Role] =
    &[Role::PlatformAdministrator, Role::Supervisor, Role::OrganisationAdministrator, Role::CircleCoordinator];

/// The rules of this area.
pub const RULES: &[Rule] = &[
    Rule { action: "read", roles: Role::ALL, over: Over::Visible },
    // One's notices and greeting are found by the person's id only.
    Rule::oneself("self"),
    Rule { action: "plan", roles: Role::ALL, over: Over::Visible },
    // Whose an obligation is, or who takes it on, counts as its author.
    Rule { action: "settle", roles: Role::ALL, over: Over::Authored },
    Rule { action: "settle", roles: SPEAKERS, over: Over::Own },
    Rule { action: "announce", roles: HERALDS, over: Over::Own },
    Rule { action: "discuss", roles: SPEAKERS, over: Over::Visible },
];
