//! Offline sync.

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::batch::Batch,
    extract::queue::QueueFile,
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    reply::{self, Replied},
    state::State,
};
use api::exams::ExamPath;
use api::form::Binary;
use api::records::{AskStates, DecideRecord, DeskItem, RecordItem, RecordPage, RecordPath, RecordQuery, StateResults};
use api::sync::{
    BatchResults, ConflictImageQuery, ConflictItem, ConflictPath, ConflictQuery, ExamConflictPath, QueueForm,
    QueueQuery, RecordForm, RecordUpload, ResolveConflict, StatusQuery, SyncStatus, Uploaded,
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

/// Hand over the queue that a station exported because its line did not come back: `mpa-queue/1`, encrypted by age to the
/// `exportRecipient` of the package (see `docs/package.md`). One result a record, in order, as the station itself would
/// have been told; what is handed over twice is a `duplicate`. A file that is not whole, or of another exam, is 422, and
/// nothing of it is kept.
#[utoipa::path(post, path = "/api/sync/import", operation_id = "importRecords", tag = "Offline sync", params(QueueQuery),
    request_body(content((Binary = "application/octet-stream"), (QueueForm = "multipart/form-data"))),
    responses((status = 200, body = Envelope<BatchResults>)))]
async fn import(call: Authorised, query: Query<QueueQuery>, queue: QueueFile) -> Replied<BatchResults> {
    Ok(sync::import(&call, queue.file, query.0.exam_id, queue.place).await?.into())
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

/// One of them.
#[utoipa::path(get, path = "/api/sync/conflicts/{examId}/{conflictId}", operation_id = "readConflict", tag = "Offline sync",
    params(("examId" = ExamId, Path), ("conflictId" = ConflictId, Path)),
    responses((status = 200, body = Envelope<ConflictItem>)))]
async fn conflict(call: Authorised, path: Path<ExamConflictPath>) -> Replied<ConflictItem> {
    Ok(sync::read(&call, path.0.exam_id, path.0.conflict_id).await?.into())
}

/// The sheet of a side of a conflict; the look at it is audited. Fingerprints never.
#[utoipa::path(get, path = "/api/sync/conflicts/{examId}/{conflictId}/image", operation_id = "readConflictImage", tag = "Offline sync",
    params(("examId" = ExamId, Path), ("conflictId" = ConflictId, Path), ConflictImageQuery),
    responses((status = 200, description = "The image", content((Binary = "image/jpeg"), (Binary = "image/png"),
        (Binary = "image/webp"), (Binary = "image/bmp")))))]
async fn image(
    call: Authorised,
    path: Path<ExamConflictPath>,
    query: Query<ConflictImageQuery>,
) -> Result<Response, Failure> {
    Ok(reply::image(sync::image(&call, path.0.exam_id, path.0.conflict_id, query.0.side).await?))
}

/// The records that were handed over, of the supervisor's centre or the exam: where each stands, what it waits for,
/// and what was decided. What could not be read as a record is among them.
#[utoipa::path(get, path = "/api/sync/records/{examId}", operation_id = "listRecords", tag = "Offline sync",
    params(("examId" = ExamId, Path), RecordQuery, Paging), responses((status = 200, body = Envelope<RecordPage>)))]
async fn records(
    call: Authorised,
    path: Path<ExamPath>,
    query: Query<RecordQuery>,
    paging: Query<Paging>,
) -> Replied<RecordPage> {
    Ok(sync::page(&call, path.0.exam_id, query.0, &paging.0).await?.into())
}

/// What became of records, each in its place: an operator's own and those that they handed over, of a supervisor's
/// centre. Everything else is `unknown`.
#[utoipa::path(post, path = "/api/sync/states", operation_id = "readRecordStates", tag = "Offline sync",
    request_body = AskStates, responses((status = 200, body = Envelope<StateResults>)))]
async fn states(call: Authorised, body: Body<AskStates>) -> Replied<StateResults> {
    Ok(sync::states(&call, body.0).await?.into())
}

/// Decide a record that waits for a supervisor: leave it, or apply it by the rules of the stations and stand behind it.
/// Nobody decides what they captured themselves. Nothing is deleted.
#[utoipa::path(post, path = "/api/sync/records/{recordId}/decide", operation_id = "decideRecord", tag = "Offline sync",
    params(("recordId" = String, Path, format = Uuid)), request_body = DecideRecord,
    responses((status = 200, body = Envelope<RecordItem>)))]
async fn decide(call: Authorised, path: Path<RecordPath>, body: Body<DecideRecord>) -> Replied<RecordItem> {
    Ok(sync::decide(&call, path.0.record_id, body.0).await?.into())
}

/// What waits for a person, the longest waiting first: open conflicts, and records that nobody has decided.
#[utoipa::path(get, path = "/api/desk/{examId}", operation_id = "readDesk", tag = "Offline sync",
    params(("examId" = ExamId, Path), Paging), responses((status = 200, body = Envelope<Items<DeskItem>>)))]
async fn desk(call: Authorised, path: Path<ExamPath>, paging: Query<Paging>) -> Replied<Items<DeskItem>> {
    Ok(sync::desk(&call, path.0.exam_id, &paging.0).await?.into())
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
    let upload_refusals = [R::ExamNotFound, R::OperatorMismatch, R::NoSlotAssigned];
    let import_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::QueueUnreadable];
    let decide_refusals = [
        R::RecordNotFound,
        R::RecordDecided,
        R::CandidateNotFound,
        R::AttendanceExists,
        R::AttendanceRequired,
        R::FaceNotEnrolled,
        R::FaceNotDetected,
        R::MultipleFaces,
        R::ImageQuality,
        R::ImageUnreadable,
        R::DuplicateImage,
        R::OperatorFace,
        R::FingerprintExists,
        R::StationIncomplete,
        R::BiometricExists,
        R::OmrAlreadyValidated,
        R::CandidateHasOmr,
        R::OmrVoid,
    ];
    let image_refusals = [R::ExamNotFound, R::ConflictNotFound, R::ImageNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::UploadRecords, &upload_refusals, routes!(upload)))
        .routes(operation(access, Action::ImportRecords, &import_refusals, routes!(import)))
        .routes(operation(access, Action::ReadRecords, &[R::ExamNotFound], routes!(records)))
        .routes(operation(access, Action::ReadRecordStates, &[R::ExamNotFound], routes!(states)))
        .routes(operation(access, Action::DecideRecord, &decide_refusals, routes!(decide)))
        .routes(operation(access, Action::ReadDesk, &[R::ExamNotFound], routes!(desk)))
        .routes(operation(access, Action::ReadConflicts, &[R::ExamNotFound], routes!(conflicts)))
        .routes(operation(access, Action::ReadConflicts, &image_refusals[..2], routes!(conflict)))
        .routes(operation(access, Action::ReadConflicts, &image_refusals, routes!(image)))
        .routes(operation(access, Action::ResolveConflict, &resolve_refusals, routes!(resolve)))
        .routes(operation(access, Action::ReadSyncStatus, &[R::ExamNotFound], routes!(status)))
}
