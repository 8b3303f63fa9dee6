//! Candidates, and everything a station shows of one in a single statement.

use domain::{
    AttendanceId, CandidateId, CentreId, ExamId, SlotId, Timestamp, UserId,
    attendance::AttendanceStatus,
    candidate::CandidateStatus,
    slot::SlotStatus,
    text::{Barcode, Line, RollNumber, tidy::search_key},
};

use serde_json::Value;

use crate::{Ask, Result, Row, Tx, args, sql, sync_records::ids_json};

/// A candidate, as the roster has them, and the slot they sit in.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its id.
    pub id: CandidateId,
    /// The exam.
    pub exam_id: ExamId,
    /// The centre.
    pub centre_id: CentreId,
    /// The slot.
    pub slot_id: SlotId,
    /// The roll number.
    pub roll_number: RollNumber,
    /// The name.
    pub name: Line,
    /// The father's name.
    pub father_name: Line,
    /// The date of birth, YYYY-MM-DD.
    pub dob: String,
    /// The gender, as the roster says it.
    pub gender: Option<String>,
    /// The OMR number that the roster foresees.
    pub omr_number: Option<String>,
    /// The room, as the roster says it.
    pub room: Option<String>,
    /// The seat, as the roster says it.
    pub seat: Option<String>,
    /// When the slot begins.
    pub slot_start: Option<Timestamp>,
    /// When the slot ends.
    pub slot_end: Option<Timestamp>,
    /// What the slot was set to.
    pub slot_set: SlotStatus,
}

/// A candidate and how far they are.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Who.
    pub candidate: Candidate,
    /// How far.
    pub status: CandidateStatus,
    /// Whether a photograph is enrolled.
    pub face_enrolled: bool,
    /// Station 1: id, status, operator, when completed.
    pub attendance: Option<(AttendanceId, AttendanceStatus, UserId, Option<Timestamp>)>,
    /// Comparisons that were made.
    pub attempts: u32,
    /// Whether one of them verified the face.
    pub face_verified: bool,
    /// The best percentage.
    pub match_percentage: Option<f64>,
    /// Whether there is a fingerprint (not an exception).
    pub fingerprint: bool,
    /// The bound sheet.
    pub barcode: Option<Barcode>,
}

fn candidate(row: &Row) -> Result<Candidate> {
    Ok(Candidate {
        id: row.id("id")?,
        exam_id: row.id("exam_id")?,
        centre_id: row.id("centre_id")?,
        slot_id: row.id("slot_id")?,
        roll_number: row.parse("roll_number")?,
        name: row.parse("name")?,
        father_name: row.parse("father_name")?,
        dob: row.get("dob")?,
        gender: row.opt("gender")?,
        omr_number: row.opt("omr_number")?,
        room: row.opt("room")?,
        seat: row.opt("seat")?,
        slot_start: row.opt_time("start_time")?,
        slot_end: row.opt_time("end_time")?,
        slot_set: row.parse("slot_set")?,
    })
}

pub(crate) fn overview(row: &Row) -> Result<Overview> {
    let attendance = match row.opt_id("attendance_id")? {
        None => None,
        Some(id) => Some((id, row.parse("attendance_status")?, row.id("operator_id")?, row.opt_time("completed_at")?)),
    };
    Ok(Overview {
        candidate: candidate(row)?,
        status: row.parse("derived_status")?,
        face_enrolled: row.get("face_enrolled")?,
        attendance,
        attempts: row.count("attempts")?,
        face_verified: row.get("face_verified")?,
        match_percentage: row.opt("best_percentage")?,
        fingerprint: row.get("fingerprint_captured")?,
        barcode: row.opt_parse("barcode")?,
    })
}

macro_rules! plain {
    ($rest:literal) => {
        concat!(
            "SELECT c.*, s.start_time, s.end_time, s.status AS slot_set \
             FROM candidate c JOIN slot s ON s.id = c.slot_id ",
            $rest
        )
    };
}

