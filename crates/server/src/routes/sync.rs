//! Offline sync.

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::batch::Batch,
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    reply::{self, Replied},
    state::State,
};
use api::exams::ExamPath;
use api::form::Binary;
use api::sync::{
    ConflictImagePath, ConflictItem, ConflictPath, ConflictQuery, RecordForm, RecordUpload, ResolveConflict,
    StatusQuery, SyncStatus, Uploaded,
};
use api::{Envelope, Items, Paging};
use app::sync;
use axum::response::Response;
use domain::{ConflictId, ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Hand over what a device captured. One bad record never stops the others; whatever is answered
/// `synced`, `duplicate`, `conflict` or `pending` is kept.
#[utoipa::path(post, path = "/api/sync/upload", operation_id = "uploadRecords", tag = "Offline sync",
    request_body(content((RecordUpload = "application/json"), (RecordForm = "multipart/form-data"))),
    responses((status = 200, body = Envelope<Uploaded>)))]
async fn upload(call: Authorised, batch: Batch) -> Replied<Uploaded> {
    Ok(sync::upload(&call, batch.form, Box::new(batch.room)).await?.into())
}

/// Records of which only one can stand, of the supervisor's centre or the exam.
#[utoipa::path(get, path = "/api/sync/conflicts/{examId}", operation_id = "listConflicts", tag = "Offline sync",
    params(("examId" = ExamId, Path), ConflictQuery, Paging),
    responses((status = 200, body = Envelope<Items<ConflictItem>>)))]
async fn conflicts(
    call: Authorised,
    path: Path<ExamPath>,
    query: Query<ConflictQuery>,
    paging: Query<Paging>,
) -> Replied<Items<ConflictItem>> {
    Ok(sync::list(&call, path.0.exam_id, query.0.resolved()?, &paging.0).await?.into())
}

/// The sheet of the record that came second; the look at it is audited. Fingerprints never.
#[utoipa::path(get, path = "/api/sync/conflicts/{examId}/{conflictId}/image", operation_id = "readConflictImage", tag = "Offline sync",
    params(("examId" = ExamId, Path), ("conflictId" = ConflictId, Path)),
    responses((status = 200, description = "The image", content((Binary = "image/jpeg"), (Binary = "image/png"),
        (Binary = "image/webp"), (Binary = "image/bmp")))))]
async fn image(call: Authorised, path: Path<ConflictImagePath>) -> Result<Response, Failure> {
    Ok(reply::image(sync::image(&call, path.0.exam_id, path.0.conflict_id).await?))
}

/// Decide a conflict. The version that is replaced stays in the history.
#[utoipa::path(post, path = "/api/sync/resolve/{conflictId}", operation_id = "resolveConflict", tag = "Offline sync",
    params(("conflictId" = ConflictId, Path)), request_body = ResolveConflict,
    responses((status = 200, body = Envelope<ConflictItem>)))]
async fn resolve(call: Authorised, path: Path<ConflictPath>, body: Body<ResolveConflict>) -> Replied<ConflictItem> {
    Ok(sync::resolve(&call, path.0.conflict_id, body.0).await?.into())
}

/// How many records stand where, by operator and device.
#[utoipa::path(get, path = "/api/sync/status/{examId}", operation_id = "readSyncStatus", tag = "Offline sync",
    params(("examId" = ExamId, Path), StatusQuery), responses((status = 200, body = Envelope<SyncStatus>)))]
async fn status(call: Authorised, path: Path<ExamPath>, query: Query<StatusQuery>) -> Replied<SyncStatus> {
    Ok(sync::status(&call, path.0.exam_id, query.0.operator_id).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    let resolve_refusals = [
        R::ConflictNotFound,
        R::ConflictResolved,
        R::BiometricsExist,
        R::AttendanceRequired,
        R::OperatorMismatch,
        R::SlotEnded,
        R::StationIncomplete,
        R::OmrAlreadyValidated,
        R::OmrVoid,
    ];
    let image_refusals = [R::ExamNotFound, R::ConflictNotFound, R::ImageNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::UploadRecords, &[R::ExamNotFound, R::OperatorMismatch], routes!(upload)))
        .routes(operation(access, Action::ReadConflicts, &[R::ExamNotFound], routes!(conflicts)))
        .routes(operation(access, Action::ReadConflicts, &image_refusals, routes!(image)))
        .routes(operation(access, Action::ResolveConflict, &resolve_refusals, routes!(resolve)))
        .routes(operation(access, Action::ReadSyncStatus, &[R::ExamNotFound], routes!(status)))
}
