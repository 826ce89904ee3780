//! Plain data that areas exchange: facts, links, questions

pub mod identity;
pub mod threats;
