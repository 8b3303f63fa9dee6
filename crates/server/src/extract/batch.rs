//! The body of an upload of records: JSON with images in base64, or a form with the JSON part `batch` and images
//! named by the records' ids. Bounded, and so is what is in memory of all of them.

use std::collections::HashMap;

use api::sync::RecordForm;
use app::{Error, sync::BATCH_RECORDS};
use axum::{
    extract::{FromRequest, Request},
    http::HeaderMap,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    body::{first_time, has_type, read_all},
    bounded::{BODY_SECONDS, Bounds},
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

fn not_json(_: serde_json::Error) -> Failure {
    Failure::invalid("", "body is not valid JSON")
}

async fn read_json(request: Request, room: &mut Room) -> Result<(RecordForm, [u8; 32]), Failure> {
    let bytes = read_all(request, BATCH_BYTES, room).await?;
    let digest = Sha256::digest(&bytes).into();
    let batch = serde_json::from_slice(&bytes).map_err(not_json)?;
    Ok((RecordForm { batch, images: HashMap::new() }, digest))
}

async fn read_form(request: Request, room: &mut Room) -> Result<(RecordForm, [u8; 32]), Failure> {
    let too_large = || Failure::from(Error::too_large(BATCH_BYTES as u64));
    let bounds = Bounds { bytes: BATCH_BYTES as u64, seconds: BODY_SECONDS };
    let mut parts = Parts::of(request, BATCH_RECORDS + 1, bounds).await?;
    let (mut batch, mut images, mut left) = (None, HashMap::new(), BATCH_BYTES);
    while let Some((name, part)) = parts.next().await? {
        let bytes = part.bytes(left, room, too_large).await?;
        left -= bytes.len();
        match name.parse::<Uuid>() {
            _ if name == "batch" => batch = Some(bytes),
            Ok(id) => drop(images.insert(id, bytes)),
            Err(_) => {}
        }
    }
    let batch = batch.ok_or_else(|| Failure::invalid("batch", "is required: the JSON part"))?;
    let batch = serde_json::from_slice(&batch).map_err(not_json)?;
    Ok((RecordForm { batch, images }, parts.digest()))
}
