//! What those who watch are told: kinds of update, figures and what changes them, and who may read what. What an
//! entry changes is in [`crate::event`].

use std::ops::AddAssign;

use serde::Serialize;
use strum::IntoStaticStr;
use utoipa::ToSchema;

use crate::{CentreId, Role, SlotId, Timestamp, candidate::CandidateStatus, scope::Scope};

/// Kinds of update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum LiveEvent {
    /// Station 1.
    AttendanceUpdate,
    /// Station 2: faces, fingerprints, sheets, closes.
    BiometricUpdate,
    /// Slots, settings, the roster.
    StatusChange,
    /// What devices handed over, and its conflicts.
    SyncUpdate,
    /// An alert was raised or reviewed.
    Alert,
}

/// What is counted of the candidates of a slot; as a change, each may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// On the roster.
    #[serde(skip_serializing_if = "is_zero")]
    pub candidates: i64,
    /// With a completed attendance.
    #[serde(skip_serializing_if = "is_zero")]
    pub present: i64,
    /// With a verified face.
    #[serde(skip_serializing_if = "is_zero")]
    pub face_verified: i64,
    /// With comparisons of which none verified the face.
    #[serde(skip_serializing_if = "is_zero")]
    pub face_mismatched: i64,
    /// With a fingerprint; a recorded exception is none.
    #[serde(skip_serializing_if = "is_zero")]
    pub fingerprints: i64,
    /// With a bound sheet.
    #[serde(skip_serializing_if = "is_zero")]
    pub omr_bound: i64,
    /// With a closed station.
    #[serde(skip_serializing_if = "is_zero")]
    pub completed: i64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_zero(number: &i64) -> bool {
    *number == 0
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.candidates += other.candidates;
        self.present += other.present;
        self.face_verified += other.face_verified;
        self.face_mismatched += other.face_mismatched;
        self.fingerprints += other.fingerprints;
        self.omr_bound += other.omr_bound;
        self.completed += other.completed;
    }
}

/// What an entry changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// The update that it is.
    pub event: Option<LiveEvent>,
    /// What changes in the figures of slots.
    pub slots: Vec<(SlotId, Counts)>,
    /// What changes in the number of open conflicts.
    pub conflicts: i64,
    /// What changes in the number of open alerts.
    pub alerts_open: i64,
    /// How far the candidate is after it, where it tells.
    pub reached: Option<CandidateStatus>,
}

/// Seconds without a sign of life after which a device is silent, and a centre at work: stations beat every 30 s.
pub const SILENT_SECONDS: i64 = 120;

/// Whoever was last heard of at this moment, or before it, is silent at `now`.
#[must_use]
pub fn silent_until(now: Timestamp) -> Timestamp {
    now.plus_seconds(-SILENT_SECONDS)
}

/// Since when nothing was heard of a centre at work, where that is too long: no device beat and nobody did anything.
/// `open_since`: when the first of its slots that are active became so, as far as the times tell.
#[must_use]
pub fn silent_since(heard: [Option<Timestamp>; 2], open_since: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let last = heard.into_iter().flatten().chain(open_since).max()?;
    (last <= silent_until(now)).then_some(last)
}

/// Whether somebody with this part of an exam may read an update about this centre and slot.
#[must_use]
pub fn may_read(event: LiveEvent, role: Role, scope: &Scope, centre: Option<CentreId>, slot: Option<SlotId>) -> bool {
    if event == LiveEvent::Alert && !matches!(role, Role::Admin | Role::Supervisor) {
        return false;
    }
    match scope {
        Scope::Exam => true,
        Scope::Centre(mine) => centre == Some(*mine),
        Scope::Slots(mine) => slot.is_some_and(|slot| mine.contains(&slot)),
    }
}

#[cfg(test)]
mod tests;
