//! The import: every row is checked first, then all go in or none, then the photographs follow.

mod photos;
mod rejected;
mod rows;
mod seats;
mod taken;

use std::collections::BTreeMap;

pub(crate) use rejected::{refused, told};
pub(crate) use rows::NAMED_CELLS;

use crate::{
    call::Call,
    candidates::searchable,
    error::{About, Error, Result},
    seat,
};
use api::Answer;
use api::imports::{ImportForm, Imported};
use domain::{
    ExamId, Refusal, SlotId,
    event::{Fact, ImportFact},
    slot::SlotFrame,
};
use roster::Limits;
use store::exams;
use tempfile::NamedTempFile;
use tokio_util::sync::CancellationToken;

/// Slots that one entry of the journal names.
const SLOTS_IN_ENTRY: usize = 500;

/// Imports a roster.
///
/// # Errors
/// `IMPORT_REJECTED` with every bad row; `EXAM_NOT_FOUND`.
pub async fn run(call: &Call, exam: ExamId, form: ImportForm) -> Result<Answer<Imported>> {
    let dry_run = form.is_dry_run()?;
    let file = form.file.0.ok_or_else(|| Error::invalid("file", "is required: CSV or XLSX"))?;
    let about = About { exam: Some(exam), ..About::default() };
    seat::exam(&mut *call.read().await?, exam).await?;
    call.app.metrics.imports.inc();
    let done = import(call, exam, dry_run, file, form.photos.0).await.map_err(|failure| failure.about(about));
    call.app.metrics.imports.dec();
    let imported = done?;
    let mut tx = call.begin().await?;
    if !dry_run {
        let photos = &imported.photos;
        let (photos_enrolled, photos_rejected) = (photos.enrolled, photos.rejected.len());
        let data = Fact::ImportCandidates(ImportFact::Photos { photos_enrolled, photos_rejected });
        call.record(&mut tx, about, None, data).await?;
    }
    call.commit(tx, Answer::ok(imported)).await
}

/// Checks, applies and enrols; the caller answers.
///
/// # Errors
/// `IMPORT_REJECTED` with every bad row; `EXAM_NOT_FOUND`; `BUSY`.
pub async fn import(
    call: &Call,
    exam: ExamId,
    dry_run: bool,
    file: NamedTempFile,
    photos: Option<NamedTempFile>,
) -> Result<Imported> {
    let limits = limits(call);
    let (file, hidden_rows) = rows::check(file, limits.clone()).await?;
    let photos = match photos {
        Some(photos) => Some(photos::open(photos, limits.clone()).await?),
        None => None,
    };
    let mut tx = call.begin().await?;
    let exam = exams::get_for_update(&mut tx, exam).await?.ok_or(Refusal::ExamNotFound)?;
    let (mut imported, moved, file) = rows::apply(call, &mut tx, exam.id, file, limits.clone()).await?;
    imported.hidden_rows = hidden_rows;
    imported.utc_offset_minutes = call.app.settings.roster_utc_offset;
    if dry_run {
        drop(tx); // nothing stays
    } else {
        let about = About { exam: Some(exam.id), ..About::default() };
        let Imported { imported: new, updated, unchanged, .. } = imported;
        let data = Fact::ImportCandidates(ImportFact::Rows { imported: new, updated, unchanged });
        call.record(&mut tx, about, None, data).await?;
        let grown: Vec<_> = moved.grown.into_iter().filter(|(_, by)| *by != 0).collect();
        for slots in grown.chunks(SLOTS_IN_ENTRY) {
            let slots: BTreeMap<SlotId, i64> = slots.iter().copied().collect();
            call.record(&mut tx, about, None, Fact::ImportCandidates(ImportFact::Slots { slots })).await?;
        }
        let times: Vec<_> = moved.times.into_iter().collect();
        for slots in times.chunks(SLOTS_IN_ENTRY) {
            let times: BTreeMap<SlotId, SlotFrame> = slots.iter().copied().collect();
            call.record(&mut tx, about, None, Fact::ImportCandidates(ImportFact::Times { times })).await?;
        }
        tx.commit().await?;
        let sorted = searchable::sort_names(&call.app.journal, exam.id, &CancellationToken::new()).await;
        if let Err(error) = sorted {
            tracing::warn!(%error, "names are not sorted in yet, and a search is slow until they are");
        }
    }
    tracing::info!(exam = %exam.id, imported = imported.imported, updated = imported.updated,
        unchanged = imported.unchanged, dry_run, "roster imported");
    if let Some(photos) = photos {
        imported.photos = photos::enrol(call, exam.id, dry_run, file, photos, limits).await?;
    }
    Ok(imported)
}

fn limits(call: &Call) -> Limits {
    let settings = &call.app.settings;
    let photo_bytes = settings.max_image_bytes;
    let utc_offset_minutes = i16::try_from(settings.roster_utc_offset).unwrap_or(330);
    let today = Some(call.moment.decided.date(utc_offset_minutes.into()));
    Limits { photo_bytes, today, utc_offset_minutes, ..Limits::default() }
}

/// The empty roster, as an XLSX file.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn template(call: &Call, exam: ExamId) -> Result<Vec<u8>> {
    seat::exam(&mut *call.read().await?, exam).await?;
    roster::template().map_err(|error| Error::internal(&error))
}
