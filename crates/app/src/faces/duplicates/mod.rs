//! Duplicate faces: every live face, and every newly enrolled one, is searched among all enrolled
//! faces of its exam, off the request path. What is to be searched lies in the database (table
//! `face_search`, written in the transaction that keeps the face), so that a crash loses nothing;
//! copies of the server take turns by leases.
//!
//! The faces are compared in memory (`galleries`); what looks alike there is compared exactly, and a
//! pair at or above the exam's threshold raises `duplicate_face`, once a pair and source.

mod galleries;
mod pairs;
mod searcher;

pub(crate) use searcher::{COMPARED_EXACTLY, DUPLICATES_TOLD, Searcher};

use std::time::Duration;

use crate::{
    error::Result,
    faces::reading::{embedding, embedding_context},
};
use domain::ExamId;
use face::Embedding;
use galleries::Galleries;
use searcher::SEARCHED_AT_ONCE;
use store::{
    enrolments, exams,
    face_searches::{self, Search, Source},
};
use tokio_util::sync::CancellationToken;

/// How often it looks for work.
const LOOK: Duration = Duration::from_millis(500);
/// How long a copy that took searches has for them.
const LEASE_SECONDS: i64 = 60;
/// Searches that wait are counted up to this.
const COUNTED: i64 = 100_000;
/// So much under the cosine of the threshold a face is still compared exactly: the table and the
/// percentage have the last word.
const MARGIN: f64 = 1e-4;

/// Searches until the server stops.
pub(crate) async fn run(searcher: Searcher, stop: CancellationToken) {
    let mut galleries = Galleries::default();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        loop {
            match step(&searcher, &mut galleries, &stop).await {
                Ok(true) if !stop.is_cancelled() => {}
                Ok(_) => break,
                Err(failure) => {
                    tracing::error!(code = failure.code().as_str(), "faces could not be searched; it is tried again");
                    break;
                }
            }
        }
    }
}

/// Makes the next few searches of one exam; false when there are none.
async fn step(searcher: &Searcher, galleries: &mut Galleries, stop: &CancellationToken) -> Result<bool> {
    let mut tx = searcher.journal.read().await?;
    let next = face_searches::next_exam(&mut tx, searcher.clock.now()).await?;
    searcher.metrics.face_searches_waiting.set(i64::from(face_searches::waiting(&mut tx, COUNTED).await?));
    let Some(id) = next else { return Ok(false) };
    let exam = exams::get(&mut tx, id).await?.ok_or(domain::Refusal::ExamNotFound)?;
    drop(tx);
    // Read before the searches are taken, because it may take long, and once more afterwards: each face
    // whose search is taken is enrolled by then, so that of two alike ones the later finds the earlier.
    galleries.catch_up(searcher, id, stop).await?;
    let searches = claim(searcher, id).await?;
    galleries.catch_up(searcher, id, stop).await?;
    if searches.is_empty() || stop.is_cancelled() {
        return Ok(false);
    }
    let mut faces = Vec::new();
    let mut asked = Vec::new();
    for search in searches {
        match face_of(searcher, &search).await {
            Ok(Some(face)) => {
                faces.push(face);
                asked.push(search);
            }
            Ok(None) => drop(forget(searcher, &search).await?),
            // A passing fault keeps the search: what cannot be opened now is opened later.
            Err(failure) if failure.is_fault() && !failure.is_passing() => {
                tracing::error!(search = %search.id, "a face cannot be opened, and is not searched");
                forget(searcher, &search).await?;
            }
            Err(failure) => return Err(failure),
        }
    }
    let cosine = searcher.engine.table().cosine_at(exam.settings.face_threshold) - MARGIN;
    let found = galleries.search(id, faces.clone(), cosine as f32, COMPARED_EXACTLY).await?;
    for ((search, face), near) in asked.into_iter().zip(&faces).zip(found) {
        pairs::settle(searcher, &exam, search, face, near).await?;
        searcher.metrics.face_searches.inc();
    }
    Ok(true)
}

async fn claim(searcher: &Searcher, exam: ExamId) -> Result<Vec<Search>> {
    let now = searcher.clock.now();
    let mut tx = searcher.journal.begin().await?;
    let until = now.plus_seconds(LEASE_SECONDS);
    let searches = face_searches::claim(&mut tx, exam, now, until, SEARCHED_AT_ONCE).await?;
    tx.commit().await?;
    Ok(searches)
}

/// The face that is to be searched; none when another took its place since, or another model made it.
async fn face_of(searcher: &Searcher, search: &Search) -> Result<Option<Embedding>> {
    let sealed = match (search.source(), &search.embedding) {
        (Source::Live, sealed) => sealed.clone(),
        (Source::Enrolled, _) => {
            let enrolled =
                enrolments::of(&mut searcher.journal.read().await?, search.exam_id, search.candidate_id).await?;
            enrolled.filter(|enrolled| enrolled.id.0 == search.id).map(|enrolled| enrolled.embedding)
        }
    };
    let Some(sealed) = sealed.filter(|_| search.model == searcher.engine.model_digest()) else { return Ok(None) };
    let context = embedding_context(search.id);
    let bytes = searcher.vault.key(Some(search.exam_id), searcher.clock.now()).await?.open(&context, &sealed)?;
    embedding(&bytes).map(Some)
}

async fn forget(searcher: &Searcher, search: &Search) -> Result<()> {
    let mut tx = searcher.journal.begin().await?;
    face_searches::done(&mut tx, search.id).await?;
    Ok(tx.commit().await?)
}
