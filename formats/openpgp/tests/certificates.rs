//! Certificates made with GnuPG.

use belfry_openpgp::{Refused, read};

#[test]
fn a_certificate_says_whose_it_is_and_until_when() {
    let key = read(include_str!("keys/ends.asc")).expect("a certificate");
    assert_eq!(key.user_ids, ["Lower Ostrel Water, security <security@lowerostrelwater.example>"]);
    assert_eq!(key.fingerprint.len(), 40);
    assert!(key.fingerprint.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)));
    // Within a day of the first of January 2036, UTC.
    assert!(key.expires.is_some_and(|ends| ends.abs_diff(2_082_758_400) <= 86_400), "{:?}", key.expires);
    assert_eq!(read(&key.armored).as_ref(), Ok(&key), "what is kept is read again");
    assert_eq!(read(include_str!("keys/endless.asc")).expect("a certificate").expires, None);
}

#[test]
fn what_should_not_be_kept_is_refused() {
    let secret = include_str!("keys/endless.asc").replace("PUBLIC KEY BLOCK", "PRIVATE KEY BLOCK");
    assert_eq!(read(&secret), Err(Refused::Secret));
    assert_eq!(read(include_str!("keys/revoked.asc")), Err(Refused::Revoked));
    assert_eq!(read("my key is under the mat"), Err(Refused::Unreadable));
    assert_eq!(read(&"x".repeat(300_000)), Err(Refused::TooLong));
    // Another's user id under this key.
    let ends = include_str!("keys/ends.asc");
    for cut in [40, 80, 200] {
        assert!(read(&ends[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn a_damaged_certificate_is_refused_and_never_a_panic() {
    let whole = include_str!("keys/ends.asc");
    let body = whole.find("\n\n").expect("a body") + 2;
    for at in (body..whole.len() - 60).step_by(7) {
        let mut broken = whole.as_bytes().to_vec();
        if !broken[at].is_ascii_alphanumeric() {
            continue;
        }
        broken[at] = if broken[at] == b'A' { b'B' } else { b'A' };
        let text = String::from_utf8(broken).expect("text");
        if let Ok(key) = read(&text) {
            let good = read(whole).expect("a certificate");
            assert_eq!(key.fingerprint, good.fingerprint, "a change at {at} went through");
            assert_eq!(key.user_ids, good.user_ids, "a change at {at} went through");
        }
    }
}
