//! Lists that people take along.

use std::time::Duration;

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::{Path, Query, part::Pieces},
    middleware::authorise::Authorised,
    package::PACKAGE_IDLE_SECONDS,
    state::State,
};
use api::exports::{ExportPath, ExportQuery};
use api::form::Binary;
use app::exports::{self, ListFile};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
    },
    response::{IntoResponse as _, Response},
};
use domain::{ExamId, Refusal, export::ExportFormat, export::ExportKind, policy::Action};
use tokio::sync::mpsc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How long a client may take nothing of a list.
const IDLE: Duration = Duration::from_secs(PACKAGE_IDLE_SECONDS);

/// Take a list of an exam along; a supervisor's is that of the centre. It is sent while it is read. No cell of it is a
/// formula to a spreadsheet. Times are UTC. The log is taken along by an admin alone.
#[utoipa::path(get, path = "/api/exams/{examId}/export/{what}", operation_id = "exportExam", tag = "Reports",
    params(("examId" = ExamId, Path), ("what" = inline(ExportKind), Path), ExportQuery),
    responses((status = 200, description = "The list", content((Binary = "text/csv"),
        (Binary = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
async fn export(call: Authorised, path: Path<ExportPath>, query: Query<ExportQuery>) -> Result<Response, Failure> {
    Ok(respond(exports::begin(&call, path.0.exam_id, path.0.what, &query.0).await?))
}

fn respond(exported: ListFile) -> Response {
    let ListFile { kind, format, mut pieces } = exported;
    let content_type = match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let name = format!("attachment; filename=\"{}.{}\"", <&str>::from(kind), <&str>::from(format));
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    let (sender, body) = mpsc::channel(1);
    tokio::spawn(async move {
        while let Some(piece) = pieces.recv().await {
            // Who takes nothing is left, as with a package.
            match tokio::time::timeout(IDLE, sender.send(piece.map(Bytes::from))).await {
                Ok(Ok(())) => {}
                _ => return,
            }
        }
    });
    (headers, Body::new(Pieces(body))).into_response()
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let refusals = [Refusal::ExamNotFound, Refusal::CentreNotFound];
    OpenApiRouter::new().routes(operation(access, Action::ExportExam, &refusals, routes!(export)))
}
