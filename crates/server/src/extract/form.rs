//! A form: its text fields become a typed body, its files are read into memory (images) or spooled to disk
//! (rosters), all of it bounded.

use std::{io::Write as _, path::Path};

use api::{
    fields::parse,
    form::{FormFile, FormFiles, FormImage},
};
use app::Error;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tempfile::NamedTempFile;
use tokio::{sync::OwnedSemaphorePermit, task::spawn_blocking};

use super::{
    body::first_time,
    multipart::{Part, Parts},
};
use crate::{error::Failure, middleware::authorise::Authorised, state::State};

/// Parts of a form; more is 400.
pub(crate) const FORM_PARTS: usize = 32;
/// Bytes of a text field of a form; more is 400.
pub(crate) const FORM_TEXT_BYTES: usize = 64 * 1024;

/// A form with its files; the permit bounds how many with images are in memory at a time.
#[derive(Debug)]
pub(crate) struct Form<T> {
    /// The form.
    pub form: T,
    _permit: Option<OwnedSemaphorePermit>,
}

impl<T: DeserializeOwned + FormFiles + Send> FromRequest<State> for Form<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let call = request.extensions().get::<Authorised>().cloned().ok_or(Error::Unauthenticated)?;
        let permit = state.uploads.take(1).await?;
        let limit = state.app.settings().max_image_bytes;
        let mut parts = Parts::of(request, FORM_PARTS, limit).await?;
        let (mut fields, mut images) = (Map::new(), Vec::new());
        while let Some((name, part)) = parts.next().await? {
            if name.is_empty() {
                continue;
            }
            if part.is_file() {
                let most = usize::try_from(limit).unwrap_or(usize::MAX);
                let bytes = part.bytes(most, || Error::too_large(limit).into()).await?;
                images.push((name, bytes));
            } else {
                let text = text(part, &name).await?;
                fields.insert(name, text.into());
            }
        }
        first_time(&call, parts.digest()).await?;
        let mut form: T = parse(Value::Object(fields))?;
        for (name, bytes) in images {
            if let Some(place) = form.image(&name) {
                *place = FormImage(Some(bytes));
            }
        }
        Ok(Self { form, _permit: Some(permit) })
    }
}

/// A form whose files are spooled to disk.
#[derive(Debug)]
pub(crate) struct SpooledForm<T>(pub T);

impl<T: DeserializeOwned + FormFiles + Send> FromRequest<State> for SpooledForm<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let call = request.extensions().get::<Authorised>().cloned().ok_or(Error::Unauthenticated)?;
        let limit = state.settings.max_import_bytes;
        let folder = &state.app.settings().scratch_dir;
        let mut parts = Parts::of(request, FORM_PARTS, limit).await?;
        let (mut fields, mut files) = (Map::new(), Vec::new());
        while let Some((name, part)) = parts.next().await? {
            if name.is_empty() {
                continue;
            }
            if part.is_file() {
                files.push((name, spool(part, folder, limit).await?));
            } else {
                let text = text(part, &name).await?;
                fields.insert(name, text.into());
            }
        }
        first_time(&call, parts.digest()).await?;
        let mut form: T = parse(Value::Object(fields))?;
        for (name, file) in files {
            if let Some(place) = form.file(&name) {
                *place = FormFile(Some(file));
            }
        }
        Ok(Self(form))
    }
}

async fn text(part: Part<'_>, name: &str) -> Result<String, Failure> {
    let bytes = part.bytes(FORM_TEXT_BYTES, || Failure::invalid(name, "is too long")).await?;
    String::from_utf8(bytes).map_err(|_| Failure::invalid(name, "must be UTF-8"))
}

/// Writes a file to disk, chunk by chunk.
async fn spool(mut part: Part<'_>, folder: &Path, limit: u64) -> Result<NamedTempFile, Failure> {
    let folder = folder.to_owned();
    let mut file = blocking(move || NamedTempFile::new_in(folder)).await?;
    let mut size = 0_u64;
    while let Some(chunk) = part.chunk().await? {
        size += chunk.len() as u64;
        if size > limit {
            return Err(Error::too_large(limit).into());
        }
        file = blocking(move || written(file, &chunk)).await?;
    }
    Ok(file)
}

fn written(mut file: NamedTempFile, chunk: &Bytes) -> std::io::Result<NamedTempFile> {
    file.write_all(chunk).map(|()| file)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Error> {
    let done = spawn_blocking(work).await.map_err(|error| Error::internal(&error))?;
    done.map_err(|error| Error::spooling(&error))
}
