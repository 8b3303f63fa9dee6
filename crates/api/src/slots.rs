//! Slots, and who works in them.

use domain::{CentreId, ExamId, SlotId, Timestamp, UserId, slot::SlotStatus, text::Line};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A new slot.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateSlot {
    /// The exam.
    pub exam_id: ExamId,
    /// The centre.
    pub centre_id: CentreId,
    /// Its name, unique in the exam and centre.
    pub slot_name: Line,
    /// When it begins.
    pub start_time: Option<Timestamp>,
    /// When it ends.
    pub end_time: Option<Timestamp>,
    /// The most candidates it may hold.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub max_candidates: Option<i64>,
}

/// A change of status by hand.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateSlot {
    /// Where the slot stands from now on.
    pub status: SlotStatus,
}

/// Which slots.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SlotQuery {
    /// Of which exam.
    pub exam_id: Option<ExamId>,
}

/// The parameter of a path under a slot.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotPath {
    /// The slot.
    pub slot_id: SlotId,
}

/// An assignment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssignSlot {
    /// Who.
    pub operator_id: UserId,
    /// To which slot.
    pub slot_id: SlotId,
    /// Who assigns: the token's user.
    pub assigned_by: Option<UserId>,
}

/// Whom to take off which slot.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UnassignSlot {
    /// Who.
    pub operator_id: UserId,
    /// Off which slot.
    pub slot_id: SlotId,
}

/// An assignment that was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// Its id.
    pub id: uuid::Uuid,
    /// Who.
    pub operator_id: UserId,
    /// To which slot.
    pub slot_id: SlotId,
    /// When.
    pub assigned_at: Timestamp,
    /// By whom.
    pub assigned_by: UserId,
}
