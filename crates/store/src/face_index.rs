//! Which enrolled faces lie in a collection of Rekognition, which wait for it, and which have to leave it.

use domain::{BlobId, CandidateId, ExamId, FaceId, Timestamp};

use crate::{Result, Row, Tx, args, sql};

/// A collection that follows the enrolled faces of an exam.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// The exam.
    pub exam_id: ExamId,
    /// The enrolled faces up to this place have their row.
    pub place: i64,
    /// Whether it is known to be there.
    pub made: bool,
}

/// What is to be done with an enrolled face.
#[derive(Clone, Debug)]
pub struct Errand {
    /// The enrolment.
    pub enrolment_id: FaceId,
    /// The exam.
    pub exam_id: ExamId,
    /// Whose face it is.
    pub candidate_id: CandidateId,
    /// Whether it has to leave the collection; else it is to be put in.
    pub leaves: bool,
    /// The FaceId, where it is known.
    pub face_id: Option<String>,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

fn errand(row: &Row) -> Result<Errand> {
    Ok(Errand {
        enrolment_id: row.id("enrolment_id")?,
        exam_id: row.id("exam_id")?,
        candidate_id: row.id("candidate_id")?,
        leaves: row.get::<String>("state")? == "leaving",
        face_id: row.opt("face_id")?,
        attempts: row.count("attempts")?,
    })
}

/// Says whether the enrolled faces of an exam are put into a collection from now on, the earlier ones too.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn follow(tx: &mut Tx, exam: ExamId, active: bool) -> Result<()> {
    let statement = if active {
        sql!(
            "INSERT INTO face_collection (exam_id, active, place) VALUES ($1, TRUE, 0)
              ON CONFLICT (exam_id) DO UPDATE SET active = TRUE"
        )
    } else {
        sql!("UPDATE face_collection SET active = FALSE WHERE exam_id = $1")
    };
    tx.execute(statement, args![exam]).await.map(drop)
}

fn collection(row: &Row) -> Result<Collection> {
    let made = row.opt_time("made_at")?.is_some();
    Ok(Collection { exam_id: row.id("exam_id")?, place: row.get("place")?, made })
}

/// The collections of all exams that have one, or will have.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn collections(tx: &mut Tx) -> Result<Vec<Collection>> {
    tx.list(sql!("SELECT exam_id, place, made_at FROM face_collection ORDER BY exam_id"), args![], collection).await
}

/// The exams that have enrolled faces without a row; faces without a place are given one first: see
/// [`crate::enrolments::place`].
///
/// # Errors
/// [`crate::StoreError`].
pub async fn behind(tx: &mut Tx) -> Result<Vec<ExamId>> {
    let statement = sql!(
        "SELECT c.exam_id FROM face_collection c WHERE c.active
          AND EXISTS (SELECT 1 FROM enrolled_face e WHERE e.exam_id = c.exam_id AND e.place > c.place)"
    );
    tx.list(statement, args![], |row| row.id("exam_id")).await
}

/// Whether the collection of an exam is known to be there.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_made(tx: &mut Tx, exam: ExamId) -> Result<bool> {
    let statement = sql!("SELECT 1 AS one FROM face_collection WHERE exam_id = $1 AND made_at IS NOT NULL");
    Ok(tx.optional(statement, args![exam]).await?.is_some())
}

/// Notes that the collection was made, or found to be gone.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn set_made(tx: &mut Tx, exam: ExamId, at: Option<Timestamp>) -> Result<()> {
    let statement = sql!("UPDATE face_collection SET made_at = $2 WHERE exam_id = $1");
    tx.execute(statement, args![exam, at]).await.map(drop)
}

/// Gives at most `limit` enrolled faces of an exam their rows, in turn with other copies, and tells how many. What an
/// earlier photograph of the same candidate left in the collection has to leave it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take_in(tx: &mut Tx, exam: ExamId, now: Timestamp, limit: i64) -> Result<usize> {
    let hold = sql!(
        sqlite: "SELECT place FROM face_collection WHERE exam_id = $1 AND active",
        postgres: "SELECT place FROM face_collection WHERE exam_id = $1 AND active FOR UPDATE"
    );
    let Some(row) = tx.optional(hold, args![exam]).await? else { return Ok(0) };
    let place: i64 = row.get("place")?;
    let statement = sql!(
        "SELECT id, candidate_id, place FROM enrolled_face WHERE exam_id = $1 AND place > $2 ORDER BY place LIMIT $3"
    );
    let read = |row: &Row| Ok((row.id::<FaceId>("id")?, row.id::<CandidateId>("candidate_id")?, row.get("place")?));
    let faces: Vec<(FaceId, CandidateId, i64)> = tx.list(statement, args![exam, place, limit], read).await?;
    let Some(last) = faces.last().map(|(_, _, place)| *place) else { return Ok(0) };
    for (enrolment, candidate, _) in &faces {
        leave(tx, exam, *candidate, Some(*enrolment)).await?;
        let add = sql!(
            "INSERT INTO face_index (enrolment_id, exam_id, candidate_id, state, attempts, due_at)
              VALUES ($1, $2, $3, 'waiting', 0, $4) ON CONFLICT (enrolment_id) DO NOTHING"
        );
        tx.execute(add, args![*enrolment, exam, *candidate, now]).await?;
    }
    tx.execute(sql!("UPDATE face_collection SET place = $2 WHERE exam_id = $1"), args![exam, last]).await?;
    Ok(faces.len())
}

