//! Sealing: what must be kept so that it can be read again, and must not be readable in a stolen copy of the database.

use belfry_kernel::Ids;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use crate::secret::Secret;

/// How a sealed text begins: another way of sealing gets another number.
const FORM: u8 = 1;

/// The installation's key. It is kept beside the database, never in it.
pub struct Seal(LessSafeKey);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(***)")
    }
}

impl Seal {
    /// Over a key of any length, best one of 256 random bits.
    ///
    /// # Panics
    /// Never: the hash is as long as the key has to be.
    pub fn new(key: &Secret) -> Self {
        let hash = Sha256::digest(key.expose().as_bytes());
        #[expect(clippy::expect_used, reason = "a hash of 32 bytes is a key of 32 bytes")]
        let key = UnboundKey::new(&CHACHA20_POLY1305, &hash).expect("32 bytes"); // tidy: the length is that of the hash
        Self(LessSafeKey::new(key))
    }

    /// Seals bytes for one use: they open under the same words only.
    pub fn seal(&self, ids: &Ids, about: &str, plain: &[u8]) -> Vec<u8> {
        let random = Sha256::digest(ids.secret().as_bytes());
        let mut nonce = [0; NONCE_LEN];
        nonce.copy_from_slice(&random[..NONCE_LEN]);
        let mut sealed = plain.to_vec();
        let fits = self.0.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(about.as_bytes()),
            &mut sealed,
        );
        // Only what is larger than memory does not fit; nothing then is better than something readable.
        if fits.is_err() {
            sealed.clear();
        }
        [&[FORM], nonce.as_slice(), &sealed].concat()
    }

    /// What was sealed under these words; none when it was changed, sealed for another use, or under another key.
    pub fn open(&self, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (form, rest) = sealed.split_first()?;
        if *form != FORM || rest.len() < NONCE_LEN {
            return None;
        }
        let (nonce, rest) = rest.split_at(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut bytes = rest.to_vec();
        let plain = self.0.open_in_place(nonce, Aad::from(about.as_bytes()), &mut bytes).ok()?;
        Some(plain.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Ids {
        struct Nines;
        impl belfry_kernel::id::Chance for Nines {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(9);
            }
        }
        let clock = std::sync::Arc::new(belfry_kernel::time::FixedClock::at("2026-01-01T00:00:00Z"));
        Ids::new(clock, std::sync::Arc::new(Nines))
    }

    #[test]
    fn what_is_sealed_opens_for_its_use_under_its_key_and_unchanged() {
        let seal = Seal::new(&Secret::new("one key"));
        let mut sealed = seal.seal(&ids(), "totp 7", b"heron");
        assert!(!sealed.windows(5).any(|part| part == b"heron"));
        assert_eq!(seal.open("totp 7", &sealed).as_deref(), Some(&b"heron"[..]));
        assert_eq!(seal.open("totp 8", &sealed), None);
        assert_eq!(Seal::new(&Secret::new("another")).open("totp 7", &sealed), None);
        sealed[15] ^= 1;
        assert_eq!(seal.open("totp 7", &sealed), None);
        assert_eq!(seal.open("totp 7", b""), None);
        assert_eq!(format!("{seal:?}"), "Seal(***)");
    }
}
