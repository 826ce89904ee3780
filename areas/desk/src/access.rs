//! Who may do what in this area: everybody with a role reads what he may see, and rules over his own notices.

use belfry_kernel::Role;
use belfry_kernel::access::{Over, Rule};

/// The rules of this area.
pub const RULES: &[Rule] = &[
    Rule { action: "read", roles: Role::ALL, over: Over::Visible },
    // One's notices and greeting are found by the person's id only.
    Rule::oneself("self"),
];
