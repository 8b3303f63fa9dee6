//! The body of an upload of records: JSON with images in base64, or a form with the JSON part `batch` and images
//! named by the records' ids. Bounded, and so is what is in memory of all of them.

use api::{
    batch::{BATCH, Split},
    sync::RecordForm,
};
use app::{
    Error,
    sync::{BATCH_RECORDS, refuse},
};
use axum::{
    extract::{FromRequest, Request},
    http::{HeaderMap, header::CONTENT_LENGTH},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use sha2::{Digest as _, Sha256};
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use super::{
    body::{first_time, has_type},
    multipart::Parts,
};
use crate::{error::Failure, middleware::authorise::Authorised, state::State};

/// Bytes of a batch of records; more is 413.
pub(crate) const BATCH_BYTES: usize = 32 << 20;

/// An upload, with its place in memory.
#[derive(Debug)]
pub(crate) struct Batch {
    /// What was sent.
    pub form: RecordForm,
    /// Held until all of it is judged.
    pub permit: OwnedSemaphorePermit,
}

impl FromRequest<State> for Batch {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let call = request.extensions().get::<Authorised>().cloned().ok_or(Error::Unauthenticated)?;
        if kind(request.headers()).is_none() {
            return Err(NEITHER);
        }
        let permit = state.batches.take(weight(request.headers())?).await?;
        let (form, digest) = read(request).await?;
        first_time(&call, digest).await?;
        Ok(Self { form, permit })
    }
}

const NEITHER: Failure = Failure::UnsupportedMedia("application/json or multipart/form-data");

/// How a batch is written.
enum Kind {
    Json,
    Form,
}

fn kind(headers: &HeaderMap) -> Option<Kind> {
    match () {
        () if has_type(headers, "application/json") => Some(Kind::Json),
        () if has_type(headers, "multipart/form-data") => Some(Kind::Form),
        () => None,
    }
}

/// Reads a batch, with the digest of its body.
///
/// # Errors
/// 400 `VALIDATION`, 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`.
pub(crate) async fn read(request: Request) -> Result<(RecordForm, [u8; 32]), Failure> {
    match kind(request.headers()).ok_or(NEITHER)? {
        Kind::Json => read_json(request).await,
        Kind::Form => read_form(request).await,
    }
}

/// MiB that a body may take, by what it says of itself.
fn weight(headers: &HeaderMap) -> Result<u32, Error> {
    let said = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    match said {
        Some(bytes) if bytes > BATCH_BYTES => Err(Error::too_large(BATCH_BYTES as u64)),
        bytes => Ok(u32::try_from(bytes.unwrap_or(BATCH_BYTES).div_ceil(1 << 20).max(1)).unwrap_or(32)),
    }
}

/// The most bytes that are set aside for a body before they came.
const SET_ASIDE: usize = 1 << 20;

/// Reads a body piece by piece, and lets go of one with too many records as soon as that is seen.
async fn read_json(request: Request) -> Result<(RecordForm, [u8; 32]), Failure> {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut batch = Vec::with_capacity(said.unwrap_or_default().min(SET_ASIDE));
    let mut split = Split::new(BATCH, BATCH_RECORDS);
    let mut body = Limited::new(request.into_body(), BATCH_BYTES);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            if error.is::<LengthLimitError>() {
                Failure::from(Error::too_large(BATCH_BYTES as u64))
            } else {
                Failure::invalid("", "body ended before it was whole")
            }
        })?;
        if let Ok(bytes) = frame.into_data() {
            split.feed(&bytes).map_err(|broken| refuse(&broken))?;
            batch.extend_from_slice(&bytes);
        }
    }
    let digest = Sha256::digest(&batch).into();
    Ok((RecordForm { batch, images: Vec::new() }, digest))
}

async fn read_form(request: Request) -> Result<(RecordForm, [u8; 32]), Failure> {
    let too_large = || Failure::from(Error::too_large(BATCH_BYTES as u64));
    let mut parts = Parts::of(request, BATCH_RECORDS + 1, BATCH_BYTES as u64).await?;
    let (mut batch, mut images, mut left) = (None, Vec::new(), BATCH_BYTES);
    while let Some((name, part)) = parts.next().await? {
        let bytes = part.bytes(left, too_large).await?;
        left -= bytes.len();
        match name.parse::<Uuid>() {
            _ if name == "batch" && batch.is_some() => return Err(Failure::invalid("batch", "is there twice")),
            _ if name == "batch" => batch = Some(bytes),
            Ok(id) => images.push((id, bytes)),
            Err(_) => {} // of no record: nothing of it is kept
        }
    }
    let batch = batch.ok_or_else(|| Failure::invalid("batch", "is required: the JSON part"))?;
    Ok((RecordForm { batch, images }, parts.digest()))
}