/// The faces of a candidate have to leave the collection, all but one where one is named. What was never sent is
/// forgotten at once; what is being sent leaves when its turn is over.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn leave(tx: &mut Tx, exam: ExamId, candidate: CandidateId, but: Option<FaceId>) -> Result<()> {
    let forget = sql!(
        "DELETE FROM face_index WHERE exam_id = $1 AND candidate_id = $2 AND enrolment_id IS DISTINCT FROM $3
          AND face_id IS NULL AND (attempts = 0 OR state = 'set_apart')"
    );
    tx.execute(forget, args![exam, candidate, but]).await?;
    let leave = sql!(
        "UPDATE face_index SET state = 'leaving', due_at = CASE WHEN face_id IS NULL THEN due_at ELSE 0 END
          WHERE exam_id = $1 AND candidate_id = $2 AND enrolment_id IS DISTINCT FROM $3 AND state <> 'leaving'"
    );
    tx.execute(leave, args![exam, candidate, but]).await.map(drop)
}

/// Takes at most `limit` errands that are due, until `until`; other copies take others. A face waits until what its
/// candidate had before has left.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim(tx: &mut Tx, now: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<Errand>> {
    macro_rules! text {
        ($lock:literal) => {
            concat!(
                "UPDATE face_index SET due_at = $2, attempts = attempts + 1 WHERE enrolment_id IN
                  (SELECT i.enrolment_id FROM face_index i
                    JOIN face_collection c ON c.exam_id = i.exam_id
                    WHERE i.state IN ('waiting', 'leaving') AND i.due_at <= $1
                      AND (i.state = 'leaving' OR (c.active AND NOT EXISTS
                        (SELECT 1 FROM face_index l WHERE l.exam_id = i.exam_id AND l.candidate_id = i.candidate_id
                          AND l.state = 'leaving')))
                    ORDER BY i.due_at, i.enrolment_id LIMIT $3",
                $lock,
                ") RETURNING *"
            )
        };
    }
    let statement = sql!(sqlite: text!(""), postgres: text!(" FOR UPDATE OF i SKIP LOCKED"));
    tx.list(statement, args![now, until, limit], errand).await
}

/// Keeps an errand that was taken until `was`, or since then until some time before `until`, where nothing has become
/// of it yet.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn keep(tx: &mut Tx, enrolment: FaceId, was: Timestamp, until: Timestamp) -> Result<()> {
    let statement = sql!("UPDATE face_index SET due_at = $3 WHERE enrolment_id = $1 AND due_at >= $2 AND due_at < $3");
    tx.execute(statement, args![enrolment, was, until]).await.map(drop)
}

/// Whether anything is due.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let statement =
        sql!("SELECT 1 AS one FROM face_index WHERE state IN ('waiting', 'leaving') AND due_at <= $1 LIMIT 1");
    Ok(tx.optional(statement, args![now]).await?.is_some())
}

/// A face lies in the collection under this FaceId; false when nobody knows of its enrolment any more.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn indexed(tx: &mut Tx, enrolment: FaceId, face_id: &str) -> Result<bool> {
    let statement = sql!(
        "UPDATE face_index SET face_id = $2, last_code = NULL,
              due_at = CASE WHEN state = 'leaving' THEN 0 ELSE due_at END,
              state = CASE WHEN state = 'waiting' THEN 'indexed' ELSE state END WHERE enrolment_id = $1"
    );
    Ok(tx.execute(statement, args![enrolment, face_id]).await? == 1)
}

/// The picture of a face is not taken: it is set apart, and why.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn set_apart(tx: &mut Tx, enrolment: FaceId, code: &str) -> Result<()> {
    let statement =
        sql!("UPDATE face_index SET state = 'set_apart', last_code = $2 WHERE enrolment_id = $1 AND state = 'waiting'");
    tx.execute(statement, args![enrolment, code]).await.map(drop)
}

