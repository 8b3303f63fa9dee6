//! A package on its way to the client: in whole, or the part that is asked for.

use std::time::Duration;

use app::downloads::{Built, Sending, Wanted};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG},
    },
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use tokio::sync::mpsc;

use crate::extract::part::Pieces;

/// Seconds in which a client has to take 64 KiB of a package; then the connection ends.
pub(crate) const PACKAGE_IDLE_SECONDS: u64 = 60;

/// The strong entity tag of a package: the SHA-256 of its bytes.
#[must_use]
pub(crate) fn etag(built: &Built) -> String {
    format!("\"{}\"", base16ct::lower::encode_string(built.sha256()))
}

/// The response with what is sent.
#[must_use]
pub(crate) fn respond(built: &Built, wanted: &Wanted, sending: Option<Sending>) -> Response {
    let mut response = Response::new(sending.map_or_else(Body::empty, body));
    *response.status_mut() = match wanted {
        Wanted::Whole => StatusCode::OK,
        Wanted::Part(_) => StatusCode::PARTIAL_CONTENT,
        Wanted::Nothing => StatusCode::RANGE_NOT_SATISFIABLE,
    };
    describe(response.headers_mut(), built, wanted);
    response
}

/// Sends piece by piece, as fast as the client takes them; one that takes none is left.
fn body(mut sending: Sending) -> Body {
    let (pieces, body) = mpsc::channel(1);
    let idle = Duration::from_secs(PACKAGE_IDLE_SECONDS);
    tokio::spawn(async move {
        loop {
            let piece = match sending.next_chunk().await {
                Ok(None) => return,
                Ok(Some(chunk)) => Ok(Bytes::from(chunk)),
                Err(error) => {
                    tracing::error!(%error, "a package cannot be read");
                    Err(error)
                }
            };
            let last = piece.is_err();
            match tokio::time::timeout(idle, pieces.send(piece)).await {
                Ok(Ok(())) if !last => {}
                _ => return,
            }
        }
    });
    Body::new(Pieces(body))
}

/// `Content-Digest` is of the bytes sent, `Repr-Digest` of the whole (RFC 9530).
fn describe(headers: &mut HeaderMap, built: &Built, wanted: &Wanted) {
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    let (size, range) = (built.size(), wanted.range(built.size()));
    let digest = format!("sha-256=:{}:", BASE64_STANDARD.encode(built.sha256()));
    set(ETAG.as_str(), &etag(built));
    set(ACCEPT_RANGES.as_str(), "bytes");
    set("repr-digest", &digest);
    match wanted {
        Wanted::Nothing => {
            set(CONTENT_RANGE.as_str(), &format!("bytes */{size}"));
            return;
        }
        Wanted::Part(_) => {
            set(CONTENT_RANGE.as_str(), &format!("bytes {}-{}/{size}", range.start, range.end - 1));
        }
        Wanted::Whole => set("content-digest", &digest),
    }
    set(CONTENT_TYPE.as_str(), "application/zip");
    set(CONTENT_LENGTH.as_str(), &(range.end - range.start).to_string());
    set(CONTENT_DISPOSITION.as_str(), "attachment; filename=\"package.zip\"");
}
