//! What should I do next, and who has done it? From weak spots to what was published about them, best fit first.
//!
//! | module | holds |
//! |---|---|
//! | [`rank`] | what fits how well, with the reasons; pure |
//! | [`show`] | the page and the same for programs |

pub mod rank;
pub mod show;
