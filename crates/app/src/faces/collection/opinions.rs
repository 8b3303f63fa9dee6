//! What Rekognition says of two faces that the local search found alike: it goes into the details of the alert that was
//! raised by then. While it does not answer the question waits, and the alert stands.

use super::{errand::Done, indexer::Indexer};
use crate::{error::Result, faces::scorer};
use adapters::Class;
use domain::CandidateId;
use serde_json::{Value, json};
use store::{
    face_attempts, face_index,
    face_opinions::{self, Question},
    face_searches::Source,
};
use vault::ReadableKind;

/// How long a copy that took a question has for it.
const LEASE_SECONDS: i64 = 60;
/// How long a question waits for the other face to be indexed, or for an answer.
const AGAIN_SECONDS: i64 = 5;
/// Similarity from which others are told of: Rekognition's own usual one.
const ALIKE: f32 = 80.0;

/// Asks the next question.
///
/// # Errors
/// When the store or the files fail; it is asked again.
pub(super) async fn next(indexer: &Indexer) -> Result<Done> {
    let (app, now) = (&indexer.app, indexer.app.clock.now());
    if !face_opinions::any_due(&mut app.journal.read().await?, now).await? {
        return Ok(Done::Idle);
    }
    let mut tx = app.journal.begin().await?;
    let asked = face_opinions::claim(&mut tx, now, now.plus_seconds(LEASE_SECONDS)).await?;
    tx.commit().await?;
    let Some(asked) = asked else { return Ok(Done::Idle) };
    if face_index::is_awaited(&mut app.journal.read().await?, asked.exam_id, asked.other_id).await? {
        postpone(indexer, &asked).await?;
        return Ok(Done::Idle);
    }
    let Some(portrait) = portrait(indexer, &asked).await? else {
        answered(indexer, &asked, json!({ "asked": false })).await?;
        return Ok(Done::Worked);
    };
    match indexer.distant.search(asked.exam_id.0, portrait, ALIKE).await {
        Ok(seen) => {
            answered(indexer, &asked, told(&asked, &seen, now.to_string())).await?;
            Ok(Done::Worked)
        }
        Err(fault) if fault.class == Class::Invalid => {
            answered(indexer, &asked, json!({ "asked": true, "faceDetected": false })).await?;
            Ok(Done::Worked)
        }
        Err(fault) => {
            tracing::warn!(exam = %asked.exam_id, %fault, "a second opinion is not to be had now; it is asked for again");
            postpone(indexer, &asked).await?;
            Ok(Done::Unanswered)
        }
    }
}

/// Of the candidates that were seen: the similarity of the one whom the alert names, and how many others there were.
fn told(asked: &Question, seen: &[(uuid::Uuid, f64)], at: String) -> Value {
    let of = |candidate: CandidateId| seen.iter().find(|(id, _)| *id == candidate.0).map(|(_, similarity)| *similarity);
    let others = seen.iter().filter(|(id, _)| *id != asked.other_id.0 && *id != asked.candidate_id.0).count();
    json!({ "asked": true, "similarity": of(asked.other_id), "ownSimilarity": of(asked.candidate_id),
            "others": others, "answeredAt": at })
}

/// The face that was searched, alone; `None` when its picture is there no more.
async fn portrait(indexer: &Indexer, asked: &Question) -> Result<Option<Vec<u8>>> {
    let app = &indexer.app;
    let mut tx = app.journal.read().await?;
    let (kind, blob) = match asked.source {
        Source::Live => {
            let attempt = face_attempts::get(&mut tx, asked.subject_id.into()).await?;
            (ReadableKind::FaceLive, attempt.map(|attempt| attempt.blob_id))
        }
        Source::Enrolled => {
            let subject = asked.subject_id.into();
            let blob = face_index::photograph(&mut tx, asked.exam_id, asked.candidate_id, subject).await?;
            (ReadableKind::FaceEnrolled, blob)
        }
    };
    drop(tx);
    let Some(blob) = blob else { return Ok(None) };
    match scorer::portrait(app, asked.exam_id, kind, blob).await {
        Err(failure) if !failure.is_passing() => Ok(None),
        portrait => portrait,
    }
}

async fn postpone(indexer: &Indexer, asked: &Question) -> Result<()> {
    let mut tx = indexer.app.journal.begin().await?;
    face_opinions::postpone(&mut tx, asked.alert_id, indexer.app.clock.now().plus_seconds(AGAIN_SECONDS)).await?;
    Ok(tx.commit().await?)
}

async fn answered(indexer: &Indexer, asked: &Question, answer: Value) -> Result<()> {
    let mut tx = indexer.app.journal.begin().await?;
    face_opinions::answered(&mut tx, asked.alert_id, answer).await?;
    Ok(tx.commit().await?)
}
