//! OMR sheets.

use domain::{
    BlobId, CandidateId, CentreId, ExamId, Timestamp, UserId, attendance::Attendance, sheet::SheetStatus, text::Barcode,
};

use crate::{Ask, Result, Row, Tx, args, change::Change, sql};

/// A sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The exam.
    pub exam_id: ExamId,
    /// Its barcode.
    pub barcode: Barcode,
    /// Where it was scanned.
    pub centre_id: Option<CentreId>,
    /// Where it stands.
    pub status: SheetStatus,
    /// Who scanned it.
    pub scanned_by: UserId,
    /// When.
    pub scanned_at: Timestamp,
    /// Its image.
    pub blob_id: Option<BlobId>,
    /// What the barcode reader said of the image: `no_image`, `matched`, `unreadable`, or `mismatch`, which somebody
    /// confirmed.
    pub barcode_read: String,
    /// Whose it is, or was before it was made void.
    pub candidate_id: Option<CandidateId>,
}

fn sheet(row: &Row) -> Result<Sheet> {
    Ok(Sheet {
        exam_id: row.id("exam_id")?,
        barcode: row.parse("barcode")?,
        centre_id: row.opt_id("centre_id")?,
        status: row.parse("status")?,
        scanned_by: row.id("scanned_by")?,
        scanned_at: row.time("scanned_at")?,
        blob_id: row.opt_id("blob_id")?,
        barcode_read: row.get("barcode_read")?,
        candidate_id: row.opt_id("candidate_id")?,
    })
}

/// One sheet.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, exam: ExamId, barcode: &Barcode) -> Result<Option<Sheet>> {
    ask(exam, barcode).first(tx).await
}

/// The question of [`get`].
#[must_use]
pub fn ask(exam: ExamId, barcode: &Barcode) -> Ask<Sheet> {
    Ask::new(sql!("SELECT * FROM omr_sheet WHERE exam_id = $1 AND barcode = $2"), args![exam, barcode], sheet)
}

/// One sheet, held until the commit.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get_for_update(tx: &mut Tx, exam: ExamId, barcode: &Barcode) -> Result<Option<Sheet>> {
    ask_for_update(exam, barcode).first(tx).await
}

/// The question of [`get_for_update`].
#[must_use]
pub fn ask_for_update(exam: ExamId, barcode: &Barcode) -> Ask<Sheet> {
    let statement = sql!(
        sqlite: "SELECT * FROM omr_sheet WHERE exam_id = $1 AND barcode = $2",
        postgres: "SELECT * FROM omr_sheet WHERE exam_id = $1 AND barcode = $2 FOR UPDATE"
    );
    Ask::new(statement, args![exam, barcode], sheet)
}

/// The sheet that is bound to a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Option<Sheet>> {
    ask_of(exam, candidate).first(tx).await
}

/// The question of [`of`].
#[must_use]
pub fn ask_of(exam: ExamId, candidate: CandidateId) -> Ask<Sheet> {
    let statement = sql!("SELECT * FROM omr_sheet WHERE exam_id = $1 AND candidate_id = $2 AND status = 'validated'");
    Ask::new(statement, args![exam, candidate], sheet)
}

/// Registers a sheet, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`]; `Overtaken` when its barcode was scanned before.
pub async fn insert(tx: &mut Tx, sheet: &Sheet) -> Result<()> {
    let statement = sql!(
        "INSERT INTO omr_sheet (exam_id, barcode, centre_id, status, scanned_by, scanned_at, blob_id, barcode_read)
          VALUES ($1, $2, $3, 'scanned', $4, $5, $6, $7) ON CONFLICT (exam_id, barcode) DO NOTHING"
    );
    let args = args![
        sheet.exam_id,
        &sheet.barcode,
        sheet.centre_id,
        sheet.scanned_by,
        sheet.scanned_at,
        sheet.blob_id,
        &sheet.barcode_read
    ];
    tx.later(Change { statement, args, one: Some("omr_sheet") }).await
}

/// Binds a scanned sheet, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`]; `Overtaken` when it is not a free one any more, a constraint when the candidate has another
/// sheet or no completed, eligible attendance.
pub async fn bind(tx: &mut Tx, barcode: &Barcode, attendance: &Attendance, by: UserId, now: Timestamp) -> Result<()> {
    let statement = sql!(
        "UPDATE omr_sheet SET status = 'validated', candidate_id = $3, attendance_id = $4,
              attendance_status = 'completed', biometric_eligible = TRUE, validated_by = $5, validated_at = $6
          WHERE exam_id = $1 AND barcode = $2 AND status = 'scanned'"
    );
    let args = args![attendance.exam_id, barcode, attendance.candidate_id, attendance.id, by, now];
    tx.later(Change { statement, args, one: Some("omr_sheet") }).await
}

/// Makes a sheet void: its candidate is free for another, its barcode is spent. Whose it was stays.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn void(
    tx: &mut Tx,
    exam: ExamId,
    barcode: &Barcode,
    reason: &str,
    by: UserId,
    now: Timestamp,
) -> Result<bool> {
    let changed = tx
        .execute(
            sql!(
                "UPDATE omr_sheet SET status = 'void', attendance_id = NULL, attendance_status = NULL,
                      biometric_eligible = NULL, voided_by = $3, voided_at = $4, void_reason = $5
                  WHERE exam_id = $1 AND barcode = $2 AND status <> 'void'"
            ),
            args![exam, barcode, by, now, reason],
        )
        .await?;
    Ok(changed == 1)
}

/// Sheets of the exam that are told of at most, of those that may be one.
const ALIKE: i64 = 10;

/// Other sheets that are registered under one of these texts, in capitals.
#[must_use]
pub fn ask_under(exam: ExamId, barcode: &Barcode, forms: &[String]) -> Ask<Sheet> {
    let statement = sql!(
        sqlite: "SELECT o.* FROM json_each($3) f CROSS JOIN omr_sheet o ON o.exam_id = $1 AND upper(o.barcode) = f.value
                 WHERE o.barcode <> $2 ORDER BY o.barcode LIMIT $4", // a CROSS JOIN, so that it goes by the index
        postgres: "SELECT * FROM omr_sheet WHERE exam_id = $1 AND barcode <> $2
                       AND upper(barcode COLLATE \"C\") IN (SELECT jsonb_array_elements_text($3)) ORDER BY barcode LIMIT $4"
    );
    Ask::new(statement, args![exam, barcode, serde_json::json!(forms), ALIKE], sheet)
}

/// Whom the roster gives a sheet under one of these texts, in capitals; and where they sit.
#[must_use]
pub fn ask_given_to(exam: ExamId, forms: &[String]) -> Ask<(CandidateId, CentreId)> {
    let statement = sql!(
        sqlite: "SELECT c.id, c.centre_id FROM json_each($2) f CROSS JOIN candidate c ON c.exam_id = $1
                     AND c.omr_number IS NOT NULL AND upper(c.omr_number) = f.value ORDER BY c.id LIMIT $3",
        postgres: "SELECT id, centre_id FROM candidate WHERE exam_id = $1 AND omr_number IS NOT NULL
                       AND upper(omr_number COLLATE \"C\") IN (SELECT jsonb_array_elements_text($2)) ORDER BY id LIMIT $3"
    );
    let row = |row: &Row| Ok((row.id("id")?, row.id("centre_id")?));
    Ask::new(statement, args![exam, serde_json::json!(forms), ALIKE], row)
}
