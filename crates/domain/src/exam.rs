//! An exam and the settings that its rules follow.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ExamId, Timestamp, UserId,
    text::{Code, Line},
};

/// An exam.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exam {
    /// Its id.
    pub id: ExamId,
    /// Its unique code.
    pub code: Code,
    /// Its name.
    pub name: Line,
    /// The settings in force.
    pub settings: ExamSettings,
    /// When it was created.
    pub created_at: Timestamp,
    /// Who created it.
    pub created_by: UserId,
}

/// Who may go on at station 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OperatorRule {
    /// Only the operator who marked the attendance, or the one it was handed to.
    SamePerson,
    /// Any operator who is assigned to the slot.
    Assigned,
}

/// How a slot becomes active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlotActivation {
    /// By hand alone.
    Manual,
    /// By its start and end, `graceMinutes` wider on both sides; by hand too.
    ByTime,
}

/// Which engine compares faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaceEngine {
    /// In this process.
    Local,
    /// Amazon Rekognition.
    Rekognition,
}

/// What scores a face when the exam's engine does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaceFallback {
    /// Nothing: the call is refused, and costs no attempt.
    None,
    /// The engine in this process; the attempt says so, and an alert is raised.
    Local,
}

/// The settings of an exam.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ExamSettings {
    /// Match percentage from which a face counts as verified; 90 to 100. The same percentage is another error rate with
    /// another `faceEngine`.
    #[schema(minimum = 90, maximum = 100)]
    pub face_threshold: f64,
    /// Comparisons a candidate may have; 1 to 20.
    #[schema(minimum = 1, maximum = 20)]
    pub max_face_attempts: u32,
    /// Whether an operator may approve a mismatch with a reason, without a supervisor.
    pub allow_mismatch_approval: bool,
    /// Who may go on at station 2.
    pub operator_rule: OperatorRule,
    /// Whether the station closes only with a fingerprint or its exception.
    pub require_fingerprint: bool,
    /// Whether the station closes only with a bound OMR sheet.
    pub require_omr: bool,
    /// How slots become active.
    pub slot_activation: SlotActivation,
    /// Seconds between attendance and close under which an alert is raised; 0 to 3600.
    #[schema(minimum = 0, maximum = 3600)]
    pub min_verification_seconds: u32,
    /// Minutes around a slot in which work is ordinary; 0 to 1440.
    #[schema(minimum = 0, maximum = 1440)]
    pub grace_minutes: u32,
    /// Whether stations refuse what comes after the end (and its grace).
    pub strict_after_end: bool,
    /// Which engine compares faces.
    pub face_engine: FaceEngine,
    /// What compares them when `faceEngine` is another one than the local and does not answer.
    pub face_fallback: FaceFallback,
    /// Whether a gate shows photograph and roll number without the name.
    pub hide_names_at_gate: bool,
    /// Days after which the exam's personal data may be erased; 1 to 36500.
    #[schema(minimum = 1, maximum = 36500)]
    pub retention_days: u32,
}

impl Default for ExamSettings {
    fn default() -> Self {
        Self {
            face_threshold: 96.5,
            max_face_attempts: 3,
            allow_mismatch_approval: false,
            operator_rule: OperatorRule::SamePerson,
            require_fingerprint: true,
            require_omr: true,
            slot_activation: SlotActivation::Manual,
            min_verification_seconds: 5,
            grace_minutes: 30,
            strict_after_end: false,
            face_engine: FaceEngine::Local,
            face_fallback: FaceFallback::None,
            hide_names_at_gate: false,
            retention_days: 365,
        }
    }
}

/// A setting out of its range: the field as clients write it, and what it must be.
pub type InvalidSetting = (&'static str, &'static str);

impl ExamSettings {
    /// Seconds of grace around a slot.
    #[must_use]
    pub fn grace_seconds(&self) -> i64 {
        i64::from(self.grace_minutes) * 60
    }

    /// Every setting that is out of its range.
    #[must_use]
    pub fn problems(&self) -> Vec<InvalidSetting> {
        let checks = [
            ((90.0..=100.0).contains(&self.face_threshold), ("faceThreshold", "must be 90 to 100")),
            ((1..=20).contains(&self.max_face_attempts), ("maxFaceAttempts", "must be 1 to 20")),
            (self.min_verification_seconds <= 3600, ("minVerificationSeconds", "must be 0 to 3600")),
            (self.grace_minutes <= 1440, ("graceMinutes", "must be 0 to 1440")),
            ((1..=36500).contains(&self.retention_days), ("retentionDays", "must be 1 to 36500")),
        ];
        checks.into_iter().filter(|(fine, _)| !fine).map(|(_, problem)| problem).collect()
    }

    /// The settings in which `new` is looser than these, by the names clients use.
    #[must_use]
    pub fn loosened_by(&self, new: &Self) -> Vec<&'static str> {
        let looser = [
            ("faceThreshold", new.face_threshold < self.face_threshold),
            ("maxFaceAttempts", new.max_face_attempts > self.max_face_attempts),
            ("allowMismatchApproval", new.allow_mismatch_approval && !self.allow_mismatch_approval),
            (
                "operatorRule",
                new.operator_rule == OperatorRule::Assigned && self.operator_rule == OperatorRule::SamePerson,
            ),
            ("requireFingerprint", !new.require_fingerprint && self.require_fingerprint),
            ("requireOmr", !new.require_omr && self.require_omr),
            ("minVerificationSeconds", new.min_verification_seconds < self.min_verification_seconds),
            ("graceMinutes", new.grace_minutes > self.grace_minutes),
            ("strictAfterEnd", !new.strict_after_end && self.strict_after_end),
            // The threshold stands for another error rate then, and nobody can say that it is no greater one.
            ("faceEngine", new.face_engine != self.face_engine),
            ("hideNamesAtGate", !new.hide_names_at_gate && self.hide_names_at_gate),
            ("faceFallback", new.face_fallback == FaceFallback::Local && self.face_fallback == FaceFallback::None),
        ];
        looser.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_the_contracts_and_in_range() {
        let settings = ExamSettings::default();
        assert!(settings.problems().is_empty());
        assert_eq!(serde_json::to_value(&settings).unwrap()["operatorRule"], "same_person");
    }

    #[test]
    fn a_threshold_under_ninety_is_out_of_range() {
        for face_threshold in [89.99, 100.01, f64::NAN, f64::INFINITY] {
            let settings = ExamSettings { face_threshold, ..ExamSettings::default() };
            assert_eq!(settings.problems()[0].0, "faceThreshold");
        }
    }

    #[test]
    fn loosening_is_seen_in_each_direction() {
        let strict = ExamSettings { strict_after_end: true, hide_names_at_gate: true, ..ExamSettings::default() };
        let loose = ExamSettings {
            face_threshold: 95.0,
            max_face_attempts: 4,
            allow_mismatch_approval: true,
            operator_rule: OperatorRule::Assigned,
            require_fingerprint: false,
            require_omr: false,
            min_verification_seconds: 0,
            grace_minutes: 60,
            strict_after_end: false,
            hide_names_at_gate: false,
            face_fallback: FaceFallback::Local,
            ..ExamSettings::default()
        };
        assert_eq!(strict.loosened_by(&loose).len(), 11);
        assert!(loose.loosened_by(&strict).is_empty());
        let distant = ExamSettings { face_engine: FaceEngine::Rekognition, ..strict.clone() };
        assert_eq!([strict.loosened_by(&distant), distant.loosened_by(&strict)], [["faceEngine"], ["faceEngine"]]);
        assert!(strict.loosened_by(&strict).is_empty());
    }
}
