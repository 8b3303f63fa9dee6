//! The body of an upload: JSON with images in base64, or a form with the JSON part `batch` and images
//! named by the records' ids. Bounded, and so is what is in memory of all of them.

use std::collections::HashMap;

use axum::{
    extract::{FromRequest as _, Multipart, Request},
    http::{HeaderMap, header::CONTENT_LENGTH},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::sync::OwnedSemaphorePermit;
use uuid::Uuid;

use crate::{
    config::limits::{BATCH_BYTES, BATCH_RECORDS},
    http::{Ctx, Failure, body::has_type, once},
};

/// What was sent.
#[derive(Debug)]
pub struct Sent {
    /// The JSON.
    pub value: Value,
    /// The images that were parts of the form, by the ids of their records.
    pub images: HashMap<Uuid, Vec<u8>>,
    _permit: OwnedSemaphorePermit,
}

/// Reads a batch.
///
/// # Errors
/// 400 `VALIDATION`, 413 `PAYLOAD_TOO_LARGE`, 415 `UNSUPPORTED_MEDIA_TYPE`, 503 `BUSY`.
pub async fn read(ctx: &Ctx, request: Request) -> Result<Sent, Failure> {
    let (json, form) =
        (has_type(request.headers(), "application/json"), has_type(request.headers(), "multipart/form-data"));
    if !json && !form {
        return Err(Failure::unsupported_media("application/json or multipart/form-data"));
    }
    let permit = ctx.app.batches.take_many(weight(request.headers())?).await?;
    let (value, images, digest) = if json { read_json(request).await? } else { read_form(request).await? };
    once::first_time(ctx, digest).await?;
    Ok(Sent { value, images, _permit: permit })
}

/// MiB that a body may take, by what it says of itself.
fn weight(headers: &HeaderMap) -> Result<u32, Failure> {
    let said = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    match said {
        Some(bytes) if bytes > BATCH_BYTES => Err(Failure::too_large(BATCH_BYTES as u64)),
        bytes => Ok(u32::try_from(bytes.unwrap_or(BATCH_BYTES).div_ceil(1 << 20).max(1)).unwrap_or(32)),
    }
}

type Parts = (Value, HashMap<Uuid, Vec<u8>>, [u8; 32]);

fn not_json(_: serde_json::Error) -> Failure {
    Failure::invalid("", "body is not valid JSON")
}

async fn read_json(request: Request) -> Result<Parts, Failure> {
    let body = Limited::new(request.into_body(), BATCH_BYTES);
    let bytes = match body.collect().await {
        Ok(bytes) => bytes.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Err(Failure::too_large(BATCH_BYTES as u64)),
        Err(_) => return Err(Failure::invalid("", "body ended before it was whole")),
    };
    let digest = Sha256::digest(&bytes).into();
    Ok((serde_json::from_slice(&bytes).map_err(not_json)?, HashMap::new(), digest))
}

async fn read_form(request: Request) -> Result<Parts, Failure> {
    let broken = || Failure::invalid("", "body is not a whole multipart form");
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Failure::invalid("", "body has no multipart boundary"))?;
    let (mut batch, mut images, mut size) = (None, HashMap::new(), 0_usize);
    let mut digests = Vec::new();
    while let Some(mut field) = form.next_field().await.map_err(|_| broken())? {
        if digests.len() > BATCH_RECORDS {
            return Err(Failure::invalid("", "body has too many parts"));
        }
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| broken())? {
            size += chunk.len();
            if size > BATCH_BYTES {
                return Err(Failure::too_large(BATCH_BYTES as u64));
            }
            bytes.extend_from_slice(&chunk);
        }
        digests.push((name.clone(), <[u8; 32]>::from(Sha256::digest(&bytes))));
        match name.parse::<Uuid>() {
            _ if name == "batch" => batch = Some(bytes),
            Ok(id) => drop(images.insert(id, bytes)),
            Err(_) => {}
        }
    }
    let batch = batch.ok_or_else(|| Failure::invalid("batch", "is required: the JSON part"))?;
    digests.sort();
    let mut all = Sha256::new();
    for (name, digest) in digests {
        all.update((name.len() as u64).to_be_bytes());
        all.update(name);
        all.update(digest);
    }
    Ok((serde_json::from_slice(&batch).map_err(not_json)?, images, all.finalize().into()))
}
