//! OpenPGP certificates (RFC 9580), as people paste them: whose they are, and until when.
//!
//! [`read`] takes one armored public key and checks that its parts are bound to it by its own signatures; [`encrypt`] writes what only its
//! owner reads. Deliberately absent: secret keys, signing, the web of trust. Whether the key is really that of whom it names is for people
//! to find out, by the fingerprint and another way.

mod random;

use std::time::Duration;

use pgp::composed::{ArmorOptions, Deserializable, MessageBuilder, SignedPublicKey, SignedPublicSubKey};
use pgp::crypto::sym::SymmetricKeyAlgorithm;
use pgp::packet::Signature;
use pgp::types::KeyDetails;

/// Bytes of a certificate that are read: one with many signatures of others has fewer.
const MOST: usize = 256 * 1024;

/// A public key with its user ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// In capital hexadecimal digits.
    pub fingerprint: String,
    /// Names and addresses, as they stand in it.
    pub user_ids: Vec<String>,
    /// Unix seconds at which the key ends; none when it does not say.
    pub expires: Option<u64>,
    /// The whole certificate, armored.
    pub armored: String,
}

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Longer than any that is of use.
    #[error("the certificate is too long")]
    TooLong,
    /// It holds a secret key, which nobody should have sent.
    #[error("this is a secret key")]
    Secret,
    /// No armored public key.
    #[error("this is no armored OpenPGP public key")]
    Unreadable,
    /// A user id or a subkey is not signed by the key itself.
    #[error("a signature in the certificate does not fit")]
    Forged,
    /// Its owner has revoked it.
    #[error("the key is revoked")]
    Revoked,
    /// It has no living key that one could encrypt to.
    #[error("the certificate has no living key to encrypt to")]
    NoUse,
}

/// Reads an armored public key.
///
/// # Errors
/// [`Refused`].
pub fn read(text: &str) -> Result<Certificate, Refused> {
    if text.len() > MOST {
        return Err(Refused::TooLong);
    }
    if text.contains("PRIVATE KEY BLOCK") {
        return Err(Refused::Secret);
    }
    let (key, _) = SignedPublicKey::from_string(text.trim()).map_err(|_| Refused::Unreadable)?;
    key.verify_bindings().map_err(|_| Refused::Forged)?;
    if !key.details.revocation_signatures.is_empty() {
        return Err(Refused::Revoked);
    }
    let user_ids: Vec<String> = key
        .details
        .users
        .iter()
        .map(|user| String::from_utf8_lossy(user.id.id()).chars().filter(|c| !c.is_control()).collect())
        .collect();
    if user_ids.is_empty() {
        // What no user id is bound to says nothing of whose it is.
        return Err(Refused::Forged);
    }
    let expires = lifetime(&key).map(|life| {
        let created: std::time::SystemTime = key.created_at().into();
        let since = created.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        (since + life).as_secs()
    });
    Ok(Certificate {
        fingerprint: format!("{:X}", key.fingerprint()),
        user_ids,
        expires,
        armored: key.to_armored_string(ArmorOptions::default()).map_err(|_| Refused::Unreadable)?,
    })
}

/// How long the key lives from its creation on, as its newest own signature says (RFC 9580, section 5.2.3.13).
fn lifetime(key: &SignedPublicKey) -> Option<Duration> {
    let fingerprint = key.fingerprint();
    let own = |signature: &&Signature| {
        signature.issuer_fingerprint().contains(&&fingerprint)
            || signature.issuer_key_id().contains(&&key.legacy_key_id())
    };
    let signatures = key.details.users.iter().flat_map(|user| &user.signatures).chain(&key.details.direct_signatures);
    let newest = signatures.filter(own).max_by_key(|signature| signature.created())?;
    newest.key_expiration_time().map(Duration::from).filter(|life| !life.is_zero())
}

/// Writes a text so that only the owner of a certificate reads it: encrypted, with a check of its integrity (RFC 9580, section 5.13.1,
/// which every program of the last twenty years reads), in ASCII armor. `now` are Unix seconds: a key that has ended is not used.
/// `chance` fills bytes with random ones.
///
/// # Errors
/// [`Refused`]; [`Refused::NoUse`] for a certificate without a living key to encrypt to.
pub fn encrypt(certificate: &str, text: &str, now: u64, chance: &mut dyn FnMut(&mut [u8])) -> Result<String, Refused> {
    let read = read(certificate)?;
    if read.expires.is_some_and(|end| end <= now) {
        return Err(Refused::NoUse);
    }
    let (key, _) = SignedPublicKey::from_string(&read.armored).map_err(|_| Refused::Unreadable)?;
    let mut random = random::Random(chance);
    let message = MessageBuilder::from_bytes("", text.as_bytes().to_vec());
    let mut message = message.seipd_v1(&mut random, SymmetricKeyAlgorithm::AES256);
    // The newest that says it is for this; the key itself where none does.
    let subkey = key.public_subkeys.iter().filter(|one| encrypts(one, now)).max_by_key(|one| one.created_at());
    match subkey {
        Some(subkey) => message.encrypt_to_key(&mut random, subkey),
        None if key.algorithm().can_encrypt() => message.encrypt_to_key(&mut random, &key),
        None => return Err(Refused::NoUse),
    }
    .map_err(|_| Refused::NoUse)?;
    message.to_armored_string(&mut random, ArmorOptions::default()).map_err(|_| Refused::NoUse)
}

/// Whether a subkey lives and its newest binding says that it is for encrypting.
fn encrypts(subkey: &SignedPublicSubKey, now: u64) -> bool {
    let Some(binding) = subkey.signatures.iter().max_by_key(|signature| signature.created()) else { return false };
    let revoked = binding.typ() == Some(pgp::packet::SignatureType::SubkeyRevocation);
    let flags = binding.key_flags();
    let created: std::time::SystemTime = subkey.created_at().into();
    let since = created.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let life = binding.key_expiration_time().map(Duration::from).filter(|life| !life.is_zero());
    let over = life.is_some_and(|life| (since + life).as_secs() <= now);
    subkey.algorithm().can_encrypt() && (flags.encrypt_comms() || flags.encrypt_storage()) && !revoked && !over
}
