//! The enrolled faces in memory, exam by exam: read when a search needs them, brought up to date
//! before each search, forgotten when another exam needs the room.

use std::collections::{HashMap, HashSet};

use domain::ExamId;
use face::{Embedding, Gallery, Near};
use store::enrolments::{self, Placed};
use tokio_util::sync::CancellationToken;

use crate::{
    app::App,
    config::limits::FACES_AT_ONCE,
    http::Failure,
    ops::read_faces::{embedding, embedding_context},
};

/// The faces of one exam.
#[derive(Default)]
struct Kept {
    gallery: Gallery,
    /// Up to which place they were read.
    place: i64,
    /// Faces that are enrolled and not here.
    left_out: usize,
    /// When it was used last, in turns.
    used: u64,
}

/// The faces of the exams that were searched lately.
#[derive(Default)]
pub struct Galleries {
    exams: HashMap<ExamId, Kept>,
    turn: u64,
}

impl Galleries {
    /// Reads what was enrolled since the last time, by any copy of the server.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn catch_up(&mut self, app: &App, exam: ExamId, stop: &CancellationToken) -> Result<(), Failure> {
        give_places(app).await?;
        self.turn += 1;
        let turn = self.turn;
        let kept = self.exams.entry(exam).or_default();
        kept.used = turn;
        let (first_time, before) = (kept.place == 0, kept.left_out);
        while !stop.is_cancelled() {
            let place = self.exams.get(&exam).map_or(0, |kept| kept.place);
            let model = app.engine.model_digest();
            let page = enrolments::after(&mut app.db.read().await?, exam, model, place, FACES_AT_ONCE).await?;
            if page.is_empty() {
                break;
            }
            self.make_room(exam, page.len(), app.config.faces_in_memory);
            self.take_in(app, exam, page, first_time).await?;
        }
        self.tell(app, exam, before);
        Ok(())
    }

    /// Forgets other exams, the longest unused first, until `more` faces have room.
    fn make_room(&mut self, exam: ExamId, more: usize, most: usize) {
        while self.len() + more > most {
            let others = self.exams.iter().filter(|(id, kept)| **id != exam && !kept.gallery.is_empty());
            let Some(oldest) = others.min_by_key(|(_, kept)| kept.used).map(|(id, _)| *id) else { return };
            self.exams.remove(&oldest);
        }
    }

    fn len(&self) -> usize {
        self.exams.values().map(|kept| kept.gallery.len()).sum()
    }

    async fn take_in(&mut self, app: &App, exam: ExamId, page: Vec<Placed>, first_time: bool) -> Result<(), Failure> {
        let mut room = app.config.faces_in_memory.saturating_sub(self.len());
        let Some(kept) = self.exams.get_mut(&exam) else { return Ok(()) };
        if !first_time {
            // A face that was enrolled anew stands in for the earlier one.
            let again: HashSet<u128> = page.iter().map(|face| face.candidate_id.0.as_u128()).collect();
            room += kept.gallery.remove(&again);
        }
        for face in page {
            kept.place = face.place;
            if room == 0 {
                kept.left_out += 1;
                continue;
            }
            let context = embedding_context(face.id.0);
            let opened = app.vault.open(Some(exam), &context, &face.embedding, app.clock.now()).await;
            match opened.and_then(|bytes| embedding(&bytes)) {
                Ok(embedding) => {
                    kept.gallery.add(face.candidate_id.0.as_u128(), &embedding);
                    room -= 1;
                }
                Err(failure) if failure.retry_after.is_some() => return Err(failure),
                Err(_) => {
                    tracing::error!(%exam, face = %face.id, "an enrolled face cannot be opened, and is not searched");
                    kept.left_out += 1;
                }
            }
        }
        Ok(())
    }

    /// Says in log and metrics when faces are not searched.
    fn tell(&self, app: &App, exam: ExamId, before: usize) {
        let left_out: usize = self.exams.values().map(|kept| kept.left_out).sum();
        app.metrics.faces_in_memory.set(i64::try_from(self.len()).unwrap_or(i64::MAX));
        app.metrics.faces_left_out.set(i64::try_from(left_out).unwrap_or(i64::MAX));
        let now = self.exams.get(&exam).map_or(0, |kept| kept.left_out);
        if now > before {
            let limit = app.config.faces_in_memory;
            tracing::error!(%exam, left_out = now, limit, "enrolled faces are not searched; raise --faces-in-memory");
        }
    }

    /// For each face those of the exam that may be as alike as `cosine`, the likeliest first.
    ///
    /// # Errors
    /// When the search panicked; the faces are read anew then.
    pub async fn search(
        &mut self,
        exam: ExamId,
        faces: Vec<Embedding>,
        cosine: f32,
        most: usize,
    ) -> Result<Vec<Vec<Near>>, Failure> {
        let Some(mut kept) = self.exams.remove(&exam) else { return Ok(vec![Vec::new(); faces.len()]) };
        let gallery = std::mem::take(&mut kept.gallery);
        let work = move || {
            let found = gallery.search(&faces, cosine, most);
            (gallery, found)
        };
        let (gallery, found) = tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(&error))?;
        kept.gallery = gallery;
        self.exams.insert(exam, kept);
        Ok(found)
    }
}

/// Gives every committed face its place.
async fn give_places(app: &App) -> Result<(), Failure> {
    while enrolments::any_unplaced(&mut app.db.read().await?).await? {
        let mut tx = app.db.begin().await?;
        enrolments::place(&mut tx, FACES_AT_ONCE).await?;
        tx.commit().await?;
    }
    Ok(())
}
