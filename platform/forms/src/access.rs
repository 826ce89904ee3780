//! Who may do what with forms. What one may see is decided by labels; areas that put a workflow around a form have rules of their own.

use belfry_kernel::Role;
use belfry_kernel::access::{Action, Over, Rule};
pub use belfry_kernel::access::{Create, Edit, Read};

/// Those who ask for their organisation.
const AUTHORS: &[Role] = Role::SPEAKERS;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule { action: Create::NAME, roles: AUTHORS, over: Over::Own },
    Rule { action: Edit::NAME, roles: AUTHORS, over: Over::Own },
];
