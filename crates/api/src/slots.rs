//! Slots, and who works in them.

use domain::{
    CentreId, ExamId, SlotId, Timestamp, UserId,
    order::{SlotSort, SortOrder},
    slot::{SlotChange, SlotFrame, SlotStatus},
    text::Line,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{error::ErrorCode, fields::Fields};

/// A new slot.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// When its gate opens.
    pub gate_opens: Option<Timestamp>,
    /// When its gate closes; after it opens.
    pub gate_closes: Option<Timestamp>,
    /// The most candidates it may hold.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub max_candidates: Option<i64>,
}

/// A change of a slot: at least one of these. A time or limit of null is taken away.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateSlot {
    /// Where the slot stands from now on; refused where the slots of the exam go by time.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<SlotStatus>, nullable = false)]
    pub status: Option<SlotStatus>,
    /// When it begins.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub start_time: Option<Option<Timestamp>>,
    /// When it ends.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub end_time: Option<Option<Timestamp>>,
    /// When its gate opens.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub gate_opens: Option<Option<Timestamp>>,
    /// When its gate closes; after it opens.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub gate_closes: Option<Option<Timestamp>>,
    /// The most candidates it may hold; not fewer than it holds.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 1_000_000)]
    pub max_candidates: Option<Option<i64>>,
}

/// A field that is there, also with null.
fn named<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl UpdateSlot {
    /// What is named to be changed.
    ///
    /// # Errors
    /// [`Fields`] when nothing is.
    pub fn change(&self) -> Result<SlotChange, Fields> {
        let change = SlotChange {
            status: self.status,
            start_time: self.start_time,
            end_time: self.end_time,
            gate_opens: self.gate_opens,
            gate_closes: self.gate_closes,
            max_candidates: self.max_candidates,
        };
        if change == SlotChange::default() {
            return Err(Fields::of(
                "status",
                "or startTime, endTime, gateOpens, gateCloses or maxCandidates is required",
            ));
        }
        Ok(change)
    }
}

/// Which slots.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SlotQuery {
    /// Of which exam.
    pub exam_id: Option<ExamId>,
    /// At which centre.
    pub centre_id: Option<CentreId>,
    /// By what they come.
    #[param(inline)]
    pub sort: Option<SlotSort>,
    /// Which way; upwards where nothing is said.
    #[param(inline)]
    pub order: Option<SortOrder>,
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

/// Which assignments.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AssignmentQuery {
    /// Of one exam.
    pub exam_id: Option<ExamId>,
    /// Of one centre's slots.
    pub centre_id: Option<CentreId>,
    /// Of one slot.
    pub slot_id: Option<SlotId>,
    /// Of one person.
    pub operator_id: Option<UserId>,
}

/// Somebody who is assigned to a slot.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentItem {
    /// Its id.
    pub id: uuid::Uuid,
    /// Who.
    pub operator_id: UserId,
    /// The name they log in with.
    pub username: String,
    /// Their name.
    pub name: String,
    /// To which slot.
    pub slot_id: SlotId,
    /// Its name.
    pub slot_name: String,
    /// Of which exam.
    pub exam_id: ExamId,
    /// At which centre.
    pub centre_id: CentreId,
    /// When.
    pub assigned_at: Timestamp,
    /// By whom.
    pub assigned_by: UserId,
}

/// The most assignments of one call.
pub const ASSIGNMENTS: usize = 2000;

/// Many assignments.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignSlots {
    /// At least one.
    #[schema(min_items = 1, max_items = 2000)]
    pub assignments: Vec<WantedAssignment>,
}

/// One of many assignments.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WantedAssignment {
    /// Who.
    pub operator_id: UserId,
    /// To which slot.
    pub slot_id: SlotId,
}

/// What became of one of many assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssignedAs {
    /// It was made.
    Assigned,
    /// It was there.
    AlreadyAssigned,
    /// It was not made.
    Failed,
}

/// What became of one of many assignments.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentResult {
    /// Who.
    pub operator_id: UserId,
    /// To which slot.
    pub slot_id: SlotId,
    /// What became of it.
    pub status: AssignedAs,
    /// Why it was not made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<ErrorCode>,
}

/// What became of many assignments.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentResults {
    /// One each, in order.
    pub results: Vec<AssignmentResult>,
}

/// The most centres that one call names.
pub const CENTRES_NAMED: usize = 5000;
/// The most slots that one call changes.
pub const SLOTS_CHANGED: usize = 10_000;

/// Where the slots of one name stand from now on, at many centres.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateSlots {
    /// The exam.
    pub exam_id: ExamId,
    /// The name of the slots.
    pub slot_name: Line,
    /// Where they stand from now on.
    pub status: SlotStatus,
    /// At which centres; left out: at all that have one of that name, which may be 10,000.
    #[schema(min_items = 1, max_items = 5000)]
    pub centre_ids: Option<Vec<CentreId>>,
}

/// When the slots of one name are from now on, at many centres: at least one time. One of null is taken away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetSlotTimes {
    /// The exam.
    pub exam_id: ExamId,
    /// The name of the slots.
    pub slot_name: Line,
    /// When they begin.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub start_time: Option<Option<Timestamp>>,
    /// When they end.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub end_time: Option<Option<Timestamp>>,
    /// When their gates open.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub gate_opens: Option<Option<Timestamp>>,
    /// When their gates close; after they open.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<Timestamp>)]
    pub gate_closes: Option<Option<Timestamp>>,
    /// At which centres; left out: at all that have one of that name, which may be 10,000.
    #[schema(min_items = 1, max_items = 5000)]
    pub centre_ids: Option<Vec<CentreId>>,
}

impl SetSlotTimes {
    /// What is named to be changed.
    ///
    /// # Errors
    /// [`Fields`] when nothing is, and for an end that is given with a beginning that is not before it.
    pub fn change(&self) -> Result<SlotChange, Fields> {
        let change = SlotChange {
            start_time: self.start_time,
            end_time: self.end_time,
            gate_opens: self.gate_opens,
            gate_closes: self.gate_closes,
            ..SlotChange::default()
        };
        if change == SlotChange::default() {
            return Err(Fields::of("startTime", "or endTime, gateOpens or gateCloses is required"));
        }
        let given = SlotFrame {
            start_time: self.start_time.flatten(),
            end_time: self.end_time.flatten(),
            gate_opens: self.gate_opens.flatten(),
            gate_closes: self.gate_closes.flatten(),
            max_candidates: None,
        };
        match (given.is_in_order(), given.has_a_gate_in_order()) {
            (false, _) => Err(Fields::of("endTime", "must be after startTime")),
            (true, false) => Err(Fields::of("gateCloses", "must be after gateOpens")),
            (true, true) => Ok(change),
        }
    }
}

/// What became of one of many slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlotSetAs {
    /// It is as it was to be.
    Changed,
    /// It was so already.
    Unchanged,
    /// It is as it was before.
    Failed,
}

/// What became of one of many slots.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SlotResult {
    /// The centre.
    pub centre_id: CentreId,
    /// Its slot, where it has one of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub slot_id: Option<SlotId>,
    /// What became of it.
    pub status: SlotSetAs,
    /// Why it is as it was before; `VALIDATION`: an end would not be after the beginning that it has already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<ErrorCode>,
}

/// What became of many slots.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlotResults {
    /// One a centre.
    pub results: Vec<SlotResult>,
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
