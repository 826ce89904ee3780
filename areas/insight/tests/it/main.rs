//! The area on both databases, with an area beside it that has something to count.

mod dashboards;
mod reports;
mod valley;
