//! The enrolled faces in memory, exam by exam: read when a search needs them, brought up to date
//! before each search, forgotten when another exam needs the room.

use std::collections::{HashMap, HashSet};

use super::searcher::{FACES_AT_ONCE, Searcher};
use crate::{
    error::{Error, Result},
    faces::reading::{embedding, embedding_context},
};
use domain::ExamId;
use face::{Embedding, Gallery, Near};
use store::enrolments::{self, Placed};
use tokio_util::sync::CancellationToken;

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
pub(super) struct Galleries {
    exams: HashMap<ExamId, Kept>,
    turn: u64,
}

impl Galleries {
    /// Reads what was enrolled since the last time, by any copy of the server.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn catch_up(&mut self, searcher: &Searcher, exam: ExamId, stop: &CancellationToken) -> Result<()> {
        give_places(searcher).await?;
        self.turn += 1;
        let turn = self.turn;
        let kept = self.exams.entry(exam).or_default();
        kept.used = turn;
        let (first_time, before) = (kept.place == 0, kept.left_out);
        while !stop.is_cancelled() {
            let place = self.exams.get(&exam).map_or(0, |kept| kept.place);
            let model = searcher.engine.model_digest();
            let page =
                enrolments::after(&mut searcher.journal.read().await?, exam, model, place, FACES_AT_ONCE).await?;
            if page.is_empty() {
                break;
            }
            self.make_room(exam, page.len(), searcher.faces_in_memory);
            self.take_in(searcher, exam, page, first_time).await?;
        }
        self.tell(searcher, exam, before);
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

    async fn take_in(&mut self, searcher: &Searcher, exam: ExamId, page: Vec<Placed>, first_time: bool) -> Result<()> {
        // A passing fault leaves the place where it is: the same faces are read again, and none is skipped.
        let key = searcher.vault.key(Some(exam), searcher.clock.now()).await?;
        let mut room = searcher.faces_in_memory.saturating_sub(self.len());
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
            let opened = key.open(&embedding_context(face.id.0), &face.embedding);
            match opened.map_err(Error::from).and_then(|bytes| embedding(&bytes)) {
                Ok(embedding) => {
                    kept.gallery.add(face.candidate_id.0.as_u128(), &embedding);
                    room -= 1;
                }
                Err(_) => {
                    tracing::error!(%exam, face = %face.id, "an enrolled face cannot be opened, and is not searched");
                    kept.left_out += 1;
                }
            }
        }
        Ok(())
    }

    /// Says in log and metrics when faces are not searched.
    fn tell(&self, searcher: &Searcher, exam: ExamId, before: usize) {
        let left_out: usize = self.exams.values().map(|kept| kept.left_out).sum();
        searcher.metrics.faces_in_memory.set(i64::try_from(self.len()).unwrap_or(i64::MAX));
        searcher.metrics.faces_left_out.set(i64::try_from(left_out).unwrap_or(i64::MAX));
        let now = self.exams.get(&exam).map_or(0, |kept| kept.left_out);
        if now > before {
            let limit = searcher.faces_in_memory;
            tracing::error!(%exam, left_out = now, limit, "enrolled faces are not searched; raise --faces-in-memory");
        }
    }

    /// For each face those of the exam that may be as alike as `cosine`, the likeliest first.
    ///
    /// # Errors
    /// When the search panicked; the faces are read anew then.
    pub(super) async fn search(
        &mut self,
        exam: ExamId,
        faces: Vec<Embedding>,
        cosine: f32,
        most: usize,
    ) -> Result<Vec<Vec<Near>>> {
        let Some(mut kept) = self.exams.remove(&exam) else { return Ok(vec![Vec::new(); faces.len()]) };
        let gallery = std::mem::take(&mut kept.gallery);
        let work = move || {
            let found = gallery.search(&faces, cosine, most);
            (gallery, found)
        };
        let (gallery, found) = tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal(&error))?;
        kept.gallery = gallery;
        self.exams.insert(exam, kept);
        Ok(found)
    }
}

/// Gives every committed face its place.
async fn give_places(searcher: &Searcher) -> Result<()> {
    while enrolments::any_unplaced(&mut searcher.journal.read().await?).await? {
        let mut tx = searcher.journal.begin().await?;
        enrolments::place(&mut tx, FACES_AT_ONCE).await?;
        tx.commit().await?;
    }
    Ok(())
}
