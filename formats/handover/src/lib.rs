//! What one point of contact hands to another about an incident (NIS2 Article 23(6) and (8)), and the receipt for it.
//!
//! | module | holds |
//! |---|---|
//! | [`envelope`] | any content with its signature: bytes that were signed are the bytes that are read |
//! | [`key`] | keys of Ed25519 (RFC 8032) and their fingerprints |
//! | [`package`] | what is handed over |
//! | [`receipt`] | that it has arrived |
//! | [`open`] | the checks that a package has to pass, in their order, each with its refusal |
//! | [`fuzz`] | one plain function per parser, for a fuzz suite |
//!
//! The form is described for others in `docs/handover.md`. Pure: the instant, and whose keys are known, come in as arguments. Deliberately
//! absent: encryption, since it travels by HTTPS or in the hands of who sends it; several signatures; an exchange of keys.

pub mod envelope;
pub mod fuzz;
pub mod key;
pub mod open;
pub mod package;
pub mod receipt;

pub use envelope::{Envelope, Unreadable};
pub use key::{Fingerprint, PublicKey, SigningKey};
pub use open::{Opened, Refused, open};
pub use package::Package;
pub use receipt::Receipt;

/// The largest package that is made or taken, in bytes: the forms of four steps in a dozen languages have a third of it.
pub const LARGEST: usize = 1024 * 1024;
