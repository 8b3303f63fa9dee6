//! Who handed records over, what that proves of who captured them, and who may hand over at all.

use domain::{CentreId, ExamId, UserId};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql, sync_records::Record};

/// Notes that a record was handed over, as `by` says: by whom, in which login, with which device and what proof. The
/// same once more is counted.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn note(tx: &mut Tx, id: Uuid, by: &Record) -> Result<()> {
    let statement = sql!(
        "INSERT INTO sync_hand_over AS h (record_id, uploaded_by, session_id, device_id, captor_id, proof, first_at,
              last_at, times)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 1)
          ON CONFLICT (record_id, uploaded_by, session_id, device_id, captor_id, proof)
              DO UPDATE SET last_at = EXCLUDED.last_at, times = h.times + 1"
    );
    let device = by.device_id.as_deref().unwrap_or_default();
    let args = args![id, by.uploaded_by, by.session_id, device, by.operator_id, &by.proof, by.received_at];
    tx.execute(statement, args).await.map(drop)
}

/// Writes that it is better known who captured a record that was not applied; the digest is that of its content
/// with them, `by` the hand-over that proves it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn prove(tx: &mut Tx, id: Uuid, captor: UserId, proof: &str, digest: Vec<u8>, by: &Record) -> Result<()> {
    tx.execute(
        sql!(
            "UPDATE sync_record SET operator_id = $2, proof = $3, digest = $4, token_issued_at = $5
              WHERE id = $1 AND status IN ('pending', 'failed') AND decided_at IS NULL"
        ),
        args![id, captor, proof, digest, by.token_issued_at],
    )
    .await
    .map(drop)
}

/// Whether somebody of this centre has to do with an exam, or this operator ever had a slot of it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn belongs(tx: &mut Tx, exam: ExamId, operator: UserId, centre: Option<CentreId>) -> Result<bool> {
    let statement = sql!(
        "SELECT 1 AS one FROM slot s WHERE s.exam_id = $1 AND (s.centre_id = $2
              OR EXISTS (SELECT 1 FROM operator_slot o WHERE o.slot_id = s.id AND o.operator_id = $3)) LIMIT 1"
    );
    Ok(tx.optional(statement, args![exam, centre, operator]).await?.is_some())
}

/// Which of these records somebody has handed over; the caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn handed_over(tx: &mut Tx, by: UserId, ids: impl Iterator<Item = Uuid>) -> Result<Vec<Uuid>> {
    let list: Value = ids.map(|id| Value::String(id.to_string())).collect();
    let statement = sql!(
        sqlite: "SELECT DISTINCT record_id FROM sync_hand_over WHERE uploaded_by = $1
                  AND record_id IN (SELECT unhex(value, '-') FROM json_each($2))",
        postgres: "SELECT DISTINCT record_id FROM sync_hand_over WHERE uploaded_by = $1
                  AND record_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2))"
    );
    tx.list(statement, args![by, list], |row: &Row| row.get("record_id")).await
}

/// Whether somebody of this centre, or who ever had a slot of it in the exam, has handed a record over.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn from_centre(tx: &mut Tx, id: Uuid, exam: ExamId, centre: CentreId) -> Result<bool> {
    let statement = sql!(
        "SELECT 1 AS one FROM sync_hand_over h JOIN account a ON a.id = h.uploaded_by
          WHERE h.record_id = $1 AND (a.centre_id = $3 OR EXISTS (
              SELECT 1 FROM operator_slot o JOIN slot s ON s.id = o.slot_id
               WHERE o.operator_id = a.id AND s.exam_id = $2 AND s.centre_id = $3)) LIMIT 1"
    );
    Ok(tx.optional(statement, args![id, exam, centre]).await?.is_some())
}

/// Whether somebody has handed a record over.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn from_account(tx: &mut Tx, id: Uuid, account: UserId) -> Result<bool> {
    let statement = sql!("SELECT 1 AS one FROM sync_hand_over WHERE record_id = $1 AND uploaded_by = $2 LIMIT 1");
    Ok(tx.optional(statement, args![id, account]).await?.is_some())
}
