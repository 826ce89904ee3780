//! The checks that a package has to pass.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::envelope::{Envelope, Unreadable};
use crate::key::{Fingerprint, PublicKey};
use crate::package::{FORMAT, KIND, Package};

/// How far the clocks of two sides may be apart.
const CLOCKS: SignedDuration = SignedDuration::from_mins(15);

/// A package that passed, and what it came as.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What is handed over.
    pub package: Package,
    /// Exactly what was signed.
    pub content: Vec<u8>,
    /// Who signed it.
    pub key: Fingerprint,
}

/// Why a package is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// It is something else, or of a version that is not known here.
    #[error("no package of a version that is known here")]
    Other,
    /// Nobody here has registered the key that is said to have signed it.
    #[error("its key belongs to no registered point of contact")]
    Unknown,
    /// The signature does not fit: it was changed on the way, or signed by another.
    #[error("the signature does not fit its content")]
    Tampered,
    /// It is for another.
    #[error("it is addressed to another point of contact")]
    Astray,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// It is from the future: a clock is wrong.
    #[error("it was made at an instant that has not come yet")]
    Early,
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Opens what came in: whether it came before is for the caller to find out. `known` gives the key of a fingerprint, if it is registered.
///
/// # Errors
/// [`Refused`]. Of what is not signed by a known key nothing is read.
pub fn open(
    text: &[u8],
    own: Fingerprint,
    now: Timestamp,
    known: impl FnOnce(Fingerprint) -> Option<PublicKey>,
) -> Result<Opened, Refused> {
    let envelope = Envelope::read(text)?;
    if envelope.kind != KIND {
        return Err(Refused::Other);
    }
    let key = known(envelope.key).ok_or(Refused::Unknown)?;
    if !envelope.is_of(&key) {
        return Err(Refused::Tampered);
    }
    let package: Package = serde_json::from_slice(&envelope.content).map_err(|_| Refused::Other)?;
    if package.format != FORMAT {
        return Err(Refused::Other);
    }
    if package.to.key != own {
        return Err(Refused::Astray);
    }
    if package.expires <= now {
        return Err(Refused::Expired);
    }
    if package.made > now.checked_add(CLOCKS).unwrap_or(now) {
        return Err(Refused::Early);
    }
    Ok(Opened { package, content: envelope.content, key: envelope.key })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::key::SigningKey;
    use crate::package::{Addressee, Incident, Office};

    fn key(seed: u8) -> SigningKey {
        SigningKey::of_seed(&[seed; 32]).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn package() -> Package {
        Package {
            format: FORMAT.into(),
            id: Uuid::from_u128(1),
            made: at("2026-03-02T09:00:00Z"),
            expires: at("2026-03-09T09:00:00Z"),
            from: Office { name: "One".into(), country: "BE".into(), receipts: String::new() },
            to: Addressee { key: key(2).public().fingerprint(), name: "Other".into(), country: "LU".into() },
            tlp: "amber".into(),
            exercise: false,
            title: "Ransomware".into(),
            note: String::new(),
            incident: Incident { sector: "energy".into(), ..Incident::default() },
            steps: Vec::new(),
            references: Vec::new(),
        }
    }

    fn opened(text: &str, now: &str) -> Result<Package, Refused> {
        let known = |asked| Some(key(1).public()).filter(|one| one.fingerprint() == asked);
        open(text.as_bytes(), key(2).public().fingerprint(), at(now), known).map(|opened| opened.package)
    }

    fn signed(by: u8, package: &Package) -> String {
        Envelope::sign(&key(by), KIND, package.write()).write()
    }

    #[test]
    fn a_package_is_taken_from_who_is_known_by_whom_it_is_for_in_its_time() {
        let now = "2026-03-02T10:00:00Z";
        let good = signed(1, &package());
        assert_eq!(opened(&good, now), Ok(package()));
        assert_eq!(opened(&signed(3, &package()), now), Err(Refused::Unknown));
        let mut astray = package();
        astray.to.key = key(3).public().fingerprint();
        assert_eq!(opened(&signed(1, &astray), now), Err(Refused::Astray));
        assert_eq!(opened(&good, "2026-03-09T09:00:00Z"), Err(Refused::Expired));
        assert_eq!(opened(&good, "2026-03-02T08:00:00Z"), Err(Refused::Early));
        assert_eq!(opened(&good, "2026-03-02T08:50:00Z"), Ok(package()));
        let newer = Package { format: "belfry-handover/2".into(), ..package() };
        assert_eq!(opened(&signed(1, &newer), now), Err(Refused::Other));
        assert_eq!(opened("{}", now), Err(Refused::Unreadable(Unreadable::Form)));
        assert_eq!(opened(&Envelope::sign(&key(1), "t", b"x".to_vec()).write(), now), Err(Refused::Other));
    }

    #[test]
    fn whoever_changes_a_word_is_found_out() {
        use base64::Engine;
        let encode = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
        let content = package().write();
        let other = String::from_utf8(content.clone()).unwrap().replace("amber", "green").into_bytes();
        let text = signed(1, &package());
        let tampered = text.replace(&encode(&content), &encode(&other));
        assert_ne!(text, tampered);
        assert_eq!(opened(&tampered, "2026-03-02T10:00:00Z"), Err(Refused::Tampered));
        // With the name of a known key over a signature of another.
        let forged = signed(3, &package());
        let forged =
            forged.replace(&key(3).public().fingerprint().to_string(), &key(1).public().fingerprint().to_string());
        assert_eq!(opened(&forged, "2026-03-02T10:00:00Z"), Err(Refused::Tampered));
    }

    #[test]
    fn a_field_that_is_not_known_is_refused_rather_than_lost() {
        let mut value = serde_json::to_value(package()).unwrap();
        value["more"] = json!(1);
        let text = Envelope::sign(&key(1), KIND, value.to_string().into_bytes()).write();
        assert_eq!(opened(&text, "2026-03-02T10:00:00Z"), Err(Refused::Other));
    }
}
