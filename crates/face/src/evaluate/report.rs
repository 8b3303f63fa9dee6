use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::accuracy::{FoldMethod, Labelled, accuracy};
use super::cores::tally;
use super::pairs::PairList;
use super::rates::{Crossed, ErrorRate};
use super::samples::Samples;
use crate::Engine;

/// The percentage that a comparison must reach unless an exam says otherwise.
const USUAL_THRESHOLD: f64 = 96.5;
/// How many pictures without a face are named.
const NAMED: usize = 10;
const TARGETS: [f64; 3] = [1e-2, 1e-3, 1e-4];

/// What [`evaluate`](super::evaluate) found.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// SHA-256 of the recogniser.
    pub model_digest: String,
    /// Labelled pairs.
    pub pairs: usize,
    /// Of them, those with a face missing: each is an error.
    pub pairs_undetected: usize,
    /// Part of the pairs that are told right, 0–1.
    pub accuracy: f64,
    /// How the pairs were divided for it.
    pub folds: FoldMethod,
    /// Different pictures.
    pub pictures: usize,
    /// Of them, those without a usable face as enrolled.
    pub pictures_undetected: Vec<PathBuf>,
    /// Different people.
    pub people: usize,
    /// Errors at the thresholds of false-match rates 1e-2, 1e-3 and 1e-4.
    pub rates: Vec<ErrorRate>,
    /// Errors at 96.5 % of the calibrated scale.
    pub at_usual_threshold: ErrorRate,
    /// Live pictures that are refused, by reason: they cost no attempt.
    pub live_refused: BTreeMap<&'static str, usize>,
    /// Pairs of one person that are not compared for it.
    pub genuine_refused: u64,
    /// Pictures that are taken for a copy of the enrolled one.
    pub copies: Copies,
    /// Whether the live pictures were changed.
    pub changed: bool,
    /// Median milliseconds a picture.
    pub median_ms: StageTimes,
}

/// Live pictures that are taken for a copy of an enrolled one.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Copies {
    /// Pictures that are compared with themselves, and how many of them are known.
    pub own: (u64, u64),
    /// Pairs of two pictures of one person, and how many of them are taken for one.
    pub same_person: (u64, u64),
    /// Pairs of different people, and how many of them are.
    pub others: (u64, u64),
}

impl Copies {
    fn of(samples: &Samples) -> Copies {
        let with_earlier = |copies: &mut Copies, b: usize| {
            let Some(who) = samples.people.get(b) else { return };
            for (a, other) in samples.people.iter().enumerate().take(b + 1) {
                let Some(copy) = samples.is_copy(a, b) else { continue };
                let kind = match (a == b, who == other) {
                    (true, _) => &mut copies.own,
                    (false, true) => &mut copies.same_person,
                    (false, false) => &mut copies.others,
                };
                *kind = (kind.0 + 1, kind.1 + u64::from(copy));
            }
        };
        tally(samples.people.len(), with_earlier, Copies::add)
    }

    fn add(&mut self, more: Copies) {
        for (all, more) in
            [(&mut self.own, more.own), (&mut self.same_person, more.same_person), (&mut self.others, more.others)]
        {
            *all = (all.0 + more.0, all.1 + more.1);
        }
    }
}

/// Milliseconds by stage.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct StageTimes {
    /// From the file's bytes to pixels.
    pub decode: f64,
    /// Faces and points.
    pub detect: f64,
    /// Cutting out, measuring quality.
    pub align: f64,
    /// One run of the recogniser.
    pub embed: f64,
    /// All of it.
    pub total: f64,
}

impl Report {
    pub(super) fn of(engine: &Engine, list: &PairList, samples: &Samples, crossed: &Crossed, changed: bool) -> Report {
        let labelled: Vec<Labelled> =
            list.pairs.iter().map(|p| Labelled { score: samples.score(p.a, p.b), same: p.same }).collect();
        let mut live_refused = BTreeMap::new();
        for word in samples.live.iter().filter_map(|live| live.as_ref().err()) {
            *live_refused.entry(*word).or_default() += 1;
        }
        let undetected = list.pictures.iter().zip(&samples.enrolled).filter(|(_, face)| face.is_none());
        let (accuracy, folds) = accuracy(&labelled);
        Report {
            model_digest: engine.model_digest().to_owned(),
            pairs: labelled.len(),
            pairs_undetected: labelled.iter().filter(|pair| pair.score.is_none()).count(),
            accuracy,
            folds,
            pictures: samples.people.len(),
            pictures_undetected: undetected.map(|(path, _)| path.clone()).collect(),
            people: samples.number_of_people(),
            rates: TARGETS.map(|target| crossed.at_rate(target)).to_vec(),
            at_usual_threshold: crossed.at(engine.table().cosine_at(USUAL_THRESHOLD)),
            live_refused,
            genuine_refused: crossed.refused(),
            copies: Copies::of(samples),
            changed,
            median_ms: StageTimes::of(samples),
        }
    }
}

