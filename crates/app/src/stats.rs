//! The figures of the day: kept as they change, only added up here.

use std::collections::HashMap;

use crate::{call::Call, error::Result, reach};
use api::stats::{CentreStats, Stats, StatsEnvelope, StatsQuery};
use domain::{
    CentreId, ExamId, Refusal, Timestamp,
    exam::{Exam, SlotActivation},
    live::{Counts, silent_since, silent_until},
    slot::{SlotStatus, status_at},
};
use store::{
    Tx,
    arrivals::SlotChoice,
    stats::{self, CentreFigures, DeviceFigures},
};

/// Seconds without an entry after which an operator is not active.
pub const ACTIVE_SECONDS: i64 = 15 * 60;
/// Milliseconds after which a dashboard without a WebSocket should ask again.
const REFRESH_MILLIS: u32 = 30_000;

/// Seconds for which a device that was heard of is expected to be heard of again.
const EXPECTED_SECONDS: i64 = 24 * 3600;

/// The slots that a question is about: a supervisor's are those of the centre.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, `SLOT_NOT_FOUND`, also for those outside of the caller's reach.
pub(crate) async fn chosen(call: &Call, tx: &mut Tx, exam: ExamId, query: StatsQuery) -> Result<(Exam, SlotChoice)> {
    let exam = reach::exam(call, tx, exam).await?;
    let centre = reach::centre(call, tx, query.centre_id).await?;
    let choice = SlotChoice { exam: exam.id, centre, slot: query.slot_id, name: query.slot_name };
    let named = choice.slot.is_some() || choice.name.is_some();
    if named && !choice.is_any(tx).await? {
        return Err(Refusal::SlotNotFound.into());
    }
    Ok((exam, choice))
}

/// The figures of an exam or of some of its slots, from one snapshot. Devices, records, conflicts, alerts and who is active
/// belong to no slot: they are those of the centre, or of the exam.
///
/// # Errors
/// As [`chosen`].
pub async fn figures(call: &Call, exam: ExamId, query: StatsQuery) -> Result<StatsEnvelope> {
    let mut tx = call.read().await?;
    let (exam, choice) = chosen(call, &mut tx, exam, query).await?;
    let before = |seconds: i64| call.moment.decided.plus_seconds(-seconds);
    let of_exam = match choice.centre {
        Some(centre) => stats::of_exam_at(&mut tx, exam.id, centre).await?,
        None => stats::of_exam(&mut tx, exam.id).await?,
    };
    let centres = stats::of_centres(&mut tx, &choice, call.moment.decided).await?;
    let working = working(&mut tx, &exam, &choice, call.moment.decided).await?;
    let silent_until = silent_until(call.moment.decided);
    let devices = stats::of_devices(&mut tx, exam.id, silent_until, before(EXPECTED_SECONDS)).await?;
    let operators_active = stats::operators_since(&mut tx, exam.id, choice.centre, before(ACTIVE_SECONDS)).await?;
    let pending = stats::pending_records(&mut tx, exam.id).await?;
    drop(tx);
    let mut devices: HashMap<CentreId, DeviceFigures> = devices.into_iter().collect();
    for (centre, records) in pending {
        devices.entry(centre).or_default().waiting += records; // what waits here waits like what a device holds
    }
    if choice.is_narrow() {
        devices.retain(|centre, _| centres.iter().any(|known| known.id == *centre));
    }
    let mut total = Counts::default();
    centres.iter().for_each(|centre| total += centre.counts);
    let absent: i64 = centres.iter().map(|centre| centre.absent).sum();
    let centres: Vec<CentreStats> =
        centres.into_iter().map(|centre| view(centre, &devices, &working, call.moment.decided)).collect();
    let data = Stats {
        candidates: total.candidates,
        present: total.present,
        absent,
        face_verified: total.face_verified,
        face_mismatched: total.face_mismatched,
        fingerprints: total.fingerprints,
        omr_bound: total.omr_bound,
        completed: total.completed,
        operators_active,
        pending_sync: devices.values().map(|devices| devices.waiting).sum(),
        conflicts: of_exam.conflicts,
        alerts_open: of_exam.alerts_open,
        silent_devices: devices.values().map(|devices| devices.silent).sum(),
        silent_centres: centres.iter().filter(|centre| centre.silent).map(|_| 1).sum(),
        seq: of_exam.seq,
        centres,
    };
    Ok(StatsEnvelope { success: true, data, timestamp: call.moment.decided, refresh_interval: REFRESH_MILLIS })
}

/// Centres at work, each with the moment at which the first of its active slots became so by time.
type Working = HashMap<CentreId, Option<Timestamp>>;

async fn working(tx: &mut Tx, exam: &Exam, choice: &SlotChoice, now: Timestamp) -> Result<Working> {
    let mut working = Working::new();
    for (centre, set, (start, end)) in stats::open_slots(tx, choice).await? {
        if status_at(set, start, end, &exam.settings, now) != SlotStatus::Active {
            continue;
        }
        let by_time = exam.settings.slot_activation == SlotActivation::ByTime;
        let opened = start.filter(|_| by_time).map(|start| start.plus_seconds(-exam.settings.grace_seconds()));
        let first = working.entry(centre).or_insert(opened);
        *first = first.zip(opened).map(|(one, other)| one.min(other)).or(*first).or(opened);
    }
    Ok(working)
}

fn view(
    centre: CentreFigures,
    devices: &HashMap<CentreId, DeviceFigures>,
    working: &Working,
    now: Timestamp,
) -> CentreStats {
    let devices = devices.get(&centre.id).copied().unwrap_or_default();
    let heard = [devices.last_heard_at, centre.worked_at];
    let silent_since = working.get(&centre.id).and_then(|opened| silent_since(heard, *opened, now));
    CentreStats {
        centre_id: centre.id,
        code: centre.code,
        name: centre.name,
        candidates: centre.counts.candidates,
        present: centre.counts.present,
        completed: centre.counts.completed,
        devices: devices.heard,
        silent_devices: devices.silent,
        silent: silent_since.is_some(),
        pending: devices.waiting,
        last_activity_at: centre.last_activity_at,
        last_heard_at: devices.last_heard_at,
        silent_since,
    }
}
