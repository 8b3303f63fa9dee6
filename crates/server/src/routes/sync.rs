//! Offline sync.

use axum::{extract::Request, response::Response};
use domain::{
    CandidateId, ConflictId, ExamId, Refusal, Timestamp, UserId, policy::Action, sync::EntityType, text::RollNumber,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure, Items, Paging, Path, Query},
    ops::sync::{
        body,
        read::{self, ConflictItem, SyncStatus},
        resolve::{self, ResolveConflict},
        upload::{self, Uploaded},
    },
};

/// A batch of records, at most 500 or 32 MiB.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // documentation: records are read one by one, so that a bad one stops no other
pub struct RecordBatch {
    /// The exam.
    exam_id: ExamId,
    /// The device.
    #[schema(max_length = 200)]
    device_id: String,
    /// The device's clock, now.
    device_time: Timestamp,
    /// Who acts: the token's user.
    #[schema(required = false)]
    operator_id: Option<UserId>,
    /// The records, in any order.
    #[schema(max_items = 500)]
    records: Vec<OfflineRecord>,
}

/// A record that was captured offline; one of `candidateId` and `rollNumber`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // documentation
pub struct OfflineRecord {
    /// Its id, made on the device.
    #[schema(format = Uuid)]
    id: String,
    /// What it is of.
    entity_type: EntityType,
    /// The candidate,
    #[schema(required = false)]
    candidate_id: Option<CandidateId>,
    /// or their roll number.
    #[schema(required = false)]
    roll_number: Option<RollNumber>,
    /// When it was captured, by the device's clock.
    captured_at: Timestamp,
    /// Proof of who captured it; without one the uploader did.
    #[schema(required = false)]
    capture_token: Option<String>,
    /// `attendance {status}`, `face {image}`, `fingerprint {image | exceptionReason, finger?, captureDeviceId?}`,
    /// `omr {barcode, image?}`, `biometric {override?}`; images in base64.
    #[schema(value_type = Object)]
    data: String,
}

/// The plan's form: one record, with its `candidateId` and, where there is one, its `id` in `data`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // documentation
pub struct SingleRecord {
    /// Who acts: the token's user.
    #[schema(required = false)]
    operator_id: Option<UserId>,
    /// The exam.
    exam_id: ExamId,
    /// What it is of.
    entity_type: EntityType,
    /// The rest.
    #[schema(value_type = Object)]
    data: String,
}

/// Either of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code)] // documentation
pub enum RecordUpload {
    /// A batch.
    Batch(RecordBatch),
    /// The plan's form.
    Single(SingleRecord),
}

/// A form with the JSON part `batch` and images named by the records' ids.
#[derive(Debug, ToSchema)]
#[allow(dead_code)] // documentation
pub struct RecordForm {
    /// The batch.
    batch: RecordBatch,
}

/// The parameter of a path under an exam.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExamPath {
    exam_id: ExamId,
}

/// The parameter of a path under a conflict.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConflictPath {
    conflict_id: ConflictId,
}

/// The parameters of the path of an image.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConflictImagePath {
    exam_id: ExamId,
    conflict_id: ConflictId,
}

/// Which conflicts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConflictQuery {
    /// Only those that are decided, or only those that are not.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    resolved: Option<String>,
}

impl ConflictQuery {
    fn resolved(&self) -> Result<Option<bool>, Failure> {
        match self.resolved.as_deref() {
            None | Some("") => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Failure::invalid("resolved", "must be true or false")),
        }
    }
}

/// Whose records.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct StatusQuery {
    /// Of one operator alone.
    operator_id: Option<UserId>,
}

/// Hand over what a device captured. One bad record never stops the others; whatever is answered
/// `synced`, `duplicate`, `conflict` or `pending` is kept.
#[utoipa::path(post, path = "/api/sync/upload", tag = "Offline sync",
    request_body(content((RecordUpload = "application/json"), (RecordForm = "multipart/form-data"))),
    responses((status = 200, body = Envelope<Uploaded>)))]
async fn upload(ctx: Ctx, request: Request) -> Result<Answer<Uploaded>, Failure> {
    let sent = body::read(&ctx, request).await?;
    upload::run(&ctx, sent).await
}

/// Records of which only one can stand, of the supervisor's centre or the exam.
#[utoipa::path(get, path = "/api/sync/conflicts/{examId}", tag = "Offline sync",
    params(("examId" = ExamId, Path), ConflictQuery, Paging),
    responses((status = 200, body = Envelope<Items<ConflictItem>>)))]
async fn conflicts(
    ctx: Ctx,
    path: Path<ExamPath>,
    query: Query<ConflictQuery>,
    paging: Query<Paging>,
) -> Result<Answer<Items<ConflictItem>>, Failure> {
    read::conflicts(&ctx, path.0.exam_id, query.0.resolved()?, paging.0.page()?).await
}

/// The sheet of the record that came second; the look at it is audited. Fingerprints never.
#[utoipa::path(get, path = "/api/sync/conflicts/{examId}/{conflictId}/image", tag = "Offline sync",
    params(("examId" = ExamId, Path), ("conflictId" = ConflictId, Path)),
    responses((status = 200, description = "The image", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"),
        (Vec<u8> = "image/webp"), (Vec<u8> = "image/bmp")))))]
async fn image(ctx: Ctx, path: Path<ConflictImagePath>) -> Result<Response, Failure> {
    read::image(&ctx, path.0.exam_id, path.0.conflict_id).await
}

/// Decide a conflict. The version that is replaced stays in the history.
#[utoipa::path(post, path = "/api/sync/resolve/{conflictId}", tag = "Offline sync",
    params(("conflictId" = ConflictId, Path)), request_body = ResolveConflict,
    responses((status = 200, body = Envelope<ConflictItem>)))]
async fn resolve(
    ctx: Ctx,
    path: Path<ConflictPath>,
    body: Body<ResolveConflict>,
) -> Result<Answer<ConflictItem>, Failure> {
    resolve::run(&ctx, path.0.conflict_id, body.0).await
}

/// How many records stand where, by operator and device.
#[utoipa::path(get, path = "/api/sync/status/{examId}", tag = "Offline sync",
    params(("examId" = ExamId, Path), StatusQuery), responses((status = 200, body = Envelope<SyncStatus>)))]
async fn status(ctx: Ctx, path: Path<ExamPath>, query: Query<StatusQuery>) -> Result<Answer<SyncStatus>, Failure> {
    read::status(&ctx, path.0.exam_id, query.0.operator_id).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
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
