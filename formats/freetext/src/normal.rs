//! Canonical text: the one spelling under which values are compared. What was sent is kept elsewhere; this is for looking up.

use crate::path::HIVES;
use crate::refang::refang;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv6Addr};

/// Values that are compared with each other. `ip-src` and `ip-dst` are one family, a file name and a URL are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Family {
    /// Digests in hexadecimal.
    Hash,
    /// ssdeep.
    Ssdeep,
    /// TLSH.
    Tlsh,
    /// Domains and host names.
    Host,
    /// URLs.
    Url,
    /// Addresses and blocks.
    Ip,
    /// E-mail addresses.
    Email,
    /// File names and paths.
    Filename,
    /// Hardware addresses.
    Mac,
    /// Registry keys.
    Regkey,
    /// Autonomous systems.
    As,
    /// CVE numbers.
    Vulnerability,
    /// Bitcoin and other addresses whose case matters.
    Wallet,
    /// Anything else, compared as it is.
    Text,
}

/// A value in canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What it may be compared with.
    pub family: Family,
    /// Its one spelling.
    pub text: String,
}

impl Family {
    /// The families of a MISP attribute type: two for a composite type whose halves both say something, none for a half that does not
    /// (a port).
    #[must_use]
    pub fn of_type(kind: &str) -> Vec<Option<Self>> {
        kind.split('|').map(Self::of_simple).collect()
    }

    fn of_simple(kind: &str) -> Option<Self> {
        Some(match kind {
            "md5"
            | "sha1"
            | "sha224"
            | "sha256"
            | "sha384"
            | "sha512"
            | "sha512/224"
            | "sha512/256"
            | "sha3-224"
            | "sha3-256"
            | "sha3-384"
            | "sha3-512"
            | "imphash"
            | "authentihash"
            | "pehash"
            | "telfhash"
            | "vhash"
            | "impfuzzy"
            | "x509-fingerprint-md5"
            | "x509-fingerprint-sha1"
            | "x509-fingerprint-sha256"
            | "ja3-fingerprint-md5"
            | "hassh-md5"
            | "hasshserver-md5" => Self::Hash,
            "ssdeep" => Self::Ssdeep,
            "tlsh" => Self::Tlsh,
            "domain" | "hostname" => Self::Host,
            "url" | "uri" | "link" => Self::Url,
            "ip" | "ip-src" | "ip-dst" => Self::Ip,
            "email"
            | "email-src"
            | "email-dst"
            | "email-reply-to"
            | "whois-registrant-email"
            | "dns-soa-email"
            | "jabber-id"
            | "target-email" => Self::Email,
            "filename" | "email-attachment" => Self::Filename,
            "mac-address" | "mac-eui-64" => Self::Mac,
            "regkey" => Self::Regkey,
            "AS" => Self::As,
            "vulnerability" => Self::Vulnerability,
            "btc" | "xmr" | "dash" => Self::Wallet,
            "port" => return None,
            _ => Self::Text,
        })
    }
}

/// The keys of a value of a MISP attribute type; each half of a composite value has its own.
#[must_use]
pub fn keys_of_type(kind: &str, value: &str) -> Vec<Key> {
    let kind = if kind == "malware-sample" { "filename|md5" } else { kind };
    let families = Family::of_type(kind);
    if families.len() < 2 {
        return families.into_iter().flatten().filter_map(|f| key(f, value)).collect();
    }
    // The last half never contains the separator, a file name may.
    let Some((first, last)) = value.rsplit_once('|') else {
        return families.into_iter().flatten().take(1).filter_map(|f| key(f, value)).collect();
    };
    let halves = families.into_iter().zip([first, last]);
    halves.filter_map(|(family, half)| key(family?, half)).collect()
}

/// The keys of a value: none for an empty one, otherwise one.
#[must_use]
pub fn keys(family: Family, value: &str) -> Vec<Key> {
    key(family, value).into_iter().collect()
}

/// The key of a value. What cannot be read as its family says is compared by its trimmed text in lower case.
#[must_use]
pub fn key(family: Family, value: &str) -> Option<Key> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    let text = match family {
        Family::Hash => value.to_lowercase(),
        Family::Ssdeep | Family::Wallet | Family::Text => value.to_owned(),
        Family::Tlsh => {
            let upper = value.to_uppercase();
            upper.strip_prefix("T1").map(str::to_owned).unwrap_or(upper)
        }
        Family::Host => host(&refang(value)),
        Family::Url => url(&refang(value)),
        Family::Ip => ip(&refang(value)),
        Family::Email => email(&refang(value)),
        Family::Filename => value.to_lowercase(),
        Family::Mac => mac(value),
        Family::Regkey => regkey(value),
        Family::As => autonomous_system(value),
        Family::Vulnerability => value.to_uppercase(),
    };
    Some(Key { family, text })
}

