//! One run of characters without a space: what it is, or what its parts are.

use crate::address;
use crate::find::{Kind, Warning};
use crate::host::{self, Host};
use crate::{bitcoin, hash};
use std::net::IpAddr;
use std::ops::Range;

/// What a part of the text turned out to be.
pub(crate) struct Hit {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) value: String,
    pub(crate) warnings: Vec<Warning>,
}

/// Longest token that is looked at as a whole; longer ones are only split.
const MAX: usize = 2_048;

/// Reads the token at `span`. `sure(span)` says whether that part of the text was written defanged.
pub(crate) fn classify(text: &str, span: Range<usize>, sure: &dyn Fn(&Range<usize>) -> bool, hits: &mut Vec<Hit>) {
    split(text, span, &[':', '/', '\\', '@'], sure, hits);
}

/// The whole, or its parts at the first of `separators`, and so on.
fn split(
    text: &str,
    span: Range<usize>,
    separators: &[char],
    sure: &dyn Fn(&Range<usize>) -> bool,
    hits: &mut Vec<Hit>,
) {
    let span = trimmed(text, span);
    if span.is_empty() {
        return;
    }
    if span.len() <= MAX
        && let Some((kind, value, warnings)) = whole(&text[span.clone()], sure(&span))
    {
        hits.push(Hit { span, kind, value, warnings });
        return;
    }
    let part = &text[span.clone()];
    let Some(at) = separators.iter().position(|s| part.contains(*s)) else {
        return;
    };
    let (separator, rest) = (separators[at], &separators[at + 1..]);
    let mut from = span.start;
    for part in part.split(separator) {
        split(text, from..from + part.len(), rest, sure, hits);
        from += part.len() + separator.len_utf8();
    }
}

/// Without the punctuation of the sentence around it.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let part = &text[span.clone()];
    let kept = part.trim_end_matches(['.', ':', '-', '/', '+', '~', '\\', '@', '%', '_', '\'']);
    let end = span.start + kept.len();
    let kept = kept.trim_start_matches(['.', ':', '-', '+', '@', '\\', '\'']);
    let start = end - kept.len();
    // `2001:db8::` ends in what is otherwise punctuation.
    if part.ends_with("::") && text[start..span.end].parse::<IpAddr>().is_ok() {
        return start..span.end;
    }
    if part.starts_with("::") && text[span.start..end].parse::<IpAddr>().is_ok() {
        return span.start..end;
    }
    start..end
}

fn whole(text: &str, sure: bool) -> Option<(Kind, String, Vec<Warning>)> {
    if text.len() < 3 {
        return None;
    }
    let plain = |kind, warning: Option<Warning>| Some((kind, text.to_owned(), warning.into_iter().collect()));
    if let Some((kind, warning)) = hash::kind(text) {
        return plain(kind, warning);
    }
    if let Some(cve) = cve(text) {
        return Some((Kind::Vulnerability, cve, Vec::new()));
    }
    if let Some(number) = autonomous_system(text) {
        return Some((Kind::As, format!("AS{number}"), Vec::new()));
    }
    if address::is_mac(text) {
        return plain(Kind::Mac, None);
    }
    if let Some(found) = address::ip(text) {
        return Some(found);
    }
    if bitcoin::is_address(text) {
        return plain(Kind::Btc, None);
    }
    if text.contains('@') {
        let warnings = email(text)?;
        return Some((Kind::Email, text.to_owned(), warnings));
    }
    if let Some(found) = with_host(text, sure) {
        return Some(found);
    }
    if text.starts_with('/') || !text.contains(['/', '\\', ':']) {
        let warnings = host::file(text)?;
        return Some((Kind::Filename, text.to_owned(), warnings));
    }
    None
}

/// `CVE-2026-12345`; the number has four digits or more.
fn cve(text: &str) -> Option<String> {
    let upper = text.get(..4).filter(|t| t.eq_ignore_ascii_case("CVE-"))?;
    let (year, number) = text[upper.len()..].split_once('-')?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let fits = year.len() == 4 && digits(year) && (4..=19).contains(&number.len()) && digits(number);
    fits.then(|| text.to_ascii_uppercase())
}

/// `AS64496`, `ASN64496`, in capitals: `as` is a word.
fn autonomous_system(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("ASN").or_else(|| text.strip_prefix("AS"))?;
    let fits = (1..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| fits)
}

/// An address of RFC 5321 without quotation marks or address literals.
pub(crate) fn email(text: &str) -> Option<Vec<Warning>> {
    let (local, domain) = text.rsplit_once('@')?;
    let fits = (1..=64).contains(&local.len())
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let host = host::host(domain, true).filter(|_| fits)?;
    Some(host.warnings)
}

/// A host name, with a port, or as a URL without its scheme.
fn with_host(text: &str, sure: bool) -> Option<(Kind, String, Vec<Warning>)> {
    if let Some((authority, _)) = text.split_once('/') {
        let (name, port) = authority.split_once(':').unwrap_or((authority, "80"));
        address::port_of(port)?;
        let mut warnings = match name.parse::<IpAddr>() {
            Ok(address) => address::warnings(address),
            Err(_) => host::host(name, sure)?.warnings,
        };
        warnings.push(Warning::NoScheme);
        return Some((Kind::Url, text.to_owned(), warnings));
    }
    if let Some((name, port)) = text.split_once([':', '|']) {
        let Host { warnings, .. } = host::host(name, sure)?;
        let port = address::port_of(port)?;
        return Some((Kind::HostnamePort, format!("{name}|{port}"), warnings));
    }
    let Host { kind, warnings } = host::host(text, sure)?;
    Some((kind, text.to_owned(), warnings))
}
