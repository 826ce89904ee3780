//! IP addresses, blocks, ports, hardware addresses.

use crate::find::{Kind, Warning};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address, a block, or an address with its port. Ports come in MISP's form, `198.51.100.7|8080`.
pub(crate) fn ip(text: &str) -> Option<(Kind, String, Vec<Warning>)> {
    if let Some((address, bits)) = text.split_once('/') {
        let address: IpAddr = address.parse().ok().filter(|a| looks_meant(a, address))?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length: u8 = number(bits, 3).filter(|n| *n <= width)?;
        let net = ipnet::IpNet::new(address, length).ok()?;
        let mut warnings = warnings(address);
        if net.network() != address {
            warnings.push(Warning::HostBits);
        }
        return Some((Kind::Ip, text.to_owned(), warnings));
    }
    if let Ok(address) = text.parse::<IpAddr>() {
        return looks_meant(&address, text).then(|| (Kind::Ip, text.to_owned(), warnings(address)));
    }
    let (address, port) = text.rsplit_once([':', '|'])?;
    let address = address.strip_prefix('[').and_then(|a| a.strip_suffix(']')).unwrap_or(address);
    let port = port_of(port)?;
    let ip: IpAddr = address.parse().ok()?;
    if ip.is_ipv6() && !text.starts_with('[') {
        return None;
    }
    Some((Kind::IpPort, format!("{address}|{port}"), warnings(ip)))
}

pub(crate) fn port_of(text: &str) -> Option<u16> {
    number(text, 5).filter(|port| *port > 0)
}

/// Digits only, and not many.
fn number<T: std::str::FromStr>(text: &str, max: usize) -> Option<T> {
    let fits = (1..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// `std::io` and `dead::beef` read as IPv6 addresses, too: a short one needs a digit or three groups.
fn looks_meant(address: &IpAddr, text: &str) -> bool {
    match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(_) => {
            let groups = text.split(':').filter(|g| !g.is_empty()).count();
            groups >= 3 || (groups >= 1 && text.bytes().any(|b| b.is_ascii_digit()))
        }
    }
}

/// What speaks against an address as an indicator (IANA's special-purpose registries).
pub(crate) fn warnings(address: IpAddr) -> Vec<Warning> {
    let warning = match address.to_canonical() {
        IpAddr::V4(a) => v4(a),
        IpAddr::V6(a) => v6(a),
    };
    warning.into_iter().collect()
}

fn v4(a: Ipv4Addr) -> Option<Warning> {
    let [o0, o1, o2, _] = a.octets();
    Some(match (o0, o1, o2) {
        _ if a.is_documentation() || (o0, o1, o2) == (198, 51, 100) => Warning::Documentation,
        _ if a.is_private() || (o0 == 100 && o1 & 0xc0 == 64) => Warning::Private,
        _ if a.is_loopback() => Warning::Loopback,
        _ if a.is_link_local() => Warning::Private,
        _ if a.is_multicast() => Warning::Multicast,
        (0 | 240..=255, ..) | (192, 0, 0) | (198, 18 | 19, _) => Warning::Reserved,
        (1, 1, 1) | (8, 8, 8) | (8, 8, 4) | (9, 9, 9) | (1, 0, 0) => Warning::WellKnown,
        _ => return None,
    })
}

fn v6(a: Ipv6Addr) -> Option<Warning> {
    let s = a.segments();
    Some(match (s[0], s[1]) {
        (0x2001, 0x0db8) | (0x3fff, 0..=0x0fff) => Warning::Documentation,
        _ if a.is_loopback() => Warning::Loopback,
        (0xfc00..=0xfdff | 0xfe80..=0xfebf, _) => Warning::Private,
        (0xff00..=0xffff, _) => Warning::Multicast,
        (0x2001, 0x4860) if s[2] == 0x4860 => Warning::WellKnown,
        (0x2606, 0x4700) if s[2] == 0x4700 => Warning::WellKnown,
        (0x0000..=0x00ff, _) => Warning::Reserved,
        _ => return None,
    })
}

/// A hardware address: six pairs with colons or hyphens, or three groups of four with dots.
pub(crate) fn is_mac(text: &str) -> bool {
    let groups = |separator: char, count: usize, width: usize| {
        let mut n = 0;
        let fits = text.split(separator).all(|g| {
            n += 1;
            g.len() == width && g.bytes().all(|b| b.is_ascii_hexdigit())
        });
        fits && n == count
    };
    match text.len() {
        17 => groups(':', 6, 2) || groups('-', 6, 2),
        14 => groups('.', 3, 4),
        _ => false,
    }
}