/// It could not be done: why, and when it is tried again.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn failed(tx: &mut Tx, enrolment: FaceId, code: &str, due: Timestamp) -> Result<()> {
    let statement = sql!("UPDATE face_index SET last_code = $2, due_at = $3 WHERE enrolment_id = $1");
    tx.execute(statement, args![enrolment, code, due]).await.map(drop)
}

/// A face has left the collection.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn left(tx: &mut Tx, enrolment: FaceId) -> Result<()> {
    let statement = sql!("DELETE FROM face_index WHERE enrolment_id = $1 AND state = 'leaving'");
    tx.execute(statement, args![enrolment]).await.map(drop)
}

/// The photograph of an enrolment, when it is the candidate's still.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn photograph(
    tx: &mut Tx,
    exam: ExamId,
    candidate: CandidateId,
    enrolment: FaceId,
) -> Result<Option<BlobId>> {
    let statement = sql!("SELECT blob_id FROM enrolled_face WHERE exam_id = $1 AND candidate_id = $2 AND id = $3");
    tx.find(statement, args![exam, candidate, enrolment], |row| row.id("blob_id")).await
}

/// How many faces are in a state, over all exams or of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// They wait to be put in, or to be taken out.
    pub waiting: u32,
    /// They lie in the collection.
    pub indexed: u32,
    /// Their pictures are not taken.
    pub set_apart: u32,
}

/// Counts the faces of an exam, or of all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn tally(tx: &mut Tx, exam: Option<ExamId>) -> Result<Tally> {
    let statement = sql!("SELECT state, COUNT(*) AS faces FROM face_index WHERE exam_id = $1 OR $2 GROUP BY state");
    let read = |row: &Row| Ok((row.get::<String>("state")?, row.count("faces")?));
    let mut tally = Tally::default();
    for (state, faces) in tx.list(statement, args![exam, exam.is_none()], read).await? {
        match state.as_str() {
            "indexed" => tally.indexed = faces,
            "set_apart" => tally.set_apart = faces,
            _ => tally.waiting += faces,
        }
    }
    Ok(tally)
}

/// What is known of a face that lies in the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// It is the one of an enrolled face, or is about to leave.
    Named,
    /// Its candidate's face is on its way, so that this may be it.
    Underway,
    /// Nobody names it.
    Nobody,
}

/// What is known of a FaceId of a candidate.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn naming(tx: &mut Tx, exam: ExamId, face_id: &str, candidate: Option<CandidateId>) -> Result<Naming> {
    let named = sql!("SELECT 1 AS one FROM face_index WHERE exam_id = $1 AND face_id = $2 LIMIT 1");
    if tx.optional(named, args![exam, face_id]).await?.is_some() {
        return Ok(Naming::Named);
    }
    let underway = sql!(
        "SELECT 1 AS one FROM face_index WHERE exam_id = $1 AND candidate_id = $2 AND state = 'waiting'
          AND attempts > 0 LIMIT 1"
    );
    let underway = tx.optional(underway, args![exam, candidate]).await?.is_some();
    Ok(if underway { Naming::Underway } else { Naming::Nobody })
}

/// The faces of an exam that lie in the collection, after an enrolment, in order.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn indexed_after(tx: &mut Tx, exam: ExamId, after: FaceId, limit: i64) -> Result<Vec<(FaceId, String)>> {
    let statement = sql!(
        "SELECT enrolment_id, face_id FROM face_index WHERE exam_id = $1 AND enrolment_id > $2 AND state = 'indexed'
          ORDER BY enrolment_id LIMIT $3"
    );
    let read = |row: &Row| Ok((row.id("enrolment_id")?, row.get("face_id")?));
    tx.list(statement, args![exam, after, limit], read).await
}

/// A face that is not in the collection after all is put in again.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn again(tx: &mut Tx, enrolment: FaceId, now: Timestamp) -> Result<()> {
    let statement = sql!(
        "UPDATE face_index SET state = 'waiting', face_id = NULL, attempts = 0, due_at = $2 WHERE enrolment_id = $1
          AND state = 'indexed'"
    );
    tx.execute(statement, args![enrolment, now]).await.map(drop)
}

/// Whether the enrolled face of a candidate is still on its way into the collection.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_awaited(tx: &mut Tx, exam: ExamId, candidate: CandidateId) -> Result<bool> {
    let statement = sql!(
        "SELECT 1 AS one FROM enrolled_face e JOIN face_collection c ON c.exam_id = e.exam_id AND c.active
          LEFT JOIN face_index i ON i.enrolment_id = e.id
          WHERE e.exam_id = $1 AND e.candidate_id = $2 AND (i.state IS NULL OR i.state = 'waiting')"
    );
    Ok(tx.optional(statement, args![exam, candidate]).await?.is_some())
}
