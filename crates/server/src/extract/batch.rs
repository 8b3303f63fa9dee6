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
    http::HeaderMap,
};
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    body::{first_time, has_type},
    bounded::{BODY_SECONDS, Bounds, bounded},
    multipart::Parts,
};
use crate::{
    error::Failure,
    memory::{Party, Room},
    middleware::authorise::Authorised,
    state::State,
};

/// Bytes of a batch of records; more is 413.
pub(crate) const BATCH_BYTES: usize = 32 << 20;

/// An upload, with its room in memory.
#[derive(Debug)]
pub(crate) struct Batch {
    /// What was sent.
    pub form: RecordForm,
    /// Held until all of it is judged.
    pub room: Room,
}

impl FromRequest<State> for Batch {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let call = request.extensions().get::<Authorised>().cloned().ok_or(Error::Unauthenticated)?;
        if kind(request.headers()).is_none() {
            return Err(NEITHER);
        }
        let mut room = state.batches.of(Party::Account(call.caller.actor.user_id));
        let (form, digest) = read(request, &mut room).await?;
        first_time(&call, digest).await?;
        Ok(Self { form, room })
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
pub(crate) async fn read(request: Request, room: &mut Room) -> Result<(RecordForm, [u8; 32]), Failure> {
    match kind(request.headers()).ok_or(NEITHER)? {
        Kind::Json => read_json(request, room).await,
        Kind::Form => read_form(request, room).await,
    }
}

const BOUNDS: Bounds = Bounds { bytes: BATCH_BYTES as u64, seconds: BODY_SECONDS };

/// Reads a body piece by piece, and lets go of one with too many records as soon as that is seen.
async fn read_json(request: Request, room: &mut Room) -> Result<(RecordForm, [u8; 32]), Failure> {
    let (request, meter) = bounded(request, BOUNDS)?;
    let mut batch = Vec::new();
    let mut split = Split::new(BATCH, BATCH_RECORDS);
    let mut body = request.into_body();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| meter.failure("body ended before it was whole"))?;
        if let Ok(bytes) = frame.into_data() {
            split.feed(&bytes).map_err(|broken| refuse(&broken))?;
            room.take(bytes.len()).await?;
            batch.extend_from_slice(&bytes);
        }
    }
    let digest = Sha256::digest(&batch).into();
    Ok((RecordForm { batch, images: Vec::new() }, digest))
}

async fn read_form(request: Request, room: &mut Room) -> Result<(RecordForm, [u8; 32]), Failure> {
    let too_large = || Failure::from(Error::too_large(BATCH_BYTES as u64));
    let mut parts = Parts::of(request, BATCH_RECORDS + 1, BOUNDS).await?;
    let (mut batch, mut images, mut left) = (None, Vec::new(), BATCH_BYTES);
    while let Some((name, part, _)) = parts.next().await? {
        let unchosen = part.is_unchosen();
        let bytes = part.bytes(left, room, too_large).await?;
        left -= bytes.len();
        match name.parse::<Uuid>() {
            _ if name == "batch" && batch.is_some() => return Err(Failure::invalid("batch", "is there twice")),
            _ if name == "batch" => batch = Some(bytes),
            Ok(_) if unchosen && bytes.is_empty() => {} // a browser's, of a file that nobody chose
            Ok(id) => images.push((id, bytes)),
            Err(_) => {} // of no record: nothing of it is kept
        }
    }
    let batch = batch.ok_or_else(|| Failure::invalid("batch", "is required: the JSON part"))?;
    Ok((RecordForm { batch, images }, parts.digest()))
}