/// ASCII by IDNA, lower case, without the root's dot.
fn host(value: &str) -> String {
    let value = value.strip_suffix('.').unwrap_or(value);
    match idna::domain_to_ascii(value) {
        Ok(ascii) if !ascii.is_empty() && ascii.len() <= 253 => ascii,
        _ => value.to_lowercase(),
    }
}

/// As the URL standard writes it: scheme and host in lower case, no default port. One without a scheme is taken as `http`.
fn url(value: &str) -> String {
    let full = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let Ok(mut url) = url::Url::parse(&full) else {
        return value.to_owned();
    };
    // The standard lowers the host of the web's schemes only.
    if let Some(name) = url.host_str().map(str::to_lowercase)
        && url.host_str() != Some(name.as_str())
    {
        let _ = url.set_host(Some(&name));
    }
    url.into()
}

/// Addresses in their shortest form, mapped ones as IPv4; blocks by their first address; a block of one is its address.
fn ip(value: &str) -> String {
    if let Some(net) = net(value) {
        let net = net.trunc();
        if net.prefix_len() == net.max_prefix_len() {
            return net.addr().to_string();
        }
        return net.to_string();
    }
    value.to_lowercase()
}

fn net(value: &str) -> Option<IpNet> {
    let value = value.trim();
    let (address, length) = match value.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u8>().ok()?)),
        None => (value, None),
    };
    let bare = address.strip_prefix('[').and_then(|a| a.strip_suffix(']')).unwrap_or(address);
    let address: IpAddr = bare.parse().ok()?;
    let canonical = address.to_canonical();
    let width = if address.is_ipv4() { 32 } else { 128 };
    let length = length.unwrap_or(width);
    if canonical.is_ipv4() && address.is_ipv6() {
        // A mapped block that is wider than IPv4 stays what it is.
        return match length.checked_sub(96) {
            Some(length) => IpNet::new(canonical, length).ok(),
            None => IpNet::new(address, length).ok(),
        };
    }
    IpNet::new(address, length).ok()
}

/// First and last address of an address or a block, IPv4 in its mapped form, so that one ordered index holds both.
#[must_use]
pub fn address_range(value: &str) -> Option<(u128, u128)> {
    let net = net(&refang(value.trim()))?;
    let mapped = |address: IpAddr| match address {
        IpAddr::V4(a) => u128::from(a.to_ipv6_mapped()),
        IpAddr::V6(a) => u128::from(a),
    };
    Some((mapped(net.network()), mapped(net.broadcast())))
}

/// The address that [`address_range`] gave, as text.
#[must_use]
pub fn address(mapped: u128) -> String {
    IpAddr::V6(Ipv6Addr::from(mapped)).to_canonical().to_string()
}

/// Both halves in lower case, the domain as a host.
fn email(value: &str) -> String {
    match value.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{}", local.to_lowercase(), host(domain)),
        None => value.to_lowercase(),
    }
}

/// Pairs with colons.
fn mac(value: &str) -> String {
    let digits: String = value.chars().filter(|c| !matches!(c, ':' | '-' | '.' | ' ')).collect();
    let digits = digits.to_lowercase();
    let fits = matches!(digits.len(), 12 | 16) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if !fits {
        return value.to_lowercase();
    }
    let pairs: Vec<&str> = (0..digits.len()).step_by(2).map(|n| &digits[n..n + 2]).collect();
    pairs.join(":")
}

/// The hive in full, lower case, single backslashes, none at the end.
fn regkey(value: &str) -> String {
    let mut text = value.replace('/', "\\");
    if text.get(..9).is_some_and(|t| t.eq_ignore_ascii_case("computer\\")) {
        text.drain(..9);
    }
    let mut names = text.split('\\').filter(|n| !n.is_empty());
    let first = names.next().unwrap_or_default();
    let first = first.strip_suffix(':').unwrap_or(first);
    let hive = HIVES.iter().find(|(_, short)| first.eq_ignore_ascii_case(short));
    let mut full = hive.map_or(first, |(long, _)| long).to_lowercase();
    for name in names {
        full.push('\\');
        full.push_str(&name.to_lowercase());
    }
    full
}

fn autonomous_system(value: &str) -> String {
    let lower = value.to_lowercase();
    let digits = lower.strip_prefix("asn").or_else(|| lower.strip_prefix("as")).unwrap_or(&lower).trim();
    match digits.parse::<u32>() {
        Ok(number) => format!("as{number}"),
        Err(_) => lower,
    }
}
