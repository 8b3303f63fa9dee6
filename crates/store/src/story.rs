//! What is told of one candidate: the entries of the journal about them, and what stands beside it in the tables.

use domain::{AlertId, CandidateId, CentreId, ExamId, Timestamp, UserId};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Result, Row, Tx, args,
    journal::{Entry, entry},
    sql,
    sync_conflicts::{Listed, conflict, conflict_columns, with_records},
};

/// The most of each that is told.
pub const STORY_MOST: i64 = 1000;

/// The first entries about a candidate, in the order in which they were decided: all but looks at them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn entries(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Vec<Entry>> {
    let statement = sql!(
        "SELECT * FROM journal WHERE candidate_id = $2 AND exam_id = $1 AND action NOT LIKE 'read!_%' ESCAPE '!'
          ORDER BY id LIMIT $3"
    );
    tx.list(statement, args![exam, candidate, STORY_MOST + 1], entry).await
}

/// What is known of the device and the clock behind a record.
#[derive(Clone, Debug)]
pub struct RecordClock {
    /// The server's id of the record.
    pub id: Uuid,
    /// The device.
    pub device_id: Option<String>,
    /// When it was captured, by the device's clock.
    pub captured_at: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
    /// Microseconds that the device's clock was ahead when it handed the record over; negative: behind.
    pub clock_offset: i64,
    /// Who handed it over.
    pub uploaded_by: UserId,
    /// How it is known who captured it.
    pub proof: String,
}

/// The clocks behind the records of a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn clocks(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Vec<RecordClock>> {
    let statement = sql!(
        "SELECT id, device_id, captured_at, received_at, clock_offset, uploaded_by, proof FROM sync_record
          WHERE exam_id = $1 AND candidate_id = $2 ORDER BY id LIMIT $3"
    );
    let read = |row: &Row| {
        Ok(RecordClock {
            id: row.get("id")?,
            device_id: row.opt("device_id")?,
            captured_at: row.time("captured_at")?,
            received_at: row.time("received_at")?,
            clock_offset: row.get("clock_offset")?,
            uploaded_by: row.id("uploaded_by")?,
            proof: row.get("proof")?,
        })
    };
    tx.list(statement, args![exam, candidate, STORY_MOST], read).await
}

/// What the log and the roster tell of something that stands.
#[derive(Clone, Debug, Default)]
pub struct Stood {
    /// With which device it was done first.
    pub device_id: Option<String>,
    /// The centre of its candidate.
    pub centre_id: Option<CentreId>,
}

/// Of things of candidates, by the ids or barcodes that the log names them by; one for each, in their order.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn stood(tx: &mut Tx, exam: ExamId, things: &[(CandidateId, String)]) -> Result<Vec<Stood>> {
    macro_rules! text {
        ($id:literal, $from:literal) => {
            concat!(
                "SELECT (SELECT device_id FROM journal WHERE candidate_id = ",
                $id,
                " AND exam_id = $1 AND subject_id = f.value ->> 1 AND outcome = 'done' AND device_id IS NOT NULL \
                   ORDER BY id LIMIT 1) AS device_id, \
                   (SELECT centre_id FROM candidate WHERE exam_id = $1 AND id = ",
                $id,
                ") AS centre_id FROM ",
                $from
            )
        };
    }
    let statement = sql!(
        sqlite: text!("unhex(f.value ->> 0, '-')", "json_each($2) f ORDER BY f.key"),
        postgres: text!("(f.value ->> 0)::uuid", "jsonb_array_elements($2) WITH ORDINALITY f (value, at) ORDER BY f.at")
    );
    let read = |row: &Row| Ok(Stood { device_id: row.opt("device_id")?, centre_id: row.opt_id("centre_id")? });
    tx.list(statement, args![exam, json!(things)], read).await
}

/// A reason that somebody gave, and of what: by the id or barcode that the entry is about, and by its moment where one
/// thing can have several.
#[derive(Clone, Debug)]
pub struct StoryReason {
    /// What the entry is about.
    pub subject: String,
    /// When it was decided, where that tells it apart.
    pub at: Option<Timestamp>,
    /// What was typed.
    pub text: String,
}

/// The reasons that were typed about a candidate: the journal has their digests alone.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn reasons(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Vec<StoryReason>> {
    let statement = sql!(
        "SELECT l.* FROM (
             SELECT entity_id AS id, '' AS barcode, replaced_at AS at, reason AS text FROM record_history
              WHERE exam_id = $1 AND candidate_id = $2
             UNION ALL SELECT id, '', NULL, override_reason FROM biometric WHERE exam_id = $1 AND candidate_id = $2
             UNION ALL SELECT id, '', NULL, exception_reason FROM fingerprint WHERE exam_id = $1 AND candidate_id = $2
             UNION ALL SELECT candidate_id, barcode, NULL, void_reason FROM omr_sheet
              WHERE exam_id = $1 AND candidate_id = $2
             UNION ALL SELECT id, '', NULL, reason FROM alert WHERE exam_id = $1 AND candidate_id = $2
             UNION ALL SELECT id, '', reviewed_at, note FROM alert WHERE exam_id = $1 AND candidate_id = $2
             UNION ALL SELECT id, '', resolved_at, resolve_reason FROM sync_conflict
              WHERE exam_id = $1 AND candidate_id = $2
             UNION ALL SELECT id, '', decided_at, decide_reason FROM sync_record
              WHERE exam_id = $1 AND candidate_id = $2) l
          WHERE l.text IS NOT NULL LIMIT $3"
    );
    let read = |row: &Row| {
        let (id, barcode): (Uuid, String) = (row.get("id")?, row.get("barcode")?);
        let subject = if barcode.is_empty() { id.to_string() } else { barcode };
        Ok(StoryReason { subject, at: row.opt_time("at")?, text: row.get("text")? })
    };
    tx.list(statement, args![exam, candidate, STORY_MOST], read).await
}

/// The conflicts about a candidate, each with both sides.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn conflicts(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Vec<Listed>> {
    let statement = sql!(concat!(
        "SELECT ",
        conflict_columns!(),
        " FROM sync_conflict c WHERE c.exam_id = $1 AND c.candidate_id = $2 ORDER BY c.id LIMIT 100"
    ));
    let conflicts = tx.list(statement, args![exam, candidate], conflict).await?;
    with_records(tx, conflicts).await
}

/// The sheets that are or were the candidate's and have a picture.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn pictured(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Vec<String>> {
    let statement = sql!(
        "SELECT barcode FROM omr_sheet WHERE exam_id = $1 AND candidate_id = $2 AND blob_id IS NOT NULL LIMIT 100"
    );
    tx.list(statement, args![exam, candidate], |row| row.get("barcode")).await
}

/// How often an alert was repeated, where it was.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn repeats(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Vec<(AlertId, u32)>> {
    let statement = sql!(
        "SELECT id, repeats FROM alert WHERE exam_id = $1 AND candidate_id = $2 AND repeats > 0 ORDER BY id LIMIT $3"
    );
    let read = |row: &Row| Ok((row.id("id")?, row.count("repeats")?));
    tx.list(statement, args![exam, candidate, STORY_MOST], read).await
}