// $1 is the time: absent is derived when the slot has ended, and stored nowhere.
macro_rules! derived_status {
    () => {
        "CASE WHEN b.id IS NOT NULL THEN 'biometric_completed' \
         WHEN a.status = 'completed' THEN 'attendance_completed' \
         WHEN s.status = 'completed' OR s.end_time < $1 THEN 'absent' ELSE 'registered' END"
    };
}
pub(crate) use derived_status;

macro_rules! overview_text {
    ($rest:expr) => {
        concat!(
            "SELECT c.*, s.start_time, s.end_time, s.status AS slot_set, ",
            $crate::candidates::derived_status!(),
            " AS derived_status, a.id AS attendance_id, a.status AS attendance_status, a.operator_id, a.completed_at, \
             EXISTS (SELECT 1 FROM enrolled_face e WHERE e.exam_id = c.exam_id AND e.candidate_id = c.id) AS face_enrolled, \
             (SELECT COUNT(*) FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id \
              AND t.state = 'kept') AS attempts, \
             EXISTS (SELECT 1 FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id \
              AND t.verified) AS face_verified, \
             (SELECT MAX(t.match_percentage) FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id \
              AND t.state = 'kept') AS best_percentage, \
             EXISTS (SELECT 1 FROM fingerprint p WHERE p.exam_id = c.exam_id AND p.candidate_id = c.id \
              AND p.blob_id IS NOT NULL) AS fingerprint_captured, \
             o.barcode \
             FROM candidate c JOIN slot s ON s.id = c.slot_id \
             LEFT JOIN attendance a ON a.exam_id = c.exam_id AND a.candidate_id = c.id \
             LEFT JOIN biometric b ON b.exam_id = c.exam_id AND b.candidate_id = c.id \
             LEFT JOIN omr_sheet o ON o.exam_id = c.exam_id AND o.candidate_id = c.id AND o.status = 'validated' ",
            $rest
        )
    };
}
pub(crate) use overview_text;

/// One candidate of an exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, exam: ExamId, id: CandidateId) -> Result<Option<Candidate>> {
    ask(exam, id).first(tx).await
}

/// The question of [`get`].
#[must_use]
pub fn ask(exam: ExamId, id: CandidateId) -> Ask<Candidate> {
    Ask::new(sql!(plain!("WHERE c.exam_id = $1 AND c.id = $2")), args![exam, id], candidate)
}

/// As [`ask`], by roll number.
#[must_use]
pub fn ask_roll(exam: ExamId, roll: &RollNumber) -> Ask<Candidate> {
    Ask::new(sql!(plain!("WHERE c.exam_id = $1 AND c.roll_number = $2")), args![exam, roll], candidate)
}

/// One candidate of an exam, held until the commit, so that calls about the same one take turns.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get_for_update(tx: &mut Tx, exam: ExamId, id: CandidateId) -> Result<Option<Candidate>> {
    ask_for_update(exam, id).first(tx).await
}

/// The question of [`get_for_update`].
#[must_use]
pub fn ask_for_update(exam: ExamId, id: CandidateId) -> Ask<Candidate> {
    let statement = sql!(
        sqlite: plain!("WHERE c.exam_id = $1 AND c.id = $2"),
        postgres: plain!("WHERE c.exam_id = $1 AND c.id = $2 FOR UPDATE OF c")
    );
    Ask::new(statement, args![exam, id], candidate)
}

/// As [`ask_for_update`], by roll number.
#[must_use]
pub fn ask_roll_for_update(exam: ExamId, roll: &RollNumber) -> Ask<Candidate> {
    let statement = sql!(
        sqlite: plain!("WHERE c.exam_id = $1 AND c.roll_number = $2"),
        postgres: plain!("WHERE c.exam_id = $1 AND c.roll_number = $2 FOR UPDATE OF c")
    );
    Ask::new(statement, args![exam, roll], candidate)
}

