//! Bodies that nobody reads to the end. A refusal often comes before the body was read; if the
//! connection were closed at once, the client would see a broken pipe in place of the answer. So
//! what is left is read and thrown away, within bounds.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
};
use http_body_util::BodyExt as _;

/// Bytes of a refused request that are still read, so that its answer arrives; then the connection ends.
pub(crate) const DRAIN_BYTES: usize = 64 << 20;
/// Seconds for that.
pub(crate) const DRAIN_SECONDS: u64 = 15;

/// A body that is read to its end when it is dropped before.
struct Drained(Option<Body>);

impl HttpBody for Drained {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        match &mut self.0 {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.0.as_ref().map(HttpBody::size_hint).unwrap_or_default()
    }
}

impl Drop for Drained {
    fn drop(&mut self) {
        let Some(body) = self.0.take().filter(|body| !body.is_end_stream()) else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(tokio::time::timeout(Duration::from_secs(DRAIN_SECONDS), read_away(body)));
    }
}

async fn read_away(mut body: Body) {
    let mut left = DRAIN_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let read = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(read) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// Has what is left of a request's body read away.
pub(crate) async fn drain(request: Request) -> Request {
    request.map(|body| Body::new(Drained(Some(body))))
}
