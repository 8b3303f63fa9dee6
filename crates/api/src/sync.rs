//! Offline sync: what devices hand over, what is told of each record, conflicts and how far the devices are.

use domain::{
    CandidateId, CentreId, ConflictId, ExamId, Timestamp, UserId,
    attendance::AttendanceStatus,
    fingerprint::Finger,
    sync::{Choice, EntityType, RecordStatus},
    text::{Barcode, Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

pub use crate::results::{BatchResults, RecordFate, RecordResult, Scores, Uploaded};
use crate::{closing::Decision, fields::Fields};

/// A batch of records, at most 500 or 32 MiB.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordBatch {
    /// The exam.
    pub exam_id: ExamId,
    /// The device, as it names itself.
    pub device_id: Line,
    /// The device's clock, now; where it cannot be read, how far the clock is off is not known.
    #[schema(required = true, nullable = false)]
    pub device_time: Option<Timestamp>,
    /// Who acts: the token's user.
    #[schema(required = false)]
    pub operator_id: Option<UserId>,
    /// The records, in any order. They are read one by one, so that a bad one stops no other.
    #[schema(value_type = Vec<OfflineRecord>, max_items = 500)]
    pub records: Vec<Value>,
}

/// A record that was captured offline; one of `candidateId` and `rollNumber`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfflineRecord {
    /// Its id, made on the device.
    #[schema(value_type = String, format = Uuid)]
    pub id: Uuid,
    /// What it is of.
    pub entity_type: EntityType,
    /// The candidate,
    #[schema(required = false)]
    pub candidate_id: Option<CandidateId>,
    /// or their roll number.
    #[schema(required = false)]
    pub roll_number: Option<RollNumber>,
    /// When it was captured, by the device's clock.
    pub captured_at: Timestamp,
    /// Proof of who captured it; without one the uploader did.
    #[schema(required = false)]
    pub capture_token: Option<String>,
    /// `attendance {status}`, `face {image}`, `fingerprint {image | exceptionReason, finger?, captureDeviceId?}`,
    /// `omr {barcode, image?}`, `biometric {override?}`; images in base64.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub data: Value,
}

/// The plan's form: one record, with its `candidateId` and, where there is one, its `id` in `data`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SingleRecord {
    /// Who acts: the token's user.
    #[schema(required = false)]
    pub operator_id: Option<UserId>,
    /// The exam.
    pub exam_id: ExamId,
    /// What it is of; read with the rest, so that what is wrong with it is told of the record.
    #[schema(value_type = EntityType)]
    pub entity_type: Value,
    /// The rest.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// The device, as it names itself; left out: the one of the login.
    #[schema(required = false)]
    pub device_id: Option<Line>,
    /// The device's clock, now; left out: the server's.
    #[schema(required = false)]
    pub device_time: Option<Timestamp>,
}

/// What is handed over: a batch, or the plan's form.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum RecordUpload {
    /// A batch.
    Batch(RecordBatch),
    /// The plan's form.
    Single(SingleRecord),
}

/// A form with the JSON part `batch` and images named by the records' ids.
#[derive(Debug, ToSchema)]
pub struct RecordForm {
    /// The batch, or the plan's form, as it came.
    #[schema(value_type = RecordUpload)]
    pub batch: Vec<u8>,
    /// The images that were parts of the form, each with the id of its record.
    #[schema(ignore)]
    pub images: Vec<(Uuid, Vec<u8>)>,
}

/// A form with the file of an exported queue.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct QueueForm {
    /// The file: `mpa-queue/1`, encrypted by age to the `exportRecipient` of the package.
    #[schema(value_type = String, format = Binary)]
    pub file: (),
}

/// Whose queue it is.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct QueueQuery {
    /// The exam; left out: whichever of the caller's it is.
    pub exam_id: Option<ExamId>,
}

/// What a record of a mark says.
#[derive(Debug, Serialize, Deserialize)]
pub struct MarkData {
    /// Present, or skipped for now: it has to be said, since nobody is there to be asked again.
    pub status: AttendanceStatus,
}

/// What a record of a live picture says: nothing beyond the picture.
#[derive(Debug, Serialize, Deserialize)]
pub struct FaceData {}

/// What a record of a fingerprint says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FingerprintData {
    /// Why there is no image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception_reason: Option<Line>,
    /// Which finger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finger: Option<Finger>,
    /// The device that captured it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_device_id: Option<Line>,
    /// The quality that the device claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_quality: Option<f64>,
}

