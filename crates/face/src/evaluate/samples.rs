#![allow(clippy::disallowed_methods, reason = "the stages are timed; nothing is decided by it")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::change::Change;
use super::cores::cores;
use super::error::EvaluateError;
use crate::{
    Embedding, Engine, FaceRefusal, Likeness, Limits, Picture, QualityReason, Timings, engine::is_doubtful,
    likeness::is_copy,
};

/// What the engine makes of each picture, in the order of the list.
pub(super) struct Samples {
    /// The parent folder's name: who it is.
    pub people: Vec<String>,
    /// Each picture as enrolled.
    pub enrolled: Vec<Option<Enrolled>>,
    /// Each picture as live, or in a word why it gives no comparison.
    pub live: Vec<Result<Live, &'static str>>,
    /// Decoding, and the engine's stages, of the live pictures with a face.
    pub timings: Vec<(Duration, Timings)>,
}

/// A face as it is enrolled.
pub(super) struct Enrolled {
    embedding: Embedding,
    likeness: Likeness,
}

/// A face as it is when live: at first, and looked at again.
pub(super) struct Live {
    first: Embedding,
    again: Embedding,
    likeness: Likeness,
}

struct Sample {
    enrolled: Option<Enrolled>,
    live: Result<Live, &'static str>,
    timings: Option<(Duration, Timings)>,
}

type Outcome = Result<Sample, EvaluateError>;

impl Samples {
    /// Reads every picture once, and once more where the live one is changed and the enrolled is not.
    pub(super) fn collect(
        engine: &Engine,
        pictures: &[PathBuf],
        change: &Change,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<Samples, EvaluateError> {
        let mut samples = Samples {
            people: pictures.iter().map(|path| person(path)).collect(),
            enrolled: pictures.iter().map(|_| None).collect(),
            live: pictures.iter().map(|_| Err("unread")).collect(),
            timings: Vec::new(),
        };
        let next = AtomicUsize::new(0);
        let threads = cores();
        let (sender, outcomes) = mpsc::sync_channel::<(usize, Outcome)>(threads);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || work(engine, pictures, change, next, &sender));
            }
            drop(sender);
            let mut failed: Option<(usize, EvaluateError)> = None;
            for (done, (index, outcome)) in outcomes.into_iter().enumerate() {
                let sample = match outcome {
                    Ok(sample) => sample,
                    Err(error) => {
                        // Those before it were taken before it: the first of the list is among them.
                        next.store(pictures.len(), Ordering::Relaxed);
                        if failed.as_ref().is_none_or(|(first, _)| index < *first) {
                            failed = Some((index, error));
                        }
                        continue;
                    }
                };
                samples.timings.extend(sample.timings);
                if let Some((enrolled, live)) = samples.enrolled.get_mut(index).zip(samples.live.get_mut(index)) {
                    (*enrolled, *live) = (sample.enrolled, sample.live);
                }
                progress(done + 1, pictures.len());
            }
            failed.map_or(Ok(samples), |(_, error)| Err(error))
        })
    }

    /// The score of two pictures as the server gives it, the first enrolled and the second live;
    /// `None` when one of them has no usable face.
    pub(super) fn score(&self, a: usize, b: usize) -> Option<f32> {
        let (a, b) = (self.enrolled.get(a)?.as_ref()?, self.live.get(b)?.as_ref().ok()?);
        let first = a.embedding.cosine(&b.first);
        Some(if is_doubtful(first) { a.embedding.cosine(&b.again) } else { first })
    }

    /// Whether the second, live, is taken for a copy of the first, enrolled.
    pub(super) fn is_copy(&self, a: usize, b: usize) -> Option<bool> {
        let (a, b) = (self.enrolled.get(a)?.as_ref()?, self.live.get(b)?.as_ref().ok()?);
        Some(is_copy(a.embedding.cosine(&b.first), Some(a.likeness.correlation(&b.likeness))))
    }

    /// How many different people there are.
    pub(super) fn number_of_people(&self) -> usize {
        self.people.iter().collect::<std::collections::HashSet<_>>().len()
    }
}

/// Takes pictures until there are none left.
fn work(
    engine: &Engine,
    pictures: &[PathBuf],
    change: &Change,
    next: &AtomicUsize,
    sender: &mpsc::SyncSender<(usize, Outcome)>,
) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = pictures.get(index) else { return };
        if sender.send((index, read(engine, path, change))).is_err() {
            return; // nobody listens any more
        }
    }
}

fn read(engine: &Engine, path: &Path, change: &Change) -> Outcome {
    let bytes = std::fs::read(path).map_err(|source| EvaluateError::Io { path: path.into(), source })?;
    let start = Instant::now();
    let picture = Picture::decode(&bytes, &Limits::default())
        .map_err(|source| EvaluateError::Picture { path: path.into(), source })?;
    let decode = start.elapsed();
    let live = engine.embed_best(&if change.is_any() { change.made_to(&picture) } else { picture.clone() });
    let timings = live.as_ref().ok().map(|(reading, _)| (decode, reading.timings));
    let other = (change.is_any() && !change.both).then(|| engine.embed_best(&picture));
    let enrolled = other.as_ref().unwrap_or(&live).as_ref().ok();
    let enrolled = enrolled
        .map(|(reading, embedding)| Enrolled { embedding: embedding.clone(), likeness: reading.likeness.clone() });
    let live = match live {
        Err(refusal) => Err(word(&refusal)),
        Ok((reading, _)) if engine.leans(&reading) => Err(QualityReason::Pose.as_str()),
        Ok((reading, again)) => Ok(Live { first: reading.embedding, again, likeness: reading.likeness }),
    };
    Ok(Sample { enrolled, live, timings })
}

fn word(refusal: &FaceRefusal) -> &'static str {
    match refusal {
        FaceRefusal::NotDetected => "no face",
        FaceRefusal::MultipleFaces { .. } => "several faces",
        FaceRefusal::Quality { reason, .. } => reason.as_str(),
        FaceRefusal::Unreadable => "unreadable",
    }
}

fn person(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name);
    folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
