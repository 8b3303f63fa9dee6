//! The bounds of a body, in front of whoever reads it: its bytes, how slowly they may come, and the time for the whole.

use std::{
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{
        HeaderMap, HeaderValue,
        header::{CONTENT_ENCODING, CONTENT_LENGTH},
    },
};
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::error::Failure;

/// Bytes in a second that a body has to bring on the average, once [`BODY_GRACE_SECONDS`] are over.
pub(crate) const BODY_LEAST_SPEED: u64 = 2 * 1024;
/// Seconds in which a body may be as slow as it likes.
pub(crate) const BODY_GRACE_SECONDS: u64 = 30;
/// Seconds for the whole of a body that is read into memory.
pub(crate) const BODY_SECONDS: u64 = 600;
/// Seconds for the whole of a file that is spooled to disk.
pub(crate) const FILE_SECONDS: u64 = 6 * 3600;

/// The most that a body of a route may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Bytes.
    pub bytes: u64,
    /// Seconds.
    pub seconds: u64,
}

impl Bounds {
    /// The time of a body of which so many bytes have come.
    fn time(&self, came: u64) -> Duration {
        Duration::from_secs((BODY_GRACE_SECONDS + came / BODY_LEAST_SPEED).min(self.seconds))
    }
}

/// Which bound a body broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broke {
    /// Too many bytes.
    Bytes,
    /// Too slow, or too long on its way.
    Time,
    /// Too many bytes for what the reader was at, such as the header of a part.
    Step,
}

/// What the reader of a body and its bounds tell each other.
#[derive(Clone, Debug)]
pub(crate) struct Meter(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    bounds: Bounds,
    broke: OnceLock<Broke>,
    /// Bytes that may come until the reader says otherwise.
    step: AtomicU64,
}

impl Meter {
    /// Why the body ended, as it is told; `other` where no bound was broken.
    pub(crate) fn failure(&self, other: &'static str) -> Failure {
        match self.0.broke.get() {
            Some(Broke::Bytes) => app::Error::too_large(self.0.bounds.bytes).into(),
            Some(Broke::Time) => Failure::invalid("", "body came too slowly: send it in smaller pieces"),
            Some(Broke::Step) => Failure::invalid("", "body has a part whose header does not end"),
            None => Failure::invalid("", other),
        }
    }

    /// Lets only so many bytes come for the reader's next step.
    pub(crate) fn step(&self, bytes: u64) {
        self.0.step.store(bytes, Ordering::Relaxed);
    }

    fn break_off(&self, why: Broke) -> axum::Error {
        let _ = self.0.broke.set(why);
        axum::Error::new(std::io::Error::other("a bound of the body"))
    }
}

/// The most characters of an encoding that are told.
const TOLD_ENCODING: usize = 40;

/// Every body is read as it is: one that was compressed on its way is refused by name, not as broken JSON.
fn plain(headers: &HeaderMap) -> Result<(), Failure> {
    let lossy = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let given: Vec<String> = headers.get_all(CONTENT_ENCODING).iter().map(lossy).collect();
    let mut encodings = given.iter().flat_map(|value| value.split(',')).map(str::trim);
    match encodings.find(|name| !name.is_empty() && !name.eq_ignore_ascii_case("identity")) {
        Some(name) => Err(Failure::Encoded(name.chars().take(TOLD_ENCODING).collect())),
        None => Ok(()),
    }
}

/// A request whose body keeps within bounds; one that says of itself that it is larger, or that it is encoded, is
/// refused at once.
///
/// # Errors
/// 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`.
pub(crate) fn bounded(request: Request, bounds: Bounds) -> Result<(Request, Meter), Failure> {
    plain(request.headers())?;
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|bytes| bytes > bounds.bytes) {
        return Err(app::Error::too_large(bounds.bytes).into());
    }
    let shared = Shared { bounds, broke: OnceLock::new(), step: AtomicU64::new(u64::MAX) };
    let meter = Meter(Arc::new(shared));
    let begun = Instant::now();
    let body = |body| Bounded { body, meter: meter.clone(), came: 0, begun, late: None };
    let request = request.map(|inner| Body::new(body(inner)));
    Ok((request, meter))
}

