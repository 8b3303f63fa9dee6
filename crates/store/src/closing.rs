//! The close of station 2.

use domain::{
    AttendanceId, BiometricId, CandidateId, ExamId, Timestamp, UserId, attendance::Attendance, closing::Close,
};

use crate::{Result, Row, Tx, args, sql};

/// A closed station.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Its id.
    pub id: BiometricId,
    /// How it was closed.
    pub close: Close,
    /// When.
    pub completed_at: Timestamp,
}

fn biometric(row: &Row) -> Result<Closing> {
    Ok(Closing {
        id: row.id("id")?,
        close: Close {
            verified: row.get("verified")?,
            overridden: row.get("overridden")?,
            match_percentage: row.opt("match_percentage")?,
        },
        completed_at: row.time("completed_at")?,
    })
}

/// The close of a candidate's station.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Option<Closing>> {
    let statement = sql!("SELECT * FROM biometric WHERE exam_id = $1 AND candidate_id = $2");
    tx.find(statement, args![exam, candidate], biometric).await
}

/// Why a person decided in place of the match.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reasons<'a> {
    /// The decision's.
    pub override_reason: Option<&'a str>,
    /// Why no comparison was possible.
    pub no_attempt: Option<&'a str>,
}

/// Closes the station; false when it was closed.
///
/// # Errors
/// [`crate::StoreError`]; a constraint when there is no completed, eligible attendance.
pub async fn insert(
    tx: &mut Tx,
    biometric: &Closing,
    attendance: &Attendance,
    operator: UserId,
    reasons: Reasons<'_>,
) -> Result<bool> {
    let close = biometric.close;
    let added = tx
        .execute(
            sql!("INSERT INTO biometric (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
                      operator_id, verified, match_percentage, overridden, override_reason, no_attempt_reason, completed_at)
                  VALUES ($1, $2, $3, $4, 'completed', TRUE, $5, $6, $7, $8, $9, $10, $11)
                  ON CONFLICT (exam_id, candidate_id) DO NOTHING"),
            args![
                biometric.id, attendance.exam_id, attendance.candidate_id, attendance.id, operator, close.verified,
                close.match_percentage, close.overridden, reasons.override_reason, reasons.no_attempt,
                biometric.completed_at
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Whether anything of station 2 stands on an attendance.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any_on(tx: &mut Tx, attendance: AttendanceId) -> Result<bool> {
    let row = tx
        .one(
            sql!(
                "SELECT (SELECT COUNT(*) FROM face_attempt WHERE attendance_id = $1)
                      + (SELECT COUNT(*) FROM fingerprint WHERE attendance_id = $1)
                      + (SELECT COUNT(*) FROM omr_sheet WHERE attendance_id = $1)
                      + (SELECT COUNT(*) FROM biometric WHERE attendance_id = $1) AS standing"
            ),
            args![attendance],
        )
        .await?;
    Ok(row.get::<i64>("standing")? > 0)
}
