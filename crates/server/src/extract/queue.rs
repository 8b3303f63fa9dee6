//! The file of an exported queue: a body of its own, or the part `file` of a form. Spooled to disk as it came, encrypted.

use app::{Error, Share, sync};
use axum::extract::{FromRequest, Request};
use domain::UserId;
use http_body_util::BodyExt as _;
use tempfile::NamedTempFile;

use super::{
    body::has_type,
    bounded::{Bounds, FILE_SECONDS, bounded},
    form::{FORM_EXTRA_BYTES, FORM_PARTS},
    multipart::Parts,
    spool::Spool,
};
use crate::{error::Failure, middleware::authorise::Authorised, state::State};

/// Bytes of the file of an exported queue; more is 413.
pub(crate) const QUEUE_BYTES: u64 = 512 << 20;

/// The file, with its place among those that come.
#[derive(Debug)]
pub(crate) struct QueueFile {
    /// The file.
    pub file: NamedTempFile,
    /// Held until it is taken.
    pub place: Share<UserId>,
}

impl FromRequest<State> for QueueFile {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let call = request.extensions().get::<Authorised>().cloned().ok_or(Error::Unauthenticated)?;
        let is_alone = has_type(request.headers(), "application/octet-stream");
        if !is_alone && !has_type(request.headers(), "multipart/form-data") {
            return Err(Failure::UnsupportedMedia("application/octet-stream or multipart/form-data"));
        }
        // Before the first byte: a place is a share of the disk, too.
        let place = sync::enter(&call)?;
        let spool = || Spool::begin(&state.app.settings().scratch_dir, QUEUE_BYTES);
        if is_alone {
            return Ok(Self { file: alone(request, spool().await?).await?, place });
        }
        let bounds = Bounds { bytes: QUEUE_BYTES + FORM_EXTRA_BYTES, seconds: FILE_SECONDS };
        let mut parts = Parts::of(request, FORM_PARTS, bounds).await?;
        let mut found = None;
        while let Some((name, mut part, repeated)) = parts.next().await? {
            if name != "file" {
                while part.chunk().await?.is_some() {} // of nobody's interest, and bounded with the whole
                continue;
            }
            if repeated {
                return Err(Failure::invalid("file", "is there twice"));
            }
            let mut file = spool().await?;
            while let Some(chunk) = part.chunk().await? {
                file = file.write(chunk).await?;
            }
            found = Some(file.done());
        }
        let (file, _) = found.filter(|(_, size)| *size > 0).ok_or_else(|| Failure::invalid("file", "is required"))?;
        Ok(Self { file, place })
    }
}

async fn alone(request: Request, mut file: Spool) -> Result<NamedTempFile, Failure> {
    let (request, meter) = bounded(request, Bounds { bytes: QUEUE_BYTES, seconds: FILE_SECONDS })?;
    let mut body = request.into_body();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| meter.failure("body ended before it was whole"))?;
        if let Ok(chunk) = frame.into_data() {
            file = file.write(chunk).await?;
        }
    }
    Ok(file.done().0)
}
