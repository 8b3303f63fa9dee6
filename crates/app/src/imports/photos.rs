//! The photographs of an import. One without exactly one usable face is reported and stops nothing.

use std::ops::ControlFlow;

use super::rejected::refused;
use crate::{
    call::Call,
    error::{Error, Result},
    faces::{enrol_blocking, keep_photo, photograph_digest, put},
};
use api::error::{ErrorCode, PhotoCode};
use api::imports::{Photos, RejectedPhoto};
use domain::{ExamId, Refusal, text::RollNumber};
use roster::{Limits, PhotoArchive, PhotoError};
use store::imports as rows;
use tempfile::NamedTempFile;
use tokio::{sync::mpsc, task::JoinSet};
use tracing::Instrument as _;

/// An archive of photographs, open; the file lives as long as it does.
pub(super) struct OpenArchive {
    archive: PhotoArchive,
    _file: NamedTempFile,
}

/// Opens the archive; names that could lead out of a folder refuse it.
///
/// # Errors
/// `IMPORT_REJECTED`.
pub(super) async fn open(file: NamedTempFile, limits: Limits) -> Result<OpenArchive> {
    let opened = tokio::task::spawn_blocking(move || {
        let archive = PhotoArchive::open(file.path(), &limits).map_err(|error| refused(&error, "Photo"))?;
        Ok(OpenArchive { archive, _file: file })
    });
    opened.await.map_err(|error| Error::internal(&error))?
}

/// A row's photograph, out of the archive.
struct Photo {
    row: u64,
    roll_number: String,
    /// As the row names it.
    name: String,
    bytes: Result<Vec<u8>, PhotoError>,
}

fn photos(
    file: NamedTempFile,
    mut archive: OpenArchive,
    limits: Limits,
) -> (mpsc::Receiver<Photo>, tokio::task::JoinHandle<Result<()>>) {
    let (sender, receiver) = mpsc::channel(4);
    let task = tokio::task::spawn_blocking(move || {
        let mut opened = roster::open(file.path(), &limits).map_err(|error| refused(&error, ""))?;
        let read = opened.rows(|row| {
            let Ok(row) = row else { return ControlFlow::Continue(()) };
            let Some(name) = row.photo else { return ControlFlow::Continue(()) };
            let bytes = archive.archive.read(&name);
            let photo = Photo { row: row.row, roll_number: row.roll_number, name, bytes };
            match sender.blocking_send(photo) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        read.map(drop).map_err(|error| refused(&error, ""))
    });
    (receiver, task)
}

/// Enrols the photographs that the rows name, a few at a time; of a dry run nothing is written.
///
/// # Errors
/// When the store or the files fail; a bad photograph is only reported.
pub(super) async fn enrol(
    call: &Call,
    exam: ExamId,
    dry_run: bool,
    file: NamedTempFile,
    archive: OpenArchive,
    limits: Limits,
) -> Result<Photos> {
    let (mut receiver, task) = photos(file, archive, limits);
    let mut done = Photos::default();
    let mut running: JoinSet<Result<Option<RejectedPhoto>>> = JoinSet::new();
    let mut read = 0_u64;
    while let Some(photo) = receiver.recv().await {
        if running.len() > call.app.settings.image_workers {
            settle(&mut running, &mut done).await?;
        }
        let call = call.clone();
        running.spawn(async move { enrol_one(&call, exam, dry_run, photo).await }.in_current_span());
        read += 1;
        if read.is_multiple_of(1000) {
            tracing::info!(%exam, photographs = read, "importing");
        }
    }
    while !running.is_empty() {
        settle(&mut running, &mut done).await?;
    }
    task.await.map_err(|error| Error::internal(&error))??;
    done.rejected.sort_by_key(|rejected| rejected.row);
    Ok(done)
}

async fn settle(running: &mut JoinSet<Result<Option<RejectedPhoto>>>, done: &mut Photos) -> Result<()> {
    if let Some(result) = running.join_next().await {
        match result.map_err(|error| Error::internal(&error))?? {
            Some(rejected) => done.rejected.push(rejected),
            None => done.enrolled += 1,
        }
    }
    Ok(())
}

/// What an error says, as a sentence.
fn sentence(error: &PhotoError) -> String {
    let said = error.to_string();
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// Enrols one; what is wrong with the picture comes back as a rejection.
async fn enrol_one(call: &Call, exam: ExamId, dry_run: bool, photo: Photo) -> Result<Option<RejectedPhoto>> {
    let Photo { row, roll_number, name, bytes } = photo;
    let of = |refusal: Refusal| PhotoCode::Error(refusal.into());
    let because = |code, message| {
        Ok(Some(RejectedPhoto { row, roll_number: roll_number.clone(), photo: name.clone(), code, message }))
    };
    let rejected = |code| because(code, None);
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(PhotoError::Missing) => return rejected(PhotoCode::Missing),
        Err(PhotoError::Ambiguous) => return rejected(PhotoCode::Ambiguous),
        Err(PhotoError::TooLarge) => return rejected(PhotoCode::Error(ErrorCode::PayloadTooLarge)),
        Err(error @ PhotoError::Packed(_)) => return because(PhotoCode::Packed, Some(sentence(&error))),
        Err(PhotoError::Unreadable) => return rejected(of(Refusal::ImageUnreadable)),
    };
    let Ok(roll) = roll_number.parse::<RollNumber>() else { return rejected(of(Refusal::CandidateNotFound)) };
    let place = rows::place(&mut *call.read().await?, exam, &roll).await?;
    let key = call.app.vault.key(Some(exam), call.moment.captured).await?;
    let enrolled = place.as_ref().and_then(|place| place.photo_sha256.as_deref());
    if enrolled == Some(photograph_digest(&key, &bytes)?.as_slice()) {
        return Ok(None); // this very photograph is enrolled
    }
    let engine = std::sync::Arc::clone(&call.app.engine);
    let read = call.app.images.run_patiently(move || enrol_blocking(&engine, bytes)).await?;
    let enrolled = match read {
        Ok(enrolled) => enrolled,
        Err(failure) => return rejected(PhotoCode::Error(failure.code())),
    };
    if dry_run {
        return Ok(None);
    }
    let Some(place) = place else { return rejected(of(Refusal::CandidateNotFound)) };
    if place.closed {
        return rejected(of(Refusal::BiometricExists));
    }
    let photo = keep_photo(call, exam, place.id, enrolled).await?;
    let mut tx = call.begin().await?;
    match put(&mut tx, &photo).await {
        Ok(()) => tx.commit().await?,
        Err(failure) if !failure.is_fault() => return rejected(PhotoCode::Error(failure.code())),
        Err(failure) => return Err(failure),
    }
    Ok(None)
}
