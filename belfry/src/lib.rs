//! The program: its areas, its configuration, how it starts, serves and works. `main.rs` is its command line.
//!
//! | module | holds |
//! |---|---|
//! | [`areas`] | the list of areas, and the roots that are no area's name |
//! | [`commands`] | what the command line does |
//! | [`config`] | one TOML file and `BELFRY_*` variables |
//! | [`start`] | from a configuration to a house |
//! | [`serve`] | the accept loops |
//! | [`work`] | the jobs |
//! | [`out`] | standard output, whose reader may leave |
//! | [`indexed`] | the search index, filled with what stood there before it, and built anew |
//! | [`demo`] | the demonstration community |

// First: its macros hold for what comes after it.
#[macro_use]
pub mod out;

pub mod areas;
pub mod commands;
pub mod config;
pub mod demo;
pub mod indexed;
pub mod serve;
pub mod start;
pub mod work;
