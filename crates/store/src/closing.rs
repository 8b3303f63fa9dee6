//! The close of station 2.

use domain::{
    AttendanceId, BiometricId, CandidateId, ExamId, Timestamp, UserId, attendance::Attendance, closing::Close,
};

use crate::{Ask, Result, Row, Tx, args, change::Change, sql};

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
    ask_of(exam, candidate).first(tx).await
}

/// The question of [`of`].
#[must_use]
pub fn ask_of(exam: ExamId, candidate: CandidateId) -> Ask<Closing> {
    let statement = sql!("SELECT * FROM biometric WHERE exam_id = $1 AND candidate_id = $2");
    Ask::new(statement, args![exam, candidate], biometric)
}

/// What there is of a candidate besides the comparisons of their face.
#[derive(Clone, Copy, Debug, Default)]
pub struct Present {
    /// An enrolled face.
    pub face: bool,
    /// A fingerprint, or why there is none.
    pub fingerprint: bool,
    /// A sheet that is bound.
    pub sheet: bool,
}

/// What there is of a candidate: one row.
#[must_use]
pub fn ask_present(exam: ExamId, candidate: CandidateId) -> Ask<Present> {
    let statement = sql!(
        "SELECT EXISTS (SELECT 1 FROM enrolled_face WHERE exam_id = $1 AND candidate_id = $2) AS face,
              EXISTS (SELECT 1 FROM fingerprint WHERE exam_id = $1 AND candidate_id = $2) AS fingerprint,
              EXISTS (SELECT 1 FROM omr_sheet
                       WHERE exam_id = $1 AND candidate_id = $2 AND status = 'validated') AS sheet"
    );
    Ask::new(statement, args![exam, candidate], |row| {
        Ok(Present { face: row.get("face")?, fingerprint: row.get("fingerprint")?, sheet: row.get("sheet")? })
    })
}

/// Why a person decided in place of the match.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reasons<'a> {
    /// The decision's.
    pub override_reason: Option<&'a str>,
    /// Why no comparison was possible.
    pub no_attempt: Option<&'a str>,
}

/// Closes the station, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`]; `Overtaken` when it was closed, a constraint when there is no completed, eligible attendance.
pub async fn insert(
    tx: &mut Tx,
    biometric: &Closing,
    attendance: &Attendance,
    operator: UserId,
    reasons: Reasons<'_>,
) -> Result<()> {
    let close = biometric.close;
    let statement = sql!(
        "INSERT INTO biometric (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
              operator_id, verified, match_percentage, overridden, override_reason, no_attempt_reason, completed_at)
          VALUES ($1, $2, $3, $4, 'completed', TRUE, $5, $6, $7, $8, $9, $10, $11)
          ON CONFLICT (exam_id, candidate_id) DO NOTHING"
    );
    let args = args![
        biometric.id,
        attendance.exam_id,
        attendance.candidate_id,
        attendance.id,
        operator,
        close.verified,
        close.match_percentage,
        close.overridden,
        reasons.override_reason,
        reasons.no_attempt,
        biometric.completed_at
    ];
    tx.later(Change { statement, args, one: Some("biometric") }).await
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
