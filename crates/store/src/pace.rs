//! The moments of candidates whose station was closed lately.

use domain::{CentreId, ExamId, pace::Passage};

use crate::{Result, Row, Statement, Tx, args, sql};

macro_rules! text {
    ($from:literal) => {
        concat!(
            "SELECT a.completed_at AS present, b.completed_at AS closed, \
                 (SELECT MIN(t.reserved_at) FROM face_attempt t WHERE t.exam_id = b.exam_id \
                     AND t.candidate_id = b.candidate_id AND t.state = 'kept') AS face_begun, \
                 (SELECT MAX(t.decided_at) FROM face_attempt t WHERE t.exam_id = b.exam_id \
                     AND t.candidate_id = b.candidate_id AND t.state = 'kept') AS face_done, \
                 (SELECT p.captured_at FROM fingerprint p WHERE p.exam_id = b.exam_id \
                     AND p.candidate_id = b.candidate_id) AS fingerprint_at, \
                 (SELECT o.validated_at FROM omr_sheet o WHERE o.exam_id = b.exam_id \
                     AND o.candidate_id = b.candidate_id AND o.status = 'validated') AS sheet_at \
             FROM (",
            $from,
            ") b JOIN attendance a ON a.id = b.attendance_id WHERE a.completed_at IS NOT NULL"
        )
    };
}

/// The `most` candidates of an exam, or of a centre, whose stations were closed last.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn latest(tx: &mut Tx, exam: ExamId, centre: Option<CentreId>, most: i64) -> Result<Vec<Passage>> {
    let mut args = args![exam, most];
    let statement: &'static Statement = match centre {
        None => sql!(text!("SELECT * FROM biometric WHERE exam_id = $1 ORDER BY completed_at DESC LIMIT $2")),
        Some(centre) => {
            args.push(centre.into());
            sql!(text!(
                "SELECT m.* FROM candidate c JOIN biometric m ON m.exam_id = c.exam_id AND m.candidate_id = c.id \
                 WHERE c.exam_id = $1 AND c.centre_id = $3 ORDER BY m.completed_at DESC LIMIT $2"
            ))
        }
    };
    let read = |row: &Row| {
        Ok(Passage {
            present: row.time("present")?,
            face_begun: row.opt_time("face_begun")?,
            face_done: row.opt_time("face_done")?,
            fingerprint: row.opt_time("fingerprint_at")?,
            sheet: row.opt_time("sheet_at")?,
            closed: row.time("closed")?,
        })
    };
    tx.list(statement, args, read).await
}
