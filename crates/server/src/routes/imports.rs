//! The import of candidates.

use super::guarded::{Access, operation};
use crate::{
    error::Failure, extract::Path, extract::form::SpooledForm, middleware::authorise::Authorised, reply::Replied,
    state::State,
};
use api::Envelope;
use api::exams::ExamPath;
use api::form::Binary;
use api::imports::{ImportForm, Imported};
use app::imports;
use axum::{
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use domain::{ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Import candidates, all or nothing. Every bad row is named in `details.rows[{row, column, code, message}]`.
#[utoipa::path(post, path = "/api/exams/{examId}/candidates/import", operation_id = "importCandidates", tag = "Set-up",
    params(("examId" = ExamId, Path)), request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<Imported>)))]
async fn import(call: Authorised, path: Path<ExamPath>, form: SpooledForm<ImportForm>) -> Replied<Imported> {
    Ok(imports::run(&call, path.0.exam_id, form.0).await?.into())
}

/// The empty roster.
#[utoipa::path(get, path = "/api/exams/{examId}/import-template", operation_id = "readImportTemplate", tag = "Set-up", params(("examId" = ExamId, Path)),
    responses((status = 200, description = "The empty roster", body = Binary,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
async fn template(call: Authorised, path: Path<ExamPath>) -> Result<Response, Failure> {
    let bytes = imports::template(&call, path.0.exam_id).await?;
    let headers = [
        (CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (CONTENT_DISPOSITION, "attachment; filename=\"candidates.xlsx\""),
    ];
    Ok((headers, bytes).into_response())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let refusals = [Refusal::ExamNotFound, Refusal::ImportRejected];
    OpenApiRouter::new()
        .routes(operation(access, Action::ImportCandidates, &refusals, routes!(import)))
        .routes(operation(access, Action::ReadImportTemplate, &refusals[..1], routes!(template)))
}
