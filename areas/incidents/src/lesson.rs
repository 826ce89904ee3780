//! What an incident taught: root cause, the measure that failed, what is done about it by whom and when, the practice that came out of it,
//! a question for the next survey; and the after-action review around it all.
//!
//! | module | holds |
//! |---|---|
//! | [`page`] | the page of both |
//! | [`add`], [`review`] | what is kept of a lesson, and of the review |
//! | [`item`] | the measures that a lesson can name |
//! | [`paper`] | the review as a PDF |
//! | [`store`] | the SQL |
//!
//! Deliberately absent: blame. Who took part is named by whoever writes the review; who erred has no field.

pub mod add;
pub mod item;
pub mod page;
pub mod paper;
pub mod review;
pub mod store;

/// The obligation that an action puts on the agenda.
pub const TO_DO: &str = belfry_words::key!("incidents-lesson-to-do");
/// The framework whose items are offered as measures.
pub const OFFERED: &str = "nis2-article-21";
