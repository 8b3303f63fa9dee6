//! Where a request comes from, and how many of them may. A forwarding header is believed only from
//! a configured proxy.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State as Shared},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use ipnet::IpNet;

use crate::{error::Failure, state::State};

/// The address a request is counted under.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress {
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

/// The client behind the peer: the last address that no trusted proxy vouches for.
#[must_use]
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> ClientAddress {
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
pub(crate) async fn admit(
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
}
