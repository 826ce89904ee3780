//! Bitcoin addresses: only what has a correct checksum is one.

use sha2::{Digest, Sha256};

/// Whether the text is a Bitcoin address of the main network: base58check with version 0 or 5, or a segregated witness address
/// (BIP 173, BIP 350).
pub(crate) fn is_address(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'1' | b'3') => is_base58check(text),
        Some(b'b' | b'B') => is_segwit(text),
        _ => false,
    }
}

fn is_base58check(text: &str) -> bool {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    if !(26..=35).contains(&text.len()) {
        return false;
    }
    let mut bytes = [0u8; 25];
    for c in text.bytes() {
        let Some(digit) = ALPHABET.iter().position(|a| *a == c) else {
            return false;
        };
        let mut carry = digit;
        for byte in bytes.iter_mut().rev() {
            carry += usize::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            return false;
        }
    }
    // A leading `1` stands for a byte of zero, and only for that.
    let zeros = bytes.iter().take_while(|b| **b == 0).count();
    if text.bytes().take_while(|c| *c == b'1').count() != zeros || !matches!(bytes[0], 0 | 5) {
        return false;
    }
    Sha256::digest(Sha256::digest(&bytes[..21]))[..4] == bytes[21..]
}

fn is_segwit(text: &str) -> bool {
    const CHARSET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let mixed = text.bytes().any(|b| b.is_ascii_lowercase()) && text.bytes().any(|b| b.is_ascii_uppercase());
    if mixed || !(14..=74).contains(&text.len()) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let Some(data) = lower.strip_prefix("bc1") else {
        return false;
    };
    // The human-readable part "bc", expanded.
    let mut check = [3, 3, 0, 2, 3].into_iter().fold(1, polymod);
    let mut version = None;
    for c in data.bytes() {
        let Some(value) = CHARSET.iter().position(|a| *a == c) else {
            return false;
        };
        version.get_or_insert(value);
        check = polymod(check, value as u32);
    }
    match version {
        Some(0) => check == 1 && matches!(text.len(), 42 | 62),
        Some(1..=16) => check == 0x2bc8_30a3,
        _ => false,
    }
}

fn polymod(check: u32, value: u32) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let top = check >> 25;
    let mut next = ((check & 0x01ff_ffff) << 5) ^ value;
    for (n, generator) in GENERATOR.iter().enumerate() {
        if (top >> n) & 1 == 1 {
            next ^= generator;
        }
    }
    next
}
