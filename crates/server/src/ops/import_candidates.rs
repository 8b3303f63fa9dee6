//! The import: every row is checked first, then all go in or none, then the photographs follow.

use std::collections::BTreeMap;

use domain::{ExamId, Refusal};
use roster::{Limits, RosterError};
use serde::Serialize;
use serde_json::json;
use store::exams;
use tempfile::NamedTempFile;

use super::{import_photos, import_rows, seat};
use crate::{
    config::Config,
    http::{About, Answer, Ctx, Failure, SpooledForm},
    routes::imports::{ImportFields, Imported},
};

/// Slots that one entry of the journal names.
const SLOTS_IN_ENTRY: usize = 500;

/// A cell that is wrong, as the caller reads it.
#[derive(Debug, Serialize)]
pub struct BadCell {
    /// The row; the header is row 1.
    pub row: u64,
    /// The column, by the contract's name.
    pub column: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Imports a roster.
///
/// # Errors
/// `IMPORT_REJECTED` with every bad row; `EXAM_NOT_FOUND`.
pub async fn run(ctx: &Ctx, exam: ExamId, mut form: SpooledForm<ImportFields>) -> Result<Answer<Imported>, Failure> {
    let dry_run = form.fields.dry_run()?;
    let file = form.file("file").ok_or_else(|| Failure::invalid("file", "is required: CSV or XLSX"))?;
    let photos = form.file("photos").filter(|photos| photos.as_file().metadata().is_ok_and(|facts| facts.len() > 0));
    let about = About { exam: Some(exam), ..About::default() };
    seat::exam(&mut ctx.read().await?, exam).await?;
    ctx.app.metrics.imports.inc();
    let done = import(ctx, exam, dry_run, file, photos).await.map_err(|failure| failure.about(about));
    ctx.app.metrics.imports.dec();
    let imported = done?;
    let mut tx = ctx.begin().await?;
    if !dry_run {
        let data =
            json!({ "photosEnrolled": imported.photos.enrolled, "photosRejected": imported.photos.rejected.len() });
        ctx.record(&mut tx, about, None, data).await?;
    }
    ctx.commit(tx, Answer::ok(imported)).await
}

/// Checks, applies and enrols; the caller answers.
///
/// # Errors
/// As [`run`].
pub async fn import(
    ctx: &Ctx,
    exam: ExamId,
    dry_run: bool,
    file: NamedTempFile,
    photos: Option<NamedTempFile>,
) -> Result<Imported, Failure> {
    let limits = limits(&ctx.app.config);
    let file = import_rows::check(file, limits.clone()).await?;
    let photos = match photos {
        Some(photos) => Some(import_photos::open(photos, limits.clone()).await?),
        None => None,
    };
    let mut tx = ctx.begin().await?;
    let exam = exams::get_for_update(&mut tx, exam).await?.ok_or(Refusal::ExamNotFound)?;
    let (mut imported, grown, file) = import_rows::apply(ctx, &mut tx, exam.id, file, limits.clone()).await?;
    if dry_run {
        drop(tx); // nothing stays
    } else {
        let about = About { exam: Some(exam.id), ..About::default() };
        let data =
            json!({ "imported": imported.imported, "updated": imported.updated, "unchanged": imported.unchanged });
        ctx.record(&mut tx, about, None, data).await?;
        let grown: Vec<_> = grown.into_iter().filter(|(_, by)| *by != 0).collect();
        for slots in grown.chunks(SLOTS_IN_ENTRY) {
            let slots: BTreeMap<String, i64> = slots.iter().map(|(slot, by)| (slot.to_string(), *by)).collect();
            ctx.record(&mut tx, about, None, json!({ "slots": slots })).await?;
        }
        tx.commit().await?;
        ctx.app.journal.wake();
    }
    tracing::info!(exam = %exam.id, imported = imported.imported, updated = imported.updated,
        unchanged = imported.unchanged, dry_run, "roster imported");
    if let Some(photos) = photos {
        imported.photos = import_photos::enrol(ctx, exam.id, dry_run, file, photos, limits).await?;
    }
    Ok(imported)
}

fn limits(config: &Config) -> Limits {
    let photo_bytes = config.max_image_bytes;
    let utc_offset_minutes = i16::try_from(config.roster_utc_offset).unwrap_or(330);
    Limits { photo_bytes, utc_offset_minutes, ..Limits::default() }
}

/// 422 `IMPORT_REJECTED`, naming the bad cells.
#[must_use]
pub fn rejected(cells: Vec<BadCell>, more: u64) -> Failure {
    Failure::from(Refusal::ImportRejected).with(json!({ "rows": cells, "notNamed": more }))
}

/// What a file as a whole is refused for.
#[must_use]
pub fn refused(error: &RosterError, column: &str) -> Failure {
    match error {
        RosterError::Io(cause) => Failure::internal(cause),
        RosterError::TooLarge { .. } | RosterError::TooManyRows { .. } => {
            Failure::too_large(1 << 30).saying(format!("The file is too large: {error}."))
        }
        _ => rejected(vec![BadCell { row: 1, column: column.to_owned(), message: error.to_string() }], 0),
    }
}
