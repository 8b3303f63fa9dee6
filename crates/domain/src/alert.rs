//! What somebody has to look at.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{Refusal, UserId};

/// Open alerts alike that may be raised within [`SIMILAR_SECONDS`]; what comes on top is counted on the
/// newest of them.
pub const SIMILAR_ALERTS: i64 = 10;
/// The time in which alike alerts are counted together.
pub const SIMILAR_SECONDS: i64 = 60;

/// Kinds of alert.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AlertKind {
    /// Station 2 was tried without station 1.
    WorkflowViolation,
    /// An operator worked on another operator's candidate.
    OperatorMismatch,
    /// An operator reached for a candidate of another slot.
    SlotViolation,
    /// A live picture was refused.
    InvalidPhoto,
    /// A picture that verified somebody else, or an enrolled photograph, was used as a live face.
    DuplicateImage,
    /// An operator's own face was shown to the camera.
    OperatorFace,
    /// A live face did not match.
    FaceMismatch,
    /// Somebody decided in place of the match.
    MismatchApproved,
    /// From attendance to close in less time than the work takes.
    RapidVerification,
    /// Work after the slot's end.
    PostExamActivity,
    /// A barcode was scanned twice, or bound twice.
    DuplicateOmr,
    /// More candidate data was read than a station needs.
    DownloadAbuse,
    /// Logins failed again and again, or a refresh token came back.
    LoginAbuse,
    /// A live face is, by the threshold, the enrolled face of another candidate.
    DuplicateFace,
    /// A device's clock cannot be right.
    ClockTampering,
    /// Two records of one candidate, of which only one can stand.
    SyncConflict,
    /// A setting was made looser while a slot was active.
    SettingsLoosened,
    /// A face was captured beyond the exam's attempts.
    AttemptsExceeded,
    /// A record that was handed over could not be applied, and waits for a decision; or something that was said
    /// beside a capture could not be used.
    RecordFailed,
    /// A candidate was moved between the capture of a record and its receipt.
    CandidateMoved,
    /// A sheet was made void.
    SheetVoided,
    /// A face was scored by the local engine because the exam's own did not answer.
    EngineFallback,
}

/// How urgent an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// To be read in the evening.
    Low,
    /// To be read today.
    Medium,
    /// To be read now.
    High,
}

/// Whether somebody has looked at an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum AlertStatus {
    /// Nobody has.
    Open,
    /// Somebody has.
    Reviewed,
}

/// Decides whether somebody may review an alert: never one about themselves.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub fn may_review(reviewer: UserId, about: Option<UserId>) -> Result<(), Refusal> {
    if about == Some(reviewer) { Err(Refusal::Forbidden) } else { Ok(()) }
}

impl AlertKind {
    /// Whether it tells of what an operator does rather than of a candidate: such are alike whomever they are
    /// about, so that a walk through a roster is one story. All others are alike only of one candidate.
    #[must_use]
    pub fn is_of_operator(self) -> bool {
        matches!(self, Self::SlotViolation | Self::InvalidPhoto | Self::RecordFailed | Self::EngineFallback)
    }

    /// How urgent it is.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::FaceMismatch
            | Self::DuplicateImage
            | Self::OperatorFace
            | Self::DuplicateOmr
            | Self::DuplicateFace
            | Self::DownloadAbuse
            | Self::AttemptsExceeded
            | Self::SettingsLoosened => Severity::High,
            Self::WorkflowViolation
            | Self::OperatorMismatch
            | Self::SlotViolation
            | Self::MismatchApproved
            | Self::PostExamActivity
            | Self::ClockTampering
            | Self::SyncConflict
            | Self::LoginAbuse
            | Self::RecordFailed
            | Self::CandidateMoved
            | Self::SheetVoided
            | Self::EngineFallback => Severity::Medium,
            Self::InvalidPhoto | Self::RapidVerification => Severity::Low,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nobody_reviews_what_they_caused() {
        let [one, other] = [1, 2].map(|id| UserId(Uuid::from_u128(id)));
        assert_eq!(may_review(one, Some(one)), Err(Refusal::Forbidden));
        assert_eq!(may_review(one, Some(other)), Ok(()));
        assert_eq!(may_review(one, None), Ok(()));
    }
}
