//! The desk, as the people who sit at it meet it, on both databases.

mod agenda;
mod announcements;
mod bundles;
mod calendar;
mod called;
mod community;
mod copies;
mod day;
mod digest;
mod notices;
mod notified;
mod open;
mod registrations;
mod search;
