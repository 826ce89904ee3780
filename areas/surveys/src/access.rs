//! Who may do what in this area. Whoever asks does so for his organisation; whoever is invited answers for his own, or for himself: that
//! he is invited, and in which role, is looked up when he answers.

use belfry_kernel::Role;
pub use belfry_kernel::access::{Administer, Create, Edit, Read};
use belfry_kernel::access::{Over, Rule};

belfry_kernel::actions! {
    /// To run a survey: to draft, open, extend and close it, and to tell what came out.
    Collect = "collect", writes;
    /// To see what only whoever asks sees: who answered, and what.
    Inspect = "inspect";
    /// To answer, as far as one is invited.
    Answer = "answer", writes;
    /// To draft a self-assessment of one's organisation.
    Assess = "assess", writes;
    /// To sign one, and to show it to others.
    SignOff = "sign-off", writes;
    /// To say how one's country carries out a framework.
    Report = "report", writes;
}

/// Those who ask: authorities, teams, whoever coordinates an association or a circle.
pub const COLLECTORS: &[Role] = Role::GATHERERS;

/// Those who write what an organisation answers.
pub const DRAFTERS: &[Role] = &[
    Role::Supervisor,
    Role::SpocOfficer,
    Role::CsirtAnalyst,
    Role::NisImplementer,
    Role::OrganisationAdministrator,
    Role::Contributor,
    Role::ManagementMember,
    Role::CircleCoordinator,
];

/// Those who answer for it with their signature.
pub const SIGNERS: &[Role] = &[
    Role::Supervisor,
    Role::SpocOfficer,
    Role::NisImplementer,
    Role::OrganisationAdministrator,
    Role::ManagementMember,
    Role::CircleCoordinator,
];

/// Those who say how their country carries out a framework.
pub const REPORTERS: &[Role] = &[Role::Supervisor, Role::SpocOfficer];

/// The rules of this area; those of forms are the forms' own.
pub const RULES: &[Rule] = &[
    Rule { action: "read", roles: Role::ALL, over: Over::Visible },
    belfry_forms::access::RULES[0],
    belfry_forms::access::RULES[1],
    Rule { action: "collect", roles: COLLECTORS, over: Over::Own },
    Rule { action: "inspect", roles: COLLECTORS, over: Over::Own },
    Rule { action: "answer", roles: Role::ALL, over: Over::Visible },
    Rule { action: "assess", roles: DRAFTERS, over: Over::Own },
    Rule { action: "sign-off", roles: SIGNERS, over: Over::Own },
    Rule { action: "report", roles: REPORTERS, over: Over::Own },
    // Names of frameworks are unique for the whole platform: whoever runs it brings them in.
    Rule { action: "administer", roles: &[Role::PlatformAdministrator], over: Over::Visible },
];
