//! How bodies are read, without a server around: for those who try hostile ones.

use api::{error::ErrorCode, sync::RecordForm};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, header::CONTENT_TYPE},
};
use domain::network::Network;

use crate::{
    error::Failure,
    extract::{
        BATCH_BYTES, FORM_PARTS, batch,
        bounded::{BODY_SECONDS, Bounds},
        multipart::Parts,
    },
    memory::{Memory, Party, Room},
};

/// More room than a body takes.
fn room() -> Room {
    Memory::new(1024, 1024).of(Party::Stranger(Network::of([127, 0, 0, 1].into())))
}

const BOUNDS: Bounds = Bounds { bytes: BATCH_BYTES as u64, seconds: BODY_SECONDS };

fn request(content_type: &str, body: Vec<u8>) -> Request {
    let mut request = Request::new(Body::from(body));
    if let Ok(value) = HeaderValue::from_str(content_type) {
        request.headers_mut().insert(CONTENT_TYPE, value);
    }
    request
}

/// The parts of a form, each with its name, and the digest that an `Idempotency-Key` is held to.
///
/// # Errors
/// The code that is answered.
pub async fn form(content_type: &str, body: Vec<u8>) -> Result<(Vec<(String, Vec<u8>)>, [u8; 32]), ErrorCode> {
    let read = async {
        let mut parts = Parts::of(request(content_type, body), FORM_PARTS, BOUNDS).await?;
        let (mut found, mut room) = (Vec::new(), room());
        while let Some((name, part, _)) = parts.next().await? {
            let bytes = part.bytes(BATCH_BYTES, &mut room, || app::Error::too_large(BATCH_BYTES as u64).into()).await?;
            found.push((name, bytes));
        }
        Ok((found, parts.digest()))
    };
    read.await.map_err(|failure: Failure| failure.body().code)
}

/// A batch of records, as JSON or as a form.
///
/// # Errors
/// The code that is answered.
pub async fn batch(content_type: &str, body: Vec<u8>) -> Result<RecordForm, ErrorCode> {
    let (form, _) =
        batch::read(request(content_type, body), &mut room()).await.map_err(|failure| failure.body().code)?;
    Ok(form)
}
