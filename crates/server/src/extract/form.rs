//! A form: its text fields become a typed body, its files are read into memory (images) or spooled to disk
//! (rosters), all of it bounded.

use std::path::Path;

use api::{
    fields::parse,
    form::{FormFile, FormFiles, FormImage},
};
use app::Error;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tempfile::NamedTempFile;

use super::{
    body::first_time,
    bounded::{BODY_SECONDS, Bounds, FILE_SECONDS},
    multipart::{Part, Parts},
    spool::Spool,
};
use crate::{
    error::Failure,
    memory::{Party, Room},
    middleware::authorise::Authorised,
    state::State,
};

/// Parts of a form; more is 400.
pub(crate) const FORM_PARTS: usize = 32;
/// Bytes of a text field of a form; more is 400.
pub(crate) const FORM_TEXT_BYTES: usize = 64 * 1024;
/// Bytes of a form beside its largest file: texts, headers of parts.
pub(crate) const FORM_EXTRA_BYTES: u64 = 256 * 1024;

/// A form with its images, and the room that they take.
#[derive(Debug)]
pub(crate) struct Form<T> {
    /// The form.
    pub form: T,
    _room: Room,
}

impl<T: DeserializeOwned + FormFiles + Send> FromRequest<State> for Form<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let call = request.extensions().get::<Authorised>().cloned().ok_or(Error::Unauthenticated)?;
        let mut room = state.uploads.of(Party::Account(call.caller.actor.user_id));
        let limit = state.app.settings().max_image_bytes;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let bounds = Bounds { bytes: limit + FORM_EXTRA_BYTES, seconds: BODY_SECONDS };
        let mut parts = Parts::of(request, FORM_PARTS, bounds).await?;
        let (mut fields, mut images) = (Map::new(), Vec::new());
        while let Some((name, part, repeated)) = parts.next().await? {
            once(&name, repeated)?;
            if T::IMAGES.contains(&name.as_str()) {
                let unchosen = part.is_unchosen();
                let bytes = part.bytes(most, &mut room, || Error::too_large(limit).into()).await?;
                images.extend(picture(&name, bytes, unchosen)?.map(|bytes| (name, bytes)));
            } else if let Some(text) = text::<T>(part, &name, &mut room).await? {
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
        Ok(Self { form, _room: room })
    }
}

/// A form whose files are spooled to disk.
#[derive(Debug)]
pub(crate) struct SpooledForm<T>(pub T);

impl<T: DeserializeOwned + FormFiles + Send> FromRequest<State> for SpooledForm<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        let call = request.extensions().get::<Authorised>().cloned().ok_or(Error::Unauthenticated)?;
        let mut room = state.texts.of(Party::Account(call.caller.actor.user_id));
        let limit = state.settings.max_import_bytes;
        let folder = &state.app.settings().scratch_dir;
        let files_in_all = T::FILES.len() as u64;
        let bounds = Bounds { bytes: limit.saturating_mul(files_in_all) + FORM_EXTRA_BYTES, seconds: FILE_SECONDS };
        let mut parts = Parts::of(request, FORM_PARTS, bounds).await?;
        let (mut fields, mut files) = (Map::new(), Vec::new());
        while let Some((name, part, repeated)) = parts.next().await? {
            once(&name, repeated)?;
            if T::FILES.contains(&name.as_str()) {
                let unchosen = part.is_unchosen();
                let (file, size) = spool(part, folder, limit).await?;
                if size > 0 || !unchosen {
                    files.push((name, file));
                }
            } else if let Some(text) = text::<T>(part, &name, &mut room).await? {
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

/// The same part twice says two things.
fn once(name: &str, repeated: bool) -> Result<(), Failure> {
    if repeated { Err(Failure::invalid(name, "is there twice")) } else { Ok(()) }
}

/// The picture of a part. A camera that wrote nothing is told so; only a file that nobody chose is none.
fn picture(name: &str, bytes: Vec<u8>, unchosen: bool) -> Result<Option<Vec<u8>>, Failure> {
    match (bytes.is_empty(), unchosen) {
        (false, _) => Ok(Some(bytes)),
        (true, true) => Ok(None),
        (true, false) => Err(Failure::invalid(name, "was sent, but the picture is empty; take it again")),
    }
}

/// A text field, also where the sender calls it a file. A file that nobody asked for is refused; other parts that
/// nobody knows are read away.
async fn text<T: FormFiles>(part: Part<'_>, name: &str, room: &mut Room) -> Result<Option<String>, Failure> {
    let known = T::TEXTS.contains(&name);
    if part.is_called_file() && !known {
        return Err(Failure::invalid(name, "is a file that this form does not take"));
    }
    let bytes = part.bytes(FORM_TEXT_BYTES, room, || Failure::invalid(name, "is too long")).await?;
    if !known {
        return Ok(None);
    }
    if bytes.is_empty() && !T::MUST_SAY.contains(&name) {
        return Ok(None); // a field of a page that nobody filled in
    }
    String::from_utf8(bytes).map(Some).map_err(|_| Failure::invalid(name, "must be UTF-8"))
}

/// Writes a file to disk, chunk by chunk, and counts its bytes.
async fn spool(mut part: Part<'_>, folder: &Path, limit: u64) -> Result<(NamedTempFile, u64), Failure> {
    let mut file = Spool::begin(folder, limit).await?;
    while let Some(chunk) = part.chunk().await? {
        file = file.write(chunk).await?;
    }
    Ok(file.done())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_that_nobody_chose_is_no_picture() {
        assert_eq!(picture("image", b"x".to_vec(), true).unwrap().unwrap(), b"x");
        assert!(picture("image", Vec::new(), true).unwrap().is_none());
        let told = picture("image", Vec::new(), false).unwrap_err().body();
        assert!(told.error.starts_with("image ") && told.error.contains("take it again"), "{}", told.error);
    }
}
