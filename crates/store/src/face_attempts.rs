//! Comparisons of a live face with the enrolled one.

use std::collections::HashMap;

use domain::{
    AttemptId, BlobId, CandidateId, CentreId, ExamId, Timestamp, UserId, attendance::Attendance, face::FaceState,
};
use serde_json::Value;

use crate::{Ask, Result, Row, Tx, args, sql, sync_records::ids_json};

/// A comparison that was made.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// The candidate's centre.
    pub centre_id: CentreId,
    /// The live image.
    pub blob_id: BlobId,
}

/// What a comparison gave.
#[derive(Clone, Debug)]
pub struct AttemptOutcome<'a> {
    /// Cosine similarity of the two embeddings, where the engine has one.
    pub similarity: Option<f64>,
    /// The calibrated percentage.
    pub match_percentage: f64,
    /// The exam's threshold at that moment.
    pub threshold: f64,
    /// Whether it verified the face.
    pub verified: bool,
    /// The engine.
    pub engine: &'a str,
    /// The digest of its model.
    pub model: &'a str,
    /// The live image.
    pub blob_id: BlobId,
    /// What was measured of the picture.
    pub quality: Value,
}

/// The numbers that are taken, by kept attempts and by reservations; [`release_stale`] comes first.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn taken(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Vec<u32>> {
    let statement = sql!("SELECT number FROM face_attempt WHERE exam_id = $1 AND candidate_id = $2");
    tx.list(statement, args![exam, candidate], |row| row.count("number")).await
}

/// Gives back the numbers of a candidate that were reserved before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn release_stale(tx: &mut Tx, exam: ExamId, candidate: CandidateId, cut: Timestamp) -> Result<u64> {
    tx.execute(
        sql!(
            "DELETE FROM face_attempt
              WHERE exam_id = $1 AND candidate_id = $2 AND state = 'reserved' AND reserved_at < $3"
        ),
        args![exam, candidate, cut],
    )
    .await
}

/// Takes a number.
///
/// # Errors
/// [`crate::StoreError`]; a constraint when there is no completed, eligible attendance.
pub async fn reserve(
    tx: &mut Tx,
    id: AttemptId,
    attendance: &Attendance,
    operator: UserId,
    number: u32,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO face_attempt (id, exam_id, candidate_id, attendance_id, attendance_status, biometric_eligible,
                  operator_id, number, state, reserved_at)
              VALUES ($1, $2, $3, $4, 'completed', TRUE, $5, $6, 'reserved', $7)"
        ),
        args![id, attendance.exam_id, attendance.candidate_id, attendance.id, operator, number, now],
    )
    .await
    .map(drop)
}

/// Gives a number back: no comparison was made.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn release(tx: &mut Tx, id: AttemptId) -> Result<()> {
    tx.execute(sql!("DELETE FROM face_attempt WHERE id = $1 AND state = 'reserved'"), args![id]).await.map(drop)
}

/// Keeps a comparison; false when its reservation is gone.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn keep(tx: &mut Tx, id: AttemptId, outcome: &AttemptOutcome<'_>, now: Timestamp) -> Result<bool> {
    let changed = tx
        .execute(
            sql!(
                "UPDATE face_attempt SET state = 'kept', decided_at = $2, similarity = $3, match_percentage = $4,
                      threshold = $5, verified = $6, engine = $7, model = $8, blob_id = $9, quality = $10
                  WHERE id = $1 AND state = 'reserved'"
            ),
            args![
                id,
                now,
                outcome.similarity,
                outcome.match_percentage,
                outcome.threshold,
                outcome.verified,
                outcome.engine,
                outcome.model,
                outcome.blob_id,
                outcome.quality.clone()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// What the attempts of a candidate came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Comparisons that were made.
    pub kept: u32,
    /// The best percentage of all.
    pub best_percentage: Option<f64>,
    /// The best percentage that verified.
    pub verified_percentage: Option<f64>,
}

impl Summary {
    /// What the comparisons say so far; nothing without any.
    #[must_use]
    pub fn state(&self) -> Option<FaceState> {
        match (self.verified_percentage, self.kept) {
            (Some(_), _) => Some(FaceState::Verified),
            (None, 0) => None,
            (None, _) => Some(FaceState::Mismatched),
        }
    }
}

/// Sums up the attempts of a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn summary(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Summary> {
    Ok(ask_summary(exam, candidate).first(tx).await?.unwrap_or_default())
}

/// The question of [`summary`]: one row.
#[must_use]
pub fn ask_summary(exam: ExamId, candidate: CandidateId) -> Ask<Summary> {
    let statement = sql!(
        "SELECT COUNT(*) AS kept, MAX(match_percentage) AS best,
              MAX(CASE WHEN verified THEN match_percentage END) AS verified
          FROM face_attempt WHERE exam_id = $1 AND candidate_id = $2 AND state = 'kept'"
    );
    Ask::new(statement, args![exam, candidate], summed)
}

