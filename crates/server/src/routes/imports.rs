//! The import of candidates.

use axum::{
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use domain::{ExamId, Refusal, policy::Action};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, accounts::ExamPath, operation};
use crate::{
    app::App,
    http::{Answer, Ctx, Envelope, Failure, Path, SpooledForm},
    ops::{import_candidates, seat},
};

/// The text field of an import.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportFields {
    dry_run: Option<String>,
}

impl ImportFields {
    /// Whether nothing is to be written.
    ///
    /// # Errors
    /// 400 `VALIDATION`.
    pub fn dry_run(&self) -> Result<bool, Failure> {
        match self.dry_run.as_deref().map(str::trim) {
            None | Some("" | "false" | "0") => Ok(false),
            Some("true" | "1") => Ok(true),
            Some(_) => Err(Failure::invalid("dryRun", "must be true or false")),
        }
    }
}

/// A form with a roster.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ImportForm {
    /// CSV or XLSX; the columns are those of the template, in any order and case.
    #[schema(value_type = String, format = Binary)]
    pub file: String,
    /// A ZIP with the photographs that the column Photo names.
    #[schema(value_type = Option<String>, format = Binary, nullable = false)]
    pub photos: Option<String>,
    /// Check everything, write nothing.
    #[schema(nullable = false)]
    pub dry_run: Option<bool>,
}

/// A photograph that was not enrolled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RejectedPhoto {
    /// The row of the roster; the header is row 1.
    pub row: u64,
    /// The roll number.
    pub roll_number: String,
    /// Why, such as `FACE_NOT_DETECTED` or `PHOTO_MISSING`.
    pub code: &'static str,
}

/// What became of the photographs.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Photos {
    /// Photographs of this file that are enrolled now.
    pub enrolled: u64,
    /// Those that are not.
    pub rejected: Vec<RejectedPhoto>,
}

/// What an import did.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Imported {
    /// New candidates.
    pub imported: u64,
    /// Candidates that were changed.
    pub updated: u64,
    /// Candidates that were so already.
    pub unchanged: u64,
    /// What became of the photographs.
    pub photos: Photos,
}

/// Import candidates, all or nothing. Every bad row is named in `details.rows[{row, column, message}]`.
#[utoipa::path(post, path = "/api/exams/{examId}/candidates/import", tag = "Set-up",
    params(("examId" = ExamId, Path)), request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<Imported>)))]
async fn import(ctx: Ctx, path: Path<ExamPath>, form: SpooledForm<ImportFields>) -> Result<Answer<Imported>, Failure> {
    import_candidates::run(&ctx, path.0.exam_id, form).await
}

/// The empty roster.
#[utoipa::path(get, path = "/api/exams/{examId}/import-template", tag = "Set-up", params(("examId" = ExamId, Path)),
    responses((status = 200, description = "The empty roster", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
async fn template(ctx: Ctx, path: Path<ExamPath>) -> Result<Response, Failure> {
    seat::exam(&mut ctx.read().await?, path.0.exam_id).await?;
    let bytes = roster::template().map_err(|error| Failure::internal(&error))?;
    let headers = [
        (CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (CONTENT_DISPOSITION, "attachment; filename=\"candidates.xlsx\""),
    ];
    Ok((headers, bytes).into_response())
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    let refusals = [Refusal::ExamNotFound, Refusal::ImportRejected];
    OpenApiRouter::new()
        .routes(operation(access, Action::ImportCandidates, &refusals, routes!(import)))
        .routes(operation(access, Action::ReadImportTemplate, &refusals[..1], routes!(template)))
}
