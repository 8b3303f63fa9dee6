//! `multipart/form-data`: text fields become a typed body, files are read into memory (images) or
//! spooled to disk (rosters), all of it bounded.

use std::{collections::HashMap, io::Write as _};

use axum::extract::{
    FromRequest, Multipart, Request,
    multipart::{Field, MultipartError},
};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::sync::OwnedSemaphorePermit;

use super::{
    body::{has_type, parse},
    ctx::Ctx,
    failure::Failure,
    once,
};
use crate::{
    app::App,
    config::limits::{FORM_PARTS, FORM_TEXT_BYTES},
};

/// A file that was sent.
#[derive(Debug)]
pub enum Upload {
    /// An image, in memory.
    Memory(Vec<u8>),
    /// A roster or its photographs, on disk.
    Spooled(NamedTempFile),
}

/// A form with images; the permit bounds how many are in memory at a time.
#[derive(Debug)]
pub struct Form<T> {
    /// The text fields.
    pub fields: T,
    files: HashMap<String, Upload>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl<T> Form<T> {
    /// An image that must be there.
    ///
    /// # Errors
    /// 400 `VALIDATION`.
    pub fn image(&mut self, name: &str) -> Result<Vec<u8>, Failure> {
        self.optional_image(name).ok_or_else(|| Failure::invalid(name, "is required: a file"))
    }

    /// An image that may be there; an empty file field counts as none.
    pub fn optional_image(&mut self, name: &str) -> Option<Vec<u8>> {
        match self.files.remove(name) {
            Some(Upload::Memory(bytes)) if !bytes.is_empty() => Some(bytes),
            _ => None,
        }
    }
}

/// A form whose files are spooled to disk.
#[derive(Debug)]
pub struct SpooledForm<T> {
    /// The text fields.
    pub fields: T,
    files: HashMap<String, Upload>,
}

impl<T> SpooledForm<T> {
    /// A file that may be there.
    pub fn file(&mut self, name: &str) -> Option<NamedTempFile> {
        match self.files.remove(name) {
            Some(Upload::Spooled(file)) => Some(file),
            _ => None,
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let ctx = request.extensions().get::<Ctx>().cloned().ok_or_else(Failure::unauthenticated)?;
        let permit = ctx.app.uploads.take().await?;
        let limit = ctx.app.config.max_image_bytes;
        let reader = Reader { app: &ctx.app, spool: false, file_limit: limit };
        let (fields, files, digest) = reader.read(request, state).await?;
        once::first_time(&ctx, digest).await?;
        Ok(Self { fields: parse(fields)?, files, _permit: Some(permit) })
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for SpooledForm<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let ctx = request.extensions().get::<Ctx>().cloned().ok_or_else(Failure::unauthenticated)?;
        let reader = Reader { app: &ctx.app, spool: true, file_limit: ctx.app.config.max_import_bytes };
        let (fields, files, digest) = reader.read(request, state).await?;
        once::first_time(&ctx, digest).await?;
        Ok(Self { fields: parse(fields)?, files })
    }
}

struct Reader<'a> {
    app: &'a App,
    spool: bool,
    file_limit: u64,
}

type Parts = (Value, HashMap<String, Upload>, [u8; 32]);

impl Reader<'_> {
    async fn read<S: Send + Sync>(&self, request: Request, state: &S) -> Result<Parts, Failure> {
        if !has_type(request.headers(), "multipart/form-data") {
            return Err(Failure::unsupported_media("multipart/form-data"));
        }
        let form = Multipart::from_request(request, state).await;
        let mut form = form.map_err(|_| Failure::invalid("", "body has no multipart boundary"))?;
        let mut fields = serde_json::Map::new();
        let mut files = HashMap::new();
        let mut digests = Vec::new();
        while let Some(field) = form.next_field().await.map_err(|error| broken(&error, self.file_limit))? {
            if digests.len() == FORM_PARTS {
                return Err(Failure::invalid("", "body has too many parts"));
            }
            let Some(name) = field.name().map(str::to_owned) else { continue };
            let digest = if field.file_name().is_some() {
                let (upload, digest) = self.file(field).await?;
                files.insert(name.clone(), upload);
                digest
            } else {
                let text = text(field, &name).await?;
                let digest = Sha256::digest(&text).into();
                fields.insert(name.clone(), Value::from(text));
                digest
            };
            digests.push((name, digest));
        }
        digests.sort();
        Ok((Value::Object(fields), files, digest_of(&digests)))
    }

    async fn file(&self, mut field: Field<'_>) -> Result<(Upload, [u8; 32]), Failure> {
        let mut upload = if self.spool {
            let folder = self.app.config.scratch_dir();
            let file = tokio::task::spawn_blocking(move || NamedTempFile::new_in(folder)).await;
            let file = file.map_err(|error| Failure::internal(&error))?;
            Upload::Spooled(file.map_err(|error| Failure::internal(&error))?)
        } else {
            Upload::Memory(Vec::new())
        };
        let mut hasher = Sha256::new();
        let mut size = 0_u64;
        while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error, self.file_limit))? {
            size += chunk.len() as u64;
            if size > self.file_limit {
                return Err(Failure::too_large(self.file_limit));
            }
            hasher.update(&chunk);
            upload = match upload {
                Upload::Memory(mut bytes) => {
                    bytes.extend_from_slice(&chunk);
                    Upload::Memory(bytes)
                }
                Upload::Spooled(mut file) => {
                    let written = tokio::task::spawn_blocking(move || file.write_all(&chunk).map(|()| file)).await;
                    let file = written.map_err(|error| Failure::internal(&error))?;
                    Upload::Spooled(file.map_err(|error| Failure::internal(&error))?)
                }
            };
        }
        Ok((upload, hasher.finalize().into()))
    }
}

async fn text(mut field: Field<'_>, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error, FORM_TEXT_BYTES as u64))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > FORM_TEXT_BYTES {
            return Err(Failure::invalid(name, "is too long"));
        }
    }
    String::from_utf8(bytes).map_err(|_| Failure::invalid(name, "must be UTF-8"))
}

/// The boundary is another one each time, so a form is compared by its parts.
fn digest_of(parts: &[(String, [u8; 32])]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for (name, digest) in parts {
        hasher.update((name.len() as u64).to_be_bytes());
        hasher.update(name);
        hasher.update(digest);
    }
    hasher.finalize().into()
}

fn broken(error: &MultipartError, limit: u64) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Failure::too_large(limit)
    } else {
        Failure::invalid("", "body is not a whole multipart form")
    }
}
