//! The keys by which entries of warninglists and values meet.
//!
//! Every way of comparing becomes a question for equal numbers, so that a page of values is answered by one indexed statement:
//! a host asks for itself and every domain above it, an address for the networks around it whose lengths are in use, a text for
//! each run of four bytes in it, with which a part may begin. Keys of different ways never equal each other.

use belfry_freetext::normal::{self, Family as Form};
use belfry_freetext::refang::refang;
use belfry_misp::types::{self, Family, TypeInfo};

use super::expression::{self, Fault};
use super::{DIRECT, Detail, Matching};
use crate::value::{Range, hash};

/// Bytes with which a part is found. Shorter parts have no key and are compared one by one.
const RUN: usize = 4;
/// Bytes of a value in which parts are looked for.
const LOOKED: usize = 512;
/// Labels of a host.
const LABELS: usize = 32;

/// The key of an entry; none where no value can meet it.
pub(super) fn of_entry(matching: Matching, entry: &str) -> Option<i64> {
    let entry = entry.trim();
    if entry.is_empty() {
        return None;
    }
    match matching {
        Matching::Text => Some(of_text(entry)),
        Matching::Hostname => {
            let host = entry.strip_prefix("*.").unwrap_or(entry).trim_matches('.');
            normal::key(Form::Host, host).map(|key| of_host(&key.text))
        }
        Matching::Cidr => Range::parse(entry).map(|range| of_network(range.start, range.bits)),
        Matching::Substring => entry.to_lowercase().as_bytes().get(..RUN).map(of_run),
        Matching::Regex => None,
    }
}

/// Notes what a list's entries ask for beside their keys, and how many are of no use.
pub(super) fn survey(matching: Matching, entries: &[String], detail: &mut Detail) {
    for (seq, entry) in (0_i64..).zip(entries) {
        if of_entry(matching, entry).is_some() {
            continue;
        }
        if fault(matching, entry, detail.direct.len()).is_some() {
            detail.unused += 1;
        } else {
            detail.direct.push((seq, entry.clone()));
        }
    }
    if matching == Matching::Cidr {
        let lengths: std::collections::BTreeSet<(u8, bool)> =
            entries.iter().filter_map(|entry| Range::parse(entry)).map(|range| (range.bits, range.is_four())).collect();
        // A length of 96 and more is IPv4's or that of a small network of IPv6; asking for both costs little.
        detail.lengths = lengths.into_iter().map(|(bits, _)| bits).collect();
        detail.lengths.dedup();
    }
}

/// Why an entry without a key is of no use, when so many are compared one by one already.
pub(super) fn fault(matching: Matching, entry: &str, before: usize) -> Option<Fault> {
    match matching {
        _ if entry.trim().is_empty() => Some(Fault::Empty),
        Matching::Regex => expression::check(entry).err().or_else(|| (before >= DIRECT).then_some(Fault::Many)),
        Matching::Substring => (before >= DIRECT).then_some(Fault::Many),
        Matching::Text => None,
        Matching::Hostname => Some(Fault::Wrong("it is no name of a host".into())),
        Matching::Cidr => Some(Fault::Wrong("it is no address or network".into())),
    }
}

/// The first of a list's entries without keys that a value of a type meets, by its index.
pub(super) fn direct(detail: &Detail, kind: &str, value: &str) -> Option<usize> {
    if detail.direct.is_empty() {
        return None;
    }
    let mut texts = vec![value.trim()];
    let halves = types::get(kind).map(|info| info.halves(value)).into_iter().flatten();
    texts.extend(halves.filter(|(half, _)| says_something(half)).map(|(_, text)| text.trim()));
    let plain = refang(value.trim());
    texts.push(&plain);
    texts.dedup();
    match detail.matching {
        Some(Matching::Regex) => texts.into_iter().find_map(|text| expression::first_in(&detail.direct, text)),
        Some(Matching::Substring) => detail.direct.iter().position(|(_, entry)| is_part(entry, value)),
        _ => None,
    }
}

