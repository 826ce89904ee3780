//! Digests by their look.

use crate::find::{Kind, Warning};

/// Digests of nothing at all, which reports are full of.
const OF_NOTHING: [&str; 4] = [
    "d41d8cd98f00b204e9800998ecf8427e",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
];

/// A digest in hexadecimal, by its length; a TLSH; an ssdeep.
pub(crate) fn kind(text: &str) -> Option<(Kind, Option<Warning>)> {
    if let Some(rest) = text.strip_prefix("T1")
        && rest.len() == 70
        && is_hex(rest)
    {
        return Some((Kind::Tlsh, None));
    }
    if is_ssdeep(text) {
        return Some((Kind::Ssdeep, None));
    }
    let kind = match text.len() {
        32 => Kind::Md5,
        40 => Kind::Sha1,
        56 => Kind::Sha224,
        64 => Kind::Sha256,
        70 => Kind::Tlsh,
        96 => Kind::Sha384,
        128 => Kind::Sha512,
        _ => return None,
    };
    if !is_hex(text) {
        return None;
    }
    let first = text.as_bytes()[0];
    let warning = if OF_NOTHING.iter().any(|n| text.eq_ignore_ascii_case(n)) {
        Some(Warning::OfNothing)
    } else if text.bytes().all(|b| b.is_ascii_digit()) || text.bytes().all(|b| b == first) {
        Some(Warning::Placeholder)
    } else {
        None
    };
    Some((kind, warning))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// `block size:digest:digest`, the block size being 3 times a power of two.
fn is_ssdeep(text: &str) -> bool {
    let mut parts = text.split(':');
    let (Some(size), Some(one), Some(two), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let fits = |part: &str, min: usize| {
        (min..=64).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/' || b == b'+')
    };
    let size_fits = size.parse::<u64>().is_ok_and(|n| n.is_multiple_of(3) && (n / 3).is_power_of_two());
    size_fits && !size.starts_with('0') && fits(one, 6) && fits(two, 3)
}
