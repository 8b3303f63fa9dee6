//! What is told of records that were handed over.

use domain::ConflictId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::RecordCode;

/// What is told of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordFate {
    /// It was applied now.
    Synced,
    /// It was applied before.
    Duplicate,
    /// Another record stands in its place.
    Conflict,
    /// It is kept, and waits.
    Pending,
    /// It was refused; what is well-formed is kept.
    Failed,
}

/// What became of a record.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordResult {
    /// The device's id of it; null where there was none.
    #[schema(required)]
    pub id: Option<String>,
    /// What became of it.
    pub status: RecordFate,
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

/// What is told of a face as far as it was compared, and whether what waits needs a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Scores {
    /// Of a face that was compared: whether this picture verified it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub verified: Option<bool>,
    /// Of a face that was compared: the match in percent, the real one also under the threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub match_percentage: Option<f64>,
    /// Of a face: how many attempts its candidate has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub attempts_left: Option<u32>,
    /// Of a face that was compared, and of what is pending: whether nothing goes on before a supervisor has decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub waits_for_supervisor: Option<bool>,
}

/// What became of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchResults {
    /// One a record, in order.
    pub results: Vec<RecordResult>,
}

/// What is answered: the results of a batch, or the one of the plan's form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Uploaded {
    /// Of a batch.
    Batch(BatchResults),
    /// Of the plan's single form.
    Single(RecordResult),
}
