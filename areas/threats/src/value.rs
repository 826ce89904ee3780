//! Values in the form in which equal things are equal.
//!
//! A value becomes one or more keys: both halves of a composite, and for an address or network its place in the order of
//! addresses. Keys carry no type: what is looked up is the value, whatever its neighbours called it. `lookup.rs` finds values
//! that somebody asks for, `pair.rs` composite ones asked for whole, `like.rs` what fits a pattern, `wide.rs` what lies within
//! wide networks, `beside.rs` says what else to ask for, `correlate.rs` what an event has in common with others.

mod beside;
mod correlate;
mod like;
mod lookup;
pub mod page;
mod pair;
pub mod place;
mod wide;

use belfry_freetext::normal::{self, Family as Form};
use belfry_freetext::refang::refang;
use belfry_misp::types::{self, Family, TypeInfo};
use sha2::{Digest, Sha256};

pub use correlate::{Asked, Correlation, HITS, Hit, MOST_EVENTS, correlate};
pub use lookup::{Answer, Found, How, lookup, lookup_many, lookup_told, lookup_within};
pub use wide::FIRST;

/// A network or a single address: the first address as 128 bits, IPv4 in its mapped form, and how many leading bits are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// The first address.
    pub start: u128,
    /// 128 for one address, 96 and more for IPv4.
    pub bits: u8,
}

impl Range {
    /// Reads an address or a network in CIDR form.
    pub fn parse(text: &str) -> Option<Self> {
        let (start, stop) = normal::address_range(text)?;
        let bits = (start ^ stop).leading_zeros();
        Some(Self { start, bits: u8::try_from(bits).ok()? })
    }

    /// The last address.
    pub fn stop(self) -> u128 {
        self.start | u128::MAX.checked_shr(u32::from(self.bits)).unwrap_or(0)
    }

    /// Whether it is IPv4.
    pub fn is_four(self) -> bool {
        self.bits >= 96 && self.start >> 32 == 0xffff
    }

    /// Whether it is a single address.
    pub fn is_host(self) -> bool {
        self.bits == 128
    }

    /// The canonical text of the network of so many bits around it.
    fn around(self, bits: u8) -> String {
        let start = self.start & !u128::MAX.checked_shr(u32::from(bits)).unwrap_or(0);
        let length = if self.is_four() { bits.saturating_sub(96) } else { bits };
        format!("{}/{length}", normal::address(start))
    }
}

/// One key of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The first eight bytes of the SHA-256 of the canonical text.
    pub hash: i64,
    /// For addresses and networks.
    pub range: Option<Range>,
}

/// The hash of a canonical text.
pub fn hash(canonical: &str) -> i64 {
    let digest: [u8; 32] = Sha256::digest(canonical.as_bytes()).into();
    let [a, b, c, d, e, f, g, h, ..] = digest;
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// The keys of an attribute's value; none where equal values say nothing (remarks, numbers, times).
pub fn keys(kind: &str, value: &str) -> Vec<Key> {
    let Some(info) = types::get(kind) else {
        return key(Family::Exact, kind, value).into_iter().collect();
    };
    let mut keys: Vec<Key> = Vec::with_capacity(2);
    for (half, text) in info.halves(value) {
        if let Some(key) = half_key(half, text)
            && !keys.iter().any(|other| other.hash == key.hash)
        {
            keys.push(key);
        }
    }
    keys
}

fn half_key(info: &TypeInfo, value: &str) -> Option<Key> {
    if info.correlates { key(info.family, info.name, value) } else { None }
}

fn key(family: Family, name: &str, value: &str) -> Option<Key> {
    let text = canonical(family, name, value)?;
    let range = if family == Family::Ip { Range::parse(value) } else { None };
    Some(Key { hash: hash(&text), range })
}

/// The canonical text of a simple value; none for an empty one.
fn canonical(family: Family, name: &str, value: &str) -> Option<String> {
    let form = match family {
        Family::Hash => Form::Hash,
        Family::Filename => Form::Filename,
        Family::Ip => Form::Ip,
        Family::Domain | Family::Hostname => Form::Host,
        Family::Url => Form::Url,
        Family::Email => Form::Email,
        Family::Mac => Form::Mac,
        Family::Asn => Form::As,
        Family::Regkey => Form::Regkey,
        Family::Cve => Form::Vulnerability,
        Family::Coin => Form::Wallet,
        Family::Exact if name == "tlsh" => Form::Tlsh,
        Family::Account | Family::Name => return folded(value),
        Family::Bank | Family::Phone => return packed(value),
        Family::Uuid | Family::Hex => return folded(value),
        _ => Form::Text,
    };
    normal::key(form, value).map(|key| key.text)
}

/// Lower case, blanks in runs of one.
fn folded(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    if words.is_empty() { None } else { Some(words.join(" ").to_lowercase()) }
}

/// Upper case without blanks, dots, strokes and brackets.
fn packed(value: &str) -> Option<String> {
    let kept = value.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '(' | ')'));
    let text: String = kept.collect::<String>().to_uppercase();
    if text.is_empty() { None } else { Some(text) }
}

