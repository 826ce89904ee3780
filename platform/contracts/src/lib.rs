//! Plain data that areas exchange: facts, links, questions

pub mod assess;
pub mod catalogue;
pub mod desk;
pub mod discussion;
pub mod figures;
pub mod forms;
pub mod identity;
pub mod insight;
pub mod platform;
pub mod practices;
pub mod register;
pub mod surveys;
pub mod threats;
