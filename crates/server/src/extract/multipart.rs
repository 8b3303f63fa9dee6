//! The one reader of `multipart/form-data`: part after part, bounded in number and bytes, with a digest of the
//! whole that does not depend on the boundary.

use axum::extract::{FromRequest as _, Multipart, Request, multipart::Field};
use sha2::{Digest as _, Sha256};

use super::{
    body::has_type,
    bounded::{Bounds, Meter, bounded},
};
use crate::{error::Failure, memory::Room};

/// Bytes of the header of a part, with the boundary before it; more is 400.
pub(crate) const PART_HEADER_BYTES: u64 = 64 * 1024;

/// A form that is read part by part.
pub(crate) struct Parts {
    form: Multipart,
    meter: Meter,
    /// The most parts; more is 400.
    most: usize,
    digests: Vec<(String, [u8; 32])>,
}

impl Parts {
    /// Begins to read a form that keeps within bounds.
    ///
    /// # Errors
    /// 415 `UNSUPPORTED_MEDIA_TYPE`, 413 `PAYLOAD_TOO_LARGE`, 400 `VALIDATION`.
    pub(crate) async fn of(request: Request, most: usize, bounds: Bounds) -> Result<Self, Failure> {
        if !has_type(request.headers(), "multipart/form-data") {
            return Err(Failure::UnsupportedMedia("multipart/form-data"));
        }
        let (request, meter) = bounded(request, bounds)?;
        let form = Multipart::from_request(request, &()).await;
        let form = form.map_err(|_| Failure::invalid("", "body has no multipart boundary"))?;
        Ok(Self { form, meter, most, digests: Vec::new() })
    }

    /// The next part, with its name, and whether that was there before; the name is empty where it has none.
    ///
    /// # Errors
    /// 400 `VALIDATION`, 413 `PAYLOAD_TOO_LARGE`.
    pub(crate) async fn next(&mut self) -> Result<Option<(String, Part<'_>, bool)>, Failure> {
        self.meter.step(PART_HEADER_BYTES);
        let field = self.form.next_field().await;
        self.meter.step(u64::MAX);
        let Some(field) = field.map_err(|_| self.meter.failure(NOT_WHOLE))? else { return Ok(None) };
        let name = field.name().unwrap_or_default().to_owned();
        self.digests.push((name.clone(), [0; 32]));
        if self.digests.len() > self.most {
            return Err(Failure::invalid("", "body has too many parts"));
        }
        let repeated = !name.is_empty() && self.digests.iter().rev().skip(1).any(|(earlier, _)| *earlier == name);
        let digest = self.digests.last_mut().map(|(_, digest)| digest);
        let part = Part { field, meter: self.meter.clone(), hasher: Sha256::new(), digest };
        Ok(Some((name, part, repeated)))
    }

    /// The digest of the form: its boundary is another one each time, so it is compared by its parts.
    pub(crate) fn digest(mut self) -> [u8; 32] {
        self.digests.sort();
        let mut hasher = Sha256::new();
        for (name, digest) in self.digests {
            hasher.update((name.len() as u64).to_be_bytes());
            hasher.update(name);
            hasher.update(digest);
        }
        hasher.finalize().into()
    }
}

/// A part of a form.
pub(crate) struct Part<'a> {
    field: Field<'a>,
    meter: Meter,
    hasher: Sha256,
    digest: Option<&'a mut [u8; 32]>,
}

const NOT_WHOLE: &str = "body is not a whole multipart form";

impl Part<'_> {
    /// Whether the sender calls it a file. What it is, is told by its name.
    pub(crate) fn is_called_file(&self) -> bool {
        self.field.file_name().is_some()
    }

    /// Whether a browser sends it for a file that nobody chose: its file name is there, and empty.
    pub(crate) fn is_unchosen(&self) -> bool {
        self.field.file_name() == Some("")
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// 400 `VALIDATION`, 413 `PAYLOAD_TOO_LARGE`.
    pub(crate) async fn chunk(&mut self) -> Result<Option<axum::body::Bytes>, Failure> {
        let chunk = self.field.chunk().await.map_err(|_| self.meter.failure(NOT_WHOLE))?;
        match &chunk {
            Some(chunk) => self.hasher.update(chunk),
            None => {
                if let Some(digest) = self.digest.take() {
                    *digest = std::mem::take(&mut self.hasher).finalize().into();
                }
            }
        }
        Ok(chunk)
    }

    /// The whole part, in memory; `too_long` is the failure of one that is longer than `most`.
    ///
    /// # Errors
    /// As [`Part::chunk`]; 503 `BUSY` where there is no room.
    pub(crate) async fn bytes(
        mut self,
        most: usize,
        room: &mut Room,
        too_long: impl FnOnce() -> Failure,
    ) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if bytes.len() + chunk.len() > most {
                return Err(too_long());
            }
            room.take(chunk.len()).await?;
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}
