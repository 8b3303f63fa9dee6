//! Station 1. A candidate without a row is pending; there is no row that says so.
//!
//! ```text
//!            mark completed            undo (no biometrics yet)
//! (no row) ────────────────▶ completed ────────────────▶ (no row)
//!     │ mark skipped             ▲
//!     └──────────▶ skipped ──────┘ mark completed
//! ```

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{
    Actor, AttendanceId, CandidateId, CentreId, ExamId, Refusal, Role, SlotId, Timestamp, UserId, exam::OperatorRule,
};

/// What station 1 says of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AttendanceStatus {
    /// Present.
    Completed,
    /// Passed over for now; may be completed later.
    Skipped,
}

/// The mark of station 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attendance {
    /// Its id.
    pub id: AttendanceId,
    /// Whom it is about.
    pub candidate_id: CandidateId,
    /// In which exam.
    pub exam_id: ExamId,
    /// At which centre.
    pub centre_id: CentreId,
    /// In which slot.
    pub slot_id: SlotId,
    /// The operator who may go on with the candidate: who marked it, or to whom it was handed.
    pub operator_id: UserId,
    /// What was marked.
    pub status: AttendanceStatus,
    /// Whether station 1 is passed.
    pub checkpoint: bool,
    /// When it was completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// Whether station 2 may begin.
    pub biometric_eligible: bool,
}

/// Seconds in which an operator may take back their own mark.
pub const UNDO_SECONDS: i64 = 60;

/// What marking does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A first row.
    Insert,
    /// The skipped row becomes completed.
    Complete,
}

/// Decides a mark at station 1.
///
/// # Errors
/// [`Refusal::AttendanceExists`] unless a skipped one is completed.
pub fn mark(existing: Option<AttendanceStatus>, wanted: AttendanceStatus) -> Result<Mark, Refusal> {
    match (existing, wanted) {
        (None, _) => Ok(Mark::Insert),
        (Some(AttendanceStatus::Skipped), AttendanceStatus::Completed) => Ok(Mark::Complete),
        (Some(_), _) => Err(Refusal::AttendanceExists),
    }
}

/// Decides whether a mark may be taken back. `marked_at` is when the server could believe it made, never
/// what a device says alone; one that lies in the future is no mark of this minute either.
///
/// # Errors
/// [`Refusal::OperatorMismatch`] for another operator's mark, [`Refusal::Forbidden`] for one's own
/// after a minute, [`Refusal::BiometricsExist`] once there is anything of station 2.
pub fn undo(
    actor: &Actor,
    marked_by: UserId,
    marked_at: Timestamp,
    biometrics: bool,
    now: Timestamp,
) -> Result<(), Refusal> {
    if actor.role == Role::Operator && actor.user_id != marked_by {
        return Err(Refusal::OperatorMismatch);
    }
    if biometrics {
        return Err(Refusal::BiometricsExist);
    }
    if actor.role == Role::Operator && now.seconds_since(marked_at).abs() > UNDO_SECONDS {
        return Err(Refusal::Forbidden);
    }
    Ok(())
}

/// Decides whether station 2 may touch this candidate: completed, eligible attendance, and the
/// operator that the exam's rule asks for. A supervisor who overrides is exempt from the latter.
///
/// # Errors
/// [`Refusal::AttendanceRequired`], then [`Refusal::OperatorMismatch`].
pub fn admit<'a>(
    attendance: Option<&'a Attendance>,
    rule: OperatorRule,
    actor: &Actor,
    overriding: bool,
) -> Result<&'a Attendance, Refusal> {
    let attendance = attendance
        .filter(|a| a.status == AttendanceStatus::Completed && a.biometric_eligible)
        .ok_or(Refusal::AttendanceRequired)?;
    let exempt = actor.role == Role::Supervisor && overriding;
    if rule == OperatorRule::SamePerson && attendance.operator_id != actor.user_id && !exempt {
        return Err(Refusal::OperatorMismatch);
    }
    Ok(attendance)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use AttendanceStatus::{Completed, Skipped};

    #[test]
    fn every_state_against_every_mark() {
        let table = [
            (None, Completed, Ok(Mark::Insert)),
            (None, Skipped, Ok(Mark::Insert)),
            (Some(Skipped), Completed, Ok(Mark::Complete)),
            (Some(Skipped), Skipped, Err(Refusal::AttendanceExists)),
            (Some(Completed), Completed, Err(Refusal::AttendanceExists)),
            (Some(Completed), Skipped, Err(Refusal::AttendanceExists)),
        ];
        for (existing, wanted, expected) in table {
            assert_eq!(mark(existing, wanted), expected, "{existing:?} {wanted:?}");
        }
    }

    fn actor(role: Role, id: u128) -> Actor {
        Actor {
            user_id: UserId(Uuid::from_u128(id)),
            role,
            centre_id: None,
            exam_ids: vec![],
            session_id: Uuid::nil().into(),
        }
    }

    #[test]
    fn undo_is_the_operators_for_a_minute_then_the_supervisors() {
        let at = Timestamp(0);
        let (early, late) = (at.plus_seconds(60), at.plus_seconds(61));
        let mine = UserId(Uuid::from_u128(1));
        let operator = actor(Role::Operator, 1);
        assert_eq!(undo(&operator, mine, at, false, early), Ok(()));
        assert_eq!(undo(&operator, mine, at, false, late), Err(Refusal::Forbidden));
        assert_eq!(undo(&operator, mine, late, false, at), Err(Refusal::Forbidden));
        assert_eq!(undo(&operator, mine, at, true, late), Err(Refusal::BiometricsExist));
        assert_eq!(undo(&actor(Role::Operator, 2), mine, at, false, early), Err(Refusal::OperatorMismatch));
        assert_eq!(undo(&actor(Role::Supervisor, 3), mine, at, false, late), Ok(()));
        assert_eq!(undo(&actor(Role::Admin, 3), mine, at, true, late), Err(Refusal::BiometricsExist));
    }

    fn marked(status: AttendanceStatus) -> Attendance {
        Attendance {
            id: Uuid::nil().into(),
            candidate_id: Uuid::nil().into(),
            exam_id: Uuid::nil().into(),
            centre_id: Uuid::nil().into(),
            slot_id: Uuid::nil().into(),
            operator_id: UserId(Uuid::from_u128(1)),
            status,
            checkpoint: status == Completed,
            completed_at: None,
            biometric_eligible: status == Completed,
        }
    }

    #[test]
    fn nobody_reaches_station_two_without_station_one() {
        let operator = actor(Role::Operator, 1);
        let other = actor(Role::Operator, 2);
        let supervisor = actor(Role::Supervisor, 3);
        let (same, assigned) = (OperatorRule::SamePerson, OperatorRule::Assigned);
        let done = marked(Completed);
        let skipped = marked(Skipped);
        for overriding in [false, true] {
            assert_eq!(admit(None, same, &supervisor, overriding).err(), Some(Refusal::AttendanceRequired));
            assert_eq!(admit(Some(&skipped), assigned, &operator, overriding).err(), Some(Refusal::AttendanceRequired));
        }
        assert!(admit(Some(&done), same, &operator, false).is_ok());
        assert_eq!(admit(Some(&done), same, &other, true).err(), Some(Refusal::OperatorMismatch));
        assert!(admit(Some(&done), assigned, &other, false).is_ok());
        assert_eq!(admit(Some(&done), same, &supervisor, false).err(), Some(Refusal::OperatorMismatch));
        assert!(admit(Some(&done), same, &supervisor, true).is_ok());
    }
}
