//! Whose address a request comes from, when proxies stand in front.

use std::net::{IpAddr, SocketAddr};

use hyper::HeaderMap;
use hyper::header::HeaderName;

/// Each proxy adds to its end the address that it was asked from.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of whoever asks: the connection's own, unless one of our proxies made it; then the last one in `X-Forwarded-For`
/// that is no proxy of ours. What stands before that one anybody may have written, and it is not read.
pub(super) fn address(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let mut at = peer.to_canonical();
    if !proxies.contains(&at) {
        return at;
    }
    let lines: Vec<&str> = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok()).collect();
    for told in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        let Some(told) = parse(told.trim()) else { break };
        at = told.to_canonical();
        if !proxies.contains(&at) {
            break;
        }
    }
    at
}

/// `198.51.100.7`, `2001:db8::7`, either with a port, IPv6 in brackets then.
fn parse(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, line.parse().expect("a header"));
        }
        let proxies = ["127.0.0.1", "10.0.0.5"].map(|text| text.parse().expect("an address"));
        address(peer.parse().expect("an address"), &headers, &proxies).to_string()
    }

    #[test]
    fn only_our_proxies_are_believed_and_only_what_they_added() {
        assert_eq!(of("198.51.100.7", &["203.0.113.9"]), "198.51.100.7");
        assert_eq!(of("127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(of("127.0.0.1", &["6.6.6.6, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(of("127.0.0.1", &["6.6.6.6", "203.0.113.9, 10.0.0.5"]), "203.0.113.9");
        assert_eq!(of("::ffff:127.0.0.1", &["[2001:db8::7]:4711"]), "2001:db8::7");
    }

    #[test]
    fn a_proxy_that_says_nothing_or_nonsense_stands_for_itself() {
        assert_eq!(of("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(of("127.0.0.1", &["unknown"]), "127.0.0.1");
        assert_eq!(of("127.0.0.1", &["6.6.6.6, unknown"]), "127.0.0.1");
    }
}
