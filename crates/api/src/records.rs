//! Records that were handed over, as people and devices ask for them; their decision; what waits for a person.

use domain::{
    CandidateId, CentreId, ConflictId, ExamId, Timestamp, UserId, read_id,
    record::{RecordDecision, WaitingFor},
    sync::{EntityType, RecordStatus},
    text::{Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    error::RecordCode,
    fields::Fields,
    results::{RecordFate, Scores},
};

/// Records of one question.
pub const STATES_ASKED: usize = 500;

/// Which records.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct RecordQuery {
    /// Of one status.
    #[param(inline)]
    pub status: Option<RecordStatus>,
    /// That one person captured.
    pub operator_id: Option<UserId>,
    /// From one device.
    pub device_id: Option<String>,
    /// Of one centre.
    pub centre_id: Option<CentreId>,
}

/// A record that was handed over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordItem {
    /// The server's id of it.
    #[schema(value_type = String, format = Uuid)]
    pub record_id: Uuid,
    /// The device's; null where it could not be read.
    #[schema(required, value_type = Option<String>, format = Uuid)]
    pub id: Option<Uuid>,
    /// Whether it could be read as a record. What could not is kept as it came.
    pub readable: bool,
    /// Who captured it.
    pub captured_by: UserId,
    /// Whether a capture token proves that.
    pub proved: bool,
    /// Who handed it over last.
    pub uploaded_by: UserId,
    /// With which device.
    #[schema(required)]
    pub device_id: Option<String>,
    /// What it is of.
    #[schema(required)]
    pub entity_type: Option<EntityType>,
    /// Whose it is, where that was found.
    #[schema(required)]
    pub candidate_id: Option<CandidateId>,
    /// Their roll number.
    #[schema(required)]
    pub roll_number: Option<RollNumber>,
    /// At which centre.
    #[schema(required)]
    pub centre_id: Option<CentreId>,
    /// When it was captured, by the device's clock.
    #[schema(required)]
    pub captured_at: Option<Timestamp>,
    /// When it came.
    pub received_at: Timestamp,
    /// Where it stands.
    pub status: RecordStatus,
    /// Why.
    #[schema(required, value_type = Option<RecordCode>)]
    pub code: Option<String>,
    /// That in a sentence.
    #[schema(required)]
    pub error: Option<String>,
    /// What it waits for; null where nothing is waited for any more.
    #[schema(required)]
    pub waiting_for: Option<WaitingFor>,
    /// The conflict it is a side of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict_id: Option<ConflictId>,
    /// Whether an image is kept with it.
    pub image_kept: bool,
    /// What a supervisor made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<RecordDecision>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<UserId>,
    /// The record that was made of it, where it could not be applied as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    pub became: Option<Uuid>,
}

/// A page of records.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordPage {
    /// The records, the oldest first.
    pub items: Vec<RecordItem>,
    /// What to send as `cursor` for the next page; null on the last.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// How many there are in all.
    pub total: i64,
}

/// Records that a device asks after: `ids`, or `records` where several people use the device.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AskStates {
    /// The exam.
    pub exam_id: ExamId,
    /// Ids of devices.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub ids: Vec<String>,
    /// Ids of devices, with who captured them.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub records: Vec<AskedRecord>,
}

/// A record that a device asks after.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AskedRecord {
    /// The device's id of it.
    pub id: String,
    /// Who captured it; left out: whoever did.
    #[schema(required = false)]
    pub captured_by: Option<UserId>,
}

impl AskStates {
    /// All that is asked after, in order.
    ///
    /// # Errors
    /// [`Fields`] when it is too much.
    pub fn asked(self) -> Result<Vec<AskedRecord>, Fields> {
        let named = self.ids.into_iter().map(|id| AskedRecord { id, captured_by: None });
        let asked: Vec<AskedRecord> = named.chain(self.records).collect();
        if asked.len() > STATES_ASKED {
            return Err(Fields::of("ids", format!("must be at most {STATES_ASKED}")));
        }
        Ok(asked)
    }
}

/// What became of a record, as a device is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// It was applied.
    Synced,
    /// It was applied, and another one took its place later.
    Duplicate,
    /// Another record stands in its place.
    Conflict,
    /// It is kept, and waits.
    Pending,
    /// It was refused. It is kept.
    Failed,
    /// The server does not have it, or it is nothing to the one who asks.
    Unknown,
}

impl From<RecordFate> for RecordState {
    fn from(fate: RecordFate) -> Self {
        match fate {
            RecordFate::Synced => Self::Synced,
            RecordFate::Duplicate => Self::Duplicate,
            RecordFate::Conflict => Self::Conflict,
            RecordFate::Pending => Self::Pending,
            RecordFate::Failed => Self::Failed,
        }
    }
}

/// What became of a record that was asked after.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateResult {
    /// The device's id of it.
    pub id: String,
    /// What became of it.
    pub status: RecordState,
    /// Who captured it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captured_by: Option<UserId>,
    /// The conflict it is a side of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict_id: Option<ConflictId>,
    /// Why it waits or was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RecordCode>)]
    pub code: Option<String>,
    /// That in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What came of a face.
    #[serde(flatten)]
    pub scores: Scores,
}

/// What became of the records that were asked after.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateResults {
    /// One a record, in order.
    pub results: Vec<StateResult>,
}

/// A decision about a record that waits for a supervisor.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecideRecord {
    /// What becomes of it.
    pub decision: RecordDecision,
    /// Why.
    pub reason: Line,
    /// With `apply`: what is true in the place of what the device said: fields of `data`, `candidateId` or
    /// `rollNumber`, and of what could not be read also `entityType` and `capturedAt`. Its image stays.
    #[schema(value_type = Option<Object>)]
    pub correction: Option<Map<String, Value>>,
}

/// The parameter of a path under a record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordPath {
    /// The server's id of it.
    #[serde(deserialize_with = "read_id")]
    pub record_id: Uuid,
}

/// What waits for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeskKind {
    /// Two records of which only one can stand.
    Conflict,
    /// A record that waits for a supervisor.
    Pending,
    /// A record that was refused.
    Failed,
    /// What could not be read as a record.
    Unread,
}

/// What can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeskStep {
    /// The conflict: what stands stays.
    KeepExisting,
    /// The conflict: what came second takes its place.
    UseNew,
    /// The record: apply it as it is, or with a correction.
    Apply,
    /// The record: apply it with a correction, which says what could not be read.
    Correct,
    /// The record: leave it.
    Discard,
}

/// Something that waits for a person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeskItem {
    /// What it is.
    pub kind: DeskKind,
    /// The record, to be decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    pub record_id: Option<Uuid>,
    /// The conflict, to be resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict_id: Option<ConflictId>,
    /// What it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<EntityType>,
    /// Whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_id: Option<CandidateId>,
    /// At which centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centre_id: Option<CentreId>,
    /// Why it waits.
    #[schema(value_type = RecordCode)]
    pub code: String,
    /// Since when.
    pub waiting_since: Timestamp,
    /// Who captured it.
    pub operator_id: UserId,
    /// With which device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// What the one who asks can do about it; nothing where they captured it themselves.
    pub next: Vec<DeskStep>,
}
