//! Who may do what in this area.
//!
//! What organisations do with each other is decided here per role and record; what a person may give to another (roles) and
//! on behalf of which organisation he may join a circle is decided once more in `belfry_identity`, which knows both sides.

use belfry_kernel::Role;
use belfry_kernel::access::{Over, Rule};

/// The rules of this area.
pub const RULES: &[Rule] = &[
    // Organisations all know each other; a circle is seen by those whom its label lets see it.
    Rule { action: "read", roles: Role::ALL, over: Over::Visible },
    // Settings, sessions and keys are found by their person's id only.
    Rule { action: "self", roles: Role::ALL, over: Over::Visible },
];
