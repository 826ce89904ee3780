//! The register: what the community and its authorities know of organisations.
//!
//! | module | holds |
//! |---|---|
//! | [`facts`] | sectors, subsectors and types of entity; countries and regions: tables with their sources |
//! | [`rules`] | the rules that classify, as a table |
//! | [`fields`] | the fields of a record: who sees each, until when a change is told, who misses it |
//! | [`record`] | the record: its page, its forms, its SQL |
//! | [`history`] | every change of every field |
//! | [`sight`] | who sees a record |
//! | [`said`] | values as people read them |
//! | [`identifying`] | by what an organisation is recognised |
//! | [`registration`] | the record submitted to the authority, its questions, its decision; changes told; yearly confirmation |
//! | [`desk`] | the register for an authority: inbox, counts |
//! | [`export`], [`import`] | files out and in |
//! | [`duties`] | what all this puts on the agenda |
//! | [`profile`] | a page for everyone, by choice |
//!
//! Deliberately absent: a registry of ENISA's own; a Member State's national identifiers, beyond one line of text.

pub mod desk;
pub mod duties;
pub mod export;
pub mod facts;
pub mod fields;
pub mod history;
pub mod identifying;
pub mod import;
pub mod profile;
pub mod record;
pub mod registration;
pub mod rules;
pub mod said;
pub mod sight;
