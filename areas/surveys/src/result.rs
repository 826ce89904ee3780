//! What came out: distributions, cross tables and trends, none of which tells of few.
//!
//! | module | holds |
//! |---|---|
//! | [`tally`] | from answers to counts; pure |
//! | [`told`] | from counts to what is shown of them, and the list of what is not, and why; pure |
//! | [`load`] | the answers that count, with what the register knows of who gave them |
//! | [`show`], [`question`], [`all`] | at a glance, one question, everything to be printed |
//! | [`drawn`], [`trend`], [`peers`] | a question as it is drawn, over the waves, one's own answer among others |
//! | [`table`] | the same as a file, and [`dictionary`]: what its words mean |
//! | [`api`] | the same for programs |
//!
//! Everything that leaves whoever asked goes through [`told`]. Open answers never do.

pub mod all;
pub mod api;
pub mod dictionary;
pub mod drawn;
pub mod load;
pub mod peers;
pub mod question;
pub mod show;
pub mod table;
pub mod tally;
pub mod told;
pub mod trend;
