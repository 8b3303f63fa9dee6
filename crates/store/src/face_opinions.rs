//! Alerts of duplicate faces that Rekognition has still to be asked about.

use domain::{AlertId, CandidateId, ExamId, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Row, Tx, args, face_searches::Source, sql};

/// A question: how alike are the searched face and the other candidate's.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The alert that was raised.
    pub alert_id: AlertId,
    /// The exam.
    pub exam_id: ExamId,
    /// Whose face was searched.
    pub candidate_id: CandidateId,
    /// Who looks alike.
    pub other_id: CandidateId,
    /// Where the searched face comes from.
    pub source: Source,
    /// The attempt or enrolment whose picture it is.
    pub subject_id: Uuid,
}

fn question(row: &Row) -> Result<Question> {
    Ok(Question {
        alert_id: row.id("alert_id")?,
        exam_id: row.id("exam_id")?,
        candidate_id: row.id("candidate_id")?,
        other_id: row.id("other_id")?,
        source: if row.get::<String>("source")? == Source::Live.name() { Source::Live } else { Source::Enrolled },
        subject_id: row.get("subject_id")?,
    })
}

/// Asks, in the transaction that raises the alert.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn ask(tx: &mut Tx, asked: &Question, due: Timestamp) -> Result<()> {
    let statement = sql!(
        "INSERT INTO face_opinion (alert_id, exam_id, candidate_id, other_id, source, subject_id, due_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (alert_id) DO NOTHING"
    );
    let args = args![
        asked.alert_id,
        asked.exam_id,
        asked.candidate_id,
        asked.other_id,
        asked.source.name(),
        asked.subject_id,
        due
    ];
    tx.execute(statement, args).await.map(drop)
}

/// Takes the next question that is due, until `until`; other copies take others.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim(tx: &mut Tx, now: Timestamp, until: Timestamp) -> Result<Option<Question>> {
    let statement = sql!(
        sqlite: "UPDATE face_opinion SET due_at = $2 WHERE alert_id IN
                  (SELECT alert_id FROM face_opinion WHERE due_at <= $1 ORDER BY due_at, alert_id LIMIT 1)
                  RETURNING *",
        postgres: "UPDATE face_opinion SET due_at = $2 WHERE alert_id IN
                  (SELECT alert_id FROM face_opinion WHERE due_at <= $1 ORDER BY due_at, alert_id LIMIT 1
                    FOR UPDATE SKIP LOCKED)
                  RETURNING *"
    );
    tx.find(statement, args![now, until], question).await
}

/// Whether a question is due.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let statement = sql!("SELECT 1 AS one FROM face_opinion WHERE due_at <= $1 LIMIT 1");
    Ok(tx.optional(statement, args![now]).await?.is_some())
}

/// It is asked again at `due`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn postpone(tx: &mut Tx, alert: AlertId, due: Timestamp) -> Result<()> {
    tx.execute(sql!("UPDATE face_opinion SET due_at = $2 WHERE alert_id = $1"), args![alert, due]).await.map(drop)
}

/// Puts an answer into the details of the alert, under `rekognition`, and forgets the question. An alert that was only
/// counted on another has no details of its own.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn answered(tx: &mut Tx, alert: AlertId, answer: Value) -> Result<()> {
    let hold = sql!(
        sqlite: "SELECT details FROM alert WHERE id = $1",
        postgres: "SELECT details FROM alert WHERE id = $1 FOR UPDATE"
    );
    if let Some(mut details) = tx.find(hold, args![alert], |row| row.json::<Value>("details")).await? {
        details["rekognition"] = answer;
        tx.execute(sql!("UPDATE alert SET details = $2 WHERE id = $1"), args![alert, details]).await?;
    }
    tx.execute(sql!("DELETE FROM face_opinion WHERE alert_id = $1"), args![alert]).await.map(drop)
}
