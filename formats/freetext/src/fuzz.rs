//! One plain function per parser, for a fuzz suite: any bytes, no panic.

use crate::normal::{self, Family};
use crate::{Limits, refang};

/// Free text.
///
/// # Panics
/// When a span is not what was written, or refanging twice is not refanging once: that is a bug.
pub fn find(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(found) = crate::find(&text, &Limits::default()) else {
        return;
    };
    for candidate in &found.candidates {
        assert_eq!(text.get(candidate.span.clone()), Some(candidate.written.as_str()));
        assert!(!candidate.value.is_empty() && candidate.count > 0);
    }
    let once = refang::refang(&text);
    assert_eq!(refang::refang(&once), once);
}

/// The canonical form of a value, of whatever family.
pub fn normal(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for kind in [
        "md5",
        "ssdeep",
        "tlsh",
        "domain",
        "url",
        "ip-dst",
        "email",
        "filename",
        "mac-address",
        "regkey",
        "AS",
        "vulnerability",
        "btc",
        "comment",
        "filename|sha256",
        "domain|ip",
        "ip-dst|port",
    ] {
        let _ = normal::keys_of_type(kind, &text);
    }
    let _ = normal::keys(Family::Text, &text);
    let _ = normal::address_range(&text);
}