impl StageTimes {
    fn of(samples: &Samples) -> StageTimes {
        let stage = |time: &dyn Fn(&(Duration, crate::Timings)) -> Duration| {
            let mut all: Vec<Duration> = samples.timings.iter().map(time).collect();
            all.sort_unstable();
            all.get(all.len() / 2).map_or(0.0, |median| median.as_secs_f64() * 1e3)
        };
        StageTimes {
            decode: stage(&|(decode, _)| *decode),
            detect: stage(&|(_, t)| t.detect),
            align: stage(&|(_, t)| t.align),
            embed: stage(&|(_, t)| t.embed),
            total: stage(&|(decode, t)| *decode + t.detect + t.align + t.embed),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "model {}", self.model_digest)?;
        writeln!(
            f,
            "pictures {} of {} people, {} without a face",
            self.pictures,
            self.people,
            self.pictures_undetected.len()
        )?;
        for path in self.pictures_undetected.iter().take(NAMED) {
            writeln!(f, "  {}", path.display())?;
        }
        writeln!(f, "pairs {}, {} with a face missing, each an error", self.pairs, self.pairs_undetected)?;
        match self.folds {
            FoldMethod::Blocks(n) => {
                writeln!(f, "folds {n}, the list's own, each judged by the threshold of the others")?
            }
            FoldMethod::Stratified(n) => {
                writeln!(f, "folds {n}, stratified, each judged by the threshold of the others")?
            }
        }
        writeln!(f, "accuracy {:.2} %", self.accuracy * 100.0)?;
        for (target, rate) in TARGETS.iter().zip(&self.rates) {
            writeln!(f, "at FMR {target:.0e}: {}", Line(rate))?;
        }
        writeln!(f, "at {USUAL_THRESHOLD} %: {}", Line(&self.at_usual_threshold))?;
        if self.changed {
            self.changed_lines(f)?;
        }
        let Copies { own, same_person, others } = self.copies;
        writeln!(
            f,
            "taken for a copy: {} of {} compared with themselves, {} of {} others of the person, {} of {} of others",
            own.1, own.0, same_person.1, same_person.0, others.1, others.0
        )?;
        let ms = &self.median_ms;
        write!(
            f,
            "median ms a picture: decode {:.1}, detect {:.1}, align {:.1}, embed {:.1}, total {:.1}",
            ms.decode, ms.detect, ms.align, ms.embed, ms.total
        )
    }
}

impl Report {
    /// What became of the live pictures that were changed.
    fn changed_lines(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused: usize = self.live_refused.values().sum();
        let reasons: Vec<String> = self.live_refused.iter().map(|(word, count)| format!("{count} {word}")).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) };
        writeln!(f, "live pictures refused, at no attempt: {refused} of {}{reasons}", self.pictures)?;
        let usual = &self.at_usual_threshold;
        writeln!(
            f,
            "pairs of one person so refused: {} of {}; of those compared, {} of {} do not match at {USUAL_THRESHOLD} %",
            self.genuine_refused,
            usual.genuine_pairs,
            usual.false_non_matches - self.genuine_refused,
            usual.genuine_pairs - self.genuine_refused
        )
    }
}

struct Line<'a>(&'a ErrorRate);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.0;
        write!(
            f,
            "cosine {:.4}, FMR {:.2e} ({} of {}, 95 % bound {:.2e}), FNMR {:.2} % ({} of {})",
            rate.cosine,
            rate.fmr(),
            rate.false_matches,
            rate.impostor_pairs,
            rate.fmr_upper(),
            rate.fnmr() * 100.0,
            rate.false_non_matches,
            rate.genuine_pairs
        )
    }
}