/// A body within bounds.
struct Bounded {
    body: Body,
    meter: Meter,
    came: u64,
    begun: Instant,
    /// Until what has come is too little, while more is waited for.
    late: Option<Pin<Box<Sleep>>>,
}

impl Bounded {
    /// When more must have come.
    fn deadline(&self) -> Instant {
        self.begun + self.meter.0.bounds.time(self.came)
    }

    /// Counts what has come.
    fn count(&mut self, bytes: u64) -> Result<(), axum::Error> {
        self.came += bytes;
        if self.came > self.meter.0.bounds.bytes {
            return Err(self.meter.break_off(Broke::Bytes));
        }
        let left = self.meter.0.step.load(Ordering::Relaxed);
        let rest = left.checked_sub(bytes).ok_or_else(|| self.meter.break_off(Broke::Step))?;
        if left != u64::MAX {
            self.meter.step(rest);
        }
        Ok(())
    }
}

impl HttpBody for Bounded {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            let bytes = match &frame {
                Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len) as u64,
                _ => 0,
            };
            return Poll::Ready(self.count(bytes).map_or_else(|error| Some(Err(error)), |()| frame));
        }
        let deadline = self.deadline();
        let late = self.late.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if late.deadline() != deadline {
            late.as_mut().reset(deadline);
        }
        match late.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(self.meter.break_off(Broke::Time)))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    fn of(body: Body, bytes: u64) -> (Body, Meter) {
        let (request, meter) = bounded(Request::new(body), Bounds { bytes, seconds: BODY_SECONDS }).unwrap();
        (request.into_body(), meter)
    }

    fn broke(meter: &Meter) -> Option<Broke> {
        meter.0.broke.get().copied()
    }

    #[tokio::test]
    async fn a_body_keeps_to_its_bytes() {
        let (body, meter) = of(Body::from(vec![0; 10]), 10);
        assert_eq!(body.collect().await.unwrap().to_bytes().len(), 10);
        assert_eq!(broke(&meter), None);
        let (body, meter) = of(Body::from(vec![0; 11]), 10);
        assert!(body.collect().await.is_err());
        assert_eq!(broke(&meter), Some(Broke::Bytes));
    }

    #[tokio::test]
    async fn a_step_keeps_to_its_own() {
        let (body, meter) = of(Body::from(vec![0; 10]), 100);
        meter.step(9);
        assert!(body.collect().await.is_err());
        assert_eq!(broke(&meter), Some(Broke::Step));
    }

    #[test]
    fn an_encoded_body_is_refused_by_name() {
        let of = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for &value in values {
                headers.append(CONTENT_ENCODING, HeaderValue::from_static(value));
            }
            plain(&headers).map_err(|failure| failure.body().error)
        };
        for taken in [[].as_slice(), &["identity"], &["Identity, identity"], &[""]] {
            assert!(of(taken).is_ok(), "{taken:?}");
        }
        for refused in [["gzip"].as_slice(), &["identity, gzip"], &["identity", "gzip"]] {
            assert!(of(refused).unwrap_err().contains("Content-Encoding gzip."), "{refused:?}");
        }
    }

    #[test]
    fn a_slow_line_has_its_time_and_one_that_drips_has_not() {
        let bounds = Bounds { bytes: 1 << 20, seconds: 300 };
        let seconds = |came| bounds.time(came).as_secs();
        assert_eq!(seconds(0), BODY_GRACE_SECONDS);
        assert_eq!(seconds(60), BODY_GRACE_SECONDS);
        assert_eq!(seconds(100 * BODY_LEAST_SPEED), BODY_GRACE_SECONDS + 100);
        assert_eq!(seconds(1 << 20), 300);
    }
}
