//! Where a request comes from, and how many of them may. A forwarding header is believed only from
//! a configured proxy.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State as Shared},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;

use crate::{error::Failure, state::State};

/// The address a request is counted under.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress {
    /// The client.
    pub ip: IpAddr,
    /// Whether the client is the direct peer, with no forwarding header in between.
    pub direct: bool,
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().copied().ok_or_else(no_address)
    }
}

/// No request comes in around [`admit`].
fn no_address() -> Failure {
    app::Error::internal(&std::io::Error::other("a request has no address")).into()
}

/// Requests a second, by address.
#[derive(Debug)]
pub struct AddressLimit(Option<DefaultKeyedRateLimiter<IpAddr>>);

impl AddressLimit {
    /// `per_second` requests for one address; 0 is off.
    #[must_use]
    pub fn new(per_second: u32) -> Self {
        Self(NonZeroU32::new(per_second).map(|n| RateLimiter::keyed(Quota::per_second(n))))
    }

    fn allows(&self, ip: IpAddr) -> bool {
        self.0.as_ref().is_none_or(|limiter| limiter.check_key(&network(ip)).is_ok())
    }

    /// Forgets addresses that have been quiet, so that the table stays small.
    pub fn forget_quiet(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
        }
    }
}

/// One subscriber has a whole IPv6 /64.
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))), IpAddr::V4),
    }
}

/// The client behind the peer: the last address that no trusted proxy vouches for.
#[must_use]
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> ClientAddress {
    let peer = peer.to_canonical();
    let is_trusted = |ip: &IpAddr| trusted.iter().any(|net| net.contains(ip));
    let forwarded = headers.get_all("x-forwarded-for");
    let direct = !headers.contains_key("x-forwarded-for") && !headers.contains_key("forwarded");
    if !is_trusted(&peer) {
        return ClientAddress { ip: peer, direct };
    }
    let hops: Vec<&str> =
        forwarded.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
    let mut ip = peer;
    for hop in hops.iter().rev() {
        let Ok(hop) = hop.trim().parse::<IpAddr>() else { break };
        ip = hop.to_canonical();
        if !is_trusted(&ip) {
            break;
        }
    }
    ClientAddress { ip, direct }
}

/// Finds the client's address and holds it to its limit.
pub async fn admit(
    Shared(state): Shared<State>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = client(peer.ip(), request.headers(), &state.settings.trusted_proxy);
    let health = request.uri().path().starts_with("/health/");
    if !health && !state.address_limit.allows(address.ip) {
        state.app.outsiders().count(address.ip, "RATE_LIMITED");
        return Failure::from(app::Error::rate_limited(1)).into_response();
    }
    request.extensions_mut().insert(address);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: Option<&str>) -> String {
        let mut headers = HeaderMap::new();
        if let Some(value) = forwarded {
            headers.insert("x-forwarded-for", value.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).ip.to_string()
    }

    #[test]
    fn a_forwarding_header_is_believed_from_a_trusted_proxy_alone() {
        assert_eq!(seen("203.0.113.9", Some("198.51.100.1")), "203.0.113.9");
        assert_eq!(seen("10.0.0.2", Some("198.51.100.1")), "198.51.100.1");
        assert_eq!(seen("10.0.0.2", Some("1.2.3.4, 198.51.100.1, 10.0.0.7")), "198.51.100.1");
        assert_eq!(seen("10.0.0.2", Some("nonsense")), "10.0.0.2");
        assert_eq!(seen("10.0.0.2", None), "10.0.0.2");
    }

    #[test]
    fn a_whole_ipv6_network_is_one_address() {
        let limit = AddressLimit::new(1);
        assert!(limit.allows("2001:db8::1".parse().unwrap()));
        assert!(!limit.allows("2001:db8::2".parse().unwrap()));
        assert!(limit.allows("2001:db8:0:1::1".parse().unwrap()));
    }
}
