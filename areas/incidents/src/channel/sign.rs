//! The signature of a webhook: HMAC-SHA256 (RFC 2104) over the second of sending, a dot and the body, so that a body that was caught on its
//! way is of no use later.

use belfry_kernel::hex;
use ring::hmac;

/// The header that carries it: `t=SECONDS,v1=HEX`.
pub const HEADER: &str = "belfry-signature";

/// The value of the header.
#[must_use]
pub fn signed(secret: &str, seconds: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", hex(tag.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_binds_secret_second_and_body() {
        let one = signed("secret", 1_700_000_000, "{}");
        // Computed with `printf '1700000000.{}' | openssl dgst -sha256 -hmac secret`.
        assert_eq!(one, "t=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163");
        for other in [
            signed("secret2", 1_700_000_000, "{}"),
            signed("secret", 1_700_000_001, "{}"),
            signed("secret", 1_700_000_000, "{ }"),
        ] {
            assert_ne!(one.split("v1=").nth(1), other.split("v1=").nth(1));
        }
    }
}
