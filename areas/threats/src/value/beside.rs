//! What else to ask for when a value is not known: the host of a URL, the address before a port, the domain around a name.

use belfry_freetext::refang::refang;
use belfry_freetext::{Kind, Limits, find};

use super::Range;

/// Domains around a name that are offered.
const PARENTS: usize = 2;

/// The host or address in a value, and the domains around the host; without the value itself. Nothing for what holds none.
pub fn beside(asked: &str) -> Vec<String> {
    let plain = refang(asked.trim());
    if Range::parse(&plain).is_some() || plain.contains('*') {
        return Vec::new();
    }
    let host = host(&plain);
    let mut all: Vec<String> = Vec::new();
    if Range::parse(&host).is_some() {
        all.push(host);
    } else if is_name(&host) {
        let mut rest = host.as_str();
        let mut parents = Vec::new();
        while let Some((_, around)) = rest.split_once('.').filter(|(_, around)| around.contains('.')) {
            parents.push(around.to_owned());
            rest = around;
        }
        parents.truncate(PARENTS);
        all.push(host);
        all.append(&mut parents);
    }
    all.retain(|one| !one.eq_ignore_ascii_case(plain.trim_end_matches('.')));
    all
}

/// What stands where a host stands: behind a scheme and a name, before a port and a path (RFC 3986, 3.2).
fn host(plain: &str) -> String {
    let behind = plain.split_once("://").map_or(plain, |(_, behind)| behind);
    let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
    let at = authority.rsplit_once('@').map_or(authority, |(_, at)| at);
    let bracketed = at.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(address, _)| address);
    let port = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let host = match (bracketed, at.rsplit_once(':')) {
        (Some(address), _) => address,
        (None, Some((host, number))) if port(number) && !host.contains(':') => host,
        _ => at,
    };
    host.trim_end_matches('.').to_lowercase()
}

/// Whether the finder of indicators takes the whole of it for a name of the net.
fn is_name(host: &str) -> bool {
    let Ok(found) = find(host, &Limits { text_bytes: 1_024, candidates: 2 }) else { return false };
    match found.candidates.as_slice() {
        [one] => matches!(one.kind, Kind::Domain | Kind::Hostname) && one.span == (0..host.len()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_value_leads_to_its_host_and_to_the_domains_around_it() {
        for (asked, offered) in [
            ("hxxps://cdn-reedgate[.]example/x", vec!["cdn-reedgate.example"]),
            ("http://ana@a.b.evil.example:8080/x?y", vec!["a.b.evil.example", "b.evil.example", "evil.example"]),
            ("203.0.113.71:8443", vec!["203.0.113.71"]),
            ("https://[2001:db8::7]:443/", vec!["2001:db8::7"]),
            ("mail.evil.example", vec!["evil.example"]),
            ("ana@evil.example", vec!["evil.example"]),
            ("evil.example", vec![]),
            ("203.0.113.71", vec![]),
            ("203.0.113.0/24", vec![]),
            ("da39a3ee5e6b4b0d3255bfef95601890afd80709", vec![]),
            ("*.evil.example", vec![]),
            ("HKLM\\Software\\X", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(beside(asked), offered, "{asked}");
        }
    }
}
