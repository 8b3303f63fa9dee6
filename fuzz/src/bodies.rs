//! Bodies of requests.

use api::error::ErrorCode;
use server::bodies;
use tokio::runtime::{Builder, Runtime};

/// The most bytes of an image of a record.
const IMAGE_BYTES: u64 = 1 << 16;

/// Waits for a reader; nothing in it waits for anything but its bytes.
fn wait<T>(reading: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: Runtime = Builder::new_current_thread().build().unwrap_or_else(|error| panic!("{error}"));
    }
    RUNTIME.with(|runtime| runtime.block_on(reading))
}

/// A body is told from its type by NUL: `TYPE NUL BODY`.
fn divided(bytes: &[u8]) -> (&str, Vec<u8>) {
    let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let content_type = std::str::from_utf8(&bytes[..at]).unwrap_or_default();
    (content_type, bytes.get(at + 1..).unwrap_or_default().to_vec())
}

fn only_the_senders_fault(code: ErrorCode) {
    let known = [ErrorCode::Validation, ErrorCode::PayloadTooLarge, ErrorCode::UnsupportedMediaType];
    assert!(known.contains(&code), "{code:?}");
}

/// A form: its parts are of its bytes, and a second reading finds the same.
pub(crate) fn multipart(bytes: &[u8]) {
    let (content_type, body) = divided(bytes);
    let length = body.len();
    match wait(bodies::form(content_type, body.clone())) {
        Ok(form) => {
            assert!(form.0.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() <= length, "parts of nothing");
            assert_eq!(wait(bodies::form(content_type, body)), Ok(form), "a second look gives another answer");
        }
        Err(code) => only_the_senders_fault(code),
    }
}

/// A batch of records: one answer a record, and the same digests each time.
pub(crate) fn batch(bytes: &[u8]) {
    let (content_type, body) = divided(bytes);
    let form = match wait(bodies::batch(content_type, body.clone())) {
        Ok(form) => form,
        Err(code) => return only_the_senders_fault(code),
    };
    let digests = match app::sync::digests(form, IMAGE_BYTES) {
        Ok(digests) => digests,
        Err(error) => return only_the_senders_fault(error.code()),
    };
    assert!(digests.len() <= app::sync::BATCH_RECORDS, "{} answers", digests.len());
    let again =
        wait(bodies::batch(content_type, body)).ok().and_then(|form| app::sync::digests(form, IMAGE_BYTES).ok());
    let of = |digests: Vec<Result<Vec<u8>, _>>| digests.into_iter().map(Result::ok).collect::<Vec<_>>();
    assert_eq!(again.map(of), Some(of(digests)), "a second look gives another answer");
}