/// What somebody may mean who asks for a value without saying of which type: a few canonical texts' hashes, and the range when
/// it is an address or a network. Takes the value as people pass it on, `hxxp://evil[.]example`.
pub fn meanings(value: &str) -> (Vec<i64>, Option<Range>) {
    let value = value.trim();
    let plain = refang(value);
    if let Some(range) = Range::parse(&plain) {
        return (normal::key(Form::Ip, &plain).iter().map(|key| hash(&key.text)).collect(), Some(range));
    }
    let mut texts: Vec<String> = Vec::with_capacity(4);
    let mut add = |text: Option<String>| {
        if let Some(text) = text
            && !text.is_empty()
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    };
    add(Some(value.to_owned()));
    add(folded(value));
    let form = |form| normal::key(form, &plain).map(|key| key.text);
    if plain.contains("://") || plain.contains('/') {
        add(form(Form::Url));
    }
    if plain.contains('@') {
        add(form(Form::Email));
    } else if plain.contains('.') {
        add(form(Form::Host));
    }
    if plain.contains('\\') {
        add(form(Form::Filename));
        add(form(Form::Regkey));
    }
    if plain.len() <= 24 && plain.bytes().filter(|b| matches!(b, b':' | b'-' | b'.')).count() >= 2 {
        add(form(Form::Mac));
    }
    let start = plain.get(..2).unwrap_or_default().to_ascii_lowercase();
    match start.as_str() {
        "as" => add(form(Form::As)),
        "cv" | "cw" | "gh" => add(form(Form::Vulnerability)),
        "t1" => add(form(Form::Tlsh)),
        _ => {}
    }
    // Numbers of accounts and telephones: mostly digits. Every further meaning is a statement more.
    if value.bytes().filter(u8::is_ascii_digit).count() * 2 >= value.len() {
        add(packed(value));
    }
    (texts.iter().map(|text| hash(text)).collect(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(kind: &str, value: &str) -> Vec<i64> {
        keys(kind, value).into_iter().map(|key| key.hash).collect()
    }

    #[test]
    fn halves_of_composites_meet_the_simple_types() {
        assert_eq!(hashes("filename|md5", "A.exe|00FF")[1], hashes("md5", "00ff")[0]);
        assert_eq!(hashes("domain|ip", "Evil.example|192.0.2.1")[0], hashes("hostname", "evil.example.")[0]);
        assert_eq!(hashes("ip-dst|port", "192.0.2.1|443"), hashes("ip-src", "192.0.2.1"), "a port says nothing");
        assert!(hashes("comment", "seen by us").is_empty());
    }

    #[test]
    fn a_question_means_what_an_attribute_said() {
        for (kind, value, asked) in [
            ("url", "http://Evil.example/a", "hxxp://evil[.]example/a"),
            ("domain", "evil.example", "EVIL[.]example"),
            ("ip-dst", "192.0.2.1", "192[.]0.2.1"),
            ("ip-dst", "192.0.2.0/24", "192.0.2.7/24"),
            ("sha1", "00FF00ff", "00ff00FF"),
            ("filename", "Payload.EXE", "payload.exe"),
            ("regkey", "HKLM\\Software\\X", "hkey_local_machine\\software\\x"),
            ("vulnerability", "CVE-2021-1234", "cve-2021-1234"),
            ("email-src", "Ana@Evil.example", "ana@evil[.]example"),
            ("mutex", "Global\\Mtx", "Global\\Mtx"),
            ("threat-actor", "Some  Bear", "some bear"),
            ("AS", "AS64500", "as64500"),
            ("iban", "XX00 1234 5678", "xx0012345678"),
            ("mac-address", "00-11-22-33-44-55", "00:11:22:33:44:55"),
        ] {
            let (meanings, _) = meanings(asked);
            assert!(hashes(kind, value).iter().any(|hash| meanings.contains(hash)), "{kind} {value}");
        }
    }

    #[test]
    fn a_range_knows_its_edges_and_what_lies_around_it() {
        let four = Range::parse("192.0.2.77").expect("four");
        assert!(four.is_host() && four.is_four());
        assert_eq!(four.around(96 + 24), "192.0.2.0/24");
        let net = Range::parse("2001:db8::/32").expect("six");
        assert_eq!((net.bits, net.is_four()), (32, false));
        assert_eq!(Range::parse("2001:db8::1").expect("host").around(32), "2001:db8::/32");
        assert!(net.stop() > net.start);
    }
}
