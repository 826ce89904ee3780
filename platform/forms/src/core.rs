//! The engine without any I/O: bytes, databases and pages are others' work.
//!
//! | module | holds |
//! |---|---|
//! | [`name`] | names; languages and texts are those of the catalogue |
//! | [`form`] | a definition as its author writes it: questions, groups, repeats, lists of choices |
//! | [`expression`] | the expression language: parsed and printed |
//! | [`function`] | what can be called in it |
//! | [`check`] | from the parsed to the typed tree |
//! | [`publish`] | the check of a whole definition; [`Published`] is what can be answered |
//! | [`order`], [`reach`] | what depends on what; what nobody could ever be asked |
//! | [`value`] | answers: typed values at their places |
//! | [`read`] | typed values from what a page or a program sends |
//! | [`evaluate`] | the value of a typed expression: total, with a limit of steps |
//! | [`sheet`] | a whole set of answers settled: what is asked, what is computed |
//! | [`validate`] | what is wrong with it, question by question |
//! | [`score`] | points, shares, maturity |
//! | [`edit`] | changing a draft piece by piece |
//! | [`version`] | content hashes, and the mapping by which waves compare |
//! | [`translation`] | how complete each language is |
//!
//! A definition is drafted as text and becomes typed once, by [`publish::publish`]; what is refused is refused with its place.

pub mod check;
pub mod edit;
pub mod evaluate;
pub mod expression;
pub mod form;
pub mod function;
pub mod name;
pub mod order;
pub mod publish;
pub mod reach;
pub mod read;
pub mod score;
pub mod sheet;
pub mod translation;
pub mod validate;
pub mod value;
pub mod version;

pub use form::Form;
pub use name::{Language, Name, Text};
pub use publish::{Fault, Published, publish};
pub use sheet::{Reading, Sheet};
pub use value::{Answers, At, Place, Type, Value};
