//! What comes of a search: the exact comparison, and an alert a pair.

use std::collections::HashSet;

use super::searcher::{DUPLICATES_TOLD, Searcher};
use crate::{
    error::Result,
    faces::reading::{embedding, embedding_context},
};
use domain::{
    CandidateId,
    alert::AlertKind,
    exam::{Exam, FaceEngine},
    face::is_verified,
};
use face::{Embedding, Near};
use journal::Unit;
use serde_json::json;
use store::{
    alerts::NewAlert,
    candidates, enrolments,
    face_opinions::{self, Question},
    face_searches::{self, Search},
};

/// Somebody else with a face like the searched one.
struct Alike {
    candidate: CandidateId,
    percentage: f64,
}

/// Compares exactly, raises the alerts and forgets the search, all of it or nothing.
///
/// # Errors
/// When the store fails; the search stays, and is made again.
pub(super) async fn settle(
    searcher: &Searcher,
    exam: &Exam,
    search: Search,
    face: &Embedding,
    near: Vec<Near>,
) -> Result<()> {
    let alike = compare(searcher, exam, &search, face, near).await?;
    let mut tx = searcher.journal.begin().await?;
    if !face_searches::done(&mut tx, search.id).await? {
        return Ok(()); // another copy was at it, too, and was faster
    }
    for one in alike.iter().take(DUPLICATES_TOLD) {
        let pair = (search.candidate_id, one.candidate);
        if face_searches::found(&mut tx, exam.id, pair, search.source(), searcher.clock.now()).await? {
            raise(searcher, &mut tx, exam, &search, one, alike.len()).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Those at or above the exam's threshold, the likeliest first. What is compared is what is enrolled
/// now, whatever lay in memory.
async fn compare(
    searcher: &Searcher,
    exam: &Exam,
    search: &Search,
    face: &Embedding,
    near: Vec<Near>,
) -> Result<Vec<Alike>> {
    let others: HashSet<CandidateId> = near
        .into_iter()
        .map(|near| CandidateId(uuid::Uuid::from_u128(near.id)))
        .filter(|other| *other != search.candidate_id)
        .collect();
    let mut alike = Vec::new();
    for candidate in others {
        let enrolled = enrolments::of(&mut searcher.journal.read().await?, exam.id, candidate).await?;
        let Some(enrolled) = enrolled.filter(|enrolled| enrolled.model == search.model) else { continue };
        let context = embedding_context(enrolled.id.0);
        let bytes =
            searcher.vault.key(Some(exam.id), searcher.clock.now()).await?.open(&context, &enrolled.embedding)?;
        let percentage = searcher.engine.percentage(face.cosine(&embedding(&bytes)?));
        if is_verified(percentage, exam.settings.face_threshold) {
            alike.push(Alike { candidate, percentage });
        }
    }
    alike.sort_by(|a, b| b.percentage.total_cmp(&a.percentage).then(a.candidate.cmp(&b.candidate)));
    Ok(alike)
}

/// Raises the alert. The exam's own engine is asked behind: whether it answers or not, the alert is there.
async fn raise(
    searcher: &Searcher,
    tx: &mut Unit,
    exam: &Exam,
    search: &Search,
    alike: &Alike,
    count: usize,
) -> Result<()> {
    let now = searcher.clock.now();
    let candidate = candidates::get(tx, search.exam_id, search.candidate_id).await?;
    let alert = NewAlert {
        id: searcher.ids.next(now).into(),
        exam_id: Some(search.exam_id),
        kind: AlertKind::DuplicateFace,
        centre_id: candidate.map(|candidate| candidate.centre_id),
        candidate_id: Some(search.candidate_id),
        operator_id: Some(search.operator_id),
        device_id: search.device_id.clone(),
        match_percentage: Some(alike.percentage),
        offline: search.offline,
        details: json!({ "otherCandidateId": alike.candidate, "matchPercentage": alike.percentage,
                         "kind": search.source().name(), "alike": count }),
        occurred_at: now,
    };
    let question = Question {
        alert_id: alert.id,
        exam_id: search.exam_id,
        candidate_id: search.candidate_id,
        other_id: alike.candidate,
        source: search.source(),
        subject_id: search.id,
    };
    tx.raise(alert).await?;
    if searcher.asks_distant && exam.settings.face_engine == FaceEngine::Rekognition {
        face_opinions::ask(tx, &question, now).await?;
    }
    Ok(())
}
