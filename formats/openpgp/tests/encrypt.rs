//! What is encrypted is read by the owner of the certificate, and by nobody who has not its secret half.

use belfry_openpgp::{Refused, encrypt};
use pgp::composed::{
    ArmorOptions, EncryptionCaps, KeyType, Message, SecretKeyParamsBuilder, SignedPublicKey, SignedSecretKey,
    SubkeyParamsBuilder,
};
use pgp::crypto::ecc_curve::ECCCurve;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// Seconds of the Unix clock, after the keys of these tests are made.
const NOW: u64 = 4_000_000_000;

fn owner(seed: u64, encryption: EncryptionCaps) -> (SignedSecretKey, String) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut subkey = SubkeyParamsBuilder::default();
    subkey.key_type(KeyType::ECDH(ECCCurve::Curve25519Legacy)).can_encrypt(encryption);
    let mut key = SecretKeyParamsBuilder::default();
    key.key_type(KeyType::Ed25519Legacy).can_certify(true).primary_user_id("Desk <desk@cert.example>".into());
    if encryption != EncryptionCaps::None {
        key.subkeys(vec![subkey.build().unwrap()]);
    }
    let secret = key.build().unwrap().generate(&mut random).unwrap();
    let public = SignedPublicKey::from(secret.clone()).to_armored_string(ArmorOptions::default()).unwrap();
    (secret, public)
}

/// Bytes that differ from one call to the next and repeat from run to run.
fn chance() -> impl FnMut(&mut [u8]) {
    let mut random = StdRng::seed_from_u64(9);
    move |bytes| rand::RngCore::fill_bytes(&mut random, bytes)
}

#[test]
fn only_the_owner_reads_it() {
    let (secret, public) = owner(1, EncryptionCaps::All);
    let (other, _) = owner(2, EncryptionCaps::All);
    let text = "INC-2026-0007\nÉnergie: a turbine stands still";
    let armored = encrypt(&public, text, NOW, &mut chance()).unwrap();
    assert!(armored.starts_with("-----BEGIN PGP MESSAGE-----") && !armored.contains("turbine"));
    let read = |key: &SignedSecretKey| {
        let (message, _) = Message::from_string(&armored).unwrap();
        message.decrypt(&"".into(), key)?.as_data_vec().map_err(pgp::errors::Error::from)
    };
    assert_eq!(read(&secret).unwrap(), text.as_bytes());
    assert!(read(&other).is_err());
    assert_ne!(
        encrypt(&public, text, NOW, &mut {
            let mut one = chance();
            one(&mut [0; 1]);
            one
        })
        .unwrap(),
        armored
    );
}

#[test]
fn a_certificate_that_has_ended_or_cannot_encrypt_is_not_used() {
    let (_, signs) = owner(3, EncryptionCaps::None);
    assert_eq!(encrypt(&signs, "x", NOW, &mut chance()), Err(Refused::NoUse));
    assert_eq!(encrypt(include_str!("keys/ends.asc"), "x", NOW, &mut chance()), Err(Refused::NoUse));
    assert_eq!(encrypt(include_str!("keys/revoked.asc"), "x", NOW, &mut chance()), Err(Refused::Revoked));
    assert_eq!(encrypt("", "x", NOW, &mut chance()), Err(Refused::Unreadable));
}