/// What a record of a sheet says.
#[derive(Debug, Serialize, Deserialize)]
pub struct SheetData {
    /// Its barcode.
    pub barcode: Barcode,
}

/// What a record of a close says.
#[derive(Debug, Serialize, Deserialize)]
pub struct CloseData {
    /// A person's decision in place of a verified face.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// A conflict.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConflictItem {
    /// Its id.
    pub conflict_id: ConflictId,
    /// What both versions are of.
    pub entity_type: EntityType,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// The candidate's roll number.
    pub roll_number: RollNumber,
    /// The candidate's centre when it was found.
    pub centre_id: CentreId,
    /// What stood when the record came, whole; null when it was gone.
    #[schema(value_type = Object)]
    pub existing: Value,
    /// The record that came second, whole.
    #[schema(value_type = Object)]
    pub incoming: Value,
    /// Who captured the record.
    pub operator_id: UserId,
    /// With which device.
    #[schema(required)]
    pub device_id: Option<String>,
    /// The rule by which both cannot stand.
    pub conflict_reason: String,
    /// Further records of who captured it, alike or too many to be told apart, that the decision settles too.
    pub joined: u32,
    /// When it was found.
    pub created_at: Timestamp,
    /// Whether it is decided.
    pub resolved: bool,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<UserId>,
    /// `keep_existing` or `use_new`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Whether `newData` decided it.
    pub corrected: bool,
    /// Why it was decided so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolve_reason: Option<String>,
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResolveConflict {
    /// Which version stands.
    pub resolution: Choice,
    /// Why.
    pub reason: Line,
    /// With `use_new`: the `data` to apply in place of the stored record's. Its image stays.
    #[schema(value_type = Option<Object>)]
    pub new_data: Option<Value>,
}

/// How many records stand where.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct StatusCounts {
    /// Applied.
    pub synced: i64,
    /// Kept, and waiting.
    pub pending: i64,
    /// In an open conflict.
    pub conflict: i64,
    /// Refused.
    pub failed: i64,
    /// Decided against, in a conflict.
    pub superseded: i64,
}

impl StatusCounts {
    /// Counts more records of a status.
    pub fn add(&mut self, status: RecordStatus, records: i64) {
        match status {
            RecordStatus::Synced => self.synced += records,
            RecordStatus::Pending => self.pending += records,
            RecordStatus::Conflict => self.conflict += records,
            RecordStatus::Failed => self.failed += records,
            RecordStatus::Superseded => self.superseded += records,
        }
    }
}

/// The records of one operator from one device.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceStatus {
    /// Who captured.
    pub operator_id: UserId,
    /// With which device.
    #[schema(required)]
    pub device_id: Option<String>,
    /// How many stand where.
    #[serde(flatten)]
    pub counts: StatusCounts,
    /// When the newest of them came.
    pub last_received_at: Timestamp,
    /// When the oldest that waits was captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_pending_at: Option<Timestamp>,
}

/// How far the devices of an exam are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncStatus {
    /// The exam.
    pub exam_id: ExamId,
    /// All of it.
    #[serde(flatten)]
    pub counts: StatusCounts,
    /// By operator and device.
    pub devices: Vec<DeviceStatus>,
    /// Whether there are more operators and devices than are told; the sums are over all of them.
    pub truncated: bool,
}

/// The parameter of a path under a conflict.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConflictPath {
    /// The conflict.
    pub conflict_id: ConflictId,
}

/// The parameters of a path under a conflict of an exam.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExamConflictPath {
    /// The exam.
    pub exam_id: ExamId,
    /// The conflict.
    pub conflict_id: ConflictId,
}

/// A side of a conflict.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConflictSide {
    /// What stood when the record came.
    Existing,
    /// The record.
    #[default]
    Incoming,
}

/// Which image of a conflict.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConflictImageQuery {
    /// Of which side; left out: of the record.
    #[serde(default)]
    #[param(inline)]
    pub side: ConflictSide,
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
    /// Which of them.
    ///
    /// # Errors
    /// [`Fields`] when it is neither true nor false.
    pub fn resolved(&self) -> Result<Option<bool>, Fields> {
        match self.resolved.as_deref() {
            None | Some("") => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Fields::of("resolved", "must be true or false")),
        }
    }
}

/// Whose records.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct StatusQuery {
    /// Of one operator alone.
    pub operator_id: Option<UserId>,
}
