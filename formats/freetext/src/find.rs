//! Walks a text once and hands each part to whoever can read it.

use crate::host;
use crate::path;
use crate::refang::{Refanged, with_origin};
use crate::tables::{SCHEMES, VERSION_WORDS};
use crate::token::{Hit, classify};
use std::collections::HashMap;
use std::net::IpAddr;
use std::ops::Range;

/// What a candidate is, by the name of a MISP attribute type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// An IPv4 or IPv6 address, or a block of them.
    Ip,
    /// An address and a port, `198.51.100.7|8080`.
    IpPort,
    /// A name that can be registered.
    Domain,
    /// A name below one.
    Hostname,
    /// A name and a port, `bad.example|8080`.
    HostnamePort,
    /// A URL; without a scheme where the text has none.
    Url,
    /// An e-mail address.
    Email,
    /// MD5, or an imphash, which looks the same.
    Md5,
    /// SHA-1
    Sha1,
    /// SHA-224
    Sha224,
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
    /// ssdeep
    Ssdeep,
    /// TLSH
    Tlsh,
    /// A file name or a path.
    Filename,
    /// A Windows registry key.
    Regkey,
    /// A CVE number.
    Vulnerability,
    /// An autonomous system, `AS64496`.
    As,
    /// A hardware address.
    Mac,
    /// A Bitcoin address with a correct checksum.
    Btc,
}

impl Kind {
    /// The MISP attribute type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ip => "ip-dst",
            Self::IpPort => "ip-dst|port",
            Self::Domain => "domain",
            Self::Hostname => "hostname",
            Self::HostnamePort => "hostname|port",
            Self::Url => "url",
            Self::Email => "email",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Ssdeep => "ssdeep",
            Self::Tlsh => "tlsh",
            Self::Filename => "filename",
            Self::Regkey => "regkey",
            Self::Vulnerability => "vulnerability",
            Self::As => "AS",
            Self::Mac => "mac-address",
            Self::Btc => "btc",
        }
    }
}

/// Why a candidate may not be an indicator, or not of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Warning {
    /// A private, shared or link-local address.
    Private,
    /// A loopback address.
    Loopback,
    /// A multicast address.
    Multicast,
    /// An address that is reserved for something else.
    Reserved,
    /// Set aside for documentation (RFC 2606, 5737, 3849, 9637).
    Documentation,
    /// A name used inside organisations.
    Internal,
    /// A domain or address that stands in many reports without being an indicator.
    WellKnown,
    /// A domain below which others register.
    PublicSuffix,
    /// Looks like a version number.
    VersionLike,
    /// A name that could be a file's.
    MayBeFile,
    /// A file name that could be a domain.
    MayBeDomain,
    /// A URL without its scheme.
    NoScheme,
    /// A block whose address is not its first.
    HostBits,
    /// The digest of an empty file.
    OfNothing,
    /// A digest of digits only, or of one digit.
    Placeholder,
}

impl Warning {
    /// A short name, for keys of words and for machines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Loopback => "loopback",
            Self::Multicast => "multicast",
            Self::Reserved => "reserved",
            Self::Documentation => "documentation",
            Self::Internal => "internal",
            Self::WellKnown => "well-known",
            Self::PublicSuffix => "public-suffix",
            Self::VersionLike => "version-like",
            Self::MayBeFile => "may-be-file",
            Self::MayBeDomain => "may-be-domain",
            Self::NoScheme => "no-scheme",
            Self::HostBits => "host-bits",
            Self::OfNothing => "of-nothing",
            Self::Placeholder => "placeholder",
        }
    }
}

/// Something in a text that may be an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The value, refanged; composite ones in MISP's form with `|`.
    pub value: String,
    /// What it is.
    pub kind: Kind,
    /// Where it first stands in the text, in bytes.
    pub span: Range<usize>,
    /// How it is written there.
    pub written: String,
    /// What speaks against it, sorted, each once.
    pub warnings: Vec<Warning>,
    /// How often it stands in the text.
    pub count: u32,
}

/// What [`find`] does at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of text.
    pub text_bytes: usize,
    /// Different candidates.
    pub candidates: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text_bytes: 4 << 20, candidates: 50_000 }
    }
}

/// The result of [`find`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// In the order of the text, each once.
    pub candidates: Vec<Candidate>,
    /// Whether there were more than the limit; those beyond it are left out, their further occurrences are not counted.
    pub more: bool,
}

/// Longest URL that is read as one, in bytes.
const MAX_URL: usize = 8_192;

