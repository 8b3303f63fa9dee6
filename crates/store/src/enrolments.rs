//! Enrolled faces.

use domain::{BlobId, CandidateId, ExamId, FaceId, Timestamp, UserId};
use serde_json::Value;

use crate::{Result, Row, Tx, args, sql};

/// An enrolled face.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Its id.
    pub id: FaceId,
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// The photograph.
    pub blob_id: BlobId,
    /// Digest of the photograph as it was sent, under the exam's data key; of earlier releases plain SHA-256.
    pub photo_sha256: Vec<u8>,
    /// The embedding, sealed with the exam's data key.
    pub embedding: Vec<u8>,
    /// What the face looks like, to know a copy of the photograph, sealed likewise; earlier faces have none.
    pub likeness: Option<Vec<u8>>,
    /// What was measured of the picture.
    pub quality: Value,
    /// The engine that made the embedding.
    pub engine: String,
    /// The digest of its model.
    pub model: String,
    /// When.
    pub enrolled_at: Timestamp,
    /// By whom.
    pub enrolled_by: UserId,
}

fn enrolment(row: &Row) -> Result<Enrolment> {
    Ok(Enrolment {
        id: row.id("id")?,
        exam_id: row.id("exam_id")?,
        candidate_id: row.id("candidate_id")?,
        blob_id: row.id("blob_id")?,
        photo_sha256: row.get("photo_sha256")?,
        embedding: row.get("embedding")?,
        likeness: row.opt("likeness")?,
        quality: row.json("quality")?,
        engine: row.get("engine")?,
        model: row.get("model")?,
        enrolled_at: row.time("enrolled_at")?,
        enrolled_by: row.id("enrolled_by")?,
    })
}

/// The enrolled face of a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<Option<Enrolment>> {
    let statement = sql!("SELECT * FROM enrolled_face WHERE exam_id = $1 AND candidate_id = $2");
    tx.find(statement, args![exam, candidate], enrolment).await
}

/// Enrols a face, in place of an earlier one, and notes the digest of its photograph's pixels for ever.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn put(tx: &mut Tx, face: &Enrolment, pixel_digest: &[u8]) -> Result<()> {
    let note = sql!(
        "INSERT INTO enrolled_picture (exam_id, pixel_digest, candidate_id) VALUES ($1, $2, $3)
          ON CONFLICT (exam_id, pixel_digest) DO NOTHING"
    );
    tx.execute(note, args![face.exam_id, pixel_digest, face.candidate_id]).await?;
    tx.execute(
        sql!("INSERT INTO enrolled_face (exam_id, candidate_id, id, blob_id, photo_sha256, embedding, quality, engine, model,
                  enrolled_at, enrolled_by, likeness)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
              ON CONFLICT (exam_id, candidate_id) DO UPDATE SET id = excluded.id, blob_id = excluded.blob_id,
                  photo_sha256 = excluded.photo_sha256, embedding = excluded.embedding, quality = excluded.quality,
                  engine = excluded.engine, model = excluded.model, enrolled_at = excluded.enrolled_at,
                  enrolled_by = excluded.enrolled_by, likeness = excluded.likeness, place = NULL"),
        args![
            face.exam_id, face.candidate_id, face.id, face.blob_id, face.photo_sha256.clone(), face.embedding.clone(),
            face.quality.clone(), &face.engine, &face.model, face.enrolled_at, face.enrolled_by,
            face.likeness.clone()
        ],
    )
    .await
    .map(drop)
}

/// Whether these pixels are, or were, an enrolled photograph of the exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_photograph(tx: &mut Tx, exam: ExamId, pixel_digest: &[u8]) -> Result<bool> {
    let statement = sql!("SELECT 1 AS one FROM enrolled_picture WHERE exam_id = $1 AND pixel_digest = $2");
    Ok(tx.optional(statement, args![exam, pixel_digest]).await?.is_some())
}

/// Whether faces wait for a place.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any_unplaced(tx: &mut Tx) -> Result<bool> {
    let statement = sql!("SELECT 1 AS one FROM enrolled_face WHERE place IS NULL LIMIT 1");
    Ok(tx.optional(statement, args![]).await?.is_some())
}

/// Gives at most `limit` committed faces the next places, taking turns with other copies until the
/// commit, and tells how many.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn place(tx: &mut Tx, limit: i64) -> Result<u64> {
    let hold = sql!(
        sqlite: "SELECT last FROM enrolled_face_head WHERE name = 'face'",
        postgres: "SELECT last FROM enrolled_face_head WHERE name = 'face' FOR UPDATE"
    );
    let last: i64 = tx.one(hold, args![]).await?.get("last")?;
    let statement = sql!(
        "UPDATE enrolled_face SET place = n.place FROM
           (SELECT w.id AS face_id, $1 + ROW_NUMBER() OVER (ORDER BY w.id) AS place
              FROM (SELECT id FROM enrolled_face WHERE place IS NULL ORDER BY id LIMIT $2) w) n
          WHERE enrolled_face.id = n.face_id"
    );
    let placed = tx.execute(statement, args![last, limit]).await?;
    let grown = last + i64::try_from(placed).unwrap_or_default();
    tx.execute(sql!("UPDATE enrolled_face_head SET last = $1 WHERE name = 'face'"), args![grown]).await?;
    Ok(placed)
}

/// A face that has its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Its place; later ones are greater.
    pub place: i64,
    /// Its id: the context of the seal.
    pub id: FaceId,
    /// Whose.
    pub candidate_id: CandidateId,
    /// The embedding, sealed with the exam's data key.
    pub embedding: Vec<u8>,
}

/// The faces of an exam that were embedded by `model`, after a place, in order.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn after(tx: &mut Tx, exam: ExamId, model: &str, place: i64, limit: i64) -> Result<Vec<Placed>> {
    let read = |row: &Row| {
        Ok(Placed {
            place: row.get("place")?,
            id: row.id("id")?,
            candidate_id: row.id("candidate_id")?,
            embedding: row.get("embedding")?,
        })
    };
    let statement = sql!(
        "SELECT place, id, candidate_id, embedding FROM enrolled_face
          WHERE exam_id = $1 AND place > $2 AND model = $3 ORDER BY place LIMIT $4"
    );
    tx.list(statement, args![exam, place, model, limit], read).await
}