/// Candidates of an exam, by id or roll number, held until the commit, in the order of their ids: whoever holds several
/// does so. The caller bounds the lists.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold_all(
    tx: &mut Tx,
    exam: ExamId,
    ids: impl Iterator<Item = CandidateId>,
    rolls: impl Iterator<Item = &RollNumber>,
) -> Result<Vec<Candidate>> {
    let rolls: Value = rolls.map(|roll| Value::from(roll.as_str())).collect();
    let statement = sql!(
        sqlite: plain!(
            "WHERE c.exam_id = $1 AND c.id IN (SELECT unhex(value, '-') FROM json_each($2)
                 UNION SELECT k.id FROM json_each($3) r CROSS JOIN candidate k
                        WHERE k.exam_id = $1 AND k.roll_number = r.value)
             ORDER BY c.id"
        ),
        postgres: plain!(
            "WHERE c.exam_id = $1 AND c.id IN (SELECT value::uuid FROM jsonb_array_elements_text($2)
                 UNION SELECT k.id FROM jsonb_array_elements_text($3) r
                         JOIN candidate k ON k.exam_id = $1 AND k.roll_number = r.value)
             ORDER BY c.id FOR UPDATE OF c"
        )
    );
    tx.list(statement, args![exam, ids_json(ids.map(|id| id.0)), rolls], candidate).await
}

/// The candidate with this roll number.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn id_of_roll(tx: &mut Tx, exam: ExamId, roll: &RollNumber) -> Result<Option<CandidateId>> {
    let statement = sql!("SELECT id FROM candidate WHERE exam_id = $1 AND roll_number = $2");
    tx.find(statement, args![exam, roll], |row| row.id("id")).await
}

/// One candidate and how far they are at `now`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn overview_of(tx: &mut Tx, exam: ExamId, id: CandidateId, now: Timestamp) -> Result<Option<Overview>> {
    let statement = sql!(overview_text!("WHERE c.exam_id = $2 AND c.id = $3"));
    tx.find(statement, args![now, exam, id], overview).await
}

/// Corrects or moves a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn update(tx: &mut Tx, candidate: &Candidate, now: Timestamp) -> Result<()> {
    tx.execute(
        sql!(
            "UPDATE candidate SET name = $3, father_name = $4, dob = $5, gender = $6, centre_id = $7, slot_id = $8,
                  omr_number = $9, updated_at = $10, search = $11
              WHERE exam_id = $1 AND id = $2"
        ),
        args![
            candidate.exam_id,
            candidate.id,
            &candidate.name,
            &candidate.father_name,
            &candidate.dob,
            candidate.gender.clone(),
            candidate.centre_id,
            candidate.slot_id,
            candidate.omr_number.clone(),
            now,
            search_key(candidate.name.as_str())
        ],
    )
    .await
    .map(drop)
}

/// Up to `most` candidates that cannot be looked for by name yet, with their names; from an older release.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn without_search(tx: &mut Tx, most: i64) -> Result<Vec<(CandidateId, String)>> {
    let statement = sql!("SELECT id, name FROM candidate WHERE search IS NULL ORDER BY id LIMIT $1");
    tx.list(statement, args![most], |row| Ok((row.id("id")?, row.get("name")?))).await
}

/// Makes a candidate one that can be looked for by this name, unless that was done meanwhile.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn make_searchable(tx: &mut Tx, id: CandidateId, name: &str) -> Result<()> {
    let statement = sql!("UPDATE candidate SET search = $2 WHERE id = $1 AND search IS NULL");
    tx.execute(statement, args![id, search_key(name)]).await.map(drop)
}

/// Counts a single read by an operator in this hour, and tells how many there were.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn count_read(tx: &mut Tx, operator: UserId, now: Timestamp) -> Result<u32> {
    tx.one(
        sql!(
            "INSERT INTO operator_read (operator_id, hour, reads) VALUES ($1, $2, 1)
              ON CONFLICT (operator_id, hour) DO UPDATE SET reads = operator_read.reads + 1
              RETURNING reads"
        ),
        args![operator, now.0 / 3_600_000_000],
    )
    .await?
    .count("reads")
}
