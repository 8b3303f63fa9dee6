//! Faces that are still to be searched among the enrolled ones of their exam, and the pairs that
//! were found.

use domain::{CandidateId, ExamId, Timestamp, UserId};
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql};

/// Where the face comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A live picture; its embedding is kept until it was searched.
    Live,
    /// An enrolled photograph; its embedding is in its own row.
    Enrolled,
}

impl Source {
    /// As it is stored and told.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Enrolled => "enrolled",
        }
    }
}

/// A face to be searched.
#[derive(Clone, Debug)]
pub struct Search {
    /// The id of the attempt or of the enrolled face: also the context of the seal.
    pub id: Uuid,
    /// The exam.
    pub exam_id: ExamId,
    /// Whose face it is said to be.
    pub candidate_id: CandidateId,
    /// The sealed embedding of a live face; `None` for an enrolled one.
    pub embedding: Option<Vec<u8>>,
    /// The digest of the model that made it.
    pub model: String,
    /// Who took or enrolled it.
    pub operator_id: UserId,
    /// With which device.
    pub device_id: Option<String>,
    /// Whether it was taken offline.
    pub offline: bool,
}

impl Search {
    /// Where the face comes from.
    #[must_use]
    pub fn source(&self) -> Source {
        if self.embedding.is_some() { Source::Live } else { Source::Enrolled }
    }
}

fn search(row: &Row) -> Result<Search> {
    Ok(Search {
        id: row.get("id")?,
        exam_id: row.id("exam_id")?,
        candidate_id: row.id("candidate_id")?,
        embedding: row.opt("embedding")?,
        model: row.get("model")?,
        operator_id: row.id("operator_id")?,
        device_id: row.opt("device_id")?,
        offline: row.get("offline")?,
    })
}

/// Asks for a search, in the transaction that keeps the face. The same one again changes nothing.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn put(tx: &mut Tx, search: &Search) -> Result<()> {
    let statement = sql!(
        "INSERT INTO face_search (id, exam_id, candidate_id, source, embedding, model, operator_id, device_id, offline,
              claimed_until)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0) ON CONFLICT (id) DO NOTHING"
    );
    let args = args![
        search.id,
        search.exam_id,
        search.candidate_id,
        search.source().name(),
        search.embedding.clone(),
        &search.model,
        search.operator_id,
        search.device_id.clone(),
        search.offline
    ];
    tx.execute(statement, args).await.map(drop)
}

/// The exam of the oldest search that nobody is at.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn next_exam(tx: &mut Tx, now: Timestamp) -> Result<Option<ExamId>> {
    let statement = sql!("SELECT exam_id FROM face_search WHERE claimed_until <= $1 ORDER BY id LIMIT 1");
    tx.find(statement, args![now], |row| row.id("exam_id")).await
}

/// Takes at most `limit` searches of an exam, until `until`; other copies take others.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim(tx: &mut Tx, exam: ExamId, now: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<Search>> {
    let statement = sql!(
        sqlite: "UPDATE face_search SET claimed_until = $3 WHERE id IN
                  (SELECT id FROM face_search WHERE exam_id = $1 AND claimed_until <= $2 ORDER BY id LIMIT $4)
                  RETURNING *",
        postgres: "UPDATE face_search SET claimed_until = $3 WHERE id IN
                  (SELECT id FROM face_search WHERE exam_id = $1 AND claimed_until <= $2 ORDER BY id LIMIT $4
                    FOR UPDATE SKIP LOCKED)
                  RETURNING *"
    );
    let mut searches = tx.list(statement, args![exam, now, until, limit], search).await?;
    searches.sort_by_key(|search| search.id);
    Ok(searches)
}

/// Forgets a search that was made, and the embedding with it; false when somebody else made it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn done(tx: &mut Tx, id: Uuid) -> Result<bool> {
    Ok(tx.execute(sql!("DELETE FROM face_search WHERE id = $1"), args![id]).await? == 1)
}

/// Notes a pair; false when it was noted before. Of two enrolled faces it makes no difference which
/// one was searched.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn found(
    tx: &mut Tx,
    exam: ExamId,
    (candidate, other): (CandidateId, CandidateId),
    source: Source,
    now: Timestamp,
) -> Result<bool> {
    let turned = source == Source::Enrolled && other.0 < candidate.0;
    let (first, second) = if turned { (other, candidate) } else { (candidate, other) };
    let statement = sql!(
        "INSERT INTO duplicate_face (exam_id, candidate_id, other_id, source, found_at) VALUES ($1, $2, $3, $4, $5)
          ON CONFLICT (exam_id, candidate_id, other_id, source) DO NOTHING"
    );
    Ok(tx.execute(statement, args![exam, first, second, source.name(), now]).await? == 1)
}

/// How many searches wait, counted up to `most`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn waiting(tx: &mut Tx, most: i64) -> Result<u32> {
    let statement = sql!("SELECT COUNT(*) AS waiting FROM (SELECT 1 AS one FROM face_search LIMIT $1) w");
    tx.one(statement, args![most]).await?.count("waiting")
}
