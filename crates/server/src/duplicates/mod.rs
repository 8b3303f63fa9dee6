//! Duplicate faces: every live face, and every newly enrolled one, is searched among all enrolled
//! faces of its exam, off the request path. What is to be searched lies in the database (table
//! `face_search`, written in the transaction that keeps the face), so that a crash loses nothing;
//! copies of the server take turns by leases.
//!
//! The faces are compared in memory ([`galleries`]); what looks alike there is compared exactly, and a
//! pair at or above the exam's threshold raises `duplicate_face`, once a pair and source.

mod galleries;
mod pairs;

use std::time::Duration;

use domain::ExamId;
use face::Embedding;
use galleries::Galleries;
use store::{
    enrolments, exams,
    face_searches::{self, Search, Source},
};
use tokio_util::sync::CancellationToken;

use crate::{
    app::App,
    config::limits::{COMPARED_EXACTLY, SEARCHED_AT_ONCE},
    http::Failure,
    ops::read_faces::{embedding, embedding_context},
};

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
pub async fn run(app: App, stop: CancellationToken) {
    let mut galleries = Galleries::default();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        loop {
            match step(&app, &mut galleries, &stop).await {
                Ok(true) if !stop.is_cancelled() => {}
                Ok(_) => break,
                Err(failure) => {
                    tracing::error!(code = failure.body.code, "faces could not be searched; it is tried again");
                    break;
                }
            }
        }
    }
}

/// Makes the next few searches of one exam; false when there are none.
async fn step(app: &App, galleries: &mut Galleries, stop: &CancellationToken) -> Result<bool, Failure> {
    let mut tx = app.db.read().await?;
    let next = face_searches::next_exam(&mut tx, app.clock.now()).await?;
    app.metrics.face_searches_waiting.set(i64::from(face_searches::waiting(&mut tx, COUNTED).await?));
    let Some(id) = next else { return Ok(false) };
    let exam = exams::get(&mut tx, id).await?.ok_or(domain::Refusal::ExamNotFound)?;
    drop(tx);
    // Read before the searches are taken, because it may take long, and once more afterwards: each face
    // whose search is taken is enrolled by then, so that of two alike ones the later finds the earlier.
    galleries.catch_up(app, id, stop).await?;
    let searches = claim(app, id).await?;
    galleries.catch_up(app, id, stop).await?;
    if searches.is_empty() || stop.is_cancelled() {
        return Ok(false);
    }
    let mut faces = Vec::new();
    let mut asked = Vec::new();
    for search in searches {
        match face_of(app, &search).await {
            Ok(Some(face)) => {
                faces.push(face);
                asked.push(search);
            }
            Ok(None) => drop(forget(app, &search).await?),
            Err(failure) if failure.status.is_server_error() && failure.retry_after.is_none() => {
                tracing::error!(search = %search.id, "a face cannot be opened, and is not searched");
                forget(app, &search).await?;
            }
            Err(failure) => return Err(failure),
        }
    }
    let cosine = app.engine.table().cosine_at(exam.settings.face_threshold) - MARGIN;
    let found = galleries.search(id, faces.clone(), cosine as f32, COMPARED_EXACTLY).await?;
    for ((search, face), near) in asked.into_iter().zip(&faces).zip(found) {
        pairs::settle(app, &exam, search, face, near).await?;
        app.metrics.face_searches.inc();
    }
    Ok(true)
}

async fn claim(app: &App, exam: ExamId) -> Result<Vec<Search>, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let until = now.plus_seconds(LEASE_SECONDS);
    let searches = face_searches::claim(&mut tx, exam, now, until, SEARCHED_AT_ONCE).await?;
    tx.commit().await?;
    Ok(searches)
}

/// The face that is to be searched; none when another took its place since, or another model made it.
async fn face_of(app: &App, search: &Search) -> Result<Option<Embedding>, Failure> {
    let sealed = match (search.source(), &search.embedding) {
        (Source::Live, sealed) => sealed.clone(),
        (Source::Enrolled, _) => {
            let enrolled = enrolments::of(&mut app.db.read().await?, search.exam_id, search.candidate_id).await?;
            enrolled.filter(|enrolled| enrolled.id.0 == search.id).map(|enrolled| enrolled.embedding)
        }
    };
    let Some(sealed) = sealed.filter(|_| search.model == app.engine.model_digest()) else { return Ok(None) };
    let context = embedding_context(search.id);
    let bytes = app.vault.open(Some(search.exam_id), &context, &sealed, app.clock.now()).await?;
    embedding(&bytes).map(Some)
}

async fn forget(app: &App, search: &Search) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    face_searches::done(&mut tx, search.id).await?;
    Ok(tx.commit().await?)
}
