//! Where a request comes from, and how many of them may. A forwarding header is believed only from
//! a configured proxy.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Once,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State as Shared},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use ipnet::IpNet;

use super::forwarded::{FORWARDED, X_FORWARDED_FOR, hops};
use crate::{error::Failure, state::State};

/// The address a request is counted under.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress {
    /// The client.
    pub ip: IpAddr,
    /// Whether the client is the direct peer, with no forwarding header in between.
    pub direct: bool,
}

impl ClientAddress {
    /// Whether the client is on this very machine, with nothing in between.
    pub(crate) fn is_here(self) -> bool {
        self.direct && self.ip.is_loopback()
    }
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

/// What a proxy leaves in a request: one that bears any of these was not sent here by the peer itself.
const SIGNS: [&str; 6] = [FORWARDED, X_FORWARDED_FOR, "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/// The client behind the peer: the last address that no trusted proxy vouches for. A hop that names no address that can
/// be read ends the walk: the request counts as the proxy's that wrote it, and the log says so, once.
#[must_use]
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> ClientAddress {
    let peer = peer.to_canonical();
    let is_trusted = |ip: &IpAddr| trusted.iter().any(|net| net.contains(ip));
    let direct = !SIGNS.iter().any(|name| headers.contains_key(*name));
    let mut ip = peer;
    if is_trusted(&peer) {
        if headers.contains_key(X_FORWARDED_FOR) && headers.contains_key(FORWARDED) {
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                tracing::warn!(%peer, "a trusted proxy lets both X-Forwarded-For and Forwarded through; the first \
                    is believed, so the proxy must be the one that writes it");
            });
        }
        for hop in hops(headers) {
            let Some(address) = hop.address else {
                static SAID: Once = Once::new();
                SAID.call_once(|| {
                    tracing::warn!(proxy = %ip, hop = hop.shown(), "a trusted proxy names a client by what is no \
                        address; all such clients count as the proxy");
                });
                break;
            };
            ip = address;
            if !is_trusted(&ip) {
                break;
            }
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

    fn seen(peer: &str, lines: &[(&str, &[u8])]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            let name: axum::http::HeaderName = name.parse().unwrap();
            headers.append(name, axum::http::HeaderValue::from_bytes(value).unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).ip.to_string()
    }

    #[test]
    fn a_forwarding_header_is_believed_from_a_trusted_proxy_alone() {
        let (x, standard) = ("x-forwarded-for", "forwarded");
        type Sent<'a> = &'a [(&'a str, &'a [u8])];
        let cases: [(&str, Sent<'_>, &str); 14] = [
            ("203.0.113.9", &[(x, b"198.51.100.1")], "203.0.113.9"),
            ("10.0.0.2", &[(x, b"198.51.100.1")], "198.51.100.1"),
            ("::ffff:10.0.0.2", &[(x, b"198.51.100.1")], "198.51.100.1"),
            ("10.0.0.2", &[(x, b"1.2.3.4, 198.51.100.1, 10.0.0.7")], "198.51.100.1"),
            ("10.0.0.2", &[(x, b"1.2.3.4"), (x, b"198.51.100.1:4711")], "198.51.100.1"),
            ("10.0.0.2", &[(x, b"nonsense")], "10.0.0.2"),
            ("10.0.0.2", &[(x, b"nonsense, 10.0.0.7")], "10.0.0.7"),
            ("10.0.0.2", &[], "10.0.0.2"),
            // What a stranger has sent stands to the left of what the proxy has added.
            ("10.0.0.2", &[(x, b"\xe9\xff, 198.51.100.1")], "198.51.100.1"),
            ("10.0.0.2", &[(x, b"\"open, 198.51.100.1, ")], "198.51.100.1"),
            ("10.0.0.2", &[(standard, b"for=198.51.100.1;proto=https")], "198.51.100.1"),
            ("10.0.0.2", &[(standard, b"for=\"x, For=\"[2001:db8::1]:4711\"")], "2001:db8::1"),
            ("10.0.0.2", &[(standard, b"for=198.51.100.1, for=10.0.0.7")], "198.51.100.1"),
            ("10.0.0.2", &[(standard, b"for=1.2.3.4"), (x, b"198.51.100.1")], "198.51.100.1"),
        ];
        for (peer, lines, expected) in cases {
            assert_eq!(seen(peer, lines), expected, "{peer} {lines:?}");
        }
    }
}