/// What a kept attempt came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The calibrated percentage.
    pub match_percentage: f64,
    /// The exam's threshold at that moment.
    pub threshold: f64,
    /// Whether it verified the face.
    pub verified: bool,
}

/// What kept attempts of an exam came to; the caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn scored(
    tx: &mut Tx,
    exam: ExamId,
    ids: impl Iterator<Item = AttemptId>,
) -> Result<HashMap<AttemptId, Scored>> {
    let statement = sql!(
        sqlite: "SELECT id, match_percentage, threshold, verified FROM face_attempt
                  WHERE exam_id = $1 AND state = 'kept' AND id IN (SELECT unhex(value, '-') FROM json_each($2))",
        postgres: "SELECT id, match_percentage, threshold, verified FROM face_attempt
                  WHERE exam_id = $1 AND state = 'kept'
                  AND id IN (SELECT value::uuid FROM jsonb_array_elements_text($2))"
    );
    let read = |row: &Row| {
        let scored = Scored {
            match_percentage: row.get("match_percentage")?,
            threshold: row.get("threshold")?,
            verified: row.get("verified")?,
        };
        Ok((row.id("id")?, scored))
    };
    Ok(tx.list(statement, args![exam, ids_json(ids.map(|id| id.0))], read).await?.into_iter().collect())
}

/// As [`summary`], of many candidates; of those without an attempt there is none. The caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn summaries(
    tx: &mut Tx,
    exam: ExamId,
    candidates: impl Iterator<Item = CandidateId>,
) -> Result<HashMap<CandidateId, Summary>> {
    let statement = sql!(
        sqlite: "SELECT candidate_id, COUNT(*) AS kept, MAX(match_percentage) AS best,
                      MAX(CASE WHEN verified THEN match_percentage END) AS verified
                  FROM face_attempt WHERE exam_id = $1 AND state = 'kept'
                      AND candidate_id IN (SELECT unhex(value, '-') FROM json_each($2)) GROUP BY candidate_id",
        postgres: "SELECT candidate_id, COUNT(*) AS kept, MAX(match_percentage) AS best,
                      MAX(CASE WHEN verified THEN match_percentage END) AS verified
                  FROM face_attempt WHERE exam_id = $1 AND state = 'kept'
                      AND candidate_id IN (SELECT value::uuid FROM jsonb_array_elements_text($2)) GROUP BY candidate_id"
    );
    let read = |row: &Row| Ok((row.id("candidate_id")?, summed(row)?));
    Ok(tx.list(statement, args![exam, ids_json(candidates.map(|id| id.0))], read).await?.into_iter().collect())
}

fn summed(row: &Row) -> Result<Summary> {
    Ok(Summary {
        kept: row.count("kept")?,
        best_percentage: row.opt("best")?,
        verified_percentage: row.opt("verified")?,
    })
}

/// One kept attempt.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: AttemptId) -> Result<Option<Attempt>> {
    let read = |row: &Row| {
        Ok(Attempt {
            id: row.id("id")?,
            exam_id: row.id("exam_id")?,
            candidate_id: row.id("candidate_id")?,
            centre_id: row.id("centre_id")?,
            blob_id: row.id("blob_id")?,
        })
    };
    tx.find(
        sql!(
            "SELECT t.id, t.exam_id, t.candidate_id, t.blob_id, c.centre_id
              FROM face_attempt t JOIN candidate c ON c.exam_id = t.exam_id AND c.id = t.candidate_id
              WHERE t.id = $1 AND t.state = 'kept'"
        ),
        args![id],
        read,
    )
    .await
}

/// Whose face these pixels verified in the exam; `plain` is the digest without a key, as earlier releases kept it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn owner_of_pixels(tx: &mut Tx, exam: ExamId, digest: &[u8], plain: &[u8]) -> Result<Option<CandidateId>> {
    let statement = sql!("SELECT candidate_id FROM verified_picture WHERE exam_id = $1 AND pixel_digest IN ($2, $3)");
    tx.find(statement, args![exam, digest, plain], |row| row.id("candidate_id")).await
}

/// Notes whose face these pixels verified; the first one stays.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim_pixels(
    tx: &mut Tx,
    exam: ExamId,
    digest: &[u8],
    candidate: CandidateId,
) -> Result<Option<CandidateId>> {
    let statement = sql!(
        "INSERT INTO verified_picture (exam_id, pixel_digest, candidate_id) VALUES ($1, $2, $3)
                          ON CONFLICT (exam_id, pixel_digest) DO NOTHING"
    );
    tx.execute(statement, args![exam, digest, candidate]).await?;
    owner_of_pixels(tx, exam, digest, digest).await
}
