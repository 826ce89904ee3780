//! The import pages and the job behind them: choose, check, watch. What an import does to events is the use case
//! [`crate::event::import`], the same for the command line.
//!
//! | file | does |
//! |---|---|
//! | `choose.rs` | the first page; files and pasted text arrive, are told apart and checked |
//! | `terms.rs` | whom the events are for, and the TLP of those that state none |
//! | `detect.rs` | which format a text is in; the check of a small one |
//! | `fault.rs` | what is wrong with a text, in words of any language |
//! | `shelf.rs` | where files wait for their job, each on the shelf of whoever sent it |
//! | `order.rs`, `report.rs` | what the job is told, and what it tells |
//! | `job.rs` | the job `threats.import` |
//! | `watch.rs` | how far it is, what came out; cancel, try again |
//! | `api.rs` | the same for programs |

pub mod api;
pub mod choose;
mod detect;
mod fault;
pub mod job;
mod order;
mod report;
mod shelf;
mod terms;
pub mod watch;

/// The root of these pages.
pub const ROOT: &str = "/threats/import";
