//! How many connections each address has open.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// Counts connections per address; an address without connections is not in the map.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// One counted connection, until it is dropped.
#[derive(Debug)]
pub(super) struct Counted {
    addresses: Arc<Addresses>,
    address: IpAddr,
}

impl Addresses {
    /// Counts a connection, unless its address has `limit` already.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr, limit: usize) -> Option<Counted> {
        let address = holder(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= limit {
            if *count == 0 {
                open.remove(&address);
            }
            return None;
        }
        *count += 1;
        drop(open);
        Some(Counted { addresses: Arc::clone(self), address })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let addresses = &self.addresses;
        let mut open = addresses.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
        // A flood from many addresses must not leave its map behind.
        if open.capacity() > 1024 && open.len() < open.capacity() / 4 {
            open.shrink_to_fit();
        }
    }
}

/// Who counts as one: an IPv4 address, or the /64 that a single IPv6 subscriber usually has (RFC 6177).
fn holder(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_forgets_those_who_left() {
        let addresses = Arc::new(Addresses::default());
        let ip: IpAddr = [192, 0, 2, 1].into();
        let first = addresses.enter(ip, 2);
        let second = addresses.enter(ip, 2);
        assert!(first.is_some() && second.is_some());
        assert!(addresses.enter(ip, 2).is_none());
        drop(first);
        assert!(addresses.enter(ip, 2).is_some());
        drop(second);
        assert!(addresses.open.lock().is_ok_and(|open| open.is_empty()));
    }

    #[test]
    fn one_ipv6_subscriber_is_one() {
        let addresses = Arc::new(Addresses::default());
        let one: Option<IpAddr> = "2001:db8:0:1::1".parse().ok();
        let two: Option<IpAddr> = "2001:db8:0:1:ffff::2".parse().ok();
        let other: Option<IpAddr> = "2001:db8:0:2::1".parse().ok();
        let _first = one.and_then(|ip| addresses.enter(ip, 1));
        assert!(two.is_some_and(|ip| addresses.enter(ip, 1).is_none()));
        assert!(other.is_some_and(|ip| addresses.enter(ip, 1).is_some()));
    }
}
