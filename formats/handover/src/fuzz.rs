//! One plain function per parser, for a fuzz suite: none may panic, whatever the bytes.

use jiff::Timestamp;

use crate::key::SigningKey;
use crate::{Envelope, Receipt, open, package};

/// An envelope as it comes in; and as a content that was signed by who is known.
pub fn package(bytes: &[u8]) {
    let Some(key) = SigningKey::of_seed(&[1; 32]) else { return };
    let public = key.public();
    let known = |asked| Some(public).filter(|one| one.fingerprint() == asked);
    let own = public.fingerprint();
    drop(open::open(bytes, own, Timestamp::UNIX_EPOCH, known));
    let signed = Envelope::sign(&key, package::KIND, bytes.to_vec()).write();
    drop(open::open(signed.as_bytes(), own, Timestamp::UNIX_EPOCH, known));
}

/// A receipt.
pub fn receipt(bytes: &[u8]) {
    let _ = Receipt::claims(bytes);
}
