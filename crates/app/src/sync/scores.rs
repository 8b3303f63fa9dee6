//! What a station shows of a face at once, and whether what it handed over needs a person.

use std::collections::HashMap;

use api::sync::Scores;
use domain::{
    AttemptId, Refusal,
    exam::Exam,
    face::{is_verified, needs_supervisor},
    record::{WaitingFor, waiting_for},
    sync::{EntityType, RecordStatus},
};
use store::{
    Tx,
    face_attempts::{self, Summary},
    sync_records::Record,
};
use uuid::Uuid;

use crate::error::Result;

/// What is told of records, by the server's ids of them.
pub(super) type Scored = HashMap<Uuid, Scores>;

/// What came of records of an exam; the caller bounds the list.
///
/// # Errors
/// When the store fails.
pub(super) async fn of<'r>(tx: &mut Tx, exam: &Exam, records: impl Iterator<Item = &'r Record>) -> Result<Scored> {
    let records: Vec<&Record> = records.collect();
    let faces = || records.iter().filter(|record| record.entity_type == EntityType::Face);
    let (mut attempts, mut sums) = (HashMap::new(), HashMap::new());
    if faces().next().is_some() {
        attempts = face_attempts::scored(tx, exam.id, faces().filter_map(|record| attempt_of(record))).await?;
        sums = face_attempts::summaries(tx, exam.id, faces().filter_map(|record| record.candidate_id)).await?;
    }
    let told = |record: &&Record| {
        let waits = waits(record);
        if record.entity_type != EntityType::Face {
            return (record.id, Scores { waits_for_supervisor: waits, ..Scores::default() });
        }
        let scored = attempt_of(record).and_then(|id| attempts.get(&id));
        let sum = record.candidate_id.map(|candidate| sums.get(&candidate).copied().unwrap_or_default());
        let left = sum.map(|sum| left(exam, record, sum));
        let settled = scored.zip(sum).map(|(scored, sum)| {
            let copied = !scored.verified && is_verified(scored.match_percentage, scored.threshold);
            needs_supervisor(sum.verified_percentage.is_some(), copied, left.unwrap_or_default())
        });
        let scores = Scores {
            verified: scored.map(|scored| scored.verified),
            match_percentage: scored.map(|scored| scored.match_percentage),
            attempts_left: left,
            waits_for_supervisor: settled.or(waits),
        };
        (record.id, scores)
    };
    Ok(records.iter().map(told).collect())
}

/// The attempt that a face became.
fn attempt_of(record: &Record) -> Option<AttemptId> {
    record.entity_ref.as_ref()?.parse().ok()
}

/// Attempts that are under way elsewhere take numbers, too, and then nothing is left although fewer are kept.
fn left(exam: &Exam, record: &Record, sum: Summary) -> u32 {
    match record.code.as_deref() {
        Some(code) if code == Refusal::AttemptsExhausted.code() => 0,
        _ => exam.settings.max_face_attempts.saturating_sub(sum.kept),
    }
}

fn waits(record: &Record) -> Option<bool> {
    let is_open = record.status == RecordStatus::Pending && record.decided.is_none();
    is_open.then(|| waiting_for(record.status, record.code.as_deref()) == Some(WaitingFor::Supervisor))
}
