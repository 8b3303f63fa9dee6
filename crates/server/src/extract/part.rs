//! Parts of something that does not change (RFC 9110, section 14): which bytes a request wants, and the
//! body that gives them.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use app::downloads::Wanted;
use axum::{
    body::Bytes,
    http::{
        HeaderMap,
        header::{IF_RANGE, RANGE},
    },
};
use http_body::Frame;
use http_range_header::parse_range_header;
use tokio::sync::mpsc;

/// What a request wants of `size` bytes whose strong entity tag is `etag`.
#[must_use]
pub(crate) fn wanted(headers: &HeaderMap, etag: &str, size: u64) -> Wanted {
    let Some(range) = headers.get(RANGE).and_then(|range| range.to_str().ok()) else { return Wanted::Whole };
    if headers.get(IF_RANGE).is_some_and(|version| version != etag) {
        return Wanted::Whole;
    }
    let Ok(ranges) = parse_range_header(range) else { return Wanted::Whole };
    if ranges.len() != 1 {
        return Wanted::Whole;
    }
    match ranges.validate(size).as_deref() {
        Ok([one]) => Wanted::Part(*one.start()..one.end() + 1),
        _ => Wanted::Nothing,
    }
}

/// A body whose pieces come out of a channel.
#[derive(Debug)]
pub(crate) struct Pieces(pub mpsc::Receiver<io::Result<Bytes>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(range: &str, version: Option<&str>) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, range.parse().unwrap());
        if let Some(version) = version {
            headers.insert(IF_RANGE, version.parse().unwrap());
        }
        wanted(&headers, "\"tag\"", 1000)
    }

    #[test]
    fn every_form_of_a_range_is_understood() {
        let part = Wanted::Part;
        let table = [
            ("bytes=0-0", part(0..1)),
            ("bytes=10-19", part(10..20)),
            ("bytes=990-", part(990..1000)),
            ("bytes=990-5000", part(990..1000)),
            ("bytes=-10", part(990..1000)),
            ("bytes=-5000", part(0..1000)),
            ("bytes=0-999", part(0..1000)),
            ("bytes=1000-", Wanted::Nothing),
            ("bytes=1000-1000", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=20-10", Wanted::Whole),
            ("bytes=x", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("bytes=1-2,4-5", Wanted::Whole),
        ];
        for (range, expected) in table {
            assert_eq!(of(range, None), expected, "{range}");
        }
        assert_eq!(wanted(&HeaderMap::new(), "\"tag\"", 1000), Wanted::Whole);
    }

    #[test]
    fn a_range_of_another_version_gives_the_whole() {
        assert_eq!(of("bytes=10-", Some("\"tag\"")), Wanted::Part(10..1000));
        for other in ["\"other\"", "W/\"tag\"", "Sun, 22 Nov 2026 09:00:00 GMT"] {
            assert_eq!(of("bytes=10-", Some(other)), Wanted::Whole, "{other}");
        }
    }
}
