//! What an entry of the journal means to those who watch: which update it is, what it changes in the
//! figures, and who may read it. An entry that is not known means nothing.

use std::ops::AddAssign;

use serde::Serialize;
use serde_json::Value;
use strum::IntoStaticStr;

use crate::{CentreId, Role, SlotId, candidate::CandidateStatus, scope::Scope};

/// Kinds of update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, IntoStaticStr)]
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
}

/// What an entry about `slot` changes that was `done`; refusals and counts change nothing.
///
/// Where a fact was replaced, `was` tells what had been there.
#[must_use]
pub fn effect(action: &str, done: bool, slot: Option<SlotId>, facts: &Value) -> Effect {
    let Some(event) = event(action).filter(|_| done) else { return Effect::default() };
    let slots = match action {
        "import_candidates" => imported(facts),
        "update_candidate" => moved(facts),
        _ => slot.map(|slot| (slot, counts(action, facts))).into_iter().collect(),
    };
    let closes = facts["was"].as_str().is_none_or(|was| was == "open");
    Effect {
        event: Some(event),
        slots: slots.into_iter().filter(|(_, counts)| *counts != Counts::default()).collect(),
        conflicts: match action {
            "sync_conflict" => 1,
            "resolve_conflict" if closes => -1,
            _ => 0,
        },
        alerts_open: match action {
            "alert" => 1,
            "review_alert" if closes => -1,
            _ => 0,
        },
    }
}

fn event(action: &str) -> Option<LiveEvent> {
    Some(match action {
        "mark_attendance" | "undo_attendance" | "hand_over_attendance" => LiveEvent::AttendanceUpdate,
        "verify_face" | "capture_fingerprint" | "scan_sheet" | "bind_sheet" | "void_sheet" | "close_biometric" => {
            LiveEvent::BiometricUpdate
        }
        "update_exam" | "create_slot" | "update_slot" | "assign_slot" | "unassign_slot" | "import_candidates"
        | "update_candidate" | "enrol_face" => LiveEvent::StatusChange,
        "upload_records" | "sync_conflict" | "resolve_conflict" => LiveEvent::SyncUpdate,
        "alert" | "review_alert" => LiveEvent::Alert,
        _ => return None,
    })
}

fn counts(action: &str, facts: &Value) -> Counts {
    let was = facts["was"].as_str();
    // What a decided conflict puts in the place of something.
    let replaced = &facts["replaces"];
    let is = |name: &str| facts[name] == true;
    let step = |now: bool, before: bool| i64::from(now) - i64::from(before);
    let none = Counts::default();
    match action {
        "mark_attendance" => Counts { present: step(facts["status"] == "completed", was == Some("completed")), ..none },
        "undo_attendance" => Counts { present: step(false, was == Some("completed")), ..none },
        "verify_face" => {
            let verified = is("verified") || was == Some("verified");
            Counts {
                face_verified: step(verified, was == Some("verified")),
                face_mismatched: step(!verified, was == Some("mismatched")),
                ..none
            }
        }
        "capture_fingerprint" => Counts {
            fingerprints: step(facts["exception"] == false, was == Some("captured") || replaced["exception"] == false),
            ..none
        },
        "bind_sheet" => Counts { omr_bound: step(true, was.is_some()), ..none },
        "void_sheet" => Counts { omr_bound: step(false, is("wasBound")), ..none },
        // A close that was kept as neither waits for a supervisor.
        "close_biometric" => Counts {
            completed: step(is("verified") || is("overridden"), was.is_some() || replaced.is_object()),
            ..none
        },
        _ => none,
    }
}

fn imported(facts: &Value) -> Vec<(SlotId, Counts)> {
    let slots = facts["slots"].as_object().into_iter().flatten();
    let grown = |(slot, by): (&String, &Value)| {
        Some((slot.parse().ok()?, Counts { candidates: by.as_i64()?, ..Counts::default() }))
    };
    slots.filter_map(grown).collect()
}

fn moved(facts: &Value) -> Vec<(SlotId, Counts)> {
    let slot = |name: &str| facts[name].as_str()?.parse::<SlotId>().ok();
    let one = |by| Counts { candidates: by, ..Counts::default() };
    match (slot("from"), slot("to")) {
        (Some(from), Some(to)) if from != to => vec![(from, one(-1)), (to, one(1))],
        _ => Vec::new(),
    }
}

/// How far the candidate of an entry is after it, where the entry tells.
#[must_use]
pub fn status_after(action: &str, facts: &Value) -> Option<CandidateStatus> {
    match action {
        "mark_attendance" if facts["status"] == "completed" => Some(CandidateStatus::AttendanceCompleted),
        "mark_attendance" | "undo_attendance" => Some(CandidateStatus::Registered),
        "close_biometric" if counts(action, facts).completed > 0 => Some(CandidateStatus::BiometricCompleted),
        _ => None,
    }
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
