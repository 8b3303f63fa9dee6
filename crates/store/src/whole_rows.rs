//! What stands of a candidate, whole, as it is kept when it is replaced; and its taking away.

use domain::{CandidateId, ExamId, sync::EntityType};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql};

/// A row that stands, whole.
#[derive(Clone, Debug)]
pub struct WholeRow {
    /// Its id; nil for a sheet, which has none.
    pub id: Uuid,
    /// Its id, or the barcode of a sheet.
    pub name: String,
    /// All of it.
    pub record: Value,
}

fn id(row: &Row, column: &'static str) -> Result<Value> {
    Ok(row.opt::<Uuid>(column)?.map_or(Value::Null, |id| json!(id)))
}

fn time(row: &Row, column: &'static str) -> Result<Value> {
    Ok(row.opt_time(column)?.map_or(Value::Null, |at| json!(at)))
}

fn text(row: &Row, column: &'static str) -> Result<Value> {
    Ok(json!(row.opt::<String>(column)?))
}

fn number(row: &Row, column: &'static str) -> Result<Value> {
    Ok(json!(row.opt::<f64>(column)?))
}

fn flag(row: &Row, column: &'static str) -> Result<Value> {
    Ok(json!(row.opt::<bool>(column)?))
}

fn row_of(row: &Row, record: Value) -> Result<WholeRow> {
    let id: Uuid = row.get("id")?;
    Ok(WholeRow { id, name: id.to_string(), record })
}

fn attendance(row: &Row) -> Result<WholeRow> {
    let record = json!({
        "id": id(row, "id")?, "operatorId": id(row, "operator_id")?, "markedBy": id(row, "marked_by")?,
        "markedAt": time(row, "marked_at")?, "status": text(row, "status")?, "checkpoint": flag(row, "checkpoint")?,
        "completedAt": time(row, "completed_at")?, "biometricEligible": flag(row, "biometric_eligible")?,
        "centreId": id(row, "centre_id")?, "slotId": id(row, "slot_id")?
    });
    row_of(row, record)
}

fn fingerprint(row: &Row) -> Result<WholeRow> {
    let record = json!({
        "id": id(row, "id")?, "operatorId": id(row, "operator_id")?, "attendanceId": id(row, "attendance_id")?,
        "capturedAt": time(row, "captured_at")?, "finger": text(row, "finger")?,
        "captureDeviceId": text(row, "capture_device_id")?, "format": text(row, "format")?,
        "imageQuality": number(row, "image_quality")?, "deviceQuality": number(row, "device_quality")?,
        "blobId": id(row, "blob_id")?, "exceptionReason": text(row, "exception_reason")?
    });
    row_of(row, record)
}

fn sheet(row: &Row) -> Result<WholeRow> {
    let barcode: String = row.get("barcode")?;
    let record = json!({
        "barcode": barcode, "status": text(row, "status")?, "candidateId": id(row, "candidate_id")?,
        "centreId": id(row, "centre_id")?, "scannedBy": id(row, "scanned_by")?, "scannedAt": time(row, "scanned_at")?,
        "barcodeRead": text(row, "barcode_read")?, "validatedBy": id(row, "validated_by")?,
        "validatedAt": time(row, "validated_at")?, "blobId": id(row, "blob_id")?
    });
    Ok(WholeRow { id: Uuid::nil(), name: barcode, record })
}

fn biometric(row: &Row) -> Result<WholeRow> {
    let record = json!({
        "id": id(row, "id")?, "operatorId": id(row, "operator_id")?, "attendanceId": id(row, "attendance_id")?,
        "verified": flag(row, "verified")?, "faceMatchPercentage": number(row, "match_percentage")?,
        "overridden": flag(row, "overridden")?, "overrideReason": text(row, "override_reason")?,
        "noAttemptReason": text(row, "no_attempt_reason")?, "completedAt": time(row, "completed_at")?
    });
    row_of(row, record)
}

/// What stands of a candidate; of a sheet, the one that is bound to them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(tx: &mut Tx, exam: ExamId, candidate: CandidateId, kind: EntityType) -> Result<Option<WholeRow>> {
    let args = args![exam, candidate];
    match kind {
        EntityType::Attendance => {
            tx.find(sql!("SELECT * FROM attendance WHERE exam_id = $1 AND candidate_id = $2"), args, attendance).await
        }
        EntityType::Fingerprint => {
            tx.find(sql!("SELECT * FROM fingerprint WHERE exam_id = $1 AND candidate_id = $2"), args, fingerprint).await
        }
        EntityType::Omr => {
            let bound =
                sql!("SELECT * FROM omr_sheet WHERE exam_id = $1 AND candidate_id = $2 AND status = 'validated'");
            tx.find(bound, args, sheet).await
        }
        EntityType::Biometric => {
            tx.find(sql!("SELECT * FROM biometric WHERE exam_id = $1 AND candidate_id = $2"), args, biometric).await
        }
        EntityType::Face => Ok(None),
    }
}

/// The sheet with this barcode, whosever it is.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sheet_of(tx: &mut Tx, exam: ExamId, barcode: &domain::text::Barcode) -> Result<Option<WholeRow>> {
    tx.find(sql!("SELECT * FROM omr_sheet WHERE exam_id = $1 AND barcode = $2"), args![exam, barcode], sheet).await
}

/// Takes a fingerprint away, to be replaced; its file stays, named by its blob row.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn delete_fingerprint(tx: &mut Tx, id: Uuid) -> Result<()> {
    tx.execute(sql!("DELETE FROM fingerprint WHERE id = $1"), args![id]).await.map(drop)
}

/// Takes a close away, to be replaced.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn delete_biometric(tx: &mut Tx, id: Uuid) -> Result<()> {
    tx.execute(sql!("DELETE FROM biometric WHERE id = $1"), args![id]).await.map(drop)
}
