//! That a package has arrived.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::envelope::{Envelope, Unreadable};
use crate::key::{PublicKey, SigningKey};
use crate::open::hash;

/// What the content of an envelope is called.
pub const KIND: &str = "application/vnd.belfry.receipt+json";
/// The version of this form.
pub const FORMAT: &str = "belfry-receipt/1";

/// That a package has arrived: signed by who took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`FORMAT`].
    pub format: String,
    /// Which package.
    pub package: Uuid,
    /// SHA-256 of its content, in hexadecimal: of exactly what was signed.
    pub hash: String,
    /// When it was taken.
    pub received: Timestamp,
    /// Who took it.
    pub by: String,
    /// The number by which it is known there.
    pub number: String,
}

/// Why a receipt is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReceipt {
    /// It cannot be read.
    #[error("no receipt that can be read: {0}")]
    Unreadable(#[from] Unreadable),
    /// It is something else.
    #[error("this is no receipt")]
    Other,
    /// It is not signed by who was to take the package.
    #[error("the signature is not that of the receiving point of contact")]
    Signature,
    /// It is for another package, or for another content under its number.
    #[error("the receipt is for another package")]
    Package,
}

impl Receipt {
    /// For the content of a package.
    #[must_use]
    pub fn sign(
        key: &SigningKey,
        package: Uuid,
        content: &[u8],
        received: Timestamp,
        by: &str,
        number: &str,
    ) -> Envelope {
        let receipt = Self {
            format: FORMAT.to_owned(),
            package,
            hash: hash(content),
            received,
            by: by.to_owned(),
            number: number.to_owned(),
        };
        Envelope::sign(key, KIND, serde_json::to_vec(&receipt).unwrap_or_default())
    }

    /// Reads and checks one that came back for a package whose content was this.
    ///
    /// # Errors
    /// [`NoReceipt`].
    pub fn check(text: &[u8], from: &PublicKey, package: Uuid, content: &[u8]) -> Result<Self, NoReceipt> {
        let envelope = Envelope::read(text)?;
        if envelope.kind != KIND {
            return Err(NoReceipt::Other);
        }
        if !envelope.is_of(from) {
            return Err(NoReceipt::Signature);
        }
        let receipt: Self = serde_json::from_slice(&envelope.content).map_err(|_| NoReceipt::Other)?;
        if receipt.format != FORMAT {
            return Err(NoReceipt::Other);
        }
        if receipt.package != package || receipt.hash != hash(content) {
            return Err(NoReceipt::Package);
        }
        Ok(receipt)
    }

    /// Which package a receipt is said to be for; nothing of it is checked.
    #[must_use]
    pub fn claims(text: &[u8]) -> Option<Uuid> {
        let envelope = Envelope::read(text).ok().filter(|envelope| envelope.kind == KIND)?;
        serde_json::from_slice::<Self>(&envelope.content).ok().map(|receipt| receipt.package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_for_one_package_from_one_office() {
        let (ours, theirs) = (SigningKey::of_seed(&[1; 32]).unwrap(), SigningKey::of_seed(&[2; 32]).unwrap());
        let (id, other) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let at: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let text = Receipt::sign(&theirs, id, b"content", at, "Office", "HO-1").write();
        let check = |text: &str, key: &SigningKey, id, content: &[u8]| {
            Receipt::check(text.as_bytes(), &key.public(), id, content)
        };
        assert_eq!(check(&text, &theirs, id, b"content").unwrap().received, at);
        assert_eq!(Receipt::claims(text.as_bytes()), Some(id));
        assert_eq!(check(&text, &ours, id, b"content"), Err(NoReceipt::Signature));
        assert_eq!(check(&text, &theirs, other, b"content"), Err(NoReceipt::Package));
        assert_eq!(check(&text, &theirs, id, b"contents"), Err(NoReceipt::Package));
        let package = Envelope::sign(&theirs, crate::package::KIND, b"{}".to_vec()).write();
        assert_eq!(check(&package, &theirs, id, b"content"), Err(NoReceipt::Other));
        assert_eq!(check("", &theirs, id, b"content"), Err(NoReceipt::Unreadable(Unreadable::Form)));
    }
}
