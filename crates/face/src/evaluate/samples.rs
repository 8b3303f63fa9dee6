#![allow(clippy::disallowed_methods, reason = "the stages are timed; nothing is decided by it")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::error::EvaluateError;
use crate::{Embedding, Engine, Limits, Picture, Timings, engine::is_doubtful};

const THREADS: usize = 2;

/// What the engine makes of each picture, in the order of the list.
pub(super) struct Samples {
    /// The parent folder's name: who it is.
    pub people: Vec<String>,
    /// `None` where no face was found.
    pub faces: Vec<Option<Face>>,
    /// Decoding, and the engine's stages, of the pictures with a face.
    pub timings: Vec<(Duration, Timings)>,
}

/// A face as it is when live, and as it is when enrolled.
pub(super) struct Face {
    live: Embedding,
    enrolled: Embedding,
}

type Outcome = Result<Option<(Face, Duration, Timings)>, EvaluateError>;

impl Samples {
    /// Reads every picture once.
    pub(super) fn collect(
        engine: &Engine,
        pictures: &[PathBuf],
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Samples, EvaluateError> {
        let mut samples = Samples {
            people: pictures.iter().map(|path| person(path)).collect(),
            faces: pictures.iter().map(|_| None).collect(),
            timings: Vec::new(),
        };
        let next = AtomicUsize::new(0);
        let (sender, outcomes) = mpsc::sync_channel::<(usize, Outcome)>(THREADS);
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || work(engine, pictures, next, &sender));
            }
            drop(sender);
            for (done, (index, outcome)) in outcomes.into_iter().enumerate() {
                if let Some((face, decode, timings)) = outcome? {
                    samples.timings.push((decode, timings));
                    if let Some(slot) = samples.faces.get_mut(index) {
                        *slot = Some(face);
                    }
                }
                progress(done + 1, pictures.len());
            }
            Ok(samples)
        })
    }

    /// The score of two pictures as the server gives it, the first enrolled and the second live;
    /// `None` when one of them has no face.
    pub(super) fn score(&self, a: usize, b: usize) -> Option<f32> {
        let (a, b) = (self.faces.get(a)?.as_ref()?, self.faces.get(b)?.as_ref()?);
        let first = a.enrolled.cosine(&b.live);
        Some(if is_doubtful(first) { a.enrolled.cosine(&b.enrolled) } else { first })
    }

    /// How many pictures have no face.
    pub(super) fn undetected(&self) -> usize {
        self.faces.iter().filter(|face| face.is_none()).count()
    }

    /// How many different people there are.
    pub(super) fn number_of_people(&self) -> usize {
        self.people.iter().collect::<std::collections::HashSet<_>>().len()
    }
}

/// Takes pictures until there are none left, or nobody listens any more.
fn work(engine: &Engine, pictures: &[PathBuf], next: &AtomicUsize, sender: &mpsc::SyncSender<(usize, Outcome)>) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = pictures.get(index) else { return };
        if sender.send((index, read(engine, path))).is_err() {
            return;
        }
    }
}

fn read(engine: &Engine, path: &Path) -> Outcome {
    let bytes = std::fs::read(path).map_err(|source| EvaluateError::Io { path: path.into(), source })?;
    let start = Instant::now();
    let picture = Picture::decode(&bytes, &Limits::default())
        .map_err(|source| EvaluateError::Picture { path: path.into(), source })?;
    let decode = start.elapsed();
    Ok(engine
        .embed_best(&picture)
        .map(|(reading, enrolled)| (Face { live: reading.embedding, enrolled }, decode, reading.timings)))
}

fn person(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name);
    folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