/// What enabled lists make worth asking.
#[derive(Clone, Debug, Default)]
pub(super) struct Worth {
    /// Lengths of networks.
    pub lengths: Vec<u8>,
    /// Whether there are lists of parts.
    pub parts: bool,
}

/// The keys that a value of a type asks for; without a type, what it looks like.
pub(super) fn of_value(kind: &str, value: &str, worth: &Worth) -> Vec<i64> {
    let mut keys = Vec::new();
    let Some(info) = types::get(kind) else {
        let value = refang(value.trim());
        of_half(guess(&value), &value, worth, &mut keys);
        return keys;
    };
    for (half, text) in info.halves(value) {
        if says_something(half) {
            of_half(half.family, text.trim(), worth, &mut keys);
        }
    }
    if !info.parts.is_empty() {
        keys.push(of_text(value.trim()));
    }
    keys
}

fn says_something(info: &TypeInfo) -> bool {
    info.correlates || matches!(info.family, Family::Url | Family::Uri | Family::Phone | Family::Filename)
}

fn guess(value: &str) -> Family {
    if Range::parse(value).is_some() {
        Family::Ip
    } else if value.contains("://") {
        Family::Url
    } else if value.contains('@') {
        Family::Email
    } else if value.contains('.') && !value.contains(char::is_whitespace) {
        Family::Hostname
    } else {
        Family::Exact
    }
}

fn of_half(family: Family, value: &str, worth: &Worth, keys: &mut Vec<i64>) {
    if value.is_empty() {
        return;
    }
    keys.push(of_text(value));
    match family {
        Family::Ip => around(value, worth, keys),
        Family::Domain | Family::Hostname => above(value, keys),
        Family::Url | Family::Uri => {
            if let Some(host) = host_of(value) {
                if Range::parse(&host).is_some() { around(&host, worth, keys) } else { above(&host, keys) }
            }
        }
        _ => {}
    }
    if worth.parts {
        let text = value.to_lowercase();
        keys.extend(text.as_bytes()[..text.len().min(LOOKED)].windows(RUN).map(of_run));
    }
}

/// Whether an entry of a list of parts stands in a value.
pub(super) fn is_part(entry: &str, value: &str) -> bool {
    value.to_lowercase().contains(&entry.trim().to_lowercase())
}

/// A host and the domains above it.
fn above(host: &str, keys: &mut Vec<i64>) {
    let Some(host) = normal::key(Form::Host, host) else { return };
    let mut rest = host.text.as_str();
    for _ in 0..LABELS {
        keys.push(of_host(rest));
        match rest.split_once('.') {
            Some((_, parent)) if !parent.is_empty() => rest = parent,
            _ => break,
        }
    }
}

/// The networks around an address or network.
fn around(value: &str, worth: &Worth, keys: &mut Vec<i64>) {
    let Some(range) = Range::parse(value) else { return };
    let floor = if range.is_four() { 96 } else { 0 };
    for bits in worth.lengths.iter().filter(|bits| (floor..=range.bits).contains(*bits)) {
        keys.push(of_network(range.start & !u128::MAX.checked_shr(u32::from(*bits)).unwrap_or(0), *bits));
    }
}

