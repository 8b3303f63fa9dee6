//! How many seconds candidates take, step by step.

use api::{
    Answer,
    stats::{PaceOfStep, PaceQuery, PaceView},
};
use domain::{
    ExamId,
    pace::{PACE_STEPS, pace_of},
};
use store::pace;

use crate::{call::Call, error::Result, reach};

/// Candidates that are looked at.
const LATEST: i64 = 1000;

/// The seconds of the candidates whose stations were closed last; a supervisor's are those of the centre.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, also for those outside of the caller's reach.
pub async fn read(call: &Call, exam: ExamId, query: &PaceQuery) -> Result<Answer<PaceView>> {
    let mut tx = call.read().await?;
    let exam = reach::exam(call, &mut tx, exam).await?;
    let centre = reach::centre(call, &mut tx, query.centre_id).await?;
    let passages = pace::latest(&mut tx, exam.id, centre, LATEST).await?;
    drop(tx);
    let taken: Vec<_> = passages.iter().flat_map(domain::pace::Passage::seconds).collect();
    let of_step = |step| {
        let seconds = taken.iter().filter(|(taken, _)| *taken == step).map(|(_, seconds)| *seconds).collect();
        pace_of(seconds).map(|pace| PaceOfStep {
            step,
            median_seconds: pace.median,
            p90_seconds: pace.p90,
            count: pace.count,
        })
    };
    Ok(Answer::ok(PaceView { steps: PACE_STEPS.into_iter().filter_map(of_step).collect() }))
}
