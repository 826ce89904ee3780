//! What tests stand on: both databases, a clock to move, a source of chance that repeats, and a site with people to act.
//!
//! | module | holds |
//! |---|---|
//! | [`database`] | a migrated database of its own for each test, on SQLite and on PostgreSQL |
//! | [`site`] | a site of some areas without a network; people, keys, jobs |
//! | [`visitor`] | somebody who acts on it |
//!
//! Knows no area. Only ever a dev-dependency.

pub mod database;
pub mod site;
pub mod visitor;

pub use database::{Engine, TestDb};
pub use site::TestSite;
pub use visitor::{Answer, Visitor};

/// Writes a test once and runs it on both databases: `both_databases! { fn name(engine) { .. } }`.
#[macro_export]
macro_rules! both_databases {
    ($($(#[$meta:meta])* fn $name:ident($engine:ident) $body:block)*) => {$(
        mod $name {
            use super::*;

            fn story($engine: $crate::Engine) $body

            $(#[$meta])*
            #[test]
            fn sqlite() {
                story($crate::Engine::Sqlite);
            }

            $(#[$meta])*
            #[test]
            fn postgres() {
                story($crate::Engine::Postgres);
            }
        }
    )*};
}
