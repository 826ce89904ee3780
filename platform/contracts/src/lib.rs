//! Plain data that areas exchange: facts, links, questions

pub mod threats;
