//! Who may do what in this area.

use belfry_kernel::access::Rule;

/// The rules.
pub const RULES: &[Rule] = &[];
