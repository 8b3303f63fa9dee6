//! How many seconds a candidate takes, step by step.

use serde::Serialize;
use utoipa::ToSchema;

use crate::Timestamp;

/// A step of a candidate's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaceStep {
    /// From the mark at the gate to the first picture at station 2: the way, and the queue.
    Wait,
    /// From the first picture to the last comparison.
    Face,
    /// From what was done before it at station 2 to the fingerprint, or its exception. Nobody knows when the step began
    /// that came first there, unless it was the face.
    Fingerprint,
    /// From what was done before it at station 2 to the binding of the sheet.
    Sheet,
    /// From what was done before it at station 2 to the close.
    Close,
    /// All of station 2: from the first picture, or what was done first, to the close.
    Station,
}

/// All steps, in order.
pub const PACE_STEPS: [PaceStep; 6] =
    [PaceStep::Wait, PaceStep::Face, PaceStep::Fingerprint, PaceStep::Sheet, PaceStep::Close, PaceStep::Station];

/// The moments of one candidate whose station is closed.
#[derive(Clone, Copy, Debug)]
pub struct Passage {
    /// When they were marked present.
    pub present: Timestamp,
    /// When the first kept comparison began.
    pub face_begun: Option<Timestamp>,
    /// When the last one was made.
    pub face_done: Option<Timestamp>,
    /// When the fingerprint was captured, or its exception recorded.
    pub fingerprint: Option<Timestamp>,
    /// When the sheet was bound.
    pub sheet: Option<Timestamp>,
    /// When the station was closed.
    pub closed: Timestamp,
}

impl Passage {
    /// The seconds of each step that was taken. What clocks make negative counts as nothing.
    #[must_use]
    pub fn seconds(&self) -> Vec<(PaceStep, i64)> {
        let between = |from: Timestamp, to: Timestamp| to.seconds_since(from).max(0);
        let begun = [self.face_begun, self.fingerprint, self.sheet].into_iter().flatten().min().unwrap_or(self.closed);
        let mut steps = vec![(PaceStep::Wait, between(self.present, begun))];
        if let Some((from, to)) = self.face_begun.zip(self.face_done) {
            steps.push((PaceStep::Face, between(from, to)));
        }
        let done = [self.face_done, self.fingerprint, self.sheet];
        let before = |at: Timestamp| done.into_iter().flatten().filter(|done| *done < at).max();
        let taken = [
            (PaceStep::Fingerprint, self.fingerprint),
            (PaceStep::Sheet, self.sheet),
            (PaceStep::Close, Some(self.closed)),
        ];
        for (step, at) in taken {
            if let Some((before, at)) = at.and_then(|at| Some((before(at)?, at))) {
                steps.push((step, between(before, at)));
            }
        }
        steps.push((PaceStep::Station, between(begun, self.closed)));
        steps
    }
}

/// What is told of one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepPace {
    /// Half of the candidates took no longer.
    pub median: i64,
    /// Nine of ten took no longer.
    pub p90: i64,
    /// How many took the step.
    pub count: usize,
}

/// Median and 90th percentile of some seconds, each one of them: the nearest rank, ⌈p·n⌉. None of none.
#[must_use]
pub fn pace_of(mut seconds: Vec<i64>) -> Option<StepPace> {
    seconds.sort_unstable();
    let count = seconds.len();
    let rank = |percent: usize| seconds.get((count * percent).div_ceil(100).checked_sub(1)?).copied();
    Some(StepPace { median: rank(50)?, p90: rank(90)?, count })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(0).plus_seconds(seconds)
    }

    #[test]
    fn each_step_begins_where_the_one_before_it_ended() {
        let passage = Passage {
            present: at(0),
            face_begun: Some(at(100)),
            face_done: Some(at(112)),
            fingerprint: Some(at(120)),
            sheet: Some(at(117)),
            closed: at(125),
        };
        use PaceStep::*;
        let expected = [(Wait, 100), (Face, 12), (Fingerprint, 3), (Sheet, 5), (Close, 5), (Station, 25)];
        assert_eq!(passage.seconds(), expected);
        // Without a face: the station begins with what was done first.
        let faceless = Passage { face_begun: None, face_done: None, ..passage };
        assert_eq!(faceless.seconds(), [(Wait, 117), (Fingerprint, 3), (Close, 5), (Station, 8)]);
        let bare = Passage { fingerprint: None, sheet: None, closed: at(-5), ..faceless };
        assert_eq!(bare.seconds(), [(Wait, 0), (Station, 0)]);
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        assert_eq!(pace_of(Vec::new()), None);
        assert_eq!(pace_of(vec![7]), Some(StepPace { median: 7, p90: 7, count: 1 }));
        assert_eq!(pace_of((1..=10).rev().collect()), Some(StepPace { median: 5, p90: 9, count: 10 }));
        assert_eq!(pace_of((1..=11).collect()), Some(StepPace { median: 6, p90: 10, count: 11 }));
    }
}
