//! Any content with its signature, as the Dead Simple Signing Envelope (DSSE, version 1, of the in-toto project) has it: what is signed is
//! the type of the content and its bytes, and those bytes are what is read. Nothing is sorted or written anew, so nothing can differ.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::LARGEST;
use crate::key::{Fingerprint, PublicKey, SigningKey};

/// A content and the signature over it, whose key is named by its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What the content is.
    pub kind: String,
    /// Exactly what was signed.
    pub content: Vec<u8>,
    /// Which key is said to have signed.
    pub key: Fingerprint,
    signature: Vec<u8>,
}

/// Why a text is no envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Longer than any that is made.
    #[error("larger than {LARGEST} bytes")]
    TooLarge,
    /// Not of this form.
    #[error("no signed envelope")]
    Form,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    payload_type: String,
    payload: String,
    signatures: Vec<Signed>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    keyid: Fingerprint,
    sig: String,
}

impl Envelope {
    /// Signs a content.
    #[must_use]
    pub fn sign(key: &SigningKey, kind: &str, content: Vec<u8>) -> Self {
        let signature = key.sign(&signed(kind, &content));
        Self { kind: kind.to_owned(), content, key: key.public().fingerprint(), signature }
    }

    /// Reads what [`write`](Self::write) wrote. Nothing is verified yet.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(text: &[u8]) -> Result<Self, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable::TooLarge);
        }
        let written: Written = serde_json::from_slice(text).map_err(|_| Unreadable::Form)?;
        let [one] = written.signatures.as_slice() else { return Err(Unreadable::Form) };
        let bytes = |text: &str| STANDARD.decode(text).map_err(|_| Unreadable::Form);
        let (content, signature) = (bytes(&written.payload)?, bytes(&one.sig)?);
        Ok(Self { kind: written.payload_type, content, key: one.keyid, signature })
    }

    /// As JSON.
    #[must_use]
    pub fn write(&self) -> String {
        let written = Written {
            payload_type: self.kind.clone(),
            payload: STANDARD.encode(&self.content),
            signatures: vec![Signed { keyid: self.key, sig: STANDARD.encode(&self.signature) }],
        };
        // Texts and a list of texts: nothing of it can fail to be written.
        serde_json::to_string_pretty(&written).unwrap_or_default()
    }

    /// Whether this key has signed exactly this.
    #[must_use]
    pub fn is_of(&self, key: &PublicKey) -> bool {
        key.fingerprint() == self.key && key.verifies(&signed(&self.kind, &self.content), &self.signature)
    }
}

/// The pre-authentication encoding of DSSE: lengths before parts, so that none can be moved into the other.
fn signed(kind: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {kind} {} ", kind.len(), content.len());
    [head.as_bytes(), content].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::of_seed(&[seed; 32]).unwrap()
    }

    /// The example of DSSE's own specification.
    #[test]
    fn what_is_signed_is_what_the_specification_says() {
        let wanted = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world";
        assert_eq!(signed("http://example.com/HelloWorld", b"hello world"), wanted);
    }

    proptest! {
        #[test]
        fn what_was_signed_comes_back_and_no_byte_of_it_can_be_another(
            content in proptest::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0u8..8
        ) {
            let made = Envelope::sign(&key(1), "t", content);
            let read = Envelope::read(made.write().as_bytes()).unwrap();
            prop_assert_eq!(&read, &made);
            prop_assert!(read.is_of(&key(1).public()) && !read.is_of(&key(2).public()));
            let renamed = Envelope { kind: "T".into(), ..read.clone() };
            prop_assert!(!renamed.is_of(&key(1).public()));
            if !read.content.is_empty() {
                let mut other = read.clone();
                let at = at.index(other.content.len());
                other.content[at] ^= 1 << bit;
                prop_assert!(!other.is_of(&key(1).public()));
            }
            let mut other = read;
            let at = at.index(other.signature.len());
            other.signature[at] ^= 1 << bit;
            prop_assert!(!other.is_of(&key(1).public()));
        }
    }

    #[test]
    fn what_is_no_envelope_is_refused() {
        let made = Envelope::sign(&key(1), "t", b"x".to_vec()).write();
        let without = made.replace("\"sig\"", "\"sign\"");
        let twice = made.replace("\"payload\"", "\"payload\": \"eA==\", \"payload\"");
        for text in ["", "{}", "[]", &without, &twice, &made[..made.len() - 3]] {
            assert_eq!(Envelope::read(text.as_bytes()), Err(Unreadable::Form), "{text}");
        }
        assert_eq!(Envelope::read(&vec![b' '; LARGEST + 1]), Err(Unreadable::TooLarge));
    }
}
