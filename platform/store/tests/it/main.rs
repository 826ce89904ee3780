//! The engines on both databases.

mod audience;
mod face;
mod ledger;
mod search;
mod work;
mod writers;
