//! Forms: what is asked, of whom an answer is due, and what follows from it.
//!
//! | module | holds |
//! |---|---|
//! | [`core`] | definitions, the expression language, publishing, answers, scores, versions; pure |
//! | [`xlsform`] | definitions from XLSForm workbooks and into them |
//! | [`fuzz`] | one plain function per parser, for a fuzz suite |
//!
//! Deliberately absent: campaigns, invitations, anonymity, statistics. They are workflows around a form and belong to areas.

pub mod core;
pub mod fuzz;
pub mod xlsform;
