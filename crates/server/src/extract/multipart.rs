//! The one reader of `multipart/form-data`: part after part, bounded in number and bytes, with a digest of the
//! whole that does not depend on the boundary.

use axum::{
    extract::{
        FromRequest as _, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};
use sha2::{Digest as _, Sha256};

use super::body::has_type;
use crate::error::Failure;

/// A form that is read part by part.
pub(crate) struct Parts {
    form: Multipart,
    /// The most parts; more is 400.
    most: usize,
    /// The most bytes that are told of when the whole is too large.
    limit: u64,
    digests: Vec<(String, [u8; 32])>,
}

impl Parts {
    /// Begins to read; `limit` is what is told when the whole is too large.
    ///
    /// # Errors
    /// 415 `UNSUPPORTED_MEDIA_TYPE`, 400 `VALIDATION`.
    pub(crate) async fn of(request: Request, most: usize, limit: u64) -> Result<Self, Failure> {
        if !has_type(request.headers(), "multipart/form-data") {
            return Err(Failure::UnsupportedMedia("multipart/form-data"));
        }
        let form = Multipart::from_request(request, &()).await;
        let form = form.map_err(|_| Failure::invalid("", "body has no multipart boundary"))?;
        Ok(Self { form, most, limit, digests: Vec::new() })
    }

    /// The next part, with its name; the name is empty where it has none.
    ///
    /// # Errors
    /// 400 `VALIDATION`, 413 `PAYLOAD_TOO_LARGE`.
    pub(crate) async fn next(&mut self) -> Result<Option<(String, Part<'_>)>, Failure> {
        let limit = self.limit;
        let field = self.form.next_field().await.map_err(|error| broken(&error, limit))?;
        let Some(field) = field else { return Ok(None) };
        let name = field.name().unwrap_or_default().to_owned();
        self.digests.push((name.clone(), [0; 32]));
        if self.digests.len() > self.most {
            return Err(Failure::invalid("", "body has too many parts"));
        }
        let digest = self.digests.last_mut().map(|(_, digest)| digest);
        Ok(Some((name, Part { field, limit, hasher: Sha256::new(), digest })))
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
    limit: u64,
    hasher: Sha256,
    digest: Option<&'a mut [u8; 32]>,
}

impl Part<'_> {
    /// Whether it is a file.
    pub(crate) fn is_file(&self) -> bool {
        self.field.file_name().is_some()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// 400 `VALIDATION`, 413 `PAYLOAD_TOO_LARGE`.
    pub(crate) async fn chunk(&mut self) -> Result<Option<axum::body::Bytes>, Failure> {
        let chunk = self.field.chunk().await.map_err(|error| broken(&error, self.limit))?;
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
    /// As [`Part::chunk`].
    pub(crate) async fn bytes(mut self, most: usize, too_long: impl FnOnce() -> Failure) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if bytes.len() + chunk.len() > most {
                return Err(too_long());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

fn broken(error: &MultipartError, limit: u64) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        app::Error::too_large(limit).into()
    } else {
        Failure::invalid("", "body is not a whole multipart form")
    }
}