/// The text is longer than the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text has {bytes} bytes; at most {limit} are read")]
pub struct TooLong {
    /// Its length in bytes.
    pub bytes: usize,
    /// The limit.
    pub limit: usize,
}

/// Finds candidates in a text.
///
/// # Errors
/// [`TooLong`].
pub fn find(text: &str, limits: &Limits) -> Result<Found, TooLong> {
    // Origins are kept in 32 bits.
    let limit = limits.text_bytes.min(u32::MAX as usize);
    if text.len() > limit {
        return Err(TooLong { bytes: text.len(), limit });
    }
    let refanged = with_origin(text);
    let mut walk = Walk {
        original: text,
        refanged: &refanged,
        limit: limits.candidates,
        found: Found::default(),
        places: HashMap::new(),
        url_end: 0,
    };
    walk.walk();
    Ok(walk.found)
}

struct Walk<'a> {
    original: &'a str,
    refanged: &'a Refanged,
    limit: usize,
    found: Found,
    places: HashMap<(Kind, String), usize>,
    /// Where the run of characters that a URL may have ends, once it was looked for.
    url_end: usize,
}

impl Walk<'_> {
    fn walk(&mut self) {
        let text = self.refanged.text.as_str();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            at = self.step(text, at, c).max(at + c.len_utf8());
        }
    }

    /// Reads what begins at `at` and says where to go on.
    fn step(&mut self, text: &str, at: usize, c: char) -> usize {
        if matches!(c, 'H' | 'h')
            && let Some(end) = path::registry_key(text, at)
        {
            self.add(at..end, Kind::Regkey, text[at..end].to_owned(), Vec::new());
            return end;
        }
        if (c.is_ascii_alphabetic() || matches!(c, '%' | '\\'))
            && let Some(end) = path::windows_path(text, at)
        {
            self.add(at..end, Kind::Filename, text[at..end].to_owned(), Vec::new());
            return end;
        }
        if c == '[' {
            return self.bracketed_address(text, at).unwrap_or(at + 1);
        }
        if !is_token(c) {
            return at + c.len_utf8();
        }
        let rest = &text[at..];
        let end = at + rest.find(|c| !is_token(c)).unwrap_or(rest.len());
        match self.url_start(&text[at..end]) {
            Some(0) => self.url(text, at),
            Some(start) => {
                self.token(text, at..at + start);
                self.url(text, at + start)
            }
            None => self.token_and_port(text, at..end),
        }
    }

    /// Where in a token a URL begins.
    fn url_start(&self, token: &str) -> Option<usize> {
        let colon = token.find("://")?;
        let before = &token[..colon];
        let letters = before.bytes().rev().take(8).take_while(u8::is_ascii_alphabetic).count();
        let scheme = before[colon - letters..].to_ascii_lowercase();
        SCHEMES.contains(&scheme.as_str()).then_some(colon - letters)
    }

    /// Reads a URL. What does not parse as one is looked through for other things and never tried as a URL again, so that no byte is
    /// scanned for each of many beginnings.
    fn url(&mut self, text: &str, at: usize) -> usize {
        if self.url_end <= at {
            let rest = &text[at..];
            self.url_end = at + rest.find(ends_url).unwrap_or(rest.len());
        }
        let run = &text[at..self.url_end];
        if run.len() <= MAX_URL {
            // Lists without spaces: `http://one,http://two`.
            let list = [",http", ";http", ",ftp"].iter().filter_map(|next| run.find(next)).min();
            let written = trim_url(&run[..list.unwrap_or(run.len())]);
            if let Some(warnings) = url_warnings(written) {
                let end = at + written.len();
                self.add(at..end, Kind::Url, written.to_owned(), warnings);
                return end;
            }
        }
        let end = self.url_end;
        let mut from = at + run.find("://").map_or(0, |n| n + 3);
        while from < end {
            let part = &text[from..end];
            let length = part.find(|c| !is_token(c)).unwrap_or(part.len());
            self.token(text, from..from + length);
            from += length + part[length..].chars().next().map_or(0, char::len_utf8);
        }
        end
    }

    /// `[2001:db8::7]:443`
    fn bracketed_address(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = text.as_bytes().get(at + 1..)?;
        let length = rest.iter().take(48).position(|b| *b == b']')?;
        let address: IpAddr = text.get(at + 1..at + 1 + length)?.parse().ok()?;
        let close = at + 1 + length + 1;
        let tail = text.get(close..)?;
        let digits = tail.bytes().skip(1).take(6).take_while(u8::is_ascii_digit).count();
        let end = close + 1 + digits;
        if !address.is_ipv6() || !tail.starts_with(':') || digits == 0 {
            return None;
        }
        let (kind, value, warnings) = crate::address::ip(&text[at..end])?;
        self.add(at..end, kind, value, warnings);
        Some(end)
    }

    /// A token; with `|8080` after it where that is a port.
    fn token_and_port(&mut self, text: &str, span: Range<usize>) -> usize {
        let tail = &text.as_bytes()[span.end..];
        let digits = tail.iter().skip(1).take(6).take_while(|b| b.is_ascii_digit()).count();
        let end = span.end + 1 + digits;
        let bounded = text[span.end..].starts_with('|')
            && (1..=5).contains(&digits)
            && !text[end..].starts_with(is_token)
            && span.len() < 254;
        if bounded {
            let (kind, value, warnings) = {
                let part = &text[span.start..end];
                let host = |(name, port): (&str, &str)| {
                    let port = crate::address::port_of(port)?;
                    let host = host::host(name, true)?;
                    Some((Kind::HostnamePort, format!("{name}|{port}"), host.warnings))
                };
                match crate::address::ip(part).or_else(|| part.split_once('|').and_then(host)) {
                    Some(found) => found,
                    None => {
                        self.token(text, span.clone());
                        return span.end;
                    }
                }
            };
            self.add(span.start..end, kind, value, warnings);
            return end;
        }
        self.token(text, span.clone());
        span.end
    }

    fn token(&mut self, text: &str, span: Range<usize>) {
        let mut hits = Vec::new();
        let sure = |span: &Range<usize>| {
            let from = self.origin(span);
            self.original.get(from) != Some(&text[span.clone()])
        };
        classify(text, span, &sure, &mut hits);
        for Hit { span, kind, value, mut warnings } in hits {
            if kind == Kind::Ip && follows_version(&text[..span.start]) {
                warnings.push(Warning::VersionLike);
            }
            self.add(span, kind, value, warnings);
        }
    }

    fn origin(&self, span: &Range<usize>) -> Range<usize> {
        let at = |n: usize| self.refanged.origin.get(n).map_or(self.original.len(), |o| *o as usize);
        at(span.start)..at(span.end)
    }

    fn add(&mut self, span: Range<usize>, kind: Kind, value: String, mut warnings: Vec<Warning>) {
        let candidates = &mut self.found.candidates;
        let key = (kind, value);
        if let Some(place) = self.places.get(&key) {
            candidates[*place].count = candidates[*place].count.saturating_add(1);
            return;
        }
        if candidates.len() >= self.limit {
            self.found.more = true;
            return;
        }
        warnings.sort_unstable();
        warnings.dedup();
        let at = |n: usize| self.refanged.origin.get(n).map_or(self.original.len(), |o| *o as usize);
        let span = at(span.start)..at(span.end);
        candidates.push(Candidate {
            value: key.1.clone(),
            kind,
            written: self.original.get(span.clone()).unwrap_or_default().to_owned(),
            span,
            warnings,
            count: 1,
        });
        self.places.insert(key, candidates.len() - 1);
    }
}

