//! Fingerprints: captured, never compared, never given back. No function here returns an image.

use domain::{
    BlobId, CandidateId, ExamId, FingerprintId, Timestamp, UserId, attendance::Attendance, fingerprint::Finger,
};

use crate::{Ask, Result, Row, Tx, args, change::Change, sql};

/// A capture, or the recorded reason why there is none.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Its id.
    pub id: FingerprintId,
    /// Which finger.
    pub finger: Option<Finger>,
    /// The device that captured it.
    pub capture_device_id: Option<String>,
    /// `png`, `bmp` or `wsq`.
    pub format: Option<String>,
    /// The computed quality, 0 to 100.
    pub image_quality: Option<f64>,
    /// The quality that the device claimed.
    pub device_quality: Option<f64>,
    /// Where the image lies.
    pub blob_id: Option<BlobId>,
    /// Why there is no image.
    pub exception_reason: Option<String>,
    /// When.
    pub captured_at: Timestamp,
}

fn capture(row: &Row) -> Result<Capture> {
    Ok(Capture {
        id: row.id("id")?,
        finger: row.opt_parse("finger")?,
        capture_device_id: row.opt("capture_device_id")?,
        format: row.opt("format")?,
        image_quality: row.opt("image_quality")?,
        device_quality: row.opt("device_quality")?,
        blob_id: row.opt_id("blob_id")?,
        exception_reason: row.opt("exception_reason")?,
        captured_at: row.time("captured_at")?,
    })
}

/// What was captured of a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Option<Capture>> {
    ask_of(exam, candidate).first(tx).await
}

/// The question of [`of`].
#[must_use]
pub fn ask_of(exam: ExamId, candidate: CandidateId) -> Ask<Capture> {
    let statement = sql!("SELECT * FROM fingerprint WHERE exam_id = $1 AND candidate_id = $2");
    Ask::new(statement, args![exam, candidate], capture)
}

/// Keeps a capture, by the next statement or the commit.
///
/// # Errors
/// [`crate::StoreError`]; `Overtaken` when the candidate has one, a constraint when there is no completed, eligible
/// attendance.
pub async fn insert(tx: &mut Tx, capture: &Capture, attendance: &Attendance, operator: UserId) -> Result<()> {
    let c = capture;
    let statement = sql!(
        "INSERT INTO fingerprint (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
              operator_id, captured_at, finger, capture_device_id, format, image_quality, device_quality, blob_id,
              exception_reason)
          VALUES ($1, $2, $3, $4, 'completed', TRUE, $5, $6, $7, $8, $9, $10, $11, $12, $13)
          ON CONFLICT (exam_id, candidate_id) DO NOTHING"
    );
    let args = args![
        c.id,
        attendance.exam_id,
        attendance.candidate_id,
        attendance.id,
        operator,
        c.captured_at,
        c.finger,
        c.capture_device_id.clone(),
        c.format.clone(),
        c.image_quality,
        c.device_quality,
        c.blob_id,
        c.exception_reason.clone()
    ];
    tx.later(Change { statement, args, one: Some("fingerprint") }).await
}
