//! The import pages and the job behind them: choose, check, watch. What an import does to events is the use case
//! [`crate::event::import`], the same for the command line.
//!
//! | file | does |
//! |---|---|
//! | `choose.rs` | the first page; files and pasted text arrive, are told apart and checked |
//! | `unfinished.rs` | what was begun and not ended: kept for its sender alone, listed, thrown away, swept |
//! | `table.rs`, `sheet.rs` | a table: its columns are mapped, its rows seen as attributes before they are accepted |
//! | `text.rs` | free text: each candidate is shown before it is accepted |
//! | `draft.rs` | a new event out of accepted rows |
//! | `terms.rs` | whom the events are for, and the TLP of those that state none |
//! | `quotes.rs` | where a quotation mark of a table began that is never closed |
//! | `unfit.rs` | what a row says that cannot be taken |
//! | `detect.rs` | which format a text is in; the check of a small one |
//! | `fault.rs` | what is wrong with a text, in words of any language |
//! | `shelf.rs` | where files and texts wait, each on the shelf of whoever sent it |
//! | `order.rs`, `report.rs` | what the job is told, and what it tells |
//! | `job.rs`, `done.rs` | the job `threats.import`, and what it has done so far |
//! | `watch.rs` | how far it is, what came out; cancel, try again |
//! | `api.rs` | the same for programs |

pub mod api;
pub mod choose;
mod detect;
mod done;
mod draft;
mod fault;
pub mod job;
mod order;
mod quotes;
mod report;
pub(crate) mod sheet;
mod shelf;
pub mod table;
pub mod terms;
pub mod text;
pub mod unfinished;
pub(crate) mod unfit;
pub mod watch;

pub use shelf::BEGINS as KEPT;

/// The root of these pages.
pub const ROOT: &str = "/threats/import";