/// Characters that indicators without spaces consist of.
fn is_token(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | ':' | '/' | '+' | '~' | '%' | '\\' | '\'')
}

fn ends_url(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '|' | '^' | '{' | '}' | '\\' | '“' | '”' | '„' | '«' | '»' | '‘' | '’')
}

/// Without the punctuation of the sentence; a closing bracket stays where the URL opens it.
fn trim_url(text: &str) -> &str {
    let count = |c: char| text.matches(c).count();
    let (mut round, mut square) = (count(')').saturating_sub(count('(')), count(']').saturating_sub(count('[')));
    let mut end = text.len();
    while let Some(c) = text[..end].chars().next_back() {
        match c {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => {}
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            _ => break,
        }
        end -= c.len_utf8();
    }
    &text[..end]
}

/// The warnings of a URL; none where it is no URL or leads to no host.
fn url_warnings(text: &str) -> Option<Vec<Warning>> {
    let url = url::Url::parse(text).ok()?;
    let name = url.host_str().filter(|h| !h.is_empty())?;
    let name = name.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = name.parse::<IpAddr>() {
        return Some(crate::address::warnings(address));
    }
    let name = name.trim_end_matches('.');
    if let Some(host) = host::host(name, true) {
        return Some(host.warnings);
    }
    let single = !name.contains('.') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    single.then(|| vec![Warning::Internal])
}

/// Whether the word before is one that a version number follows.
fn follows_version(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', ':', '=']);
    let bytes = before.as_bytes();
    let length = bytes.iter().rev().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
    let word = before[before.len() - length..].to_ascii_lowercase();
    VERSION_WORDS.contains(&word.as_str())
}
