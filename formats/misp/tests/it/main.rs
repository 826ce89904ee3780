//! The crate from outside: golden files, refusals, properties, vocabularies, real events.

mod golden;
mod properties;
mod real_data;
mod refusals;
mod vocabularies;
mod whole;
