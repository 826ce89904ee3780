//! Asking another server, guarded: no address of a private network, no redirect, bounded in time and size.
//!
//! The address is judged after the name was looked up and before it is connected to, so a name that points inside is of no
//! use to whoever can choose it. A caller that asks a server of its own network, by the administrator's word, says so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use ureq::config::Config;
use ureq::http::{Request, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// The longest answer that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// The longest time from the first to the last byte.
const LONGEST: Duration = Duration::from_secs(8);

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The server is away, its address is not allowed, or its answer is too long or too late.
    #[error("the other server cannot be asked: {0}")]
    Failed(String),
}

/// Asks other servers.
#[derive(Debug)]
pub struct Fetch(ureq::Agent);

impl Fetch {
    /// `inside` allows addresses of private networks, and plain HTTP.
    pub fn new(inside: bool) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(LONGEST))
            .max_redirects(0)
            .http_status_as_error(false)
            .https_only(!inside)
            .build();
        Self(ureq::Agent::with_parts(
            config,
            DefaultConnector::default(),
            Guard { inside, next: DefaultResolver::default() },
        ))
    }

    /// Sends a request, waits, and gives the whole answer, whatever its status.
    ///
    /// # Errors
    /// [`FetchError`] says why there is none.
    pub fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, FetchError> {
        let failed = |error: ureq::Error| FetchError::Failed(error.to_string());
        let (parts, mut body) = self.0.run(request).map_err(failed)?.into_parts();
        let bytes = body.with_config().limit(LARGEST).read_to_vec().map_err(failed)?;
        Ok(Response::from_parts(parts, bytes))
    }
}

#[derive(Debug)]
struct Guard {
    inside: bool,
    next: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.next.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in found.iter().filter(|address| self.inside || is_public(address.ip())) {
            kept.push(*address);
        }
        if kept.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(kept) }
    }
}

/// Whether an address is one of the public network (IANA's registries of special-purpose addresses, RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(four) => is_public_v4(four),
        IpAddr::V6(six) => is_public_v6(six),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Only 2000::/3 is global unicast; in it lie documentation, Teredo and 6to4, which carry other addresses.
    (0x2000..0x4000).contains(&a) && !(a == 0x2001 && (b < 0x0200 || b == 0x0db8)) && a != 0x2002 && a != 0x3fff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_are_known_however_they_are_written() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "fe80::1",
            "fd00::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.8",
        ] {
            assert!(!is_public(inside.parse().expect("an address")), "{inside}");
        }
        for public in ["1.1.1.1", "193.0.6.139", "2a00:1450:4001::1", "2606:4700::1111"] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
    }

    #[test]
    fn a_server_inside_is_asked_on_the_administrators_word_only() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let server = std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().expect("a caller");
            let mut head = [0; 1_024];
            let _ = std::io::Read::read(&mut socket, &mut head);
            let _ = std::io::Write::write_all(
                &mut socket,
                b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 2\r\n\r\nhi",
            );
        });
        let ask = |fetch: &Fetch| fetch.send(Request::get(&url).body(Vec::new()).expect("a request"));
        assert!(ask(&Fetch::new(false)).is_err());
        let answer = ask(&Fetch::new(true)).expect("an answer");
        assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (302, &b"hi"[..]), "no redirect is followed");
        server.join().expect("the server");
    }
}