/// The host of a URL, or of a path that begins with one.
fn host_of(value: &str) -> Option<String> {
    let plain = refang(value);
    let rest = plain.split_once("://").map_or(&*plain, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let place = rest[..end].rsplit('@').next()?;
    if let Some(six) = place.strip_prefix('[') {
        return six.split_once(']').map(|(address, _)| address.to_owned());
    }
    let host = place.split(':').next()?;
    if host.is_empty() { None } else { Some(host.to_owned()) }
}

fn of_text(text: &str) -> i64 {
    hash(&format!("= {}", text.to_lowercase()))
}

fn of_host(host: &str) -> i64 {
    hash(&format!(". {host}"))
}

/// IPv4 networks are small numbers in the order of their addresses: they lie together in the index.
fn of_network(start: u128, bits: u8) -> i64 {
    if bits >= 96 && start >> 32 == 0xffff {
        let address = i64::from(u32::try_from(start & 0xffff_ffff).unwrap_or_default());
        return address << 6 | i64::from(bits - 96);
    }
    hash(&format!("/ {start:x} {bits}"))
}

fn of_run(run: &[u8]) -> i64 {
    let number = run.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    // Below zero, where no network is.
    -1 - i64::from(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(matching: Matching, entry: &str, kind: &str, value: &str) -> bool {
        let mut detail = Detail::default();
        survey(matching, &[entry.to_owned()], &mut detail);
        let worth = Worth { lengths: detail.lengths, parts: matching == Matching::Substring };
        let entry = of_entry(matching, entry).expect("an entry");
        of_value(kind, value, &worth).contains(&entry)
    }

    #[test]
    fn hosts_meet_themselves_and_what_is_below() {
        for (entry, kind, value, is) in [
            ("example.org", "domain", "EXAMPLE.org", true),
            (".example.org", "hostname", "a.b.example.org.", true),
            ("example.org", "domain", "notexample.org", false),
            ("www.example.org", "domain", "example.org", false),
            ("example.org", "url", "hxxps://user@www.example[.]org:8443/path", true),
            ("example.org", "domain|ip", "www.example.org|192.0.2.1", true),
            ("example.org", "", "www[.]example[.]org", true),
            ("bücher.example", "domain", "xn--bcher-kva.example", true),
        ] {
            assert_eq!(meets(Matching::Hostname, entry, kind, value), is, "{entry} {kind} {value}");
        }
    }

    #[test]
    fn addresses_meet_the_networks_around_them() {
        for (entry, kind, value, is) in [
            ("192.0.2.0/24", "ip-dst", "192.0.2.77", true),
            ("192.0.2.0/24", "ip-dst|port", "192.0.2.77|443", true),
            ("192.0.2.0/24", "url", "http://192.0.2.77/x", true),
            ("192.0.2.0/24", "ip-src", "192.0.2.0/25", true),
            ("192.0.2.0/24", "ip-src", "192.0.0.0/16", false),
            ("192.0.2.0/24", "ip-src", "192.0.3.1", false),
            ("192.0.2.7", "ip-src", "192.0.2.7", true),
            ("2001:db8::/32", "ip-dst", "2001:db8:1::1", true),
            ("2001:db8::/32", "url", "https://[2001:db8::7]:8080/", true),
            ("2001:db8::/32", "ip-dst", "2001:db9::1", false),
            ("0.0.0.0/0", "ip-dst", "203.0.113.9", true),
        ] {
            assert_eq!(meets(Matching::Cidr, entry, kind, value), is, "{entry} {kind} {value}");
        }
    }

    #[test]
    fn texts_meet_whatever_their_case_and_parts_by_their_beginning() {
        assert!(meets(Matching::Text, "D41D8CD98F00B204E9800998ECF8427E", "md5", "d41d8cd98f00b204e9800998ecf8427e"));
        assert!(meets(
            Matching::Text,
            "d41d8cd98f00b204e9800998ecf8427e",
            "filename|md5",
            "a.txt|d41d8cd98f00b204e9800998ecf8427e"
        ));
        assert!(meets(Matching::Substring, "Mail.example", "email-src", "ana@web.mail.EXAMPLE"));
        assert!(is_part("Mail.example", "ana@web.mail.EXAMPLE"));
        assert!(!meets(Matching::Substring, "mail.example", "comment", "ana@mail.example"));
        assert_eq!(of_entry(Matching::Substring, "abc"), None);
        assert_eq!(of_entry(Matching::Cidr, "nonsense"), None);
    }
}
