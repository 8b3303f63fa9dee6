//! What proxies write of where a request comes from: `X-Forwarded-For`, or `Forwarded` (RFC 7239) where there is no
//! other. Read from the right, so that what a stranger has sent cannot spoil what a proxy has added.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// What most proxies write.
pub(super) const X_FORWARDED_FOR: &str = "x-forwarded-for";
/// What the standard says.
pub(super) const FORWARDED: &str = "forwarded";
/// Bytes of a hop that are shown in the log.
const SHOWN: usize = 64;

/// What reads the address of a hop.
type Reader = fn(&[u8]) -> Option<IpAddr>;

/// One hop as it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop<'a> {
    text: &'a [u8],
    /// Its address; `None` when it names none that can be read.
    pub address: Option<IpAddr>,
}

impl Hop<'_> {
    /// For the log: short, and without what a terminal would obey.
    pub(super) fn shown(&self) -> String {
        self.text[..self.text.len().min(SHOWN)].escape_ascii().to_string()
    }
}

/// The hops that a request names, the nearest first.
pub(super) fn hops(headers: &HeaderMap) -> Vec<Hop<'_>> {
    let plain = headers.contains_key(X_FORWARDED_FOR);
    let (name, read) = if plain { (X_FORWARDED_FOR, node as Reader) } else { (FORWARDED, element as Reader) };
    let lines: Vec<&[u8]> = headers.get_all(name).iter().map(|value| value.as_bytes()).collect();
    let hops = lines.into_iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b','));
    let hops = hops.map(<[u8]>::trim_ascii).filter(|text| !text.is_empty());
    hops.map(|text| Hop { text, address: read(text) }).collect()
}

/// The `for` of an element, such as `for="[2001:db8::1]:4711";proto=https`.
fn element(text: &[u8]) -> Option<IpAddr> {
    text.split(|byte| *byte == b';').find_map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=')?;
        let (name, value) = (&pair[..at], &pair[at + 1..]);
        name.trim_ascii().eq_ignore_ascii_case(b"for").then(|| node(value))?
    })
}

/// An address with or without a port, in brackets, in quotes.
fn node(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text.trim_ascii()).ok()?;
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).trim();
    let host = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            (port.is_empty() || port.starts_with(':')).then_some(host)?
        }
        // One colon stands before a port; more of them are IPv6.
        None => match text.split_once(':') {
            Some((host, port)) if !port.contains(':') => host,
            _ => text,
        },
    };
    let host = host.split_once('%').map_or(host, |(host, _zone)| host);
    host.parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proxies_write_is_read() {
        for (text, address) in [
            ("203.0.113.7", "203.0.113.7"),
            (" 203.0.113.7:4711 ", "203.0.113.7"),
            ("\"203.0.113.7:4711\"", "203.0.113.7"),
            ("203.0.113.7:_port", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%25eth0]:80", "fe80::1"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
        ] {
            assert_eq!(node(text.as_bytes()), Some(address.parse().unwrap()), "{text}");
            let header = format!("proto=https;For={text};by=10.0.0.1");
            assert_eq!(element(header.as_bytes()), Some(address.parse().unwrap()), "{header}");
        }
        for text in ["", "unknown", "_hidden", "203.0.113", "203.0.113.7 x", "[2001:db8::1", "[2001:db8::1]x", "a:b:c"]
        {
            assert_eq!(node(text.as_bytes()), None, "{text}");
        }
        assert_eq!((node(b"203.0.113.7\xe9"), element(b"proto=https"), element(b"for")), (None, None, None));
    }
}
