//! How many requests an address may send.

use std::{net::IpAddr, num::NonZeroU32};

use domain::network::Network;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Requests a second, by address.
#[derive(Debug)]
pub(crate) struct AddressLimit(Option<DefaultKeyedRateLimiter<Network>>);

impl AddressLimit {
    /// `per_second` requests for one address; 0 is off.
    #[must_use]
    pub(crate) fn new(per_second: u32) -> Self {
        Self(NonZeroU32::new(per_second).map(|n| RateLimiter::keyed(Quota::per_second(n))))
    }

    /// Whether one more may come now.
    #[must_use]
    pub(crate) fn allows(&self, ip: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|limiter| limiter.check_key(&Network::of(ip)).is_ok())
    }

    /// Forgets addresses that have been quiet, so that the table stays small.
    pub(crate) fn forget_quiet(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_ipv6_network_is_one_address() {
        let limit = AddressLimit::new(1);
        assert!(limit.allows("2001:db8::1".parse().unwrap()));
        assert!(!limit.allows("2001:db8::2".parse().unwrap()));
        assert!(limit.allows("2001:db8:0:1::1".parse().unwrap()));
    }

    #[test]
    fn an_address_that_was_quiet_is_forgotten() {
        let limit = AddressLimit::new(1000);
        for host in 0..255 {
            assert!(limit.allows([192, 0, 2, host].into()));
        }
        std::thread::sleep(std::time::Duration::from_millis(20)); // its allowance is whole again after one
        limit.forget_quiet();
        assert_eq!(limit.0.map(|table| table.len()), Some(0));
    }
}
