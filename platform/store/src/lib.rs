//! Both databases behind one synchronous face, and the engines that live in them.
//!
//! | module | holds |
//! |---|---|
//! | [`db`], [`transaction`] | [`Db`], [`Read`], [`Tx`], [`Row`]: the face (decision 0001) |
//! | [`sql`] | statement texts in the shared dialect |
//! | [`value`] | values, arguments, columns |
//! | [`migrate`] | migrations, one tree per database |
//! | [`scope`] | audience: labels, grants, which label who sees, the two shapes of a scoped list (decision 0002) |
//! | [`subject`] | every record with a page |
//! | [`ledger`] | what happened: chained by hash, handed to subscribers |
//! | [`job`] | work for later, never lost |
//! | [`agenda`] | what is due |
//! | [`search`] | one index of subject ids |
//! | [`carry`] | everything of one database into another |
//! | [`server`] | what is asked of a PostgreSQL server itself |
//! | [`once`] | what is sent twice is done once |
//! | [`setting`] | values of the installation |
//! | `together` | changes that SQLite makes last together |
//! | `tamper` | faults that tests seed to prove that they would be found; in builds with debug assertions only |
//!
//! Only this crate knows a driver. Files whose name ends in `_sqlite` or `_postgres` say what must differ.
//! Deliberately absent: an async face, an object-relational mapper, SQL made of outside text.

pub mod agenda;
pub mod carry;
pub mod db;
pub mod error;
pub mod job;
pub mod ledger;
mod lite;
pub mod migrate;
pub mod once;
mod pg;
mod pool;
mod remembered;
pub mod scope;
pub mod search;
mod search_postgres;
mod search_sqlite;
pub mod server;
pub mod setting;
pub mod sql;
pub mod subject;
#[cfg(debug_assertions)]
pub mod tamper;
mod together;
pub mod transaction;
pub mod value;
mod way;

pub use db::{Db, Dialect, Key, Options};
pub use error::{Error, Result};
pub use ledger::Act;
pub use sql::{Sql, Statement, part_of};
pub use subject::Kind;
pub use transaction::{Read, Row, Tx};
pub use value::{FromValue, Value};
pub use way::{give_way, give_way_to_pages};
