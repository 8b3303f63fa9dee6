//! Rows as the tables that follow the journal have them: one, or page by page in the order of their keys.

use domain::{CandidateId, ExamId, PasswordId, Timestamp, UserId, sheet::SheetStatus};
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql};

/// What is told of a sheet.
#[derive(Clone, Debug)]
pub struct SheetRow {
    /// The exam.
    pub exam_id: ExamId,
    /// Its barcode.
    pub barcode: String,
    /// Where it stands.
    pub status: SheetStatus,
    /// When it was scanned.
    pub scanned_at: Timestamp,
    /// By whom.
    pub scanned_by: UserId,
    /// Its picture.
    pub blob_id: Option<domain::BlobId>,
    /// Whose it is, or was before it was made void.
    pub candidate_id: Option<CandidateId>,
    /// The same by roll number.
    pub roll_number: Option<String>,
}

fn sheet_row(row: &Row) -> Result<SheetRow> {
    Ok(SheetRow {
        exam_id: row.id("exam_id")?,
        barcode: row.get("barcode")?,
        status: row.parse("status")?,
        scanned_at: row.time("scanned_at")?,
        scanned_by: row.id("scanned_by")?,
        blob_id: row.opt_id("blob_id")?,
        candidate_id: row.opt_id("candidate_id")?,
        roll_number: row.opt("roll_number")?,
    })
}

macro_rules! sheets {
    ($which:literal) => {
        sql!(concat!(
            "SELECT o.exam_id, o.barcode, o.status, o.scanned_at, o.scanned_by, o.blob_id, o.candidate_id, c.roll_number
              FROM omr_sheet o LEFT JOIN candidate c ON c.exam_id = o.exam_id AND c.id = o.candidate_id WHERE ",
            $which
        ))
    };
}

/// One sheet.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sheet(tx: &mut Tx, exam: ExamId, barcode: &str) -> Result<Option<SheetRow>> {
    tx.find(sheets!("o.exam_id = $1 AND o.barcode = $2"), args![exam, barcode], sheet_row).await
}

/// At most `limit` sheets after one; from the first with the nil id and no barcode.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sheets_after(tx: &mut Tx, exam: Uuid, barcode: &str, limit: i64) -> Result<Vec<SheetRow>> {
    let statement = sheets!("(o.exam_id, o.barcode) > ($1, $2) ORDER BY o.exam_id, o.barcode LIMIT $3");
    tx.list(statement, args![exam, barcode, limit], sheet_row).await
}

/// What is told of an enrolled face.
#[derive(Clone, Debug)]
pub struct FaceRow {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// The engine that read the face.
    pub engine: String,
    /// When.
    pub enrolled_at: Timestamp,
    /// The face in a collection of Rekognition, where it lies in one.
    pub face_id: Option<String>,
}

fn face_row(row: &Row) -> Result<FaceRow> {
    Ok(FaceRow {
        exam_id: row.id("exam_id")?,
        candidate_id: row.id("candidate_id")?,
        engine: row.get("engine")?,
        enrolled_at: row.time("enrolled_at")?,
        face_id: row.opt("face_id")?,
    })
}

macro_rules! faces {
    ($which:literal) => {
        sql!(concat!(
            "SELECT e.exam_id, e.candidate_id, e.engine, e.enrolled_at, i.face_id
              FROM enrolled_face e LEFT JOIN face_index i ON i.enrolment_id = e.id AND i.state = 'indexed' WHERE ",
            $which
        ))
    };
}

/// The face of one candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn face(tx: &mut Tx, exam: ExamId, candidate: Uuid) -> Result<Option<FaceRow>> {
    let statement = faces!("e.exam_id = $1 AND e.candidate_id = $2");
    tx.find(statement, args![exam, candidate], face_row).await
}

/// At most `limit` faces after one; from the first with nil ids.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn faces_after(tx: &mut Tx, exam: Uuid, candidate: Uuid, limit: i64) -> Result<Vec<FaceRow>> {
    let statement = faces!("(e.exam_id, e.candidate_id) > ($1, $2) ORDER BY e.exam_id, e.candidate_id LIMIT $3");
    tx.list(statement, args![exam, candidate, limit], face_row).await
}

/// What is known here of a password that DynamoDB decides over.
#[derive(Clone, Debug)]
pub struct PasswordRow {
    /// Its id.
    pub id: PasswordId,
    /// The exam it opens.
    pub exam_id: ExamId,
    /// Who alone may use it.
    pub operator_id: Option<UserId>,
    /// Where alone it may be used.
    pub centre_id: Option<domain::CentreId>,
    /// From when on it is over.
    pub expires_at: Timestamp,
    /// Who was given a download for it, and when it was used.
    pub used: Option<(UserId, Timestamp)>,
}

fn password_row(row: &Row) -> Result<PasswordRow> {
    let (by, at) = (row.opt_id("used_by")?, row.opt_time("used_at")?);
    Ok(PasswordRow {
        id: row.id("id")?,
        exam_id: row.id("exam_id")?,
        operator_id: row.opt_id("operator_id")?,
        centre_id: row.opt_id("centre_id")?,
        expires_at: row.time("expires_at")?,
        used: by.zip(at),
    })
}

/// At most `limit` passwords that DynamoDB decides over, after one (from the first with the nil id), which are not
/// forgotten before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn passwords_after(tx: &mut Tx, after: Uuid, cut: Timestamp, limit: i64) -> Result<Vec<PasswordRow>> {
    let statement = sql!(
        "SELECT p.id, p.exam_id, p.operator_id, p.centre_id, p.expires_at, p.used_by, p.used_at
          FROM download_password p WHERE p.id > $1 AND p.held_in = 'dynamodb' AND p.expires_at > $2
          ORDER BY p.id LIMIT $3"
    );
    tx.list(statement, args![after, cut, limit], password_row).await
}
