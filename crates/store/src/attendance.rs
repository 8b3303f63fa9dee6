//! Station 1.

use domain::{AttendanceId, CandidateId, ExamId, Timestamp, UserId, attendance::Attendance};

use serde_json::{Value, json};

use crate::{Ask, Result, Row, Tx, args, change::Change, sql, sync_records::ids_json};

/// An attendance with who marked it and when: what taking it back is judged by.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The attendance.
    pub attendance: Attendance,
    /// Who marked it.
    pub marked_by: UserId,
    /// When it was marked, or completed after it was skipped.
    pub marked_at: Timestamp,
}

fn marked(row: &Row) -> Result<Marked> {
    Ok(Marked {
        attendance: Attendance {
            id: row.id("id")?,
            candidate_id: row.id("candidate_id")?,
            exam_id: row.id("exam_id")?,
            centre_id: row.id("centre_id")?,
            slot_id: row.id("slot_id")?,
            operator_id: row.id("operator_id")?,
            status: row.parse("status")?,
            checkpoint: row.get("checkpoint")?,
            completed_at: row.opt_time("completed_at")?,
            biometric_eligible: row.get("biometric_eligible")?,
        },
        marked_by: row.id("marked_by")?,
        marked_at: row.time("marked_at")?,
    })
}

/// The attendance of a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Option<Attendance>> {
    Ok(ask_of(exam, candidate).first(tx).await?.map(|marked| marked.attendance))
}

/// The question of [`of`], with who marked it.
#[must_use]
pub fn ask_of(exam: ExamId, candidate: CandidateId) -> Ask<Marked> {
    let statement = sql!("SELECT * FROM attendance WHERE exam_id = $1 AND candidate_id = $2");
    Ask::new(statement, args![exam, candidate], marked)
}

/// When a mark of a candidate was taken back last: the history holds it, and its row is gone. A mark that was only
/// handed over is still there.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn undone_at(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Option<Timestamp>> {
    let statement = sql!(
        "SELECT h.replaced_at FROM record_history h
          WHERE h.exam_id = $1 AND h.candidate_id = $2 AND h.entity_type = 'attendance'
            AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.id = h.entity_id)
          ORDER BY h.replaced_at DESC LIMIT 1"
    );
    tx.find(statement, args![exam, candidate], |row| row.time("replaced_at")).await
}

/// One attendance.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: AttendanceId) -> Result<Option<Marked>> {
    tx.find(sql!("SELECT * FROM attendance WHERE id = $1"), args![id], marked).await
}

/// Adds a mark, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`]; `Overtaken` when the candidate has one.
pub async fn insert(tx: &mut Tx, attendance: &Attendance, marked_at: Timestamp) -> Result<()> {
    let a = attendance;
    let statement = sql!(
        "INSERT INTO attendance (id, exam_id, candidate_id, centre_id, slot_id, operator_id, marked_by, marked_at,
              status, checkpoint, biometric_eligible, completed_at)
          VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11)
          ON CONFLICT (exam_id, candidate_id) DO NOTHING"
    );
    let args = args![
        a.id,
        a.exam_id,
        a.candidate_id,
        a.centre_id,
        a.slot_id,
        a.operator_id,
        marked_at,
        a.status,
        a.checkpoint,
        a.biometric_eligible,
        a.completed_at
    ];
    tx.later(Change { statement, args, one: Some("attendance") }).await
}

/// Adds marks, and tells how many: fewer where a candidate has one. The caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert_all(tx: &mut Tx, marks: &[(Attendance, Timestamp)]) -> Result<u64> {
    macro_rules! text {
        ($select:literal) => {
            concat!(
                "INSERT INTO attendance (id, exam_id, candidate_id, centre_id, slot_id, operator_id, marked_by, marked_at,
                      status, checkpoint, biometric_eligible, completed_at) ",
                $select,
                " ON CONFLICT (exam_id, candidate_id) DO NOTHING"
            )
        };
    }
    let statement = sql!(
        sqlite: text!(
            "SELECT unhex(value ->> 'id', '-'), unhex(value ->> 'exam', '-'), unhex(value ->> 'candidate', '-'),
                 unhex(value ->> 'centre', '-'), unhex(value ->> 'slot', '-'), unhex(value ->> 'operator', '-'),
                 unhex(value ->> 'operator', '-'), value ->> 'marked_at', value ->> 'status', value ->> 'checkpoint',
                 value ->> 'eligible', value ->> 'completed_at'
             FROM json_each($1) WHERE TRUE"
        ),
        postgres: text!(
            "SELECT id, exam, candidate, centre, slot, operator, operator, marked_at, status, checkpoint, eligible,
                 completed_at
             FROM jsonb_to_recordset($1) AS m (id UUID, exam UUID, candidate UUID, centre UUID, slot UUID, operator UUID,
                 marked_at BIGINT, status TEXT, checkpoint BOOLEAN, eligible BOOLEAN, completed_at BIGINT)"
        )
    );
    let row = |(a, marked_at): &(Attendance, Timestamp)| {
        json!({
            "id": a.id, "exam": a.exam_id, "candidate": a.candidate_id, "centre": a.centre_id, "slot": a.slot_id,
            "operator": a.operator_id, "marked_at": marked_at.0, "status": <&str>::from(a.status),
            "checkpoint": a.checkpoint, "eligible": a.biometric_eligible,
            "completed_at": a.completed_at.map(|at| at.0),
        })
    };
    tx.execute(statement, args![marks.iter().map(row).collect::<Value>()]).await
}

/// Those of these candidates who have a mark, or had one: what comes of another has to be looked at. The caller bounds
/// the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn ever_marked(tx: &mut Tx, exam: ExamId, of: impl Iterator<Item = CandidateId>) -> Result<Vec<CandidateId>> {
    macro_rules! text {
        ($list:literal) => {
            concat!(
                "SELECT candidate_id FROM attendance WHERE exam_id = $1 AND candidate_id IN (",
                $list,
                ") UNION SELECT candidate_id FROM record_history
                  WHERE exam_id = $1 AND entity_type = 'attendance' AND candidate_id IN (",
                $list,
                ")"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($2)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($2)")
    );
    tx.list(statement, args![exam, ids_json(of.map(|id| id.0))], |row| row.id("candidate_id")).await
}

/// Completes a skipped one; false when it is not skipped any more. `completed_at` is what is told, `marked_at`
/// what taking it back is judged by.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn complete(
    tx: &mut Tx,
    id: AttendanceId,
    operator: UserId,
    completed_at: Timestamp,
    marked_at: Timestamp,
) -> Result<bool> {
    let changed = tx
        .execute(
            sql!(
                "UPDATE attendance SET status = 'completed', checkpoint = TRUE, biometric_eligible = TRUE,
                      completed_at = $3, operator_id = $2, marked_by = $2, marked_at = $4
                  WHERE id = $1 AND status = 'skipped'"
            ),
            args![id, operator, completed_at, marked_at],
        )
        .await?;
    Ok(changed == 1)
}

/// Lets another operator go on.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hand_over(tx: &mut Tx, id: AttendanceId, operator: UserId) -> Result<()> {
    tx.execute(sql!("UPDATE attendance SET operator_id = $2 WHERE id = $1"), args![id, operator]).await.map(drop)
}

/// Takes a mark away. The database refuses while anything of station 2 points at it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn delete(tx: &mut Tx, id: AttendanceId) -> Result<bool> {
    Ok(tx.execute(sql!("DELETE FROM attendance WHERE id = $1"), args![id]).await? == 1)
}
