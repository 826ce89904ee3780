//! From an incident or a notification to a threat event: in words that tell of nobody, after a preview that shows exactly what leaves.
//! Whatever identifies the entity is looked for in every text and value and taken out; nothing is made before whoever shares has seen
//! what is left.
//!
//! | module | holds |
//! |---|---|
//! | [`redact`] | what identifies is found and taken out; pure |
//! | [`new`] | the page: choose, look, make the draft |
//! | `source` | what is shared, and by what its entity is recognised |
//! | [`store`] | the SQL: which event was made of what |
//!
//! Deliberately absent: a way to publish from here. The event is a draft of who shares it, and goes the way of every event.

pub mod new;
pub mod redact;
mod source;
pub mod store;
